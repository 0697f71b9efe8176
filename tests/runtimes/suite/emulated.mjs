// listMeetings with the emulator instead of fetch.

import { at, userId } from "./samples.mjs";

const now = () => at;

function start(testing, options = {}) {
  const emulator = testing.createEmulator({ now, ...options });
  return { emulator, options: { fetch: emulator.fetch, now }, credentials: emulator.credentials };
}

export const emulated = [
  [
    "list: a page of upcoming meetings, with its metadata",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const page = await lib.listMeetings(credentials, { userId, pageSize: 5 }, options);
      assert.deepEqual([page.pageNum, page.pageSize, page.list.length], [1, 5, 5]);
      assert.ok(page.total > 5);
      const { clockOffsetMs, ...meta } = page.meta;
      assert.deepEqual(meta, { attempts: 1, status: 200, requestedAt: at, warnings: [] });
      assert.ok(Math.abs(clockOffsetMs) < 1000, String(clockOffsetMs));
    },
  ],
  [
    "list: the request arrives as it was signed, byte for byte",
    async ({ lib, testing, assert }) => {
      const { emulator, credentials, options } = start(testing);
      await lib.listMeetings(credentials, { userId, isUpComing: false }, options);
      const { url, headers } = emulator.requests.at(-1);
      const { baseString, signature } = lib.signRequest(credentials, { userId, isUpComing: false, timestamp: at });
      assert.equal(url.slice(url.indexOf("?") + 1), baseString);
      assert.deepEqual(
        headers.filter(([name]) => name.toLowerCase() === "x-lti-signature").map(([, value]) => value),
        [signature],
      );
    },
  ],
  [
    "list: the history, all pages",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const seen = new Set();
      for (let pageNum = 1; ; pageNum++) {
        const page = await lib.listMeetings(credentials, { userId, isUpComing: false, pageNum, pageSize: 50 }, options);
        for (const meeting of page.list) seen.add(meeting.meetingId);
        if (page.list.length < 50) {
          assert.equal(seen.size, page.total);
          return;
        }
      }
    },
  ],
  [
    "list: pageSize is the one of the response",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing, { pageSize: 12 });
      const page = await lib.listMeetings(credentials, { userId, pageSize: 1 }, options);
      assert.deepEqual([page.pageSize, page.list.length], [12, 12]);
    },
  ],
  [
    "list: an unknown user has no meetings",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const { list, total } = await lib.listMeetings(credentials, { userId: "nobody" }, options);
      assert.deepEqual([list, total], [[], 0]);
    },
  ],
  [
    "list: a wrong secret is signature_rejected, with the detail and a hint",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const error = await assert.rejects(lib.listMeetings({ ...credentials, secret: "wrong" }, { userId }, options), {
        code: "signature_rejected",
        errorCode: "401",
        detail: 2203,
        attempts: 1,
      });
      assert.ok(lib.isLtiProError(error) && error instanceof lib.LtiProError && error instanceof Error);
      assert.equal(error.name, "LtiProError");
    },
  ],
  [
    "list: an object with a method fetch, such as a service binding",
    async ({ lib, testing, assert }) => {
      const { emulator, credentials } = start(testing);
      const binding = {
        fetch(url, init) {
          if (this !== binding) throw new TypeError("Illegal invocation");
          return emulator.fetch(url, init);
        },
      };
      assert.ok((await lib.listMeetings(credentials, { userId }, { fetch: binding, now })).list.length > 0);
    },
  ],
  [
    "LtiPro: its options are the defaults of its calls",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const zoom = new lib.LtiPro(credentials, options);
      const [a, b] = await Promise.all([
        zoom.listMeetings({ userId }),
        zoom.listMeetings({ userId, isUpComing: false }),
      ]);
      assert.ok(a.list.length > 0 && b.list.length > 0);
      await assert.rejects(zoom.listMeetings({ userId }, { fetch: () => Promise.reject(new TypeError("no")) }), {
        code: "network",
      });
    },
  ],
  [
    "LtiPro: an undefined option of a call keeps the client's option",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const zoom = new lib.LtiPro(credentials, { ...options, baseUrl: "https://lti.example.edu/api/v1/lti/rich" });
      const given = { baseUrl: undefined, fetch: undefined, now: undefined };
      assert.ok((await zoom.listMeetings({ userId }, given)).list.length > 0);
      assert.ok((await zoom.meetings({ userId }, given).toArray({ limit: 1 })).length > 0);
      const [{ meetings }] = await zoom.listMeetingsForUsers([userId], given).toArray();
      assert.ok(meetings.length > 0);
      assert.ok(zoom.signRequest({ userId }, given).url.startsWith("https://lti.example.edu/api/v1/lti/rich/"));
    },
  ],
  [
    "LtiPro: a query may be an instance of a class, for one page and for all",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const zoom = new lib.LtiPro(credentials, options);
      class Query {
        get userId() {
          return userId;
        }
      }
      const { total } = await zoom.listMeetings(new Query());
      assert.equal((await zoom.meetings(new Query()).toArray()).length, total);
    },
  ],
  [
    "LtiPro: an invalid option rejects and does not throw",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const zoom = new lib.LtiPro(credentials, options);
      const wrong = { code: "invalid_argument", field: "timeoutMs" };
      const call = zoom.listMeetings({ userId }, { timeoutMs: -1 });
      await assert.rejects(call, wrong);
      await assert.rejects(zoom.request({ method: "GET", path: "/x" }, { timeoutMs: -1 }), wrong);
    },
  ],
  [
    "LtiPro: a call that is already running survives dispose",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const zoom = new lib.LtiPro(credentials, options);
      const page = zoom.listMeetings({ userId });
      zoom.dispose();
      assert.ok((await page).list.length > 0);
    },
  ],
  [
    "list: 200 calls at once, each with its own response",
    async ({ lib, testing, assert }) => {
      const { credentials, options, emulator } = start(testing);
      const users = emulator.users.map((user) => user.userId);
      const pages = await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          lib.listMeetings(credentials, { userId: users[i % users.length], isUpComing: i % 2 === 0 }, options),
        ),
      );
      for (const [i, page] of pages.entries())
        for (const meeting of page.list) assert.equal(meeting.hostId, users[i % users.length]);
    },
  ],
  [
    "list: an upcoming page that is completely in the past gives a warning about startTimeIn",
    async ({ lib, testing, assert }) => {
      // 08:00 in New York is 12:00 UTC. Read as UTC, the meeting is over at 11:00.
      const eleven = Date.UTC(2022, 7, 26, 11, 0);
      const raised = [];
      const list = {
        status: true,
        result: {
          pageNum: 1,
          pageSize: 20,
          total: 1,
          list: [
            {
              meetingId: "a",
              meetingNumber: "1",
              hostId: userId,
              topic: "Soon",
              startTime: "2022-08-26 08:00:00",
              duration: 30,
              timezone: "America/New_York",
              pmi: null,
              type: 2,
              status: 0,
            },
          ],
        },
      };
      const fetch = async () => new Response(JSON.stringify(list));
      const options = { fetch, now: () => eleven, onWarning: (warning) => raised.push(warning.code) };
      const page = await lib.listMeetings(testing.EMULATOR_CREDENTIALS, { userId }, options);
      assert.deepEqual(
        page.meta.warnings.map(({ code }) => code),
        ["start_times_past"],
      );
      await Promise.resolve();
      assert.deepEqual(raised, ["start_times_past"]);
      const calm = await lib.listMeetings(
        testing.EMULATOR_CREDENTIALS,
        { userId },
        { ...options, startTimeIn: "timezone" },
      );
      assert.deepEqual(calm.meta.warnings, []);
      const warned = async (changes) => {
        const [meeting] = list.result.list;
        const body = { ...list, result: { ...list.result, list: [{ ...meeting, ...changes }] } };
        const { meta } = await lib.listMeetings(
          testing.EMULATOR_CREDENTIALS,
          { userId },
          { ...options, fetch: async () => new Response(JSON.stringify(body)) },
        );
        return meta.warnings.map(({ code }) => code);
      };
      assert.deepEqual(await warned({ startTime: "2022-08-26 08:00" }), ["start_times_past"]);
      // Without a fixed time, or with its own offset, a meeting says nothing about the reading of times.
      assert.deepEqual(await warned({ type: 3 }), []);
      assert.deepEqual(await warned({ startTime: "2022-08-26T08:00:00Z" }), []);
    },
  ],
  [
    "list: missing fields are null, and one warning for each page names them",
    async ({ lib, testing, assert }) => {
      const hostId = "u-1";
      const soon = new Date(at + 3_600_000);
      const meetings = [
        { hostId, startTime: soon, type: 2, duration: null, timezone: null },
        { hostId, startTime: soon, type: 1, topic: null, duration: null },
        { hostId, startTime: soon, type: null, status: null, duration: "" },
        { hostId, startTime: null, timezone: "" },
        { hostId, startTime: null },
      ];
      const emulator = testing.createEmulator({ meetings, now: () => at });
      const raised = [];
      const options = { fetch: emulator.fetch, now: () => at, onWarning: ({ code }) => raised.push(code) };
      const zoom = new lib.LtiPro(emulator.credentials, options);
      const message = (text) => ({ code: "fields_missing", message: text });
      for (const isUpComing of [true, "true"]) {
        const { list, meta } = await zoom.listMeetings({ userId: hostId, isUpComing });
        assert.deepEqual(
          list.map(({ topic, duration, timezone, type, status }) => [topic, duration, timezone, type, status]),
          [
            ["Meeting 1", null, null, 2, 0],
            [null, null, "UTC", 1, 0],
            ["Meeting 3", null, "UTC", null, null],
            ["Meeting 4", 60, null, 3, 0],
            ["Meeting 5", 60, "UTC", 3, 0],
          ],
        );
        const fields = "topic in 1, duration in 3, timezone in 2, type in 1, status in 1";
        const text = `missing values on a page of 5 meetings: ${fields}`;
        assert.deepEqual(meta.warnings, [message(text)]);
      }
      const pages = [];
      for await (const page of zoom.meetings({ userId: hostId, pageSize: 3 }).pages())
        pages.push(page.meta.warnings.map(({ message: text }) => text));
      assert.deepEqual(pages, [
        ["missing values on a page of 3 meetings: topic in 1, duration in 3, timezone in 1, type in 1, status in 1"],
        ["missing values on a page of 2 meetings: timezone in 1"],
      ]);
      const [{ meetings: all }] = await zoom.listMeetingsForUsers([hostId]).toArray();
      assert.equal(all.length, 5);
      await Promise.resolve();
      assert.deepEqual(raised, Array(5).fill("fields_missing"));
    },
  ],
  [
    "list: past meetings without a duration give this warning, but none about times",
    async ({ lib, testing, assert }) => {
      const hostId = "u-1";
      const meetings = [{ hostId, startTime: "2022-08-04 06:00:00", timezone: "America/New_York", duration: null }];
      const emulator = testing.createEmulator({ meetings, now: () => Date.UTC(2022, 7, 4, 6, 30) });
      // One hour later the meeting began 90 minutes ago. It may be over or not.
      const options = { fetch: emulator.fetch, now: () => Date.UTC(2022, 7, 4, 7, 30) };
      for (const [isUpComing, length] of [
        [true, 1],
        [false, 0],
      ]) {
        const { list, meta } = await lib.listMeetings(emulator.credentials, { userId: hostId, isUpComing }, options);
        assert.deepEqual(
          [list.length, meta.warnings.map(({ code }) => code)],
          [length, Array(length).fill("fields_missing")],
        );
      }
      const later = { ...options, now: () => Date.UTC(2022, 7, 4, 8) };
      const past = testing.createEmulator({ meetings, now: later.now });
      const { meta } = await lib.listMeetings(
        past.credentials,
        { userId: hostId, isUpComing: false },
        { ...later, fetch: past.fetch },
      );
      assert.deepEqual(
        meta.warnings.map(({ code }) => code),
        ["fields_missing"],
      );
    },
  ],
];
