/* The texts of a form, whichever way they are typed: plain, or in the editor. */

export class Texts {
  constructor(form, names) {
    this.form = form;
    this.names = names;
  }

  field(name) {
    const isOurs = (element) => element.name === name && !element.closest("dialog");
    return [...this.form.elements].find(isOurs); // the editor’s windows have fields of their own
  }

  values() {
    const values = {};
    for (const name of this.names) {
      values[name] = this.field(name).value;
      const rich = this.field(`${name}-is-rich`);
      if (rich && !rich.disabled) values[`${name}-is-rich`] = rich.value;
    }
    return values;
  }

  get length() {
    return this.names.reduce((sum, name) => sum + this.field(name).value.length, 0);
  }

  /* Which text this one began from, as the hidden fields have it. */
  get began() {
    const began = {};
    for (const name of ["seen", "seen-text", "stamp"]) if (this.field(name)) began[name] = this.field(name).value;
    return began;
  }

  /* `texts`: {name: {plain, html}} as the archive has them now. */
  show(texts) {
    for (const [name, { plain, html }] of Object.entries(texts)) {
      const box = this.field(name);
      const rich = this.field(`${name}-is-rich`);
      if (rich && !rich.disabled) box.closest("rich-editor").value = html;
      else if (box.value !== plain) box.value = plain;
    }
  }

  /* Sentences beside their fields, as the server draws them. */
  markWrong(errors) {
    for (const name of this.names) {
      const box = this.field(name);
      const sentences = errors[name] ?? [];
      if (!sentences.length && !box.dataset.told) continue;
      const place = box.closest(".field");
      const id = `${box.id}_error`;
      const others = (box.getAttribute("aria-describedby") ?? "").replace(id, "");
      place.querySelector(`#${CSS.escape(id)}`)?.remove();
      place.classList.toggle("has-errors", sentences.length > 0);
      if (sentences.length) {
        place.querySelector("label").after(listOf(sentences, id));
        box.setAttribute("aria-invalid", "true");
        box.setAttribute("aria-describedby", `${id} ${others}`.trim());
        box.dataset.told = "true";
      } else {
        box.removeAttribute("aria-invalid");
        box.setAttribute("aria-describedby", others.trim());
        delete box.dataset.told;
      }
    }
  }
}

export function isSame(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function listOf(sentences, id) {
  const list = Object.assign(document.createElement("ul"), { id, className: "errors" });
  list.append(...sentences.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
  return list;
}
