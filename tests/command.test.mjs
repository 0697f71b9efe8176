// The command, as `npx zoom-lti-pro` runs it: from the packed and installed package, against the emulator that it
// starts itself.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { installed } from "./support/installed.mjs";
import { inTerminal, missingTerminal } from "./support/terminal.mjs";

const windows = process.platform === "win32";
const noTerminal = missingTerminal();
const version = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;

/** A secret that must not be found in anything that is printed. */
const canary = "canary+secret/of=the-command";
/** All that was printed under the canary, by the command line that printed it. */
const printed = new Map();

let folder;
let command;
let emulator;
let emulated;

before(async () => {
  folder = await installed();
  command = join(folder, "node_modules", "zoom-lti-pro", "dist", "command.js");
  emulator = await startEmulator();
  emulated = { LTI_KEY: emulator.key, LTI_SECRET: emulator.secret, LTI_BASE_URL: emulator.baseUrl };
});

after(() => emulator?.stop());

/** Without the credentials, colours and proxies of whoever runs the tests. */
function environment(env) {
  const drop = /^LTI_|^(NO_COLOR|FORCE_COLOR|TZ|NODE_OPTIONS)$|_proxy$/i;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !drop.test(name))), TZ: "UTC", ...env };
}

/** Resolves to {status, stdout, stderr}; standard input is `input`, by default empty. */
function run(args, { env = {}, input = "" } = {}) {
  const child = spawn(process.execPath, [command, ...args], { env: environment(env), cwd: folder });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return ended(child, args, env);
}

function ended(child, args, env) {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name]?.setEncoding("utf8").on("data", (text) => (output[name] += text));
  const limit = setTimeout(() => child.kill("SIGKILL"), 60_000);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      clearTimeout(limit);
      if (env.LTI_SECRET === canary) printed.set(args.join(" "), output.stdout + output.stderr);
      resolve({ status, ...output });
    });
  });
}

/** `emulate` itself, on a free port: {baseUrl, key, secret, users, log, stop}. */
async function startEmulator(args = [], env = {}) {
  const child = spawn(process.execPath, [command, "emulate", "--port", "0", "--json", ...args], {
    env: environment(env),
    cwd: folder,
  });
  const output = { stdout: "", stderr: "" };
  const end = new Promise((resolve) => child.on("close", (status) => resolve({ status, ...output })));
  child.stderr.on("data", (text) => (output.stderr += text));
  const started = await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      output.stdout += text;
      if (output.stdout.endsWith("\n}\n")) resolve(JSON.parse(output.stdout));
    });
    child.on("exit", (status) => reject(new Error(`emulate ended with ${status}: ${output.stderr}`)));
  });
  const stop = (signal = "SIGINT") => {
    child.kill(signal);
    return end;
  };
  return { ...started, log: () => output.stderr, stop, origin: new URL(started.baseUrl).origin };
}

const teacher = "_vIWeZ76TtuFceCKHkVk4Q";
const dashed = "-Lx2Hd8sT5uJpE4oYqG6Nw";
const nobody = "Zt0Rk_5vQh-W2mBs7cPdXA";
const hmac = (secret, text) => createHmac("sha1", secret).update(text).digest("base64url");

/** Letters and marks that do not show. */
const FILLERS = /\u3164|\uffa0|\u115f|\u034f/g;

const meetingOf = (topic) => ({
  meetingId: "a==",
  meetingNumber: "1",
  hostId: "u",
  topic,
  startTime: null,
  duration: 1,
  timezone: "UTC",
  pmi: null,
  type: 3,
  status: 0,
});

