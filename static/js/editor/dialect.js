/* HTML to the editor's document and back: back in the very form in which the server stores it, so
   that opening a text and saving it changes nothing. */
import { DOMParser as Reader } from "../vendor/editor.js";
import { schema } from "./schema.js";
import { pure, removeUnseen } from "./purity.js";

const reader = Reader.fromSchema(schema);

/* The browser applies the page's own rules to styles and handlers in any HTML that is parsed, and
   complains of them: they are renamed first. `data-style` is what paste.js reads. */
const UNSHOWN = /<(style|script)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const FORBIDDEN = /([\s"'/])(style|on[a-z]+)(?=\s*=)/gi;
const harmless = (html) => html.replace(UNSHOWN, "").replace(TAG, (tag) => tag.replace(FORBIDDEN, "$1data-$2"));

export const bodyOf = (html) => new DOMParser().parseFromString(harmless(html), "text/html").body;

export function parse(html) {
  const body = bodyOf(html);
  tidy(body);
  return reader.parse(body);
}

/* Readings, pictures and blank lines, as the schema wants to find them. */
export function tidy(root) {
  removeUnseen(root);
  for (const ruby of root.querySelectorAll("ruby")) readable(ruby);
  for (const image of root.querySelectorAll("img")) described(image);
  for (const paragraph of root.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6"))
    if (paragraph.childNodes.length === 1 && paragraph.firstChild.localName === "br") paragraph.replaceChildren();
}

/* A pair of base and reading in an element of its own. */
function readable(ruby) {
  const document = ruby.ownerDocument;
  const pairs = [];
  let base = document.createElement("ruby");
  for (const child of [...ruby.childNodes]) {
    if (child.localName === "rp") continue;
    if (child.localName !== "rt") base.append(child);
    else if (base.textContent.trim() && child.textContent.trim()) {
      base.dataset.reading = child.textContent.trim().replace(/\s+/g, " ");
      pairs.push(base);
      base = document.createElement("ruby");
    } else base.append(...child.childNodes);
  }
  ruby.replaceWith(...pairs, ...base.childNodes);
}

/* A picture that is not of this site is a link to it, or its words. */
function described(image) {
  const src = image.getAttribute("src") ?? "";
  if (src.startsWith("/works/") && image.alt) {
    const holder = image.parentElement;
    if (holder.localName === "p" && holder.childNodes.length === 1) holder.replaceWith(image);
    return;
  }
  const words = image.ownerDocument.createElement("a");
  words.textContent = image.alt || (/^https?:/i.test(src) ? src : "");
  if (/^https?:/i.test(src)) words.href = src;
  image.replaceWith(" ", words, " ");
}

const written = new WeakMap(); // nodes never change: what one was written as stays true

export const serialise = (doc) => stored(doc).blocks.join("\n");

/* Where in that text a block of the document begins, and which block stands at a place of it. */
export function beginningOf(doc, index) {
  const { blocks, first } = stored(doc);
  return blocks.slice(0, Math.max(index - first, 0)).join("\n").length + (index > first);
}

export function blockAt(doc, place) {
  const { blocks, first } = stored(doc);
  let index = 0;
  for (let end = 0; index < blocks.length - 1 && (end += blocks[index].length + 1) <= place; ) index++;
  return first + index;
}

/* Its blocks as HTML, without the blank ones around; `first` is the number of the first. */
function stored(doc) {
  const blocks = [];
  doc.forEach((node) => blocks.push(written.get(node) ?? write(node)));
  let last = blocks.length;
  while (last && isBlank(blocks[last - 1])) last--;
  let first = 0;
  while (first < last && isBlank(blocks[first])) first++;
  return { blocks: blocks.slice(first, last), first };
}

const BLANK = "<p><br></p>";
const isBlank = (html) => html === BLANK;

function write(node) {
  const html = block(node);
  written.set(node, html);
  return html;
}

const blocks = (node) => {
  let html = "";
  node.forEach((child) => (html += written.get(child) ?? write(child)));
  return html;
};

const WRITERS = {
  paragraph(node) {
    if (!node.childCount) return BLANK;
    const { side, rest } = node.attrs;
    return element("p", { ...rest, align: node.attrs.align, class: names(side && `from-${side}`, rest.class) }, inline(node));
  },
  heading: (node) =>
    node.childCount ? element(`h${node.attrs.level}`, { ...node.attrs.rest, align: node.attrs.align }, inline(node)) : BLANK,
  scene_break: ({ attrs }) => `<hr${attributes(attrs.rest)}>`,
  quote: (node) => element("blockquote", node.attrs.rest, blocks(node)),
  box(node) {
    const { kind, align, rest } = node.attrs;
    return element("div", { ...rest, align, class: names(kind, rest.class) }, blocks(node));
  },
  division: (node) => element(node.attrs.tag, { ...node.attrs.rest, align: node.attrs.tag === "div" ? node.attrs.align : null }, blocks(node)),
  bullet_list: (node) => element("ul", { ...node.attrs.rest, type: node.attrs.type }, blocks(node)),
  ordered_list(node) {
    const { rest, ...attrs } = node.attrs;
    return element("ol", { ...rest, ...attrs }, blocks(node));
  },
  list_item: (node) => element("li", { ...node.attrs.rest, value: node.attrs.value }, isBare(node) ? bare(node) : blocks(node)),
  preformatted: (node) => element("pre", node.attrs.rest, inline(node)),
  spoiler: (node) => element("details", { ...node.attrs.rest, open: node.attrs.open ? "" : null }, blocks(node)),
  spoiler_title: (node) => (node.childCount ? element("summary", node.attrs.rest, inline(node)) : ""),
  picture(node) {
    const { alt, height, src, width } = node.attrs;
    const image = `<img${attributes({ alt, height, src, width })}>`;
    return node.childCount ? `<figure>${image}<figcaption>${inline(node)}</figcaption></figure>` : `<p>${image}</p>`;
  },
  kept: (node) => pure(bodyOf(node.attrs.html).firstElementChild).outerHTML,
};

const names = (...some) => some.filter(Boolean).join(" ").split(" ").sort().join(" ");

const block = (node) => WRITERS[node.type.name](node);

/* An item whose words stand in it directly, perhaps with a list below them. */
function isBare(item) {
  const { align, side, rest } = item.firstChild.attrs;
  if (item.firstChild.type.name !== "paragraph" || align || side || Object.keys(rest).length) return false;
  for (let place = 1; place < item.childCount; place++)
    if (!item.child(place).type.name.endsWith("_list")) return false;
  return true;
}

function bare(item) {
  let html = inline(item.firstChild);
  for (let place = 1; place < item.childCount; place++) html += block(item.child(place));
  return html;
}

/* Marks that reach further stand around those that reach less far, so that few are cut in two; and
   none of WHOLE is cut, which would make two notes, or two readings, of one. */
const WHOLE = ["footnote", "link", "ruby"];

function inline(node) {
  const children = [];
  node.forEach((child) => children.push(child));
  let html = "";
  let open = [];
  children.forEach((child, place) => {
    const reach = (mark) => {
      let to = place;
      while (to + 1 < children.length && mark.isInSet(children[to + 1].marks)) to++;
      return to;
    };
    const first = (test) => (open.some(test) ? open.findIndex(test) : open.length);
    let alike = first((mark) => !mark.isInSet(child.marks));
    const begun = (kept) => child.marks.filter((mark) => !open.slice(0, kept).some((one) => one.eq(mark)));
    const whole = Math.max(-1, ...begun(alike).filter(({ type }) => WHOLE.includes(type.name)).map(reach));
    alike = Math.min(alike, first((mark) => whole >= 0 && reach(mark) < whole));
    const fresh = begun(alike).sort((one, other) => reach(other) - reach(one));
    html += closed(open, alike) + fresh.map(opened).join("");
    open = [...open.slice(0, alike), ...fresh];
    if (child.isText) html += escaped(child.text);
    else html += child.type.name === "word_break" ? "<wbr>" : "<br>";
  });
  return html + closed(open, 0);
}

const tagOf = ({ type, attrs }) => attrs.tag ?? { link: "a", ruby: "ruby" }[type.name] ?? "span";

function opened(mark) {
  const { rest, href } = mark.attrs;
  const name = { footnote: "footnote", thought: "thought", small_caps: "small-caps" }[mark.type.name];
  return `<${tagOf(mark)}${attributes({ ...rest, ...(name && { class: name }), ...(href && { href }) })}>`;
}

function closed(open, from) {
  let html = "";
  for (let place = open.length - 1; place >= from; place--) {
    if (open[place].type.name === "ruby") html += `<rt>${escaped(open[place].attrs.reading)}</rt>`;
    html += `</${tagOf(open[place])}>`;
  }
  return html;
}

const element = (name, has, inside) => `<${name}${attributes(has)}>${inside}</${name}>`;

function attributes(has) {
  let html = "";
  for (const name of Object.keys(has).sort())
    if (has[name] !== null && has[name] !== undefined && (has[name] !== "" || name === "open" || name === "reversed"))
      html += ` ${name}="${escaped(String(has[name])).replace(/"/g, "&quot;")}"`;
  return html;
}

const escaped = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
