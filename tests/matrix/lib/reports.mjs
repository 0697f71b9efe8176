// Results from a JSON report of Jest, which vitest writes, too.

import { existsSync, readFileSync } from "node:fs";

/** The results for the matrix. `output` is what the tool printed, for an error without a report. */
export function reportedResults(report, tool, output) {
  if (!existsSync(report)) throw new Error(`${tool} wrote no report:\n${output.slice(-3000)}`);
  return JSON.parse(readFileSync(report, "utf8")).testResults.flatMap(({ assertionResults, message, name }) => {
    if (assertionResults.length === 0) return [{ name, ok: false, error: message || "no test ran" }];
    return assertionResults.map(({ title, status, failureMessages }) => ({
      name: title,
      ok: status === "passed",
      error: failureMessages?.join("\n"),
    }));
  });
}
