// The meetings page in a real browser, with the real Worker and emulator. Other lists are simulated in the browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUSY, IDLE, meeting, pageOf, withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();

const API = "**/api/meetings?*";
const json = (body, status = 200) => ({ [API]: (route) => route.fulfill({ status, json: body }) });
const rows = (page) => page.locator(".meeting");
const texts = (page, selector) => page.locator(selector).allTextContents();

async function fromApi(query) {
  const response = await fetch(address(`/api/meetings?${new URLSearchParams(query)}`));
  assert.equal(response.status, 200);
  return response.json();
}

/** The topics as the page shows them: meetings with a fixed time first, in the API's order. */
function inOrder({ list }) {
  const isFixed = ({ type }) => type !== 3;
  return [...list.filter(isFixed), ...list.filter((each) => !isFixed(each))].map(({ topic }) => topic);
}

/** The groups with their headings and, of each meeting, one part. */
const groups = (page, part = ".topic") =>
  page
    .locator(".days section")
    .evaluateAll(
      (sections, selector) =>
        sections.map((section) => [
          section.querySelector("h3").textContent.trim(),
          [...section.querySelectorAll(selector)].map((each) => each.textContent),
        ]),
      part,
    );

test("starts with a demo user's upcoming meetings", async (t) => {
  const { page } = await newPage(t);
  await rows(page).first().waitFor();
  const expected = await fromApi({ userId: BUSY, pageSize: "20" });
  assert.equal(await page.inputValue("#user-id"), BUSY);
  assert.deepEqual(await texts(page, ".topic"), inOrder(expected));
  assert.equal(await page.textContent("#summary"), `1–20 of ${expected.total}`);
  assert.match(await page.textContent("#backend"), /emulator/i);
});

test("lists the entered user's meetings, and stores the user only in the URL", async (t) => {
  const { page, context } = await newPage(t);
  await rows(page).first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type(` ${IDLE} `);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 3, name: "No upcoming meetings" }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("userId"), IDLE);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(await context.cookies(), []);
  await page.goBack();
  await rows(page).first().waitFor();
});

test("switches between upcoming and past meetings by keyboard", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}` });
  await rows(page).first().waitFor();
  await page.locator("#when input").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "Past meetings" }).waitFor({ state: "attached" });
  const expected = await fromApi({ userId: BUSY, isUpComing: "false", pageSize: "20" });
  await page.getByText(`1–20 of ${expected.total}`).waitFor();
  assert.deepEqual(await texts(page, ".topic"), inOrder(expected), "latest first");
  assert.equal(new URL(page.url()).searchParams.get("isUpComing"), "false");
});

test("pages forward and back", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}&pageSize=10` });
  await page.getByText(/^1–10 of/).waitFor();
  assert.equal(await page.isDisabled("#previous"), true);
  await page.click("#next");
  await page.getByText(/^11–20 of/).waitFor();
  const second = await fromApi({ userId: BUSY, pageNum: "2", pageSize: "10" });
  assert.deepEqual(await texts(page, ".topic"), inOrder(second));
  const focused = await page.evaluate(() => document.activeElement.id);
  assert.equal(focused, "results-title", "the focus is where the new page starts");
  await page.click("#previous");
  await page.getByText(/^1–10 of/).waitFor();
  await page.goBack();
  await page.getByText(/^11–20 of/).waitFor();
});

test("changes the page size", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}` });
  await rows(page).first().waitFor();
  await page.selectOption("#page-size", "5");
  await page.getByText(/^1–5 of/).waitFor();
  assert.equal(await rows(page).count(), 5);
});

test("uses the page size of the response, not the requested one", async (t) => {
  const list = Array.from({ length: 12 }, () => meeting());
  const routes = json(pageOf(list, { pageSize: 12, total: 25 }));
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes });
  await page.getByText("1–12 of 25; the server uses pages of 12").waitFor();
  assert.equal(await page.textContent("#page-of"), "Page 1 of 3");
});

test("after the last page it leads back to the first", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}&pageNum=99` });
  await page.getByRole("button", { name: "To the first page" }).click();
  await page.getByText(/^1–20 of/).waitFor();
});

