// The tests of a row on the package's three entries, however the row got them. Nothing of Node is imported.

import { smoke } from "./smoke.mjs";
import { runSuite } from "./suite/harness.mjs";
import { tests } from "./suite/suite.mjs";

/** `what`: "suite" or "smoke". */
export function runTests(entries, { what = "suite", runtime, server }) {
  return runSuite(what === "smoke" ? smoke : tests, { ...entries, runtime, server });
}
