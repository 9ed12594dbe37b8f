/* The story's pictures: chosen from those that are here, or brought. The server keeps them. */
import { clear, complain } from "./dialogs.js";

/* Resolves to {src, alt, width, height}, or to nothing where it was put away. */
export function choosePicture(dialog, token, files = []) {
  const form = dialog.querySelector("form");
  form.reset();
  clear(form);
  if (files.length) form.elements.file.files = fileList(files);
  list(dialog);
  return new Promise((resolve) => {
    let chosen = null;
    const done = (picture) => {
      chosen = picture;
      dialog.close();
    };
    const submitted = (event) => {
      event.preventDefault();
      bring(form, token).then((picture) => picture && done(picture));
    };
    const clicked = ({ target }) => {
      const button = target.closest("button");
      if (button?.value === "cancel") dialog.close();
      if (button?.picture) done(button.picture);
    };
    form.addEventListener("submit", submitted);
    dialog.addEventListener("click", clicked);
    dialog.addEventListener("close", () => {
      form.removeEventListener("submit", submitted);
      dialog.removeEventListener("click", clicked);
      resolve(chosen);
    }, { once: true });
    dialog.showModal();
  });
}

function fileList(files) {
  const transfer = new DataTransfer();
  transfer.items.add(files[0]);
  return transfer.files;
}

/* Those that are here already: the pictures of the list page. */
async function list(dialog) {
  const place = dialog.querySelector("[data-pictures]");
  place.replaceChildren();
  const { address } = dialog.dataset;
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelectorAll(`img[src^="${CSS.escape(address).replaceAll("\\/", "/")}/"]`);
  place.append(...[...found].map(choice));
  dialog.querySelector("[data-here]").hidden = !found.length;
}

function choice(image) {
  const button = document.createElement("button");
  button.type = "button";
  const [src] = image.getAttribute("src").split("?");
  const size = (name) => image.dataset[name] ?? image.getAttribute(name);
  button.picture = { src, alt: image.alt, width: size("width"), height: size("height") };
  const small = document.createElement("img");
  Object.assign(small, { src: `${src}?w=480`, alt: image.alt, loading: "lazy" });
  button.append(small);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

async function bring(form, token) {
  clear(form);
  const status = form.querySelector("[role=status]");
  if (!form.elements.file.files.length) return complain(form.elements.file);
  if (!form.elements.alt.value.trim()) return complain(form.elements.alt);
  status.textContent = status.dataset.working;
  const body = new FormData(form);
  body.set("csrfmiddlewaretoken", token);
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.closest("dialog").dataset.address, { method: "POST", body, headers }).catch(() => null);
  status.textContent = "";
  const told = await answer?.json().catch(() => null);
  if (answer?.ok && told?.src) return told;
  const [[field, [sentence]] = ["file", [status.dataset.failed]]] = Object.entries(told?.errors ?? {});
  complain(form.elements[field] ?? form.elements.file, sentence);
  return null;
}
