// Tables for spreadsheets: two parsers that are not ours read back the cells, and no cell is a formula.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { build } from "esbuild";
import { root } from "../scripts/lib/paths.mjs";
import { tableJudges } from "./support/judges.mjs";

let csv;
let meetingsCsv;
let judges;
before(
  async () => {
    judges = await tableJudges();
    ({ csv } = await sourceOf("csv"));
    ({ meetingsCsv } = await sourceOf("meetings-csv"));
  },
  { timeout: 300_000 },
);

/** The package does not export these files. */
async function sourceOf(name) {
  const entryPoints = [join(root, "src", "npm", "text", `${name}.ts`)];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** What OWASP names, and characters that become one of them. */
const signs = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"];
const separators = [",", ";", "\t", "\r", "\n", "\r\n"];
const pieces = [
  ...signs,
  ...separators,
  ...['"', '""', "'", "“", "’", "«", " ", "  ", "\u00a0", "\u200b", "\ufeff", "\u202e", "\u0000", "\u001b"],
  ...["cmd|' /C calc'!A0", "1+1", "Algebra", "Лекция", "مقدمة", "机器学习", "👩‍🏫", "e\u0301", "12345678901", "007"],
];

/** Park and Miller's generator. */
let state = 20_261_128;
const below = (limit) => (state = (state * 48_271) % 2_147_483_647) % limit;
const randomText = () => Array.from({ length: below(7) }, () => pieces[below(pieces.length)]).join("");

/** Whether a program that trims may take this for a formula. */
const isFormula = (text) => {
  const trimmed = text.replace(/^[\s"'“’«\u200b\ufeff\u202e]*/u, (start) => (start.includes("'") ? "'" : ""));
  return signs.some((sign) => trimmed.startsWith(sign));
};

describe("a table", () => {
  test("is read back by csv-parse and papaparse, and no cell is a formula", () => {
    const rows = Array.from({ length: 5000 }, () => [randomText(), randomText(), below(1000) - 500, null]);
    const text = csv([["a", "b", "c", "d"], ...rows]);
    for (const [name, parse] of Object.entries(judges)) {
      const read = parse(text);
      assert.equal(read.length, rows.length + 1, name);
      for (const [at, row] of rows.entries()) {
        const [one, other, number, none] = read[at + 1];
        assert.deepEqual([number, none], [String(row[2]), ""], name);
        for (const [cell, found] of [
          [row[0], one],
          [row[1], other],
        ]) {
          // Apostrophes are what was added. Controls are dropped.
          const plain = (value) => value.replaceAll(/['\u0000\u001b]/g, "");
          assert.equal(plain(found), plain(cell), name);
          assert.ok(!isFormula(found), JSON.stringify([cell, found]));
          assert.doesNotMatch(found, /^[\t\r\n]|[\u0000\u001b]/);
        }
      }
    }
  });

  test("has no formula either if it is split at semicolons, tabs and line ends", () => {
    const rows = Array.from({ length: 5000 }, () => [randomText(), randomText()]);
    for (const row of rows) {
      const fields = csv([["a", ...row]]).split(/[;\t\r\n]/);
      for (const field of fields) assert.ok(!isFormula(field), JSON.stringify([row, field]));
    }
  });

  test("leaves harmless text as it is", () => {
    for (const text of ["Algebra", "C++", "a-b", "x = 1", "me@example.edu", "a, b", "1", "'quoted'", "ab\ncd", ""])
      for (const [name, parse] of Object.entries(judges))
        assert.deepEqual(parse(csv([["a"], [text]]))[1], [text], name);
  });

  test("ends each line with CRLF, and starts with a byte order mark", () => {
    assert.equal(
      csv([
        ["a", "b"],
        ["c,", 'd"'],
      ]),
      '\ufeffa,b\r\n"c,","d"""\r\n',
    );
  });
});

describe("a table of meetings", () => {
  const meeting = (changes) => ({
    meetingId: "UxDWPuPdT1OBudHV56kYJQ==",
    meetingNumber: "86756778157",
    hostId: "_vIWeZ76TtuFceCKHkVk4Q",
    topic: "Alpha DevA Course1",
    startTime: "2022-08-04 10:00:00",
    duration: 60,
    timezone: "Asia/Shanghai",
    pmi: null,
    type: 2,
    status: 0,
    ...changes,
  });
  const timesOf = ({ startTime, duration, type }) => {
    const start = new Date(`${startTime?.replace(" ", "T")}Z`);
    if (Number.isNaN(start.getTime())) return null;
    return { start, end: new Date(start.getTime() + (duration ?? 0) * 60_000), fixed: type !== 3 };
  };
  const read = (list) => judges["csv-parse"](meetingsCsv(list, timesOf));

  test("has the API's names, and start and end in UTC", () => {
    assert.deepEqual(read([meeting()]), [
      [
        ...["meetingId", "meetingNumber", "hostId", "topic", "startTime", "duration", "timezone", "pmi", "type"],
        ...["status", "start", "end"],
      ],
      [
        ...["UxDWPuPdT1OBudHV56kYJQ==", "867 5677 8157", "_vIWeZ76TtuFceCKHkVk4Q", "Alpha DevA Course1"],
        ...["2022-08-04 10:00:00", "60", "Asia/Shanghai", "", "2", "0"],
        ...["2022-08-04T10:00:00Z", "2022-08-04T11:00:00Z"],
      ],
    ]);
  });

  test("has every field of a meeting", () => {
    const { components } = JSON.parse(readFileSync(join(root, "docs", "openapi.json"), "utf8"));
    // The decoder reads both spellings of `timezone`.
    const fields = Object.keys(components.schemas.Meeting.properties).filter((name) => name !== "timeZone");
    assert.deepEqual(read([])[0], [...fields, "start", "end"]);
  });

  test("is in order of time, and then has the meetings without a fixed time", () => {
    const list = [
      meeting({ topic: "unreadable", startTime: "soon" }),
      meeting({ topic: "late", startTime: "2022-08-05 10:00:00" }),
      meeting({ topic: "unfixed", type: 3 }),
      meeting({ topic: "early" }),
      meeting({ topic: "no start", startTime: null }),
      meeting({ topic: "no length", startTime: "2022-08-04 11:00:00", duration: null }),
    ];
    const rows = read(list).slice(1);
    const shown = rows.map(([, , , topic, , , , , , , start, end]) => [topic, start, end]);
    assert.deepEqual(shown, [
      ["early", "2022-08-04T10:00:00Z", "2022-08-04T11:00:00Z"],
      ["no length", "2022-08-04T11:00:00Z", ""],
      ["late", "2022-08-05T10:00:00Z", "2022-08-05T11:00:00Z"],
      ["unreadable", "", ""],
      ["unfixed", "", ""],
      ["no start", "", ""],
    ]);
  });

  test("never has nine digits in a row as a meeting number: a spreadsheet would round them", () => {
    for (const digits of [9, 10, 11, 12, 16, 20]) {
      const number = "1234567890".repeat(2).slice(0, digits);
      const [, [, meetingNumber, , , , , , pmi]] = read([meeting({ meetingNumber: number, pmi: number })]);
      for (const shown of [meetingNumber, pmi]) {
        assert.equal(shown.replaceAll(" ", ""), number);
        assert.doesNotMatch(shown, /\d{5}/);
      }
    }
  });
});
