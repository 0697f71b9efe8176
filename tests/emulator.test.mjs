// The emulator (`zoom-lti-pro/testing`) against Zoom's documentation. Requests are signed here with node:crypto, so
// that client and emulator cannot agree on a mistake; the clock stands at the moment of the article's example.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { describe, it } from "node:test";
import { listMeetings, signRequest } from "zoom-lti-pro";
import { createEmulator, createNodeHandler, EMULATOR_CREDENTIALS } from "zoom-lti-pro/testing";
import { articleAnswer } from "./runtimes/suite/samples.mjs";

const NOW = 1659605405120;
const MINUTE = 60_000;
const TEACHER = "_vIWeZ76TtuFceCKHkVk4Q";
const PATH = "/api/v1/lti/rich/open/meeting/list";
const ORIGIN = "https://applications.zoom.us";
const SIGNATURE_ERROR = '{"status":false,"errorCode":"401","errorMessage":"Verify LTI signature failed(2203)."}';
const now = () => NOW;

const [ARTICLE_MEETING] = articleAnswer.result.list;

const emulatorAt = (options) => createEmulator({ now, ...options });

/** The parameters of a correct request, with what a test changes. */
const parameters = (changes) => ({
  isUpComing: "true",
  key: EMULATOR_CREDENTIALS.key,
  pageNum: "1",
  pageSize: "20",
  timestamp: String(NOW),
  userId: TEACHER,
  ...changes,
});

const joined = (pairs) => pairs.map((pair) => pair.join("=")).join("&");

function hmac(message, secret = EMULATOR_CREDENTIALS.secret) {
  return createHmac("sha1", secret).update(message).digest("base64url");
}

/** What `fetch` is called with. Undefined values are left out; `query` is sent in place of what was signed. */
function signed(changes, { secret, query } = {}) {
  const pairs = Object.entries(parameters(changes)).filter(([, value]) => value !== undefined);
  const message = joined(pairs.sort());
  return [`${ORIGIN}${PATH}?${query ?? message}`, { headers: { "X-Lti-Signature": hmac(message, secret) } }];
}

const answerTo = async (emulator, changes) => (await emulator.fetch(...signed(changes))).json();
const resultOf = async (emulator, changes) => (await answerTo(emulator, { pageSize: "1000", ...changes })).result;
const listOf = async (emulator, changes) => (await resultOf(emulator, changes)).list;

/** Both lists of the teacher. */
const everything = async (emulator) => [
  ...(await listOf(emulator)),
  ...(await listOf(emulator, { isUpComing: "false" })),
];

const timeOf = ({ startTime }) => Date.parse(`${startTime.replace(" ", "T")}Z`);
const textOf = async (emulator, ...request) => (await emulator.fetch(...(request.length ? request : signed()))).text();

describe("the documented answer", () => {
  it("is the article's, byte for byte", async () => {
    const emulator = emulatorAt({ meetings: [ARTICLE_MEETING], pageSize: 12 });
    assert.equal(
      await textOf(emulator, ...signed({ pageSize: "1" })),
      '{"status":true,"result":{"pageNum":1,"pageSize":12,"total":1,"list":[{"meetingId":"UxDWPuPdT1OBudHV56kYJQ==",' +
        '"meetingNumber":"86756778157","hostId":"_vIWeZ76TtuFceCKHkVk4Q","topic":"Alpha DevA Course1",' +
        '"startTime":"2022-08-04 10:00:00","duration":60,"timezone":"Asia/Shanghai","pmi":null,"type":3,"status":0}]}}',
    );
  });

  it("is JSON with status 200, dated by the emulator's clock, without CORS headers", async () => {
    const response = await emulatorAt().fetch(...signed());
    assert.equal(response.status, 200);
    assert.deepEqual(
      [...response.headers],
      [
        ["content-type", "application/json"],
        ["date", "Thu, 04 Aug 2022 09:30:05 GMT"],
      ],
    );
  });

  it("holds the article's meeting at the article's moment", async () => {
    assert.deepEqual(
      (await listOf(emulatorAt())).find(({ topic }) => topic === "Alpha DevA Course1"),
      ARTICLE_MEETING,
    );
  });

  it("names the zone as the article's table does, on demand", async () => {
    const [meeting] = await listOf(emulatorAt({ timeZoneField: "timeZone", meetings: [ARTICLE_MEETING] }));
    const fields = Object.keys(ARTICLE_MEETING).map((name) => name.replace("timezone", "timeZone"));
    assert.deepEqual(Object.keys(meeting), fields);
    assert.equal(meeting.timeZone, "Asia/Shanghai");
  });

  it("is an empty list for a user nobody knows", async () => {
    assert.deepEqual(await answerTo(emulatorAt(), { userId: "nobody" }), {
      status: true,
      result: { pageNum: 1, pageSize: 20, total: 0, list: [] },
    });
  });
});

