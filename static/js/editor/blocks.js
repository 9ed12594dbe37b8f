/* The ready blocks: chat, letter, poem and their like, and how one writes in them. */
import { Fragment, TextSelection } from "../vendor/editor.js";
import { around, isWithin } from "./commands.js";
import { afterwards, chosenBlocks, inPlaceOf, isInTitle, put } from "./putting.js";
import { schema } from "./schema.js";

const { marks, nodes } = schema;

const SPEAKING = ["chat", "messages"];

/* Around what is selected; else with a first line to fill. `name`: who speaks, where somebody does. */
export const box = (kind, name) => (state, dispatch) => {
  if (isInTitle(state)) return false;
  const chosen = chosenBlocks(state);
  const lines = chosen?.nodes ?? [nodes.paragraph.create(kind === "chat" ? { side: "left" } : null, speaker(kind, name))];
  const told = kind === "chat" ? lines.map((line) => (line.attrs.side === null ? line.type.create({ ...line.attrs, side: "left" }, line.content) : line)) : lines;
  const node = nodes.box.create({ kind }, told);
  if (!dispatch) return true;
  const tr = chosen ? inPlaceOf(state, chosen, node, 2) : put(state, node, 2);
  if (!chosen && SPEAKING.includes(kind)) selectName(tr, name);
  dispatch(tr);
  return true;
};

const speaker = (kind, name) =>
  SPEAKING.includes(kind) ? [schema.text(kind === "chat" ? `${name}:` : name, [marks.strong.create({ tag: "b" })]), schema.text(" ")] : null;

/* The name stands selected: whoever types writes another over it. */
function selectName(tr, name) {
  const { $from } = tr.selection;
  tr.setSelection(TextSelection.create(tr.doc, $from.start(), $from.start() + name.length));
}

/* Enter after the name: on to what is said, which stands below it. */
export const fromNameToWords = (state, dispatch) => {
  const { $from } = state.selection;
  const found = around(state, "box");
  if (!found || !SPEAKING.includes(found.node.attrs.kind) || $from.depth !== found.depth + 1) return false;
  const { parent } = $from;
  if (!nameOf(parent) || hasWords(parent) || $from.parentOffset > nameOf(parent).nodeSize) return false;
  if (dispatch) {
    const tr = parent.childCount === 1 ? state.tr.insert($from.end(), schema.text(" ")) : state.tr;
    dispatch(tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map($from.end(), 1))).scrollIntoView());
  }
  return true;
};

/* What stands behind a name already is not typed twice: its colon, then the space. */
export const overName = (text) => (state, dispatch) => {
  const { $from, empty } = state.selection;
  const found = around(state, "box");
  const name = nameOf($from.parent);
  if (!empty || !name || !SPEAKING.includes(found?.node.attrs.kind) || $from.depth !== found.depth + 1) return false;
  const isAtColon = $from.parentOffset === name.nodeSize - 1 && name.text.endsWith(":");
  if (isAtColon && [":", "："].includes(text)) return fromNameToWords(state, dispatch) || stepOver(state, dispatch);
  return text === " " && !hasWords($from.parent) && $from.parentOffset === $from.parent.content.size && $from.parent.textContent.endsWith(" ");
};

function stepOver(state, dispatch) {
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, state.selection.from + 1)));
  return true;
}

/* Enter in a chat: the other one answers, by the name that was last used on that side. */
export const nextMessage = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const found = around(state, "box");
  if (!empty || !found || !SPEAKING.includes(found.node.attrs.kind) || $from.depth !== found.depth + 1) return false;
  const { parent } = $from;
  if (!hasWords(parent) || $from.parentOffset !== parent.content.size) return false;
  const isChat = found.node.attrs.kind === "chat";
  const side = isChat ? (parent.attrs.side === "left" ? "right" : "left") : null;
  const name = nameOn(found.node, side, $from.index(found.depth), parent);
  if (dispatch) {
    const place = $from.after();
    const line = nodes.paragraph.create({ side }, name ? [name, schema.text(" ")] : null);
    const tr = state.tr.insert(place, line);
    dispatch(tr.setSelection(TextSelection.create(tr.doc, place + line.nodeSize - 1)).scrollIntoView());
  }
  return true;
};

