// Runs the tests in a module service worker.

import { reportTo } from "/tests/page.mjs";

const to = new URLSearchParams(location.search).get("to");

try {
  const { installing, waiting, active } = await navigator.serviceWorker.register(
    `/pages/in-service-worker.mjs${location.search}`,
    { type: "module", scope: "/pages/" },
  );
  (installing ?? waiting ?? active).postMessage("run");
} catch (error) {
  reportTo(to, () => Promise.reject(error));
}
