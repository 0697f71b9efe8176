// The CPU time of another process, from Linux's /proc.

import { existsSync, readdirSync, readFileSync } from "node:fs";

export const canReadCpuTime = existsSync("/proc/self/task");

/** CPU time of all threads of a process, in milliseconds. */
export function cpuTime(pid) {
  const threads = `/proc/${pid}/task`;
  let nanoseconds = 0;
  for (const thread of readdirSync(threads)) {
    // The thread may have ended since its folder was listed.
    const text = readIfThere(`${threads}/${thread}/schedstat`);
    if (text) nanoseconds += Number(text.split(" ", 1)[0]);
  }
  return nanoseconds / 1e6;
}

/** The only child of a process. */
export function onlyChild(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  if (children.length !== 1 || !children[0]) throw new Error(`process ${pid} has not one child: ${children}`);
  return Number(children[0]);
}

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
