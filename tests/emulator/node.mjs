// The emulator as a server of node:http.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { describe, it } from "node:test";
import { listMeetings } from "zoom-lti-pro";
import { createNodeHandler } from "zoom-lti-pro/testing";
import { emulatorAt, now, ORIGIN, PATH, signed, TEACHER, textOf } from "./emulator.mjs";

describe("createNodeHandler", () => {
  /** Runs a test against an emulator on a loopback port. */
  async function serving(options, test) {
    const emulator = emulatorAt(options);
    const server = http.createServer(createNodeHandler(emulator)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const origin = `http://127.0.0.1:${server.address().port}`;
    const get = (changes) => {
      const [url, init] = signed(changes);
      return fetch(url.replace(ORIGIN, origin), { ...init, redirect: "manual" });
    };
    try {
      await test({ emulator, origin, get });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it("responds over HTTP as it does directly", () =>
    serving({}, async ({ get }) => {
      const response = await get();
      assert.equal(response.headers.get("date"), "Thu, 04 Aug 2022 09:30:05 GMT");
      assert.equal(response.headers.get("content-type"), "application/json");
      assert.equal(await response.text(), await textOf(emulatorAt()));
    }));

  it("serves the client", () =>
    serving({}, async ({ emulator, origin }) => {
      const options = { baseUrl: `${origin}/api/v1/lti/rich`, now };
      assert.equal((await listMeetings(emulator.credentials, { userId: TEACHER }, options)).total, 45);
    }));

  it("records request target and headers as received", () =>
    serving({}, async ({ emulator, origin }) => {
      const raw = http.request(origin, { path: "//a/../it's?x=%7e|&y={}", headers: { "X-Lti-SIGNATURE": "s" } }).end();
      const [response] = await once(raw, "response");
      assert.equal(response.statusCode, 404);
      response.resume();
      const [{ url, headers }] = emulator.requests;
      assert.equal(url, "//a/../it's?x=%7e|&y={}");
      assert.deepEqual(
        headers.find(([name]) => /lti/i.test(name)),
        ["X-Lti-SIGNATURE", "s"],
      );
    }));

  it("passes on status and headers of faults", () =>
    serving({ fault: { kind: "redirect" } }, async ({ get }) => {
      const response = await get();
      assert.deepEqual([response.status, response.headers.get("location")], [302, "https://elsewhere.invalid/login"]);
    }));

  it("responds to other methods", () =>
    serving({}, async ({ origin }) => {
      assert.equal((await fetch(origin + PATH, { method: "POST", body: "x" })).status, 405);
      assert.equal((await fetch(origin + PATH, { method: "HEAD" })).status, 405);
    }));

  it("drops the connection on a network fault", () =>
    serving({ fault: { kind: "network" } }, async ({ get }) => {
      await assert.rejects(get(), TypeError);
    }));

  it("drops the connection in the middle of a broken body", () =>
    serving({ fault: { kind: "broken_body" } }, async ({ get }) => {
      const response = await get();
      await assert.rejects(response.text(), TypeError);
    }));

  it("sends an oversized body completely", () =>
    serving({ fault: { kind: "oversized_body", bytes: 3 * 2 ** 20 } }, async ({ get }) => {
      assert.equal((await (await get()).arrayBuffer()).byteLength, 3 * 2 ** 20);
    }));

  it("stops sending when nobody reads", () =>
    serving({ fault: { kind: "oversized_body", bytes: 2 ** 50 } }, async ({ get }) => {
      const { body } = await get();
      const reader = body.getReader();
      await reader.read();
      await reader.cancel();
    }));

  it("ends a delay when the client disconnects", async () => {
    let gone;
    const left = new Promise((resolve) => (gone = resolve));
    const sleep = (_, signal) => new Promise(() => signal.addEventListener("abort", gone));
    await serving({ sleep, fault: { kind: "delay", headersMs: 1000 } }, async ({ emulator, origin }) => {
      const raw = http
        .request(origin + PATH)
        .end()
        .on("error", () => {});
      while (emulator.requests.length === 0) await new Promise(setImmediate);
      raw.destroy();
      await left;
    });
  });
});
