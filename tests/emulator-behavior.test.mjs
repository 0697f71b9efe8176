// The options of the emulator for behavior that Zoom's documentation does not define. Requests are signed by
// node:crypto.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emulatorAt, hmac, joined, MINUTE, NOW, ORIGIN, PATH, parameters, TEACHER } from "./emulator/emulator.mjs";

const get = (emulator, query, signature) =>
  emulator.fetch(`${ORIGIN}${PATH}?${query}`, { headers: { "X-Lti-Signature": signature } });
const isAccepted = async (...request) => (await (await get(...request)).json()).status;

async function resultOf(emulator, changes) {
  const query = joined(Object.entries(parameters(changes)));
  return (await (await get(emulator, query, hmac(query))).json()).result;
}

describe("signedOrder", () => {
  const pairs = Object.entries(parameters());
  const [sorted, reversed] = [joined(pairs), joined([...pairs].reverse())];
  /** Which of these is accepted: signed and sent sorted; signed sorted and sent reversed; signed and sent reversed. */
  const cases = {
    sorted: [true, true, false],
    as_sent: [true, false, true],
    either: [true, true, true],
  };
  for (const [signedOrder, expected] of Object.entries(cases)) {
    it(signedOrder, async () => {
      const emulator = emulatorAt({ signedOrder });
      assert.deepEqual(
        [
          await isAccepted(emulator, sorted, hmac(sorted)),
          await isAccepted(emulator, reversed, hmac(sorted)),
          await isAccepted(emulator, reversed, hmac(reversed)),
        ],
        expected,
      );
      assert.equal(await isAccepted(emulator, sorted, hmac(`${sorted}x`)), false);
    });
  }

  it("as_sent signs decoded values", async () => {
    const changes = { userId: "a+/=é%" };
    const query = joined(Object.entries(parameters(changes)).reverse());
    const encoded = query.replace(changes.userId, encodeURIComponent(changes.userId));
    assert.equal(await isAccepted(emulatorAt({ signedOrder: "as_sent" }), encoded, hmac(query)), true);
    assert.equal(await isAccepted(emulatorAt({ signedOrder: "as_sent" }), `${encoded}%zz`, hmac(query)), false);
  });
});

describe("unsignedParameters", () => {
  const query = joined(Object.entries(parameters()));
  for (const [unsignedParameters, expected] of [
    ["refuse", false],
    ["ignore", true],
  ]) {
    it(unsignedParameters, async () => {
      assert.equal(await isAccepted(emulatorAt({ unsignedParameters }), `${query}&x=1`, hmac(query)), expected);
    });
  }
});

describe("timestampWindow", () => {
  const at = async (minutes, timestampWindow) => {
    const query = joined(Object.entries(parameters({ timestamp: String(NOW + minutes * MINUTE) })));
    return isAccepted(emulatorAt({ timestampWindow }), query, hmac(query));
  };

  it("is 60 minutes in both directions by default", async () => {
    for (const window of [undefined, {}])
      assert.deepEqual(
        [await at(59, window), await at(61, window), await at(-59, window), await at(-61, window)],
        [true, false, true, false],
      );
  });

  it("may be narrower or wider in each direction", async () => {
    assert.deepEqual([await at(1, { futureMs: 0 }), await at(-59, { futureMs: 0 })], [false, true]);
    assert.deepEqual([await at(90, { futureMs: 1e9 }), await at(-61, { futureMs: 1e9 })], [true, false]);
    assert.deepEqual([await at(-90, { pastMs: 1e9 }), await at(-2, { pastMs: MINUTE })], [true, false]);
  });

  it("refuses a timestamp that is not a number", async () => {
    const query = joined(Object.entries(parameters({ timestamp: "soon" })));
    assert.equal(await isAccepted(emulatorAt({ timestampWindow: {} }), query, hmac(query)), false);
  });
});

describe("replay", () => {
  const query = joined(Object.entries(parameters()));
  for (const [replay, expected] of [
    ["accept", [true, true]],
    ["refuse", [true, false]],
  ]) {
    it(replay, async () => {
      const emulator = emulatorAt({ replay });
      const twice = [await isAccepted(emulator, query, hmac(query)), await isAccepted(emulator, query, hmac(query))];
      assert.deepEqual(twice, expected);
    });
  }

  it("ignores requests that were refused", async () => {
    const emulator = emulatorAt({ replay: "refuse" });
    assert.equal(await isAccepted(emulator, `${query}&x=1`, hmac(query)), false);
    assert.equal(await isAccepted(emulator, query, hmac(query)), true);
  });
});

describe("page sizes", () => {
  const sizes = async (options, changes) => {
    const { pageNum, pageSize, list } = (await resultOf(emulatorAt(options), changes)) ?? {};
    return [pageNum, pageSize, list?.length];
  };

  it("outOfRange refuses, clamps or accepts values beyond the documented limits", async () => {
    const cases = { refuse: [undefined, undefined], clamp: [1000, 1], accept: [1001, 0] };
    for (const [outOfRange, [size, page]] of Object.entries(cases)) {
      assert.equal((await sizes({ outOfRange }, { pageSize: "1001" }))[1], size, outOfRange);
      assert.equal((await sizes({ outOfRange }, { pageNum: "0" }))[0], page, outOfRange);
    }
    assert.deepEqual(await sizes({ outOfRange: "accept" }, { pageNum: "0" }), [0, 20, 0]);
    assert.deepEqual(await sizes({ outOfRange: "clamp" }, { pageNum: "-1" }), [undefined, undefined, undefined]);
  });

  it("maxPageSize lowers a larger one", async () => {
    assert.deepEqual(await sizes({ maxPageSize: 7 }, { pageSize: "20" }), [1, 7, 7]);
    assert.deepEqual(await sizes({ maxPageSize: 7 }, { pageSize: "3" }), [1, 3, 3]);
    assert.throws(() => emulatorAt({ maxPageSize: 0 }), TypeError);
  });
});

describe("startTimeIn timezone", () => {
  const startTime = new Date(NOW + 30 * MINUTE);
  const upcoming = async (meeting) =>
    (await resultOf(emulatorAt({ startTimeIn: "timezone", meetings: [{ hostId: TEACHER, ...meeting }] }))).list;

  it("writes times in the meeting's time zone", async () => {
    const [{ startTime: shown }] = await upcoming({ startTime, timezone: "Asia/Shanghai" });
    assert.equal(shown, "2022-08-04 18:00:05");
    assert.equal((await upcoming({ startTime }))[0].startTime, "2022-08-04 10:00:05");
  });

  it("reads times in the meeting's time zone", async () => {
    const written = "2022-08-04 10:00:00";
    assert.deepEqual(await upcoming({ startTime: written, timezone: "Asia/Shanghai" }), []);
    assert.equal((await upcoming({ startTime: written, timezone: "America/New_York" }))[0].startTime, written);
  });
});

describe("headers", () => {
  it("are sent with every response and may replace the emulator's headers", async () => {
    const headers = { "x-ratelimit-limit": "30", date: "Thu, 04 Aug 2022 10:30:00 GMT" };
    for (const fault of [null, { kind: "http_status", status: 429 }]) {
      const response = await emulatorAt({ headers, fault }).fetch(`${ORIGIN}${PATH}`);
      assert.equal(response.headers.get("x-ratelimit-limit"), "30");
      assert.equal(response.headers.get("date"), headers.date);
    }
  });
});
