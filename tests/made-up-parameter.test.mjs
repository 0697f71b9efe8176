// A parameter or an endpoint that exists only in the table is signed, checked, offered, served and explained. The test
// adds three rows to the tables of a copy and builds the copy. The first build takes a minute.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { projectCache, root } from "../scripts/lib/paths.mjs";

const copy = join(projectCache, "made-up-parameter");
// Cargo.toml names three of the tests.
const tests = ["tests/generated.rs", "tests/parameters.rs", "tests/calendar", "tests/explain", "tests/secrets.rs"];
const inputs = ["src", "www", "scripts", ...tests, "Cargo.toml", "Cargo.lock", "docs"];
// What the reference, a part of the demo, is made of.
const documents = ["examples", "skills", "llms.txt", ...readdirSync(root).filter((name) => name.endsWith(".md"))];
const manifests = ["package.json", "package-lock.json", "tsconfig.json"];

const rows = `
    Parameter {
        rule: Rule { name: "courseId", kind: Kind::Text, missing: Missing::LeftOut },
        help: "the course of the meetings",
        example: "c-1",
        option: None,
        values: &[],
        aliases: &["course", "context id"],
    },
    Parameter {
        rule: Rule { name: "maxDays", kind: whole!(1..=30), missing: Missing::LeftOut },
        help: "days ahead",
        example: "7",
        option: None,
        values: &["7"],
        aliases: &["days ahead"],
    },
];`;

const endpointRow = `
    Endpoint {
        name: "reschedule",
        article: "KB0000000",
        method: "PATCH",
        path: "/meeting/reschedule",
        help: "move meetings",
        parameters: &USER,
        body: Some(Body { fields: &[required("domain", Content::Text(20)), optional("note", TEXT)], alone: None }),
    },
];`;

