/* Says once that this page was before somebody's eyes for ten seconds; of whom, it does not know. */

const SECONDS = 10;
const { read } = document.querySelector("script[data-read]").dataset; // where to say it
let timer;

function watch() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(say, SECONDS * 1000);
}

function say() {
  document.removeEventListener("visibilitychange", watch);
  navigator.sendBeacon(read);
}

document.addEventListener("visibilitychange", watch);
watch();
