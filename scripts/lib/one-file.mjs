// The debugger as one self-contained HTML file with style, script, worker and wasm. Its policy allows each by hash.

import { createHash } from "node:crypto";

/**
 * `page` is www/debug/index.html; the others are the texts to insert. Throws if the page no longer has the places for
 * them.
 */
export function oneFile({ page, style, script }) {
  const policy = [
    "default-src 'none'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "worker-src blob:",
    "img-src data:",
    "require-trusted-types-for 'script'",
    "trusted-types worker",
  ].join("; ");
  let html = page.replaceAll(/[ \t]*<!-- online -->[\s\S]*?<!-- \/online -->\n/g, "");
  html = replaceOnce(html, /<!-- Also sent as a header[\s\S]*?-->\s*/, "");
  html = replaceOnce(
    html,
    /(http-equiv="Content-Security-Policy"\s+content=")[^"]*"/,
    (_, start) => `${start}${policy}"`,
  );
  html = replaceOnce(html, /<link rel="stylesheet" href="[^"]*" \/>/, () => `<style>${style}</style>`);
  html = replaceOnce(
    html,
    /<script type="module" src="debug\.js"><\/script>/,
    () => `<script type="module">${script}</script>`,
  );
  return replaceOnce(
    html,
    /<a class="brand" href="[^"]*">([\s\S]*?)<\/a>/,
    (_, inside) => `<span class="brand">${inside}</span>`,
  );
}

function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`the debugger's page has no ${pattern}`);
  return text.replace(pattern, replacement);
}

function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
