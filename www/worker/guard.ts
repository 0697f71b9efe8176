/**
 * Who may ask. The Worker signs with a real secret for whoever reaches it, so the demo answers this machine only, and
 * there only its own pages and plain clients such as curl.
 */

/** The answer to a request that is not served at all; undefined lets it in. */
export function refusal(request: Request, isApi: boolean): Response | undefined {
  if (!isLocalHost(request.headers.get("host")))
    return text(403, "This demo answers 127.0.0.1, localhost and [::1] only.");
  if (request.method !== "GET" && request.method !== "HEAD")
    return text(405, "Only GET and HEAD.", { Allow: "GET, HEAD" });
  if (isApi && isForeign(request)) return text(403, "This API answers its own page only.");
  return undefined;
}

/**
 * DNS rebinding: a foreign name that resolves to 127.0.0.1 makes its page "same origin" with us, but it still shows in
 * `Host`.
 */
export function isLocalHost(host: string | null): boolean {
  return host !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(host);
}

/**
 * Browsers send `Sec-Fetch-Site`, curl does not. "same-site" is another port of this machine: another program's page.
 */
function isForeign(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

function text(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(`${message}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
}
