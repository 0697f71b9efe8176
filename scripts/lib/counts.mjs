// Counts passed and failed tests in the output of cargo, wasm-bindgen-test and node:test.

/** {passed, failed}, summed over every report in the text. */
export function countTests(text) {
  const plain = text.replace(/\x1b\[[\d;]*m/g, "");
  const counts = { passed: 0, failed: 0 };
  for (const [, passed, failed] of plain.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
  }
  // node:test's summary, in its spec and TAP forms. A canceled test counts as failed.
  for (const [, kind, count] of plain.matchAll(/^(?:ℹ|#) (pass|fail|cancelled) (\d+)\r?$/gm)) {
    counts[kind === "pass" ? "passed" : "failed"] += Number(count);
  }
  return counts;
}
