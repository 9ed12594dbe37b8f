/* One box ticks all on the page, Shift ticks a run of them, and the number is said. Without this one
   ticks them one by one, or changes all that were found. */
class TickAll extends HTMLElement {
  connectedCallback() {
    this.boxes = [...this.querySelectorAll(".tick > input")];
    this.all = this.querySelector("#tick-page");
    this.words = this.querySelector('[role="status"]');
    this.all.closest("[hidden]").hidden = false;
    this.addEventListener("click", this);
    this.addEventListener("change", this);
    window.addEventListener("pageshow", this); // come back: the browser has ticked them again
    this.count();
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this);
  }

  handleEvent({ type, target, shiftKey }) {
    if (type === "click" && this.boxes.includes(target)) this.tickRun(target, shiftKey);
    if (type === "change" && target === this.all) this.tickEach(this.boxes, this.all.checked);
    if (type !== "click") this.count();
  }

  tickRun(box, isRun) {
    const [from, to] = [this.last, box].map((one) => this.boxes.indexOf(one)).sort((a, b) => a - b);
    if (isRun && from >= 0) this.tickEach(this.boxes.slice(from, to + 1), box.checked);
    this.last = box;
  }

  tickEach(boxes, isTicked) {
    for (const box of boxes) box.checked = isTicked;
  }

  count() {
    const ticked = this.boxes.filter((box) => box.checked).length;
    this.all.checked = ticked === this.boxes.length;
    this.all.indeterminate = ticked > 0 && ticked < this.boxes.length;
    this.words.textContent = ticked ? `${this.dataset.ticked} ${ticked}` : "";
  }
}

customElements.define("tick-all", TickAll);