const NOON = "2026-12-02T12:00:00Z";

test("groups meetings by day and calls the days by their names", async (t) => {
  const at = (topic, startTime, more) => meeting({ topic, startTime, ...more });
  const list = [
    at("later today", "2026-12-02 20:30:00"),
    at("night, so tomorrow in Berlin", "2026-12-02 23:30:00"),
    at("tomorrow", "2026-12-03 05:05:00"),
    at("no fixed time", "2026-12-03 06:00:00", { type: 3 }),
    at("another day", "2026-12-06 09:00:00"),
    at("no fixed time, no start", null, { type: 3 }),
    at("no start", null),
  ];
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)), now: NOON });
  await rows(page).first().waitFor();
  assert.deepEqual(await groups(page), [
    ["Today Wed 2 Dec 2026", ["later today"]],
    ["Tomorrow Thu 3 Dec 2026", ["night, so tomorrow in Berlin", "tomorrow"]],
    ["Sun 6 Dec 2026", ["another day"]],
    ["No fixed time", ["no fixed time", "no fixed time, no start"]],
    ["No start time", ["no start"]],
  ]);
  const times = await groups(page, ".at");
  assert.deepEqual(
    times.map(([, shown]) => shown),
    [["21:30"], ["00:30", "06:05"], ["10:00"], ["–", "–"], ["–"]],
    "a meeting without a fixed time shows no clock time",
  );
});

test("past meetings are grouped by day, latest first", async (t) => {
  const list = ["2026-12-02 08:00:00", "2026-12-01 18:00:00", "2026-12-01 09:00:00"].map((startTime) =>
    meeting({ startTime, status: 2 }),
  );
  const { page } = await newPage(t, {
    path: `/?userId=${BUSY}&isUpComing=false`,
    routes: json(pageOf(list)),
    now: NOON,
  });
  await rows(page).first().waitFor();
  assert.deepEqual(await groups(page, ".at"), [
    ["Today Wed 2 Dec 2026", ["09:00"]],
    ["Yesterday Tue 1 Dec 2026", ["19:00", "10:00"]],
  ]);
  assert.deepEqual(await texts(page, ".state-words"), ["ended 3 h ago", "", ""]);
});

test("a row has a status only if the list does not say it", async (t) => {
  const soon = "2026-12-03 09:00:00";
  const ago = "2026-12-01 09:00:00";
  const statuses = async (isUpComing, list) => {
    const { page } = await newPage(t, {
      path: `/?userId=${BUSY}&isUpComing=${isUpComing}`,
      routes: json(pageOf(list.map(([startTime, status]) => meeting({ startTime, status })))),
      now: NOON,
    });
    await rows(page).first().waitFor();
    return texts(page, ".state-words");
  };
  const upcoming = [
    [ago, 0],
    [soon, 0],
    [soon, 1],
    [soon, 2],
    [soon, 7],
  ];
  assert.deepEqual(await statuses(true, upcoming), ["Not started", "", "Live", "Finished", "Status 7"]);
  const past = [
    [ago, 2],
    [ago, 0],
  ];
  assert.deepEqual(await statuses(false, past), ["", "Not started"]);
});

test("tells how far away today's meetings are and which are live, and keeps that up to date", async (t) => {
  const list = [
    meeting({ startTime: "2026-12-02 11:55:00", status: 1 }),
    meeting({ startTime: "2026-12-02 11:58:00", status: 0 }),
    meeting({ startTime: "2026-12-02 11:59:00", status: null }),
    meeting({ startTime: "2026-12-02 12:20:00" }),
    meeting({ startTime: "2026-12-02 13:05:00" }),
    meeting({ startTime: "2026-12-03 13:00:00" }),
  ];
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)), now: NOON });
  await rows(page).first().waitFor();
  const states = () => texts(page, ".state-words");
  const first = ["Livestarted 5 min ago", "due 2 min ago", "Livestarted 1 min ago", "in 20 min", "in 1 h 5 min", ""];
  assert.deepEqual(await states(), first);
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector(".topic")));
  await page.clock.runFor(61_000);
  const second = ["Livestarted 6 min ago", "due 3 min ago", "Livestarted 2 min ago", "in 19 min", "in 1 h 4 min", ""];
  assert.deepEqual(await states(), second);
  assert.equal(await page.evaluate(() => String(getSelection())), "Alpha DevA Course1", "the selection stays");
  await page.clock.runFor(12 * 3_600_000);
  assert.match((await groups(page))[1][0], /^Today Thu/);
});

