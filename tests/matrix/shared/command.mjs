// On a runtime with a command line: <program> command.mjs <import|require> <suite|smoke> <helper server>. Prints the
// results as its last line.

import { createRequire } from "node:module";
import { runTests } from "./run.mjs";

const names = {
  lib: "zoom-lti-pro",
  testing: "zoom-lti-pro/testing",
  explain: "zoom-lti-pro/explain",
  calendar: "zoom-lti-pro/calendar",
};
const [format, what, server] = globalThis.process.argv.slice(2);

const load = format === "require" ? createRequire(import.meta.url) : (name) => import(name);
const entries = {};
for (const [key, name] of Object.entries(names)) entries[key] = await load(name);

const results = await runTests(entries, { what, runtime: "command", server });
console.log(`\n@@results ${JSON.stringify({ results, loads: fileOf(names.lib) })}`);

function fileOf(name) {
  return format === "require" ? createRequire(import.meta.url).resolve(name) : import.meta.resolve(name);
}
