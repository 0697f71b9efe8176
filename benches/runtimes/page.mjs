// The suite in a page.

import { check, groups, timeHere } from "../suite.mjs";

globalThis.bench = async (options) => {
  const all = await groups();
  return options.check ? { problems: await check(all) } : timeHere(all, options);
};
