// One set-up at a time, across processes: a folder is the lock, because `mkdir` is atomic everywhere.

import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say, seconds } from "./log.mjs";

const beatMs = 5_000;
const staleMs = 60_000;

/** Runs `work` while holding the lock at `path`; waits for whoever holds it, and takes over from the dead. */
export async function withLock(path, what, work) {
  await mkdir(dirname(path), { recursive: true });
  await acquire(path, what);
  const beat = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(path, { recursive: true, force: true });
  }
}

async function acquire(path, what) {
  const started = Date.now();
  let told = 0;
  while (!(await take(path))) {
    if (await isStale(path)) {
      await discard(path);
      continue;
    }
    if (Date.now() - told > 15_000) {
      told = Date.now();
      say(`  … waiting for another set-up that is busy with ${what}, ${seconds(started)} s`);
    }
    await sleep(300);
  }
}

async function take(path) {
  try {
    await mkdir(path);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  await writeFile(join(path, "owner"), `${process.pid}@${hostname()}`).catch(() => {});
  return true;
}

async function isStale(path) {
  try {
    if (Date.now() - (await stat(path)).mtimeMs > staleMs) return true;
    const [pid, host] = (await readFile(join(path, "owner"), "utf8")).split("@");
    return host === hostname() && !isAlive(Number(pid));
  } catch {
    return false; // it went away, or its owner is just writing its name
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function discard(path) {
  const aside = `${path}.stale-${process.pid}-${Date.now()}`;
  await rename(path, aside).catch(() => {});
  await rm(aside, { recursive: true, force: true });
}
