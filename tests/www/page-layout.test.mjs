// The meetings page's layout and accessibility: the first meeting is in view, nothing overflows, the keyboard reaches
// everything, axe finds no problem.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { BUSY, IDLE, meeting, overflow, pageOf, tabStops, withDemo } from "./demo.mjs";

const { newPage } = withDemo();

const API = "**/api/meetings?*";
const json = (body, status = 200) => ({ [API]: (route) => route.fulfill({ status, json: body }) });
const rejected = json(
  { error: { code: "signature_rejected", message: "m", hint: "h".repeat(80), retryable: false } },
  502,
);
const rows = (page) => page.locator(".meeting");
const SIZES = [
  [1280, 800],
  [768, 1024],
  [390, 844],
  [320, 700],
];

test("the first meeting is in view at once", async (t) => {
  for (const [width, height] of SIZES.slice(0, 3)) {
    const { page } = await newPage(t, { width, height });
    await rows(page).first().waitFor();
    const bottom = await rows(page)
      .first()
      .evaluate((row) => row.getBoundingClientRect().bottom);
    assert.ok(bottom <= height, `${width}x${height}: the first row ends at ${bottom}`);
    const title = await page.locator("h1").evaluate((h1) => h1.getClientRects().length);
    assert.equal(title, 1);
  }
});

test("nothing in view moves while the page loads", async (t) => {
  for (const [width, height] of SIZES.slice(0, 3)) {
    const { page } = await newPage(t, { width, height });
    await rows(page).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    const shifts = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const seen = [];
          new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ value }) => value))).observe({
            type: "layout-shift",
            buffered: true,
          });
          setTimeout(() => resolve(seen), 300);
        }),
    );
    const sum = shifts.reduce((total, value) => total + value, 0);
    assert.ok(sum < 0.02, `${width}x${height}: ${sum}`);
  }
});

test("the heading of a day stays in view while its meetings do", async (t) => {
  const list = Array.from({ length: 20 }, (_, i) => meeting({ topic: `topic ${i}` }));
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: json(pageOf(list)) });
  await rows(page).first().waitFor();
  await rows(page).nth(15).scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, document.querySelectorAll(".meeting")[8].offsetTop));
  const top = await page.locator(".days h3").evaluate((heading) => heading.getBoundingClientRect().top);
  assert.equal(top, 0);
});

test("nothing overflows sideways, from a phone to a desktop, light and dark", async (t) => {
  const long = meeting({ topic: "W".repeat(200), meetingNumber: "9".repeat(60), startTime: "x".repeat(90) });
  const states = {
    list: {},
    error: rejected,
    empty: json(pageOf([])),
    long: json(pageOf([long], { pageNum: 1234, pageSize: 1, total: 123456 })),
  };
  for (const [name, routes] of Object.entries(states)) {
    for (const [width] of SIZES) {
      const scheme = width % 3 === 0 ? "light" : "dark";
      const { page } = await newPage(t, { width, scheme, path: `/?userId=${BUSY}`, routes });
      await page.locator("#results > *").first().waitFor();
      await page.getByRole("button", { name: "Wrong hour?" }).click();
      assert.ok((await overflow(page)) <= 0, `${name} at ${width}`);
    }
  }
});

test("a time with AM or PM stays in one line, and the digits of a number on the line of its row", async (t) => {
  for (const [width, height] of SIZES) {
    const list = [meeting({ startTime: "2026-12-02 11:58:00" })];
    const { page } = await newPage(t, {
      width,
      height,
      locale: "en-US",
      path: `/?userId=${BUSY}&zone=utc`,
      routes: json(pageOf(list)),
    });
    await rows(page).first().waitFor();
    assert.match(await page.textContent(".at"), /^11:58\sAM$/);
    const [time, number, type] = await page.evaluate(() => {
      const range = document.createRange();
      return [".at", ".number span", ".sub > span + span"].map((of) => {
        range.selectNodeContents(document.querySelector(of));
        return [...range.getClientRects()].map(({ top }) => top);
      });
    });
    assert.equal(time.length, 1, `${width}`);
    assert.deepEqual(number, type, `${width}`);
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

test("screen readers get headings, lists and items", async (t) => {
  const { page } = await newPage(t, { width: 390, path: `/?userId=${BUSY}&pageSize=5` });
  await rows(page).first().waitFor();
  const list = page.getByRole("region", { name: "Upcoming meetings" });
  const days = await list.getByRole("heading", { level: 3 }).count();
  assert.ok(days > 1);
  assert.equal(await list.getByRole("list").count(), days);
  assert.equal(await list.getByRole("list").getByRole("listitem").count(), 5);
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
    "List",
    "when",
    "zone",
    "wrong-hour",
    "next",
    "page-size",
    "open-request",
    "Copy",
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

test("axe finds no accessibility problem: four sizes, light and dark", async (t) => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const violations = async (page) => {
    const found = await page.evaluate(() =>
      globalThis.axe.run(document, { rules: { "target-size": { enabled: true } } }),
    );
    assert.ok(found.passes.length > 20, "it looked at the page");
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  };
  const few = `/?userId=${BUSY}&pageSize=5`;
  const cases = [
    ...SIZES.map((size) => ["list", size, { path: few }]),
    ["error", SIZES[0], { path: few, routes: rejected }],
    ["error", SIZES[2], { path: few, routes: rejected }],
    ["empty", SIZES[2], { path: `/?userId=${IDLE}` }],
  ];
  for (const [name, [width, height], options] of cases) {
    const { page } = await newPage(t, { width, height, ...options });
    await page.locator("#results > :not(.loading)").first().waitFor();
    await page.getByRole("button", { name: "Wrong hour?" }).click();
    await page.fill("#user-id", "a b");
    await page.getByRole("button", { name: "List", exact: true }).click();
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await page.evaluate(axe);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      assert.deepEqual(await violations(page), [], `${name}, ${width} ${colorScheme}`);
    }
    await page.close();
  }
});
