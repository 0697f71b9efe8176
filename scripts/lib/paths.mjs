// The paths of the project, its cache, and a cache that all clones of the user share.

import { mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Git-ignored, inside the project. */
export const projectCache = join(root, ".cache");

/** All clones on this machine share it, so that a new one is ready in seconds. */
function userCache(env = process.env) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, "zoom-lti-pro");
  if (process.platform === "win32" && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, "zoom-lti-pro");
  return join(homedir(), ".cache", "zoom-lti-pro");
}

/** The folders for what was built or downloaded for this machine, in search order. */
export const caches = () => [projectCache, userCache()];

/** The folder to write to: the shared one, or the project's own if the home folder is read-only or missing. */
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
