/* What the buttons and keys do to words and lines: ProseMirror's own commands, and ours. */
import { lift, liftListItem, setBlockType, toggleMark, wrapIn, wrapInList } from "../vendor/editor.js";
import { schema } from "./schema.js";

const { marks, nodes } = schema;
const IN_FULL = { includeWhitespace: false, removeWhenPresent: false };

export const mark = (name) => toggleMark(marks[name], null, IN_FULL);

export const isMarked = (name) => (state) => {
  const { empty, from, to, $from } = state.selection;
  if (empty) return Boolean(marks[name].isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, marks[name]);
};

/* The words that a mark covers around the cursor, as {from, to, mark}. */
export function reach(state, name) {
  const { $from } = state.selection;
  const parent = $from.parent;
  const inside = [$from.nodeAfter, $from.nodeBefore].map((node) => node && marks[name].isInSet(node.marks)).find(Boolean);
  if (!inside) return null;
  let found = null;
  parent.forEach((child, offset) => {
    const start = $from.start() + offset;
    const has = inside.isInSet(child.marks);
    if (has && start <= $from.pos && !found) found = { from: start, to: start + child.nodeSize, mark: inside };
    else if (has && found && found.to === start) found.to = start + child.nodeSize;
    else if (!has && found && found.to < $from.pos) found = null;
  });
  return found;
}

/* Lines */

export const heading = (level) => (state, dispatch) =>
  isBlock("heading", { level })(state)
    ? setBlockType(nodes.paragraph)(state, dispatch)
    : setBlockType(nodes.heading, { level })(state, dispatch);

export const plainLine = setBlockType(nodes.paragraph);

export const isBlock = (name, attrs = {}) => (state) => {
  const { parent } = state.selection.$from;
  return parent.type.name === name && Object.keys(attrs).every((key) => parent.attrs[key] === attrs[key]);
};

export const align = (where) => (state, dispatch) => {
  const { from, to } = state.selection;
  const tr = state.tr;
  state.doc.nodesBetween(from, to, (node, position) => {
    if (node.isTextblock && "align" in node.attrs) tr.setNodeAttribute(position, "align", where);
  });
  if (!tr.docChanged) return false;
  dispatch?.(tr);
  return true;
};

export const isAligned = (where) => (state) => (state.selection.$from.parent.attrs.align ?? null) === where;

export const isWithin = (name, attrs = {}) => (state) => Boolean(around(state, name, attrs));

/* The nearest node of that name around the cursor, as {node, pos, depth}. */
export function around(state, name, attrs = {}) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (node.type.name === name && Object.keys(attrs).every((key) => node.attrs[key] === attrs[key]))
      return { node, pos: $from.before(depth), depth };
  }
  return null;
}

export const quote = (state, dispatch) => (isWithin("quote")(state) ? lift(state, dispatch) : wrapIn(nodes.quote)(state, dispatch));

export const list = (name) => (state, dispatch) => {
  const other = name === "bullet_list" ? "ordered_list" : "bullet_list";
  const found = around(state, other);
  if (isWithin(name)(state) && (!found || around(state, name).depth > found.depth))
    return liftListItem(nodes.list_item)(state, dispatch);
  if (!found) return wrapInList(nodes[name])(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(found.pos, nodes[name]));
  return true;
};

export const withoutMark = (name) => (state, dispatch) => {
  const { from, to, empty } = state.selection;
  const found = empty ? reach(state, name) : { from, to };
  if (!found) return false;
  dispatch?.(state.tr.removeMark(found.from, found.to, marks[name]));
  return true;
};

export const lineBreak = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.line_break.create()).scrollIntoView());
  return true;
};
