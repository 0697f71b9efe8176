// A suite in a runtime with a command line. Its last line of output is the result.

import nodeCrypto from "node:crypto";
import { timeHere } from "../measure.mjs";

/** Runs the suite once, with the options of the command line. */
export async function runCommand({ check, groups }) {
  const options = JSON.parse(process.argv[2]);
  const all = await groups({ nodeCrypto });
  const found = options.check ? { problems: await check(all) } : await timeHere(all, options);
  console.log(`@@found ${JSON.stringify(found)}`);
}
