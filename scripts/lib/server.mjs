// Child processes that serve until they are stopped (workerd, wasm-bindgen-test-runner).

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { root } from "./paths.mjs";

const guard = fileURLToPath(new URL("guard.mjs", import.meta.url));

/**
 * Starts `program` under a guard that ends it when we end, even if we are killed.
 *
 * `control` reads the program's descriptor 3; `output()` returns its output so far; `guard` is the guard's process ID.
 */
export function startServer(program, args, { env = process.env, cwd = root, onOutput = () => {} } = {}) {
  const child = spawn(process.execPath, [guard, program, ...args], {
    cwd,
    env,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  let output = "";
  const take = (text) => {
    output = (output + text).slice(-100_000);
    onOutput(text);
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  child.stdin.on("error", () => {}); // a broken pipe means only that the server ended
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { control: child.stdio[3].setEncoding("utf8"), output: () => output, ended, stop, guard: child.pid };
}
