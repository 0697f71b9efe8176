// What the helper server is to answer, written into the base URL that a test hands to the client.
// Nothing of Node is imported: the suite uses this on every runtime. The server is server.mjs.

/**
 * A base URL under which every path is answered as told, in order; the last answer repeats.
 *
 * An answer: {status, headers, body, padding, cors, delayMs, stallMs, declaredLength, drop}
 * - `body`: a string, or any JSON value; up to some 15 KB, since it travels in the URL
 * - `padding`: so many spaces after it, for large bodies
 * - `cors`: true (default) lets any page read it; false sends no CORS header
 * - `delayMs`: before the headers; `stallMs`: between headers and body; Infinity never ends
 * - `declaredLength`: a Content-Length that is not the body's; what is missing never comes
 * - `drop`: close the connection without an answer
 */
export function replying(server, ...answers) {
  const spec = { id: `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`, answers };
  const bytes = new TextEncoder().encode(JSON.stringify(spec));
  if (bytes.length > 20_000) throw new Error(`${bytes.length} bytes are too many for a URL: use padding`);
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return `${server}/reply/${text}`;
}

/** The requests that arrived under such a base URL: [{method, url, headers, body}], `url` raw, from behind the base. */
export async function received(base) {
  return (await fetch(base.replace("/reply/", "/received/"))).json();
}
