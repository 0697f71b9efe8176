// Runs child processes with progress and a time limit, and leaves none behind.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { say, seconds } from "./log.mjs";
import { root } from "./paths.mjs";

const windows = process.platform === "win32";

export class RunError extends Error {
  constructor(message, { output, code, timedOut }) {
    super(message);
    this.name = "RunError";
    this.output = output;
    this.code = code;
    this.timedOut = timedOut;
  }
}

/**
 * Runs `command` and resolves to its output. Rejects with a RunError if it fails.
 *
 * - `label`: its name in progress lines
 * - `quiet`: show its output only if it fails, and its last line as progress
 * - `timeoutMs`: the time after which it and its descendants are killed
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = process.env, label = command, quiet = false, timeoutMs = 20 * 60_000 } = options;
  return new Promise((resolve, reject) => {
    const output = [];
    let lastOutput = Date.now();
    let lastLine = "";
    let timedOut = false;
    const started = Date.now();
    const child = start(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });

    const take = (stream) => (text) => {
      output.push(text);
      lastOutput = Date.now();
      lastLine = text.trim().split("\n").at(-1)?.trim().slice(0, 100) ?? "";
      if (!quiet) stream.write(text);
    };
    child.stdout.setEncoding("utf8").on("data", take(process.stdout));
    child.stderr.setEncoding("utf8").on("data", take(process.stderr));

    const progress = setInterval(() => {
      if (!quiet && Date.now() - lastOutput < 14_000) return;
      say(`  … ${label}, ${seconds(started)} s${quiet && lastLine ? `: ${lastLine}` : ""}`);
    }, 15_000);
    const limit = setTimeout(() => {
      timedOut = true;
      killTree(child);
    }, timeoutMs);

    let ended = false;
    const end = (problem, code) => {
      if (ended) return;
      ended = true;
      clearInterval(progress);
      clearTimeout(limit);
      running.delete(child);
      const text = output.join("");
      if (!problem) return resolve(text);
      if (quiet) process.stderr.write(excerpt(text));
      reject(new RunError(problem, { output: text, code, timedOut }));
    };
    child.on("error", (error) => end(`${label} did not start: ${error.message}`, error.code));
    // Wait at most 5 s for `close` after `exit`: a grandchild may keep the pipes open.
    child.on("exit", (code, signal) => setTimeout(finish, 5_000, code, signal).unref());
    child.on("close", (code, signal) => finish(code, signal));
    function finish(code, signal) {
      if (timedOut) return end(`${label} was stopped: it took longer than ${Math.round(timeoutMs / 1000)} s`, code);
      if (code !== 0) return end(`${label} failed (${signal ?? `exit code ${code}`})`, code);
      end(undefined, 0);
    }
  });
}

/** The output of a short command. Undefined if it is missing, fails or takes too long. */
export function ask(command, args, { timeoutMs = 20_000, ...options } = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    timeout: timeoutMs,
    stdio: ["ignore", "pipe", "pipe"],
    shell: needsShell(command),
    ...options,
  });
  return status === 0 ? (stdout || stderr).trim() : undefined;
}

/** The full path of a program on PATH. */
export function which(name) {
  const endings = windows ? (process.env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (folder && isProgram(path)) return path;
    }
  }
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function addToPath(folder) {
  const parts = (process.env.PATH ?? "").split(delimiter);
  if (parts[0] !== folder) process.env.PATH = [folder, ...parts.filter((part) => part !== folder)].join(delimiter);
}

/** The npm that started this script, or npm from PATH, as [command, leading arguments]. */
export function npm() {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return [process.execPath, [cli]];
  return [windows ? "npm.cmd" : "npm", []];
}

/** Node refuses to start .cmd files without a shell. */
function needsShell(command) {
  return windows && /\.(cmd|bat)$/i.test(command);
}

const running = new Set();

/** On POSIX each child has its own process group, so that a kill also reaches cargo's compilers. */
function start(command, args, options) {
  watchForOurEnd();
  const child = spawn(command, args, { ...options, shell: needsShell(command), detached: !windows, windowsHide: true });
  running.add(child);
  return child;
}

export function killTree(child, signal = "SIGTERM") {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (windows) return void spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
  try {
    process.kill(-child.pid, signal);
  } catch {
    return; // already gone
  }
  if (signal === "SIGTERM") setTimeout(() => killTree(child, "SIGKILL"), 3_000).unref();
}

let watching = false;

/** The children's process groups do not get Ctrl-C from the terminal, so we end them when we end. */
function watchForOurEnd() {
  if (watching) return;
  watching = true;
  process.on("exit", () => running.forEach((child) => killTree(child, "SIGKILL")));
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.on(signal, () => process.exit(code));
  }
}

/** The first lines often show the cause, and the last ones the place. */
function excerpt(text) {
  const lines = text.trimEnd().split("\n");
  const shown = lines.length <= 50 ? lines : [...lines.slice(0, 15), "  […]", ...lines.slice(-35)];
  return `${shown.join("\n")}\n`;
}
