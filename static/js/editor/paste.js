/* What the clipboard holds, as the dialect says it: from Word, Google Docs, LibreOffice, a web page
   or a plain text. Styles become marks, furniture goes, words stay. */
import { Fragment, Slice } from "../vendor/editor.js";
import { bodyOf, tidy } from "./dialect.js";
import { schema } from "./schema.js";
import { isSceneBreak } from "./scene-break.js";

const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i;
const STYLES = [
  ["b", /(?:^|[;\s])font-weight\s*:\s*(bold|[6-9]00)/i], // Word has an mso-bidi-font-weight, too
  ["i", /(?:^|[;\s])font-style\s*:\s*(italic|oblique)/i],
  ["s", /(?:^|[;\s])text-decoration(-line)?\s*:[^;]*line-through/i],
  ["u", /(?:^|[;\s])text-decoration(-line)?\s*:[^;]*underline/i],
  ["sup", /(?:^|[;\s])vertical-align\s*:\s*super/i],
  ["sub", /(?:^|[;\s])vertical-align\s*:\s*sub/i],
];
const PLAIN = {
  b: /(?:^|[;\s])font-weight\s*:\s*(normal|[1-5]00)/i,
  i: /(?:^|[;\s])font-style\s*:\s*normal/i,
  u: /(?:^|[;\s])text-decoration(-line)?\s*:\s*none/i,
};
const ALIKE = { strong: "b", em: "i", ins: "u", strike: "s", del: "s" };
const ALIGNED = /text-align\s*:\s*(center|right)/i;
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, hr, pre, details, summary, figure, dl, div";
const WRAPPERS = "div, section, article, main, header, footer, nav, aside, form, fieldset, center, hgroup, address";

/* For EditorView's transformPastedHTML. What was copied in an editor of ours is as it should be. */
export function cleanPaste(html) {
  const body = bodyOf(fragment(html));
  if (body.querySelector("[data-pm-slice]")) return body.innerHTML;
  for (const remove of [comments, hidden]) remove(body);
  listsOfWord(body);
  notesOfWord(body);
  for (const element of [...body.querySelectorAll("*")]) unstyle(element);
  unwrap(body);
  paragraphs(body);
  tidy(body);
  blankLines(body);
  sceneBreaks(body);
  return body.innerHTML;
}

const fragment = (html) => {
  const [, inside = html] = html.split(/<!--\s*StartFragment\s*-->/i);
  return inside.split(/<!--\s*EndFragment\s*-->/i)[0];
};

function comments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) comment.remove();
}

function hidden(body) {
  for (const element of [...body.querySelectorAll("[data-style], [hidden]")])
    if (element.hidden || HIDDEN.test(styleOf(element))) element.remove();
}

const styleOf = (element) => element.dataset.style ?? "";

/* Word says lists by a style, and writes the bullet or the number as words. */
function listsOfWord(body) {
  let list = null;
  let depth = 0;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3")]) {
    const [, level] = /mso-list\s*:\s*l\d+\s+level(\d)/i.exec(styleOf(paragraph)) ?? [];
    if (!level) {
      list = null;
      continue;
    }
    const marker = [...paragraph.querySelectorAll("span")].find((span) => /mso-list\s*:\s*ignore/i.test(styleOf(span)));
    const kind = /[0-9a-z]+[.)]/i.test(marker?.textContent ?? "") && !/^\s*o\s/.test(marker.textContent) ? "ol" : "ul";
    marker?.remove();
    if (!list || list.localName !== kind || paragraph.previousElementSibling !== list) {
      list = body.ownerDocument.createElement(kind);
      paragraph.before(list);
      depth = Number(level);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    inDepth(list, Number(level) - depth, kind).append(item);
    paragraph.remove();
  }
}

function inDepth(list, deeper, kind) {
  for (let step = 0; step < deeper && list.lastElementChild; step++) {
    const item = list.lastElementChild;
    if (!item.lastElementChild?.matches("ul, ol")) item.append(list.ownerDocument.createElement(kind));
    list = item.lastElementChild;
  }
  return list;
}

