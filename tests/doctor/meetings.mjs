// Questions about the list: page sizes, start times, series, fields.

import { describe } from "node:test";
import {
  at,
  HOUR,
  NO_MEETINGS,
  ONE_MEETING,
  ONLY_HISTORY,
  outcome,
  refusal,
  SIZE_1,
  SIZE_1000,
  TEACHER,
} from "./doctor.mjs";

describe("page sizes", () => {
  const many = Array.from({ length: 1200 }, (_, i) => ({
    hostId: TEACHER,
    startTime: new Date(Date.now() + HOUR + i * 1000),
  }));
  outcome("a thousand meetings", [{ meetings: many, outOfRange: "accept" }], {
    page_size_1000: ["honored", /^pageNum 1, pageSize 1000, total 1200, 1000 in the list$/],
    page_size_1001: ["accepted", /1001 in the list/],
    page_num_0: ["empty"],
  });
  outcome("the server has its own maximum", [{ maxPageSize: 50, outOfRange: "clamp" }], {
    page_size_1: ["honored"],
    page_size_1000: ["changed", /pageSize 50/],
    page_size_1001: ["lowered"],
    page_num_0: ["first_page"],
  });
  outcome("the server uses its own size, as in the article", [{ pageSize: 12 }], {
    page_size_1: ["changed", /pageSize 12, total \d+, 12 in the list/],
  });
  outcome("sizes in quotes, and a missing size", [{}, { rewrite: quoted }], {
    page_size_1: ["reported", /^pageNum missing, pageSize "1", total no number, 1 in the list$/],
  });
  outcome("a size above 1001", [{ pageSize: 2000, outOfRange: "accept" }], { page_size_1001: ["other"] });
  outcome("too few meetings to tell the size", [{}, { user: ONE_MEETING }], { page_size_1: ["reported"] });
  outcome(
    "the page is larger than the reported size",
    [
      { pageSize: 20 },
      {
        rewrite: (envelope, index) => {
          if (index === SIZE_1) envelope.result.pageSize = 1;
          if (index === SIZE_1000) envelope.result = { ...envelope.result, pageSize: 1000, list: Array(1001).fill({}) };
        },
      },
    ],
    { page_size_1: ["ignored"], page_size_1000: ["ignored"] },
  );
  outcome(
    "documented sizes are refused",
    [{ fault: ({ index }) => ([SIZE_1, SIZE_1000].includes(index) ? refusal : null) }],
    {
      page_size_1: ["refused"],
      page_size_1000: ["refused"],
    },
  );
  outcome("page 0 differs from page 1", [{ outOfRange: "clamp" }, { rewrite: otherPage }], { page_num_0: ["other"] });
  outcome("page 0 of an empty list", [{ outOfRange: "accept" }, { user: NO_MEETINGS }], {
    page_num_0: ["cannot_tell", /the list has no meetings/],
  });
  outcome("page 0, when page 1 is unknown", [{ outOfRange: "clamp", ...at(SIZE_1, refusal) }], {
    page_num_0: ["cannot_tell", /page 1 is not known/],
  });

  function quoted({ result }) {
    if (!result) return;
    result.pageSize = String(result.pageSize);
    result.total = "many";
    delete result.pageNum;
  }

  function otherPage(envelope, _, url) {
    if (url.includes("pageNum=0")) envelope.result.list[0].meetingId = "another";
  }
});

describe("the time zone of startTime", () => {
  const inMinutes = (minutes, more) => ({
    hostId: TEACHER,
    startTime: new Date(Date.now() + minutes * 60_000),
    duration: 30,
    type: 2,
    status: 0,
    ...more,
  });
  const evidence = (utc, timezone) =>
    new RegExp(`^\\d+ upcoming meetings?: ${utc} would be over in UTC, ${timezone} in the time zone$`);

  outcome("UTC", [{ meetings: [inMinutes(40, { timezone: "Asia/Shanghai" }), inMinutes(3000)] }], {
    start_time: ["utc", evidence(0, 1)],
  });
  outcome(
    "the time zone",
    [{ startTimeIn: "timezone", meetings: [inMinutes(40, { timezone: "America/New_York" }), inMinutes(3000)] }],
    { start_time: ["timezone", evidence(1, 0)] },
  );
  outcome("unknown without upcoming meetings", [{}, { user: ONLY_HISTORY }], {
    start_time: ["cannot_tell", /^no upcoming meetings$/],
  });
  outcome("unknown if meetings start late, or are in UTC", [{ meetings: [inMinutes(3000), inMinutes(5)] }], {
    start_time: ["cannot_tell", /no meeting starts soon enough/],
  });
  outcome(
    "unknown if meetings are under way, instant, or without a time",
    [
      {
        meetings: [
          inMinutes(40, { timezone: "Asia/Shanghai", status: 1 }),
          inMinutes(40, { timezone: "Asia/Shanghai", type: 3 }),
          { hostId: TEACHER, startTime: null, type: 2, status: 0 },
        ],
      },
    ],
    { start_time: ["cannot_tell", /^no upcoming meeting that is scheduled/] },
  );
  // A series in one row has the start of its first meeting: only one reading may put it hours into the past.
  const shanghai = { timezone: "Asia/Shanghai", type: 8, meetingId: "s==", meetingNumber: "81234567890" };
  outcome("unknown from a single row for a series", [{ meetings: [inMinutes(40, shanghai)] }], {
    start_time: ["cannot_tell"],
  });
  outcome(
    "known from a row for each occurrence",
    [{ meetings: [inMinutes(40, shanghai), inMinutes(9000, shanghai)] }],
    {
      start_time: ["utc"],
      series: ["many_rows_same_id"],
    },
  );
  const starting = (texts) => ({
    rewrite: ({ result }) => {
      result?.list.forEach((row, i) => Object.assign(row, texts[i]));
    },
  });
  const wall = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
  outcome(
    "unknown if the list contains past meetings",
    [
      { meetings: [inMinutes(40), inMinutes(50)] },
      starting([{ startTime: "2020-01-01 10:00:00" }, { startTime: wall(40), timezone: "Asia/Shanghai" }]),
    ],
    { start_time: ["cannot_tell", /over in both cases$/] },
  );
  outcome(
    "unknown if neither reading fits",
    [
      { meetings: [inMinutes(40), inMinutes(50)] },
      starting([
        { startTime: wall(40), timezone: "Asia/Shanghai" },
        { startTime: wall(-60), timezone: "America/New_York" },
      ]),
    ],
    { start_time: ["cannot_tell", /neither fits$/] },
  );
});

