/**
 * Restricts access. The Worker signs with a real secret for every caller, so the demo serves only this machine: its own
 * pages and plain clients such as curl.
 */

/** The response to a refused request. Undefined if the request is allowed. */
export function refusal(request: Request, isApi: boolean): Response | undefined {
  if (!isLocalHost(request.headers.get("host")))
    return text(403, "This demo accepts only requests to 127.0.0.1, localhost and [::1].");
  if (request.method !== "GET" && request.method !== "HEAD")
    return text(405, "Only GET and HEAD.", { Allow: "GET, HEAD" });
  if (isApi && isForeign(request)) return text(403, "This API accepts only requests from its own page.");
  return undefined;
}

/**
 * Prevents DNS rebinding: an attacker's host name that resolves to 127.0.0.1 gives its page our origin, but the name is
 * still in `Host`.
 */
function isLocalHost(host: string | null): boolean {
  return host !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(host);
}

/**
 * Browsers send `Sec-Fetch-Site`, curl does not. "same-site" means a page of another program, on another port of this
 * machine.
 */
function isForeign(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

/** Whether a script of our page sent it. A page cannot set this header, and curl and links to the address lack it. */
export function isOwnPage(request: Request): boolean {
  return request.headers.get("sec-fetch-site") === "same-origin" && request.headers.get("sec-fetch-mode") === "cors";
}

function text(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(`${message}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
}
