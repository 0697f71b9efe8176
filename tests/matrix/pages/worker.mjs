// Runs the tests in a module worker.
globalThis.reporting = true;
new Worker(`/pages/in-worker.mjs${location.search}`, { type: "module" }).addEventListener("error", (event) => {
  fetch(new URLSearchParams(location.search).get("to"), {
    method: "POST",
    body: JSON.stringify([{ name: "loads", ok: false, error: `the worker did not start: ${event.message}` }]),
  });
});
