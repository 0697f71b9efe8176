// Faults and delays.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emulatorAt, SIGNATURE_ERROR, signed, textOf } from "./emulator.mjs";

const sound = await textOf(emulatorAt());

describe("faults", () => {
  const faulty = (fault, options) => emulatorAt({ fault, ...options });
  const respond = async (fault, options) => {
    const response = await faulty(fault, options).fetch(...signed());
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it("api_error is the signature error by default", async () => {
    const { status, text } = await respond({ kind: "api_error" });
    assert.deepEqual([status, text], [200, SIGNATURE_ERROR]);
  });

  it("api_error 2237 has Zoom's message", async () => {
    const { text } = await respond({ kind: "api_error", detail: 2237 });
    assert.equal(text, '{"status":false,"errorCode":"401","errorMessage":"The recording does not exist(2237)."}');
  });

  it("api_error accepts any detail, code, message and status", async () => {
    assert.match((await respond({ kind: "api_error", detail: 1234 })).text, /"Emulated error\(1234\)\."/);
    const { status, text } = await respond({ kind: "api_error", status: 401, errorCode: "7", errorMessage: "m" });
    assert.deepEqual([status, text], [401, '{"status":false,"errorCode":"7","errorMessage":"m"}']);
  });

  it("api_error uses the emulator's errorStatus", async () => {
    assert.equal((await respond({ kind: "api_error" }, { errorStatus: 401 })).status, 401);
  });

  for (const code of [429, 500, 502, 503]) {
    it(`http_status ${code} is an HTML page`, async () => {
      const { status, headers, text } = await respond({ kind: "http_status", status: code });
      assert.equal(status, code);
      assert.equal(headers.get("content-type"), "text/html; charset=utf-8");
      assert.equal(headers.get("retry-after"), null);
      assert.match(text, new RegExp(`<h1>${code}</h1>`));
    });
  }

  for (const retryAfter of [7, "Thu, 04 Aug 2022 09:31:00 GMT"]) {
    it(`http_status may have Retry-After: ${retryAfter}`, async () => {
      const { headers } = await respond({ kind: "http_status", status: 429, retryAfter });
      assert.equal(headers.get("retry-after"), String(retryAfter));
    });
  }

  it("truncated_body sends half of the body, or the given number of bytes", async () => {
    assert.equal((await respond({ kind: "truncated_body", bytes: 9 })).text, '{"status"');
    const { text } = await respond({ kind: "truncated_body" });
    assert.throws(() => JSON.parse(text), SyntaxError);
    assert.ok(sound.startsWith(text.slice(0, -1)) && text.length > 100);
  });

  it("broken_body fails in the middle of the body", async () => {
    const response = await faulty({ kind: "broken_body" }).fetch(...signed());
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), TypeError);
  });

  it("empty_body keeps status and content type", async () => {
    const { status, headers, text } = await respond({ kind: "empty_body" });
    assert.deepEqual([status, headers.get("content-type"), text], [200, "application/json", ""]);
  });

  it("html is an HTML page with status 200", async () => {
    const { status, headers, text } = await respond({ kind: "html" });
    assert.deepEqual([status, headers.get("content-type")], [200, "text/html; charset=utf-8"]);
    assert.match(text, /^<!DOCTYPE html>/);
  });

  it("redirect goes to another origin", async () => {
    const { status, headers, text } = await respond({ kind: "redirect" });
    assert.deepEqual([status, headers.get("location"), text], [302, "https://elsewhere.invalid/login", ""]);
    const other = await respond({ kind: "redirect", status: 307, location: "/elsewhere" });
    assert.deepEqual([other.status, other.headers.get("location")], [307, "/elsewhere"]);
  });

  it("network rejects as fetch does, or with a given error", async () => {
    await assert.rejects(faulty({ kind: "network" }).fetch(...signed()), new TypeError("fetch failed"));
    await assert.rejects(
      faulty({ kind: "network", error: "a bare string" }).fetch(...signed()),
      (error) => error === "a bare string",
    );
  });

  it("content_type is wrong, or missing", async () => {
    const { headers, text } = await respond({ kind: "content_type" });
    assert.deepEqual([headers.get("content-type"), text], ["text/plain", sound]);
    assert.equal((await respond({ kind: "content_type", contentType: null })).headers.get("content-type"), null);
  });

  it("oversized_body is the same JSON with padding", async () => {
    const { text } = await respond({ kind: "oversized_body", bytes: 200_001 });
    assert.equal(Buffer.byteLength(text), 200_001);
    assert.deepEqual(JSON.parse(text), JSON.parse(sound));
    assert.equal(Buffer.byteLength((await respond({ kind: "oversized_body" })).text), 17 * 2 ** 20);
  });

  it("oversized_body is generated while it is read", async () => {
    const { body } = await faulty({ kind: "oversized_body", bytes: 2 ** 50 }).fetch(...signed());
    const reader = body.getReader();
    for (let i = 0; i < 10; i++) assert.equal((await reader.read()).done, false);
    await reader.cancel();
  });

  it("deep_nesting comes before the normal fields", async () => {
    const { text } = await respond({ kind: "deep_nesting", depth: 3 });
    assert.equal(text, `{"nested":[[[]]],${sound.slice(1)}`);
    assert.match((await respond({ kind: "deep_nesting" })).text, /^\{"nested":\[{100000}\]{100000},"status":true/);
  });

  it("an unknown kind is an error", async () => {
    for (const kind of ["typo", "toString"])
      await assert.rejects(faulty({ kind }).fetch(...signed()), /unknown kind of fault/);
  });

  it("may be set and removed between requests", async () => {
    const emulator = emulatorAt();
    emulator.fault = { kind: "html" };
    assert.match(await textOf(emulator), /^<!DOCTYPE/);
    emulator.fault = null;
    assert.equal(await textOf(emulator), sound);
  });

  it("may be a function of the request, also an async one", async () => {
    const seen = [];
    const emulator = faulty(async (request) => {
      seen.push(request);
      return request.index < 2 ? { kind: "http_status", status: 503 } : undefined;
    });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await emulator.fetch(...signed())).status);
    assert.deepEqual(statuses, [503, 503, 200]);
    assert.deepEqual(seen, emulator.requests);
  });

  it("a function that never resolves can be aborted", async () => {
    const controller = new AbortController();
    const [url, init] = signed();
    const pending = faulty(() => new Promise(() => {})).fetch(url, { ...init, signal: controller.signal });
    controller.abort(new Error("enough"));
    await assert.rejects(pending, new Error("enough"));
  });

  it("spoil error responses, too", async () => {
    const emulator = faulty({ kind: "content_type" });
    assert.equal(await textOf(emulator, ...signed({}, { secret: "another" })), SIGNATURE_ERROR);
  });
});

