/* The text itself: ProseMirror with our dialect, keys and pastes. */
import {
  baseKeymap, chainCommands, dropCursor, EditorState, EditorView, gapCursor, history, keymap, liftListItem, Plugin,
  redo, search, Selection, sinkListItem, splitListItem, undo,
} from "../vendor/editor.js";
import { endConversation, fromNameToWords, nextMessage, onwardFromTitle, overName, removeEmptyBlock } from "./blocks.js";
import { heading, lineBreak, mark, plainLine } from "./commands.js";
import { cleanPaste, parseText } from "./paste.js";
import { sceneBreakByTyping } from "./putting.js";
import { schema } from "./schema.js";
import { picture, reading } from "./views.js";

const isMac = /Mac|iP(hone|[oa]d)/.test(navigator.platform);

/* `onChange()` after each change of the text, `onState(state)` after anything else, too.
   `act(name)` opens what a key asks for; `onFiles(files)` is told of pictures that are pasted. */
export function openSurface(holder, { doc, attributes, act, onChange, onState, onFiles }) {
  const view = new EditorView({ mount: holder }, {
    state: EditorState.create({ doc: withLastLine(doc), plugins: plugins(act) }),
    attributes,
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      onState(view.state);
      if (transaction.docChanged) onChange();
    },
    transformPastedHTML: cleanPaste,
    clipboardTextParser: parseText,
    clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n\n", "\n"),
    handlePaste: (_, event) => onFiles(picturesOf(event.clipboardData)),
    handleDrop: (_, event, __, isMoved) => !isMoved && onFiles(picturesOf(event.dataTransfer)),
    handleTextInput: ({ state, dispatch }, _, __, text) => overName(text)(state, dispatch),
    markViews: { ruby: reading },
    nodeViews: { picture },
  });
  return view;
}

/* Another text altogether, without a history: one that was loaded, not typed. */
export function replaceAll(view, doc) {
  view.updateState(EditorState.create({ doc: withLastLine(doc), plugins: view.state.plugins }));
}

/* The cursor to where a block begins. */
export function goToBlock(view, index) {
  const { doc, tr } = view.state;
  let place = 0;
  for (let before = 0; before < index; before++) place += doc.child(before).nodeSize;
  view.dispatch(tr.setSelection(Selection.near(doc.resolve(place))));
  view.nodeDOM(place).scrollIntoView({ block: "center" });
}

const picturesOf = (data) => (data?.getData("text/html") ? [] : [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/")));

const plugins = (act) => [
  keymap(keys(act)),
  keymap(baseKeymap),
  history({ depth: 500 }),
  dropCursor({ color: false, class: "editor-drop" }),
  gapCursor(),
  search(),
  lastLine,
];

function keys(act) {
  const asks = (name) => () => act(name) ?? true;
  const item = schema.nodes.list_item;
  return {
    Enter: chainCommands(sceneBreakByTyping, onwardFromTitle, fromNameToWords, endConversation, nextMessage, splitListItem(item)),
    "Shift-Enter": lineBreak,
    Backspace: removeEmptyBlock,
    "Mod-b": mark("strong"),
    "Mod-i": mark("em"),
    "Mod-u": mark("underline"),
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    "Mod-k": asks("link"),
    "Mod-f": asks("find"),
    "Mod-s": asks("save"),
    "Alt-F10": asks("toolbar"),
    "Mod-]": sinkListItem(item),
    "Mod-[": liftListItem(item),
    "Mod-Alt-0": plainLine,
    "Mod-Alt-2": heading(2),
    "Mod-Alt-3": heading(3),
    "Mod-Alt-4": heading(4),
    ...(isMac && { "Ctrl-k": asks("link") }),
  };
}

/* Below the last block there is always a line to go on writing; an empty one is not stored. */
const lastLine = new Plugin({
  appendTransaction(transactions, _, { doc, tr }) {
    if (!transactions.some(({ docChanged }) => docChanged) || endsInLine(doc)) return null;
    return tr.insert(doc.content.size, schema.nodes.paragraph.create()).setMeta("addToHistory", false);
  },
});

const endsInLine = (doc) => doc.lastChild.type === schema.nodes.paragraph;

const withLastLine = (doc) => (endsInLine(doc) ? doc : doc.copy(doc.content.addToEnd(schema.nodes.paragraph.create())));
