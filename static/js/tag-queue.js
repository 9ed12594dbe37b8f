/* The queue of new tags by keys: those that buttons and boxes name in aria-keyshortcuts act on the
   row where the focus is, j and k go from row to row, u undoes what a message tells. Elsewhere no
   letter does anything. After a decision the page comes back at the row below, and the focus with it. */
const SHORT = "[aria-keyshortcuts]";

class TagQueue extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("ol > li")];
    this.querySelector("[hidden]").hidden = false;
    this.addEventListener("keydown", this);
    const { hash } = window.location;
    this.go(hash === "#first" ? this.rows[0] : this.rows.find(({ id }) => `#${id}` === hash));
  }

  handleEvent(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const row = event.target.closest("ol > li");
    if (!row || event.target.closest("tag-box")) return;
    const place = this.rows.indexOf(row);
    const step = { j: 1, k: -1 }[event.key];
    if (step) this.go(this.rows[place + step]);
    else this.press(row, event.key);
  }

  press(row, key) {
    const controls = [...row.querySelectorAll(SHORT), ...document.querySelectorAll(`.messagelist ${SHORT}`)];
    controls.find((one) => one.getAttribute("aria-keyshortcuts") === key)?.click();
  }

  go(row) {
    row?.focus();
  }
}

customElements.define("tag-queue", TagQueue);
