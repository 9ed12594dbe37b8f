/* A toolbar with one stop for the Tab key, arrows within it, and menus: after the ARIA patterns. */
import { TOOLS } from "./tools.js";

const isShown = (element) => element.getClientRects().length > 0;

export class Toolbar {
  /* `act(name)` is called with a tool's name; `leave()` gives the focus back to the text. */
  constructor(element, act, leave) {
    Object.assign(this, { element, act, leave });
    this.tools = [...element.querySelectorAll("[data-tool]")];
    for (const type of ["click", "keydown", "mousedown", "focusin", "focusout"]) element.addEventListener(type, this);
    this.stopAt(element.querySelector("button")); // of a bar that is hidden yet, none is to be seen
  }

  /* The buttons in the bar itself, as far as they are to be seen. */
  stops() {
    return [...this.element.querySelectorAll("button")].filter((button) => !button.closest("[role=menu]") && isShown(button));
  }

  stopAt(button) {
    for (const one of this.element.querySelectorAll("button")) one.tabIndex = one === button ? 0 : -1;
    this.stop = button;
  }

  focus() {
    const stop = isShown(this.stop ?? this.element) && this.stop ? this.stop : this.stops()[0];
    this.stopAt(stop);
    stop.focus();
  }

  handleEvent(event) {
    if (event.type === "mousedown") return event.target.closest("button") && event.preventDefault(); // the text keeps the focus
    if (event.type === "click") return this.clicked(event);
    if (event.type === "keydown") return this.pressed(event);
    if (event.type === "focusin") return event.target.closest("[role=menu]") || this.stopAt(event.target.closest("button"));
    if (!this.element.contains(event.relatedTarget)) this.close();
  }

  clicked({ target }) {
    const button = target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.hasAttribute("aria-haspopup")) return this.toggle(button);
    if (!button.dataset.tool) return;
    this.close();
    this.act(button.dataset.tool);
  }

  pressed(event) {
    const menu = event.target.closest("[role=menu]");
    const { key } = event;
    if (key === "Escape") {
      event.preventDefault();
      return menu ? this.close(true) : this.leave();
    }
    if (menu && key === "Tab") return this.close();
    const isRight = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = menu
      ? { ArrowDown: 1, ArrowUp: -1 }[key]
      : { [isRight]: 1, [isRight === "ArrowRight" ? "ArrowLeft" : "ArrowRight"]: -1 }[key];
    const among = menu ? [...menu.querySelectorAll("button")].filter(isShown) : this.stops();
    const at = among.indexOf(event.target);
    const to = step ? (at + step + among.length) % among.length : { Home: 0, End: among.length - 1 }[key];
    if (to !== undefined) {
      event.preventDefault();
      among[to].focus();
    } else if (!menu && key === "ArrowDown" && event.target.hasAttribute("aria-haspopup")) {
      event.preventDefault();
      this.open(event.target);
    } else if (menu && key.length === 1 && key !== " ") {
      const sought = [...among.slice(at + 1), ...among].find((one) => one.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
      sought?.focus();
    }
  }

  toggle(button) {
    if (button.getAttribute("aria-expanded") === "true") this.close(true);
    else this.open(button);
  }

  open(button) {
    this.close();
    this.opened = button;
    button.setAttribute("aria-expanded", "true");
    const menu = document.getElementById(button.getAttribute("aria-controls"));
    menu.hidden = false;
    menu.querySelector("button").focus();
  }

  close(isBack = false) {
    const { opened } = this;
    if (!opened) return;
    this.opened = null;
    opened.setAttribute("aria-expanded", "false");
    document.getElementById(opened.getAttribute("aria-controls")).hidden = true;
    if (isBack) opened.focus();
  }

  /* What is on where the cursor is, and what can be done there. */
  tell(state) {
    for (const button of this.tools) {
      const { is, may } = TOOLS[button.dataset.tool];
      const says = button.getAttribute("role")?.startsWith("menuitem") ? "aria-checked" : "aria-pressed";
      if (is && button.hasAttribute(says)) set(button, says, is(state));
      if (may) set(button, "aria-disabled", !may(state));
    }
  }
}

function set(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}
