/* A list that its author puts into order: rows go up and down by their buttons, or are dragged by a
   handle, with mouse, pen or finger. A row moves at once and the form is sent behind it; where that
   fails, the list goes back to the order that is kept. Without this the buttons send the form. */

const EDGE = 80; // pixels from the window's edge where a dragged row makes the page go on
const PACE = 12; // pixels a frame
const SLACK = 8; // pixels

class SortList extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.list = this.querySelector("ol");
    this.status = this.querySelector('[role="status"]');
    this.failure = this.querySelector('[role="alert"]');
    this.first = Number(this.dataset.first);
    this.of = Number(this.dataset.of);
    this.kept = this.rows;
    this.sent = Promise.resolve();
    for (const row of this.rows) row.prepend(handle());
    this.addEventListener("submit", this);
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"])
      this.addEventListener(type, this);
    window.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    window.removeEventListener("keydown", this);
    cancelAnimationFrame(this.frame);
  }

  get rows() {
    return [...this.list.children];
  }

  handleEvent(event) {
    if (event.type === "submit") this.step(event);
    else if (event.type === "pointerdown") this.take(event);
    else if (event.type === "pointermove") this.drag(event);
    else if (event.type === "pointerup") this.drop(event);
    else if (event.type === "pointercancel" || event.key === "Escape") this.letGo();
  }

  /* By a button. To another page of the list the form itself goes. */
  step(event) {
    const step = Number(event.submitter?.dataset.step ?? 0);
    const row = event.submitter?.closest("li");
    const neighbour = step && this.rows[this.rows.indexOf(row) + step];
    if (!neighbour) return;
    event.preventDefault();
    if (step < 0) neighbour.before(row);
    else neighbour.after(row);
    this.commit(row);
    const button = event.submitter.hidden ? row.querySelector("[data-step]:not([hidden])") : event.submitter;
    button.focus();
  }

  /* By the handle. The row itself moves among the others; only its shift follows the pointer. */
  take(event) {
    if (!event.target.closest(".handle") || event.button !== 0 || this.row) return;
    event.preventDefault();
    this.row = event.target.closest("li");
    this.before = this.rows;
    this.grip = event.clientY - this.row.getBoundingClientRect().top;
    this.pointer = event.pointerId;
    this.setPointerCapture(event.pointerId); // not the row's: it leaves the page for a moment
    this.row.classList.add("dragged");
    this.y = this.start = event.clientY;
    this.follow();
  }

  drag(event) {
    if (event.pointerId === this.pointer) this.y = event.clientY;
  }

  follow() {
    this.frame = requestAnimationFrame(() => this.follow());
    const { y, start } = this; // where it was taken near an edge, the hand has to move there first
    if (y < Math.min(EDGE, start - SLACK)) window.scrollBy(0, -PACE);
    else if (y > Math.max(window.innerHeight - EDGE, start + SLACK)) window.scrollBy(0, PACE);
    this.place();
  }

  place() {
    const { row } = this;
    row.style.transform = "";
    while (row.previousElementSibling && this.y < middle(row.previousElementSibling))
      row.previousElementSibling.before(row);
    while (row.nextElementSibling && this.y > middle(row.nextElementSibling))
      row.nextElementSibling.after(row);
    const shift = this.y - this.grip - row.getBoundingClientRect().top;
    row.style.transform = `translateY(${shift}px)`;
  }

  drop(event) {
    this.drag(event);
    if (this.row) this.place(); // the last frame may be some way behind the hand
    const row = this.putDown();
    if (row && this.before.indexOf(row) !== this.rows.indexOf(row)) this.commit(row);
  }

  letGo() {
    if (this.putDown()) this.list.append(...this.before);
  }

  putDown() {
    const { row } = this;
    if (!row) return null;
    cancelAnimationFrame(this.frame);
    row.classList.remove("dragged");
    row.style.transform = "";
    if (this.hasPointerCapture(this.pointer)) this.releasePointerCapture(this.pointer);
    this.row = this.pointer = null;
    return row;
  }

  /* One after the other: each says a place in the order that the one before has made. */
  commit(row) {
    const rows = this.rows;
    this.failure.hidden = true;
    this.number();
    this.sent = this.sent.then(() => this.send(row, rows));
  }

  async send(row, rows) {
    const place = this.first + rows.indexOf(row);
    const fields = new FormData(this.form);
    fields.set("move", `${row.dataset.key}:${place}`);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body: fields, headers: { Accept: "application/json" },
      });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const { of, names } = await answer.json();
      if (of !== this.of) return location.reload(); // somebody else's row came or went
      this.kept = rows;
      this.name(names);
      this.say(row, place);
    } catch {
      this.list.append(...this.kept);
      this.number();
      this.failure.textContent = this.dataset.failed;
      this.failure.hidden = false;
    }
  }

  /* What the buttons of each row say and send, by where it stands. */
  number() {
    this.rows.forEach((row, index) => {
      const place = this.first + index;
      for (const button of row.querySelectorAll("[data-step]")) {
        const goal = place + Number(button.dataset.step);
        button.value = `${row.dataset.key}:${goal}`;
        button.hidden = goal < 1 || goal > this.of;
      }
      row.querySelector('[name="place"]').value = place;
    });
  }

  /* “Chapter 3” is another one now. */
  name(names) {
    for (const row of this.rows)
      for (const word of row.querySelectorAll("[data-name]"))
        word.textContent = names[row.dataset.key] ?? word.textContent;
  }

  say(row, place) {
    const name = row.querySelector("[data-title]").textContent.trim();
    const words = { name, place, of: this.of };
    this.status.textContent = this.dataset.moved.replace(/\{(\w+)\}/g, (_all, word) => words[word]);
  }
}

/* For a pointer only: by keyboard, and to a screen reader, the buttons do the same. */
function handle() {
  const element = document.createElement("span");
  element.className = "handle";
  element.setAttribute("aria-hidden", "true");
  return element;
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

customElements.define("sort-list", SortList);
