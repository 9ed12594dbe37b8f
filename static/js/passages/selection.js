/* Words of a chapter that a reader selects can be written of, or corrected: what stands under the
   text is then offered beside them, and says which words are meant. It stands in the page behind
   their paragraph, and the Tab key goes on from there. */

const ADDRESS = 3000; // characters of an address; of longer words their paragraph is meant
const PAUSE = 250; // milliseconds without a change of the selection
const EDGE = 8; // pixels to the words and to the edge of the page

class PassageWays extends HTMLElement {
  connectedCallback() {
    this.chapters = this.dataset.chapters.split(" ");
    this.links = [...this.querySelectorAll("[data-of-selection]")];
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("selectionchange", () => this.wait(), { signal });
    addEventListener("resize", () => this.close() || this.wait(), { signal });
    document.addEventListener("keydown", (event) => this.pressed(event), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    this.close();
  }

  /* Browsers do not agree where the Tab key goes on from selected words: here, to what is offered. */
  pressed(event) {
    if (event.key === "Escape") this.close();
    if (event.key !== "Tab" || event.shiftKey || !this.menu) return;
    if (this.menu.contains(document.activeElement)) return;
    event.preventDefault();
    this.menu.querySelector("a").focus();
  }

  wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), PAUSE);
  }

  look() {
    if (this.menu?.contains(document.activeElement)) return;
    this.close();
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0).cloneRange();
    const texts = [...document.querySelectorAll("#chapters > .chapter > .userstuff[role=group]")];
    const place = texts.findIndex((text) => text.contains(range.startContainer));
    if (place < 0) return;
    if (!texts[place].contains(range.endContainer)) {
      if (range.endOffset) return;
      range.setEndAfter(texts[place].lastChild); // three clicks select up to what comes next
    }
    const words = wordsOf(range);
    if (words.trim()) this.offer(range, texts[place], this.chapters[place], words);
  }

  offer(range, text, chapter, words) {
    const blocks = [...text.children].filter((one) => !one.matches(".beside, .at-selection"));
    const block = blocks.findIndex((one) => one.contains(range.startContainer));
    const asked = new URLSearchParams({ chapter, block: Math.max(block, 0) });
    if (encodeURIComponent(words).length < ADDRESS) asked.set("passage", words);
    if (location.search.includes("view_adult=true")) asked.set("view_adult", "true");

    this.menu = document.createElement("p");
    this.menu.className = "at-selection";
    this.menu.lang = this.lang;
    this.menu.dir = this.dir;
    this.menu.setAttribute("role", "group");
    this.menu.setAttribute("aria-label", this.dataset.label);
    for (const link of this.links) {
      const offered = link.cloneNode(true);
      offered.href = `${link.dataset.ofSelection}?${asked}`;
      this.menu.append(offered);
    }
    const behind = blocks.findLast((one) => one.contains(range.endContainer)) ?? text.lastElementChild;
    behind.after(this.menu);
    this.put(range.getBoundingClientRect());
  }

  /* Under the words, within the page. */
  put(words) {
    const { style } = this.menu;
    style.top = style.left = "0";
    const corner = this.menu.getBoundingClientRect();
    const room = document.documentElement.clientWidth - corner.width - EDGE;
    style.top = `${words.bottom + EDGE - corner.top}px`;
    style.left = `${Math.max(EDGE, Math.min(words.left, room)) - corner.left}px`;
  }

  close() {
    this.menu?.remove();
    this.menu = null;
  }
}

/* As they are stored: without the marks of footnotes, and without what stands between paragraphs. */
function wordsOf(range) {
  const words = range.cloneContents();
  for (const mark of words.querySelectorAll(".note-mark, .beside, .at-selection")) mark.remove();
  for (const end of words.querySelectorAll("br, p, li, div")) end.prepend("\n");
  return words.textContent.replace(/\s+/g, " ").trim();
}

customElements.define("passage-ways", PassageWays);
