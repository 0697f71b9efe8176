// A shared worker does what the page was asked for: it runs what a worker of its own runs.

import { reportTo } from "/tests/page.mjs";

const to = new URLSearchParams(location.search).get("to");
new SharedWorker(`/pages/in-worker.mjs${location.search}`, { type: "module" }).addEventListener("error", () => {
  reportTo(to, () => Promise.reject(new Error("the shared worker did not start")));
});
globalThis.reporting = true;
