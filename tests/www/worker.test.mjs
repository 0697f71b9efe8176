// The demo's Worker over HTTP: which requests it accepts, and its responses.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { startDemo } from "../../scripts/demo.mjs";
import { sendOdd } from "../support/odd-requests.mjs";
import { BUSY } from "./demo.mjs";

let demo;
before(async () => (demo = await startDemo({ port: 0, env: {} })));
after(() => demo?.stop());

/** Sends the path unchanged. `fetch` would normalize it and set Host. */
function ask(path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(demo.url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (more) => (body += more));
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
      },
    );
    sent.on("error", reject).end();
  });
}

test("responds to curl, with default parameters", async () => {
  const { status, headers, body } = await ask(`/api/meetings?userId=${BUSY}`);
  const page = JSON.parse(body);
  assert.equal(status, 200);
  assert.match(headers["content-type"], /^application\/json/);
  assert.deepEqual(Object.keys(page).sort(), ["list", "meta", "pageNum", "pageSize", "total"]);
  assert.equal(page.pageNum, 1);
  assert.equal(page.list.length, Math.min(page.total, page.pageSize));
});

test("passes on the query", async () => {
  const { body } = await ask(`/api/meetings?userId=${BUSY}&isUpComing=false&pageNum=2&pageSize=3`);
  const { pageNum, pageSize, list } = JSON.parse(body);
  assert.deepEqual([pageNum, pageSize, list.length], [2, 3, 3]);
});

test("lists all pages, and says whether that is the whole list", async () => {
  const { status, headers, body } = await ask(`/api/all-meetings?userId=${BUSY}&pageSize=7`);
  const { meetings, complete, total } = JSON.parse(body);
  assert.deepEqual([status, headers["cache-control"], complete], [200, "no-store", true]);
  assert.ok(total > 40);
  assert.equal(new Set(meetings.map(({ meetingId }) => meetingId)).size, total);
  const refused = await ask("/api/all-meetings?userId=teacher@example.edu");
  assert.deepEqual([refused.status, JSON.parse(refused.body).error.field], [400, "userId"]);
});

test("an invalid value gives 400 with a typed error", async () => {
  const values = [
    "",
    "userId=",
    `userId=${BUSY}&pageSize=0`,
    `userId=${BUSY}&pageSize=1001`,
    `userId=${BUSY}&pageNum=x`,
    `userId=${BUSY}&isUpComing=TRUE`,
  ];
  for (const query of values) {
    const { status, headers, body } = await ask(`/api/meetings?${query}`);
    const { error } = JSON.parse(body);
    assert.deepEqual([status, error.code, error.retryable], [400, "invalid_argument", false], query);
    assert.notEqual(error.message, "");
    assert.equal(headers["cache-control"], "no-store");
  }
});

test("names its backend, but nothing of its credentials", async () => {
  const { body } = await ask("/api/demo");
  const { backend, users, ...rest } = JSON.parse(body);
  assert.equal(backend, "emulator");
  assert.ok(users.some(({ userId }) => userId === BUSY));
  assert.deepEqual(rest, {});
  for (const path of ["/", "/debug/", "/meetings.js", "/debug/debug.js", "/api/demo", `/api/meetings?userId=${BUSY}`]) {
    assert.ok(!(await ask(path)).body.includes("emulator-secret"), path);
  }
});

