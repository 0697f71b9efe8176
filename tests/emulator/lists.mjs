// The lists that the emulator serves: the documented response, pages, upcoming meetings and history.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createEmulator } from "zoom-lti-pro/testing";
import {
  ARTICLE_MEETING,
  responseTo,
  emulatorAt,
  listOf,
  MINUTE,
  NOW,
  resultOf,
  signed,
  TEACHER,
  textOf,
  timeOf,
} from "./emulator.mjs";

describe("the documented response", () => {
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

  it("contains the article's meeting at the time of the article's example", async () => {
    assert.deepEqual(
      (await listOf(emulatorAt())).find(({ topic }) => topic === "Alpha DevA Course1"),
      ARTICLE_MEETING,
    );
  });

  it("names the zone as the article's table does, if chosen", async () => {
    const [meeting] = await listOf(emulatorAt({ timeZoneField: "timeZone", meetings: [ARTICLE_MEETING] }));
    const fields = Object.keys(ARTICLE_MEETING).map((name) => name.replace("timezone", "timeZone"));
    assert.deepEqual(Object.keys(meeting), fields);
    assert.equal(meeting.timeZone, "Asia/Shanghai");
  });

  it("is an empty list for an unknown user", async () => {
    assert.deepEqual(await responseTo(emulatorAt(), { userId: "nobody" }), {
      status: true,
      result: { pageNum: 1, pageSize: 20, total: 0, list: [] },
    });
  });
});

describe("paging", () => {
  it("pages have the requested size", async () => {
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

  it("ignores the requested size, if chosen", async () => {
    const { pageSize, list } = await resultOf(emulatorAt({ pageSize: 12 }), { pageSize: "1" });
    assert.deepEqual([pageSize, list.length], [12, 12]);
  });

  for (const option of ["pageSize", "maxRequests"]) {
    it(`refuses a ${option} that is not a positive integer`, () => {
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

  it("past meetings come latest first", async () => {
    assert.deepEqual(await topics([at(-90), at(-70), at(-80)], false), ["-70", "-80", "-90"]);
  });

  it("a meeting is upcoming until it is over", async () => {
    const meetings = [at(-60.1), at(-60), at(-1)];
    assert.deepEqual(await topics(meetings, true), ["-60", "-1"]);
    assert.deepEqual(await topics(meetings, false), ["-60.1"]);
  });

  it("a meeting is started from its first to its last moment", async () => {
    const list = await listOf(emulatorAt({ meetings: [at(-60), at(0), at(0.1)] }));
    assert.deepEqual(
      list.map(({ status }) => status),
      [1, 1, 0],
    );
  });

  it("meetings without a time are upcoming and last until they are finished", async () => {
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

  it("null is sent as null; a meeting without a duration is over after an hour", async () => {
    const nothing = { topic: null, duration: null, timezone: null, type: null, status: null };
    const meetings = [at(-60, nothing), at(-60.1, nothing)];
    const [upcoming] = await listOf(emulatorAt({ meetings }));
    const [past] = await listOf(emulatorAt({ meetings }), { isUpComing: "false" });
    for (const meeting of [upcoming, past]) assert.deepEqual({ ...meeting, ...nothing }, meeting);
    assert.notEqual(upcoming.startTime, past.startTime);
  });

  it("a meeting becomes past as time passes", async () => {
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

  it("the built-in meetings are sorted, and in the correct list", async () => {
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
