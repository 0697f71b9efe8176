// The responses of the helper server (server.mjs), which a test writes into the base URL. It imports nothing of Node,
// because the suite uses it on every runtime.

/**
 * A base URL under which the helper server sends these responses for every path, in order. The last one repeats.
 *
 * A response: {status, headers, body, padding, cors, delayMs, stallMs, declaredLength, drop}
 * - `body`: a string or any JSON value, up to about 15 KB, because it is in the URL
 * - `padding`: this many spaces after the body, for large bodies
 * - `cors`: true (default) lets any page read it; false sends no CORS header
 * - `delayMs`: before the headers; `stallMs`: between headers and body; Infinity never ends
 * - `declaredLength`: a Content-Length that differs from the body's; missing bytes are never sent
 * - `drop`: close the connection without a response
 */
export function baseUrlFor(server, ...responses) {
  const spec = { id: `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`, responses };
  const bytes = new TextEncoder().encode(JSON.stringify(spec));
  if (bytes.length > 20_000) throw new Error(`${bytes.length} bytes are too many for a URL: use padding`);
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return `${server}/respond/${text}`;
}

/** The requests that arrived at this base URL: [{method, url, headers, body}]. `url` is the raw target after it. */
export async function received(base) {
  return (await fetch(base.replace("/respond/", "/received/"))).json();
}
