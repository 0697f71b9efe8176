// `list`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { canary, dashed, emulated, meetingWith, nobody, pageOf, run, serving, teacher } from "./command.mjs";

/** Invisible letters and marks. */
const FILLERS = /\u3164|\uffa0|\u115f|\u034f/g;

const numbered = (number) =>
  meetingWith({ meetingId: `m${number}`, meetingNumber: String(number), topic: `Meeting ${number}` });

describe("list", () => {
  test("prints upcoming meetings by day, and their position in the whole list", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", teacher, "--page-size", "5"], { env: emulated });
    assert.equal(status, 0);
    const groups = stdout
      .trimEnd()
      .split("\n\n")
      .map((group) => group.split("\n"));
    const rows = groups.flatMap(([, ...all]) => all);
    assert.equal(rows.length, 5);
    for (const row of rows) assert.match(row, /^ {2}(?:\d\d:\d\d| {5}) .* \d+ min +\d{10,11} +\S/);
    const names = groups.map(([name]) => name);
    assert.equal(names.pop(), "No fixed time");
    for (const name of names) assert.match(name, /^(?:(?:Yesterday|Today|Tomorrow) · )?\w{3} \d\d \w{3} \d{4}$/);
    assert.equal(new Set(names).size, names.length);
    assert.doesNotMatch(groups.at(-1)[1], /\d\d:\d\d/);
    assert.match(stderr, /^\n5 of \d+ upcoming meetings, page 1; --all/);
  });

  test("marks a live meeting, and says how far away today's meetings are", async () => {
    const now = Date.now();
    const text = (minutes) => new Date(now + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
    // Neither time may be on another day.
    const soon = new Date(now).getUTCHours() === 23 ? 0 : 30;
    const list = [
      { topic: "Over", startTime: text(-1), status: 1 },
      { topic: "Later", startTime: text(soon), status: 0 },
      { topic: "No status", startTime: text(-1), status: null },
      { topic: "Not started", startTime: text(-1), status: 0 },
    ].map(meetingWith);
    const server = await serving(pageOf(...list));
    const { stdout } = await run(["list", "--user", "u", "--base-url", server.url], { env: emulated });
    server.stop();
    assert.match(stdout, /^ {2}\d\d:\d\d {2}● live +60 min +1 {2}Over$/m);
    assert.match(stdout, /^ {2}\d\d:\d\d {2}● live +60 min +1 {2}No status$/m);
    // A minute ago may be yesterday.
    if (now % 86_400_000 > 120_000) assert.match(stdout, /^ {2}\d\d:\d\d {2}due 1 min ago +60 min +1 {2}Not started$/m);
    assert.match(stdout, soon ? /^ {2}\d\d:\d\d {2}in (29|30) min +60 min +1 {2}Later$/m : / now +60 min/);
  });

  test("--json prints the library's page and nothing else on standard output", async () => {
    const { status, stdout, stderr } = await run(
      ["list", "--user", teacher, "--page-size", "5", "--page-num", "2", "--json"],
      { env: emulated },
    );
    const { pageNum, pageSize, total, list, meta } = JSON.parse(stdout);
    assert.deepEqual([status, stderr, pageNum, pageSize, list.length, meta.status], [0, "", 2, 5, 5, 200]);
    assert.ok(total > 40);
  });

  test("--history lists past meetings, latest first; a userId may start with a dash", async () => {
    const { stdout } = await run(["list", "--user", dashed, "--history", "--json"], { env: emulated });
    const { list } = JSON.parse(stdout);
    assert.equal(list.length, 17);
    const times = list.flatMap(({ startTime }) => startTime ?? []);
    assert.deepEqual(times, [...times].sort().reverse());
  });

  test("--all joins the pages: each meeting once", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", teacher, "--all", "--page-size", "7", "--json"], {
      env: emulated,
    });
    const { total, complete, reason, list, meta } = JSON.parse(stdout);
    assert.deepEqual([status, stderr, complete, reason, meta], [0, "", true, undefined, { warnings: [] }]);
    assert.equal(list.length, total);
    assert.equal(new Set(list.map(({ meetingId }) => meetingId)).size, total);
  });

  const all25 = Array.from({ length: 25 }, (_, i) => i + 1);
  const tens = (page) => all25.slice(10 * page - 10, 10 * page);
  const cases = {
    "a total of 0": { page: (n) => ({ total: 0, rows: tens(n) }), warning: "counts 0 meetings" },
    "a total for each page": { page: (n) => ({ total: tens(n).length, rows: tens(n) }), warning: "counted 10" },
    "an empty second page": { page: (n) => ({ rows: n === 2 ? [] : tens(n === 1 ? 1 : n - 1) }) },
    "a total that is too small": { page: (n) => ({ total: 20, rows: tens(n) }), warning: "counts 20 meetings" },
    "pages that overlap": { page: (n) => ({ rows: all25.slice(9 * n - 9, 9 * n + 1) }) },
    "a total that is too large": {
      page: (n) => ({ total: 30, rows: tens(n) }),
      warning: "counts 30 meetings",
      reason: "total_mismatch",
    },
    "a list that changes all the time": {
      page: (n, request) => ({ rows: [...tens(n).slice(1), 100 + request] }),
      warning: "changed while it was read",
      reason: "list_changed",
    },
    "pages that grow": {
      page: (n) => (n === 1 ? { rows: tens(1) } : { size: 20, rows: all25.slice(20) }),
      requests: 2,
    },
    "a cycle of two pages": { page: (n) => ({ rows: tens(1 + ((n + 1) % 2)) }), requests: 4 },
    "an endless list": {
      page: (n) => ({ total: 1e6, rows: all25.slice(0, 10).map((row) => 10 * n + row) }),
      requests: 1000,
    },
  };
  for (const [what, { page, warning, reason, requests }] of Object.entries(cases)) {
    const outcome = requests ? "an error" : reason ? "status 3" : "all 25";
    test(`--all of ${what}: ${outcome}`, async () => {
      let asked = 0;
      const server = await serving(undefined, ({ url }) => {
        const pageNum = Number(new URL(url, "http://localhost").searchParams.get("pageNum"));
        const { rows, total = 25, size = 10 } = page(pageNum, ++asked);
        return { status: true, result: { pageNum, pageSize: size, total, list: rows.map(numbered) } };
      });
      const args = ["list", "--user", "u", "--history", "--all", "--base-url", server.url];
      const json = await run([...args, "--json"], { env: emulated });
      const jsonAsked = asked;
      const table = requests ? json : await run(args, { env: emulated });
      server.stop();
      const found = JSON.parse(json.stdout);
      if (requests) {
        assert.deepEqual([json.status, found.error.code, jsonAsked], [1, "invalid_response", requests]);
        return;
      }
      assert.deepEqual(
        [json.status, table.status, found.complete, found.reason],
        [...(reason ? [3, 3] : [0, 0]), !reason, reason],
      );
      for (const { stderr } of [json, table]) {
        if (warning) assert.match(stderr, new RegExp(`^warning: .*${warning}`, "m"));
        else assert.doesNotMatch(stderr, /warning/);
        assert.equal(/may be incomplete/.test(stderr), reason !== undefined, stderr);
      }
      const numbers = found.list.map(({ meetingNumber }) => Number(meetingNumber));
      if (reason !== "list_changed") assert.deepEqual(numbers, all25);
      assert.equal(new Set(numbers).size, numbers.length);
      assert.equal(table.stdout.match(/^ {2}\d\d:\d\d /gm).length, numbers.length);
    });
  }

  test("--start-time-in timezone reads times in the meeting's time zone", async () => {
    const server = await serving(pageOf(meetingWith({ timezone: "Asia/Shanghai" })));
    const shown = async (reading) =>
      (
        await run(["list", "--user", "u", "--history", "--start-time-in", reading, "--base-url", server.url], {
          env: emulated,
        })
      ).stdout;
    const [utc, own] = [await shown("utc"), await shown("timezone")];
    server.stop();
    assert.match(utc, /^Thu 04 Aug 2022\n {2}10:00 /);
    assert.match(own, /^Thu 04 Aug 2022\n {2}02:00 /);
  });

  test("no fixed time and no start time are shown as such", async () => {
    const list = [
      { type: 3 },
      { type: 3, startTime: null },
      { startTime: null },
      { startTime: "soon" },
      { startTime: "2022-08-04T04:30:00Z", timezone: "Asia/Shanghai" },
    ].map(meetingWith);
    const server = await serving(pageOf(...list));
    const args = ["list", "--user", "u", "--history", "--start-time-in", "timezone", "--base-url", server.url];
    const { stdout } = await run(args, { env: emulated });
    server.stop();
    assert.deepEqual(stdout.split("\n"), [
      "Thu 04 Aug 2022",
      "  04:30  60 min  1  T",
      "",
      "No fixed time",
      "         60 min  1  T",
      "         60 min  1  T",
      "",
      "No start time",
      "         60 min  1  T",
      "         60 min  1  T (starts: soon)",
      "",
    ]);
  });

  test("missing fields: named in the table, null in the JSON, with a warning", async () => {
    const meeting = {
      meetingId: "a==",
      meetingNumber: "1",
      startTime: "2022-08-04 10:00:00",
      duration: null,
      pmi: null,
    };
    const server = await serving(pageOf(meeting));
    const args = ["list", "--user", "u", "--history", "--base-url", server.url];
    const table = await run(args, { env: emulated });
    const json = await run([...args, "--json"], { env: emulated });
    server.stop();
    assert.match(table.stdout, /^Thu 04 Aug 2022\n {2}10:00 +unknown +1 +\(no topic\)$/m);
    for (const { status, stderr } of [table, json]) {
      assert.equal(status, 0);
      assert.match(
        stderr,
        /^warning: .*: hostId in 1, topic in 1, duration in 1, timezone in 1, type in 1, status in 1$/m,
      );
    }
    const { list, meta } = JSON.parse(json.stdout);
    assert.deepEqual(list, [{ ...meeting, hostId: null, topic: null, timezone: null, type: null, status: null }]);
    assert.equal(meta.warnings[0].code, "fields_missing");
  });

  test("a topic cannot control the terminal", async () => {
    const meeting = meetingWith({ topic: "a\x1b[2Jb\nc\u202ed\x9b1m" });
    const server = await serving(pageOf(meeting));
    const { stdout } = await run(["list", "--user", "u", "--base-url", server.url], { env: emulated });
    const { stdout: json } = await run(["list", "--user", "u", "--json", "--base-url", server.url], { env: emulated });
    server.stop();
    assert.match(stdout, /a␛\[2Jb␊c⟨U\+202E⟩d⟨U\+009B⟩1m\n$/);
    assert.doesNotMatch(json, /[^\n\x20-\x7e]/);
    assert.equal(JSON.parse(json).list[0].topic, meeting.topic);
  });

  test("invisible characters never reach a terminal, and JSON keeps them", async () => {
    // One character of each kind: controls, formats, separators, tags (also unassigned), fillers, a lone surrogate.
    const hidden = [0x00, 0x07, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200d, 0x200e];
    hidden.push(0x2028, 0x2029, 0x202e, 0x2060, 0x2066, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xffff, 0x1d173);
    hidden.push(0xe0001, 0xe0041, 0xe0080, 0xe0fff, 0x10ffff, 0xd800);
    const text = hidden.map((code) => `a${String.fromCodePoint(code)}`).join("");
    const shows = /^[\n\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]*$/u;
    const bodies = [
      pageOf(meetingWith({ topic: text, meetingNumber: text, startTime: text, timezone: text })),
      { status: false, errorCode: text, errorMessage: text },
      { message: text },
    ];
    for (const body of bodies) {
      const server = await serving(body);
      for (const more of [[], ["--json"]]) {
        const args = ["list", "--user", "u", "--base-url", server.url, ...more];
        const { stdout, stderr } = await run(args, { env: emulated });
        for (const output of [stdout, stderr]) assert.match(output.replaceAll(FILLERS, "\0"), shows);
        if (more.length > 0 && body.result) assert.equal(JSON.parse(stdout).list[0].topic, text);
      }
      server.stop();
    }
    for (const args of [
      ["list", "--user", text.replaceAll("\0", "")],
      ["emulate", "--fault", text.replaceAll("\0", "")],
      ["sign", "--path", "/x", `a=${text.slice(14)}`],
    ]) {
      const { stdout, stderr } = await run(args, { env: emulated });
      for (const output of [stdout, stderr]) assert.match(output.replaceAll(FILLERS, "\0"), shows);
    }
    const { stdout } = await run(["explain", "--json"], { env: emulated, input: `https://a/?key=${text.slice(14)}` });
    assert.match(stdout.replaceAll(FILLERS, "\0"), shows);
  });

  test("an empty list is not an error, and two common causes are given", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", nobody], { env: emulated });
    assert.deepEqual([status, stdout], [0, ""]);
    assert.match(stderr, /^No upcoming meetings\.\n.*userId is wrong.*in a\s+course/s);
  });

  test("an API error: status 1, its code in the JSON, a message on standard error", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", teacher, "--json"], {
      env: { ...emulated, LTI_SECRET: canary },
    });
    const { code, errorCode, detail } = JSON.parse(stdout).error;
    assert.deepEqual([status, code, errorCode, detail], [1, "signature_rejected", "401", 2203]);
    assert.match(stderr, /^error: .*\(2203\)/);
  });

  test("a query that the API would refuse is not sent: status 2", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", "teacher@example.edu"], { env: emulated });
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /userId is an e-mail address/);
  });

  test("no server: status 1, with the reason", async () => {
    const { url, stop } = await serving({});
    stop();
    const { status, stderr } = await run(["list", "--user", "u", "--base-url", url], {
      env: { ...emulated, LTI_SECRET: canary },
    });
    assert.equal(status, 1);
    assert.match(stderr, /^error: the server did not respond: connect ECONNREFUSED 127\.0\.0\.1:\d+$/m);
    assert.ok(!stderr.includes(canary));
  });
});
