// The emulator's endpoints that write: bulkImport, bulkDisassociate and createAndAssociate. Requests are signed by
// node:crypto.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import { createNodeHandler, EMULATOR_CREDENTIALS } from "zoom-lti-pro/testing";
import { emulatorAt, hmac, joined, NOW, SIGNATURE_ERROR, TEACHER } from "./emulator/emulator.mjs";

const BASE = "https://applications.zoom.us/api/v1/lti/rich";
const IDLE = "Zt0Rk_5vQh-W2mBs7cPdXA";
const COURSE = { contextId: "ctx-1", domain: "lms.example.edu" };

/** A canonical query and its signature header. */
function signed(params, secret = EMULATOR_CREDENTIALS.secret) {
  const all = { key: EMULATOR_CREDENTIALS.key, timestamp: String(NOW), ...params };
  const query = joined(Object.entries(all).sort());
  return { query, headers: { "X-Lti-Signature": hmac(query, secret) } };
}

const METHODS = { bulkImport: "POST", bulkDisassociate: "PUT", createAndAssociate: "POST" };

function request(name, body, { params, secret, method = METHODS[name] } = {}) {
  const { query, headers } = signed(params, secret);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return [`${BASE}/meeting/${name}?${query}`, { method, headers, body: text }];
}

const respond = async (emulator, ...call) => (await emulator.fetch(...request(...call))).json();

async function listed(emulator, userId, isUpComing = true) {
  const { query, headers } = signed({ isUpComing, pageNum: 1, pageSize: 1000, userId });
  return (await (await emulator.fetch(`${BASE}/open/meeting/list?${query}`, { headers })).json()).result.list;
}

const numbers = (meetings) => meetings.map(({ meetingNumber }) => meetingNumber);
const entry = (meetingId, changes) => ({ meetingId, ...COURSE, ...changes });
const creation = (changes, meetingInfo) => ({ userId: IDLE, ...COURSE, meetingInfo: { ...meetingInfo }, ...changes });

/** The call is still pending after a turn of the event loop, and ends with the signal. */
async function assertAborts(emulator, url, init) {
  const controller = new AbortController();
  const pending = emulator.fetch(url, { ...init, signal: controller.signal });
  setImmediate(() => controller.abort(new Error("enough")));
  await assert.rejects(pending, new Error("enough"));
}

const sound = {
  bulkImport: [entry("0123456789")],
  bulkDisassociate: [entry("0123456789")],
  createAndAssociate: creation(),
};

describe("every endpoint that writes", () => {
  for (const [name, body] of Object.entries(sound)) {
    it(`${name} responds in the documented envelope`, async () => {
      const response = await emulatorAt().fetch(...request(name, body));
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), "application/json");
      assert.equal((await response.json()).status, true);
    });

    it(`${name} checks the signature, which does not cover the body`, async () => {
      const emulator = emulatorAt();
      const wrong = await emulator.fetch(...request(name, body, { secret: "another" }));
      assert.equal(await wrong.text(), SIGNATURE_ERROR);
      const [url, init] = request(name, body);
      const padded = await emulator.fetch(url, { ...init, body: ` ${init.body} ` });
      assert.equal((await padded.json()).status, true);
    });

    it(`${name}: a userId that is signed but not sent fails with 2203`, async () => {
      const { headers } = signed({ userId: IDLE });
      const [url, init] = request(name, body);
      assert.equal(await (await emulatorAt().fetch(url, { ...init, headers })).text(), SIGNATURE_ERROR);
      assert.equal((await respond(emulatorAt(), name, body, { params: { userId: IDLE } })).status, true);
    });

    it(`${name} accepts one method`, async () => {
      const response = await emulatorAt().fetch(...request(name, body, { method: "PATCH" }));
      assert.deepEqual([response.status, response.headers.get("allow")], [405, METHODS[name]]);
    });

    for (const text of ["", "{", "7", "null", '"text"']) {
      it(`${name} refuses the body ${text || "that is empty"}`, async () => {
        const errorMessage = "Invalid parameter body(9999).";
        assert.deepEqual(await respond(emulatorAt(), name, text), { status: false, errorCode: "400", errorMessage });
      });
    }

    it(`${name} refuses with the status for errors`, async () => {
      assert.equal((await emulatorAt({ errorStatus: 400 }).fetch(...request(name, "{"))).status, 400);
    });
  }
});