describe("list", () => {
  test("prints a table of upcoming meetings, and where it stands in the list", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", teacher, "--page-size", "5"], { env: emulated });
    assert.equal(status, 0);
    const [head, ...rows] = stdout.trimEnd().split("\n");
    assert.match(head, /^Starts +Length +Number +Topic$/);
    assert.equal(rows.length, 5);
    const start = /^(?:\w{3} \d\d \w{3} \d{4} \d\d:\d\d|no fixed time) +\d+ min +\d{10,11} +\S/;
    for (const row of rows) assert.match(row, start);
    assert.ok(rows.some((row) => row.startsWith("no fixed time")) && !rows.every((row) => row.startsWith("no")));
    assert.match(stderr, /^5 of \d+ upcoming meetings, page 1; --all/);
  });

  test("--json is the page as the library gives it, and nothing else is on standard output", async () => {
    const { status, stdout, stderr } = await run(
      ["list", "--user", teacher, "--page-size", "5", "--page-num", "2", "--json"],
      { env: emulated },
    );
    const { pageNum, pageSize, total, list, meta } = JSON.parse(stdout);
    assert.deepEqual([status, stderr, pageNum, pageSize, list.length, meta.status], [0, "", 2, 5, 5, 200]);
    assert.ok(total > 40);
  });

  test("--history lists what was, latest first; a userId may begin with a dash", async () => {
    const { stdout } = await run(["list", "--user", dashed, "--history", "--json"], { env: emulated });
    const { list } = JSON.parse(stdout);
    assert.equal(list.length, 17);
    const times = list.flatMap(({ startTime }) => startTime ?? []);
    assert.deepEqual(times, [...times].sort().reverse());
  });

  test("--all puts the pages together: each meeting once", async () => {
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
      const server = await answering(undefined, ({ url }) => {
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
      assert.equal(table.stdout.trimEnd().split("\n").length, 1 + numbers.length);
    });
  }

  test("--start-time-in timezone reads the times as the meeting's own", async () => {
    const meeting = {
      meetingId: "a==",
      meetingNumber: "1",
      hostId: "u",
      topic: "T",
      startTime: "2022-08-04 10:00:00",
      duration: 1,
      timezone: "Asia/Shanghai",
      pmi: null,
      type: 2,
      status: 2,
    };
    const server = await answering({ status: true, result: { pageNum: 1, pageSize: 1, total: 1, list: [meeting] } });
    const shown = async (reading) =>
      (
        await run(["list", "--user", "u", "--history", "--start-time-in", reading, "--base-url", server.url], {
          env: emulated,
        })
      ).stdout.split("\n")[1];
    const [utc, own] = [await shown("utc"), await shown("timezone")];
    server.stop();
    assert.match(utc, /^Thu 04 Aug 2022 10:00 /);
    assert.match(own, /^Thu 04 Aug 2022 02:00 /);
  });

  test("a meeting with no fixed time is listed as such, one without a start as that", async () => {
    const meeting = {
      meetingId: "a==",
      meetingNumber: "1",
      hostId: "u",
      topic: "T",
      startTime: "2022-08-04 04:30:00",
      duration: 60,
      timezone: "Asia/Shanghai",
      pmi: null,
      type: 3,
      status: 0,
    };
    const list = [
      meeting,
      { ...meeting, startTime: null },
      { ...meeting, type: 2, startTime: null },
      { ...meeting, type: 2, startTime: "2022-08-04T04:30:00Z" },
    ];
    const server = await answering({ status: true, result: { pageNum: 1, pageSize: 4, total: 4, list } });
    const args = ["list", "--user", "u", "--history", "--start-time-in", "timezone", "--base-url", server.url];
    const { stdout } = await run(args, { env: emulated });
    server.stop();
    const starts = stdout.split("\n").map((line) => line.slice(0, 21).trim());
    assert.deepEqual(starts, [
      "Starts",
      "no fixed time",
      "no fixed time",
      "no start time",
      "Thu 04 Aug 2022 04:30",
      "",
    ]);
  });

  test("fields that the server leaves out: said so in the table, null in the JSON, and a warning", async () => {
    const meeting = {
      meetingId: "a==",
      meetingNumber: "1",
      startTime: "2022-08-04 10:00:00",
      duration: null,
      pmi: null,
    };
    const server = await answering({ status: true, result: { pageNum: 1, pageSize: 1, total: 1, list: [meeting] } });
    const args = ["list", "--user", "u", "--history", "--base-url", server.url];
    const table = await run(args, { env: emulated });
    const json = await run([...args, "--json"], { env: emulated });
    server.stop();
    assert.match(table.stdout, /^Thu 04 Aug 2022 10:00 +unknown +1 +\(no topic\)$/m);
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

  test("a topic cannot drive the terminal", async () => {
    const meeting = meetingOf("a\x1b[2Jb\nc\u202ed\x9b1m");
    const server = await answering({ status: true, result: { pageNum: 1, pageSize: 1, total: 1, list: [meeting] } });
    const { stdout } = await run(["list", "--user", "u", "--base-url", server.url], { env: emulated });
    const { stdout: json } = await run(["list", "--user", "u", "--json", "--base-url", server.url], { env: emulated });
    server.stop();
    assert.match(stdout, /a␛\[2Jb␊c⟨U\+202E⟩d⟨U\+009B⟩1m\n$/);
    assert.doesNotMatch(json, /[^\n\x20-\x7e]/);
    assert.equal(JSON.parse(json).list[0].topic, meeting.topic);
  });

  test("nothing that does not show reaches a terminal, and JSON keeps its value", async () => {
    // A character of each kind: controls, formats, separators, tags (unassigned ones too), fillers, half a pair.
    const hidden = [0x00, 0x07, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200d, 0x200e];
    hidden.push(0x2028, 0x2029, 0x202e, 0x2060, 0x2066, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xffff, 0x1d173);
    hidden.push(0xe0001, 0xe0041, 0xe0080, 0xe0fff, 0x10ffff, 0xd800);
    const text = hidden.map((code) => `a${String.fromCodePoint(code)}`).join("");
    const shows = /^[\n\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]*$/u;
    const page = {
      pageNum: 1,
      pageSize: 1,
      total: 1,
      list: [{ ...meetingOf(text), meetingNumber: text, startTime: text, timezone: text }],
    };
    const answers = [
      { status: true, result: page },
      { status: false, errorCode: text, errorMessage: text },
      { message: text },
    ];
    for (const answer of answers) {
      const server = await answering(answer);
      for (const more of [[], ["--json"]]) {
        const args = ["list", "--user", "u", "--base-url", server.url, ...more];
        const { stdout, stderr } = await run(args, { env: emulated });
        for (const output of [stdout, stderr]) assert.match(output.replaceAll(FILLERS, "\0"), shows);
        if (more.length > 0 && answer.result) assert.equal(JSON.parse(stdout).list[0].topic, text);
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

  test("an empty list is no error, and its two usual causes are told", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", nobody], { env: emulated });
    assert.deepEqual([status, stdout], [0, ""]);
    assert.match(stderr, /^No upcoming meetings\.\n.*userId is another one.*in a\s+course/s);
  });

  test("an error of the API: status 1, its code in the JSON, words on standard error", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", teacher, "--json"], {
      env: { ...emulated, LTI_SECRET: canary },
    });
    const { code, errorCode, detail } = JSON.parse(stdout).error;
    assert.deepEqual([status, code, errorCode, detail], [1, "signature_rejected", "401", 2203]);
    assert.match(stderr, /^error: .*\(2203\)/);
  });

  test("what the API would refuse is not sent: status 2", async () => {
    const { status, stdout, stderr } = await run(["list", "--user", "teacher@example.edu"], { env: emulated });
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /userId is an e-mail address/);
  });

  test("no server: status 1, and why", async () => {
    const { url, stop } = await answering({});
    stop();
    const { status, stderr } = await run(["list", "--user", "u", "--base-url", url], {
      env: { ...emulated, LTI_SECRET: canary },
    });
    assert.equal(status, 1);
    assert.match(stderr, /^error: no response came: connect ECONNREFUSED 127\.0\.0\.1:\d+$/m);
    assert.ok(!stderr.includes(canary));
  });
});

const numbered = (number) => ({
  meetingId: `m${number}`,
  meetingNumber: String(number),
  hostId: "u",
  topic: `Meeting ${number}`,
  startTime: "2022-08-04 10:00:00",
  duration: 60,
  timezone: "UTC",
  pmi: null,
  type: 2,
  status: 2,
});

/** A server with one response for everything, or with what `make` says to each request. */
async function answering(body, make = () => body) {
  const server = createServer((request, response) => response.end(JSON.stringify(make(request))));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

describe("sign", () => {
  const env = { LTI_KEY: "my-key", LTI_SECRET: canary };

  test("the meeting list: URL, header, base string and curl", async () => {
    const { status, stdout } = await run(
      ["sign", "--user", teacher, "--page-size", "20", "--timestamp", "1661494048201"],
      { env },
    );
    const base = `isUpComing=true&key=my-key&pageNum=1&pageSize=20&timestamp=1661494048201&userId=${teacher}`;
    const url = `https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?${base}`;
    const header = `X-Lti-Signature: ${hmac(canary, base)}`;
    assert.equal(status, 0);
    const quote = windows ? '"' : "'";
    const curl = `${windows ? "curl.exe" : "curl"} ${quote}${url}${quote} -H ${quote}${header}${quote}`;
    assert.equal(stdout, `URL\n${url}\n\nHeader\n${header}\n\nBase string, as signed\n${base}\n\ncurl\n${curl}\n`);
  });

  test("another path, its parameters as name=value: sorted, signed unencoded, sent encoded", async () => {
    const { stdout } = await run(
      ["sign", "--path", "/meeting/bulkImport", "userId=a+b=", "a=é", "--timestamp", "1661494048201", "--json"],
      { env },
    );
    const { url, baseString, signature, timestamp } = JSON.parse(stdout);
    assert.equal(baseString, "a=é&key=my-key&timestamp=1661494048201&userId=a+b=");
    assert.equal(signature, hmac(canary, baseString));
    assert.equal(timestamp, 1661494048201);
    assert.match(url, /\/meeting\/bulkImport\?a=%C3%A9&key=my-key&timestamp=1661494048201&userId=a%2Bb=$/);
  });

  test("the time is now where none is given", async () => {
    const { stdout } = await run(["sign", "--user", teacher, "--json"], { env });
    assert.ok(Math.abs(JSON.parse(stdout).timestamp - Date.now()) < 60_000);
  });

  test("a base string as an argument, and on standard input, needs no key", async () => {
    const text = "key=k&timestamp=1661494048201";
    for (const given of [
      { args: ["--base-string", text] },
      { args: [], input: text },
      { args: ["--base-string", "-"], input: text },
    ]) {
      const { status, stdout, stderr } = await run(["sign", ...given.args], {
        env: { LTI_SECRET: canary },
        input: given.input,
      });
      assert.deepEqual([status, stdout, stderr], [0, `${hmac(canary, text)}\n`, ""]);
    }
  });

  test("the line break that echo adds, LF or CRLF, is left out, and that is said", async () => {
    for (const ending of ["\n", "\r\n"]) {
      const { stdout, stderr } = await run(["sign"], { env, input: `key=k${ending}` });
      assert.equal(stdout, `${hmac(canary, "key=k")}\n`);
      assert.match(stderr, /line break at the end was left out/);
    }
  });

  test("UTF-16, as Windows PowerShell writes it, is read", async () => {
    const { stdout } = await run(["sign"], { env, input: Buffer.from("\ufeffkey=é", "utf16le") });
    assert.equal(stdout, `${hmac(canary, "key=é")}\n`);
  });

  test("what does not go together is refused", async () => {
    for (const args of [
      ["--path", "/x", "--user", "u"],
      ["a=b"],
      ["--path", "/x", "=b"],
      ["--base-string", "x", "--user", "u"],
      ["--base-string", "-"],
      [],
    ]) {
      const { status, stdout } = await run(["sign", ...args], { env });
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    }
  });
});

describe("explain", () => {
  const env = { LTI_SECRET: canary };
  const base = `isUpComing=true&key=my-key&pageNum=1&pageSize=20&timestamp=1661494048201&userId=${teacher}`;
  const url = `https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?${base}`;
  const request = (signature) => `curl '${url}' \\\n  -H 'X-Lti-Signature: ${signature}'\n`;
  const right = hmac(canary, base);
  const padded = createHmac("sha1", canary).update(base).digest("base64");

  test("a right signature: status 0", async () => {
    const { status, stdout, stderr } = await run(["explain"], { env, input: request(right) });
    const json = JSON.parse((await run(["explain", "--json"], { env, input: request(right) })).stdout);
    assert.deepEqual([status, stderr, json.verdict.code], [0, "", "correct"]);
    assert.ok(stdout.replaceAll(/\s+/g, " ").startsWith(json.verdict.message));
  });

  test("a wrong one: status 1, the verdict first, the right one beside it, and a request to copy", async () => {
    const { status, stdout } = await run(["explain"], { env, input: request(padded) });
    const json = JSON.parse((await run(["explain", "--json"], { env, input: request(padded) })).stdout);
    assert.equal(status, 1);
    assert.ok(stdout.replaceAll(/\s+/g, " ").startsWith(json.verdict.message));
    assert.match(stdout, new RegExp(`right +${right}\n`));
    assert.ok(stdout.includes(`sent   ${padded}\n`));
    assert.ok(stdout.includes(json.corrected.curl[windows ? "powershell" : "bash"]));
  });

  test("the request to copy says whether its parameters are still to be mended", async () => {
    const titled = async (timestamp) => {
      const query = base.replace(/timestamp=\d+/, `timestamp=${timestamp}`);
      const input =
        `curl '${url.replace(base, query)}' \\\n  -H 'X-Lti-Signature: ` +
        `${createHmac("sha1", canary).update(query).digest("base64")}'\n`;
      return (await run(["explain"], { env, input })).stdout.match(/^Request .*$/m)[0];
    };
    const where = windows ? ", in PowerShell" : "";
    assert.equal(await titled(Date.now()), `Request to send${where}`);
    assert.equal(
      await titled(Date.now() - 5 * 3_600_000),
      `Request as it is right for these parameters, of which see the findings${where}`,
    );
  });

  test("a proved mistake: its base string beside the right one, differences marked, the invisible named", async () => {
    const { status, stdout } = await run(["explain"], { env, input: request(hmac(canary, `${base}\n`)) });
    assert.equal(status, 1);
    assert.match(stdout, /^ +proved +\S/m);
    assert.match(stdout, /⟨LF U\+000A⟩/);
  });

  test("--sent-at is the clock by which a timestamp is old", async () => {
    const codes = async (...args) =>
      JSON.parse((await run(["explain", "--json", ...args], { env, input: request(right) })).stdout).findings.map(
        ({ code }) => code,
      );
    assert.ok((await codes()).includes("timestamp_expired"));
    assert.ok(!(await codes("--sent-at", "1661494048300")).includes("timestamp_expired"));
  });

  test("--answer is a file that holds what the server answered", async () => {
    const file = join(folder, "answer.json");
    writeFileSync(file, '{"status":false,"errorCode":"401","errorMessage":"The recording does not exist(2237)."}');
    const { stdout } = await run(["explain", "--json", "--answer", file], { env, input: request(right) });
    assert.ok(JSON.parse(stdout).findings.some(({ code }) => code === "answer_other_error"));
  });

  test("Windows line ends and a byte order mark change nothing", async () => {
    const [plain, windowsText] = [
      request(padded),
      Buffer.from(`\ufeff${request(padded).replaceAll("\n", "\r\n")}`, "utf16le"),
    ];
    assert.equal(
      (await run(["explain", "--sent-at", "1661494048201"], { env, input: windowsText })).stdout,
      (await run(["explain", "--sent-at", "1661494048201"], { env, input: plain })).stdout,
    );
  });

  test("--signature is for a request that does not show it", async () => {
    const { status } = await run(["explain", "--signature", right], { env, input: url });
    assert.equal(status, 0);
  });

  test("the secret may be one of several, by its label", async () => {
    const { status, stdout } = await run(["explain"], {
      env: { LTI_SECRET: "another-secret", LTI_SECRET_TEST: canary },
      input: request(right),
    });
    assert.equal(status, 1);
    assert.match(stdout, /made with LTI_SECRET_TEST\./);
  });

  test("without a secret what needs none is still found", async () => {
    const { status, stdout } = await run(["explain"], { input: request(padded) });
    assert.equal(status, 1);
    assert.match(stdout, /base64/);
  });

  test("--json is the library's finding, and nothing else is on standard output", async () => {
    const { status, stdout, stderr } = await run(["explain", "--json"], { env, input: request(padded) });
    assert.deepEqual([status, stderr], [1, ""]);
    assert.equal(typeof JSON.parse(stdout), "object");
  });

  test("a secret that was sent is not shown", async () => {
    for (const args of [["explain"], ["explain", "--json"]]) await run(args, { env, input: request(canary) });
  });

  test("nothing on standard input, or a file of --answer that is not there: status 2", async () => {
    for (const [args, input] of [
      [[], "\r\n"],
      [["--answer", "no-such-file"], request(right)],
      [["--sent-at", "noon"], request(right)],
    ]) {
      const { status, stdout } = await run(["explain", ...args], { env, input });
      assert.deepEqual([status, stdout], [2, ""]);
    }
  });
});

describe("emulate", () => {
  test("prints key, secret, users and a curl for each that works", {
    skip: windows && "the commands are for another shell",
  }, async () => {
    for (const { curl, userId } of emulator.users) {
      const [, url, header] = /^curl '(.*)' -H 'X-Lti-Signature: (.*)'$/.exec(curl);
      const answer = await (await fetch(url, { headers: { "X-Lti-Signature": header } })).json();
      assert.ok(answer.status, userId);
    }
    const { stop, ...rest } = await startEmulator();
    await stop();
    assert.deepEqual(
      [rest.key, rest.secret, rest.users.length],
      ["emulator-key-not-for-zoom", "emulator-secret-not-for-zoom", 4],
    );
  });

  test("for a person it prints the same as text, and what to type in another terminal", async () => {
    const child = spawn(process.execPath, [command, "emulate", "--port", "0"], { env: environment({}) });
    let stdout = "";
    await new Promise((resolve) =>
      child.stdout.on("data", (text) => (stdout += text).includes("Stop with Ctrl-C") && resolve()),
    );
    child.kill("SIGINT");
    await new Promise((resolve) => child.on("close", resolve));
    for (const words of ["LTI_KEY", "LTI_SECRET", "LTI_BASE_URL", teacher, dashed, "X-Lti-Signature: "])
      assert.ok(stdout.includes(words), words);
  });

  test("says what was asked and how it was answered, without the query and the signature", async () => {
    const own = await startEmulator();
    await run(["list", "--user", teacher], { env: { ...emulated, LTI_BASE_URL: own.baseUrl } });
    await run(["list", "--user", teacher], { env: { ...emulated, LTI_SECRET: canary, LTI_BASE_URL: own.baseUrl } });
    const { stderr } = await own.stop();
    assert.match(stderr, /^\d\d:\d\d:\d\d GET \/api\/v1\/lti\/rich\/open\/meeting\/list 200\n/);
    assert.match(stderr, /list 200 Verify LTI signature failed\(2203\)\.\n/);
    assert.doesNotMatch(stderr, /\?|userId|Signature:/);
  });

  test("never takes the environment's secret: it records what it is sent", async () => {
    const own = await startEmulator([], { LTI_KEY: "real", LTI_SECRET: canary });
    const { stdout, stderr } = await own.stop();
    printed.set("emulate", stdout + stderr);
    assert.equal(own.secret, "emulator-secret-not-for-zoom");
  });

  test("--fault spoils as many answers as it says", async () => {
    const own = await startEmulator(["--fault", "http_status,status=429,retryAfter=0,times=1"]);
    const [{ curl }] = own.users;
    const [url] = /http[^'"]*/.exec(curl);
    const statuses = [];
    for (let time = 0; time < 2; time += 1) statuses.push((await fetch(url)).status);
    await own.stop();
    assert.deepEqual(statuses, [429, 200]);
  });

  test("a fault is set, shown and ended while it runs", async () => {
    const at = (method, query = "") => fetch(`${emulator.origin}/fault${query}`, { method });
    const list = () => run(["list", "--user", teacher, "--json"], { env: emulated });
    assert.equal((await at("PUT", "?kind=html")).status, 200);
    assert.deepEqual(await (await at("GET")).json(), { fault: "html" });
    const spoiled = await list();
    assert.equal((await at("PUT", "?kind=no_such_fault")).status, 400);
    assert.equal((await at("PUT", "?kind=delay&bytes=3")).status, 400);
    await at("DELETE");
    assert.deepEqual([spoiled.status, (await list()).status], [1, 0]);
  });

  test("behaves as its options say", async () => {
    const own = await startEmulator(["--signed-order", "as_sent", "--max-page-size", "3"]);
    const [{ curl }] = own.users;
    const [, url, header] = /^curl '(.*)' -H 'X-Lti-Signature: (.*)'$/.exec(curl);
    const [base, query] = url.split("?");
    const get = async (sent) => (await fetch(`${base}?${sent}`, { headers: { "X-Lti-Signature": header } })).json();
    const [inOrder, reversed] = [await get(query), await get(query.split("&").reverse().join("&"))];
    await own.stop();
    assert.deepEqual([inOrder.result.list.length, reversed.status], [3, false]);
  });

  test("serves the calls that write, and keeps what they did", async () => {
    const own = await startEmulator();
    const env = { ...emulated, LTI_BASE_URL: own.baseUrl };
    const listed = async () => JSON.parse((await run(["list", "--user", nobody, "--json"], { env })).stdout).list;
    const { stdout } = await run(["sign", "--path", "/meeting/bulkImport", `userId=${nobody}`, "--json"], { env });
    const { url, headers } = JSON.parse(stdout);
    const body = JSON.stringify([{ meetingId: "0123456789", contextId: "c", domain: "lms.example.edu" }]);
    await fetch(`${own.origin}/fault?kind=lost_response&times=1`, { method: "PUT" });
    await assert.rejects(fetch(url, { method: "POST", headers, body }));
    const [meeting] = await listed();
    assert.equal(meeting.meetingNumber, "0123456789");
    await own.stop();
  });

  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`ends with status 0 on ${signal}, with a request under way`, {
      skip: windows && "there are no signals",
    }, async () => {
      const own = await startEmulator(["--fault", "delay,headersMs=60000"]);
      const request = fetch(`${own.baseUrl}/open/meeting/list`).catch(() => "dropped");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { status, stderr } = await own.stop(signal);
      assert.deepEqual([status, await request], [0, "dropped"]);
      assert.match(stderr, /Stopped\.\n$/);
    });
  }

  test("a port that is taken is named, with a way out", async () => {
    const { port } = new URL(emulator.baseUrl);
    const { status, stderr } = await run(["emulate", "--port", port]);
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`port ${port} is taken.*--port 0`, "s"));
  });

  test("the name emulator is as good; options that are no good are refused", async () => {
    for (const args of [
      ["--port", "99999"],
      ["--fault", "meteor"],
      ["--fault", "delay,headersMs=soon"],
      ["--fault", "http_status,status=42"],
      ["--page-size", "0"],
      ["--time-zone-field", "tz"],
      ["--signed-order", "random"],
      ["--max-page-size", "0"],
    ]) {
      const { status, stdout } = await run(["emulator", ...args]);
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    }
  });
});

