/* A form that htmx has put where it was asked for, or what came of it. It takes the focus, says in
   words what happened, keeps what was typed whatever happens, and goes away when it is not wanted.
   Without this the link leads to a page with the same form. */

const SLOW = 1000; // milliseconds until it says that it is sending
const ANSWERS = ["htmx:beforeRequest", "htmx:beforeSwap", "htmx:responseError", "htmx:sendError"];

const status = document.createElement("p");
status.setAttribute("role", "status");
status.className = "visually-hidden";
document.body.append(status);

class FormInPlace extends HTMLElement {
  connectedCallback() {
    this.form = this.dataset.sent ? null : this.querySelector("form");
    if (this.form) this.open();
    else this.done();
  }

  disconnectedCallback() {
    clearTimeout(this.slow);
    if (this.form) this.link?.removeAttribute("aria-expanded");
  }

  get address() {
    return this.form?.getAttribute("action") ?? this.dataset.sent;
  }

  get link() {
    return document.querySelector(`a[hx-boost][href="${CSS.escape(this.address)}"]`);
  }

  open() {
    this.listen();
    this.link?.setAttribute("aria-expanded", "true");
    this.text = this.form.querySelector("textarea");
    if (this.text) this.fillIn();
    this.focusOn(this.form.querySelector(".error-summary") ?? firstOf(this));
  }

  fillIn() {
    import("./count-characters.js"); // no page needs it before
    this.text.value ||= typed.get(this);
    this.text.setSelectionRange(this.text.value.length, this.text.value.length); // under a quotation
  }

  done() {
    typed.forget(this);
    if (this.querySelector(".outcome")) this.listen(); // something more may be sent
    const sentence = this.querySelector("p");
    const arrived = this.querySelector("article") ?? sentence;
    arrived.tabIndex = -1;
    this.focusOn(arrived);
    status.textContent = sentence.textContent;
  }

  listen() {
    for (const type of ["click", "input", ...ANSWERS]) this.addEventListener(type, this);
  }

  /* After htmx, which puts the focus back where it was. */
  focusOn(element) {
    setTimeout(() => element.focus());
  }

  handleEvent({ type, target, detail }) {
    if (type === "input") this.text && typed.keep(this);
    else if (type === "click" && target.closest("[data-cancel]")) this.putAway();
    else if (type === "htmx:beforeRequest") this.send();
    else if (type === "htmx:beforeSwap") this.isOurs(detail);
    else if (type === "htmx:responseError") this.refuse(reason(detail.xhr, this.dataset));
    else if (type === "htmx:sendError") this.refuse(this.dataset.offline);
  }

  putAway() {
    const { link } = this;
    this.remove();
    link?.focus();
  }

  send() {
    this.say("");
    this.slow = setTimeout(() => this.say(this.dataset.sending), SLOW);
  }

  /* Anything but a form or what came of it is not what was asked for: a page to sign in, say. */
  isOurs(detail) {
    if (!detail.shouldSwap || isPiece(detail.xhr)) return;
    detail.shouldSwap = false;
    this.refuse(reason(detail.xhr, this.dataset));
  }

  refuse(sentence) {
    this.say(sentence, "outcome error-summary");
  }

  say(sentence, look = "outcome") {
    clearTimeout(this.slow);
    const outcome = this.querySelector(".outcome");
    outcome.className = look;
    outcome.textContent = sentence;
  }
}

/* What was typed and not sent, until the tab is closed: a form that was put away has it again. */
const typed = {
  key: (form) => `typed ${form.dataset.writer} ${form.address}`,
  get: (form) => quietly(() => sessionStorage.getItem(typed.key(form))) ?? "",
  keep: (form) => quietly(() => sessionStorage.setItem(typed.key(form), form.text.value)),
  forget: (form) => quietly(() => sessionStorage.removeItem(typed.key(form))),
};

/* A browser may refuse to store anything. */
function quietly(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

/* Where one goes on: in the box, or at what was said, or at the only button. */
const firstOf = (piece) =>
  piece.querySelector("textarea") ?? piece.querySelector("[tabindex], button");

const isPiece = (xhr) => xhr.responseText.includes("<form-in-place");

/* Why an answer is not what was asked for: in its own words, where it has some. */
function reason(xhr, sentences) {
  if (xhr.status >= 500) return sentences.broken;
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  return page.querySelector("[role=alert]")?.textContent.trim() || sentences.refused;
}

/* The links that open such a form: once is enough, and what cannot open here opens as a page. */
const isLink = (element) => element.matches("a[hx-boost]");
const openPage = (link) => (location.href = link.href);

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isLink(event.target)) return;
  const address = CSS.escape(event.target.getAttribute("href"));
  const form = document.querySelector(`form-in-place form[action="${address}"]`);
  if (!form) return;
  event.preventDefault();
  firstOf(form.closest("form-in-place")).focus();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isLink(event.detail.elt) || !event.detail.shouldSwap || isPiece(event.detail.xhr)) return;
  event.preventDefault();
  openPage(event.detail.elt);
});
for (const type of ["htmx:responseError", "htmx:sendError"])
  document.addEventListener(type, (event) => isLink(event.target) && openPage(event.target));

customElements.define("form-in-place", FormInPlace);
