// The installed command as a child process.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { installed } from "./installed.mjs";

let found;

/** {folder, command}: the folder with the installed package, and the path of the command. */
export function installedCommand() {
  found ??= installed().then((folder) => ({
    folder,
    command: join(folder, "node_modules", "zoom-lti-pro", "dist", "command.js"),
  }));
  return found;
}

/** The environment of this process, without its credentials, color settings and proxies, with `env`. */
export function environment(env) {
  const drop = /^LTI_|^NODE_|^(NO_COLOR|FORCE_COLOR|TZ)$|_proxy$/i;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !drop.test(name))), TZ: "UTC", ...env };
}

/** Resolves to {status, stdout, stderr} when the child has ended. It is killed after a minute. */
export function ended(child) {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name]?.setEncoding("utf8").on("data", (text) => (output[name] += text));
  const limit = setTimeout(() => child.kill("SIGKILL"), 60_000);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      clearTimeout(limit);
      resolve({ status, ...output });
    });
  });
}

/** Starts `emulate --json` on a free port: {baseUrl, key, secret, users, child, log, stop}. */
export async function startEmulator(args = [], env = {}) {
  const { folder, command } = await installedCommand();
  const child = spawn(process.execPath, [command, "emulate", "--port", "0", "--json", ...args], {
    env: environment(env),
    cwd: folder,
  });
  const output = { stdout: "", stderr: "" };
  const end = new Promise((resolve) => child.on("close", (status) => resolve({ status, ...output })));
  child.stderr.setEncoding("utf8").on("data", (text) => (output.stderr += text));
  const started = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output.stdout += text;
      if (output.stdout.endsWith("\n}\n")) resolve(JSON.parse(output.stdout));
    });
    child.on("exit", (status) => reject(new Error(`emulate ended with ${status}: ${output.stderr}`)));
  });
  const stop = (signal = "SIGINT") => {
    child.kill(signal);
    return end;
  };
  return { ...started, child, log: () => output.stderr, stop, origin: new URL(started.baseUrl).origin };
}
