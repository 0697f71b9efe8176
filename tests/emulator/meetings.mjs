// The built-in meetings, and your own.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createEmulator } from "zoom-lti-pro/testing";
import { ARTICLE_MEETING, emulatorAt, everything, listOf, MINUTE, NOW, resultOf, TEACHER } from "./emulator.mjs";

describe("the built-in meetings", () => {
  it("belong to users with many, one, only past, and no meetings", async () => {
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

  it("have the same totals at any time of the day", async () => {
    for (let hour = 0; hour <= 24; hour += 1.5) {
      const time = NOW + hour * 60 * MINUTE;
      const { total } = await resultOf(createEmulator({ now: () => time }), { timestamp: String(time) });
      assert.equal(total, 45, `${hour} hours on`);
    }
  });

  it("depend only on seed and time", async () => {
    const ids = async (options) => (await everything(emulatorAt(options))).map(({ meetingId }) => meetingId);
    assert.deepEqual(await ids(), await ids({ seed: 1 }));
    assert.notDeepEqual(await ids(), await ids({ seed: 2 }));
  });

  it("follow the clock while the emulator runs", async () => {
    let time = NOW;
    const emulator = createEmulator({ now: () => time });
    for (; time < NOW + 90 * 24 * 60 * MINUTE; time += 15 * 24 * 60 * MINUTE) {
      assert.equal((await resultOf(emulator, { timestamp: String(time) })).total, 45);
    }
  });

  it("do not change between two pages read minutes apart", async () => {
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

  it("have IDs of 16 bytes, some with + and /, and numbers of 10 or 11 digits", async () => {
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

  it("have time zones that every platform knows, with half hours and daylight saving time", async () => {
    const zones = new Set((await everything(emulatorAt())).map(({ timezone }) => timezone));
    for (const timeZone of zones) new Intl.DateTimeFormat("en", { timeZone });
    for (const zone of ["Asia/Kolkata", "America/St_Johns", "America/New_York", "Europe/Berlin"])
      assert.ok(zones.has(zone), zone);
  });

  it("without a fixed time have a time, null, an empty string or no field", async () => {
    const unfixed = (await listOf(emulatorAt())).filter(({ type }) => type === 3).map(({ startTime }) => startTime);
    for (const form of [null, "", undefined]) assert.ok(unfixed.includes(form), String(form));
    assert.ok(unfixed.some((startTime) => startTime));
  });

  it("are generated at the first request, because a Worker's clock is 0 before it", () => {
    createEmulator({ now: () => assert.fail("asked for the time") });
  });
});

describe("your own meetings", () => {
  it("get defaults for missing fields, relative to the clock", async () => {
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

  it("keep undocumented fields after the documented ones", async () => {
    const [meeting] = await listOf(emulatorAt({ meetings: [{ ...ARTICLE_MEETING, shiny: [1, { deep: null }] }] }));
    assert.deepEqual(Object.entries(meeting).at(-1), ["shiny", [1, { deep: null }]]);
  });

  it("keep undocumented codes", async () => {
    const [meeting] = await listOf(emulatorAt({ meetings: [{ ...ARTICLE_MEETING, type: 99, status: 7 }] }));
    assert.deepEqual([meeting.type, meeting.status], [99, 7]);
  });

  it("may be a function of the clock", async () => {
    const meetings = (time) => [{ hostId: TEACHER, startTime: new Date(time + 90_000) }];
    assert.equal((await listOf(emulatorAt({ meetings })))[0].startTime, "2022-08-04 09:31:35");
  });

  it("define the users, unless users are given", () => {
    assert.deepEqual(emulatorAt({ meetings: [ARTICLE_MEETING, ARTICLE_MEETING] }).users, [
      { userId: TEACHER, name: TEACHER },
    ]);
    const users = [{ userId: "u", name: "You" }];
    assert.equal(emulatorAt({ meetings: [ARTICLE_MEETING], users }).users, users);
  });
});
