/* A button under the editor: the text is saved, and what stands behind the cursor becomes the next
   chapter. Only while the text is written with buttons; else the list of chapters leads to a page
   on which the place is chosen. */

class SplitHere extends HTMLElement {
  connectedCallback() {
    this.block = this.querySelector("input");
    this.form = this.closest("form");
    this.form.addEventListener("editor-ready", this);
    this.form.addEventListener("click", this);
    this.show();
  }

  disconnectedCallback() {
    this.form.removeEventListener("editor-ready", this);
    this.form.removeEventListener("click", this);
  }

  get editor() {
    return this.form.querySelector("rich-editor");
  }

  handleEvent({ type, target }) {
    if (type === "click" && target.closest("button") === this.querySelector("button")) this.mark();
    else this.show();
  }

  /* The editor may go to the plain box and back. */
  show() {
    setTimeout(() => { this.hidden = !(this.editor?.isRich && this.editor.blockIndex() >= 0); });
  }

  /* Before the form goes: which passage begins the new chapter. */
  mark() {
    const index = this.editor.splitBlock();
    const text = document.createElement("template");
    text.innerHTML = this.editor.value;
    const before = [...text.content.children].slice(0, Math.max(index, 0));
    this.block.value = before.filter(isKept).length;
    this.block.disabled = false;
  }
}

/* Empty paragraphs are not kept. */
const isKept = (element) => element.localName === "hr" || /[^ \t\n\f\r]/.test(element.innerHTML);

customElements.define("split-here", SplitHere);
