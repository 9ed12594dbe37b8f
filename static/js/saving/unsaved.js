/* Words that the archive has not taken yet, kept by this browser: one entry a page, under a key that
   names the account and what it is for. Small ones lie in localStorage, at once; what that refuses
   goes to IndexedDB. */

const PREFIX = "unsaved";
const LARGE = 2_000_000; // characters; all that a site may keep in localStorage is about 5,000,000
const DATABASE = "unsaved";

export const nameOf = (account, address) => `${PREFIX} ${account} ${address} `;

/* Each page has a key of its own, so that two tabs keep two texts. */
export function newKey(account, address) {
  const [one, other] = crypto.getRandomValues(new Uint32Array(2));
  return `${nameOf(account, address)}${one.toString(36)}${other.toString(36)}`;
}

/* A page that is open holds a lock of its key, where browsers know locks: its text is its own. */
export const holdOpen = (key) => navigator.locks?.request(key, () => new Promise(() => {})).catch(() => {});
export const isOpen = async (key) => (await navigator.locks?.query())?.held.some(({ name }) => name === key) ?? false;

/* → true once it is kept, false where this browser keeps nothing. */
export function keep(key, entry) {
  const text = JSON.stringify(entry);
  if (text.length <= LARGE) {
    try {
      localStorage.setItem(key, text);
      return Promise.resolve(true);
    } catch {
      // Full, or switched off.
    }
  }
  return inDatabase("readwrite", (store) => store.put(text, key)).then(
    () => (removeSmall(key), true),
    () => false,
  );
}

export function forget(key) {
  removeSmall(key);
  if (!hasDatabase) return Promise.resolve();
  return inDatabase("readwrite", (store) => store.delete(key)).catch(() => {});
}

/* All that is kept under a name, oldest first: [[key, entry]]. */
export async function kept(name) {
  const texts = await large(name).catch(() => new Map());
  for (const key of smallKeys()) if (key.startsWith(name)) texts.set(key, localStorage.getItem(key));
  return [...texts].map(([key, text]) => [key, JSON.parse(text)]).sort(([, a], [, b]) => a.at.localeCompare(b.at));
}

async function large(name) {
  const texts = new Map();
  const range = IDBKeyRange.bound(name, `${name}\uffff`);
  const keys = await inDatabase("readonly", (store) => store.getAllKeys(range));
  for (const key of keys) texts.set(key, await inDatabase("readonly", (store) => store.get(key)));
  return texts;
}

function smallKeys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function removeSmall(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // There is none.
  }
}

let hasDatabase = false;

/* `action` gets the store and returns a request; the promise holds its result once all is done. */
function inDatabase(mode, action) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("texts");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      hasDatabase = true;
      const database = opening.result;
      const transaction = database.transaction("texts", mode);
      const request = action(transaction.objectStore("texts"));
      transaction.oncomplete = () => (database.close(), resolve(request.result));
      transaction.onabort = transaction.onerror = () => (database.close(), reject(transaction.error));
    };
  });
}