const credentials = { key: "te2BnjG2QUOxSxiQZBHYAw", secret: "Zk3pTq8vW1xY5zB7nM9cD2fG4hJ6kL0s" };
const timestamp = 1661494048201;
const now = () => timestamp;
const userId = "_vIWeZ76TtuFceCKHkVk4Q";
// Optimized for a fast build.
const quick = { ...process.env, CARGO_PROFILE_RELEASE_LTO: "off", CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16" };
const env = { ...process.env, LTI_KEY: credentials.key, LTI_SECRET: credentials.secret };
let lti;
let explain;
let testing;

before(
  async () => {
    // The output of earlier builds stays, so only changes are built again.
    for (const name of ["src", "node_modules"]) rmSync(join(copy, name), { recursive: true, force: true });
    mkdirSync(join(copy, "tests"), { recursive: true });
    const filter = (path) => !path.endsWith("node_modules");
    for (const name of [...inputs, ...documents, ...manifests])
      cpSync(join(root, name), join(copy, name), { recursive: true, filter });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
    const table = join(copy, "src", "parameters.rs");
    const [, count] = /LIST: \[Parameter; (\d+)\]/.exec(readFileSync(table, "utf8"));
    writeFileSync(
      table,
      readFileSync(table, "utf8")
        .replace(`LIST: [Parameter; ${count}]`, `LIST: [Parameter; ${Number(count) + 2}]`)
        .replace("\n];", rows),
    );
    const endpoints = join(copy, "src", "endpoints.rs");
    const [, rowCount] = /ENDPOINTS: \[Endpoint; (\d+)\]/.exec(readFileSync(endpoints, "utf8"));
    writeFileSync(
      endpoints,
      readFileSync(endpoints, "utf8")
        .replace(`ENDPOINTS: [Endpoint; ${rowCount}]`, `ENDPOINTS: [Endpoint; ${Number(rowCount) + 1}]`)
        .replace("\n];", endpointRow),
    );
    for (const script of ["generate.mjs", "build.mjs"])
      execFileSync(process.execPath, [join(copy, "scripts", script)], {
        cwd: copy,
        env: quick,
        stdio: ["ignore", "ignore", "inherit"],
      });
    const entry = (name) => import(pathToFileURL(join(copy, "dist", name)).href);
    [lti, explain, testing] = await Promise.all(["index.js", "explain.js", "testing.js"].map(entry));
  },
  { timeout: 600_000 },
);

async function bundled(contents) {
  const stdin = { contents, resolveDir: copy, loader: "ts" };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

const sign = (query) => lti.signRequest(credentials, { userId, timestamp, ...query });
const command = (...args) =>
  execFileSync(process.execPath, [join(copy, "dist", "command.js"), ...args], { env, encoding: "utf8" });
const codes = (request) =>
  explain
    .explainSignature({ request, now: timestamp })
    .findings.map(({ code, name, expected }) => [code, name, expected]);

describe("a parameter that exists only in the table", () => {
  test("is signed in sorted order, and omitted without a value", () => {
    const { baseString, url } = sign({ courseId: "c-1", maxDays: 7 });
    assert.match(baseString, /^courseId=c-1&isUpComing=true&key=[^&]+&maxDays=7&pageNum=1&/);
    assert.match(url, /\?courseId=c-1&/);
    assert.doesNotMatch(sign({}).baseString, /courseId|maxDays/);
  });

  test("is checked: its limits, its type, placeholders", () => {
    const refused = (query, field, message) =>
      assert.throws(() => sign(query), { code: "invalid_argument", field, message });
    refused({ maxDays: 0 }, "maxDays", "maxDays must be from 1 to 30");
    refused({ maxDays: 31 }, "maxDays", "maxDays must be from 1 to 30");
    refused({ maxDays: "7.0" }, "maxDays", "maxDays must be a whole number in decimal digits");
    refused({ maxDays: true }, "maxDays", "maxDays must be a number or a string, not boolean");
    refused({ courseId: 7 }, "courseId", "courseId must be a string, not number");
    refused({ courseId: "undefined" }, "courseId", "courseId is a placeholder");
    refused({ courseId: "c-1 " }, "courseId", /white ?space/);
  });

  test("is sent by listMeetings, and by listMeetingsForUsers", async () => {
    const emulator = testing.createEmulator({ credentials, now });
    const options = { fetch: emulator.fetch, now };
    await lti.listMeetings(credentials, { userId, courseId: "c-1" }, options);
    await new lti.LtiPro(credentials).listMeetingsForUsers([userId], { ...options, courseId: "c-2" }).toArray();
    const sent = emulator.requests.map(({ url }) => new URL(url).searchParams.get("courseId"));
    assert.deepEqual(sent, ["c-1", "c-2"]);
  });

  test("is an option of the command, and its help shows the limits", () => {
    for (const name of ["list", "sign"])
      assert.match(
        command(name, "--help"),
        /--course-id <courseId>\s+the course of the meetings\s+--max-days <n>\s+days ahead, 1 to 30/,
      );
    const { baseString } = JSON.parse(
      command("sign", "--user", userId, "--course-id", "c-1", "--max-days", "30", "--json"),
    );
    assert.match(baseString, /^courseId=c-1&.*&maxDays=30&/);
  });

  test("is explained: its name, misspellings, other names, wrong values", () => {
    const { url } = sign({ courseId: "c-1", maxDays: 7 });
    assert.deepEqual(codes(url), []);
    const renamed = (name, other) => codes(url.replace(`${name}=`, `${other}=`));
    assert.deepEqual(renamed("courseId", "course_id"), [["misspelt_parameter", "course_id", "courseId"]]);
    assert.deepEqual(renamed("courseId", "coursId"), [["misspelt_parameter", "coursId", "courseId"]]);
    assert.deepEqual(renamed("maxDays", "daysAhead"), [["misspelt_parameter", "daysAhead", "maxDays"]]);
    assert.deepEqual(codes(url.replace("maxDays=7", "maxDays=99")), [["invalid_value", "maxDays", undefined]]);
    assert.deepEqual(codes(sign({}).url), []);
  });

  test("is checked by the emulator", async () => {
    const emulator = testing.createEmulator({ credentials, now });
    const status = async (params) => {
      const all = { userId, isUpComing: true, pageNum: 1, pageSize: 20, ...params };
      const request = lti.signRequest(credentials, { path: "/open/meeting/list", params: all, timestamp });
      return (await (await emulator.fetch(request.url, { headers: request.headers })).json()).status;
    };
    assert.deepEqual(
      [await status({}), await status({ maxDays: 30 }), await status({ maxDays: 31 })],
      [true, true, false],
    );
  });

  test("is in the form of the meetings page, in its URL, and in its request to the Worker", async () => {
    assert.match(readFileSync(join(copy, "dist-www", "site", "meetings.js"), "utf8"), /the course of the meetings/);
    const page = await bundled('export * from "./www/page/view.ts"; export { meetingsPath } from "./www/page/api.ts";');
    const view = page.readView("?userId=u&courseId=c-1&maxDays=7&other=1");
    assert.deepEqual(view.others, { courseId: "c-1", maxDays: "7" });
    assert.equal(page.viewQuery(view), "?userId=u&courseId=c-1&maxDays=7");
    const list = "userId=u&isUpComing=true&pageNum=1&pageSize=20";
    assert.equal(page.meetingsPath(view), `/api/meetings?${list}&courseId=c-1&maxDays=7`);
    assert.equal(page.meetingsPath({ ...view, others: {} }), `/api/meetings?${list}`);
    assert.deepEqual(
      page.OTHERS.map(({ name }) => name),
      ["courseId", "maxDays"],
    );
  });

  test("is in the debugger's form", () => {
    assert.match(
      readFileSync(join(copy, "dist-www", "site", "debug", "debug.js"), "utf8"),
      /the course of the meetings/,
    );
  });
});

describe("an endpoint that exists only in the table", () => {
  const path = "/meeting/reschedule";
  const reschedule = { method: "PATCH", path, params: { userId }, body: { domain: "lms.example.edu" } };
  const options = () => ({ fetch: testing.createEmulator({ credentials, now }).fetch, now });
  const request = (changes) => lti.request(credentials, { ...reschedule, ...changes }, options());

  test("is in the OpenAPI document", () => {
    const { paths, components } = JSON.parse(readFileSync(join(copy, "docs", "openapi.json"), "utf8"));
    const { requestBody, responses } = paths[path].patch;
    const { schema } = requestBody.content["application/json"];
    assert.deepEqual([schema.required, schema.properties.domain.maxLength], [["domain"], 20]);
    assert.ok(responses[200] && components.schemas.RescheduleResponse);
    const listed = paths["/open/meeting/list"].get.parameters.find(({ name }) => name === "maxDays");
    assert.deepEqual([listed.schema.minimum, listed.schema.maximum], [1, 30]);
  });

  test("is served by the emulator: its method, its parameters, its body", async () => {
    assert.equal((await request({})).meta.status, 200);
    for (const [changes, expected] of [
      [{ method: "POST" }, { code: "api_error", status: 405 }],
      [{ body: undefined }, { detail: 9999, message: /parameter body/ }],
      [{ body: {} }, { detail: 9999, message: /parameter domain/ }],
      [{ body: { domain: "x".repeat(21) } }, { detail: 9999, message: /parameter domain/ }],
      [{ body: { domain: "x", note: 7 } }, { detail: 9999, message: /parameter note/ }],
    ])
      await assert.rejects(request(changes), expected);
  });

  test("is known to the command: its help, its method, its body", () => {
    assert.match(command("sign", "--help").replace(/\s+/g, " "), /PATCH \/meeting\/reschedule \(move meetings\)/);
    const { curl } = JSON.parse(command("sign", "--path", path, `userId=${userId}`, "--json"));
    assert.match(curl, /^curl(?:\.exe)? -X PATCH .*--data ['"]@body\.json['"]$/);
  });

  test("is known to the debugger: its path and its method", () => {
    const { url } = lti.signRequest(credentials, { path, params: { userId }, timestamp });
    const found = (pasted) =>
      explain.explainSignature({ request: pasted, secrets: credentials.secret, now: timestamp }).findings;
    const of = (code, pasted) => found(pasted).find((finding) => finding.code === code)?.expected;
    assert.equal(of("wrong_method", `curl -X POST '${url}'`), "PATCH");
    assert.equal(of("wrong_method", `curl -X PATCH '${url}'`), undefined);
    assert.equal(of("wrong_path", `curl -X PATCH '${url}'`), undefined);
    assert.match(
      of("wrong_path", `curl -X PATCH '${url.replace(path, "/meeting/reshedule")}'`),
      /\/meeting\/reschedule$/,
    );
  });
});