describe("the list of a bulk call", () => {
  const many = (count) => Array.from({ length: count }, (_, i) => entry(String(90000000000 + i)));
  const refused = [
    ["body", many(401)],
    ["meetingList", { userId: IDLE, meetingList: many(401) }],
    ["meetingList", { userId: IDLE }],
    ["userId", { meetingList: [] }],
    ["userId", { userId: "", meetingList: [] }],
    ["[1].contextId", [entry("1"), { ...entry("2"), contextId: undefined }]],
    ["[0].domain", [entry("1", { domain: "" })]],
    ["[0].meetingId", [entry(undefined)]],
    ["[0].meetingId", [entry(86756778157)]],
    // The base64 ID of the list: the API's names make this mistake likely.
    ["[0].meetingId", [entry("UxDWPuPdT1OBudHV56kYJQ==")]],
    ["[0].courseId", [entry("1", { courseId: 7 })]],
    ["meetingList[0]", { userId: IDLE, meetingList: ["1"] }],
    ["meetingList[0].domain", { userId: IDLE, meetingList: [entry("1", { domain: 1 })] }],
  ];
  for (const name of ["bulkImport", "bulkDisassociate"]) {
    for (const [wrong, body] of refused) {
      it(`${name}: ${wrong} is refused and changes nothing`, async () => {
        const emulator = emulatorAt();
        const before = await listed(emulator, TEACHER);
        const { errorMessage } = await respond(emulator, name, body);
        assert.equal(errorMessage, `Invalid parameter ${wrong}(9999).`);
        assert.deepEqual(await listed(emulator, TEACHER), before);
      });
    }

    it(`${name} accepts 400 meetings, and an empty list`, async () => {
      assert.equal((await respond(emulatorAt(), name, many(400))).result.accepted.length, 400);
      assert.deepEqual((await respond(emulatorAt(), name, [])).result.accepted, []);
    });

    it(`${name} marks its result as emulated`, async () => {
      const body = [entry("1", { courseId: "7" }), entry("2")];
      const result = { emulated: true, accepted: ["1", "2"], refused: [] };
      assert.deepEqual(await respond(emulatorAt(), name, body), { status: true, result });
    });
  }
});

describe("bulkImport", () => {
  it("adds the meeting to the list of the body's user", async () => {
    const emulator = emulatorAt();
    assert.deepEqual(await listed(emulator, IDLE), []);
    await respond(emulator, "bulkImport", { userId: IDLE, meetingList: [entry("0123456789")] });
    const [meeting, ...others] = await listed(emulator, IDLE);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [meeting.meetingNumber, meeting.hostId, meeting.topic, meeting.startTime],
      ["0123456789", IDLE, "Imported meeting 0123456789", "2022-08-05 09:30:00"],
    );
  });

  it("without a user in the body it uses the query's user, or the first one", async () => {
    const emulator = emulatorAt();
    await respond(emulator, "bulkImport", [entry("111")], { params: { userId: IDLE } });
    assert.deepEqual(numbers(await listed(emulator, IDLE)), ["111"]);
    await respond(emulator, "bulkImport", [entry("222")]);
    assert.ok(numbers(await listed(emulator, emulator.users[0].userId)).includes("222"));
  });

  it("adds a meeting once, however often it is called", async () => {
    const emulator = emulatorAt();
    await respond(emulator, "bulkImport", [entry("333"), entry("333")], { params: { userId: IDLE } });
    await respond(emulator, "bulkImport", [entry("333")], { params: { userId: IDLE } });
    assert.deepEqual(numbers(await listed(emulator, IDLE)), ["333"]);
    const before = await listed(emulator, TEACHER);
    await respond(emulator, "bulkImport", [entry(before[0].meetingNumber)], { params: { userId: IDLE } });
    assert.deepEqual(await listed(emulator, TEACHER), before);
    assert.deepEqual(numbers(await listed(emulator, IDLE)), ["333"]);
  });

  it("changes only this emulator", async () => {
    await respond(emulatorAt(), "bulkImport", [entry("444")], { params: { userId: IDLE } });
    assert.deepEqual(await listed(emulatorAt(), IDLE), []);
  });
});

