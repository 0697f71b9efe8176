// The README's snippets run unchanged with the packed and installed package.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { installed } from "./support/installed.mjs";
import { serveWorker } from "./support/worker.mjs";

const run = promisify(execFile);
const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const snippets = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code);
let folder;

before(async () => {
  folder = await installed();
});

/** Runs a snippet in the folder of the installed package. Resolves to its output. */
async function output(code) {
  const place = await mkdtemp(join(folder, "snippet-"));
  const file = join(place, "snippet.mjs");
  await writeFile(file, code);
  return (await run(process.execPath, [file], { cwd: place })).stdout;
}

const snippet = (words) => {
  const found = snippets.filter((code) => code.includes(words));
  assert.equal(found.length, 1, `one snippet with "${words}"`);
  return found[0];
};

test("the first snippet responds with the meetings on Node", async () => {
  const harness = `
    import { createEmulator } from "zoom-lti-pro/testing";
    const emulator = createEmulator();
    globalThis.fetch = emulator.fetch;
    const { default: worker } = await import("./worker.mjs");
    const env = { LTI_KEY: emulator.credentials.key, LTI_SECRET: emulator.credentials.secret };
    const response = await worker.fetch(new Request("https://worker.example/"), env);
    console.log(response.status, (await response.json()).length, emulator.requests[0].url.split("?")[0]);
  `;
  const place = await mkdtemp(join(folder, "worker-"));
  await writeFile(join(place, "worker.mjs"), snippets[0]);
  await writeFile(join(place, "harness.mjs"), harness);
  const { stdout } = await run(process.execPath, [join(place, "harness.mjs")]);
  assert.equal(stdout, "200 45 https://applications.zoom.us/api/v1/lti/rich/open/meeting/list\n");
});

test("the first snippet responds with the meetings on workerd", async () => {
  const worker = await serveWorker(folder, "first-snippet", snippets[0], {
    LTI_KEY: "emulator-key-not-for-zoom",
    LTI_SECRET: "emulator-secret-not-for-zoom",
  });
  try {
    const response = await fetch(worker.url);
    assert.equal(response.status, 200);
    assert.equal((await response.json()).length, 45);
  } finally {
    await worker.stop();
  }
});

test("the emulator's snippet lists meetings", async () => {
  assert.match(await output(snippet("teacher.userId")), /^5 of 45 meetings; the next is “.+”\n$/);
});

test("the errors' snippet prints code, message and hint", async () => {
  const [code, message, hint] = (await output(snippet("isLtiProError(error)"))).split("\n");
  assert.deepEqual([code, message], ["invalid_argument", "userId is an e-mail address"]);
  assert.match(hint, /user\/settings\/all/);
});

test("the time zones' snippet prints what its comments say", async () => {
  assert.equal(
    await output(snippet('timezone: "Asia/Shanghai"')),
    "2022-08-04T10:00:00.000Z\n2022-08-04T02:00:00.000Z\n",
  );
});

test("the pages' snippet lists all meetings, the latest, and each user's", async () => {
  const [all, latest, ...users] = (await output(snippet("listMeetingsForUsers"))).trim().split("\n");
  assert.deepEqual([all, latest], ["45 true", "10"]);
  assert.ok(users.length > 1);
  for (const line of users) assert.match(line, /^\S{22} \d+ true$/);
});

test("the snippet of other endpoints imports a meeting", async () => {
  const printed = await output(snippet("/meeting/bulkImport"));
  assert.match(printed, /^1 \{ emulated: true, accepted: \[ '86756778157' \], refused: \[\] \}\n$/);
});

test("the debugger's snippet prints the mistake and the correct signature", async () => {
  const [verdict, title, fix, base, signature] = (await output(snippet("explainSignature"))).split("\n");
  assert.equal(verdict, "proved");
  assert.equal(title, "The parameters were signed in another order");
  assert.match(fix, /^Sort by name, upper case before lower case: isUpComing, key, /);
  assert.match(base, /^isUpComing=true&key=my-key&pageNum=1&/);
  assert.match(signature, /^[\w-]{27}$/);
});

test("the snippet about replayed requests accepts a request once", async () => {
  assert.equal(await output(snippet("expiresAt")), "_vIWeZ76TtuFceCKHkVk4Q\nrefused\n");
});

test("every snippet has a test", () => {
  assert.equal(snippets.length, 8);
});
