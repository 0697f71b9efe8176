// npm run soak: the long runs on this Node, in workerd and in Chromium, with the packed package: a million signatures,
// a hundred thousand pages, ten thousand fetches that fail. SOAK=0.1 makes a tenth of that, as `npm test` does, SOAK=10
// ten times as many.

import { fileURLToPath } from "node:url";
import { installed } from "../support/installed.mjs";
import { orFailure, report, withConsumer } from "../runtimes/consumer.mjs";
import { runInBrowser } from "../runtimes/in-browser.mjs";
import { runInNode } from "../runtimes/in-node.mjs";
import { runInWorkerd } from "../runtimes/in-workerd.mjs";

const suite = fileURLToPath(new URL("suite.mjs", import.meta.url));
const times = process.env.SOAK ?? "1";

process.env.ZOOM_LTI_PRO_INSTALLED = await installed();
const runners = {
  node: ({ entry, server }) => runInNode(process.execPath, entry.import, server, suite),
  workerd: (consumer) => runInWorkerd(consumer, { suite }),
  browser: (consumer) => runInBrowser(consumer, { suite }),
};
const noServer = async () => ({ url: times, close: () => {} });
for (const [runtime, run] of Object.entries(runners)) {
  report(runtime, await orFailure(() => withConsumer(run, noServer)));
}
