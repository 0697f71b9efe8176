// The entry of a bundle for a command: <program> bundle <suite|smoke> <helper server>. The last line of its output is
// the results.

import * as lib from "zoom-lti-pro";
import * as calendar from "zoom-lti-pro/calendar";
import * as explain from "zoom-lti-pro/explain";
import * as testing from "zoom-lti-pro/testing";
import { runTests } from "./run.mjs";

const [what, server] = globalThis.process.argv.slice(2);

runTests({ lib, testing, explain, calendar }, { what, runtime: "command", server }).then((results) =>
  console.log(`\n@@results ${JSON.stringify({ results })}`),
);
