// Shared by the tests of the command: the installed command, its emulator, and its output.

import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { installed } from "../support/installed.mjs";
import { missingTerminal } from "../support/terminal.mjs";

export const windows = process.platform === "win32";
export const noTerminal = missingTerminal();
export const version = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;

/** A secret that no output may contain. */
export const canary = "canary+secret/of=the-command";
/** The output of each command line with the canary as the secret. */
export const printed = new Map();

export let folder;
export let command;
export let emulator;
export let emulated;

before(async () => {
  folder = await installed();
  command = join(folder, "node_modules", "zoom-lti-pro", "dist", "command.js");
  emulator = await startEmulator();
  emulated = { LTI_KEY: emulator.key, LTI_SECRET: emulator.secret, LTI_BASE_URL: emulator.baseUrl };
});

after(() => emulator?.stop());

/** The environment of this process, without its credentials, color settings and proxies. */
export function environment(env) {
  const drop = /^LTI_|^(NO_COLOR|FORCE_COLOR|TZ|NODE_OPTIONS)$|_proxy$/i;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !drop.test(name))), TZ: "UTC", ...env };
}

/** Runs the command: {status, stdout, stderr}. */
export function run(args, { env = {}, input = "" } = {}) {
  const child = spawn(process.execPath, [command, ...args], { env: environment(env), cwd: folder });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return ended(child, args, env);
}

export function ended(child, args, env) {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name]?.setEncoding("utf8").on("data", (text) => (output[name] += text));
  const limit = setTimeout(() => child.kill("SIGKILL"), 60_000);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      clearTimeout(limit);
      if (env.LTI_SECRET === canary) printed.set(args.join(" "), output.stdout + output.stderr);
      resolve({ status, ...output });
    });
  });
}

/** Starts `emulate` on a free port: {baseUrl, key, secret, users, log, stop}. */
export async function startEmulator(args = [], env = {}) {
  const child = spawn(process.execPath, [command, "emulate", "--port", "0", "--json", ...args], {
    env: environment(env),
    cwd: folder,
  });
  const output = { stdout: "", stderr: "" };
  const end = new Promise((resolve) => child.on("close", (status) => resolve({ status, ...output })));
  child.stderr.on("data", (text) => (output.stderr += text));
  const started = await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      output.stdout += text;
      if (output.stdout.endsWith("\n}\n")) resolve(JSON.parse(output.stdout));
    });
    child.on("exit", (status) => reject(new Error(`emulate ended with ${status}: ${output.stderr}`)));
  });
  const stop = (signal = "SIGINT") => {
    child.kill(signal);
    return end;
  };
  return { ...started, log: () => output.stderr, stop, origin: new URL(started.baseUrl).origin };
}

export const teacher = "_vIWeZ76TtuFceCKHkVk4Q";
export const dashed = "-Lx2Hd8sT5uJpE4oYqG6Nw";
export const nobody = "Zt0Rk_5vQh-W2mBs7cPdXA";
export const hmac = (secret, text) => createHmac("sha1", secret).update(text).digest("base64url");
