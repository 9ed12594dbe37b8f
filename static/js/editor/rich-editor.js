/* <rich-editor>: a text as it will be read, over the form's own textarea. The textarea always holds
   the same text, as HTML while the buttons are in use. Without this the textarea is all there is. */

class RichEditor extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    this.box = this.querySelector("textarea[name]");
    this.isRichField = this.querySelector("[name$=-is-rich]");
    this.frame = this.querySelector(".editor-frame");
    this.source = this.querySelector(".editor-source");
    this.status = this.querySelector(".editor-said");
    this.wasRequired = this.box.required;
    for (const type of ["click", "input", "focusout"]) this.addEventListener(type, this);
    this.box.form.addEventListener("submit", this, true);
    this.box.form.addEventListener("formdata", this);
    window.addEventListener("pagehide", this);
    document.addEventListener("visibilitychange", this);
    if (this.dataset.mode === "rich") this.begin();
    else this.offer();
  }

  disconnectedCallback() {
    window.removeEventListener("pagehide", this);
    document.removeEventListener("visibilitychange", this);
  }

  /* What others use */

  get isRich() {
    return !this.isRichField.disabled;
  }

  get value() {
    this.flush();
    return this.box.value;
  }

  /* HTML of the stored dialect; in the plain box it stays what it is. */
  set value(html) {
    if (!this.isRich || !this.view) return this.fill(html);
    this.source.value = html;
    this.load(html);
    this.change();
  }

  focus() {
    if (!this.isRich) this.box.focus();
    else if (this.isSource) this.source.focus();
    else this.view.focus();
  }

  /* Which block at the top the cursor is in; -1 where there is none to tell. */
  blockIndex() {
    return this.view && this.isRich && !this.isSource ? this.view.state.selection.$from.index(0) : -1;
  }

  /* What is behind the cursor begins a block of its own; its index. */
  splitBlock() {
    const index = this.blockIndex();
    if (index < 0) return index;
    const { state } = this.view;
    const { $from } = state.selection;
    const isParagraph = $from.depth === 1 && $from.parent.isTextblock;
    if (!isParagraph || !$from.parentOffset) return index;
    if ($from.parentOffset === $from.parent.content.size) return index + 1;
    this.view.dispatch(state.tr.split($from.pos));
    this.flush();
    return index + 1;
  }

  insertImage(picture) {
    this.run(this.desk.picture(picture));
  }

  /* Beginning */

  async begin() {
    try {
      this.desk ??= await import("./desk.js");
    } catch {
      return this.offer(); // the scripts did not come: the plain box is there
    }
    if (!(await this.takeEarly())) return this.offer();
    const { stored } = this;
    this.view = this.desk.open(this, stored ?? this.desk.parse(this.box.value));
    this.written = true;
    this.showRich();
    this.told();
    this.dispatchEvent(new CustomEvent("editor-ready", { bubbles: true }));
  }

  /* What came into the box before the editor did is plain, and newer than the stored text. */
  async takeEarly() {
    while (!this.written && this.querySelector("template.editor-stored") && this.box.value !== this.box.defaultValue) {
      const plain = this.box.value;
      const text = await this.converted(plain, "plain", "rich");
      if (text === null) return false;
      if (this.box.value !== plain) continue; // typed meanwhile
      this.box.value = text;
      this.written = true;
    }
    return true;
  }

  /* The stored text as the page brought it: the box has its plain form. Once only. */
  get stored() {
    const template = this.querySelector("template.editor-stored");
    if (!template || this.written) return null;
    const html = template.innerHTML;
    template.remove();
    return this.desk.parse(html);
  }

  showRich() {
    this.dataset.mode = "rich";
    this.isRichField.disabled = false;
    this.box.hidden = true;
    this.box.required = false; // nobody can be led to a box that is not shown; the server asks
    this.frame.hidden = false;
    this.querySelector(".editor-way").hidden = true;
    this.querySelector(".editor-plain-help")?.toggleAttribute("hidden", true);
  }

  /* The plain box, with the way to the buttons. */
  offer() {
    this.dataset.mode = "plain";
    this.isRichField.disabled = true;
    this.box.hidden = false;
    this.box.required = this.wasRequired;
    this.frame.hidden = true;
    this.querySelector(".editor-way").hidden = false;
    this.querySelector(".editor-plain-help")?.toggleAttribute("hidden", false);
  }

  load(html) {
    this.desk.replaceAll(this.view, this.desk.parse(html));
    this.told();
  }

  told() {
    this.sync();
    this.desk.tell(this);
    this.desk.tellCount(this);
  }

  /* Into the plain box, by somebody else's hand. */
  fill(text) {
    this.box.value = text;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Keeping the textarea equal */

  handleEvent(event) {
    const { type, target } = event;
    if (type === "click") return this.clicked(event);
    if (type === "input") return this.typed(event);
    if (type === "focusout" && !this.contains(event.relatedTarget)) return this.flush();
    if (type === "formdata" && this.isRich) {
      this.flush();
      event.formData.set(this.box.name, this.box.value);
    } else if (type === "submit" || type === "pagehide" || target === document) this.flush();
  }

  /* After each change: soon, and at once where somebody asks. */
  changed() {
    clearTimeout(this.waiting);
    this.isStale = true;
    this.waiting = setTimeout(() => this.flush(), 200);
  }

  flush() {
    if (!this.isStale) return;
    clearTimeout(this.waiting);
    this.isStale = false;
    if (this.sync()) this.change();
    this.desk.tellCount(this);
  }

  /* Whether it was another text. */
  sync() {
    const html = this.isSource ? this.source.value : this.desk.serialise(this.view.state.doc);
    const isOther = html !== this.box.value;
    if (isOther) this.box.value = html;
    this.synced = html;
    return isOther;
  }

  change() {
    this.isOurs = true;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.isOurs = false;
  }

  typed(event) {
    if (event.target === this.box) {
      if (this.isRich && !this.isOurs && this.view && this.box.value !== this.synced) this.load(this.box.value);
      return;
    }
    event.stopPropagation(); // the form knows the textarea alone
    if (event.target === this.source) this.changed();
  }

  /* Ways of writing */

  clicked({ target }) {
    const way = target.closest("button[data-way]")?.dataset.way;
    if (way === "source") this.toggleSource();
    else if (way) this.switchTo(way);
    else if (this.isRich && !this.isSource && target.closest("label")?.htmlFor === this.box.id) this.focus();
  }

  async switchTo(way) {
    this.flush?.();
    const from = this.isRich ? "rich" : "plain";
    const text = await this.converted(this.box.value, from, way, { plainly: way === "plain" ? "1" : "0" });
    if (text === null) return;
    this.isSource = false;
    if (way === "plain") {
      this.box.value = text;
      this.offer();
      this.change();
      return this.box.focus();
    }
    this.box.value = text;
    if (this.view) {
      this.showPage();
      this.showRich();
      this.load(text);
    } else {
      this.written = true;
      await this.begin();
    }
    if (!this.isRich) return;
    this.change();
    this.focus();
  }

  async toggleSource() {
    this.flush();
    if (this.isSource) await this.leaveSource();
    else this.enterSource();
    this.focus();
  }

  /* It opens at the block in which the cursor is. */
  enterSource() {
    const { source, view } = this;
    const text = this.box.value;
    const place = this.desk.beginningOf(view.state.doc, this.blockIndex());
    this.isSource = true;
    this.showPage();
    source.value = text.slice(0, place);
    const { clientHeight, scrollHeight } = source; // of what stands above
    source.value = text;
    source.setSelectionRange(place, place);
    source.focus({ preventScroll: true });
    source.scrollTop = scrollHeight > clientHeight ? scrollHeight - clientHeight / 2 : 0;
  }

  async leaveSource() {
    const { source } = this;
    const text = (await this.converted(source.value, "rich", "rich")) ?? source.value;
    this.isSource = false;
    this.load(text);
    this.showPage();
    this.desk.goToBlock(this.view, this.desk.blockAt(this.view.state.doc, source.selectionStart));
  }

  showPage() {
    this.source.hidden = !this.isSource;
    this.view.dom.hidden = Boolean(this.isSource);
    this.frame.classList.toggle("is-source", Boolean(this.isSource));
    this.querySelector("[data-way=source]").setAttribute("aria-pressed", String(Boolean(this.isSource)));
  }

  /* The text as another way of writing shows it: the server knows. Nothing, with a sentence, where
     it cannot be asked; then all stays as it is. */
  async converted(text, from, to, more = {}) {
    const body = new FormData();
    const token = this.box.form.elements.csrfmiddlewaretoken?.value ?? "";
    for (const [name, value] of Object.entries({ ...more, text, has: from, wants: to })) body.set(name, value);
    this.say("");
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token };
      const answer = await fetch(this.dataset.writing, { method: "POST", body, headers });
      if (answer.ok) return (await answer.json()).text;
    } catch {
      // offline: told below
    }
    this.say(this.dataset.refused);
    return null;
  }

  say(sentence) {
    this.status.textContent = sentence;
  }

  /* Tools */

  run(command) {
    if (!command) return;
    this.view.focus();
    command(this.view.state, this.view.dispatch);
    this.view.focus();
  }

  save() {
    this.flush();
    const { form } = this.box;
    const button = form.querySelector("[data-draft]") ?? form.querySelector(".actions button:not([name], [type=button])");
    form.requestSubmit(button ?? undefined);
  }
}

customElements.define("rich-editor", RichEditor);
