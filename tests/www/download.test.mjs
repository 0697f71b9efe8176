// Downloads of the meetings page, read by programs that are not ours.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { fileJudges } from "../support/judges.mjs";
import { BUSY, meeting, withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();

let readCalendar;
let tables;
before(
  async () => {
    ({ readCalendar, tables } = await fileJudges());
  },
  { timeout: 300_000 },
);

const ALL = "**/api/all-meetings?*";
const all = (meetings, more = {}) => ({
  [ALL]: (route) =>
    route.fulfill({ json: { complete: true, total: meetings.length, warnings: [], meetings, ...more } }),
});
const note = (page) => page.locator("#download-note");
const fromApi = async (query) => (await fetch(address(`/api/all-meetings?${new URLSearchParams(query)}`))).json();
const isFixed = ({ type, startTime }) => type !== 3 && startTime !== null;

async function open(t, { path = `/?userId=${BUSY}`, ...options } = {}) {
  const { page } = await newPage(t, { path, ...options });
  await page.locator(".meeting").first().waitFor();
  return page;
}

/** Clicks, and resolves to the name and the text of the file. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("a calendar has the meetings of all pages", async (t) => {
  const page = await open(t, { path: `/?userId=${BUSY}&pageSize=5` });
  const { name, text } = await saved(page, "Calendar (.ics)");
  const { meetings } = await fromApi({ userId: BUSY });
  assert.equal(name, "upcoming-meetings.ics");
  const { name: title, events } = readCalendar(text);
  assert.equal(title, "Upcoming Zoom meetings");
  const fixed = meetings.filter(isFixed);
  assert.ok(fixed.length > 20 && fixed.length < meetings.length);
  assert.deepEqual(events.map(({ summary }) => summary).sort(), fixed.map(({ topic }) => topic).sort());
  const said = `${fixed.length} of ${meetings.length} meetings; the others have no fixed time.`;
  await page.getByText(`upcoming-meetings.ics: ${said}`).waitFor();
});

test("a table has the meetings of the list that is shown", async (t) => {
  const page = await open(t, { path: `/?userId=${BUSY}&isUpComing=false` });
  await page.getByText("Download all past meetings").waitFor();
  const { name, text } = await saved(page, "Table (.csv)");
  const { meetings } = await fromApi({ userId: BUSY, isUpComing: "false" });
  assert.equal(name, "past-meetings.csv");
  for (const [judge, parse] of Object.entries(tables)) {
    const topics = parse(text).map((row) => row[3]);
    assert.deepEqual(topics.slice(1).sort(), meetings.map(({ topic }) => topic).sort(), judge);
  }
  assert.ok(text.startsWith("\ufeff"), "a byte order mark, for Excel");
});

test("start times are read as the page reads them", async (t) => {
  const list = [meeting({ startTime: "2026-12-06 10:00:00", topic: "=1+1" })];
  const page = await open(t, { path: `/?userId=${BUSY}&startTimeIn=timezone`, routes: all(list), now: "2026-12-02" });
  const calendar = await saved(page, "Calendar (.ics)");
  assert.equal(readCalendar(calendar.text).events[0].start.toISOString(), "2026-12-06T02:00:00.000Z");
  const [, row] = tables.papaparse((await saved(page, "Table (.csv)")).text);
  assert.deepEqual([row[3], row[10]], ["'=1+1", "2026-12-06T02:00:00Z"]);
});

test("nothing is saved if meetings may be missing, times are doubtful, or the Worker fails", async (t) => {
  const fails = { error: { code: "timeout", message: "m", retryable: true } };
  const over = meeting({ startTime: "2026-12-02 09:00:00", timezone: "America/New_York" });
  const cases = [
    [all([meeting()], { complete: false, reason: "list_changed" }), "ics", /changed while it was read.*Try again\./],
    [all([meeting()], { complete: false, reason: "list_changed" }), "csv", /changed while it was read.*Try again\./],
    [all([over]), "ics", /may be read wrongly.*Wrong hour/],
    [{ [ALL]: (route) => route.fulfill({ status: 504, json: fails }) }, "ics", /^The API took too long\.$/],
    [{ [ALL]: (route) => route.abort() }, "csv", /^The demo is not running\.$/],
    [{ [ALL]: (route) => route.fulfill({ json: {} }) }, "csv", /could not be read\.$/],
  ];
  for (const [routes, form, said] of cases) {
    const page = await open(t, { routes, now: "2026-12-02T12:00:00Z" });
    page.on("download", (file) => assert.fail(`it saved ${file.suggestedFilename()}`));
    await page.click(`#download-${form}`);
    await note(page).filter({ hasText: said }).waitFor();
  }
});

test("past meetings that were just over are saved", async (t) => {
  const over = meeting({ startTime: "2026-12-02 09:00:00", timezone: "America/New_York", status: 2 });
  const options = { path: `/?userId=${BUSY}&isUpComing=false`, routes: all([over]), now: "2026-12-02T12:00:00Z" };
  const { text } = await saved(await open(t, options), "Calendar (.ics)");
  assert.equal(readCalendar(text).events.length, 1);
});

test("the calendar is loaded only for a calendar, and once", async (t) => {
  const page = await open(t);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await saved(page, "Table (.csv)");
  assert.deepEqual(asked, ["/api/all-meetings"]);
  await saved(page, "Calendar (.ics)");
  await saved(page, "Calendar (.ics)");
  assert.deepEqual(asked.slice(1).sort(), ["/api/all-meetings", "/api/all-meetings", "/calendar.js"]);
});

test("the keyboard saves a file, keeps the focus, and the result is said", async (t) => {
  const page = await open(t, { width: 320, height: 700, scheme: "dark" });
  await page.locator("#download-csv").focus();
  await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  await note(page)
    .filter({ hasText: /^upcoming-meetings\.csv: \d+ meetings\.$/ })
    .waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "download-csv");
  assert.equal(await note(page).getAttribute("role"), "status");
  await page.getByRole("group", { name: "Download all upcoming meetings" }).waitFor();
});

test("without meetings there is nothing to download", async (t) => {
  const { page } = await newPage(t, { path: "/?userId=Zt0Rk_5vQh-W2mBs7cPdXA" });
  await page.locator(".state").waitFor();
  assert.equal(await page.isVisible("#downloads"), false);
});

test("a list that is shown meanwhile has no note of an earlier download", async (t) => {
  let held;
  const routes = { [ALL]: (route) => void (held = route) };
  const page = await open(t, { routes });
  await page.click("#download-csv");
  await note(page).filter({ hasText: "Reading all pages" }).waitFor();
  await page.getByRole("radio", { name: "Past" }).check();
  await page.getByText("Download all past meetings").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    held.fulfill({ json: { complete: true, total: 1, warnings: [], meetings: [meeting()] } }),
  ]);
  assert.equal(file.suggestedFilename(), "upcoming-meetings.csv");
  assert.equal(await note(page).textContent(), "");
});
