// No request stops `npx zoom-lti-pro emulate`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { startEmulator } from "./support/command.mjs";
import { sendOdd, sendRaw } from "./support/odd-requests.mjs";

const REQUESTS = 4000;

/** Starts the emulator, which ends with the test. */
async function startFor(t) {
  const emulate = await startEmulator();
  t.after(() => emulate.stop("SIGKILL"));
  return { ...emulate, port: Number(new URL(emulate.baseUrl).port) };
}

async function assertServes({ port, users, child, log }) {
  assert.equal(child.exitCode, null, log().slice(-500));
  const [, url, signature] = /'(http[^']*)'.*X-Lti-Signature: ([^']*)'/.exec(users[0].curl);
  await fetch(`http://127.0.0.1:${port}/fault`, { method: "DELETE" });
  const response = await fetch(url, { headers: { "X-Lti-Signature": signature } });
  assert.equal((await response.json()).status, true);
}

test("a request target that is not a URL has status 400", async (t) => {
  const emulate = await startFor(t);
  for (const target of ["//", "///", "//[::1", "//a:b@c:99999", "http://[", "http://"]) {
    const received = await sendRaw(emulate.port, { text: `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n` }, 5000);
    assert.match(received, /^HTTP\/1\.1 400 /, target);
  }
  await assertServes(emulate);
});

test("an endless body is not stored", async (t) => {
  const emulate = await startFor(t);
  const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
  const head = "POST /api/v1/lti/rich/meeting/bulkImport HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const received = await sendRaw(emulate.port, { text: head + chunk.repeat(64), end: "open" }, 5000);
  assert.equal(received, "");
  await assertServes(emulate);
  // The connection ends before the last line of the log has come through the pipe.
  for (let wait = 0; wait < 100 && !emulate.log().includes("bulkImport dropped"); wait++) await setTimeout(50);
  assert.match(emulate.log(), /bulkImport dropped/);
});

test(`${REQUESTS} odd requests do not stop it`, { timeout: 120_000 }, async (t) => {
  const emulate = await startFor(t);
  const sent = await sendOdd(emulate.port, REQUESTS, 1);
  const statuses = new Set(sent.map(({ status }) => status));
  for (const status of [0, 200, 400, 404]) assert.ok(statuses.has(status), `none had status ${status}`);
  await assertServes(emulate);
  // The log contains text of the requests, which must not reach a terminal unescaped.
  assert.doesNotMatch(emulate.log(), /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});
