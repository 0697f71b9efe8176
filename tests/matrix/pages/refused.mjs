// A page whose policy forbids wasm: the imports succeed, and each first call gives an error with advice.

import { entries } from "./entries.mjs";
import { reportTo } from "/tests/page.mjs";
import * as assert from "/tests/suite/assert.mjs";
import { runSuite } from "/tests/suite/harness.mjs";

const credentials = { key: "k", secret: "s" };
const refused = { name: "LtiProError", code: "wasm_unavailable" };

const tests = [
  [
    "without 'wasm-unsafe-eval': the imports succeed",
    ({ lib, testing, explain }) => assert.ok(lib.sign && testing.createEmulator && explain.explainSignature),
  ],
  [
    "without 'wasm-unsafe-eval': sign throws wasm_unavailable, with a hint that names the keyword",
    ({ lib }) => {
      const error = assert.throws(() => lib.sign("s", "m"), refused);
      assert.ok(lib.isLtiProError(error));
      assert.ok(/wasm-unsafe-eval/.test(error.hint), `hint: ${error.hint}`);
      assert.throws(() => lib.sign("s", "m"), refused);
    },
  ],
  [
    "without 'wasm-unsafe-eval': listMeetings rejects with it, and sends nothing",
    async ({ lib }) => {
      let calls = 0;
      await assert.rejects(lib.listMeetings(credentials, { userId: "u" }, { fetch: async () => calls++ }), refused);
      assert.equal(calls, 0);
    },
  ],
  [
    "without 'wasm-unsafe-eval': a client is refused",
    ({ lib }) => {
      assert.throws(() => new lib.LtiPro(credentials).sign("m"), refused);
    },
  ],
  [
    "without 'wasm-unsafe-eval': explainSignature throws it",
    ({ explain }) => {
      assert.throws(() => explain.explainSignature({ request: "a=1" }), refused);
    },
  ],
];

reportTo(new URLSearchParams(location.search).get("to"), () => runSuite(tests, entries));
