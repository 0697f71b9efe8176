// Only in a Worker: its top level may sign, but neither wait nor send.

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