describe("bulkDisassociate", () => {
  it("removes a meeting from the list, and bulkImport adds it again", async () => {
    const emulator = emulatorAt();
    const before = await listed(emulator, TEACHER);
    const [gone, ...rest] = before;
    await respond(emulator, "bulkDisassociate", [entry(gone.meetingNumber)]);
    assert.deepEqual(await listed(emulator, TEACHER), rest);
    await respond(emulator, "bulkImport", [entry(gone.meetingNumber)]);
    assert.deepEqual(await listed(emulator, TEACHER), before);
  });

  it("works with the emulator's built-in meetings", async () => {
    const emulator = emulatorAt({ meetings: [{ hostId: "u" }, { hostId: "u" }, { hostId: "u" }] });
    const before = await listed(emulator, "u");
    await respond(emulator, "bulkDisassociate", [entry(before[1].meetingNumber)]);
    assert.deepEqual(await listed(emulator, "u"), [before[0], before[2]]);
  });

  it("removes an imported meeting from one course and leaves it in another", async () => {
    const emulator = emulatorAt();
    const second = { contextId: "ctx-2" };
    await respond(emulator, "bulkImport", { userId: IDLE, meetingList: [entry("555"), entry("555", second)] });
    await respond(emulator, "bulkDisassociate", [entry("555")]);
    assert.deepEqual(numbers(await listed(emulator, IDLE)), ["555"]);
    await respond(emulator, "bulkDisassociate", [entry("555", { ...second, domain: "other.example.edu" })]);
    assert.deepEqual(numbers(await listed(emulator, IDLE)), ["555"]);
    await respond(emulator, "bulkDisassociate", [entry("555", second)]);
    assert.deepEqual(await listed(emulator, IDLE), []);
  });

  it("changes nothing for an unknown meeting", async () => {
    const emulator = emulatorAt();
    const before = await listed(emulator, TEACHER);
    assert.equal((await respond(emulator, "bulkDisassociate", [entry("666")])).status, true);
    assert.deepEqual(await listed(emulator, TEACHER), before);
  });
});

describe("createAndAssociate", () => {
  const create = (emulator, meetingInfo, changes) =>
    respond(emulator, "createAndAssociate", creation(changes, meetingInfo));

  it("returns the meeting number as id, and lists the meeting", async () => {
    const emulator = emulatorAt();
    const info = {
      topic: "Algebra",
      type: 2,
      start_time: "2022-08-05T08:00:00Z",
      duration: 45,
      timezone: "Asia/Tokyo",
    };
    const { status, result } = await create(emulator, info);
    assert.deepEqual([status, Object.keys(result), typeof result.id], [true, ["id"], "number"]);
    const [{ meetingId, ...meeting }] = await listed(emulator, IDLE);
    assert.equal(Buffer.from(meetingId, "base64").length, 16);
    assert.deepEqual(meeting, {
      meetingNumber: String(result.id),
      hostId: IDLE,
      topic: "Algebra",
      startTime: "2022-08-05 08:00:00",
      duration: 45,
      timezone: "Asia/Tokyo",
      pmi: null,
      type: 2,
      status: 0,
    });
  });

  it("reads a start time without a Z in the meeting's time zone", async () => {
    const emulator = emulatorAt();
    await create(emulator, { start_time: "2022-08-05T17:00:00", timezone: "Asia/Tokyo" });
    assert.equal((await listed(emulator, IDLE))[0].startTime, "2022-08-05 08:00:00");
  });

  it("the type sets the default start: now, now for type 1, no start for type 3", async () => {
    const start_time = "2022-08-05T08:00:00Z";
    for (const [info, expected] of [
      [{}, "2022-08-04 09:30:05"],
      [{ type: 1, start_time }, "2022-08-04 09:30:05"],
      [{ type: 3, start_time }, null],
      [{ type: 8, start_time }, "2022-08-05 08:00:00"],
    ]) {
      const emulator = emulatorAt();
      await create(emulator, info);
      assert.equal((await listed(emulator, IDLE))[0].startTime, expected, JSON.stringify(info));
    }
  });

  it("creates a new meeting with each call", async () => {
    const emulator = emulatorAt();
    const ids = [await create(emulator), await create(emulator)].map(({ result }) => result.id);
    assert.equal(new Set(ids).size, 2);
    assert.deepEqual(numbers(await listed(emulator, IDLE)).sort(), ids.map(String).sort());
  });

  it("can be disassociated", async () => {
    const emulator = emulatorAt();
    const { result } = await create(emulator);
    await respond(emulator, "bulkDisassociate", [entry(String(result.id))]);
    assert.deepEqual(await listed(emulator, IDLE), []);
  });

  const refused = [
    ["userId", { userId: "" }],
    ["contextId", { contextId: undefined }],
    ["domain", { domain: 7 }],
    ["courseId", { courseId: 7 }],
    ["meetingInfo", { meetingInfo: undefined }],
    ["meetingInfo", { meetingInfo: [] }],
    ["meetingInfo.topic", { meetingInfo: { topic: "x".repeat(201) } }],
    ["meetingInfo.topic", { meetingInfo: { topic: 7 } }],
    ["meetingInfo.type", { meetingInfo: { type: 0 } }],
    ["meetingInfo.type", { meetingInfo: { type: "2" } }],
    ["meetingInfo.duration", { meetingInfo: { duration: 0 } }],
    ["meetingInfo.duration", { meetingInfo: { duration: 1.5 } }],
    ["meetingInfo.timezone", { meetingInfo: { timezone: "Mars/Base" } }],
    ["meetingInfo.start_time", { meetingInfo: { start_time: "2022-08-05 08:00" } }],
    ["meetingInfo.start_time", { meetingInfo: { start_time: "2022-13-05T08:00:00Z" } }],
    ["meetingInfo.start_time", { meetingInfo: { start_time: null } }],
  ];
  for (const [wrong, changes] of refused) {
    it(`refuses ${JSON.stringify(changes).slice(0, 60)}: ${wrong}`, async () => {
      const emulator = emulatorAt();
      const { errorMessage } = await create(emulator, {}, changes);
      assert.equal(errorMessage, `Invalid parameter ${wrong}(9999).`);
      assert.deepEqual(await listed(emulator, IDLE), []);
    });
  }

  it("counts the topic in characters", async () => {
    assert.equal((await create(emulatorAt(), { topic: "👩".repeat(200) })).status, true);
  });
});

