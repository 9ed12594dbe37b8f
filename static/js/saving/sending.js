/* To the archive, and what it answers. */

const PATIENCE = 30_000; // milliseconds until a request counts as lost
const SMALL = 60_000; // bytes: so much a browser still sends when its page goes away
const COOKIE = "csrftoken=";

/* → {status, …data}; status 0: it was not reached, or did not answer. */
export async function post(address, fields, token) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const bytes = new Blob(Object.values(fields)).size;
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": token },
      keepalive: bytes < SMALL,
      redirect: "error",
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    const isData = response.headers.get("Content-Type")?.startsWith("application/json");
    return { status: response.status, ...(isData ? await response.json() : {}) };
  } catch {
    return { status: 0 };
  }
}

/* Another sign-in makes another token: the cookie has the newest. None where nobody ever signed in. */
export function newestToken() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(COOKIE));
  return cookie?.slice(COOKIE.length);
}
