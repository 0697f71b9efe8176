// This is specific to Workers: the top level may sign, but neither wait nor send.

import assert from "node:assert/strict";
import { it } from "node:test";
import { installed } from "./support/installed.mjs";
import { serveWorker } from "./support/worker.mjs";

const script = `
  import { isLtiProError, listMeetings, sign } from "zoom-lti-pro";
  const found = { signature: sign("key", "message") };
  const credentials = { key: "qAnfmSQeSeKWHOE19lwMYg", secret: "Zk3pTq8vW1xY5zB7nM9cD2fG4hJ6kL0s" };
  listMeetings(credentials, { userId: "u" }, { now: () => 1661494048201 }).catch((error) => {
    found.error = { isOurs: isLtiProError(error), code: error.code, hint: error.hint };
  });
  export default { fetch: () => Response.json(found) };
`;

it("a call at the top level of a Worker is refused, with advice", async (t) => {
  const worker = await serveWorker(await installed(), "top-level", script, {});
  t.after(worker.stop);
  const { signature, error } = await (await fetch(worker.url)).json();
  assert.equal(signature, "IIjfdNXyFGtIFGyvSWU3fp0L46Q");
  assert.deepEqual({ ...error, hint: undefined }, { isOurs: true, code: "network", hint: undefined });
  assert.match(error.hint, /in a request handler/);
});

/** Counts what a call does, from before the package is loaded. */
const counting = `
  globalThis.counted = { sent: 0, read: 0 };
  const { AbortController } = globalThis;
  globalThis.AbortController = function () { counted.sent++; return new AbortController(); };
  const { toISOString } = Date.prototype;
  Date.prototype.toISOString = function () { counted.read++; return toISOString.call(this); };
`;

const started = (names) => `
  import "data:text/javascript,${encodeURIComponent(counting)}";
  import { ${names} } from "zoom-lti-pro";
  export default { fetch: () => Response.json({ ...counted, kinds: [${names}].map((part) => typeof part) }) };
`;

it("a Worker that lists meetings makes a call without a network while it starts", async (t) => {
  for (const name of ["listMeetings", "LtiPro"]) {
    const worker = await serveWorker(await installed(), `warm-${name}`, started(name), {});
    t.after(worker.stop);
    const { sent, read } = await (await fetch(worker.url)).json();
    assert.equal(sent, 1, name);
    assert.ok(read > 0, `${name}: the page was not read`);
  }
});

it("any other Worker makes no call while it starts", async (t) => {
  const worker = await serveWorker(await installed(), "cold", started("sign, request"), {});
  t.after(worker.stop);
  assert.deepEqual(await (await fetch(worker.url)).json(), { sent: 0, read: 0, kinds: ["function", "function"] });
});
