// The meetings page in a real browser, with the real Worker and emulator. Faults of the API are simulated in the
// browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUSY, IDLE, meeting, overflow, pageOf, tabStops, withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();

const API = "**/api/meetings?*";
const json = (body, status = 200) => ({ [API]: (route) => route.fulfill({ status, json: body }) });
const error = (code, more = {}, status = 502) =>
  json({ error: { code, message: `words for ${code}`, retryable: false, ...more } }, status);
const rows = (page) => page.locator("table.meetings tbody tr");
const topics = (page) => page.locator("table.meetings .topic").allTextContents();

async function fromApi(query) {
  const response = await fetch(address(`/api/meetings?${new URLSearchParams(query)}`));
  assert.equal(response.status, 200);
  return response.json();
}

test("starts with a demo user's upcoming meetings", async (t) => {
  const { page } = await newPage(t);
  await rows(page).first().waitFor();
  const expected = await fromApi({ userId: BUSY, pageSize: "20" });
  assert.equal(await page.inputValue("#user-id"), BUSY);
  assert.deepEqual(
    await topics(page),
    expected.list.map(({ topic }) => topic),
  );
  assert.equal(await page.textContent("#summary"), `1–20 of ${expected.total}`);
  assert.match(await page.textContent("#backend"), /emulator/);
});

test("lists the entered user's meetings, and stores the user only in the URL", async (t) => {
  const { page, context } = await newPage(t);
  await rows(page).first().waitFor();
  await page.fill("#user-id", ` ${IDLE} `);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "No upcoming meetings" }).waitFor();
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
  await page.getByRole("heading", { name: "Past meetings" }).waitFor();
  const expected = await fromApi({ userId: BUSY, isUpComing: "false", pageSize: "20" });
  await page.getByText(`1–20 of ${expected.total}`).waitFor();
  assert.deepEqual(
    await topics(page),
    expected.list.map(({ topic }) => topic),
  );
  assert.equal(new URL(page.url()).searchParams.get("isUpComing"), "false");
});

test("pages forward and back", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}&pageSize=10` });
  await page.getByText(/^1–10 of/).waitFor();
  assert.equal(await page.isDisabled("#previous"), true);
  await page.click("#next");
  await page.getByText(/^11–20 of/).waitFor();
  const second = await fromApi({ userId: BUSY, pageNum: "2", pageSize: "10" });
  assert.deepEqual(
    await topics(page),
    second.list.map(({ topic }) => topic),
  );
  assert.equal(
    await page.evaluate(() => document.activeElement.id),
    "results-title",
    "the focus is where the new page starts",
  );
  await page.click("#previous");
  await page.getByText(/^1–10 of/).waitFor();
  await page.goBack();
  await page.getByText(/^11–20 of/).waitFor();
});

test("uses the page size of the response, not the requested one", async (t) => {
  const list = Array.from({ length: 12 }, () => meeting());
  const { page } = await newPage(t, {
    path: `/?userId=${BUSY}`,
    routes: json(pageOf(list, { pageSize: 12, total: 25 })),
  });
  await page.getByText("1–12 of 25; the server uses pages of 12").waitFor();
  assert.equal(await page.textContent("#page-of"), "Page 1 of 3");
});

test("after the last page it leads back to the first", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}&pageNum=99` });
  await page.getByRole("button", { name: "To the first page" }).click();
  await page.getByText(/^1–20 of/).waitFor();
});

test("reads a start time as UTC or in the meeting's zone, and shows it in both zones", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf([meeting()])) });
  const cell = page.locator('td[data-label="Starts"]');
  await cell.waitFor();
  assert.match(await cell.textContent(), /Thu,? 4 Aug 2022, 12:00.*18:00 in Asia\/Shanghai/);
  assert.equal(await cell.locator("time").getAttribute("datetime"), "2022-08-04T10:00:00.000Z");
  await page.getByRole("radio", { name: "the meeting’s zone" }).check();
  assert.match(await cell.textContent(), /Thu,? 4 Aug 2022, 04:00.*10:00 in Asia\/Shanghai/);
  assert.equal(new URL(page.url()).searchParams.get("startTimeIn"), "timezone");
});

