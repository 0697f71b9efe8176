// Runs the tests in a shared worker, with the script of the module worker.

import { reportTo } from "/tests/page.mjs";

const to = new URLSearchParams(location.search).get("to");
new SharedWorker(`/pages/in-worker.mjs${location.search}`, { type: "module" }).addEventListener("error", () => {
  reportTo(to, () => Promise.reject(new Error("the shared worker did not start")));
});
globalThis.reporting = true;
