// Shared by the tests of the doctor: runs against an emulator, and the outcomes so far.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { before, test } from "node:test";
import { transform } from "esbuild";
import { createEmulator, createNodeHandler } from "zoom-lti-pro/testing";
import { ended, environment, installedCommand } from "../support/command.mjs";

/** The text of a file, by its path in the repository. */
export const read = (path) => readFileSync(new URL(path, new URL("../../", import.meta.url)), "utf8");
export const { version } = JSON.parse(read("package.json"));

/** The questions with their outcomes, as the command has them. */
export const { QUESTIONS } = await transform(read("src/npm/command/doctor/outcomes.ts"), { loader: "ts" }).then(
  ({ code }) => import(`data:text/javascript,${encodeURIComponent(code)}`),
);

export const HOUR = 3_600_000;
export const TEACHER = "_vIWeZ76TtuFceCKHkVk4Q";
export const ONE_MEETING = "kQ3nZb7wR1yTfX0aLmC9Vg";
export const ONLY_HISTORY = "-Lx2Hd8sT5uJpE4oYqG6Nw";
export const NO_MEETINGS = "Zt0Rk_5vQh-W2mBs7cPdXA";

/** The requests by their place in the sequence. */
export const [PLAIN, REPLAY, , WRONG, REORDERED, , SIZE_1, SIZE_1000] = Array.from({ length: 8 }, (_, i) => i);
export const [EXTRA, , ENCODED] = [13, 14, 15];

export let command;
before(async () => {
  ({ command } = await installedCommand());
});

/** The outcomes so far, as `question: outcome`. */
export const seen = new Set();

/**
 * Runs the doctor against an emulator: {status, stdout, stderr, report, emulator}. `rewrite` changes the parsed body of
 * a response, `server` makes a listener of the emulator.
 */
export async function examine(options = {}, { user = TEACHER, args = ["--json"], env = {}, rewrite, server } = {}) {
  const emulator = createEmulator(options);
  const listener = (server ?? createNodeHandler)(rewrite ? rewriting(emulator, rewrite) : emulator);
  const http = createServer(listener).listen(0, "127.0.0.1");
  await once(http, "listening");
  try {
    const baseUrl = `http://127.0.0.1:${http.address().port}/api/v1/lti/rich`;
    const { key, secret } = emulator.credentials;
    const all = { LTI_KEY: key, LTI_SECRET: secret, LTI_BASE_URL: baseUrl, ...env };
    const output = await run(["doctor", "--user", user, "--yes", "--pause", "0", ...args], all);
    const report = output.stdout.startsWith("{") ? JSON.parse(output.stdout) : undefined;
    for (const { id, outcome } of report?.findings ?? []) seen.add(`${id}: ${outcome}`);
    return { ...output, report, emulator };
  } finally {
    http.closeAllConnections();
    http.close();
  }
}

/** The emulator, with the envelope changed: `rewrite(envelope, index, request URL)`. */
function rewriting(emulator, rewrite) {
  const fetch = async (url, init) => {
    const response = await emulator.fetch(url, init);
    const envelope = await response.json();
    const { index } = emulator.requests.at(-1);
    const body = JSON.stringify(rewrite(envelope, index, url) ?? envelope);
    return new Response(body, { status: response.status, headers: response.headers });
  };
  return { fetch };
}

/** A listener that sends each response with `send(response, body)`. */
export const whole = (send) => (emulator) => async (request, response) => {
  const emulated = await emulator.fetch(request.url, { headers: request.headers });
  response.statusCode = emulated.status;
  emulated.headers.forEach((value, name) => response.setHeader(name, value));
  send(response, Buffer.from(await emulated.arrayBuffer()));
};

export function run(args, env) {
  const child = spawn(process.execPath, [command, ...args], { env: environment(env) });
  child.stdin.end();
  return ended(child);
}

export const findingOf = (report, id) => report.findings.find((finding) => finding.id === id);
export const outcomesOf = (report) => Object.fromEntries(report.findings.map(({ id, outcome }) => [id, outcome]));

/** A test of some outcomes: {question: [outcome, pattern of the evidence]}. */
export function outcome(name, [options, more], expected) {
  test(name, async () => {
    const { report } = await examine(options, more);
    for (const [id, [wanted, evidence = /./]] of Object.entries(expected)) {
      const finding = findingOf(report, id);
      assert.equal(finding.outcome, wanted, `${id}: ${finding.evidence}`);
      assert.match(finding.evidence, evidence);
    }
  });
}

/** A fault for the request at this place in the sequence. */
export const at = (index, fault) => ({ fault: (request) => (request.index === index ? fault : null) });

export const refusal = { kind: "api_error", errorCode: "400", detail: 9999 };
