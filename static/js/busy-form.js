/* Says that we are at work while a form is sent. Without this the form is sent all the same. */
const LONG = 8000; // milliseconds, after which one wonders

class BusyForm extends HTMLElement {
  connectedCallback() {
    this.words = this.querySelector('[role="status"]');
    this.addEventListener("submit", this);
    window.addEventListener("pageshow", this);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this);
    clearTimeout(this.wondering);
  }

  handleEvent(event) {
    if (event.type === "submit") this.begin(event);
    else this.end();
  }

  begin(event) {
    if (this.isBusy) return event.preventDefault(); // a second press would send it twice
    this.isBusy = true;
    this.setAttribute("aria-busy", "true");
    this.words.textContent = this.words.dataset.working;
    this.wondering = setTimeout(() => { this.words.textContent = this.words.dataset.still; }, LONG);
  }

  /* Come back by the browser's own way back: the page is as it was left. */
  end() {
    this.isBusy = false;
    this.removeAttribute("aria-busy");
    clearTimeout(this.wondering);
    this.words.textContent = "";
  }
}

customElements.define("busy-form", BusyForm);
