/* Says how long a text is, from a while before it is too long; aloud only near the end, and not with
   every key. Without this the help under the box says how long it may be. */

const SEEN_FROM = 0.8; // of the most
const HEARD_FROM = 0.95;
const QUIET = 1000; // milliseconds after the last key

class CountCharacters extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.line = this.querySelector(".so-far");
    this.most = Number(this.dataset.most);
    this.number = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);
    this.status ??= this.appendChild(aloud());
    this.addEventListener("input", this);
    this.text.form?.addEventListener("reset", this);
    this.count();
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
  }

  handleEvent({ type }) {
    if (type === "reset") setTimeout(() => this.count());
    else this.count();
  }

  count() {
    const n = length(this.text.value);
    this.line.hidden = n < SEEN_FROM * this.most;
    this.line.classList.toggle("beyond", n > this.most);
    this.line.textContent = this.line.hidden ? "" : this.sentence(n);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.say(n), QUIET);
  }

  say(n) {
    this.status.textContent = n < HEARD_FROM * this.most ? "" : this.sentence(n);
  }

  sentence(n) {
    const { soFar, beyond } = this.dataset;
    const said = n > this.most ? beyond : soFar;
    return said.replace("{n}", this.number.format(n)).replace("{most}", this.number.format(this.most));
  }
}

/* As the archive counts: an emoji of several code units is one character, space around is none. */
function length(text) {
  const bare = text.trim();
  return bare.length - (bare.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

function aloud() {
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "visually-hidden";
  return status;
}

customElements.define("count-characters", CountCharacters);
