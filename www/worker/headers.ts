/** The headers of every answer. There are no CORS headers, on purpose. */

const ALL: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Frame-Options": "DENY",
};

/** Answers hold a person's meetings: no cache keeps them, and opened as a page they can do nothing. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};

/** The meetings page talks to its own origin only. */
const MEETINGS_CSP = policy({
  "default-src": "'none'",
  "connect-src": "'self'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "data:",
  "require-trusted-types-for": "'script'",
});

/** The debugger is handed secrets: it may connect to nothing (docs: reliability, rule 10). */
const DEBUG_CSP = policy({
  "default-src": "'none'",
  "connect-src": "'none'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  // Made of text that came with the page, the worker has this policy too.
  "worker-src": "blob:",
  "img-src": "data:",
  "require-trusted-types-for": "'script'",
  "trusted-types": "worker",
});

/**
 * The headers of a page or of what belongs to it. Case is ignored, as some disks do: no spelling gets the weaker
 * policy.
 */
export function assetHeaders(path: string): Readonly<Record<string, string>> {
  const isDebug = path.toLowerCase().startsWith("/debug/");
  const headers = { "Cache-Control": "no-cache", "Content-Security-Policy": isDebug ? DEBUG_CSP : MEETINGS_CSP };
  // The debugger as one file is for keeping: opened from here, this policy would stop what is in it.
  return /-debugger\.html$/i.test(path) ? { ...headers, "Content-Disposition": "attachment" } : headers;
}

/** The response with our headers over its own. */
export function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  const copy = new Response(response.body, response);
  for (const [name, value] of Object.entries({ ...ALL, ...headers })) copy.headers.set(name, value);
  return copy;
}

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