/* Word puts its notes at the end, and a link to each where it belongs. */
function notesOfWord(body) {
  for (const mark of [...body.querySelectorAll("a[data-style*='mso-footnote-id'], a[data-style*='mso-endnote-id']")]) {
    const [, id] = /mso-(?:foot|end)note-id\s*:\s*(\w+)/i.exec(styleOf(mark)) ?? [];
    const note = body.querySelector(`[id="${CSS.escape(id ?? "")}"]`);
    if (!note || note.contains(mark)) continue;
    for (const back of note.querySelectorAll("a[data-style*='note-id']")) back.remove();
    const here = body.ownerDocument.createElement("span");
    here.className = "footnote";
    here.textContent = note.textContent.replace(/\s+/g, " ").trim();
    mark.replaceWith(here);
    note.remove();
  }
  for (const list of body.querySelectorAll("div[data-style*='footnote-list'], div[data-style*='endnote-list']"))
    if (!list.textContent.trim()) list.remove();
}

/* What a style says, as marks around what the element holds; the style itself goes. */
function unstyle(element) {
  const style = styleOf(element);
  const name = ALIKE[element.localName] ?? element.localName;
  const isHeading = /^h[1-6]$/.test(name);
  for (const [tag, pattern] of STYLES) {
    if (name === tag || !pattern.test(style) || element.matches("ul, ol, table, body, hr, br, img")) continue;
    if ((isHeading && tag === "b") || (tag === "u" && element.closest("a")) || !element.textContent.trim()) continue;
    wrapWords(element, tag);
  }
  const [, align] = ALIGNED.exec(style) ?? [];
  if (align) element.setAttribute("align", align.toLowerCase());
  if (/MsoTitle|MsoSubtitle/.test(element.className) && element.localName === "p") element.replaceWith((element = renamed(element, "h2")));
  const kept = ["href", "src", "alt", "align", "start", "cite", "title", "reversed", "value", "colspan", "rowspan"];
  for (const attribute of [...element.attributes])
    if (!kept.includes(attribute.name) && !isOurs(attribute)) element.removeAttribute(attribute.name);
  const says = PLAIN[name];
  if ((says && says.test(style)) || isNothing(element)) element.replaceWith(...element.childNodes);
}

const OURS = /\b(footnote|thought|small-caps|letter|poem|newspaper|verse|end-mark)\b/;
const isOurs = ({ name, value }) => name === "class" && OURS.test(value) && !value.includes("Mso");

function isNothing(element) {
  if (/^(font|o:p|st1:|w:|v:|time|label|button)/.test(element.localName)) return true;
  if (element.localName === "a") return !/^(https?:|mailto:)/i.test(element.getAttribute("href") ?? "");
  return element.localName === "span" && !element.attributes.length;
}

/* Around the words of each paragraph in it, not around paragraphs. */
function wrapWords(element, tag) {
  const blocks = [...element.querySelectorAll(BLOCKS)].filter((one) => !one.querySelector(BLOCKS));
  for (const one of blocks.length ? blocks : [element]) {
    const mark = element.ownerDocument.createElement(tag);
    mark.append(...one.childNodes);
    one.append(mark);
  }
}

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name);
  for (const { name: attribute, value } of element.attributes) other.setAttribute(attribute, value);
  other.append(...element.childNodes);
  return other;
}

