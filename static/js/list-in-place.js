/* A list that changes in place: htmx puts the new one where the old one was, and the address says
   which it is. Here: it is said aloud what came, whoever pressed something that is gone stands at
   the number of stories, and filters stand beside the list where there is room. Without this every
   link and form leads to a page: so it is, too, where a browser does not know the syntax of htmx and
   of this. Safari knew that before it listened to media. */

const ROOM = matchMedia("(min-width: 68rem) and (scripting: enabled)"); // as in list.css

const status = document.createElement("p");
status.setAttribute("role", "status");
status.className = "visually-hidden";
document.body.append(status);

const list = () => document.getElementById("list");
const isList = (event) => event.detail.target?.id === "list";

document.addEventListener("htmx:afterSettle", (event) => {
  if (!isList(event)) return;
  const count = document.getElementById("count");
  status.textContent = count?.textContent ?? "";
  const { activeElement } = document;
  const isLost = !activeElement || activeElement === document.body;
  if (isLost) (count ?? list()).focus({ preventScroll: true });
  if (list().getBoundingClientRect().top < 0) list().scrollIntoView();
  document.querySelector("filters-beside")?.fill();
});

/* What cannot come in place comes as a page, which says why. */
for (const type of ["htmx:responseError", "htmx:sendError"])
  document.addEventListener(type, (event) => {
    if (isList(event)) location.assign(event.detail.pathInfo.finalRequestPath);
  });

class FiltersBeside extends HTMLElement {
  connectedCallback() {
    ROOM.addEventListener?.("change", this);
    this.addEventListener("htmx:beforeSwap", this);
    this.addEventListener("htmx:afterSettle", this);
    this.addEventListener("toggle", this, { capture: true });
    addEventListener("DOMContentLoaded", this, { once: true }); // htmx stands ready from then on
  }

  disconnectedCallback() {
    ROOM.removeEventListener?.("change", this);
  }

  handleEvent({ type, target }) {
    if (type === "htmx:beforeSwap") target === this && this.remember();
    else if (type === "htmx:afterSettle") this.restore();
    else if (type === "toggle") import("./tag-box.js"); // suggests names in a group that is open
    else this.fill();
  }

  fill() {
    const address = list()?.dataset.filters;
    if (!ROOM.matches || !address || address === this.address) return;
    this.address = address;
    const form = `${address}${address.includes("?") ? "&" : "?"}beside=list`;
    htmx.ajax("GET", form, { source: this, target: this, swap: "innerHTML" });
  }

  remember() {
    this.group = document.activeElement.closest("filters-beside details")?.id;
    this.open = [...this.querySelectorAll("details[open]")].map((group) => group.id);
  }

  restore() {
    for (const id of this.open ?? []) document.getElementById(id)?.setAttribute("open", "");
    if (this.group && document.activeElement === document.body)
      document.getElementById(this.group)?.querySelector("summary").focus();
  }
}

customElements.define("filters-beside", FiltersBeside);
