/* Small questions about what is put in: where a link leads, what a note says. Each is a <dialog>
   of the template, outside of the page's own form. */
import { isMarked, reach, withoutMark } from "./commands.js";
import { address } from "./purity.js";
import { insertNote, insertReading, link, spoiler } from "./putting.js";

/* The words that are selected, or that carry the mark around the cursor. */
const chosenText = (state, name) => {
  const { from, to } = (state.selection.empty && reach(state, name)) || state.selection;
  return state.doc.textBetween(from, to, " ");
};

/* What each begins with, and what comes of its answer: a sentence by its field, or a command. */
const QUESTIONS = {
  link: {
    begin: (state) => ({ href: reach(state, "link")?.mark.attrs.href ?? "", text: chosenText(state, "link") }),
    isPresent: isMarked("link"),
    remove: withoutMark("link"),
    answer({ href, text }) {
      const whole = address(href) || address(`https://${href}`) || (/^[^\s@/:]+@[^\s@/:]+$/.test(href) && `mailto:${href}`);
      return whole && /[.:@]/.test(href) ? link(whole, text) : "href";
    },
  },
  footnote: {
    begin: (state) => ({ note: chosenText(state, "footnote") }),
    isPresent: isMarked("footnote"),
    remove: withoutMark("footnote"),
    answer: ({ note }) => (note ? insertNote(note) : "note"),
  },
  ruby: {
    begin: (state) => ({ base: chosenText(state, "ruby"), reading: reach(state, "ruby")?.mark.attrs.reading ?? "" }),
    isPresent: isMarked("ruby"),
    remove: withoutMark("ruby"),
    answer: ({ base, reading }) => (!base ? "base" : reading ? insertReading(base, reading) : "reading"),
  },
  spoiler: { begin: () => ({}), answer: ({ title }) => (title ? spoiler(title) : "title") },
};

export const has = (name) => name in QUESTIONS;

/* Resolves to a command, or to nothing where it was put away. */
export function ask(dialog, name, state) {
  const question = QUESTIONS[name];
  const form = dialog.querySelector("form");
  form.reset();
  clear(form);
  for (const [field, value] of Object.entries(question.begin(state))) if (form.elements[field]) form.elements[field].value = value;
  const remove = form.querySelector("[value=remove]");
  if (remove) remove.hidden = !question.isPresent(state);
  return new Promise((resolve) => {
    let command = null;
    const submitted = (event) => {
      event.preventDefault();
      clear(form);
      const answer = question.answer(answers(form));
      if (typeof answer === "string") return complain(form.elements[answer]);
      command = answer;
      dialog.close();
    };
    const clicked = ({ target }) => {
      const { value } = target.closest("button") ?? {};
      if (value === "remove") command = question.remove;
      if (value === "remove" || value === "cancel") dialog.close();
    };
    form.addEventListener("submit", submitted);
    form.addEventListener("click", clicked);
    dialog.addEventListener("close", () => {
      form.removeEventListener("submit", submitted);
      form.removeEventListener("click", clicked);
      resolve(command);
    }, { once: true });
    dialog.showModal();
    form.elements[0].select?.();
  });
}

const answers = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));

/* The field's own sentence stands in the template, hidden until it is needed. */
export function complain(field, sentence) {
  const error = document.getElementById(field.getAttribute("aria-describedby"));
  if (sentence) error.textContent = sentence;
  error.hidden = false;
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

export function clear(form) {
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const error of form.querySelectorAll(".errors")) error.hidden = true;
}
