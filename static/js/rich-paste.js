/* What is pasted with italics, bold or headings keeps them: the page that the clipboard holds goes
   along in a field of its own, which is never shown. The box holds the words as always; whoever
   changes them there means those. Without this the plain text is read. */

const SIGNS = [
  "<(?:em|i|strong|u|s|strike|del|h[1-6]|hr|blockquote|ul|ol|sup|sub|table|center)[\\s>/]",
  "<b(?![^<>]*font-weight:\\s*normal)[\\s>]",
  "font-style:\\s*italic",
  "font-weight:\\s*(?:bold|[6-9]00)",
  "text-decoration[^;\"'<>]*(?:underline|line-through)",
  "align[:=]\\s*[\"']?(?:center|right)",
];
const FORMATTED = new RegExp(SIGNS.join("|"), "i");
const NEXT = "<!--NextPaste-->";

class RichPaste extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea:not([hidden])");
    this.rich = this.querySelector("textarea[hidden]");
    this.button = this.querySelector("button");
    this.words = this.querySelector('[role="status"]');
    this.kept = this.rich.value;
    this.snapshot = this.box.value;
    for (const type of ["paste", "input", "click"]) this.addEventListener(type, this);
    this.tell();
  }

  disconnectedCallback() {
    for (const type of ["paste", "input", "click"]) this.removeEventListener(type, this);
  }

  handleEvent(event) {
    if (event.type === "paste") this.coming = this.withPaste(event.clipboardData);
    else if (event.type === "input") this.changed(event);
    else if (event.target === this.button) this.forget();
  }

  /* The whole page as it will be, if this paste stands below all else; nothing if it need not. */
  withPaste(clipboard) {
    const { value, selectionStart, selectionEnd } = this.box;
    if (!clipboard || value.slice(selectionEnd).trim()) return "";
    const html = clipboard.getData("text/html");
    const above = this.above(value.slice(0, selectionStart));
    if (!FORMATTED.test(shown(html)) && !above.isRich) return "";
    const pasted = html || paragraphs(clipboard.getData("text/plain"));
    return above.html ? above.html + NEXT + pasted : pasted;
  }

  above(text) {
    if (!text.trim()) return { html: "", isRich: false };
    if (this.rich.value && isSame(text, this.snapshot)) return { html: this.rich.value, isRich: true };
    return { html: paragraphs(text), isRich: false };
  }

  changed({ inputType }) {
    if (this.coming && inputType === "insertFromPaste") {
      this.kept = this.coming.length <= Number(this.dataset.limit) ? this.coming : "";
      this.snapshot = this.box.value;
    }
    this.coming = "";
    this.rich.value = isSame(this.box.value, this.snapshot) ? this.kept : "";
    this.tell();
  }

  forget() {
    this.rich.value = "";
    this.tell();
    this.kept = "";
    this.box.focus();
  }

  tell() {
    const { along, plain } = this.words.dataset;
    const sentence = this.rich.value ? along : this.kept && this.box.value.trim() ? plain : "";
    if (this.words.textContent !== sentence) this.words.textContent = sentence;
    this.button.hidden = !this.rich.value;
  }
}

/* What the clipboard marks as copied, without the style sheets around it. */
function shown(html) {
  const [, inside = html] = html.split(/<!--\s*StartFragment\s*-->/);
  return inside.split(/<!--\s*EndFragment\s*-->/)[0].replace(/<style[\s\S]*?<\/style>/gi, "");
}

function paragraphs(text) {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return escaped.split(/\n\s*\n/).map((one) => `<p>${one.replace(/\n/g, "<br>")}</p>`).join("\n");
}

const isSame = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();

customElements.define("rich-paste", RichPaste);