describe("with the client", () => {
  it("answers listMeetings", async () => {
    const emulator = emulatorAt();
    const page = await listMeetings(
      emulator.credentials,
      { userId: TEACHER, pageSize: 5 },
      { fetch: emulator.fetch, now },
    );
    assert.equal(page.total, 45);
    assert.equal(page.list.length, 5);
  });

  it("pages through a long history, every meeting once", async () => {
    const emulator = emulatorAt();
    const seen = new Set();
    for (let pageNum = 1; seen.size < 130 && pageNum <= 3; pageNum++) {
      const query = { userId: TEACHER, isUpComing: false, pageSize: 50, pageNum };
      const { list } = await listMeetings(emulator.credentials, query, { fetch: emulator.fetch, now });
      for (const { meetingId } of list) seen.add(meetingId);
    }
    assert.equal(seen.size, 130);
  });

  it("tells it of a wrong secret as Zoom does", async () => {
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

describe("the signature", () => {
  const correct = joined(Object.entries(parameters()));
  const mistakes = {
    "another secret": signed({}, { secret: "another" }),
    "another key": signed({ key: "another" }),
    "no key": signed({ key: undefined }),
    "no timestamp": signed({ timestamp: undefined }),
    "no header": [signed()[0]],
    "an empty header": [signed()[0], { headers: { "X-Lti-Signature": "" } }],
    "two headers": [signed()[0], { headers: [0, 1].map(() => ["X-Lti-Signature", hmac(correct)]) }],
    padding: [signed()[0], { headers: { "X-Lti-Signature": `${hmac(correct)}=` } }],
    "a value changed after signing": signed({}, { query: correct.replace("pageNum=1", "pageNum=2") }),
    "a parameter signed but not sent": signed({}, { query: correct.replace(/&userId=.*/, "") }),
    "a parameter sent but not signed": signed({}, { query: `${correct}&z=1` }),
    "a parameter sent twice": signed({}, { query: `${correct}&userId=${TEACHER}` }),
    "no query": [`${ORIGIN}${PATH}`, signed()[1]],
    "an hour and a bit ago": signed({ timestamp: String(NOW - 61 * MINUTE) }),
    "an hour and a bit ahead": signed({ timestamp: String(NOW + 61 * MINUTE) }),
  };
  for (const [mistake, request] of Object.entries(mistakes)) {
    it(`is refused with 2203: ${mistake}`, async () => {
      assert.equal(await textOf(emulatorAt(), ...request), SIGNATURE_ERROR);
    });
  }

  it("holds for most of an hour", async () => {
    assert.equal((await answerTo(emulatorAt(), { timestamp: String(NOW - 59 * MINUTE) })).status, true);
  });

  it("goes by the emulator's own credentials", async () => {
    const credentials = { key: "k", secret: "s" };
    const emulator = emulatorAt({ credentials });
    const response = await emulator.fetch(...signed({ key: "k" }, { secret: "s" }));
    assert.equal((await response.json()).status, true);
    assert.deepEqual(emulator.credentials, credentials);
  });

  const unsorted = signed({}, { query: joined(Object.entries(parameters()).reverse()) });

  it("does not depend on the order in the URL", async () => {
    assert.notEqual(await textOf(emulatorAt(), ...unsorted), SIGNATURE_ERROR);
  });

  it("depends on the order in the URL, on demand", async () => {
    const emulator = emulatorAt({ requireSortedQuery: true });
    assert.equal(await textOf(emulator, ...unsorted), SIGNATURE_ERROR);
    assert.notEqual(await textOf(emulator), SIGNATURE_ERROR);
  });

  it("is refused with HTTP 200 by default, and another status on demand", async () => {
    const request = signed({}, { secret: "another" });
    assert.equal((await emulatorAt().fetch(...request)).status, 200);
    assert.equal((await emulatorAt({ errorStatus: 401 }).fetch(...request)).status, 401);
  });

  it("shows mistakes in the emulator's own credentials as errors, not as 2203", async () => {
    const emulator = emulatorAt({ credentials: { key: "k" } });
    await assert.rejects(emulator.fetch(...signed({ key: "k" })), { code: "invalid_credentials" });
  });

  it("uses credentials nobody can take for real", () => {
    assert.match(
      `${EMULATOR_CREDENTIALS.key} ${EMULATOR_CREDENTIALS.secret}`,
      /^emulator-key-not-for-zoom emulator-secret-not-for-zoom$/,
    );
    assert.ok(Object.isFrozen(EMULATOR_CREDENTIALS));
    assert.deepEqual(emulatorAt().credentials, EMULATOR_CREDENTIALS);
  });
});

describe("parameters outside their documented values", () => {
  const wrong = {
    isUpComing: ["True", "1", "", undefined],
    pageNum: ["0", "-1", "1.5", "one", "", undefined, "99999999999"],
    pageSize: ["0", "1001", "ten", "", undefined],
    userId: ["", undefined],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      it(`${name}=${value} is refused in the documented shape`, async () => {
        const errorMessage = `Invalid parameter ${name}(9999).`;
        assert.deepEqual(await answerTo(emulatorAt(), { [name]: value }), {
          status: false,
          errorCode: "400",
          errorMessage,
        });
      });
    }
  }

  it("come with the status for errors", async () => {
    assert.equal((await emulatorAt({ errorStatus: 400 }).fetch(...signed({ pageNum: "0" }))).status, 400);
  });

  it("are told apart only after the signature held", async () => {
    assert.equal(await textOf(emulatorAt(), ...signed({ pageNum: "0" }, { secret: "another" })), SIGNATURE_ERROR);
  });
});

describe("other requests", () => {
  for (const path of ["/", "/api/v1/lti/rich", `${PATH}/`, "/api/v1/lti/rich/meeting/bulkExport"]) {
    it(`${path} is not found`, async () => {
      const response = await emulatorAt().fetch(`${ORIGIN}${path}?a=b`);
      assert.equal(response.status, 404);
      assert.equal((await response.json()).status, false);
    });
  }
  for (const method of ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"]) {
    it(`${method} is not allowed`, async () => {
      const [url, init] = signed();
      const response = await emulatorAt().fetch(url, { ...init, method });
      assert.equal(response.status, 405);
      assert.equal(response.headers.get("allow"), "GET");
    });
  }
});

describe("paging", () => {
  it("cuts the list into pages of the size asked", async () => {
    const emulator = emulatorAt();
    const whole = await listOf(emulator);
    const pages = await Promise.all(
      ["1", "2", "3", "4"].map((pageNum) => resultOf(emulator, { pageNum, pageSize: "20" })),
    );
    assert.deepEqual(
      pages.map(({ list }) => list.length),
      [20, 20, 5, 0],
    );
    assert.deepEqual(
      pages.flatMap(({ list }) => list),
      whole,
    );
    assert.deepEqual(
      pages.map(({ pageNum, pageSize, total }) => [pageNum, pageSize, total]),
      [1, 2, 3, 4].map((n) => [n, 20, 45]),
    );
  });

  it("ignores the size asked, on demand", async () => {
    const { pageSize, list } = await resultOf(emulatorAt({ pageSize: 12 }), { pageSize: "1" });
    assert.deepEqual([pageSize, list.length], [12, 12]);
  });

  for (const option of ["pageSize", "maxRequests"]) {
    it(`refuses a ${option} that is no positive integer`, () => {
      for (const value of [0, -1, 1.5, NaN, "12"]) assert.throws(() => createEmulator({ [option]: value }), TypeError);
    });
  }
});

describe("upcoming and history", () => {
  const at = (minutes, more) => ({
    hostId: TEACHER,
    topic: String(minutes),
    startTime: new Date(NOW + minutes * MINUTE),
    ...more,
  });
  const topics = async (meetings, isUpComing) =>
    (await listOf(emulatorAt({ meetings }), { isUpComing: String(isUpComing) })).map(({ topic }) => topic);

  it("upcoming meetings come earliest first", async () => {
    assert.deepEqual(await topics([at(30), at(10), at(20)], true), ["10", "20", "30"]);
  });

  it("past ones latest first", async () => {
    assert.deepEqual(await topics([at(-90), at(-70), at(-80)], false), ["-70", "-80", "-90"]);
  });

  it("a meeting is upcoming until it is over", async () => {
    const meetings = [at(-60.1), at(-60), at(-1)];
    assert.deepEqual(await topics(meetings, true), ["-60", "-1"]);
    assert.deepEqual(await topics(meetings, false), ["-60.1"]);
  });

  it("a meeting is under way from its first to its last moment", async () => {
    const list = await listOf(emulatorAt({ meetings: [at(-60), at(0), at(0.1)] }));
    assert.deepEqual(
      list.map(({ status }) => status),
      [1, 1, 0],
    );
  });

  it("meetings without a time are upcoming and last, until they are finished", async () => {
    const meetings = [
      at(0, { topic: "null", startTime: null }),
      at(0, { topic: "empty", startTime: "" }),
      at(0, { topic: "finished", startTime: undefined, status: 2 }),
      at(5),
      at(-100),
    ];
    assert.deepEqual(await topics(meetings, true), ["5", "null", "empty"]);
    assert.deepEqual(await topics(meetings, false), ["-100", "finished"]);
  });

  it("null is sent as null, and a meeting whose duration is null is over after an hour", async () => {
    const nothing = { topic: null, duration: null, timezone: null, type: null, status: null };
    const meetings = [at(-60, nothing), at(-60.1, nothing)];
    const [upcoming] = await listOf(emulatorAt({ meetings }));
    const [past] = await listOf(emulatorAt({ meetings }), { isUpComing: "false" });
    for (const meeting of [upcoming, past]) assert.deepEqual({ ...meeting, ...nothing }, meeting);
    assert.notEqual(upcoming.startTime, past.startTime);
  });

  it("a meeting becomes history as the clock moves on", async () => {
    let time = NOW;
    const emulator = createEmulator({ now: () => time, meetings: [at(10)] });
    assert.equal((await listOf(emulator))[0].status, 0);
    time += 20 * MINUTE;
    assert.equal((await listOf(emulator, { timestamp: String(time) }))[0].status, 1);
    time += 60 * MINUTE;
    const asked = { timestamp: String(time) };
    assert.deepEqual(await listOf(emulator, asked), []);
    assert.equal((await listOf(emulator, { ...asked, isUpComing: "false" }))[0].status, 2);
  });

  it("is sorted in the built-in meetings, which all lie on the right side of now", async () => {
    const emulator = emulatorAt();
    const timed = (list) => list.filter(({ startTime }) => startTime);
    const upcoming = timed(await listOf(emulator));
    const past = timed(await listOf(emulator, { isUpComing: "false" }));
    assert.deepEqual(
      upcoming.map(timeOf),
      upcoming.map(timeOf).sort((a, b) => a - b),
    );
    assert.deepEqual(
      past.map(timeOf),
      past.map(timeOf).sort((a, b) => b - a),
    );
    assert.ok(upcoming.every((meeting) => timeOf(meeting) + meeting.duration * MINUTE >= NOW));
    assert.ok(past.every((meeting) => timeOf(meeting) + meeting.duration * MINUTE < NOW));
  });
});

describe("the built-in meetings", () => {
  it("belong to users with much, one, only past and no meetings", async () => {
    const emulator = emulatorAt();
    const totals = await Promise.all(
      emulator.users.map(async ({ userId }) => [
        (await resultOf(emulator, { userId })).total,
        (await resultOf(emulator, { userId, isUpComing: "false" })).total,
      ]),
    );
    assert.deepEqual(totals, [
      [45, 130],
      [1, 0],
      [0, 17],
      [0, 0],
    ]);
  });

  it("keep those totals at any time of the day", async () => {
    for (let hour = 0; hour <= 24; hour += 1.5) {
      const time = NOW + hour * 60 * MINUTE;
      const { total } = await resultOf(createEmulator({ now: () => time }), { timestamp: String(time) });
      assert.equal(total, 45, `${hour} hours on`);
    }
  });

  it("are the same for the same seed and time, and others for another seed", async () => {
    const ids = async (options) => (await everything(emulatorAt(options))).map(({ meetingId }) => meetingId);
    assert.deepEqual(await ids(), await ids({ seed: 1 }));
    assert.notDeepEqual(await ids(), await ids({ seed: 2 }));
  });

  it("keep up with the clock for as long as the emulator runs", async () => {
    let time = NOW;
    const emulator = createEmulator({ now: () => time });
    for (; time < NOW + 90 * 24 * 60 * MINUTE; time += 15 * 24 * 60 * MINUTE) {
      assert.equal((await resultOf(emulator, { timestamp: String(time) })).total, 45);
    }
  });

  it("do not change between two pages asked minutes apart", async () => {
    let time = NOW;
    const emulator = createEmulator({ now: () => time });
    const before = await listOf(emulator);
    time += 10 * MINUTE;
    assert.deepEqual(await listOf(emulator, { timestamp: String(time) }), before);
  });

  it("have every documented type and status", async () => {
    const meetings = await everything(emulatorAt());
    const values = (field) => [...new Set(meetings.map((meeting) => meeting[field]))].sort();
    assert.deepEqual(values("type"), [0, 1, 2, 3, 8]);
    assert.deepEqual(values("status"), [0, 1, 2]);
  });

  it("have ids of 16 bytes, some with + and /, and numbers of 10 or 11 digits", async () => {
    const meetings = await everything(emulatorAt());
    for (const { meetingId, meetingNumber, hostId } of meetings) {
      assert.equal(Buffer.from(meetingId, "base64").length, 16);
      assert.match(meetingId, /^[A-Za-z0-9+/]{22}==$/);
      assert.match(meetingNumber, /^\d{10,11}$/);
      assert.equal(hostId, TEACHER);
    }
    for (const sign of "+/")
      assert.ok(
        meetings.some(({ meetingId }) => meetingId.includes(sign)),
        sign,
      );
    assert.equal(new Set(meetings.map(({ meetingId }) => meetingId)).size, meetings.length);
  });

  it("use the personal meeting number, or null", async () => {
    const meetings = await everything(emulatorAt());
    const personal = meetings.filter(({ pmi }) => pmi !== null);
    assert.ok(personal.length > 3 && personal.length < meetings.length / 2);
    for (const { pmi, meetingNumber } of personal) assert.equal(pmi, meetingNumber);
  });

  it("have topics in many scripts, with quotes, backslashes, markup and emoji", async () => {
    const topics = (await everything(emulatorAt())).map(({ topic }) => topic).join("\n");
    const wanted = [
      /\p{Script=Han}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Devanagari}/u,
      /ñ|ó/,
      /"/,
      /\\/,
      /<b>/,
      /&/,
      /\p{Emoji_Presentation}/u,
    ];
    for (const pattern of wanted) assert.match(topics, pattern);
  });

  it("are in zones every platform knows, with half hours and daylight saving", async () => {
    const zones = new Set((await everything(emulatorAt())).map(({ timezone }) => timezone));
    for (const timeZone of zones) new Intl.DateTimeFormat("en", { timeZone });
    for (const zone of ["Asia/Kolkata", "America/St_Johns", "America/New_York", "Europe/Berlin"])
      assert.ok(zones.has(zone), zone);
  });

  it("without a fixed time come with a time, null, empty, or without the field", async () => {
    const unfixed = (await listOf(emulatorAt())).filter(({ type }) => type === 3).map(({ startTime }) => startTime);
    for (const form of [null, "", undefined]) assert.ok(unfixed.includes(form), String(form));
    assert.ok(unfixed.some((startTime) => startTime));
  });

  it("are not laid out before there is a request, since a Worker's clock stands at 0 till then", () => {
    createEmulator({ now: () => assert.fail("asked for the time") });
  });
});

describe("your own meetings", () => {
  it("have what is left out filled in, by the clock where it matters", async () => {
    const [meeting] = await listOf(emulatorAt({ meetings: [{ hostId: TEACHER }] }));
    const { meetingId, meetingNumber, ...rest } = meeting;
    assert.match(`${meetingId} ${meetingNumber}`, /^[A-Za-z0-9+/]{22}== 8\d{10}$/);
    assert.deepEqual(rest, {
      hostId: TEACHER,
      topic: "Meeting 1",
      duration: 60,
      timezone: "UTC",
      pmi: null,
      type: 3,
      status: 0,
    });
  });

  it("keep undocumented fields, after the documented ones", async () => {
    const [meeting] = await listOf(emulatorAt({ meetings: [{ ...ARTICLE_MEETING, shiny: [1, { deep: null }] }] }));
    assert.deepEqual(Object.entries(meeting).at(-1), ["shiny", [1, { deep: null }]]);
  });

  it("keep codes nobody has documented", async () => {
    const [meeting] = await listOf(emulatorAt({ meetings: [{ ...ARTICLE_MEETING, type: 99, status: 7 }] }));
    assert.deepEqual([meeting.type, meeting.status], [99, 7]);
  });

  it("may be a function of the clock", async () => {
    const meetings = (time) => [{ hostId: TEACHER, startTime: new Date(time + 90_000) }];
    assert.equal((await listOf(emulatorAt({ meetings })))[0].startTime, "2022-08-04 09:31:35");
  });

  it("make their hosts the users, unless users are given", () => {
    assert.deepEqual(emulatorAt({ meetings: [ARTICLE_MEETING, ARTICLE_MEETING] }).users, [
      { userId: TEACHER, name: TEACHER },
    ]);
    const users = [{ userId: "u", name: "You" }];
    assert.equal(emulatorAt({ meetings: [ARTICLE_MEETING], users }).users, users);
  });
});

describe("recorded requests", () => {
  it("are as handed over: method, URL, headers, body", async () => {
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

  it("can be cleared, and count anew", async () => {
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

  it("are bounded: the latest are kept", async () => {
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

describe("the shapes of fetch", () => {
  const [url, init] = signed();
  const forms = {
    "a string": [url, init],
    "path and query alone": [url.slice(ORIGIN.length), init],
    "a URL": [new URL(url), init],
    "a Request": [new Request(url, init)],
    "a Request, its headers given again": [new Request(url), { headers: new Headers(init.headers) }],
    "pairs of headers": [url, { headers: [["x-lti-signature", init.headers["X-Lti-Signature"]]] }],
    "a fragment, which does not travel": [`${url}#top`, init],
    "a Worker's call, with a binding named like an option": [
      new Request(url, init),
      { method: "POST", headers: {} },
      { waitUntil() {} },
    ],
    "Bun's call, with its server": [new Request(url, init), { port: 3000, upgrade() {} }],
  };
  for (const [form, request] of Object.entries(forms)) {
    it(form, async () => {
      const { fetch } = emulatorAt();
      assert.equal((await (await fetch(...request)).json()).status, true);
    });
  }

  it("finds the path before a fragment, too", async () => {
    assert.equal(await textOf(emulatorAt(), `${PATH}#top`), SIGNATURE_ERROR);
  });

  it("joins repeated headers, as a server sees them", async () => {
    assert.equal(await textOf(emulatorAt(), url, { headers: { "X-Lti-Signature": ["a", "b"] } }), SIGNATURE_ERROR);
  });

  it("rejects with the reason of a signal that is aborted before, and sends nothing", async () => {
    const emulator = emulatorAt();
    const reason = new Error("changed my mind");
    await assert.rejects(emulator.fetch(url, { ...init, signal: AbortSignal.abort(reason) }), reason);
    assert.equal(emulator.requests.length, 0);
  });
});

describe("CORS", () => {
  const cors = "https://page.example";

  it("lets the page read answers, on demand", async () => {
    const { headers } = await emulatorAt({ cors }).fetch(...signed());
    assert.equal(headers.get("access-control-allow-origin"), cors);
    assert.equal(headers.get("access-control-expose-headers"), "Date, Retry-After");
    assert.equal(headers.get("vary"), "Origin");
  });

  it("lets it read faults too", async () => {
    const { headers } = await emulatorAt({ cors, fault: { kind: "http_status", status: 503 } }).fetch(...signed());
    assert.equal(headers.get("access-control-allow-origin"), cors);
  });

  it("lets it send the signature, whatever the fault", async () => {
    const emulator = emulatorAt({ cors: "*", fault: { kind: "network" } });
    const { status, headers } = await emulator.fetch(signed()[0], { method: "OPTIONS" });
    assert.equal(status, 204);
    assert.equal(headers.get("access-control-allow-headers"), "X-Lti-Signature, Content-Type");
    assert.equal(headers.get("access-control-allow-methods"), "GET, POST, PUT");
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.equal(headers.get("vary"), null);
  });
});

const sound = await textOf(emulatorAt());

describe("faults", () => {
  const faulty = (fault, options) => emulatorAt({ fault, ...options });
  const answered = async (fault, options) => {
    const response = await faulty(fault, options).fetch(...signed());
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it("api_error is the signature error by default", async () => {
    const { status, text } = await answered({ kind: "api_error" });
    assert.deepEqual([status, text], [200, SIGNATURE_ERROR]);
  });

  it("api_error 2237 has the words seen from Zoom", async () => {
    const { text } = await answered({ kind: "api_error", detail: 2237 });
    assert.equal(text, '{"status":false,"errorCode":"401","errorMessage":"The recording does not exist(2237)."}');
  });

  it("api_error takes any number, code, message and status", async () => {
    assert.match((await answered({ kind: "api_error", detail: 1234 })).text, /"Emulated error\(1234\)\."/);
    const { status, text } = await answered({ kind: "api_error", status: 401, errorCode: "7", errorMessage: "m" });
    assert.deepEqual([status, text], [401, '{"status":false,"errorCode":"7","errorMessage":"m"}']);
  });

  it("api_error has the emulator's status for errors", async () => {
    assert.equal((await answered({ kind: "api_error" }, { errorStatus: 401 })).status, 401);
  });

  for (const code of [429, 500, 502, 503]) {
    it(`http_status ${code} is an HTML page`, async () => {
      const { status, headers, text } = await answered({ kind: "http_status", status: code });
      assert.equal(status, code);
      assert.equal(headers.get("content-type"), "text/html; charset=utf-8");
      assert.equal(headers.get("retry-after"), null);
      assert.match(text, new RegExp(`<h1>${code}</h1>`));
    });
  }

  for (const retryAfter of [7, "Thu, 04 Aug 2022 09:31:00 GMT"]) {
    it(`http_status may ask to retry after ${retryAfter}`, async () => {
      const { headers } = await answered({ kind: "http_status", status: 429, retryAfter });
      assert.equal(headers.get("retry-after"), String(retryAfter));
    });
  }

  it("truncated_body is half of it, or so many bytes", async () => {
    assert.equal((await answered({ kind: "truncated_body", bytes: 9 })).text, '{"status"');
    const { text } = await answered({ kind: "truncated_body" });
    assert.throws(() => JSON.parse(text), SyntaxError);
    assert.ok(sound.startsWith(text.slice(0, -1)) && text.length > 100);
  });

  it("broken_body fails in the middle of the body", async () => {
    const response = await faulty({ kind: "broken_body" }).fetch(...signed());
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), TypeError);
  });

  it("empty_body has status and type as usual", async () => {
    const { status, headers, text } = await answered({ kind: "empty_body" });
    assert.deepEqual([status, headers.get("content-type"), text], [200, "application/json", ""]);
  });

  it("html is a page with status 200", async () => {
    const { status, headers, text } = await answered({ kind: "html" });
    assert.deepEqual([status, headers.get("content-type")], [200, "text/html; charset=utf-8"]);
    assert.match(text, /^<!DOCTYPE html>/);
  });

  it("redirect leads to another origin", async () => {
    const { status, headers, text } = await answered({ kind: "redirect" });
    assert.deepEqual([status, headers.get("location"), text], [302, "https://elsewhere.invalid/login", ""]);
    const other = await answered({ kind: "redirect", status: 307, location: "/elsewhere" });
    assert.deepEqual([other.status, other.headers.get("location")], [307, "/elsewhere"]);
  });

  it("network rejects as fetch does, or with what is given", async () => {
    await assert.rejects(faulty({ kind: "network" }).fetch(...signed()), new TypeError("fetch failed"));
    await assert.rejects(
      faulty({ kind: "network", error: "a bare string" }).fetch(...signed()),
      (error) => error === "a bare string",
    );
  });

  it("content_type is a wrong one, or none", async () => {
    const { headers, text } = await answered({ kind: "content_type" });
    assert.deepEqual([headers.get("content-type"), text], ["text/plain", sound]);
    assert.equal((await answered({ kind: "content_type", contentType: null })).headers.get("content-type"), null);
  });

  it("oversized_body is the same JSON, too long", async () => {
    const { text } = await answered({ kind: "oversized_body", bytes: 200_001 });
    assert.equal(Buffer.byteLength(text), 200_001);
    assert.deepEqual(JSON.parse(text), JSON.parse(sound));
    assert.equal(Buffer.byteLength((await answered({ kind: "oversized_body" })).text), 17 * 2 ** 20);
  });

  it("oversized_body is made as it is read", async () => {
    const { body } = await faulty({ kind: "oversized_body", bytes: 2 ** 50 }).fetch(...signed());
    const reader = body.getReader();
    for (let i = 0; i < 10; i++) assert.equal((await reader.read()).done, false);
    await reader.cancel();
  });

  it("deep_nesting precedes the sound fields", async () => {
    const { text } = await answered({ kind: "deep_nesting", depth: 3 });
    assert.equal(text, `{"nested":[[[]]],${sound.slice(1)}`);
    assert.match((await answered({ kind: "deep_nesting" })).text, /^\{"nested":\[{100000}\]{100000},"status":true/);
  });

  it("a kind that does not exist is an error, not silence", async () => {
    for (const kind of ["typo", "toString"])
      await assert.rejects(faulty({ kind }).fetch(...signed()), /unknown kind of fault/);
  });

  it("may be set and lifted between requests", async () => {
    const emulator = emulatorAt();
    emulator.fault = { kind: "html" };
    assert.match(await textOf(emulator), /^<!DOCTYPE/);
    emulator.fault = null;
    assert.equal(await textOf(emulator), sound);
  });

  it("may be a function of the request, asynchronous too", async () => {
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

  it("a function that never decides can be aborted", async () => {
    const controller = new AbortController();
    const [url, init] = signed();
    const pending = faulty(() => new Promise(() => {})).fetch(url, { ...init, signal: controller.signal });
    controller.abort(new Error("enough"));
    await assert.rejects(pending, new Error("enough"));
  });

  it("spoil the answer that was due, errors too", async () => {
    const emulator = faulty({ kind: "content_type" });
    assert.equal(await textOf(emulator, ...signed({}, { secret: "another" })), SIGNATURE_ERROR);
  });
});

describe("delays", () => {
  /** A sleep that ends when the test says so. */
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

  it("hold the headers back", async () => {
    const { naps, sleep } = manualSleep();
    const pending = emulatorAt({ sleep, fault: { kind: "delay", headersMs: 5000 } }).fetch(...signed());
    assert.equal(await settled(pending), false);
    assert.equal(naps[0].ms, 5000);
    naps[0].wake();
    assert.equal((await (await pending).json()).status, true);
  });

  it("hold the second half of the body back", async () => {
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
    // A timer left behind would keep this file's process from ending.
    it(`end with the signal's reason while waiting for ${what}`, async () => {
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

  it("that are cancelled by the reader leave no timer behind", async () => {
    const { body } = await emulatorAt({ fault: { kind: "delay", bodyMs: 1e9 } }).fetch(...signed());
    const reader = body.getReader();
    await reader.read();
    const pending = reader.read();
    assert.equal(await settled(pending), false);
    await reader.cancel();
    assert.deepEqual(await pending, { done: true, value: undefined });
  });

  it("wait by a timer of the platform", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const pending = emulatorAt({ fault: { kind: "delay", headersMs: 1000 } }).fetch(...signed());
    assert.equal(await settled(pending), false);
    t.mock.timers.tick(999);
    assert.equal(await settled(pending), false);
    t.mock.timers.tick(1);
    assert.equal((await pending).status, 200);
  });

  it("leave no listener on the signal", async () => {
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

  it("answers over HTTP as in place", () =>
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

  it("records target and headers as they came off the wire", () =>
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

  it("passes status and headers of faults on", () =>
    serving({ fault: { kind: "redirect" } }, async ({ get }) => {
      const response = await get();
      assert.deepEqual([response.status, response.headers.get("location")], [302, "https://elsewhere.invalid/login"]);
    }));

  it("answers other methods", () =>
    serving({}, async ({ origin }) => {
      assert.equal((await fetch(origin + PATH, { method: "POST", body: "x" })).status, 405);
      assert.equal((await fetch(origin + PATH, { method: "HEAD" })).status, 405);
    }));

  it("drops the connection on a network fault", () =>
    serving({ fault: { kind: "network" } }, async ({ get }) => {
      await assert.rejects(get(), TypeError);
    }));

  it("drops it in the middle of a broken body", () =>
    serving({ fault: { kind: "broken_body" } }, async ({ get }) => {
      const response = await get();
      await assert.rejects(response.text(), TypeError);
    }));

  it("sends an oversized body whole", () =>
    serving({ fault: { kind: "oversized_body", bytes: 3 * 2 ** 20 } }, async ({ get }) => {
      assert.equal((await (await get()).arrayBuffer()).byteLength, 3 * 2 ** 20);
    }));

  it("stops sending when nobody reads any more", () =>
    serving({ fault: { kind: "oversized_body", bytes: 2 ** 50 } }, async ({ get }) => {
      const { body } = await get();
      const reader = body.getReader();
      await reader.read();
      await reader.cancel();
    }));

  it("ends a delay when the client goes away", async () => {
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