/* Frames of a page say nothing; a <div> that holds words is a paragraph, as mail programs write it. */
function unwrap(body) {
  for (const element of [...body.querySelectorAll("b, i, u, s, span, a")])
    if (element.querySelector(BLOCKS)) pushIn(element);
  for (const wrapper of [...body.querySelectorAll(WRAPPERS)].reverse()) {
    if (wrapper.matches("[class]") && OURS.test(wrapper.className)) continue;
    const align = wrapper.localName === "center" ? "center" : wrapper.getAttribute("align");
    if (align) for (const one of wrapper.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) one.setAttribute("align", align);
    if (wrapper.querySelector(BLOCKS)) wrapper.replaceWith(...wrapper.childNodes);
    else {
      const paragraph = renamed(wrapper, "p");
      if (align) paragraph.setAttribute("align", align);
      wrapper.replaceWith(paragraph);
    }
  }
}

/* <b><p>…</p></b>: the mark goes into the paragraphs. */
function pushIn(element) {
  if (element.localName !== "span") wrapWords(element, element.localName);
  element.replaceWith(...element.childNodes);
}

/* Loose words beside blocks, and breaks between paragraphs, which Google Docs writes. */
function paragraphs(body) {
  if (!body.querySelector(BLOCKS)) return splitAtBlankLines(body);
  for (const child of [...body.childNodes]) {
    if (child.localName !== "br") continue;
    if (child.className === "Apple-interchange-newline") child.remove();
    else child.replaceWith(body.ownerDocument.createElement("p"));
  }
}

/* Two breaks in a row tell paragraphs apart. */
function splitAtBlankLines(body) {
  const html = body.innerHTML.replace(/(?:\s*<br>\s*){2,}/g, "</p><p>");
  if (html.includes("</p><p>")) body.innerHTML = `<p>${html}</p>`;
}

/* Blank lines between all paragraphs are only their space; a blank line here and there is a pause
   that its author meant. */
function blankLines(body) {
  const children = [...body.children];
  const isBlank = (one) => one.localName === "p" && !/[^\s\u00a0]/.test(one.textContent) && !one.querySelector("img");
  const blank = children.filter(isBlank);
  const isSpacing = blank.length * 2 >= children.length - 1;
  for (const one of blank) {
    one.replaceChildren();
    const isEdge = !one.nextElementSibling || !one.previousElementSibling;
    if (isEdge || (isSpacing && !isBlank(one.nextElementSibling))) one.remove();
  }
}

function sceneBreaks(body) {
  for (const paragraph of body.querySelectorAll("p"))
    if (isSceneBreak(paragraph.textContent)) paragraph.replaceWith(body.ownerDocument.createElement("hr"));
}

/* For EditorView's clipboardTextParser. A `<` in a plain text is a `<`. */
export function parseText(text, context) {
  const marks = context.marks();
  const lines = text.replace(/\r\n?/g, "\n").trim();
  if (!lines.includes("\n")) return new Slice(Fragment.from(lines ? schema.text(lines, marks) : null), 0, 0);
  const blocks = blocksOf(lines).map((block) =>
    isSceneBreak(block) ? schema.node("scene_break") : schema.node("paragraph", null, words(block, marks)),
  );
  return new Slice(Fragment.from(blocks), openAt(blocks[0]), openAt(blocks.at(-1)));
}

const openAt = (node) => (node.isTextblock ? 1 : 0);

function blocksOf(text) {
  const blocks = text.split(/\n[ \t]*\n\s*/);
  if (blocks.length > 1 || isWrapped(text)) return blocks.map((block) => (isWrapped(block) ? unwrapped(block) : block));
  return text.split("\n"); // every line is a paragraph
}

/* Lines that a mail program or a typewriter broke at the margin: all but the last about as long. */
function isWrapped(block) {
  const lines = block.split("\n").slice(0, -1).map((line) => line.trimEnd().length);
  return lines.length > 0 && lines.every((length) => length >= 50 && length <= 85);
}

const unwrapped = (block) => block.split("\n").map((line) => line.trim()).join(" ");

function words(block, marks) {
  const nodes = [];
  for (const [place, line] of block.split("\n").entries()) {
    if (place) nodes.push(schema.node("line_break", null, null, marks));
    if (line.trim()) nodes.push(schema.text(line.trim(), marks));
  }
  return nodes;
}
