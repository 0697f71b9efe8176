// The emulator's endpoints that write, with requests from signRequest.

import { at } from "./samples.mjs";

const now = () => at;
const idle = "Zt0Rk_5vQh-W2mBs7cPdXA";
const course = { contextId: "ctx-1", domain: "lms.example.edu" };

/** {emulator, call, topics}: `call` resolves to the decoded envelope, `topics` to those of the user's upcoming list. */
function start({ lib, testing }, options = {}) {
  const emulator = testing.createEmulator({ now, ...options });
  const { credentials } = emulator;
  const call = async (method, path, body) => {
    const { url, headers } = lib.signRequest(credentials, { path, params: { userId: idle }, timestamp: at });
    return (await emulator.fetch(url, { method, headers, body: JSON.stringify(body) })).json();
  };
  const topics = async () => {
    const { list } = await lib.listMeetings(credentials, { userId: idle }, { fetch: emulator.fetch, now });
    return list.map(({ topic }) => topic);
  };
  return { emulator, call, topics };
}

const entry = (meetingId) => ({ meetingId, ...course });

export const emulatedWrites = [
  [
    "emulator: imported meetings are listed, and disassociated meetings are not",
    async (context) => {
      const { call, topics } = start(context);
      const meetingList = [entry("111"), entry("222")];
      const imported = await call("POST", "/meeting/bulkImport", { userId: idle, meetingList });
      context.assert.deepEqual(imported.result, { emulated: true, accepted: ["111", "222"], refused: [] });
      context.assert.deepEqual(await topics(), ["Imported meeting 111", "Imported meeting 222"]);
      context.assert.equal((await call("PUT", "/meeting/bulkDisassociate", [entry("111")])).status, true);
      context.assert.deepEqual(await topics(), ["Imported meeting 222"]);
    },
  ],
  [
    "emulator: a created meeting starts in its time zone",
    async (context) => {
      const { emulator, call } = start(context);
      const meetingInfo = { topic: "Algebra", start_time: "2099-08-05T17:00:00", timezone: "Asia/Tokyo" };
      const { result } = await call("POST", "/meeting/createAndAssociate", { userId: idle, ...course, meetingInfo });
      const query = { userId: idle };
      const { list } = await context.lib.listMeetings(emulator.credentials, query, { fetch: emulator.fetch, now });
      context.assert.deepEqual(
        list.map(({ meetingNumber, topic, startTime }) => [meetingNumber, topic, startTime]),
        [[String(result.id), "Algebra", "2099-08-05 08:00:00"]],
      );
    },
  ],
  [
    "emulator: an error after creation has the id; bulkImport associates it",
    async (context) => {
      const { emulator, call, topics } = start(context, { fault: { kind: "not_associated" } });
      const body = { userId: idle, ...course, meetingInfo: { topic: "Algebra" } };
      const { status, result } = await call("POST", "/meeting/createAndAssociate", body);
      context.assert.equal(status, false);
      context.assert.deepEqual(await topics(), []);
      emulator.fault = null;
      await call("POST", "/meeting/bulkImport", [entry(String(result.id))]);
      context.assert.deepEqual(await topics(), ["Algebra"]);
    },
  ],
  [
    "emulator: a call with a lost response takes effect",
    async (context) => {
      const { emulator, call, topics } = start(context, { fault: { kind: "lost_response" } });
      await context.assert.rejects(call("POST", "/meeting/bulkImport", [entry("111")]), /fetch failed/);
      emulator.fault = null;
      context.assert.deepEqual(await topics(), ["Imported meeting 111"]);
    },
  ],
  [
    "emulator: more than 400 meetings, and meetingId in place of the number, are refused",
    async (context) => {
      const { call } = start(context);
      const many = Array.from({ length: 401 }, (_, i) => entry(String(i)));
      for (const [body, name] of [
        [many, "body"],
        [[entry("UxDWPuPdT1OBudHV56kYJQ==")], "[0].meetingId"],
      ])
        context.assert.deepEqual(await call("POST", "/meeting/bulkImport", body), {
          status: false,
          errorCode: "400",
          errorMessage: `Invalid parameter ${name}(9999).`,
        });
    },
  ],
  [
    "emulator: as the handler of a Worker it reads the body of a Request",
    async ({ lib, testing, assert }) => {
      const emulator = testing.createEmulator({ now });
      const path = "/meeting/bulkImport";
      const { url, headers } = lib.signRequest(emulator.credentials, { path, timestamp: at });
      const body = JSON.stringify([entry("333")]);
      const response = await emulator.fetch(new Request(url, { method: "POST", headers, body }), {}, {});
      assert.deepEqual((await response.json()).result.accepted, ["333"]);
      assert.equal(emulator.requests[0].body, body);
    },
  ],
];