test("gives the signed request only to a script of its own page", async () => {
  const path = `/api/request?userId=${BUSY}&pageSize=5`;
  const own = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
  const { status, headers, body } = await ask(path, { headers: own });
  assert.equal(status, 200);
  assert.equal(headers["cache-control"], "no-store");
  const [line, host, header] = body.split("\r\n");
  assert.match(
    line,
    /^GET \/api\/v1\/lti\/rich\/open\/meeting\/list\?isUpComing=true&key=.*&pageSize=5&.* HTTP\/1\.1$/,
  );
  assert.equal(host, "Host: applications.zoom.us");
  const query = line.split(/[? ]/)[2];
  const { EMULATOR_CREDENTIALS } = await import("../../dist/testing.js");
  const mac = createHmac("sha1", EMULATOR_CREDENTIALS.secret).update(decodeURIComponent(query)).digest("base64url");
  assert.equal(header, `X-Lti-Signature: ${mac}`);
  for (const others of [
    {},
    { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate" },
    { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" },
    { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" },
    { ...own, host: "evil.example" },
  ]) {
    const refused = await ask(path, { headers: others });
    assert.ok([403, 404].includes(refused.status), JSON.stringify(others));
    assert.ok(!refused.body.includes("Signature"));
  }
  assert.equal((await ask("/api/request?userId=a%20b", { headers: own })).status, 400);
});

test("refuses a Host other than this machine", async () => {
  for (const host of [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:80",
    "10.0.0.1",
    "0.0.0.0",
    "127.0.0.1:",
    "[::2]",
  ]) {
    for (const path of ["/", "/debug/", "/api/demo", `/api/meetings?userId=${BUSY}`]) {
      assert.equal((await ask(path, { headers: { host } })).status, 403, `${host} ${path}`);
    }
  }
  for (const host of ["127.0.0.1", "localhost", "localhost:1", "LOCALHOST:8787", "[::1]", "[::1]:8787"]) {
    assert.equal((await ask("/", { headers: { host } })).status, 200, host);
  }
});

test("refuses requests from other sites, and other methods", async () => {
  const asked = (site) => ask("/api/demo", { headers: { "sec-fetch-site": site } });
  assert.equal((await asked("cross-site")).status, 403);
  assert.equal((await asked("same-site")).status, 403);
  assert.equal((await asked("same-origin")).status, 200);
  assert.equal((await asked("none")).status, 200);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
    assert.equal((await ask("/api/demo", { method })).status, 405, method);
});

test("sends the security headers always, and no CORS headers", async () => {
  for (const path of ["/", "/style.css", "/debug/", "/nothing.js", "/api/demo", "/api/nothing"]) {
    const { headers } = await ask(path, { headers: { origin: "https://evil.example" } });
    assert.deepEqual(
      Object.keys(headers).filter((name) => name.startsWith("access-control-")),
      [],
      path,
    );
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "no-referrer", path);
    assert.match(headers["content-security-policy"], /default-src 'none'/, path);
    assert.match(headers["content-security-policy"], /frame-ancestors 'none'/, path);
  }
});

test("the debugger has the strict policy under every path", async () => {
  const strict =
    "default-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; " +
    "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src blob:; img-src data:; " +
    "require-trusted-types-for 'script'; trusted-types worker";
  const spellings = [
    "/debug/",
    "/debug/index.html",
    "/%64ebug/index.html",
    "//debug/index.html",
    "/Debug/index.html",
    "/x/../debug/",
    "/debug/./index.html",
    "/debug//",
  ];
  for (const path of spellings) {
    const { status, headers, body } = await ask(path);
    if (status === 200 && body.includes("Signature debugger"))
      assert.equal(headers["content-security-policy"], strict, path);
  }
  assert.equal((await ask("/debug/")).headers["content-security-policy"], strict);
  assert.deepEqual((({ status, headers }) => [status, headers.location])(await ask("/debug")), [308, "/debug/"]);
});

test("the debugger as one file is a download", async () => {
  const { status, headers } = await ask("/debug/zoom-lti-pro-debugger.html");
  assert.deepEqual([status, headers["content-disposition"]], [200, "attachment"]);
  assert.equal((await ask("/debug/")).headers["content-disposition"], undefined);
});

test("serves the pages with their content types, and nothing else", async () => {
  const types = {
    "/": "text/html",
    "/index.html": "text/html",
    "/style.css": "text/css",
    "/meetings.js": "text/javascript",
    "/debug/debug.js": "text/javascript",
  };
  for (const [path, type] of Object.entries(types)) {
    const { status, headers } = await ask(path);
    assert.deepEqual([status, headers["content-type"]], [200, `${type}; charset=utf-8`], path);
  }
  for (const path of [
    "/nothing",
    "/nothing.html",
    "/debug/nothing.js",
    "/.git/config",
    "/..%2fworker.js",
    "/debug/%2e%2e%2f%2e%2e%2fpackage.json",
    "/api",
    "/api/nothing",
  ]) {
    assert.equal((await ask(path)).status, 404, path);
  }
  assert.equal((await ask("/", { method: "HEAD" })).status, 200);
});

test("no odd request stops it or makes it fail", { timeout: 120_000 }, async () => {
  const sent = await sendOdd(Number(new URL(demo.url).port), 2000, 2);
  // workerd itself refuses CONNECT and unknown methods.
  const failed = sent
    .filter(({ text, status }) => status >= 500 && status !== 501 && !text.startsWith("CONNECT"))
    .map(({ text, status }) => [status, text.slice(0, 200)]);
  assert.deepEqual(failed, []);
  const statuses = new Set(sent.map(({ status }) => status));
  for (const status of [200, 400, 404, 405]) assert.ok(statuses.has(status), `none had status ${status}`);
  assert.equal((await ask(`/api/meetings?userId=${BUSY}`)).status, 200);
});
