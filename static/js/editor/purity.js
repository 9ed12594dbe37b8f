/* What may stand on the page before the server has seen it. The server's own sanitiser
   (core/html) decides what is stored; this one only keeps the editor itself harmless. */

const ADDRESS = /^(?:https?:\/\/[^\s/?#\\@:]+(?::[0-9]{1,5})?(?:[/?#][^\s\\]*)?|mailto:[^\s\\:/]+)$/i;
const CLASSES = ["end-mark", "letter", "message", "newspaper", "scene-break", "small-caps", "thought", "verse"];
const MODELLED = { div: ["letter", "newspaper"], span: ["small-caps", "thought"] }; // by the schema itself
const OF_ALL = { dir: /^(ltr|rtl|auto)$/i, lang: /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i, title: /\S/ };
const OF_KEPT = ["align", "abbr", "class", "colspan", "rowspan", "scope", "span", "valign"];
const UNSEEN = "script, style, template, head, title, meta, link, base, object, embed, iframe, svg, math";

export const address = (href) => (ADDRESS.test(href?.trim() ?? "") ? href.trim() : "");

/* What any element may carry, but for the classes that the schema itself knows. */
export function attributesOf(element) {
  const kept = {};
  for (const [name, pattern] of Object.entries(OF_ALL)) {
    const value = element.getAttribute(name);
    if (value && pattern.test(value)) kept[name] = value;
  }
  const others = CLASSES.filter((name) => !MODELLED[element.localName]?.includes(name));
  const known = others.filter((name) => element.classList.contains(name));
  if (known.length) kept.class = known.join(" ");
  return kept;
}

/* A copy of an element with nothing in it that could act. */
export function pure(element) {
  const copy = element.cloneNode(true);
  for (const unseen of copy.querySelectorAll(UNSEEN)) unseen.remove();
  for (const one of [copy, ...copy.querySelectorAll("*")])
    for (const { name, value } of [...one.attributes])
      if (!mayStay(one, name, value)) one.removeAttribute(name);
  return copy;
}

function mayStay(element, name, value) {
  if (name in OF_ALL) return OF_ALL[name].test(value);
  if (name === "href") return element.localName === "a" && address(value);
  return OF_KEPT.includes(name);
}

export function removeUnseen(root) {
  for (const unseen of root.querySelectorAll(UNSEEN)) unseen.remove();
}
