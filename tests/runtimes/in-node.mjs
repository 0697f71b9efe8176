// A suite in a separate Node process.

import { spawn } from "node:child_process";
import { here } from "./consumer.mjs";

const runMs = 5 * 60_000;
/** Time for idle sockets to close. A library that keeps a timer or a loop alive takes longer. */
const exitMs = 10_000;

/**
 * The child sends its results and must then end by itself: whatever the library leaves running would hold up a user's
 * process.
 */
export function runInNode(node, entry, server, suite = here("suite.mjs")) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [here("node-child.mjs"), entry, server, suite], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let results;
    let limit = setTimeout(() => child.kill("SIGKILL"), runMs);
    child.on("message", (message) => {
      results = message;
      clearTimeout(limit);
      limit = setTimeout(() => child.kill("SIGKILL"), exitMs);
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      if (!results) return reject(new Error(`the process ended (${signal ?? code}) without results`));
      const problem = signal ? `it was still running ${exitMs} ms after the last test` : `exit code ${code}`;
      resolve([...results, { name: "the process ends by itself", ok: code === 0, error: problem }]);
    });
  });
}
