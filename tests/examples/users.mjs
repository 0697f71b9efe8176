// The table of users: read from a CSV file, and listed from a Zoom account.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { copyOf } from "./copies.mjs";

describe("the CSV file of users", () => {
  let readUsers;

  before(async () => {
    const { folder } = await copyOf("vercel-edge");
    ({ readUsers } = await import(pathToFileURL(join(folder, "lib", "users.mjs"))));
  });

  const read = (text) => {
    const { teachers, problems } = readUsers(text);
    return [Object.fromEntries(teachers), problems];
  };

  const accepted = {
    "line feeds": "Email,User ID\na@x.edu,u1\n",
    "no line break at the end": "Email,User ID\r\na@x.edu,u1",
    "a byte order mark": "\ufeffEmail,User ID\r\na@x.edu,u1\r\n",
    semicolons: "Email;Name;User ID\r\na@x.edu;Nuñez, Z;u1\r\n",
    tabs: "Email\tUser ID\r\na@x.edu\tu1\r\n",
    "quotes, commas and line breaks": 'Name,Email,"User ID"\r\n"N ""x"",\r\ny","a@x.edu","u1"\r\n',
    "other names of columns": "Zoom User ID,E-mail Address\r\nu1,a@x.edu\r\n",
    "empty lines": "Email,User ID\r\n\r\na@x.edu,u1\r\n\r\n",
    "capitals and whitespace": "Email,User ID\r\n  A@X.edu\t, u1 \r\n",
    "the same line twice": "Email,User ID\r\na@x.edu,u1\r\nA@x.edu,u1\r\n",
  };
  for (const [name, text] of Object.entries(accepted))
    test(`accepts ${name}`, () => assert.deepEqual(read(text), [{ "a@x.edu": "u1" }, []]));

  const leftOut = {
    "an address instead of the ID": ["a@x.edu,b@x.edu", /line 2: a@x\.edu: userId is an e-mail address/],
    "no ID": ["a@x.edu,", /line 2: a@x\.edu: userId is empty/],
    "a placeholder": ["a@x.edu,undefined", /line 2: a@x\.edu: userId is a placeholder/],
    "an error of a spreadsheet": ["a@x.edu,#NAME?", /line 2: .*error of a spreadsheet/],
    "no address": [",u1", /line 2: "" is not an e-mail address/],
    "two addresses": ["a@x.edu b@x.edu,u1", /line 2: .* is not an e-mail address/],
    "an address that is too long": [`${"a".repeat(320)}@x.edu,u1`, /line 2: the e-mail address is too long/],
    "two IDs for an address": ["a@x.edu,u1\r\nA@x.edu,u2", /lines 2, 3: a@x\.edu has different user IDs/],
  };
  for (const [name, [rows, problem]] of Object.entries(leftOut))
    test(`leaves out ${name}`, () => {
      const [teachers, problems] = read(`Email,User ID\r\n${rows}\r\nok@x.edu,u9\r\n`);
      assert.deepEqual(teachers, { "ok@x.edu": "u9" });
      assert.equal(problems.length, 1);
      assert.match(problems[0], problem);
    });

  const refused = {
    "an empty file": ["", /The file is empty/],
    "no column of IDs": ["Email,Name\r\na@x.edu,n", /No column has the Zoom user ID.*The columns are: Email, Name/],
    "no column of addresses": ["Name,User ID\r\nn,u1", /No column has an e-mail address/],
    "two columns of IDs": ["Email,ID,User ID\r\na@x.edu,1,u1", /Several columns seem to have the Zoom user ID/],
    "a quote that does not end": ['Email,User ID\r\n"a@x.edu,u1', /[Qq]uote/],
    "a row that is too short": ["Email,User ID\r\na@x.edu", /[Rr]ecord [Ll]ength/],
  };
  for (const [name, [text, message]] of Object.entries(refused))
    test(`refuses ${name}`, () => assert.throws(() => readUsers(text), message));
});

/** A server that does what Zoom documents: a token by Basic authentication, pages, and a rate limit. */
describe("the users of a Zoom account as CSV", () => {
  const users = Array.from({ length: 650 }, (_, i) => ({ id: `-u${i}`, email: `t${i}@example.edu`, status: "active" }));
  const basic = `Basic ${Buffer.from("client:client-secret").toString("base64")}`;
  let example;
  let server;
  let refused;

  before(async () => {
    example = await copyOf("cloudflare-worker");
    cpSync(join(example.folder, "zoom.env.example"), join(example.folder, "zoom.env"));
    server = createServer((request, response) => respond(request, response));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  beforeEach(() => (refused = 0));
  after(() => server.close());

  function respond({ method, url, headers }, response) {
    const send = (status, body, more = {}) => response.writeHead(status, more).end(JSON.stringify(body));
    const { pathname, searchParams: query } = new URL(url, "http://localhost");
    const origin = `http://127.0.0.1:${server.address().port}`;
    if (pathname === "/oauth/token") {
      const isRight = method === "POST" && query.get("grant_type") === "account_credentials";
      if (!isRight || query.get("account_id") !== "account") return send(400, { error: "unsupported_grant_type" });
      if (headers.authorization !== basic) return send(400, { reason: "Invalid client_id or client_secret" });
      return send(200, { access_token: "token", expires_in: 3600, api_url: origin });
    }
    if (pathname !== "/v2/users" || headers.authorization !== "Bearer token") return send(401, { code: 124 });
    if (query.get("next_page_token") === "300" && refused++ === 0)
      return send(429, { code: 429 }, { "Retry-After": "1" });
    const start = Number(query.get("next_page_token") ?? 0);
    const end = start + Math.min(300, Number(query.get("page_size")));
    const pending = start === 0 ? [{ created_at: "2026-01-01T00:00:00Z", status: "pending" }] : [];
    const next_page_token = end < users.length ? String(end) : "";
    return send(200, { users: [...pending, ...users.slice(start, end)], next_page_token });
  }

  const list = (more) =>
    example.finish("zoom-users", {
      env: {
        ZOOM_ACCOUNT_ID: "account",
        ZOOM_CLIENT_ID: "client",
        ZOOM_CLIENT_SECRET: "client-secret",
        ZOOM_OAUTH_URL: `http://127.0.0.1:${server.address().port}/oauth/token`,
        ...more,
      },
    });

  test("has every user of every page, and can be read again", async () => {
    const output = await list();
    const { readUsers } = await import(pathToFileURL(join(example.folder, "lib", "users.mjs")));
    const { teachers, problems } = readUsers(output.slice(output.indexOf("Email")));
    assert.deepEqual(
      [...teachers],
      users.map(({ id, email }) => [email, id]),
    );
    assert.deepEqual(problems, []);
    assert.equal(refused, 2);
  });

  test("says why Zoom refused, and shows no secret", () =>
    assert.rejects(list({ ZOOM_CLIENT_SECRET: "wrong-secret" }), ({ output }) => {
      assert.match(output, /Zoom responded with status 400: .*Invalid client_id/);
      assert.doesNotMatch(output, /wrong-secret|Email/);
      return true;
    }));

  test("says what is missing", () =>
    assert.rejects(list({ ZOOM_ACCOUNT_ID: "" }), ({ output }) => /^Set ZOOM_ACCOUNT_ID/m.test(output)));
});
