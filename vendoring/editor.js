/* What the writing desk uses of ProseMirror, and nothing else. bin/vendor-editor makes
   static/js/vendor/editor.js of it. */
export { baseKeymap, chainCommands, exitCode, lift, setBlockType, splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
export { dropCursor } from "prosemirror-dropcursor";
export { gapCursor } from "prosemirror-gapcursor";
export { closeHistory, history, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
export { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
export { keymap } from "prosemirror-keymap";
export { DOMParser, DOMSerializer, Fragment, Mark, Node, Schema, Slice } from "prosemirror-model";
export { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export {
  SearchQuery, findNext, findPrev, getMatchHighlights, getSearchState, replaceAll, replaceCurrent, search, setSearchState,
} from "prosemirror-search";
export { AllSelection, EditorState, NodeSelection, Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state";
export { canSplit, findWrapping, liftTarget } from "prosemirror-transform";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
