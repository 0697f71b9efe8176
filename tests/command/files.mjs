// `list --ics` and `list --csv`: files, which programs that are not ours read.

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { environment } from "../support/command.mjs";
import { fileJudges } from "../support/judges.mjs";
import { inTerminal } from "../support/terminal.mjs";
import {
  canary,
  command,
  emulated,
  folder,
  meetingWith,
  noTerminal,
  nobody,
  pageOf,
  run,
  serving,
  teacher,
  windows,
} from "./command.mjs";

const list = (args, env = emulated) => run(["list", "--user", teacher, ...args], { env });
/** All meetings, as the library returns them. */
const listed = async (args = []) => JSON.parse((await list(["--all", "--json", ...args])).stdout).list;
const isFixed = ({ type, startTime }) => type !== 3 && startTime !== null;
const startOf = ({ startTime }) => Date.parse(`${startTime.replace(" ", "T")}Z`);
const expected = (meetings) =>
  meetings
    .filter(isFixed)
    .map((meeting) => [meeting.topic, startOf(meeting), startOf(meeting) + meeting.duration * 60_000])
    .sort((one, other) => one[1] - other[1] || (one[0] < other[0] ? -1 : 1));

let readCalendar;
let tables;
before(
  async () => {
    ({ readCalendar, tables } = await fileJudges());
  },
  { timeout: 300_000 },
);

const eventsOf = (text) =>
  readCalendar(text)
    .events.map(({ summary, start, end }) => [summary, start.getTime(), end.getTime()])
    .sort((one, other) => one[1] - other[1] || (one[0] < other[0] ? -1 : 1));

/** A minute of this day, as the API writes it. */
const text = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");

/** Runs `list` on a server that has one page with these meetings. */
async function ofServer(meetings, args) {
  const server = await serving(pageOf(...meetings));
  try {
    return await run(["list", "--user", "u", "--base-url", server.url, ...args], { env: emulated });
  } finally {
    server.stop();
  }
}

/** Runs `list` on a server that counts more meetings than it lists. */
async function incomplete(args) {
  const server = await serving(undefined, ({ url }) => {
    const pageNum = Number(new URL(url, "http://localhost").searchParams.get("pageNum"));
    const rows = Array.from({ length: 10 }, (_, at) => 10 * pageNum + at).filter((row) => row < 35);
    const list = rows.map((row) => meetingWith({ meetingId: `m${row}`, meetingNumber: String(row) }));
    return { status: true, result: { pageNum, pageSize: 10, total: 30, list } };
  });
  try {
    return await run(["list", "--user", "u", "--history", "--base-url", server.url, ...args], { env: emulated });
  } finally {
    server.stop();
  }
}