describe("faults", () => {
  const body = { userId: IDLE, meetingList: ["1", "2", "3", "4", "5"].map((number) => entry(number)) };

  it("partial_success accepts the first half", async () => {
    const emulator = emulatorAt({ fault: { kind: "partial_success" } });
    const result = { emulated: true, accepted: ["1", "2"], refused: ["3", "4", "5"] };
    assert.deepEqual(await respond(emulator, "bulkImport", body), { status: true, result });
    assert.deepEqual(numbers(await listed(emulator, IDLE)), ["1", "2"]);
  });

  it("partial_success accepts the given number, also for a disassociation", async () => {
    const emulator = emulatorAt();
    await respond(emulator, "bulkImport", body);
    emulator.fault = { kind: "partial_success", accepted: 4 };
    const { result } = await respond(emulator, "bulkDisassociate", body);
    assert.deepEqual(result.refused, ["5"]);
    assert.deepEqual(numbers(await listed(emulator, IDLE)), ["5"]);
    emulator.fault = { kind: "partial_success", accepted: 9 };
    assert.deepEqual((await respond(emulator, "bulkDisassociate", body)).result.refused, []);
  });

  it("not_associated creates the meeting and returns its id; only bulkImport lists it", async () => {
    const emulator = emulatorAt({ errorStatus: 400, fault: { kind: "not_associated" } });
    const response = await emulator.fetch(...request("createAndAssociate", creation({}, { topic: "Algebra" })));
    const { status, errorCode, errorMessage, result } = await response.json();
    assert.deepEqual(
      [response.status, status, errorCode, errorMessage, typeof result.id],
      [400, false, "400", "Created and not associated(9999).", "number"],
    );
    assert.deepEqual(await listed(emulator, IDLE), []);
    await respond(emulator, "bulkImport", [entry(String(result.id))]);
    assert.deepEqual(
      (await listed(emulator, IDLE)).map(({ topic }) => topic),
      ["Algebra"],
    );
  });

  it("faults of another endpoint have no effect", async () => {
    for (const kind of ["partial_success", "not_associated"]) {
      const plain = await listed(emulatorAt(), TEACHER);
      assert.deepEqual(await listed(emulatorAt({ fault: { kind } }), TEACHER), plain);
    }
    const emulator = emulatorAt({ fault: { kind: "not_associated" } });
    assert.equal((await respond(emulator, "bulkImport", body)).result.accepted.length, 5);
  });

  it("lost_response takes effect, then the connection fails", async () => {
    const emulator = emulatorAt({ fault: { kind: "lost_response" } });
    await assert.rejects(emulator.fetch(...request("bulkImport", body)), new TypeError("fetch failed"));
    emulator.fault = null;
    assert.equal((await listed(emulator, IDLE)).length, 5);
    emulator.fault = { kind: "lost_response", error: "gone" };
    await assert.rejects(emulator.fetch(...request("bulkImport", body)), (error) => error === "gone");
  });

  it("an infinite delay takes effect and never responds", async () => {
    const emulator = emulatorAt({ fault: { kind: "delay", headersMs: Infinity } });
    const [url, init] = request("bulkImport", body);
    await assertAborts(emulator, url, init);
    emulator.fault = null;
    assert.equal((await listed(emulator, IDLE)).length, 5);
  });

  const acts = [
    "truncated_body",
    "broken_body",
    "empty_body",
    "content_type",
    "oversized_body",
    "deep_nesting",
    "delay",
  ];
  for (const kind of acts) {
    it(`${kind} spoils the response, but the call takes effect`, async () => {
      const emulator = emulatorAt({ fault: { kind } });
      await (await emulator.fetch(...request("bulkImport", body))).body?.cancel();
      emulator.fault = null;
      assert.equal((await listed(emulator, IDLE)).length, 5);
    });
  }

  for (const kind of ["api_error", "http_status", "html", "redirect", "network"]) {
    it(`${kind} prevents the call from taking effect`, async () => {
      const emulator = emulatorAt({ fault: { kind, ...(kind === "http_status" && { status: 503 }) } });
      await emulator.fetch(...request("bulkImport", body)).catch(() => {});
      emulator.fault = null;
      assert.deepEqual(await listed(emulator, IDLE), []);
    });
  }
});

