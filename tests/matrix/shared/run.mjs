// The tests of a row for the three entries of the package. It imports nothing of Node.

import { smoke } from "./smoke.mjs";
import { runSuite } from "./suite/harness.mjs";
import { tests } from "./suite/suite.mjs";

/** `what`: "suite" or "smoke". */
export function runTests(entries, { what = "suite", runtime, server }) {
  return runSuite(what === "smoke" ? smoke : tests, { ...entries, runtime, server });
}
