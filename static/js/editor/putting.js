/* What is put into a text: scene breaks, notes, readings, links, pictures, folds. */
import { closeHistory, TextSelection } from "../vendor/editor.js";
import { reach } from "./commands.js";
import { nextNumber, schema } from "./schema.js";
import { isSceneBreak } from "./scene-break.js";

const { marks, nodes } = schema;

/* In the place of an empty paragraph, else where the cursor is, between paragraphs. */
export function put(state, node, inside) {
  const { $from } = state.selection;
  const tr = state.tr;
  if ($from.depth && $from.parent.isTextblock && !$from.parent.content.size && $from.parent.type === nodes.paragraph) {
    tr.replaceRangeWith($from.before(), $from.after(), node);
    return afterwards(tr, $from.before(), node, inside);
  }
  const isAmid = $from.parent.isTextblock && $from.parentOffset > 0 && $from.parentOffset < $from.parent.content.size;
  if (isAmid) tr.split($from.pos);
  const place = isAmid ? $from.pos + 1 : !$from.depth ? $from.pos : $from.parentOffset ? $from.after() : $from.before();
  tr.insert(place, node);
  return afterwards(tr, place, node, inside);
}

export function afterwards(tr, place, node, inside) {
  const onward = inside === undefined ? place + node.nodeSize : place + inside;
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(onward, tr.doc.content.size)))).scrollIntoView();
}

export const sceneBreak = (state, dispatch) => {
  if (isInTitle(state)) return false;
  const tr = put(state, nodes.scene_break.create());
  dispatch?.(tr);
  return true;
};

export const isInTitle = (state) => ["spoiler_title", "preformatted", "picture"].includes(state.selection.$from.parent.type.name);

/* Enter after `***` alone in its paragraph. By itself in the history: undo brings the stars back. */
export const sceneBreakByTyping = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (!empty || parent.type !== nodes.paragraph || $from.parentOffset !== parent.content.size || !isSceneBreak(parent.textContent))
    return false;
  if (dispatch) {
    const tr = closeHistory(state.tr);
    tr.replaceWith($from.before(), $from.after(), [nodes.scene_break.create(), nodes.paragraph.create()]);
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve($from.before() + 2))).scrollIntoView());
  }
  return true;
};

export const insertNote = (text) => marked("footnote", text, { n: nextNumber() });

export const insertReading = (base, reading) => marked("ruby", base, { reading, n: nextNumber() });

/* Words that carry a mark: those that are selected, those that carry it already, or new ones. */
const marked = (name, text, attrs) => (state, dispatch) => {
  const added = marks[name].create(attrs);
  const { selection, doc, tr } = state;
  const { from, to } = (selection.empty && reach(state, name)) || selection;
  if (from < to && doc.textBetween(from, to, " ") === text) tr.removeMark(from, to, marks[name]).addMark(from, to, added);
  else {
    const kept = (state.storedMarks ?? selection.$from.marks()).filter(({ type }) => type !== added.type);
    tr.replaceWith(from, to, schema.text(text, added.addToSet(kept)));
    tr.setSelection(TextSelection.create(tr.doc, from + text.length));
  }
  dispatch?.(tr.removeStoredMark(added.type).scrollIntoView());
  return true;
};

export const link = (href, text) => (state, dispatch) => {
  const { from, to, empty } = state.selection;
  const present = reach(state, "link");
  const added = marks.link.create({ href });
  const tr = state.tr;
  if (empty && !present) tr.replaceSelectionWith(schema.text(text || href, added.addToSet(state.selection.$from.marks())), false);
  else tr.removeMark(present?.from ?? from, present?.to ?? to, marks.link).addMark(present?.from ?? from, present?.to ?? to, added);
  dispatch?.(tr.removeStoredMark(marks.link).scrollIntoView());
  return true;
};

export const picture = (attrs) => (state, dispatch) => {
  dispatch?.(put(state, nodes.picture.create(attrs)));
  return true;
};

export const spoiler = (title) => (state, dispatch) => {
  if (isInTitle(state)) return false;
  const inner = chosenBlocks(state) ?? [nodes.paragraph.create()];
  const node = nodes.spoiler.create(null, [nodes.spoiler_title.create(null, title ? schema.text(title) : null), ...(inner.nodes ?? inner)]);
  dispatch?.(inner.nodes ? inPlaceOf(state, inner, node, 2) : put(state, node, 2));
  return true;
};

/* The blocks that are selected, if any words are. */
export function chosenBlocks(state) {
  const { $from, $to, empty } = state.selection;
  if (empty) return null;
  const range = $from.blockRange($to);
  if (!range) return null;
  const found = [];
  for (let place = range.startIndex; place < range.endIndex; place++) found.push(range.parent.child(place));
  return found.every((node) => node.type.spec.group === "block") ? { nodes: found, range } : null;
}

export function inPlaceOf(state, { range }, node, inside) {
  const tr = state.tr.replaceWith(range.start, range.end, node);
  return afterwards(tr, range.start, node, inside);
}