test("times follow the locale: with AM and PM there is no leading zero", async (t) => {
  const list = [meeting({ startTime: "2026-12-06 02:30:00" }), meeting({ startTime: "2026-12-06 14:05:00" })];
  const open = (locale) => newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)), now: NOON, locale });
  const british = (await open("en-GB")).page;
  await rows(british).first().waitFor();
  assert.deepEqual(await groups(british, ".at"), [["Sun 6 Dec 2026", ["03:30", "15:05"]]]);
  const american = (await open("en-US")).page;
  await rows(american).first().waitFor();
  const [[day, times]] = await groups(american, ".at");
  assert.equal(day, "Sun, Dec 6, 2026");
  assert.deepEqual(
    times.map((time) => time.replace(/\s/u, " ")),
    ["3:30 AM", "3:05 PM"],
  );
  const right = (row) => row.evaluate((element) => element.getBoundingClientRect().right);
  const [early, late] = await american.locator(".at").all();
  assert.equal(await right(early), await right(late), "they are aligned");
});

test("shows times on the reader's clock, in UTC, or in the meeting's zone", async (t) => {
  const list = [
    meeting({ startTime: "2026-12-06 22:30:00" }),
    meeting({ startTime: "2026-12-06 23:15:00", timezone: "America/New_York" }),
  ];
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)), now: NOON });
  await rows(page).first().waitFor();
  assert.deepEqual(await groups(page, ".at"), [
    ["Sun 6 Dec 2026", ["23:30"]],
    ["Mon 7 Dec 2026", ["00:15"]],
  ]);
  assert.deepEqual(await texts(page, ".other-clock"), ["Mon 06:30 in Asia/Shanghai", "Sun 18:15 in America/New_York"]);
  await page.getByRole("radio", { name: "UTC" }).first().check();
  assert.deepEqual(await groups(page, ".at"), [["Sun 6 Dec 2026", ["22:30", "23:15"]]]);
  await page.getByRole("radio", { name: "Meeting’s zone", exact: true }).first().check();
  assert.deepEqual(await groups(page, ".at"), [
    ["Sun 6 Dec 2026", ["18:15"]],
    ["Mon 7 Dec 2026", ["06:30"]],
  ]);
  assert.deepEqual(await texts(page, ".other-clock"), [
    "America/New_York; Mon 00:15 your time",
    "Asia/Shanghai; Sun 23:30 your time",
  ]);
  assert.equal(new URL(page.url()).searchParams.get("zone"), "meeting");
  await page.reload();
  await rows(page).first().waitFor();
  assert.equal(await page.isChecked('#zone input[value="meeting"]'), true);
});

test("reads a start time as UTC or in the meeting's zone", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf([meeting()])) });
  const time = page.locator(".meeting time");
  await time.waitFor();
  assert.equal(await time.getAttribute("datetime"), "2022-08-04T10:00:00.000Z");
  assert.equal(await time.textContent(), "12:00");
  await page.getByRole("button", { name: "Wrong hour?" }).click();
  await page.locator("#reading").getByRole("radio", { name: "The meeting’s zone" }).check();
  assert.equal(await time.getAttribute("datetime"), "2022-08-04T02:00:00.000Z");
  assert.equal(await time.textContent(), "04:00");
  assert.equal(new URL(page.url()).searchParams.get("startTimeIn"), "timezone");
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("#reading"), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "wrong-hour");
});

