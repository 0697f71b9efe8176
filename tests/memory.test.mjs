// Traces of a secret in memory, on this Node, in workerd and in Chromium, with the packed package.

import { fileURLToPath } from "node:url";
import { orFailure, report, withConsumer } from "./runtimes/consumer.mjs";
import { runInBrowser } from "./runtimes/in-browser.mjs";
import { runInNode } from "./runtimes/in-node.mjs";
import { runInWorkerd } from "./runtimes/in-workerd.mjs";
import { installed } from "./support/installed.mjs";

const suite = fileURLToPath(new URL("memory/suite.mjs", import.meta.url));

process.env.ZOOM_LTI_PRO_INSTALLED = await installed();
const runners = {
  "node import": ({ entry, server }) => runInNode(process.execPath, entry.import, server, suite),
  "node require": ({ entry, server }) => runInNode(process.execPath, entry.require, server, suite),
  workerd: (consumer) => runInWorkerd(consumer, { suite }),
  browser: (consumer) => runInBrowser(consumer, { suite }),
};
for (const [runtime, run] of Object.entries(runners)) report(runtime, await orFailure(() => withConsumer(run)));
