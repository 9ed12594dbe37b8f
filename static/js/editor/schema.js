/* The dialect in which texts are stored (core/html) as ProseMirror's schema: what it lacks, nobody
   can write. Elements that the toolbar does not make (a table, say) are kept as they stand. */
import { Schema } from "../vendor/editor.js";
import { address, attributesOf, pure } from "./purity.js";

export const BOXES = ["chat", "messages", "letter", "note", "poem", "newspaper", "sign", "song"];
export const PLAIN_INLINE = [
  "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "dfn", "kbd", "q", "samp", "span", "sub",
  "sup", "time", "tt", "var",
];
const KEPT = "table, dl, figure:not(:has(> img))";
const ALIGNED = ["center", "right", "left", "justify"];

export const sentences = { caption: "", gone: "" }; // of the template

let number = 0; // keeps two notes that stand side by side apart

const alignOf = (element) => {
  const align = element.getAttribute("align")?.toLowerCase();
  return ALIGNED.includes(align) ? align : null;
};
const common = (element) => ({ align: alignOf(element), rest: attributesOf(element) });
const shown = ({ align, rest }, more = {}) => ({ ...rest, ...(align && { align }), ...more });

const aligned = { align: { default: null }, rest: { default: {} } };
const plain = { rest: { default: {} } };

const sideOf = (element) =>
  element.classList.contains("from-right") ? "right" : element.classList.contains("from-left") ? "left" : null;

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    group: "block",
    content: "inline*",
    attrs: { ...aligned, side: { default: null } },
    parseDOM: [{ tag: "p", getAttrs: (element) => ({ ...common(element), side: sideOf(element) }) }],
    toDOM: ({ attrs }) => ["p", withClass(shown(attrs), attrs.side && `from-${attrs.side}`), 0],
  },
  heading: {
    group: "block",
    content: "inline*",
    defining: true,
    attrs: { ...aligned, level: { default: 2 } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      getAttrs: (element) => ({ ...common(element), level }),
    })),
    toDOM: ({ attrs }) => [`h${attrs.level}`, shown(attrs), 0],
  },
  scene_break: {
    group: "block",
    attrs: plain,
    parseDOM: [{ tag: "hr", getAttrs: common }],
    toDOM: ({ attrs }) => ["hr", attrs.rest],
  },
  quote: {
    group: "block",
    content: "block+",
    defining: true,
    attrs: plain,
    parseDOM: [{ tag: "blockquote", getAttrs: common }],
    toDOM: ({ attrs }) => ["blockquote", attrs.rest, 0],
  },
  box: {
    group: "block",
    content: "block+",
    defining: true,
    isolating: true,
    attrs: { kind: {}, ...aligned },
    parseDOM: BOXES.map((kind) => ({
      tag: `div.${kind}`,
      getAttrs: (element) => ({ ...common(element), kind }),
    })),
    toDOM: ({ attrs }) => ["div", withClass(shown(attrs), attrs.kind), 0],
  },
  division: {
    group: "block",
    content: "block+",
    attrs: { ...aligned, tag: { default: "div" } },
    parseDOM: ["div", "center", "address"].map((tag) => ({
      tag,
      priority: 40,
      getAttrs: (element) => ({ ...common(element), tag }),
    })),
    toDOM: ({ attrs }) => [attrs.tag, shown(attrs), 0],
  },
  bullet_list: {
    group: "block",
    content: "list_item+",
    attrs: { ...plain, type: { default: null } },
    parseDOM: [{ tag: "ul", getAttrs: (element) => ({ ...common(element), type: element.getAttribute("type") }) }],
    toDOM: ({ attrs }) => ["ul", attrs.rest, 0],
  },
  ordered_list: {
    group: "block",
    content: "list_item+",
    attrs: { ...plain, start: { default: null }, type: { default: null }, reversed: { default: null } },
    parseDOM: [{ tag: "ol", getAttrs: (element) => ({ ...common(element), ...own(element, ["start", "type", "reversed"]) }) }],
    toDOM: ({ attrs: { rest, ...attrs } }) => ["ol", { ...rest, ...attrs }, 0],
  },
  list_item: {
    content: "block+",
    defining: true,
    attrs: { ...plain, value: { default: null } },
    parseDOM: [{ tag: "li", getAttrs: (element) => ({ ...common(element), ...own(element, ["value"]) }) }],
    toDOM: ({ attrs: { rest, value } }) => ["li", { ...rest, value }, 0],
  },
  preformatted: {
    group: "block",
    content: "(text | line_break)*",
    code: true,
    defining: true,
    attrs: plain,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: common }],
    toDOM: ({ attrs }) => ["pre", attrs.rest, 0],
  },
  spoiler: {
    group: "block",
    content: "spoiler_title block+",
    defining: true,
    isolating: true,
    attrs: { ...plain, open: { default: false } },
    parseDOM: [{ tag: "details", getAttrs: (element) => ({ ...common(element), open: element.hasAttribute("open") }) }],
    // No <details>: a space typed into its title would fold it away.
    toDOM: () => ["div", { class: "editor-spoiler" }, 0],
  },
  spoiler_title: {
    content: "inline*",
    defining: true,
    attrs: plain,
    parseDOM: [{ tag: "summary", getAttrs: common }],
    toDOM: () => ["p", { class: "editor-spoiler-title" }, 0],
  },
  picture: {
    group: "block",
    content: "inline*",
    isolating: true,
    attrs: { src: {}, alt: {}, width: { default: null }, height: { default: null } },
    parseDOM: [
      { tag: "figure", priority: 60, contentElement: captionOf, getAttrs: (figure) => picture(figure.querySelector(":scope > img")) },
      { tag: "img", getAttrs: picture },
    ],
    toDOM: ({ attrs }) => ["figure", ["img", { ...attrs, draggable: "false" }], ["figcaption", { "data-hint": sentences.caption }, 0]],
  },
  kept: {
    group: "block",
    atom: true,
    attrs: { html: {} },
    parseDOM: [{ tag: KEPT, priority: 70, getAttrs: (element) => ({ html: pure(element).outerHTML }) }],
    toDOM: ({ attrs }) => keptElement(attrs.html),
  },
  text: { group: "inline" },
  line_break: {
    group: "inline",
    inline: true,
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
    leafText: () => "\n",
  },
  word_break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "wbr" }], toDOM: () => ["wbr"], leafText: () => "" },
};

