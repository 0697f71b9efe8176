// Shared by the tests of the command: the installed command, its emulator, and its output.

import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { ended, environment, installedCommand, startEmulator } from "../support/command.mjs";
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
  ({ folder, command } = await installedCommand());
  emulator = await startEmulator();
  emulated = { LTI_KEY: emulator.key, LTI_SECRET: emulator.secret, LTI_BASE_URL: emulator.baseUrl };
});

after(() => emulator?.stop());

/** Runs the command: {status, stdout, stderr}. */
export async function run(args, { env = {}, input = "" } = {}) {
  const child = spawn(process.execPath, [command, ...args], { env: environment(env), cwd: folder });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const result = await ended(child);
  if (env.LTI_SECRET === canary) printed.set(args.join(" "), result.stdout + result.stderr);
  return result;
}

export const teacher = "_vIWeZ76TtuFceCKHkVk4Q";
export const dashed = "-Lx2Hd8sT5uJpE4oYqG6Nw";
export const nobody = "Zt0Rk_5vQh-W2mBs7cPdXA";
export const hmac = (secret, text) => createHmac("sha1", secret).update(text).digest("base64url");

export const meetingWith = (changes) => ({
  meetingId: "a==",
  meetingNumber: "1",
  hostId: "u",
  topic: "T",
  startTime: "2022-08-04 10:00:00",
  duration: 60,
  timezone: "UTC",
  pmi: null,
  type: 2,
  status: 2,
  ...changes,
});

/** The response with these meetings on one page. */
export const pageOf = (...list) => ({
  status: true,
  result: { pageNum: 1, pageSize: list.length, total: list.length, list },
});

/** A server that sends `body`, or the result of `make(request)`, as JSON. */
export async function serving(body, make = () => body) {
  const server = createServer((request, response) => response.end(JSON.stringify(make(request))));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
