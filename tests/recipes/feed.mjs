// The recipe for classes and a feed, in workerd with a KV namespace. ical.js reads the feed.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import ICAL from "ical.js";
import { LtiPro } from "zoom-lti-pro";
import { createEmulator } from "zoom-lti-pro/testing";
import { start } from "./miniflare.mjs";

const [{ userId }] = createEmulator().users;
let running;
let zoom;
before(async () => {
  const bindings = { ZOOM_USER_ID: userId, SECRET_PATH: "f5a0c1" };
  running = await start("feed", { kvNamespaces: ["STORE"], bindings });
  zoom = new LtiPro(running.emulator.credentials, { fetch: running.emulator.fetch });
});
after(() => running?.stop());

beforeEach(async () => {
  running.emulator.fault = null;
  await (await running.miniflare.getKVNamespace("STORE")).delete("changes");
});

const ask = (path, headers = {}) =>
  running.miniflare.dispatchFetch(`http://worker.example/f5a0c1/${path}`, { headers });

async function events() {
  const text = await (await ask("meetings.ics")).text();
  const components = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
  return components.map((component) => {
    const { uid, summary, sequence, startDate } = new ICAL.Event(component);
    return { uid, summary, sequence, start: startDate.toJSDate().toISOString() };
  });
}

/** The meetings with a fixed time, as the library lists them. */
async function listed(isUpComing) {
  const meetings = await zoom.meetings({ userId, isUpComing }).toArray();
  const fixed = meetings.filter(({ type, startTime }) => type !== 3 && startTime !== null);
  return fixed.map((meeting) => ({ ...meeting, start: `${meeting.startTime.replace(" ", "T")}.000Z` }));
}

test("/next has the next five classes", async () => {
  const response = await ask("next");
  const classes = await response.json();
  const expected = (await listed(true)).slice(0, 5);
  assert.equal(response.status, 200);
  assert.deepEqual(
    classes.map(({ topic, start }) => [topic, start]),
    expected.map(({ topic, start }) => [topic, start]),
  );
  for (const { start, end } of classes) assert.ok(Date.parse(end) > Date.parse(start));
});

test("/next is in order of time, also if the list is not", async (t) => {
  const list = [3, 1, 2].map((hour) => ({
    meetingId: `m${hour}`,
    meetingNumber: `8000000000${hour}`,
    hostId: userId,
    topic: `${hour}`,
    startTime: `2099-01-01 0${hour}:00:00`,
    duration: 60,
    timezone: "UTC",
    pmi: null,
    type: 2,
    status: 0,
  }));
  const body = JSON.stringify({ status: true, result: { pageNum: 1, pageSize: 1000, total: list.length, list } });
  const respond = (_, response) => response.setHeader("content-type", "application/json").end(body);
  const bindings = { ZOOM_USER_ID: userId, SECRET_PATH: "f5a0c1" };
  const { miniflare, stop } = await start("feed", { kvNamespaces: ["STORE"], bindings, respond });
  t.after(stop);
  const response = await miniflare.dispatchFetch("http://worker.example/f5a0c1/next");
  assert.deepEqual(
    (await response.json()).map(({ topic }) => topic),
    ["1", "2", "3"],
  );
});

test("the feed has past and upcoming meetings", async () => {
  const meetings = [...(await listed(false)), ...(await listed(true))];
  const pairs = (list) => list.map(([text, start]) => `${start} ${text}`).sort();
  assert.deepEqual(
    pairs((await events()).map(({ summary, start }) => [summary, start])),
    pairs(meetings.map(({ topic, start }) => [topic, start])),
  );
});

test("a calendar that has the feed already gets 304", async () => {
  const first = await ask("meetings.ics");
  assert.equal(first.headers.get("content-type"), "text/calendar; charset=utf-8");
  await first.arrayBuffer();
  const second = await ask("meetings.ics", { "if-none-match": first.headers.get("etag") });
  assert.equal(second.status, 304);
});

test("a meeting that disappears and returns is the same event, with a greater sequence", async () => {
  const before = await events();
  const [{ meetingNumber: meetingId, topic, start }] = await listed(true);
  const course = { contextId: "course-1", domain: "lms.example.edu" };
  const is = (event) => event.summary === topic && event.start === start;
  const change = async (method, path) => {
    const body = [{ meetingId, ...course }];
    await zoom.request({ method, path, body });
  };
  await change("PUT", "/meeting/bulkDisassociate");
  const without = await events();
  assert.deepEqual(
    without,
    before.filter((event) => !is(event)),
  );
  await change("POST", "/meeting/bulkImport");
  const [again] = (await events()).filter(is);
  const [first] = before.filter(is);
  assert.equal(again.uid, first.uid);
  assert.ok(again.sequence > first.sequence);
});

test("an outage is 503, never an empty feed, and the store stays", async () => {
  await events();
  const store = await running.miniflare.getKVNamespace("STORE");
  const stored = await store.get("changes");
  running.emulator.fault = { kind: "api_error" };
  for (const path of ["meetings.ics", "next"]) {
    const response = await ask(path);
    assert.deepEqual([response.status, await response.text()], [503, ""]);
  }
  assert.equal(await store.get("changes"), stored);
});

test("without the secret path there is nothing, also if it was forgotten", async (t) => {
  const paths = ["/", "/next", "/meetings.ics", "/f5a0c1", "/other/meetings.ics", "/undefined/meetings.ics", "//next"];
  const forgotten = await start("feed", { kvNamespaces: ["STORE"], bindings: { ZOOM_USER_ID: userId } });
  t.after(() => forgotten.stop());
  for (const { miniflare } of [running, forgotten])
    for (const path of paths) {
      const response = await miniflare.dispatchFetch(`http://worker.example${path}`);
      assert.deepEqual([response.status, await response.text()], [404, ""], path);
    }
});
