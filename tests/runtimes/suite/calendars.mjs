// meetingTimes, isLive, and the entry zoom-lti-pro/calendar. What a feed contains is tested natively (tests/calendar)
// and by other programs (tests/calendar.test.mjs). These tests are about what JavaScript adds.

const start = Date.UTC(2022, 7, 4, 10);
const minute = 60_000;
const now = () => start - 1440 * minute;
const lecture = {
  meetingId: "UxDWPuPdT1OBudHV56kYJQ==",
  topic: "Alpha DevA Course1",
  startTime: "2022-08-04 10:00:00",
  duration: 60,
  timezone: "Asia/Shanghai",
  type: 8,
  status: 0,
};
const url = "https://lms.example.edu/calendar.ics";
const request = (headers = {}, method = "GET") => ({ method, url, headers: new Headers(headers) });

const feedOf = (calendar, meetings, options) =>
  calendar.calendarFeed(meetings, { name: "My classes", now, ...options });
const throwsFor = (assert, field, work) => {
  const error = assert.throws(work, { name: "LtiProError", code: "invalid_argument" });
  assert.equal(error.field, field);
};

export const calendars = [
  [
    "times: start and end in both readings",
    ({ lib, assert }) => {
      assert.deepEqual(lib.meetingTimes(lecture), {
        start: new Date(start),
        end: new Date(start + 60 * minute),
        fixed: true,
      });
      const local = start - 8 * 60 * minute;
      assert.deepEqual(lib.meetingTimes(lecture, { startTimeIn: "timezone" }), {
        start: new Date(local),
        end: new Date(local + 60 * minute),
        fixed: true,
      });
      assert.equal(
        lib.meetingTimes(
          { ...lecture, startTime: "2022-03-27 02:30:00", timezone: "Europe/Berlin" },
          { startTimeIn: "timezone" },
        ).flag,
        "gap",
      );
    },
  ],
  [
    "times: without a duration, a meeting ends when it starts",
    ({ lib, assert }) => {
      for (const duration of [null, undefined, 0, -5, NaN, "60"]) {
        const { end } = lib.meetingTimes({ ...lecture, duration });
        assert.equal(end.getTime(), start);
      }
      assert.equal(lib.meetingTimes({ ...lecture, duration: 1e300 }).end.getTime(), start);
      assert.equal(lib.meetingTimes({ ...lecture, startTime: null }), null);
    },
  ],
  [
    "times: a meeting without a fixed time is not fixed",
    ({ lib, assert }) => {
      assert.equal(lib.meetingTimes({ ...lecture, type: lib.MeetingType.RecurringNoFixedTime }).fixed, false);
    },
  ],
  [
    "live: by the status first, and then by the time",
    ({ lib, assert }) => {
      const cases = [
        [{}, start - 1, false],
        [{}, start, true],
        [{}, start + 60 * minute - 1, true],
        [{}, start + 60 * minute, false],
        [{ status: lib.MeetingStatus.Started }, start - 1, true],
        [{ status: lib.MeetingStatus.Started, startTime: null }, start, true],
        [{ status: lib.MeetingStatus.Finished }, start, false],
        [{ status: null }, start, true],
        [{ status: 77 }, start, true],
        [{ duration: null }, start, false],
        [{ type: lib.MeetingType.RecurringNoFixedTime }, start, false],
        [{ startTime: "soon" }, start, false],
      ];
      for (const [change, at, expected] of cases) {
        assert.equal(lib.isLive({ ...lecture, ...change }, at), expected, JSON.stringify(change));
        assert.equal(lib.isLive({ ...lecture, ...change }, new Date(at)), expected);
      }
      throwsFor(assert, "now", () => lib.isLive(lecture, NaN));
    },
  ],
  [
    "calendar: a feed of the emulator's meetings, read in both directions",
    async ({ lib, testing, calendar, assert }) => {
      const emulator = testing.createEmulator({ now: () => start });
      const zoom = new lib.LtiPro(emulator.credentials, { fetch: emulator.fetch, now: () => start });
      const { meetings } = await zoom.meetings({ userId: emulator.users[0].userId }).all();
      const feed = feedOf(calendar, meetings, { now: () => start });
      const events = feed.text.split("BEGIN:VEVENT").length - 1;
      assert.equal(events + feed.omitted.length, meetings.length);
      assert.ok(events > 0 && feed.omitted.length > 0);
      assert.ok(feed.omitted.every((meeting) => !lib.meetingTimes(meeting)?.fixed));
      assert.equal(feedOf(calendar, [...meetings].reverse(), { now: () => start }).etag, feed.etag);
      assert.equal(feed.lastModified, null);
    },
  ],
  [
    "calendar: a meeting that is listed twice with other texts gives one feed, in either order",
    ({ calendar, assert }) => {
      const options = { descriptionFor: ({ status }) => `status ${status}`, locationFor: ({ status }) => `${-status}` };
      const list = [lecture, { ...lecture, status: 2 }];
      const [one, other] = [list, [...list].reverse()].map((each) => feedOf(calendar, each, options));
      assert.equal(one.text.split("BEGIN:VEVENT").length, 2);
      assert.equal(one.text, other.text);
      assert.equal(one.etag, other.etag);
    },
  ],
  [
    "calendar: texts, links and times are in the feed",
    ({ calendar, assert }) => {
      const { text } = feedOf(calendar, [{ ...lecture, topic: null }], {
        startTimeIn: "timezone",
        untitled: "Sprechstunde, täglich",
        urlFor: (meeting) => new URL(`https://lms.example.edu/${meeting.meetingId} é`),
        descriptionFor: () => "line 1\nline 2; \uD800",
        locationFor: (meeting) => meeting.timezone,
        refreshMinutes: 30,
      });
      for (const line of [
        "SUMMARY:Sprechstunde\\, täglich",
        "URL:https://lms.example.edu/UxDWPuPdT1OBudHV56kYJQ==%20%C3%A9",
        "DESCRIPTION:line 1\\nline 2\\; \uFFFD",
        "LOCATION:Asia/Shanghai",
        "DTSTART:20220804T020000Z",
        "DTEND:20220804T030000Z",
        "X-PUBLISHED-TTL:PT30M",
      ])
        assert.ok(text.includes(`\r\n${line}\r\n`), line);
    },
  ],
  [
    "calendar: start times in one list are read as each of them alone",
    ({ lib, calendar, assert }) => {
      const texts = [
        ...["2022-08-04 10:00:00", "2022-08-04T10:00", "2022-08-04 10:00:00.25", "2022-08-04T10:00:00Z"],
        ...["2022-08-04 10:00 +02:00", "2022-02-30 10:00:00", "soon", "", "\n", "\ud83d", "\ude00 2022", "机👩 10:00"],
        ...[" 2022-08-05 10:00:00\n", "2022-03-27 02:30:00", "1999-12-31 23:59:60", null, undefined, 5, {}, []],
      ];
      const durations = [null, undefined, 60, 0.7, 1e-5, 1e300, -5, NaN, "60"];
      const meetings = Array.from({ length: 180 }, (_, i) => ({
        ...{ ...lecture, meetingId: `id ${i}`, topic: `t${i}`, startTime: texts[i % 20], duration: durations[i % 9] },
        timezone: ["Europe/Berlin", "Nowhere/None", null][i % 3],
        type: i % 7 === 0 ? lib.MeetingType.RecurringNoFixedTime : 2,
      }));
      const compact = (date) => `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
      for (const startTimeIn of ["utc", "timezone"]) {
        const asked = [];
        const { text, omitted } = feedOf(calendar, meetings, {
          startTimeIn,
          now: () => 0,
          locationFor: ({ topic }) => void asked.push(topic),
        });
        const all = meetings.map((meeting) => ({ meeting, times: lib.meetingTimes(meeting, { startTimeIn }) }));
        const [fixed, others] = [true, false].map((is) => all.filter(({ times }) => (times?.fixed ?? false) === is));
        const meetingsOf = (list) => list.map(({ meeting }) => meeting);
        assert.deepEqual(omitted, meetingsOf(others));
        assert.deepEqual(
          asked.join(),
          meetingsOf(fixed)
            .map(({ topic }) => topic)
            .join(),
        );
        assert.ok(fixed.length > 30 && others.length > 30);
        for (const { meeting, times } of fixed) {
          const [start, end] = [times.start, times.end].map(compact);
          const lines = [`DTSTART:${start}`, ...(start === end ? [] : [`DTEND:${end}`]), `SUMMARY:${meeting.topic}`];
          assert.ok(text.includes(`\r\n${lines.join("\r\n")}\r\n`), lines.join());
        }
        const { events } = calendar.nextChanges(null, meetings, start, { startTimeIn });
        const starts = new Map(events.map((event) => [event.meetingId, event.start]));
        assert.equal(starts.size, fixed.length);
        for (const { meeting, times } of fixed) assert.equal(starts.get(meeting.meetingId), times.start.getTime());
      }
    },
  ],
  [
    "calendar: of several errors, the one of the first meeting is thrown",
    ({ calendar, assert }) => {
      const mistake = new Error("a mistake in a callback");
      const urlFor = ({ topic }) => {
        if (topic === "wrong") throw mistake;
        return topic === "relative" ? "/course/7" : null;
      };
      const wrong = { ...lecture, topic: "wrong" };
      const relative = { ...lecture, topic: "relative" };
      const nameless = { ...lecture, meetingId: "" };
      const write = (...list) => feedOf(calendar, [lecture, ...list], { urlFor });
      assert.equal(
        assert.throws(() => write(wrong, null, nameless), /a mistake/),
        mistake,
      );
      throwsFor(assert, "urlFor", () => write(relative, wrong, null));
      throwsFor(assert, "meetings", () => write(nameless, null, wrong));
      throwsFor(assert, "meeting", () => write(null, nameless, wrong));
      throwsFor(assert, "meeting", () => calendar.nextChanges(null, [undefined, nameless], start));
    },
  ],
  [
    "calendar: a store gives stable UIDs and sequences, through JSON",
    ({ calendar, assert }) => {
      const first = JSON.parse(JSON.stringify(calendar.nextChanges(null, [lecture], start - 2 * minute)));
      const moved = { ...lecture, startTime: "2022-08-05 10:00:00" };
      const second = JSON.parse(JSON.stringify(calendar.nextChanges(first, [moved], new Date(start - minute))));
      assert.equal(first.version, 1);
      assert.equal(second.events[0].uid, first.events[0].uid);
      assert.equal(second.events[0].sequence, 1);
      assert.equal(second.events[0].changedAt, start - minute);
      const { text, lastModified } = feedOf(calendar, [moved], { changes: second });
      assert.ok(text.includes(`\r\nUID:${first.events[0].uid}\r\n`));
      assert.ok(text.includes("\r\nSEQUENCE:1\r\n"));
      assert.equal(lastModified.getTime(), start - minute);
      const gone = calendar.nextChanges(second, [], start);
      assert.equal(gone.events[0].removedAt, start);
      assert.equal(feedOf(calendar, [], { changes: gone }).lastModified.getTime(), start);
    },
  ],
  [
    "calendar: a feed that would lie in the past by the wrong reading is refused",
    ({ lib, calendar, assert }) => {
      // 10:00 in Los Angeles is 17:00 UTC: at 12:00 UTC, the meeting is over only if its start is read as UTC.
      const meeting = { ...lecture, timezone: "America/Los_Angeles" };
      const noon = () => start + 2 * 60 * minute;
      const error = assert.throws(() => feedOf(calendar, [meeting], { now: noon }), { code: "invalid_argument" });
      assert.equal(error.field, "startTimeIn");
      assert.ok(lib.isLtiProError(error) && /in the past/.test(error.message));
      assert.ok(feedOf(calendar, [meeting], { now: noon, startTimeIn: "timezone" }).text.includes("VEVENT"));
      // The last class of a term is over in the right reading.
      assert.ok(feedOf(calendar, [{ ...meeting, status: 2 }], { now: noon }).text.includes("VEVENT"));
      assert.throws(() => feedOf(calendar, [{ ...meeting, status: 2 }, meeting], { now: noon }));
      // A history is over in both readings.
      assert.ok(feedOf(calendar, [meeting], { now: () => start + 48 * 60 * minute }).text.includes("VEVENT"));
    },
  ],
  [
    "calendar: bad arguments are named",
    ({ calendar, assert }) => {
      const feed = (options, meetings = [lecture]) => feedOf(calendar, meetings, options);
      throwsFor(assert, "name", () => feed({ name: "" }));
      throwsFor(assert, "topic", () => feedOf(calendar, [{ ...lecture, topic: 5 }]));
      throwsFor(assert, "name", () => calendar.calendarFeed([lecture]));
      throwsFor(assert, "refreshMinutes", () => feed({ refreshMinutes: 0 }));
      throwsFor(assert, "refreshMinutes", () => feed({ refreshMinutes: 1.5 }));
      throwsFor(assert, "startTimeIn", () => feed({ startTimeIn: "UTC" }));
      throwsFor(assert, "now", () => feed({ now: () => NaN }));
      throwsFor(assert, "meetings", () => feed({}, { list: [lecture] }));
      throwsFor(assert, "meetings", () => feed({}, [{ ...lecture, meetingId: "" }]));
      throwsFor(assert, "meeting", () => feed({}, [null]));
      for (const url of ["/course/7", "javascript:alert(1)", "mailto:a@example.edu", "https://"])
        throwsFor(assert, "urlFor", () => feed({ urlFor: () => url }));
      throwsFor(assert, "urlFor", () => feed({ urlFor: "https://lms.example.edu/" }));
      throwsFor(assert, "descriptionFor", () => feed({ descriptionFor: () => 7 }));
      throwsFor(assert, "untitled", () => feed({ untitled: 7 }));
      throwsFor(assert, "changes", () => feed({ changes: "stored text" }));
      throwsFor(assert, "changes", () => feed({ changes: { version: 2, events: [] } }));
      throwsFor(assert, "changes", () => feed({ changes: { version: 1, events: [{ uid: "u" }] } }));
      throwsFor(assert, "topic", () => feed({}, [{ ...lecture, topic: 7 }]));
      throwsFor(assert, "now", () => calendar.nextChanges(null, [lecture]));
      throwsFor(assert, "now", () => calendar.nextChanges(null, [lecture], 9e15));
      assert.equal(calendar.nextChanges(null, [lecture], start, null).events.length, 1);
    },
  ],
  [
    "calendar: a store that was damaged is refused",
    ({ calendar, assert }) => {
      const { events } = calendar.nextChanges(null, [lecture, { ...lecture, meetingId: "other" }], start);
      const [first, second] = events;
      const damaged = [
        null,
        undefined,
        7,
        { ...first, uid: "" },
        { ...first, uid: second.uid },
        { ...first, meetingId: "" },
        { ...first, sequence: -1 },
        { ...first, sequence: 1.5 },
        { ...first, changedAt: 9e15 },
        { ...first, removedAt: -9e15 },
        { ...first, start: null },
      ];
      for (const event of damaged) {
        const changes = { version: 1, events: [event, second] };
        throwsFor(assert, "changes", () => calendar.nextChanges(changes, [lecture], start));
        throwsFor(assert, "changes", () => feedOf(calendar, [lecture], { changes }));
      }
    },
  ],
  [
    "calendar: a topic that nobody would see is like none",
    ({ calendar, assert }) => {
      for (const topic of [null, "", " ", "\t\n", "\u0007\u0085", "\u3000"])
        assert.ok(feedOf(calendar, [{ ...lecture, topic }]).text.includes("\r\nSUMMARY:Zoom meeting\r\n"));
      assert.ok(feedOf(calendar, [{ ...lecture, topic: " a" }]).text.includes("\r\nSUMMARY: a\r\n"));
    },
  ],
  [
    "calendar: the response has a tag, and 304 for a calendar that has this feed",
    async ({ calendar, assert }) => {
      const changes = calendar.nextChanges(null, [lecture], start + 123);
      const feed = feedOf(calendar, [lecture], { changes });
      const respond = (headers, method) => calendar.calendarResponse(request(headers, method), feed);
      const response = respond();
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), "text/calendar; charset=utf-8");
      assert.equal(response.headers.get("cache-control"), "private, no-cache");
      assert.equal(response.headers.get("etag"), feed.etag);
      assert.equal(response.headers.get("last-modified"), "Thu, 04 Aug 2022 10:00:00 GMT");
      assert.equal(response.headers.get("content-disposition"), null);
      assert.equal(await response.text(), feed.text);

      const later = "Thu, 04 Aug 2022 10:00:01 GMT";
      const cases = [
        [{ "if-none-match": feed.etag }, 304],
        [{ "if-none-match": `W/${feed.etag}` }, 304],
        [{ "if-none-match": `"other", ${feed.etag}` }, 304],
        [{ "if-none-match": "*" }, 304],
        [{ "if-none-match": '"other"', "if-modified-since": later }, 200],
        [{ "if-none-match": "" }, 200],
        [{ "if-modified-since": "Thu, 04 Aug 2022 10:00:00 GMT" }, 304],
        [{ "if-modified-since": later }, 304],
        [{ "if-modified-since": "Thu, 04 Aug 2022 09:59:59 GMT" }, 200],
        [{ "if-modified-since": "yesterday" }, 200],
        // Not HTTP dates, and a date in the server's own zone.
        [{ "if-modified-since": "2099" }, 200],
        [{ "if-modified-since": "Thu Aug  4 23:59:59 2022" }, 200],
        [{ "if-modified-since": `${later}, ${later}` }, 200],
      ];
      for (const [headers, status] of cases) {
        const response = respond(headers);
        assert.equal(response.status, status, JSON.stringify(headers));
        assert.equal(response.headers.get("etag"), feed.etag);
        assert.equal(await response.text(), status === 304 ? "" : feed.text);
      }
      const plain = feedOf(calendar, [lecture]);
      assert.equal(calendar.calendarResponse(request({ "if-modified-since": later }), plain).status, 200);
    },
  ],
  [
    "calendar: HEAD has no body, and other methods are refused",
    async ({ calendar, assert }) => {
      const feed = feedOf(calendar, [lecture]);
      const head = calendar.calendarResponse(request({}, "HEAD"), feed);
      assert.equal(head.status, 200);
      assert.equal(head.headers.get("etag"), feed.etag);
      assert.equal(await head.text(), "");
      const post = calendar.calendarResponse(request({}, "POST"), feed);
      assert.equal(post.status, 405);
      assert.equal(post.headers.get("allow"), "GET, HEAD");
    },
  ],
  [
    "calendar: texts in any script stay apart, also halves of characters",
    ({ calendar, assert }) => {
      const meetings = ["id", "ü—機👩"].map((meetingId) => ({ ...lecture, meetingId, topic: `${meetingId}\ud83d` }));
      const changes = calendar.nextChanges(null, meetings, start);
      assert.deepEqual(changes.events.map(({ meetingId }) => meetingId).sort(), ["id", "ü—機👩"]);
      assert.deepEqual(calendar.nextChanges(changes, meetings, start + minute), changes);
      const { text } = feedOf(calendar, meetings, { changes, descriptionFor: () => "\ude00 text" });
      for (const { meetingId } of meetings)
        assert.ok(text.includes(`SUMMARY:${meetingId}\ufffd\r\nDESCRIPTION:\ufffd text\r\n`), text);
    },
  ],
  [
    "calendar: an outage is 503, never an empty feed",
    async ({ lib, calendar, assert }) => {
      const outage = assert.throws(() => lib.decodeMeetings("<html>"));
      // Code may throw anything.
      const other = [
        { text: null, etag: '"x"' },
        { text: "BEGIN:VCALENDAR" },
        { text: "", etag: '"x"' },
        new Response(""),
      ];
      for (const nothing of [outage, null, undefined, "no list", 503, {}, ...other]) {
        const response = calendar.calendarResponse(request(), nothing);
        assert.equal(response.status, 503);
        assert.equal(response.headers.get("retry-after"), "600");
        assert.equal(response.headers.get("cache-control"), "no-store");
        assert.equal(await response.text(), "");
      }
    },
  ],
  [
    "calendar: the last good feed is served from JSON",
    async ({ calendar, assert }) => {
      const changes = calendar.nextChanges(null, [lecture], start);
      for (const feed of [feedOf(calendar, [lecture], { changes }), feedOf(calendar, [lecture])]) {
        const stored = JSON.parse(JSON.stringify(feed));
        for (const headers of [
          {},
          { "if-none-match": feed.etag },
          { "if-modified-since": new Date(start).toUTCString() },
        ]) {
          const [now, later] = [feed, stored].map((each) => calendar.calendarResponse(request(headers), each));
          assert.equal(later.status, now.status);
          for (const name of ["etag", "last-modified"]) assert.equal(later.headers.get(name), now.headers.get(name));
          assert.equal(await later.text(), await now.text());
        }
      }
    },
  ],
];
