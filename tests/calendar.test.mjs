// Calendar feeds, read back by programs that are not ours, and requested over HTTP by a real client.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../scripts/lib/paths.mjs";
import { run } from "../scripts/lib/run.mjs";
import { consumerEnv, withFixture } from "./matrix/lib/fixtures.mjs";
import { installed } from "./support/installed.mjs";
import { nodeBinaries } from "./support/nodes.mjs";

let packed;
before(async () => {
  packed = await installed();
});

test("ical.js and node-ical read back the same events, in every script", { timeout: 600_000 }, async () => {
  // node-ical needs Node 22.
  const [{ path: node }] = await nodeBinaries([22]);
  await withFixture("calendar", packed, async (folder) => {
    cpSync(join(root, "tests", "judges", "read-back.mjs"), join(folder, "read-back.mjs"));
    const printed = await run(node, ["read-back.mjs", "20261128", "400"], {
      cwd: folder,
      env: consumerEnv(),
      quiet: true,
    });
    const { judged, differences } = JSON.parse(printed.trim().split("\n").at(-1));
    assert.deepEqual(differences, []);
    assert.deepEqual(Object.keys(judged), ["ical.js", "node-ical"]);
    for (const [judge, events] of Object.entries(judged)) assert.ok(events > 2000, `${judge} read ${events} events`);
  });
});

test("a client over HTTP receives a feed once, and then 304 until a meeting changes", async () => {
  const entry = join(packed, "node_modules", "zoom-lti-pro", "dist", "calendar.js");
  const { calendarFeed, calendarResponse, nextChanges } = await import(pathToFileURL(entry).href);
  const meeting = { meetingId: "m", topic: "Algebra", startTime: "2026-12-01 10:00:00", duration: 60 };
  let list = [meeting];
  let changes = null;
  const server = createServer(async (request, response) => {
    const headers = { get: (name) => request.headers[name.toLowerCase()] ?? null };
    const feed = list && calendarFeed(list, { name: "n", changes });
    const sent = calendarResponse({ method: request.method, headers }, feed);
    response.writeHead(sent.status, Object.fromEntries(sent.headers));
    response.end(await sent.text());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/calendar.ics`;
  try {
    changes = nextChanges(changes, list, Date.UTC(2026, 10, 28));
    const first = await fetch(url);
    const etag = first.headers.get("etag");
    assert.match(await first.text(), /SUMMARY:Algebra/);
    assert.equal((await fetch(url, { headers: { "if-none-match": etag } })).status, 304);
    const since = { "if-modified-since": first.headers.get("last-modified") };
    assert.equal((await fetch(url, { headers: since })).status, 304);

    list = [{ ...meeting, startTime: "2026-12-02 10:00:00" }];
    changes = nextChanges(changes, list, Date.UTC(2026, 10, 29));
    assert.equal((await fetch(url, { headers: since })).status, 200);
    const second = await fetch(url, { headers: { "if-none-match": etag } });
    assert.equal(second.status, 200);
    const text = await second.text();
    assert.match(text, /SEQUENCE:1\r\n/);
    assert.match(text, /DTSTART:20261202T100000Z/);

    list = null;
    const outage = await fetch(url, { headers: { "if-none-match": etag } });
    assert.equal(outage.status, 503);
    assert.equal(await outage.text(), "");
  } finally {
    server.close();
  }
});
