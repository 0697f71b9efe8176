// Shared by the tests of the demo: the demo with its emulator, a browser, and pages.

import { after, before } from "node:test";
import { launchBrowser } from "../../scripts/browser.mjs";
import { startDemo } from "../../scripts/demo.mjs";

/** BUSY, the user in Zoom's article, has many meetings. IDLE has none. */
export const BUSY = "_vIWeZ76TtuFceCKHkVk4Q";
export const IDLE = "Zt0Rk_5vQh-W2mBs7cPdXA";

/** Starts demo and browser for the tests of a file. Without credentials the demo uses its emulator. */
export function withDemo() {
  const shared = {};
  before(async () => {
    shared.demo = await startDemo({ port: 0, env: {} });
    shared.browser = await launchBrowser();
  });
  after(async () => {
    await shared.browser?.close();
    await shared.demo?.stop();
  });
  const address = (path = "/") => new URL(path, shared.demo.url).href;
  return {
    address,
    browser: () => shared.browser,
    newPage: (t, options) => newPage(t, shared.browser, address, options),
  };
}

/**
 * A page in its own context. It closes after the test `t`, which fails if the page threw or violated its policy. `now`
 * replaces the page's clock.
 */
async function newPage(
  t,
  browser,
  address,
  { width = 1280, height = 800, scheme = "light", path = "/", routes = {}, locale = "en-GB", now } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
    timezoneId: "Europe/Berlin",
    locale,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  if (now !== undefined) await page.clock.install({ time: now });
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  for (const [pattern, handle] of Object.entries(routes)) await page.route(pattern, handle);
  t.after(async () => {
    await context.close();
    if (faults.length > 0) throw new Error(`the page reported: ${faults.join("\n")}`);
  });
  await page.goto(address(path));
  return { page, context, faults };
}

/** A page of meetings as the Worker returns it. */
export function pageOf(list, { pageNum = 1, pageSize = 20, total = list.length, warnings = [] } = {}) {
  const meta = { attempts: 1, status: 200, requestedAt: 0, clockOffsetMs: null, warnings };
  return { pageNum, pageSize, total, list, meta };
}

/** The meeting of Zoom's article, with changes. */
export function meeting(changes = {}) {
  return {
    meetingId: "UxDWPuPdT1OBudHV56kYJQ==",
    meetingNumber: "86756778157",
    hostId: BUSY,
    topic: "Alpha DevA Course1",
    startTime: "2022-08-04 10:00:00",
    duration: 60,
    timezone: "Asia/Shanghai",
    pmi: null,
    type: 2,
    status: 0,
    ...changes,
  };
}

/** The pixels by which the page can be scrolled sideways. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Presses Tab until the focus is back at the start. Returns the reached elements by ID or text. */
export async function tabStops(page, most = 80) {
  const reached = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at || at === document.body) return null;
      const { outlineStyle } = getComputedStyle(
        at.matches(".segmented input, .tabs input") ? at.nextElementSibling : at,
      );
      const name = at.id || at.getAttribute("name") || at.textContent.trim();
      return { name, visible: outlineStyle !== "none" };
    });
    if (stop === null) break;
    reached.push(stop);
  }
  return reached;
}