describe("list --ics", () => {
  test("is a calendar with the upcoming meetings of all pages", async () => {
    const { status, stdout, stderr } = await list(["--ics", "--page-size", "7"]);
    const meetings = await listed();
    assert.equal(status, 0);
    assert.deepEqual(eventsOf(stdout), expected(meetings));
    assert.equal(readCalendar(stdout).name, "Zoom meetings");
    assert.doesNotMatch(stdout, /[^\r]\n/);
    const omitted = meetings.filter((meeting) => !isFixed(meeting)).length;
    assert.ok(omitted > 0);
    const left = `Not in the calendar: ${omitted} meetings? without a fixed time\\.`;
    assert.match(stderr, new RegExp(`^${meetings.length} meetings\\. ${left} Start times were read as UTC`));
  });

  test("--history has the past meetings, --both has all", async () => {
    const [upcoming, past] = [await listed(), await listed(["--history"])];
    assert.deepEqual(eventsOf((await list(["--ics", "--history"])).stdout), expected(past));
    assert.deepEqual(eventsOf((await list(["--ics", "--both"])).stdout), expected([...past, ...upcoming]));
  });

  test("--calendar-name and --start-time-in have an effect", async () => {
    const meeting = meetingWith({ timezone: "Asia/Shanghai", topic: "a,b;c\\d" });
    const args = ["--history", "--ics", "--calendar-name", "Kurse, WS", "--start-time-in", "timezone"];
    const { stdout, stderr } = await ofServer([meeting], args);
    assert.equal(readCalendar(stdout).name, "Kurse, WS");
    assert.deepEqual(eventsOf(stdout), [["a,b;c\\d", Date.UTC(2022, 7, 4, 2), Date.UTC(2022, 7, 4, 3)]]);
    assert.match(stderr, /^1 meeting\. Start times were read as the meetings' own zones/);
  });

  test("a meeting that moved from one list to the other is one event", async () => {
    const { stdout, stderr } = await ofServer([meetingWith({})], ["--ics", "--both"]);
    assert.equal(eventsOf(stdout).length, 1);
    assert.match(stderr, /^1 meeting\. /m);
  });

  test("an incomplete list is not written: status 3", async () => {
    const { status, stdout, stderr } = await incomplete(["--ics"]);
    assert.deepEqual([status, stdout], [3, ""]);
    assert.match(stderr, /^error: the list may be incomplete \(total_mismatch\), so no calendar was written$/m);
  });

  test("doubtful start times are not written, unless the reading is chosen", async () => {
    // Now over as UTC; and hours ahead in New York.
    const meeting = meetingWith({ startTime: text(-90), duration: 30, timezone: "America/New_York", status: 0 });
    const refused = await ofServer([meeting], ["--ics"]);
    assert.deepEqual([refused.status, refused.stdout], [2, ""]);
    assert.match(refused.stderr, /^error: the start times may be read wrongly.*\n.*--start-time-in utc or/m);
    const chosen = await ofServer([meeting], ["--ics", "--start-time-in", "utc"]);
    assert.equal(chosen.status, 0);
    assert.match(chosen.stderr, /^warning: with startTimeIn "utc", all upcoming meetings are in the past/m);
    assert.equal(eventsOf(chosen.stdout)[0][1], startOf(meeting));
    // Past meetings are over in any reading.
    const past = await ofServer([meeting], ["--ics", "--history"]);
    assert.deepEqual([past.status, eventsOf(past.stdout).length], [0, 1]);
  });

  test("without meetings it is an empty calendar, and two common causes are given", async () => {
    for (const [args, kind] of [
      [[], "upcoming"],
      [["--history"], "past"],
      [["--both"], "past or upcoming"],
    ]) {
      const { status, stdout, stderr } = await run(["list", "--user", nobody, "--ics", ...args], { env: emulated });
      assert.equal(status, 0);
      assert.deepEqual(eventsOf(stdout), []);
      assert.match(stderr, new RegExp(`^No ${kind} meetings\\.\n.*userId is wrong.*in a\\s+course`, "s"));
    }
  });
});

describe("list --csv", () => {
  test("is a table of all pages, which two parsers read", async () => {
    const { status, stdout } = await list(["--csv", "--both", "--page-size", "9"]);
    const meetings = [...(await listed()), ...(await listed(["--history"]))];
    assert.equal(status, 0);
    for (const [name, parse] of Object.entries(tables)) {
      const [header, ...rows] = parse(stdout);
      assert.equal(rows.length, meetings.length, name);
      const byId = new Map(rows.map((row) => [row[0].replace(/^'/, "") + row[4], row]));
      for (const meeting of meetings) {
        const row = byId.get(meeting.meetingId + (meeting.startTime ?? ""));
        for (const [at, field] of header.slice(0, 10).entries()) {
          const shown = field === "meetingNumber" || field === "pmi" ? row[at].replaceAll(" ", "") : row[at];
          const value = String(meeting[field] ?? "");
          // Such as a host ID that starts with a minus.
          assert.equal(shown.replace(/^'/, ""), value, `${name}: ${field}`);
        }
        const start = isFixed(meeting) ? new Date(startOf(meeting)).toISOString().replace(".000", "") : "";
        assert.equal(row[10], start);
      }
      const starts = rows.map((row) => row[10]).filter((start) => start !== "");
      assert.deepEqual(starts, [...starts].sort());
    }
  });

  test("no topic is a formula", async () => {
    const topics = ["=1+1", '"=1+1', "＝1+1", "x;=cmd|' /C calc'!A0", "\t=1", "a\r\n@SUM(1)", "-1", "+1"];
    const { stdout } = await ofServer(
      topics.map((topic, at) => meetingWith({ meetingId: `m${at}`, topic })),
      ["--csv"],
    );
    const cells = tables
      .papaparse(stdout)
      .slice(1)
      .map((row) => row[3]);
    assert.deepEqual(cells, [
      "'=1+1",
      "'\"=1+1",
      "'＝1+1",
      "x;'=cmd|' /C calc'!A0",
      "'\t'=1",
      "a\r\n'@SUM(1)",
      "'-1",
      "'+1",
    ]);
  });

  test("an incomplete list is written with a warning: status 3", async () => {
    const { status, stdout, stderr } = await incomplete(["--csv"]);
    assert.equal(status, 3);
    assert.equal(tables["csv-parse"](stdout).length, 26);
    assert.match(stderr, /^warning: this list may be incomplete \(total_mismatch\)$/m);
  });
});

describe("list --output", () => {
  const newFolder = () => mkdtempSync(join(folder, "output-"));

  test("writes the same text as standard output, and replaces an earlier file", async () => {
    const place = newFolder();
    const file = join(place, "meetings.ics");
    writeFileSync(file, "earlier");
    for (const form of ["--ics", "--csv"]) {
      const { status, stdout } = await list([form, "--output", file]);
      assert.deepEqual([status, stdout], [0, ""]);
      assert.equal(readFileSync(file, "utf8"), (await list([form])).stdout);
    }
    assert.deepEqual(readdirSync(place), ["meetings.ics"]);
  });

  test("keeps the earlier file if anything fails", async () => {
    const file = join(newFolder(), "kept.ics");
    writeFileSync(file, "earlier");
    assert.equal((await incomplete(["--ics", "--output", file])).status, 3);
    const wrong = await list(["--ics", "--output", file], { ...emulated, LTI_SECRET: canary });
    assert.equal(wrong.status, 1);
    assert.equal(readFileSync(file, "utf8"), "earlier");
  });

  test("a path that cannot be written: status 1, and the reason", async () => {
    const { status, stderr } = await list(["--csv", "--output", join(newFolder(), "no", "such.csv")]);
    assert.equal(status, 1);
    assert.match(stderr, /^error: the file could not be written \(ENOENT\)\n {2}Check the path after --output\.$/m);
  });

  test("a link and the mode of a file stay", { skip: windows && "links and modes are POSIX's" }, async () => {
    const place = newFolder();
    const [file, link] = [join(place, "target.csv"), join(place, "link.csv")];
    writeFileSync(file, "earlier");
    chmodSync(file, 0o600);
    symlinkSync(file, link);
    await list(["--csv", "--output", link]);
    assert.match(readFileSync(file, "utf8"), /^\ufeffmeetingId,/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test("a device is written to, not replaced", { skip: windows && "/dev is POSIX's" }, async () => {
    assert.equal((await list(["--csv", "--output", "/dev/null"])).status, 0);
    assert.ok(statSync("/dev/null").isCharacterDevice());
  });
});

describe("the options of files", () => {
  const refused = [
    [["--ics", "--csv"], "use only one of --ics, --csv and --json"],
    [["--ics", "--json"], "use only one of --ics, --csv and --json"],
    [["--csv", "--json"], "use only one of --ics, --csv and --json"],
    [["--both"], "--both needs --ics or --csv"],
    [["--output", "x"], "--output needs --ics or --csv"],
    [["--json", "--both"], "--both needs --ics or --csv"],
    [["--csv", "--calendar-name", "x"], "--calendar-name needs --ics"],
    [["--ics", "--page-num", "2"], "--ics writes all pages: remove --page-num"],
    [["--csv", "--both", "--history"], "use either --both or --history, not both"],
  ];
  for (const [args, message] of refused)
    test(`${args.join(" ")}: status 2`, async () => {
      const { status, stdout, stderr } = await list(args);
      assert.equal(status, 2);
      assert.ok(stderr.startsWith(`error: ${message}\n`), stderr);
      assert.equal(
        args.includes("--json") ? JSON.parse(stdout).error.code : stdout,
        args.includes("--json") ? "usage" : "",
      );
    });

  test("a terminal shows no control characters of a topic", { skip: noTerminal }, async () => {
    const server = await serving(pageOf(meetingWith({ topic: "a\x1b[2Jb\u202ec" })));
    for (const form of ["--ics", "--csv"]) {
      const args = [command, "list", "--user", "u", "--history", "--base-url", server.url, form];
      const env = environment({ TERM: "xterm", NO_COLOR: "1", ...emulated });
      const { screen, status } = await inTerminal(process.execPath, args, { env, script: [] });
      assert.equal(status, 0);
      assert.doesNotMatch(screen, /\x1b|\u202e|\ufeff|␍/);
      assert.match(screen, /a(␛)?\[2Jb⟨U\+202E⟩c/);
    }
    server.stop();
  });
});