test("offers the other reading of times if the page makes this one doubtful", async (t) => {
  const warnings = [{ code: "start_times_past", message: "all in the past" }];
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf([meeting()], { warnings })) });
  await page.getByRole("button", { name: "Read them in the meeting’s zone" }).click();
  assert.match(await page.textContent('td[data-label="Starts"]'), /10:00 in Asia\/Shanghai/);
  assert.equal(await page.isChecked('#reading input[value="timezone"]'), true);
});

test("shows unusual values of a meeting unchanged", async (t) => {
  const list = [
    meeting({ type: 3, startTime: null }),
    meeting({ type: 3, pmi: "86756778157" }),
    meeting({ type: 42, status: 7, duration: 95, timezone: "Mars/Olympus", topic: "" }),
    meeting({ topic: "<img src=x onerror=alert(1)>", startTime: "soon" }),
    meeting({ topic: "مقدمة في علم الأحياء", type: 2, startTime: null }),
    meeting({ hostId: null, topic: null, duration: null, timezone: null, type: null, status: null }),
  ];
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)) });
  await rows(page).first().waitFor();
  const [noTime, pmi, unknown, markup, arabic, bare] = await rows(page).allTextContents();
  assert.match(noTime, /No fixed time.*Recurring, no fixed time.*Not started/);
  assert.match(pmi, /86756778157PMI.*No fixed timeListed for/);
  assert.match(unknown, /\(no topic\).*Zone not known here: Mars\/Olympus.*1 h 35 min.*Type 42.*Status 7/);
  assert.match(markup, /^<img src=x onerror=alert\(1\)>.*Start not readable: soon/);
  assert.match(arabic, /No start time/);
  assert.match(bare, /^\(no topic\).*12:00The meeting names no zoneNot givenNot givenNot given$/);
  assert.equal(await page.locator("table img").count(), 0);
  assert.equal(await page.locator('.topic[dir="auto"]').count(), list.length);
});