describe("the command line", () => {
  test("--version is that of the package; without anything it helps", async () => {
    assert.equal((await run(["--version"])).stdout, `${version}\n`);
    const [bare, asked] = [await run([]), await run(["--help"])];
    assert.deepEqual(bare, asked);
    assert.equal(bare.status, 0);
  });

  for (const name of ["list", "sign", "explain", "doctor", "emulate"]) {
    test(`${name} --help names every option and shows examples`, async () => {
      const { status, stdout, stderr } = await run([name, "--help"]);
      assert.deepEqual([status, stderr, (await run(["help", name])).stdout], [0, "", stdout]);
      for (const words of ["Usage", "--json", "Exit status", "LTI_SECRET", "Examples", `npx zoom-lti-pro ${name}`])
        assert.ok(stdout.includes(words), words);
      assert.ok(
        stdout.split("\n").every((line) => line.length <= 110),
        "lines are short",
      );
    });
  }

  test("unknown commands and options, and values that are missing, are refused with status 2", async () => {
    for (const args of [
      ["frobnicate"],
      ["--frobnicate"],
      ["list", "--frobnicate"],
      ["list", "--user"],
      ["list", "--user", "u", "word"],
      ["list", "--history=yes"],
      ["list"],
    ]) {
      const { status, stdout, stderr } = await run(args);
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
      assert.match(stderr, /^error: /);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  test("a secret as an argument is refused with the reason, and not repeated", async () => {
    for (const args of [
      ["list", "--secret", canary],
      ["sign", `--secret=${canary}`],
      ["explain", "--lti-secret", canary],
      ["--secret", canary],
      ["sign", `LTI_SECRET=${canary}`],
      [`--client_secret=${canary}`, "list"],
    ]) {
      const { status, stdout, stderr } = await run(args);
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
      assert.match(stderr, /not taken from the command line.*history/s);
      assert.ok(!stderr.includes(canary));
    }
  });

  test("a value that only looks like one is a value", async () => {
    const { status, stdout } = await run(["list", "--user", "-secretary", "--json"], { env: emulated });
    assert.deepEqual([status, JSON.parse(stdout).list], [0, []]);
  });

  test("a secret in a wrong place is not repeated either", async () => {
    for (const args of [
      ["list", canary],
      ["list", `--${canary}`],
      [canary],
      ["list", "--user", canary, "--page-num", canary],
      ["sign", "--path", canary, canary],
      ["sign", "--timestamp", canary, "--user", "u"],
      ["emulate", "--fault", canary],
      ["emulate", "--port", canary],
    ]) {
      const { status } = await run(args, { env: { ...emulated, LTI_SECRET: canary } });
      assert.equal(status, 2, args[0]);
    }
  });

  test("a crash says where, and not what was thrown: that might hold the secret", async () => {
    const broken = join(folder, "broken.mjs");
    writeFileSync(
      broken,
      'const fail = () => { throw new TypeError("holds " + process.env.LTI_SECRET); };\n' +
        "Intl.DateTimeFormat.prototype.resolvedOptions = fail;",
    );
    const child = spawn(
      process.execPath,
      ["--import", pathToFileURL(broken).href, command, "list", "--user", teacher],
      { env: environment(emulated) },
    );
    const { status, stderr } = await ended(child, [], {});
    assert.equal(status, 1);
    assert.match(stderr, /^error: a defect of this command \(TypeError\); please report it\n {2}at /);
    assert.ok(!stderr.includes(emulator.secret));
  });

  test("where nobody can be asked, the missing variable is named", async () => {
    const { status, stderr } = await run(["list", "--user", "u"], { env: { LTI_KEY: "k" } });
    assert.equal(status, 2);
    assert.match(stderr, /LTI_SECRET is not set, and there is no terminal to ask at/);
  });

  test("a closed standard input is an empty one", { skip: windows && "it is closed by a POSIX shell" }, async () => {
    for (const args of [["list", "--user", nobody], ["sign", "--user", nobody], ["sign"], ["explain"]]) {
      const child = spawn("sh", ["-c", 'exec "$@" <&-', "sh", process.execPath, command, ...args], {
        env: environment(emulated),
      });
      const { status, stderr } = await ended(child, args, {});
      assert.equal(status, args.length > 1 ? 0 : 2, args.join(" "));
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  test("a reader that has read enough ends it quietly", {
    skip: windows && "the pipe is a POSIX shell's",
  }, async () => {
    for (const line of ["list --all --json --user $USER_ID", "--help", "sign --user $USER_ID"]) {
      const child = spawn("sh", ["-c", `"$NODE" "$COMMAND" ${line} | true`], {
        env: environment({ ...emulated, NODE: process.execPath, COMMAND: command, USER_ID: teacher }),
      });
      assert.deepEqual((await ended(child, [line], {})).stderr.match(/EPIPE|\n\s+at /g), null, line);
    }
  });

  test("the file that npm links runs by itself", { skip: windows && "npm writes a wrapper there" }, async () => {
    const child = spawn(join(folder, "node_modules", ".bin", "zoom-lti-pro"), ["--version"], { env: environment({}) });
    assert.equal((await ended(child, [], {})).stdout, `${version}\n`);
  });
});

describe("colours", () => {
  const coloured = async (env) =>
    /\x1b\[/.test(
      (await run(["list", "--user", teacher, "--page-size", "1"], { env: { ...emulated, ...env } })).stdout,
    );

  test("are for terminals only, but where FORCE_COLOR asks for them", async () => {
    assert.deepEqual(
      [await coloured({}), await coloured({ FORCE_COLOR: "1" }), await coloured({ FORCE_COLOR: "0" })],
      [false, true, false],
    );
  });

  test("are shown in a terminal, and not with NO_COLOR", { skip: noTerminal }, async () => {
    const screen = async (env) =>
      (
        await inTerminal(process.execPath, [command, "list", "--user", teacher, "--page-size", "1"], {
          env: environment({ TERM: "xterm", ...emulated, ...env }),
          script: [],
        })
      ).screen;
    assert.match(await screen({}), /\x1b\[1mStarts/);
    assert.doesNotMatch(await screen({ NO_COLOR: "1" }), /\x1b\[/);
  });
});

describe("the prompts", { skip: noTerminal }, () => {
  const terminal = (args, script, { env = {}, stdin } = {}) =>
    inTerminal(process.execPath, [command, ...args], {
      env: environment({ TERM: "xterm", NO_COLOR: "1", ...env }),
      script,
      stdin,
    });
  const text = "key=k";

  test("the secret is not shown, with backspace and paste, and the terminal shows what is typed again", async () => {
    const { screen, status, echo } = await terminal(
      ["sign", "--base-string", text],
      [["LTI secret (it is not shown): ", "hidden-secretX\x7f\r"]],
    );
    assert.deepEqual([status, echo], [0, true]);
    assert.ok(screen.includes(hmac("hidden-secret", text)));
    assert.ok(!screen.includes("hidden"), screen);
  });

  test("key and secret are asked for where the environment has neither", async () => {
    const { screen, status } = await terminal(
      ["list", "--user", nobody],
      [
        ["LTI key: ", `${emulator.key}\r`],
        ["LTI secret (it is not shown): ", `${emulator.secret}\r`],
      ],
      { env: { LTI_BASE_URL: emulator.baseUrl } },
    );
    assert.equal(status, 0);
    assert.match(screen, /No upcoming meetings/);
    assert.ok(!screen.includes(emulator.secret));
  });

  test("Ctrl-C at the prompt ends it with status 130 and gives the terminal back", async () => {
    const { screen, status, echo } = await terminal(
      ["sign", "--base-string", text],
      [["LTI secret (it is not shown): ", "half-a-secret\x03"]],
    );
    assert.deepEqual([status, echo], [130, true]);
    assert.ok(!screen.includes("half-a-secret"));
  });

  test("Ctrl-D, or Enter alone, is no secret", async () => {
    for (const typed of ["\x04", "\r"]) {
      const { screen, status, echo } = await terminal(
        ["sign", "--base-string", text],
        [["LTI secret (it is not shown): ", typed]],
      );
      assert.deepEqual([status, echo], [2, true]);
      assert.match(screen, /the LTI secret is missing/);
    }
  });

  test("a request longer than a terminal's line is pasted; its signature and the secret are asked for", async () => {
    const base = `isUpComing=true&key=my-key&pageNum=1&pageSize=20&timestamp=1661494048201&userId=${teacher}`;
    const pasted =
      `GET /api/v1/lti/rich/open/meeting/list?${base} HTTP/1.1\rHost: applications.zoom.us\rCookie: ` +
      `${"c".repeat(6000)}\r\r\r`;
    const script = [
      ["on an empty line:", pasted],
      ["(Enter: there is none): ", `${hmac("hidden-secret", base)}\r`],
      ["go without): ", "hidden-secret\r"],
    ];
    const { screen, status, echo, untyped } = await terminal(["explain"], script);
    assert.deepEqual([status, echo, untyped], [0, true, 0], screen.slice(-500));
    assert.ok(!screen.includes("hidden-secret"));
  });

  test("Ctrl-C ends a deep search, and what was found is shown", async () => {
    const file = join(folder, "request.txt");
    writeFileSync(
      file,
      `key=k&timestamp=1661494048201&userId=u\nX-Lti-Signature: ${hmac("a foreign secret", "key=k")}\n`,
    );
    const { screen, status, untyped } = await terminal(["explain", "--deep"], [["Ctrl-C ends it.", "\x03"]], {
      env: { LTI_SECRET: "another-secret" },
      stdin: file,
    });
    assert.deepEqual([status, untyped], [1, 0], screen);
    assert.match(screen, /the search was stopped/);
  });

  test("explain does without a secret where none is typed, and does not ask with --no-secret", async () => {
    const asked = await terminal(
      ["explain"],
      [
        ["on an empty line:", "key=k&timestamp=1\r\r"],
        ["(Enter: there is none): ", "\r"],
        ["go without): ", "\r"],
      ],
    );
    const unasked = await terminal(
      ["explain", "--no-secret"],
      [
        ["on an empty line:", "key=k&timestamp=1\r\r"],
        ["(Enter: there is none): ", "\r"],
      ],
    );
    assert.deepEqual([asked.status, asked.untyped, unasked.status, unasked.untyped], [1, 0, 1, 0]);
    assert.ok(!unasked.screen.includes("LTI secret"));
  });

  test("a table fits the terminal", async () => {
    const { screen } = await terminal(["list", "--user", teacher, "--all"], [], { env: emulated });
    assert.ok(screen.includes("…"));
    const columns = (line) => [...new Intl.Segmenter().segment(line)].length;
    for (const line of screen.split(/\r?\n/)) assert.ok(columns(line) <= 80, line);
  });

  test("a base string may come by a pipe while the secret is typed", async () => {
    const file = join(folder, "base-string.txt");
    writeFileSync(file, text);
    const { screen, status, echo } = await terminal(["sign"], [["LTI secret (it is not shown): ", "hidden-secret\r"]], {
      stdin: file,
    });
    assert.deepEqual([status, echo], [0, true]);
    assert.ok(screen.includes(hmac("hidden-secret", text)));
  });
});

test("no secret was printed by any of these", () => {
  assert.ok(printed.size > 15, `${printed.size} command lines had it`);
  const forms = [
    canary,
    encodeURIComponent(canary),
    Buffer.from(canary).toString("base64"),
    Buffer.from(canary).toString("hex"),
  ];
  for (const [line, output] of printed)
    for (const form of forms)
      assert.ok(!output.includes(form), `${line.replaceAll(canary, "…")}: the secret is in its output`);
});
