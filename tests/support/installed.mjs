// The package as users get it: packed, and installed into a folder outside the project. Packed once for a whole run
// where the run says so.

import { pack } from "./pack.mjs";

/** The folder whose node_modules holds the package. */
export async function installed() {
  return process.env.ZOOM_LTI_PRO_INSTALLED || (await pack()).install();
}
