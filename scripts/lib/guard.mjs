// node guard.mjs <program> [arguments]
//
// Runs a server for as long as our standard input stays open, then ends it and all it started. The
// pipe closes however our parent ends, kill -9 included, so that no server is ever left behind.
// server.mjs starts us apart from the parent's process group, so that we outlive a kill of that.

import { spawn, spawnSync } from "node:child_process";

const windows = process.platform === "win32";
const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, {
  stdio: ["ignore", "inherit", "inherit", 3],
  detached: !windows,
  windowsHide: true,
});

function end() {
  if (windows) return void spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // it is gone already
  }
}

process.stdin.on("end", end).on("error", end).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);

child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code) => process.exit(code ?? 1));
