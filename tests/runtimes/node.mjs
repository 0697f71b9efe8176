// The suite on Node 20, 22 and 24, by `import` and by `require`, from the packed and installed package.

import { spawn } from "node:child_process";
import { nodeBinaries } from "../../scripts/lib/nodes.mjs";
import { here, orFailure, report, withConsumer } from "./consumer.mjs";

const runMs = 5 * 60_000;
/** For handles such as idle sockets; a library that keeps a timer or a loop alive takes longer. */
const exitMs = 10_000;

for (const { version, path } of await nodeBinaries()) {
  for (const format of ["import", "require"]) {
    report(`node ${version} ${format}`, await orFailure(() => withConsumer(({ entry, server }) => runIn(path, entry[format], server))));
  }
}

/** The child sends its results and must then end by itself: whatever the library leaves running would hold up a user's process. */
function runIn(node, entry, server) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [here("node-child.mjs"), entry, server], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
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
