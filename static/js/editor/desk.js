/* All that the rich editor is made of, brought only where it is used. */
import { box } from "./blocks.js";
import { around } from "./commands.js";
import { count } from "./counting.js";
import { beginningOf, blockAt, parse, serialise } from "./dialect.js";
import { ask, has } from "./dialogs.js";
import { FindBar } from "./find.js";
import { choosePicture } from "./pictures.js";
import { picture } from "./putting.js";
import { sentences } from "./schema.js";
import { goToBlock, openSurface, replaceAll } from "./surface.js";
import { Toolbar } from "./toolbar.js";
import { TOOLS } from "./tools.js";

export { beginningOf, blockAt, goToBlock, parse, picture, replaceAll, serialise };

const SPOKEN_EVERY = 100; // words, after which a screen reader hears how many there are
const PAUSE = 2000; // milliseconds without typing, before it does

export function open(editor, doc) {
  const holder = editor.querySelector(".editor-surface");
  const { caption, gone } = editor.dataset;
  Object.assign(sentences, { caption, gone });
  const act = (name) => acting(editor, name);
  const focus = () => editor.view.focus();
  const view = openSurface(holder, {
    doc,
    act,
    attributes: attributesOf(editor, holder),
    onChange: () => editor.changed(),
    onState: () => tell(editor),
    onFiles: (files) => files.length > 0 && dialogOf(editor, "picture") !== null && (pickPicture(editor, files), true),
  });
  editor.toolbar = new Toolbar(editor.querySelector("[role=toolbar]"), act, focus);
  editor.around = new Toolbar(editor.querySelector(".editor-around"), act, focus);
  editor.find = new FindBar(editor.querySelector(".editor-find"), view, focus);
  editor.querySelector("[data-tool=picture]")?.toggleAttribute("hidden", dialogOf(editor, "picture") === null);
  return view;
}

function attributesOf({ box }, holder) {
  const described = box.getAttribute("aria-describedby");
  return {
    role: "textbox",
    tabindex: "0",
    "aria-multiline": "true",
    "aria-labelledby": holder.dataset.label,
    class: holder.className,
    lang: holder.lang,
    dir: holder.dir,
    spellcheck: "true",
    ...(described && { "aria-describedby": described }),
    ...(box.required && { "aria-required": "true" }),
    ...(box.getAttribute("aria-invalid") && { "aria-invalid": "true" }),
  };
}

function acting(editor, name) {
  if (name === "save") return editor.save();
  if (name === "toolbar") return editor.toolbar.focus();
  const tool = TOOLS[name];
  if (tool.find) return editor.find.open();
  if (name === "picture") return pickPicture(editor, []);
  if (tool.dialog) return question(editor, tool.dialog);
  return editor.run(tool.box ? box(tool.box, editor.dataset.name) : tool.run);
}

const dialogs = new WeakMap();

/* The dialogs stand at the end of the page, outside of the form that the text belongs to. */
function dialogOf(editor, name) {
  if (!dialogs.has(editor)) {
    const { content } = editor.querySelector("template.editor-dialogs");
    const found = [...content.cloneNode(true).children];
    document.body.append(...found);
    dialogs.set(editor, found);
  }
  return dialogs.get(editor).find((dialog) => dialog.dataset.dialog === name) ?? null;
}

async function question(editor, name) {
  const dialog = dialogOf(editor, name);
  if (!has(name) || !dialog) return;
  editor.run(await ask(dialog, name, editor.view.state));
  editor.view.focus();
}

async function pickPicture(editor, files) {
  const token = editor.box.form.elements.csrfmiddlewaretoken?.value ?? "";
  const picture = await choosePicture(dialogOf(editor, "picture"), token, files);
  if (picture) editor.insertImage(picture);
  editor.view.focus();
}

/* What the bars say of the place where the cursor is. */
export function tell(editor) {
  const { state } = editor.view;
  if (!editor.around) return; // still being made
  editor.toolbar.tell(state);
  const bar = editor.around.element;
  const where = ["box", "spoiler", "quote"].map((name) => around(state, name)).find(Boolean);
  const isOther = bar.hidden === Boolean(where);
  if (isOther) bar.hidden = !where;
  if (where) {
    const kind = where.node.attrs.kind ?? where.node.type.name;
    const word = bar.querySelector(".editor-where");
    const name = editor.querySelector(`[data-tool="${kind}"]`)?.textContent.trim() ?? "";
    if (word.textContent !== name) word.textContent = name;
    bar.querySelector("[data-tool=other-side]").hidden = kind !== "chat";
    if (isOther || editor.around.stop.hidden) editor.around.stopAt(editor.around.stops()[0]);
  }
  editor.around.tell(state);
}

/* Shown at once; spoken now and then, in a pause. */
export function tellCount(editor) {
  const place = editor.querySelector(".editor-count");
  const format = new Intl.NumberFormat(document.documentElement.lang);
  const { words, characters } = count(editor.view.state.doc);
  const sentence = place.dataset.words.replace("{words}", format.format(words)).replace("{characters}", format.format(characters));
  if (place.textContent !== sentence) place.textContent = sentence;
  const spoken = editor.querySelector(".editor-spoken");
  clearTimeout(editor.speaking);
  editor.spokenAt ??= words;
  editor.speaking = setTimeout(() => {
    if (Math.abs(words - editor.spokenAt) < SPOKEN_EVERY) return;
    editor.spokenAt = words;
    spoken.textContent = sentence;
  }, PAUSE);
}
