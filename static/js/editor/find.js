/* Find and replace, in a bar of the editor's own. */
import { findNext, findPrev, getMatchHighlights, replaceAll, replaceCurrent, SearchQuery, setSearchState } from "../vendor/editor.js";

const QUIET = 250; // milliseconds without typing: in a long text a letter is found very often

export class FindBar {
  constructor(element, view, leave) {
    Object.assign(this, { element, view, leave });
    this.sought = element.querySelector("[data-find=sought]");
    this.instead = element.querySelector("[data-find=instead]");
    this.exact = element.querySelector("[data-find=exact]");
    this.status = element.querySelector("[role=status]");
    for (const type of ["click", "keydown", "input", "change"]) element.addEventListener(type, this);
  }

  open() {
    const { state } = this.view;
    const { from, to } = state.selection;
    const chosen = state.doc.textBetween(from, to, " ");
    if (chosen && chosen.length < 200) this.sought.value = chosen;
    this.element.hidden = false;
    this.sought.focus();
    this.sought.select();
    this.seek();
  }

  close() {
    clearTimeout(this.waiting);
    this.isWaiting = false;
    this.element.hidden = true;
    this.ask("");
    this.leave();
  }

  /* Nothing typed here is a part of the form. */
  handleEvent(event) {
    event.stopPropagation();
    if (event.type === "input") return this.later();
    if (event.type === "change") return this.isWaiting && this.seek();
    if (event.type === "keydown") return this.pressed(event);
    this.now();
    const what = event.target.closest("button")?.dataset.find;
    if (what) this[what]();
  }

  later() {
    clearTimeout(this.waiting);
    this.isWaiting = true;
    this.waiting = setTimeout(() => this.now(), QUIET);
  }

  now() {
    if (this.isWaiting) this.seek();
  }

  pressed(event) {
    if (event.key === "Enter") this.now();
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.instead) this.one();
    else if (event.key === "Enter" && event.target === this.sought) this[event.shiftKey ? "previous" : "next"]();
    else return;
    event.preventDefault();
  }

  seek() {
    clearTimeout(this.waiting);
    this.isWaiting = false;
    this.ask(this.sought.value);
    this.tell();
  }

  ask(search) {
    const query = new SearchQuery({ search, replace: this.instead.value, caseSensitive: this.exact.checked, literal: true });
    this.view.dispatch(setSearchState(this.view.state.tr, query));
  }

  next() {
    findNext(this.view.state, this.view.dispatch);
    this.tell();
  }

  previous() {
    findPrev(this.view.state, this.view.dispatch);
    this.tell();
  }

  /* The one that is selected, or else the next. */
  one() {
    replaceCurrent(this.view.state, this.view.dispatch);
    this.next();
  }

  all() {
    const number = this.matches().length;
    replaceAll(this.view.state, this.view.dispatch);
    this.say(this.status.dataset.replaced, number);
  }

  matches() {
    return getMatchHighlights(this.view.state).find();
  }

  tell() {
    if (!this.sought.value) return this.say("");
    const matches = this.matches();
    const { from, to } = this.view.state.selection;
    const place = matches.findIndex((match) => match.from === from && match.to === to) + 1;
    if (!matches.length) this.say(this.status.dataset.none);
    else if (place) this.say(this.status.dataset.place, place, matches.length);
    else this.say(this.status.dataset.found, matches.length);
  }

  say(sentence, ...numbers) {
    const format = new Intl.NumberFormat(document.documentElement.lang);
    this.status.textContent = numbers.reduce((text, number, place) => text.replace(`{${place}}`, format.format(number)), sentence);
  }
}
