// The package as users get it: packed, and installed outside the project. A run may share one installed copy.

import { pack } from "./pack.mjs";

/** The folder whose node_modules holds the package. */
export async function installed() {
  return process.env.ZOOM_LTI_PRO_INSTALLED || (await pack()).install();
}
