/* Suggests names while they are typed: a text field for names with commas between them becomes an
   editable combobox (WAI-ARIA 1.2). What is chosen stands in the text itself. Without this it is the
   same text field.

   data-address: answers {said, suggestions: [{name, typed, number, other}]} to `&q=`.
   data-among: names of other fields of the form, whose names are suggested instead.
   data-choice: the field of the form that says what is named; data-kinds: what the address is told
   for each of its values. For any other nothing is suggested. */

const QUIET = 150; // milliseconds after the last key
const KEPT = 200; // answers
const answers = new Map();
let boxes = 0;

class TagBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input, textarea");
    if (!this.input) return;
    this.list = this.list || this.draw();
    for (const type of ["input", "keydown", "blur", "focus", "click", "compositionend"]) this.input.addEventListener(type, this);
    this.list.addEventListener("pointerdown", this);
    this.list.addEventListener("click", this);
    const { value, defaultValue } = this.input;
    if (document.activeElement === this.input && value !== defaultValue) this.wait(); // typed before this came
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.close();
  }

  draw() {
    const list = document.createElement("ul");
    list.id = `suggestions-${(boxes += 1)}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.dataset.label);
    list.hidden = true;
    this.status = document.createElement("span");
    this.status.setAttribute("role", "status");
    this.status.className = "visually-hidden";
    this.append(list, this.status);
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(said)) this.input.setAttribute(name, value);
    return list;
  }

  handleEvent(event) {
    const { type, target, isComposing } = event;
    if (this.list.contains(target)) this.pointed(event);
    else if (type === "keydown") isComposing || this.pressed(event);
    else if (type === "blur") this.leave();
    else if (type === "focus" || type === "click") this.dataset.among && this.list.hidden && this.ask();
    else if (!isComposing) this.wait(); // what an input method has not finished is no name yet
  }

  pointed(event) {
    if (event.type === "pointerdown") return event.preventDefault(); // the text keeps the focus
    const option = event.target.closest('[role="option"]');
    if (option) this.choose(option);
  }

  pressed(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return;
    const isOpen = !this.list.hidden;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.ask({ isWished: true });
      else if (altKey) this.close();
      else this.move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (key === "Enter" && this.active) {
      event.preventDefault();
      this.choose(this.active);
    } else if (key === "Tab" && this.active) this.choose(this.active);
  }

  wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), QUIET);
  }

  async ask({ isWished = false } = {}) {
    clearTimeout(this.waiting);
    this.asking?.abort();
    const { typed } = this.place();
    if (this.dataset.among) return this.show(this.among(typed));
    if (!typed || !this.address) return this.close();
    this.asking = new AbortController();
    try {
      const answer = await this.answer(typed, this.asking.signal);
      const isHere = document.activeElement === this.input;
      if (isHere && (isWished || this.place().typed === typed)) this.show(answer);
    } catch {
      this.close(); // no net, or asked anew: the text field is still one
    }
  }

  async answer(typed, signal) {
    const address = `${this.address}&q=${encodeURIComponent(typed)}`;
    if (!answers.has(address)) {
      const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
      if (answers.size >= KEPT) answers.clear();
      answers.set(address, await response.json());
    }
    return answers.get(address);
  }

  get address() {
    const { address, choice, kinds } = this.dataset;
    if (!choice) return address;
    const kind = new URLSearchParams(kinds).get(this.input.form?.elements[choice]?.value);
    return kind && address + kind;
  }

  among(typed) {
    const fields = this.dataset.among.split(" ").map((name) => this.input.form?.elements[name]?.value ?? "");
    const all = fields.flatMap((text) => pieces(text).map((piece) => piece.name)).filter(Boolean);
    const wanted = folded(typed);
    const found = [...new Set(all)].filter((name) => folded(name).includes(wanted));
    return { said: "", suggestions: found.map((name) => ({ name, typed: quoted(name) })) };
  }

  show({ said, suggestions }) {
    const there = new Set(this.others().map(folded));
    const offered = suggestions.filter(({ typed, name }) => !there.has(folded(unquoted(typed))) && !there.has(folded(name)));
    this.list.replaceChildren(...offered.map((one, place) => this.option(one, place)));
    this.activate(null);
    this.list.hidden = !offered.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = said && offered.length === suggestions.length ? said : "";
  }

  option({ name, typed, number, other }, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.typed = typed;
    const called = worded("span", "", "name"); // as wide as there is room, from where the page begins
    called.append(worded("bdi", name));
    option.append(called);
    if (number) option.append(" ", worded("span", number));
    if (other) option.append(" ", worded("span", other, "other"));
    return option;
  }

  move(by) {
    const options = [...this.list.children];
    const at = options.indexOf(this.active);
    const next = at < 0 && by < 0 ? options.length - 1 : at + by;
    this.activate(options[next] ?? null); // beyond the ends the text itself is active
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /* The name stands where it was begun; after the last one a comma invites the next. */
  choose(option) {
    const { input } = this;
    const { start, stop } = this.place();
    const before = input.value.slice(0, start);
    const after = input.value.slice(stop);
    const named = (before && !/\s$/.test(before) ? " " : "") + option.dataset.typed + (after ? "" : ", ");
    input.value = before + named + after;
    input.setSelectionRange(start + named.length, start + named.length);
    this.close();
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
    clearTimeout(this.waiting);
  }

  leave() {
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.close();
    const bare = this.input.value.replace(/[,،\s]+$/, "");
    if (bare !== this.input.value) this.input.value = bare;
  }

  close() {
    if (!this.list || this.list.hidden) return;
    this.activate(null);
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }

  /* Where the name stands in which the caret is, and what of it was typed up to the caret. */
  place() {
    const { value, selectionStart } = this.input;
    const caret = selectionStart ?? value.length;
    const piece = pieces(value).find(({ stop }) => caret <= stop) ?? { start: value.length, stop: value.length };
    const typed = unquoted(value.slice(piece.start, Math.max(caret, piece.start)));
    return { ...piece, typed };
  }

  others() {
    const { start } = this.place();
    return pieces(this.input.value).filter((piece) => piece.start !== start).map((piece) => piece.name);
  }
}

/* As tags/forms.py reads a list: a name with a comma stands in quotation marks. One that is being
   typed has no second mark yet. */
function pieces(text) {
  const found = [];
  const piece = /(\s*)("(?:[^"]|"")*(?:"[^\S\n]*(?=[,،\n]|$)|$)|[^,،\n]*)([,،\n]|$)/gy;
  for (let match; (match = piece.exec(text)); ) {
    const start = match.index + match[1].length;
    found.push({ start, stop: start + match[2].length, name: unquoted(match[2]) });
    if (!match[3]) break;
  }
  return found;
}

function unquoted(text) {
  const bare = text.trim();
  if (!bare.startsWith('"')) return bare.replace(/\s+/g, " ");
  return bare.slice(1).replace(/"$/, "").replaceAll('""', '"').trim();
}

function quoted(name) {
  return /[,،]|^"/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function folded(name) {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function worded(element, text, className = "") {
  const made = document.createElement(element);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

customElements.define("tag-box", TagBox);
