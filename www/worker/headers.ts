/** The headers of every response. CORS headers are left out on purpose. */

const ALL: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Frame-Options": "DENY",
};

/**
 * Responses contain a person's meetings: caches must not store them. Opened as a page, they can run and load nothing.
 */
export const API_HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};

/** The meetings page connects only to its own origin. */
const MEETINGS_CSP = policy({
  "default-src": "'none'",
  "connect-src": "'self'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "font-src": "'self'",
  "img-src": "data:",
  "require-trusted-types-for": "'script'",
});

/** The debugger receives secrets, so it must not connect to anything (docs: reliability, rule 10). */
const DEBUG_CSP = policy({
  "default-src": "'none'",
  "connect-src": "'none'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  // The worker comes from text in the page, so it has this policy too.
  "worker-src": "blob:",
  "img-src": "data:",
  "require-trusted-types-for": "'script'",
  "trusted-types": "worker",
});

/**
 * The reference runs TypeDoc's scripts for search and navigation. They write HTML, so trusted types cannot be required,
 * but they connect to nothing: their data are scripts.
 */
const REFERENCE_CSP = policy({
  "default-src": "'none'",
  "connect-src": "'none'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
  "script-src": "'self'",
  // The hash is that of the empty text: TypeDoc adds a style element that stays empty.
  "style-src": "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src": "'self' data:",
});

const POLICIES: readonly (readonly [string, string])[] = [
  ["/debug/", DEBUG_CSP],
  ["/reference/", REFERENCE_CSP],
];

/**
 * The headers of a page or one of its files. Case is ignored, as on some disks, so that no spelling gets the weaker
 * policy.
 */
export function assetHeaders(path: string): Readonly<Record<string, string>> {
  const [, csp = MEETINGS_CSP] = POLICIES.find(([folder]) => path.toLowerCase().startsWith(folder)) ?? [];
  const headers = { "Cache-Control": "no-cache", "Content-Security-Policy": csp };
  // The one-file debugger is a download: opened from here, this policy would block its scripts.
  return /-debugger\.html$/i.test(path) ? { ...headers, "Content-Disposition": "attachment" } : headers;
}

/** The response with our headers added; ours take precedence. */
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
