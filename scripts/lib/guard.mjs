// node guard.mjs <program> [arguments]
//
// Runs a server while our standard input is open, then ends it and its child processes. The pipe closes even if our
// parent is killed with -9, so no server is left behind. server.mjs starts us in another process group, so that killing
// the parent's group does not kill us.

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
    // it has already ended
  }
}

process.stdin.on("end", end).on("error", end).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);

child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code) => process.exit(code ?? 1));
