// Calendar feeds, read back by programs that are not ours, and requested over HTTP by a real client.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { compare } from "./judges/compare.mjs";
import { groups, writeFeeds } from "./judges/judges.mjs";
import { installed } from "./support/installed.mjs";

let packed;
before(async () => {
  packed = await installed();
});

describe("other programs read back the same events", () => {
  let written;
  before(async () => {
    written = await writeFeeds(packed, { seed: 20_261_128, random: 200 });
  });

  for (const [group, judges] of [
    ["npm", ["ical.js", "node-ical"]],
    ["crates", ["calcard", "icalendar"]],
  ]) {
    test(judges.join(" and "), { timeout: 900_000 }, async () => {
      const results = await groups[group](written.file, packed);
      assert.deepEqual(Object.keys(results), judges);
      for (const judge of judges) {
        assert.equal(results[judge].read.length, written.feeds.length);
        const { events, differences } = compare(written.feeds, results[judge].read, judge);
        assert.deepEqual(differences.slice(0, 3), [], judge);
        assert.ok(events > 2000, `${judge} read ${events} events`);
      }
    });
  }

  test("a difference is found", () => {
    const { feeds } = written;
    const right = feeds.map(({ events }) => events);
    assert.deepEqual(compare(feeds, right).differences, []);
    const index = feeds.findIndex(({ name }) => name === "escapes");
    for (const change of [{ summary: "x" }, { end: 0 }, { uid: "x" }, { sequence: 1 }, { url: null }]) {
      const [first, ...rest] = right[index];
      const wrong = right.with(index, [{ ...first, ...change }, ...rest]);
      assert.ok(compare(feeds, wrong).differences.length > 0, JSON.stringify(change));
    }
    assert.equal(compare(feeds, right.with(index, right[index].slice(1))).differences.length, 1);
    assert.equal(compare(feeds, right.with(index, "did not parse")).differences.length, 1);
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
