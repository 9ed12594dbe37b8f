/* The line that says how saving stands. Its sentences are the template's. */

const CLEAN = ["saved", "taken-up", ""];

export class Line {
  constructor(element) {
    this.element = element;
  }

  /* `state` is the name of a sentence, and is given back. `at`: when that was written of which it
     speaks; `isLost`: this browser keeps nothing. */
  say(state, { at, isLost } = {}) {
    if (state === "saving" && this.state === "saved") return state; // the line stays quiet while all is well
    const { dataset, classList } = this.element;
    const isClean = CLEAN.includes(state);
    const sentence = (isLost && !isClean ? dataset.lost : dataset[camel(state)]) ?? "";
    this.element.querySelector(".sign-in").hidden = state !== "signed-out";
    classList.toggle("unsaved", !isClean && state !== "saving");
    this.tell(sentence.replace("{time}", clock()).replace("{date}", moment(at)), state !== this.state && state !== "saving");
    this.state = state;
    return state;
  }

  /* What is seen changes with every save; what is spoken only with what it means. */
  tell(sentence, isSpoken = true) {
    this.element.querySelector(".state").textContent = sentence;
    if (isSpoken) this.element.querySelector("[role=status]").textContent = sentence;
  }

  /* A heading and buttons of its own, for `state`. */
  template(state) {
    return this.element.querySelector(`template.${state}`).content.cloneNode(true);
  }
}

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const speech = () => document.documentElement.lang;
const clock = () => new Date().toLocaleTimeString(speech(), { hour: "numeric", minute: "2-digit" });

export const moment = (time) => (time ? new Date(time).toLocaleString(speech(), { dateStyle: "long", timeStyle: "short" }) : "");
