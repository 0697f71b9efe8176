// listMeetings against the emulator, in place of fetch.

import { at, userId } from "./samples.mjs";

const now = () => at;

function start(testing, options = {}) {
  const emulator = testing.createEmulator({ now, ...options });
  return { emulator, options: { fetch: emulator.fetch, now }, credentials: emulator.credentials };
}

export const emulated = [
  [
    "list: a page of upcoming meetings, with how it was obtained",
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
    "list: what was received is what was signed, byte for byte",
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
    "list: the page size is what came back",
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
    "LtiPro: a call under way outlives dispose",
    async ({ lib, testing, assert }) => {
      const { credentials, options } = start(testing);
      const zoom = new lib.LtiPro(credentials, options);
      const page = zoom.listMeetings({ userId });
      zoom.dispose();
      assert.ok((await page).list.length > 0);
    },
  ],
  [
    "list: 200 calls at once, each with its own answer",
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
    "list: an upcoming page wholly in the past raises a warning that names the other reading",
    async ({ lib, testing, assert }) => {
      // Meant as 08:00 in New York, which is 12:00 UTC; read as UTC it is over by 11:00.
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
    },
  ],
];
