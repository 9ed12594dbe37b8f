/* Words and characters, counted as the server counts them (core/words.py). */
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aad\u2e80-\u2fdf\u3005-\u3007\u3021-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{323af}]/gu;
const LETTER = /[\p{L}\p{N}]/u;
const NUMBERS = /(\p{N})[.,](?=\p{N})/gu;
const WORD =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’‘ʼ＇\u00ad\u200c\u200d\u2060\u2010\u2011-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

export function wordsIn(text) {
  let characters = 0;
  const spaced = text.normalize("NFC").replace(UNSPACED, (one) => (LETTER.test(one) ? (characters++, " ") : one));
  return characters + (spaced.replace(NUMBERS, "$1").match(WORD)?.length ?? 0);
}

const counted = new WeakMap(); // a block that did not change has as many as before

export function count(doc) {
  const all = { words: 0, characters: 0 };
  doc.forEach((node) => {
    let one = counted.get(node);
    if (!one) {
      const text = plain(node);
      one = { words: wordsIn(text), characters: [...text.replace(/\n/g, "")].length };
      counted.set(node, one);
    }
    all.words += one.words;
    all.characters += one.characters;
  });
  return all;
}

function plain(block) {
  let text = "";
  const add = (node) => {
    if (node.isText) {
      const ruby = node.marks.find(({ type }) => type.name === "ruby");
      text += ruby ? `${node.text} ${ruby.attrs.reading} ` : node.text;
    } else if (node.type.name === "kept") text += shown(node.attrs.html);
    else if (node.isBlock || node.type.name === "line_break") text += "\n";
  };
  add(block);
  block.descendants(add);
  return text;
}

/* Of what is kept as it stands: every tag parts words. */
function shown(html) {
  const spaced = html.replace(/</g, " <");
  return new DOMParser().parseFromString(spaced, "text/html").body.textContent.replace(/\s+/g, " ").trim();
}
