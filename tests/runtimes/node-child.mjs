// node node-child.mjs <entries file in the installed package's folder> <helper server>

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { runSuite } from "./harness.mjs";
import { tests } from "./suite.mjs";

const [file, server] = process.argv.slice(2);
const { lib, testing, explain } = file.endsWith(".cjs") ? createRequire(import.meta.url)(file) : await import(pathToFileURL(file));
const results = await runSuite(tests, { lib, testing, explain, runtime: "node", server });
process.send(results, () => process.disconnect());