describe("delays", () => {
  /** A sleep that the test ends. */
  function manualSleep() {
    const naps = [];
    return { naps, sleep: (ms) => new Promise((wake) => naps.push({ ms, wake })) };
  }
  const settled = (promise) =>
    Promise.race([
      promise.then(
        () => true,
        () => true,
      ),
      new Promise((r) => setImmediate(r, false)),
    ]);

  it("delay the headers", async () => {
    const { naps, sleep } = manualSleep();
    const pending = emulatorAt({ sleep, fault: { kind: "delay", headersMs: 5000 } }).fetch(...signed());
    assert.equal(await settled(pending), false);
    assert.equal(naps[0].ms, 5000);
    naps[0].wake();
    assert.equal((await (await pending).json()).status, true);
  });

  it("delay the second half of the body", async () => {
    const { naps, sleep } = manualSleep();
    const response = await emulatorAt({ sleep, fault: { kind: "delay", bodyMs: 7000 } }).fetch(...signed());
    const pending = response.json();
    assert.equal(await settled(pending), false);
    assert.equal(naps[0].ms, 7000);
    naps[0].wake();
    assert.equal((await pending).status, true);
  });

  const waits = {
    "long headers": { headersMs: 1e9 },
    "a long body": { bodyMs: 1e9 },
    "endless headers": { headersMs: Infinity },
  };
  for (const [what, fault] of Object.entries(waits)) {
    // A remaining timer would keep the process alive.
    it(`end with the signal's reason during ${what}`, async () => {
      const controller = new AbortController();
      const [url, init] = signed();
      const read = async () => {
        const response = await emulatorAt({ fault: { kind: "delay", ...fault } }).fetch(url, {
          ...init,
          signal: controller.signal,
        });
        return response.text();
      };
      const pending = read();
      assert.equal(await settled(pending), false);
      controller.abort(new Error("too slow"));
      await assert.rejects(pending, new Error("too slow"));
    });
  }

  it("clear their timer when the reader cancels", async () => {
    const { body } = await emulatorAt({ fault: { kind: "delay", bodyMs: 1e9 } }).fetch(...signed());
    const reader = body.getReader();
    await reader.read();
    const pending = reader.read();
    assert.equal(await settled(pending), false);
    await reader.cancel();
    assert.deepEqual(await pending, { done: true, value: undefined });
  });

  it("use a timer of the platform", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const pending = emulatorAt({ fault: { kind: "delay", headersMs: 1000 } }).fetch(...signed());
    assert.equal(await settled(pending), false);
    t.mock.timers.tick(999);
    assert.equal(await settled(pending), false);
    t.mock.timers.tick(1);
    assert.equal((await pending).status, 200);
  });

  it("remove their listener from the signal", async () => {
    const listeners = new Set();
    const signal = {
      aborted: false,
      addEventListener: (_, listener) => listeners.add(listener),
      removeEventListener: (_, listener) => listeners.delete(listener),
    };
    const emulator = emulatorAt({ fault: { kind: "delay", headersMs: 1, bodyMs: 1 } });
    const [url, init] = signed();
    await (await emulator.fetch(url, { ...init, signal })).text();
    await (await emulator.fetch(url, { ...init, signal })).body.cancel();
    assert.equal(listeners.size, 0);
  });
});
