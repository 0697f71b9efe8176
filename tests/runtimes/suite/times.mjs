// meetingStart: both readings, gaps and overlaps.

const start = (lib, startTime, timezone, startTimeIn) =>
  lib.meetingStart({ startTime, timezone }, startTimeIn && { startTimeIn });

export const times = [
  [
    "time: UTC by default",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-08-04 10:00:00", "Asia/Shanghai"), {
        instant: new Date("2022-08-04T10:00:00Z"),
      });
    },
  ],
  [
    "time: on the clocks of the meeting's zone",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-08-04 10:00:00", "Asia/Shanghai", "timezone"), {
        instant: new Date("2022-08-04T02:00:00Z"),
      });
      assert.deepEqual(start(lib, "2022-08-04 10:00:00", "Asia/Kolkata", "timezone"), {
        instant: new Date("2022-08-04T04:30:00Z"),
      });
      assert.deepEqual(start(lib, "2022-12-31 23:59:59", "America/St_Johns", "timezone"), {
        instant: new Date("2023-01-01T03:29:59Z"),
      });
    },
  ],
  [
    "time: a gap shifts forward, an overlap takes the earlier, and both are flagged",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-03-27 02:30:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-03-27T01:30:00Z"),
        flag: "gap",
      });
      assert.deepEqual(start(lib, "2022-10-30 02:30:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-10-30T00:30:00Z"),
        flag: "overlap",
      });
      assert.deepEqual(start(lib, "2022-03-13 02:30:00", "America/New_York", "timezone"), {
        instant: new Date("2022-03-13T07:30:00Z"),
        flag: "gap",
      });
    },
  ],
  [
    "time: the hours around a change are not flagged",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-03-27 01:59:59", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-03-27T00:59:59Z"),
      });
      assert.deepEqual(start(lib, "2022-03-27 03:00:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-03-27T01:00:00Z"),
      });
      assert.deepEqual(start(lib, "2022-10-30 03:00:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-10-30T02:00:00Z"),
      });
    },
  ],
  ...[null, "", "soon", "2022-02-30 10:00:00", "2022-08-04", "2022-08-04 24:00:00", "2022-08-04 10"].map(
    (startTime) => [
      `time: ${JSON.stringify(startTime)} is no start`,
      ({ lib, assert }) => {
        assert.equal(start(lib, startTime, "Europe/Berlin"), null);
        assert.equal(start(lib, startTime, "Europe/Berlin", "timezone"), null);
      },
    ],
  ),
  [
    "time: an unknown zone has no instant, and does not matter to UTC",
    ({ lib, assert }) => {
      assert.equal(start(lib, "2022-08-04 10:00:00", "Mars/Olympus", "timezone"), null);
      assert.ok(start(lib, "2022-08-04 10:00:00", "Mars/Olympus") !== null);
    },
  ],
  [
    "time: another reading is refused",
    ({ lib, assert }) => {
      assert.throws(() => start(lib, "2022-08-04 10:00:00", "Europe/Berlin", "local"), {
        code: "invalid_argument",
        field: "startTimeIn",
      });
    },
  ],
];