const nameOf = (line) => (line.firstChild?.isText && marks.strong.isInSet(line.firstChild.marks) ? line.firstChild : null);

const hasWords = (line) => line.textContent.trim() !== (nameOf(line)?.text.trim() ?? "");

function nameOn(chat, side, upTo, line) {
  if (side === null) return nameOf(line);
  for (let place = upTo; place >= 0; place--) if (chat.child(place).attrs.side === side) return nameOf(chat.child(place));
  return null;
}

/* Enter on a line with nothing but a name: the conversation is over. */
export const endConversation = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const found = around(state, "box");
  if (!empty || !found || !SPEAKING.includes(found.node.attrs.kind) || $from.depth !== found.depth + 1) return false;
  const isLast = $from.index(found.depth) === found.node.childCount - 1;
  if (!isLast || found.node.childCount < 2 || hasWords($from.parent)) return false;
  if (dispatch) {
    const tr = state.tr.delete($from.before(), $from.after());
    const place = tr.mapping.map(found.pos + found.node.nodeSize);
    tr.insert(place, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, place + 1)).scrollIntoView());
  }
  return true;
};

export const otherSide = (state, dispatch) => {
  const { $from } = state.selection;
  if (!isWithin("box", { kind: "chat" })(state) || $from.parent.type !== nodes.paragraph) return false;
  dispatch?.(state.tr.setNodeAttribute($from.before(), "side", $from.parent.attrs.side === "right" ? "left" : "right"));
  return true;
};

/* A paragraph after the block, or its words without the block around them. */
export const leaveBlock = (state, dispatch) => {
  const found = around(state, "box") ?? around(state, "spoiler") ?? around(state, "quote");
  if (!found) return false;
  const place = found.pos + found.node.nodeSize;
  const tr = state.tr;
  const next = tr.doc.nodeAt(place);
  if (next?.type !== nodes.paragraph) tr.insert(place, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, place + 1)).scrollIntoView());
  return true;
};

export const removeFrame = (state, dispatch) => {
  const found = around(state, "box") ?? around(state, "spoiler") ?? around(state, "quote");
  if (!found) return false;
  const lines = [];
  found.node.forEach((line) => lines.push(line.type === nodes.spoiler_title ? nodes.paragraph.create(null, line.content) : withoutSide(line)));
  const tr = state.tr.replaceWith(found.pos, found.pos + found.node.nodeSize, Fragment.from(lines.filter((line, place) => place || line.content.size || lines.length === 1)));
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(found.pos + 1))).scrollIntoView());
  return true;
};

const withoutSide = (line) => (line.attrs.side ? line.type.create({ ...line.attrs, side: null }, line.content, line.marks) : line);

/* Enter after a picture's words goes on below it; Enter in a spoiler's title goes into it. */
export const onwardFromTitle = (state, dispatch) => {
  const { $from } = state.selection;
  const name = $from.parent.type.name;
  if (name === "picture") {
    const place = $from.after();
    const tr = state.tr;
    if (tr.doc.nodeAt(place)?.type !== nodes.paragraph) tr.insert(place, nodes.paragraph.create());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, place + 1)).scrollIntoView());
    return true;
  }
  if (name !== "spoiler_title") return false;
  dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve($from.after() + 1))).scrollIntoView());
  return true;
};

/* Backspace at the head of an empty block takes the block away. */
export const removeEmptyBlock = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const found = around(state, "box") ?? around(state, "spoiler");
  if (!empty || !found || found.node.textContent || $from.parentOffset) return false;
  return removeFrame(state, dispatch);
};