/* Outermost first. What carries words of its own beside the marked ones (a reading) must not be
   cut into pieces by what stands within. */
const marks = {
  footnote: {
    inclusive: false,
    attrs: { n: {} },
    parseDOM: [{ tag: "span.footnote", getAttrs: () => ({ n: ++number }) }],
    toDOM: () => ["span", { class: "footnote" }, 0],
  },
  link: {
    inclusive: false,
    attrs: { href: {}, ...plain },
    parseDOM: [{ tag: "a[href]", getAttrs: link }],
    toDOM: ({ attrs }) => ["a", { ...attrs.rest, href: attrs.href }, 0],
  },
  ruby: {
    inclusive: false,
    attrs: { reading: {}, n: {} },
    parseDOM: [{ tag: "ruby[data-reading]", getAttrs: (element) => ({ reading: element.dataset.reading, n: ++number }) }],
    toDOM: ({ attrs }) => ["ruby", { "data-reading": attrs.reading }, 0],
  },
  thought: classed("thought"),
  small_caps: classed("small-caps"),
  small: tagged(["small"]),
  underline: tagged(["u", "ins"]),
  strike: tagged(["s", "del", "strike"]),
  strong: tagged(["b", "strong"]),
  em: tagged(["em", "i"]),
  inline: {
    excludes: "",
    attrs: { tag: {}, ...plain },
    parseDOM: PLAIN_INLINE.map((tag) => ({
      tag,
      priority: 40,
      getAttrs: (element) => {
        const rest = attributesOf(element);
        return tag === "span" && !Object.keys(rest).length ? false : { tag, rest };
      },
    })),
    toDOM: ({ attrs }) => [attrs.tag, attrs.rest, 0],
  },
};

export const schema = new Schema({ nodes, marks });
export const nextNumber = () => ++number;

function classed(name) {
  return { parseDOM: [{ tag: `span.${name}` }], toDOM: () => ["span", { class: name }, 0] };
}

/* Elements that look alike are one mark, which remembers what it was called. */
function tagged(tags) {
  return {
    attrs: { tag: { default: tags[0] } },
    parseDOM: tags.map((tag) => ({ tag, getAttrs: () => ({ tag }) })),
    toDOM: ({ attrs }) => [attrs.tag, 0],
  };
}

function withClass(attributes, name) {
  return name ? { ...attributes, class: [name, attributes.class].filter(Boolean).join(" ") } : attributes;
}

function own(element, names) {
  return Object.fromEntries(names.map((name) => [name, element.getAttribute(name)]));
}

function link(element) {
  const href = address(element.getAttribute("href"));
  return href ? { href, rest: attributesOf(element) } : false;
}

function picture(image) {
  const src = image?.getAttribute("src") ?? "";
  if (!/^\/works\/[0-9]+\/images\/[0-9]+(\?|$)/.test(src)) return false;
  return { src: src.split("?")[0], alt: image.alt, ...own(image, ["width", "height"]) };
}

function captionOf(figure) {
  return figure.querySelector(":scope > figcaption") ?? document.createElement("div");
}

function keptElement(html) {
  const holder = document.createElement("div");
  holder.className = "editor-kept";
  holder.append(pure(new DOMParser().parseFromString(html, "text/html").body.firstElementChild));
  return holder;
}
