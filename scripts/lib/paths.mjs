// Where things are: the project, its own cache, and a cache the user's other clones share.

import { mkdirSync, rmSync } from "node:fs";
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

/** The folders that may hold what was built or fetched for this machine, in the order to look. */
export const caches = () => [projectCache, userCache()];

/** Where to put such things: the shared folder, or the project's own where the home folder is read-only or missing. */
export function writableCache() {
  const probe = join(userCache(), `probe-${process.pid}`);
  try {
    mkdirSync(probe, { recursive: true });
    rmSync(probe, { recursive: true });
    return userCache();
  } catch {
    mkdirSync(projectCache, { recursive: true });
    return projectCache;
  }
}
