// The suite on a runtime with a command line: prints what it found as its last line.

import nodeCrypto from "node:crypto";
import { check, groups, timeHere } from "../suite.mjs";

const options = JSON.parse(process.argv[2]);
const all = await groups({ nodeCrypto });
const found = options.check ? { problems: await check(all) } : await timeHere(all, options);
console.log(`@@found ${JSON.stringify(found)}`);
