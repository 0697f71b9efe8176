// meetingStart: both readings, gaps and overlaps.

const start = (lib, startTime, timezone, startTimeIn) =>
  lib.meetingStart({ startTime, timezone }, startTimeIn && { startTimeIn });

export const times = [
  [
    "time: UTC by default",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-08-04 10:00:00", "Asia/Shanghai"), {
        instant: new Date("2022-08-04T10:00:00Z"),
        fixed: true,
      });
    },
  ],
  [
    "time: in the meeting's zone",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-08-04 10:00:00", "Asia/Shanghai", "timezone"), {
        instant: new Date("2022-08-04T02:00:00Z"),
        fixed: true,
      });
      assert.deepEqual(start(lib, "2022-08-04 10:00:00", "Asia/Kolkata", "timezone"), {
        instant: new Date("2022-08-04T04:30:00Z"),
        fixed: true,
      });
      assert.deepEqual(start(lib, "2022-12-31 23:59:59", "America/St_Johns", "timezone"), {
        instant: new Date("2023-01-01T03:29:59Z"),
        fixed: true,
      });
    },
  ],
  [
    "time: a gap shifts forward, an overlap takes the earlier instant, and both are flagged",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-03-27 02:30:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-03-27T01:30:00Z"),
        fixed: true,
        flag: "gap",
      });
      assert.deepEqual(start(lib, "2022-10-30 02:30:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-10-30T00:30:00Z"),
        fixed: true,
        flag: "overlap",
      });
      assert.deepEqual(start(lib, "2022-03-13 02:30:00", "America/New_York", "timezone"), {
        instant: new Date("2022-03-13T07:30:00Z"),
        fixed: true,
        flag: "gap",
      });
    },
  ],
  [
    "time: the hours around a change are not flagged",
    ({ lib, assert }) => {
      assert.deepEqual(start(lib, "2022-03-27 01:59:59", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-03-27T00:59:59Z"),
        fixed: true,
      });
      assert.deepEqual(start(lib, "2022-03-27 03:00:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-03-27T01:00:00Z"),
        fixed: true,
      });
      assert.deepEqual(start(lib, "2022-10-30 03:00:00", "Europe/Berlin", "timezone"), {
        instant: new Date("2022-10-30T02:00:00Z"),
        fixed: true,
      });
    },
  ],
  [
    "time: without seconds, with a fraction, with a T",
    ({ lib, assert }) => {
      const ten = "2022-08-04T10:00:00.000Z";
      for (const [text, iso] of [
        ["2022-08-04 10:00", ten],
        ["2022-08-04T10:00", ten],
        ["2022-08-04 10:00:00.0", ten],
        ["2022-08-04T10:00:00.000", ten],
        ["2022-08-04 10:00:00.1234567", "2022-08-04T10:00:00.123Z"],
        [" 2022-08-04 10:00:00 ", ten],
      ]) {
        assert.equal(start(lib, text, "Asia/Shanghai").instant.toISOString(), iso);
        const own = start(lib, text, "Asia/Shanghai", "timezone").instant;
        assert.equal(new Date(own.getTime() + 8 * 3_600_000).toISOString(), iso);
      }
    },
  ],
  [
    "time: an offset in the start time wins over startTimeIn and the meeting's zone",
    ({ lib, assert }) => {
      for (const text of [
        "2022-12-02T19:00:00Z",
        "2022-12-02T19:00:00.000Z",
        "2022-12-02T19:00Z",
        "2022-12-02 19:00:00 UTC",
        "2022-12-02T19:00:00+00:00",
        "2022-12-02T21:00:00+02:00",
        "2022-12-02T21:00:00.000+0200",
        "2022-12-02T13:30:00-05:30",
      ])
        for (const startTimeIn of ["utc", "timezone", undefined])
          for (const timezone of ["Asia/Shanghai", "Mars/Olympus", null, undefined])
            assert.deepEqual(start(lib, text, timezone, startTimeIn), {
              instant: new Date("2022-12-02T19:00:00Z"),
              fixed: true,
            });
    },
  ],
  [
    "time: a meeting of type 3 has no fixed time, for any start time",
    ({ lib, assert }) => {
      const meeting = { startTime: "2022-08-04 10:00:00", timezone: "Asia/Shanghai", type: 3 };
      assert.deepEqual(lib.meetingStart(meeting), { instant: new Date("2022-08-04T10:00:00Z"), fixed: false });
      assert.deepEqual(lib.meetingStart(meeting, { startTimeIn: "timezone" }), {
        instant: new Date("2022-08-04T02:00:00Z"),
        fixed: false,
      });
      const zoned = { ...meeting, startTime: "2022-08-04T10:00:00Z" };
      assert.equal(lib.meetingStart(zoned).fixed, false);
      assert.equal(lib.meetingStart({ ...meeting, startTime: null }), null);
      for (const type of [0, 1, 2, 8, 99, null, undefined])
        assert.equal(lib.meetingStart({ ...meeting, type }).fixed, true);
    },
  ],
  [
    "time: a zone that is missing or null matters only for times in the meeting's zone",
    ({ lib, assert }) => {
      for (const meeting of [
        { startTime: "2022-08-04 10:00:00" },
        { startTime: "2022-08-04 10:00:00", timezone: null },
      ]) {
        assert.ok(lib.meetingStart(meeting) !== null);
        assert.equal(lib.meetingStart(meeting, { startTimeIn: "timezone" }), null);
      }
      assert.equal(lib.meetingStart({ timezone: "UTC" }), null);
    },
  ],
  ...[null, "", "soon", "2022-02-30 10:00:00", "2022-08-04", "2022-08-04 24:00:00", "2022-08-04 10"].map(
    (startTime) => [
      `time: ${JSON.stringify(startTime)} is not a start time`,
      ({ lib, assert }) => {
        assert.equal(start(lib, startTime, "Europe/Berlin"), null);
        assert.equal(start(lib, startTime, "Europe/Berlin", "timezone"), null);
      },
    ],
  ),
  [
    "time: an unknown zone gives no instant, and does not matter for UTC",
    ({ lib, assert }) => {
      assert.equal(start(lib, "2022-08-04 10:00:00", "Mars/Olympus", "timezone"), null);
      assert.ok(start(lib, "2022-08-04 10:00:00", "Mars/Olympus") !== null);
    },
  ],
  [
    "time: another value of startTimeIn is refused",
    ({ lib, assert }) => {
      assert.throws(() => start(lib, "2022-08-04 10:00:00", "Europe/Berlin", "local"), {
        code: "invalid_argument",
        field: "startTimeIn",
      });
    },
  ],
];
