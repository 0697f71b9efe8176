// Runs a script in a worker thread: <node> thread.mjs <script> [its arguments].

import { Worker } from "node:worker_threads";

const [script, ...argv] = globalThis.process.argv.slice(2);
new Worker(script, { argv });
