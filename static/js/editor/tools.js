/* Every button by its name in the template: what it does, whether it is on, whether it may act. */
import { liftListItem, redo, redoDepth, sinkListItem, undo, undoDepth } from "../vendor/editor.js";
import { schema } from "./schema.js";
import { box, leaveBlock, otherSide, removeFrame } from "./blocks.js";
import { align, heading, isAligned, isBlock, isMarked, isWithin, list, mark, plainLine, quote, withoutMark } from "./commands.js";
import { sceneBreak } from "./putting.js";
import { BOXES } from "./schema.js";

const marked = (name) => ({ run: mark(name), is: isMarked(name) });
const isInBlock = (state) => ["box", "spoiler", "quote"].some((name) => isWithin(name)(state));
const item = schema.nodes.list_item;

export const TOOLS = {
  strong: marked("strong"),
  em: marked("em"),
  underline: marked("underline"),
  strike: marked("strike"),
  small: marked("small"),
  "small-caps": marked("small_caps"),
  thought: marked("thought"),
  plain: { run: plainLine, is: isBlock("paragraph") },
  "heading-2": { run: heading(2), is: isBlock("heading", { level: 2 }) },
  "heading-3": { run: heading(3), is: isBlock("heading", { level: 3 }) },
  "heading-4": { run: heading(4), is: isBlock("heading", { level: 4 }) },
  quote: { run: quote, is: isWithin("quote") },
  bullets: { run: list("bullet_list"), is: isWithin("bullet_list") },
  numbers: { run: list("ordered_list"), is: isWithin("ordered_list") },
  deeper: { run: sinkListItem(item) },
  shallower: { run: liftListItem(item) },
  "align-start": { run: align(null), is: isAligned(null) },
  "align-center": { run: align("center"), is: isAligned("center") },
  "align-right": { run: align("right"), is: isAligned("right") },
  "scene-break": { run: sceneBreak },
  link: { dialog: "link", is: isMarked("link") },
  footnote: { dialog: "footnote", is: isMarked("footnote") },
  ruby: { dialog: "ruby", is: isMarked("ruby") },
  spoiler: { dialog: "spoiler", is: isWithin("spoiler") },
  picture: { dialog: "picture" },
  undo: { run: undo, may: (state) => undoDepth(state) > 0 },
  redo: { run: redo, may: (state) => redoDepth(state) > 0 },
  find: { find: true },
  "other-side": { run: otherSide },
  leave: { run: leaveBlock, may: isInBlock },
  unframe: { run: removeFrame, may: isInBlock },
  "no-link": { run: withoutMark("link"), may: isMarked("link") },
  "no-footnote": { run: withoutMark("footnote"), may: isMarked("footnote") },
  ...Object.fromEntries(
    BOXES.map((kind) => [kind, { box: kind, run: box(kind, "Sam"), is: isWithin("box", { kind }) }]),
  ),
};