test("offers the other reading of times if the page makes this one doubtful", async (t) => {
  const warnings = [{ code: "start_times_past", message: "all in the past" }];
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf([meeting()], { warnings })) });
  await page.getByRole("button", { name: "Read them in the meeting’s zone" }).click();
  assert.equal(await page.textContent(".meeting time"), "04:00");
  assert.equal(await page.isChecked('#reading input[value="timezone"]'), true);
});

test("shows unusual values of a meeting unchanged", async (t) => {
  const list = [
    meeting({ type: 2, pmi: "86756778157" }),
    meeting({ type: 42, status: 7, duration: 95, timezone: "Mars/Olympus", topic: "" }),
    meeting({ topic: "<img src=x onerror=alert(1)>", startTime: "soon" }),
    meeting({ topic: "مقدمة في علم الأحياء", type: 2, startTime: null }),
    meeting({ hostId: null, topic: null, duration: null, timezone: null, type: null, status: null }),
  ];
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)) });
  await rows(page).first().waitFor();
  const [pmi, unknown, bare, markup, arabic] = await rows(page).allTextContents();
  assert.match(pmi, /^12:00Alpha DevA Course1Not started1 h86756778157PMIScheduled18:00 in Asia\/Shanghai$/);
  assert.match(unknown, /^12:00\(no topic\)Status 71 h 35 min.*Type 42Zone not known here: Mars\/Olympus$/);
  assert.match(bare, /^12:00\(no topic\)No statusNo duration.*No typeThe meeting names no zone$/);
  assert.match(markup, /^–<img src=x onerror=alert\(1\)>.*Start not readable: soon$/);
  assert.match(arabic, /^–مقدمة في علم الأحياء/);
  assert.equal(await page.locator(".days img").count(), 0);
  assert.equal(await page.locator('.topic[dir="auto"]').count(), list.length);
});

test("copies a meeting number; arrow keys move between the numbers", async (t) => {
  const list = ["86756778157", "12345678901", "10987654321"].map((meetingNumber) => meeting({ meetingNumber }));
  const { page, context } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)) });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the meeting number 86756778157" }).focus();
  const copied = async () => {
    await page.keyboard.press("Enter");
    await page.locator("#copied", { hasText: "Copied" }).waitFor({ state: "attached" });
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.equal(await copied(), "86756778157");
  await page.keyboard.press("ArrowDown");
  assert.equal(await copied(), "12345678901");
  await page.keyboard.press("End");
  assert.equal(await copied(), "10987654321");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  assert.equal(await copied(), "86756778157");
  assert.equal(await page.locator('.number[tabindex="0"]').count(), 1, "the list is one stop of the Tab key");
});

test("an empty list names both causes and leads to the other list", async (t) => {
  const { page } = await newPage(t, { path: "/?userId=-Lx2Hd8sT5uJpE4oYqG6Nw" });
  const state = page.locator(".state");
  await state.waitFor();
  assert.match(await state.textContent(), /scheduled with LTI Pro in a course, or imported.*wrong user ID/);
  await page.getByRole("button", { name: "Show past meetings" }).click();
  await rows(page).first().waitFor();
});

test("a superseded request is aborted and has no effect", async (t) => {
  const held = [];
  const slow = (route) => {
    if (!route.request().url().includes("isUpComing=false")) return void held.push(route);
    return route.fulfill({ json: pageOf([meeting({ topic: "the later" })]) });
  };
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: { [API]: slow } });
  assert.equal(await page.getAttribute("#results", "aria-busy"), "true");
  const failed = page.waitForEvent("requestfailed");
  await page.getByRole("radio", { name: "Past" }).check();
  assert.match((await failed).failure().errorText, /ABORTED/);
  await page.getByText("the later").waitFor();
  await Promise.all(
    held.map((route) => route.fulfill({ json: pageOf([meeting({ topic: "the earlier" })]) }).catch(() => {})),
  );
  assert.deepEqual(await texts(page, ".topic"), ["the later"]);
});

test("sends no request to another origin", async (t) => {
  const { page } = await newPage(t);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.reload();
  await rows(page).first().waitFor();
  assert.ok(asked.length > 0);
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(address("/")) && !url.startsWith("data:")),
    [],
  );
});
