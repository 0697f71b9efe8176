// The emulator with the client, recorded requests, CORS, and environments without fetch.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listMeetings, signRequest } from "zoom-lti-pro";
import { createEmulator, EMULATOR_CREDENTIALS } from "zoom-lti-pro/testing";
import { emulatorAt, NOW, now, signed, TEACHER } from "./emulator.mjs";

describe("with the client", () => {
  it("serves listMeetings", async () => {
    const emulator = emulatorAt();
    const page = await listMeetings(
      emulator.credentials,
      { userId: TEACHER, pageSize: 5 },
      { fetch: emulator.fetch, now },
    );
    assert.equal(page.total, 45);
    assert.equal(page.list.length, 5);
  });

  it("pages through a long history: each meeting once", async () => {
    const emulator = emulatorAt();
    const seen = new Set();
    for (let pageNum = 1; seen.size < 130 && pageNum <= 3; pageNum++) {
      const query = { userId: TEACHER, isUpComing: false, pageSize: 50, pageNum };
      const { list } = await listMeetings(emulator.credentials, query, { fetch: emulator.fetch, now });
      for (const { meetingId } of list) seen.add(meetingId);
    }
    assert.equal(seen.size, 130);
  });

  it("reports a wrong secret as Zoom does", async () => {
    const emulator = emulatorAt();
    const credentials = { ...emulator.credentials, secret: "another" };
    const pending = listMeetings(credentials, { userId: TEACHER }, { fetch: emulator.fetch, now });
    await assert.rejects(pending, { code: "signature_rejected", detail: 2203 });
  });

  it("records the URL as it was signed", async () => {
    const emulator = emulatorAt();
    const { url, headers, baseString } = signRequest(emulator.credentials, { userId: TEACHER, timestamp: NOW });
    assert.equal((await emulator.fetch(url, { headers })).status, 200);
    const [{ url: received }] = emulator.requests;
    assert.equal(received, url);
    assert.equal(received.slice(received.indexOf("?") + 1), baseString);
  });
});

describe("recorded requests", () => {
  it("contain method, URL, headers and body as given", async () => {
    const emulator = emulatorAt();
    await emulator.fetch("https://x.invalid/it's?a=%7e&b=é|", {
      method: "post",
      headers: { "X-Lti-Signature": "s", B: "c" },
      body: "[]",
    });
    assert.deepEqual(emulator.requests, [
      {
        index: 0,
        receivedAt: NOW,
        method: "POST",
        url: "https://x.invalid/it's?a=%7e&b=é|",
        headers: [
          ["X-Lti-Signature", "s"],
          ["B", "c"],
        ],
        body: "[]",
      },
    ]);
  });

  it("can be cleared, and the count starts again", async () => {
    const emulator = emulatorAt();
    await emulator.fetch("/a");
    emulator.clearRequests();
    assert.deepEqual(emulator.requests, []);
    await emulator.fetch("/b");
    assert.deepEqual(
      emulator.requests.map(({ index, url }) => [index, url]),
      [[0, "/b"]],
    );
  });

  it("are limited: the latest are kept", async () => {
    const emulator = emulatorAt({ maxRequests: 2 });
    for (const url of ["/a", "/b", "/c"]) await emulator.fetch(url);
    assert.deepEqual(
      emulator.requests.map(({ index, url }) => [index, url]),
      [
        [1, "/b"],
        [2, "/c"],
      ],
    );
  });
});

describe("CORS", () => {
  const cors = "https://page.example";

  it("lets a page read responses, if enabled", async () => {
    const { headers } = await emulatorAt({ cors }).fetch(...signed());
    assert.equal(headers.get("access-control-allow-origin"), cors);
    assert.equal(headers.get("access-control-expose-headers"), "Date, Retry-After");
    assert.equal(headers.get("vary"), "Origin");
  });

  it("lets it read faults, too", async () => {
    const { headers } = await emulatorAt({ cors, fault: { kind: "http_status", status: 503 } }).fetch(...signed());
    assert.equal(headers.get("access-control-allow-origin"), cors);
  });

  it("lets it send the signature, with every fault", async () => {
    const emulator = emulatorAt({ cors: "*", fault: { kind: "network" } });
    const { status, headers } = await emulator.fetch(signed()[0], { method: "OPTIONS" });
    assert.equal(status, 204);
    assert.equal(headers.get("access-control-allow-headers"), "X-Lti-Signature, Content-Type");
    assert.equal(headers.get("access-control-allow-methods"), "GET, POST, PUT");
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.equal(headers.get("vary"), null);
  });
});

describe("an environment without the fetch API, such as Jest's jsdom", () => {
  for (const name of ["Response", "ReadableStream"]) {
    it(`createEmulator says that ${name} is missing`, (test) => {
      hide(test, name);
      assert.throws(
        () => createEmulator(),
        ({ code, message, hint }) => code === "invalid_argument" && message.includes(name) && hint.includes("jsdom"),
      );
    });
  }

  it("listMeetings says that there is no global fetch", async (test) => {
    hide(test, "fetch");
    await assert.rejects(listMeetings(EMULATOR_CREDENTIALS, { userId: TEACHER }), {
      code: "invalid_argument",
      field: "fetch",
      message: /no global fetch/,
    });
  });
});

function hide(test, name) {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  test.after(() => Object.defineProperty(globalThis, name, own));
  Object.defineProperty(globalThis, name, { value: undefined, configurable: true });
}
