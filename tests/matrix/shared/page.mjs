// In a browser: runs the tests of the page's address (?what=…&server=…&to=…) and posts the results.

import { runTests } from "./run.mjs";

export function reportPage(entries) {
  const query = new URLSearchParams(globalThis.location.search);
  return reportTo(query.get("to"), () =>
    runTests(entries, { what: query.get("what"), runtime: "browser", server: query.get("server") }),
  );
}

export async function reportTo(to, work) {
  globalThis.reporting = true;
  const results = await work().catch((error) => [{ name: "runs", ok: false, error: String(error?.stack ?? error) }]);
  // `text/plain` needs no preflight.
  await fetch(to, { method: "POST", body: JSON.stringify(results), headers: { "content-type": "text/plain" } });
}
