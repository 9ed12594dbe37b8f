/* What stands on the sheet otherwise than it is stored: readings, and pictures that are gone. */
import { DOMSerializer } from "../vendor/editor.js";
import { sentences } from "./schema.js";

/* The reading stands above its base and is changed by the dialog. */
export function reading(mark) {
  const dom = document.createElement("ruby");
  const contentDOM = document.createElement("span");
  const above = document.createElement("rt");
  above.contentEditable = "false";
  above.textContent = mark.attrs.reading;
  dom.append(contentDOM, above);
  return { dom, contentDOM, ignoreMutation: (mutation) => above.contains(mutation.target) };
}

/* A picture that was deleted is what readers find in its place: its words. */
export function picture(node) {
  const { dom, contentDOM } = DOMSerializer.renderSpec(document, node.type.spec.toDOM(node));
  const image = dom.firstChild;
  image.addEventListener("error", async () => {
    if (await isGone(image.src)) image.replaceWith(words(node.attrs.alt));
  });
  const isOurs = (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target);
  return { dom, contentDOM, ignoreMutation: isOurs };
}

/* Not where it is only the network that fails. */
async function isGone(address) {
  const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
  return answer?.status === 404;
}

function words(alt) {
  const paragraph = document.createElement("p");
  const sentence = document.createElement("span");
  const { lang, dir } = document.documentElement;
  Object.assign(paragraph, { className: "gone", contentEditable: "false" });
  Object.assign(sentence, { lang, dir, textContent: sentences.gone });
  paragraph.append(sentence, ` ${alt}`);
  return paragraph;
}