test("an empty list names both causes, and how to find the user ID", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${IDLE}` });
  const state = page.locator(".state");
  await state.waitFor();
  const said = await state.textContent();
  assert.match(said, /user id may be wrong/);
  assert.match(said, /as a Zoom user/i);
  assert.match(said, /imported/);
  assert.match(said, /course/);
  assert.equal(await state.locator("ol.steps li").count(), 6);
  await page.click("#find-id");
  assert.equal(await page.evaluate(() => document.activeElement.className), "steps");
});

test("asks for a missing user, and sends nothing without one", async (t) => {
  let asked = 0;
  const count = (route) => (asked++, route.fulfill({ json: pageOf([]) }));
  const { page } = await newPage(t, {
    routes: { "**/api/demo": (route) => route.fulfill({ json: { backend: "zoom", users: [] } }), [API]: count },
  });
  await page.getByRole("heading", { name: "Whose meetings?" }).waitFor();
  await page.getByRole("button", { name: "List meetings" }).click();
  assert.equal(await page.getAttribute("#user-id", "aria-invalid"), "true");
  assert.equal(asked, 0);
});

const CODES = [
  "invalid_argument",
  "invalid_credentials",
  "signature_rejected",
  "api_error",
  "http_status",
  "redirect_refused",
  "network",
  "timeout",
  "aborted",
  "body_too_large",
  "truncated_body",
  "invalid_response",
  "verification_failed",
  "wasm_unavailable",
  "internal",
];

test("every error code has its own message", async (t) => {
  const titles = new Set();
  for (const code of CODES) {
    const { page } = await newPage(t, {
      path: `/?userId=${BUSY}`,
      routes: error(code, { errorCode: "401", detail: 2203, status: 200 }),
    });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    titles.add(await alert.locator("h3").textContent());
    assert.match(await alert.textContent(), new RegExp(`words for ${code}.*${code}.*401.*2203.*200`));
    assert.notEqual(await alert.locator("li").count(), 0, `${code} says what to do`);
  }
  assert.equal(titles.size, CODES.length);
});

test("marks the field if the user ID was refused", async (t) => {
  const { page } = await newPage(t, {
    path: `/?userId=${BUSY}`,
    routes: error("invalid_argument", { field: "userId" }, 400),
  });
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getAttribute("#user-id", "aria-invalid"), "true");
});

test("reports a Worker that is gone, an unreadable response, and an unknown code", async (t) => {
  const cases = [
    [(route) => route.abort("connectionrefused"), /The demo is not running/],
    [(route) => route.fulfill({ status: 200, contentType: "text/html", body: "<p>hello" }), /could not be read/],
    [
      (route) => route.fulfill({ status: 500, json: { error: { code: "new_code", message: "m" } } }),
      /could not be loaded/,
    ],
    [(route) => route.fulfill({ status: 200, body: "" }), /could not be read/],
  ];
  for (const [handle, words] of cases) {
    const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: { [API]: handle } });
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").textContent(), words);
  }
});

test("has a button to try again", async (t) => {
  let failed = false;
  const once = (route) => {
    if (failed) return route.continue();
    failed = true;
    return route.fulfill({ status: 504, json: { error: { code: "timeout", message: "late", retryable: true } } });
  };
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: { [API]: once } });
  await page.getByRole("button", { name: "Try again" }).click();
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
  assert.deepEqual(await topics(page), ["the later"]);
});

test("nothing overflows sideways, from a phone to a desktop, light and dark", async (t) => {
  const states = { list: {}, error: error("signature_rejected", { hint: "h".repeat(80) }), empty: json(pageOf([])) };
  const long = json(
    pageOf([meeting({ topic: "W".repeat(200), meetingNumber: "9".repeat(60), startTime: "x".repeat(90) })], {
      pageNum: 1234,
      pageSize: 1,
      total: 123456,
    }),
  );
  for (const [name, routes] of Object.entries({ ...states, long })) {
    for (const width of [320, 360, 768, 1280]) {
      const { page } = await newPage(t, {
        width,
        scheme: width % 3 === 0 ? "light" : "dark",
        path: `/?userId=${BUSY}`,
        routes,
      });
      await page.locator("#results > *").first().waitFor();
      assert.ok((await overflow(page)) <= 0, `${name} at ${width}`);
    }
  }
});

test("follows the dark mode of the system", async (t) => {
  const background = async (scheme) => {
    const { page } = await newPage(t, { scheme });
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  };
  const brightness = (color) => Math.max(...color.match(/\d+/g).map(Number));
  assert.ok(brightness(await background("light")) > 200);
  assert.ok(brightness(await background("dark")) < 60);
});

test("on a phone the table keeps its semantics", async (t) => {
  const { page } = await newPage(t, { width: 360, path: `/?userId=${BUSY}&pageSize=5` });
  await rows(page).first().waitFor();
  assert.equal(await page.getByRole("columnheader").count(), 5);
  assert.equal(await page.getByRole("row").count(), 6);
  assert.equal(await page.getByRole("rowheader").count(), 5);
  assert.equal(await page.getByRole("cell").count(), 20);
});

test("Tab reaches everything, and the focus is visible", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}&pageSize=5` });
  await rows(page).first().waitFor();
  const stops = await tabStops(page);
  const names = stops.map(({ name }) => name);
  const wanted = [
    "Skip to the meetings",
    "Debugger",
    "user-id",
    "List meetings",
    "find-id",
    "when",
    "reading",
    "page-size",
    "next",
  ];
  assert.deepEqual(
    wanted.filter((name) => !names.includes(name)),
    [],
  );
  assert.deepEqual(
    stops.filter(({ visible }) => !visible),
    [],
  );
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
