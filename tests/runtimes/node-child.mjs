// node node-child.mjs <entries file in the installed package's folder> <helper server> <suite>

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { runSuite } from "./harness.mjs";

const [file, server, suite] = process.argv.slice(2);
const { tests, timeoutMs } = await import(pathToFileURL(suite));
const { lib, testing, explain, calendar } = file.endsWith(".cjs")
  ? createRequire(import.meta.url)(file)
  : await import(pathToFileURL(file));
const results = await runSuite(
  tests,
  { lib, testing, explain, calendar, runtime: `node ${process.versions.node}`, server },
  { timeoutMs },
);
process.send(results, () => process.disconnect());