describe("series", () => {
  const occurrence = (hours, more) => ({
    hostId: TEACHER,
    type: 8,
    meetingNumber: "81234567890",
    startTime: new Date(Date.now() + hours * HOUR),
    ...more,
  });
  outcome(
    "many rows with one id",
    [{ meetings: [24, 48, 72].map((hours) => occurrence(hours, { meetingId: "a==" })) }],
    {
      series: [
        "many_rows_same_id",
        /type 8: 3 rows, type 3: 0 rows; most start times of one id: 3 upcoming and 0 past/,
      ],
    },
  );
  outcome("many rows with one number", [{ meetings: [24, 48].map((hours) => occurrence(hours)) }], {
    series: ["many_rows_same_number", /of one number: 2 upcoming and 0 past/],
  });
  outcome(
    "one row in each list counts as one row, even if the two differ",
    [{ meetings: [24, -24].map((hours) => occurrence(hours, { meetingId: "a==" })) }],
    { series: ["one_row"] },
  );
  outcome(
    "a personal meeting number does not make a series",
    [{ meetings: [24, 48].map((hours) => occurrence(hours, { pmi: "81234567890" })) }],
    {
      series: ["one_row"],
    },
  );
  outcome(
    "a meeting that is not recurring proves nothing",
    [{ meetings: [24, 48].map((hours) => occurrence(hours, { type: 2 })) }],
    {
      series: ["cannot_tell", /^no recurring meetings$/],
    },
  );
  outcome("a single meeting proves nothing", [{ meetings: [occurrence(24)] }], {
    series: ["cannot_tell", /^fewer than two rows of type 8/],
  });
  const without = (name) => ({
    rewrite: ({ result }) => {
      for (const row of result?.list ?? []) row[name] = null;
    },
  });
  for (const name of ["meetingId", "startTime"])
    outcome(
      `rows without ${name} prove nothing`,
      [{ meetings: [24, 48].map((hours) => occurrence(hours, { pmi: "81234567890" })) }, without(name)],
      { series: ["cannot_tell", /^fewer than two rows of type 8/] },
    );
  outcome(
    "many rows with one numeric id",
    [
      { meetings: [24, 48].map((hours) => occurrence(hours, { meetingId: "a==" })) },
      {
        rewrite: ({ result }) => {
          for (const row of result?.list ?? []) row.meetingId = 81234567890;
        },
      },
    ],
    { series: ["many_rows_same_id"] },
  );
});

describe("fields and codes", () => {
  const meetings = [{ hostId: TEACHER, startTime: new Date(Date.now() + HOUR) }];
  outcome("as documented", [{ meetings, timeZoneField: "timeZone" }], {
    fields: ["as_documented", /^1 meeting; the zone is in timeZone$/],
    codes: ["documented", /^type 2; status 0$/],
  });
  outcome(
    "null, empty, missing, mistyped and undocumented fields are named",
    [
      { meetings },
      {
        rewrite: (envelope) => {
          if (!envelope.result?.list.length) return;
          const { hostId: _, timezone: __, ...row } = envelope.result.list[0];
          envelope.requestId = "r";
          envelope.result.pages = 1;
          envelope.result.list = [{ ...row, topic: null, startTime: "", duration: "60", joinUrl: "u", agenda: null }];
        },
      },
    ],
    {
      fields: [
        "differs",
        new RegExp(
          "null: topic ×1; empty: startTime ×1; missing: hostId ×1, timezone ×1; other types: duration as string ×1; " +
            "undocumented: joinUrl ×1, agenda ×1, requestId ×1, result\\.pages ×1;",
        ),
      ],
    },
  );
  outcome("undocumented codes", [{ meetings: [{ ...meetings[0], type: 4, status: 9 }] }], {
    codes: ["undocumented", /^type 4; status 9$/],
  });
  outcome("no meetings", [{}, { user: NO_MEETINGS }], {
    fields: ["cannot_tell", /^no meetings$/],
    codes: ["cannot_tell", /^no meetings$/],
  });
  outcome("a list that is null counts as empty", [{}, { user: NO_MEETINGS, rewrite: nullList }], {
    credentials: ["accepted"],
    fields: ["cannot_tell", /^no meetings$/],
  });

  function nullList(envelope) {
    if (envelope.result) envelope.result.list = null;
  }
});
