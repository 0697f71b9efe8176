// A suite in a page.

import { timeHere } from "../measure.mjs";

/** The function that the page calls. */
export function page({ check, groups }) {
  return async (options) => {
    const all = await groups();
    return options.check ? { problems: await check(all) } : timeHere(all, options);
  };
}
