// Where things are: the project, its own cache, and a cache the user's other clones share.

import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Git-ignored, inside the project. */
export const projectCache = join(root, ".cache");

/** Shared by every clone on this machine, so that a fresh one sets up in seconds. */
export function userCache(env = process.env) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, "zoom-lti-pro");
  if (process.platform === "win32" && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, "zoom-lti-pro");
  return join(homedir(), ".cache", "zoom-lti-pro");
}