describe("the body", () => {
  const [url, init] = request("bulkImport", [entry("777")], { params: { userId: IDLE } });
  const bytes = new TextEncoder().encode(init.body);
  const forms = {
    "a text": [url, init],
    bytes: [url, { ...init, body: bytes }],
    "an ArrayBuffer": [url, { ...init, body: bytes.buffer }],
    "a Blob": [url, { ...init, body: new Blob([bytes]) }],
    "a ReadableStream": [url, { ...init, body: new Blob([bytes]).stream() }],
    "a stream of Node": [url, { ...init, body: Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]) }],
    "a Request's": [new Request(url, init)],
    "a Worker's call": [new Request(url, init), {}, {}],
  };
  for (const [form, call] of Object.entries(forms)) {
    it(`may be ${form}, and is recorded`, async () => {
      const emulator = emulatorAt();
      assert.equal((await (await emulator.fetch(...call)).json()).status, true);
      assert.equal(emulator.requests[0].body, init.body);
    });
  }

  it("is recorded as null if it is missing", async () => {
    const emulator = emulatorAt();
    for (const method of ["GET", "POST"]) await emulator.fetch(new Request(url, { method }));
    await emulator.fetch(url, { method: "POST", body: "" });
    assert.deepEqual(
      emulator.requests.map((one) => one.body),
      [null, null, null],
    );
  });

  it("may be endless, and the call can be aborted", async () => {
    const emulator = emulatorAt();
    const body = new ReadableStream({});
    await assertAborts(emulator, url, { ...init, body });
    assert.equal(emulator.requests.length, 0);
  });
});

describe("over HTTP", () => {
  async function serving(options, test) {
    const emulator = emulatorAt(options);
    const server = http.createServer(createNodeHandler(emulator)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const send = (...call) => {
      const [url, init] = request(...call);
      return fetch(url.replace("https://applications.zoom.us", `http://127.0.0.1:${server.address().port}`), init);
    };
    try {
      await test({ emulator, send });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it("a body of many chunks arrives completely", () =>
    serving({}, async ({ emulator, send }) => {
      const contextId = "ü".repeat(1000);
      const meetingList = Array.from({ length: 400 }, (_, i) => entry(String(1000 + i), { contextId }));
      const response = await send("bulkImport", { userId: IDLE, meetingList });
      assert.equal((await response.json()).result.accepted.length, 400);
      assert.equal((await listed(emulator, IDLE)).length, 400);
      assert.deepEqual(JSON.parse(emulator.requests[0].body).meetingList, meetingList);
    }));

  it("a lost response is a dropped connection", () =>
    serving({ fault: { kind: "lost_response" } }, async ({ emulator, send }) => {
      await assert.rejects(send("createAndAssociate", creation()), TypeError);
      emulator.fault = null;
      assert.equal((await listed(emulator, IDLE)).length, 1);
    }));
});
