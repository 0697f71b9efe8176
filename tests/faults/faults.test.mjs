// The table of faults on Node 20 and 24, in workerd and in Chromium, with the packed package. The results are
// written to docs/faults.md.

import { fileURLToPath } from "node:url";
import { nodeBinaries } from "../support/nodes.mjs";
import { installed } from "../support/installed.mjs";
import { orFailure, report, withConsumer } from "../runtimes/consumer.mjs";
import { runInBrowser } from "../runtimes/in-browser.mjs";
import { runInNode } from "../runtimes/in-node.mjs";
import { runInWorkerd } from "../runtimes/in-workerd.mjs";
import { writePage } from "./page.mjs";
import { startFaults } from "./server.mjs";

const suite = fileURLToPath(new URL("suite.mjs", import.meta.url));
const nodes = await nodeBinaries([20, 24]);

process.env.ZOOM_LTI_PRO_INSTALLED = await installed();
const runners = {
  ...Object.fromEntries(
    nodes.map(({ major, path }) => [
      `node ${major}`,
      ({ entry, server }) => runInNode(path, entry.import, server, suite),
    ]),
  ),
  workerd: (consumer) => runInWorkerd(consumer, { suite }),
  chromium: (consumer) => runInBrowser(consumer, { suite, runtime: "chromium" }),
};

const seen = {};
for (const [runtime, run] of Object.entries(runners)) {
  seen[runtime] = await orFailure(() => withConsumer(run, startFaults));
  report(runtime, seen[runtime]);
}
// docs/faults.md is not written after a run with failures.
if (
  Object.values(seen)
    .flat()
    .every(({ ok }) => ok)
)
  writePage(seen);
