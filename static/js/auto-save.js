/* Saves an author's texts by itself: a moment after she stops typing, while she goes on, and when she
   leaves. Until the archive has taken them they are kept in this browser, and brought back when the
   page is opened again. Where somebody else saved meanwhile, she is asked. Without this the form's
   own buttons do it all. */

import { Line, moment } from "./saving/line.js";
import { newestToken, post } from "./saving/sending.js";
import { Texts, isSame } from "./saving/texts.js";
import { forget, holdOpen, isOpen, keep, kept, nameOf, newKey } from "./saving/unsaved.js";

const QUIET = 2000; // milliseconds after the last key
const LONGEST = 5000; // and at the latest, while one goes on typing
const AGAIN = [5000, 60_000]; // first and longest wait until it is tried again
const SIGNED_OUT = 15_000; // between looks whether one is signed in again
const SHORT = 100_000; // characters that are kept with every key; longer texts once in a while
const WHILE = 1000;
const OF_WINDOW = ["pagehide", "pageshow", "online", "beforeunload", "focus"];

class AutoSave extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.line = new Line(this.querySelector(".saving"));
    this.texts = new Texts(this.form, this.dataset.fields.split(" "));
    this.key = newKey(this.dataset.account, this.dataset.address);
    this.known = "typed" in this.dataset ? {} : this.texts.values(); // what the archive has
    holdOpen(this.key);
    for (const type of ["input", "change", "editor-ready", "submit", "click"]) this.addEventListener(type, this);
    for (const type of OF_WINDOW) window.addEventListener(type, this);
    document.addEventListener("visibilitychange", this);
    this.bringBack().then(() => this.changed());
  }

  disconnectedCallback() {
    for (const type of OF_WINDOW) window.removeEventListener(type, this);
    document.removeEventListener("visibilitychange", this);
    clearTimeout(this.timer);
  }

  handleEvent(event) {
    const { type } = event;
    if (type === "input" || type === "change") this.typed(event);
    else if (type === "editor-ready") this.editorOpened(event.target.querySelector("textarea[name]").name);
    else if (type === "submit") this.submitted(event);
    else if (type === "click") this.clicked(event);
    else if (type === "pagehide") this.leave();
    else if (type === "beforeunload") this.mayLeave(event);
    else if (type === "pageshow") this.isSending = this.isLeaving = false;
    else if (document.visibilityState === "hidden") this.leave();
    else this.comeBack();
  }

  /* What stands in the form */

  get isSaved() {
    return !this.pending && isSame(this.texts.values(), this.known);
  }

  show(texts) {
    this.texts.show(texts);
    this.known = this.texts.values();
  }

  typed({ target }) {
    this.isTyped ??= {};
    this.isTyped[target.name] = true;
    this.changed();
  }

  /* The editor shows the same text in its own form. */
  editorOpened(name) {
    if (!(name in this.known) || this.isTyped?.[name]) return;
    const values = this.texts.values();
    for (const one of [name, `${name}-is-rich`]) this.known[one] = values[one];
  }

  /* Keeping here, and sending */

  changed() {
    if (this.isLeaving) this.leave();
    if (this.isSaved) return this.asBefore();
    this.keepHere();
    if (this.isAsking || this.isSending) return;
    this.since ??= Date.now();
    if (!this.isWaiting) this.after(Math.min(QUIET, this.since + LONGEST - Date.now()));
  }

  /* She took back what she typed: what was wrong with it is gone with it. */
  asBefore() {
    if (this.line.state === "wrong") this.say("");
    this.texts.markWrong({});
    this.settled();
  }

  after(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(milliseconds, 0));
  }

  keepHere(isNow = this.texts.length < SHORT) {
    clearTimeout(this.keeping);
    if (!isNow) {
      this.keeping = setTimeout(() => this.keepHere(true), WHILE);
      return;
    }
    const entry = { values: this.texts.values(), base: this.known, pending: this.pending, began: this.texts.began, at: new Date().toISOString() };
    keep(this.key, entry).then((isKept) => (this.isLost = !isKept));
  }

  /* → how it went: "saved", or the name of a sentence. */
  save() {
    clearTimeout(this.timer);
    this.saving ??= this.send().finally(() => (this.saving = null));
    return this.saving;
  }

  async send() {
    if (this.isSaved) return "saved";
    if (this.isAsking) return "clash";
    // A text that may have arrived is sent once more as it was: the archive then knows it again.
    const values = this.pending ?? this.texts.values();
    this.pending = values;
    this.say("saving");
    const answer = await this.post({ ...values, ...this.texts.began });
    const outcome = await this.heard(answer, values);
    if (outcome === "saved" && !isSame(this.texts.values(), this.known)) return this.isGoing ? this.send() : (this.changed(), "saved");
    return outcome;
  }

  post(fields) {
    return post(this.dataset.address, { ...fields, account: this.dataset.account }, this.token);
  }

  get token() {
    return newestToken() ?? this.texts.field("csrfmiddlewaretoken").value;
  }

  async heard(answer, values) {
    const { status } = answer;
    if (status === 200) return this.took(answer, values);
    if (status === 0 || status >= 500) return this.tryAgain(status ? "broken" : "offline");
    this.pending = null; // it was refused: surely nothing of it was taken
    if (status === 409) return this.ask(answer, this.known);
    if (status === 422) return this.wrong(answer);
    const reason = answer.reason ?? (newestToken() ? "refused" : "signed-out");
    if (status === 403 && reason !== "refused") {
      this.isWaiting = true;
      this.after(SIGNED_OUT);
      return this.say(reason);
    }
    return this.say("refused");
  }

  took(answer, values) {
    this.pending = null;
    this.isWaiting = false;
    this.wait = null;
    this.since = null;
    this.known = values;
    this.texts.markWrong({});
    this.nowFrom(answer);
    if (isSame(this.texts.values(), values)) this.settled();
    else this.keepHere(true);
    return answer.saved_at ? this.say("saved") : (this.say(""), "saved");
  }

  /* Everything is in the archive: nothing need be kept here. */
  settled() {
    clearTimeout(this.timer);
    clearTimeout(this.keeping);
    this.since = null;
    forget(this.key);
  }

  nowFrom({ stand, seen_text: text, address, draft_address: draft }) {
    if (stand) this.texts.field("seen").value = stand;
    if (text) this.texts.field("seen-text").value = text;
    this.texts.field("csrfmiddlewaretoken").value = this.token;
    if (!address || draft === this.dataset.address) return;
    forget(this.key);
    this.dataset.address = draft; // the chapter has an address now
    this.key = newKey(this.dataset.account, draft);
    holdOpen(this.key);
    this.form.action = address;
    history.replaceState(history.state, "", address);
  }

  tryAgain(sentence) {
    this.isWaiting = true;
    this.wait = Math.min((this.wait ?? AGAIN[0] / 2) * 2, AGAIN[1]);
    this.after(this.wait);
    this.keepHere(true);
    return this.say(sentence);
  }

  wrong(answer) {
    this.nowFrom(answer);
    this.texts.markWrong(answer.errors);
    this.since = null;
    return this.say("wrong");
  }

  /* Leaving, coming back, the form's own buttons */

  leave() {
    if (this.isSaved || this.isSending) return;
    this.isLeaving = true;
    this.keepHere(true);
    if (!this.isAsking) this.save();
  }

  comeBack() {
    this.isLeaving = false;
    if (this.isWaiting && !this.isSaved) this.save();
  }

  /* Only where closing would lose words. */
  mayLeave(event) {
    if (!this.isSaved && !this.isSending && this.isLost) event.preventDefault();
  }

  /* First the texts, then the form: whatever becomes of it, the words are in the archive. */
  submitted(event) {
    if (event.target !== this.form || event.defaultPrevented) return;
    if (this.isThrough || (this.isSaved && !this.saving)) {
      this.isSending = true;
      return;
    }
    event.preventDefault();
    if (!this.isGoing) this.go(event.submitter);
  }

  async go(button) {
    this.isGoing = true;
    this.isWaiting = false;
    await this.saving;
    const outcome = await this.save();
    this.isGoing = false;
    if (outcome === "clash") return this.asked.focus();
    if (["offline", "signed-out", "other-account"].includes(outcome)) return;
    this.isThrough = true;
    this.form.requestSubmit(button);
    this.isThrough = false;
  }

  /* Two who wrote at once */

  /* `offered`: what this browser kept of an earlier page; otherwise it is about what stands here,
     and nothing is saved until she has chosen. */
  ask({ conflict, stand, ...addresses }, base, offered) {
    const state = offered ? "offer" : "clash";
    this.nowFrom(addresses);
    this.asked?.remove();
    Object.assign(this, { base, offered, shown: stand, isAsking: !offered });
    this.asked = Object.assign(document.createElement("section"), { className: "clash", tabIndex: -1 });
    this.asked.innerHTML = conflict;
    this.asked.prepend(this.line.template(state));
    const when = this.asked.querySelector(".when");
    if (when) when.textContent = when.textContent.replace("{date}", moment(offered.at));
    this.prepend(this.asked);
    return this.say(state);
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (!button || !this.asked?.contains(button)) return;
    event.preventDefault();
    if (button.hasAttribute("data-throw-away")) this.throwAway();
    else if (button.name === "settle") this.settle(button.value);
  }

  async settle(way) {
    if (this.offered && !this.isSaved && (await this.save()) !== "saved") return;
    const values = this.offered?.values ?? this.texts.values();
    const base = {};
    for (const [name, value] of Object.entries(this.base)) base[`base-${name}`] = value;
    const began = this.offered?.began ?? this.texts.began;
    const answer = await this.post({ ...values, ...base, ...began, shown: this.shown, settle: way });
    if (answer.status === 409) return this.ask(answer, this.base, this.offered);
    if (answer.status !== 200) return this.say(answer.status ? "broken" : "offline");
    this.answered();
    this.took(answer, this.texts.values());
    this.show(answer.fields);
    this.settled();
    this.line.tell(answer.sentence);
  }

  answered() {
    if (this.offered) forget(this.offered.key);
    this.asked.remove();
    Object.assign(this, { asked: null, offered: null, base: null, isAsking: false });
    this.line.element.scrollIntoView({ block: "nearest" });
    this.texts.field(this.texts.names[0]).focus();
  }

  throwAway() {
    this.answered();
    this.say("");
    this.changed();
  }

  /* What an earlier page did not get rid of. One text is asked about at a time. */
  async bringBack() {
    for (const [key, entry] of await kept(nameOf(this.dataset.account, this.dataset.address))) {
      if (key === this.key || (await isOpen(key))) continue;
      await this.bring(key, entry);
      if (this.asked) break;
    }
  }

  async bring(key, { values, base, pending, began, at }) {
    let answer = pending && !isSame(pending, values) ? await this.post({ ...pending, ...began }) : { status: 200 };
    if (answer.stand) began = { ...began, seen: answer.stand, "seen-text": answer.seen_text };
    if (answer.status === 200) answer = await this.post({ ...values, ...began, give: 1 });
    if (answer.status === 200) {
      forget(key);
      if (!answer.stand || answer.stand === this.texts.field("seen").value) return;
      this.nowFrom(answer);
      this.show(answer.fields);
      this.say("taken-up", at);
    } else if (answer.status === 409) this.ask(answer, base, { key, values, began, at });
  }

  /* In words */

  say(state, at) {
    return this.line.say(state, { at, isLost: this.isLost });
  }
}

customElements.define("auto-save", AutoSave);
