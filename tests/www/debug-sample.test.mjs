// The sample that the debugger opens with, and how the first input replaces it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ARTICLE_URL, BASE_STRING, mac, RIGHT, settled, shown, unfold } from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { address, browser, newPage } = withDemo();
const open = async (t, options) => (await newPage(t, { path: "/debug/", ...options })).page;

const TITLE = "The values were percent-encoded before signing";
const isSample = (page) => page.isVisible("#sample-tag");

test("the sample is explained in the HTML, before any script", async (t) => {
  const context = await browser().newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(address("/debug/"));
  assert.ok(await isSample(page));
  assert.equal(await page.textContent("#verdict"), TITLE);
  assert.equal(await page.textContent("#wrong"), "…&userId=12dd589465Z%3D");
  assert.equal(await page.textContent("#should"), "…&userId=12dd589465Z=");
  const base = await page.getAttribute("#base-string", "data-value");
  const secret = await page.inputValue("#secret");
  const command = await page.getAttribute("#request-out", "data-value");
  assert.ok(command.includes(`X-Lti-Signature: ${mac(base, secret).digest("base64url")}'`), command);
});

test("the build and the page explain the sample in the same way", async (t) => {
  const page = await open(t);
  const before = await page.evaluateHandle(() => document.getElementById("output").cloneNode(true));
  const first = await page.$("#output > *");
  await page.dispatchEvent("#request", "input");
  await page.waitForFunction((old) => document.querySelector("#output > *") !== old, first);
  const isSame = await page.evaluate((old) => {
    const now = document.getElementById("output");
    // Neighboring texts are one text in HTML.
    now.normalize();
    return now.isEqualNode(old);
  }, before);
  assert.ok(isSame);
  assert.equal(await page.textContent("#verdict"), TITLE);
});

test("the sample's buttons work: copy, another form, the current time", async (t) => {
  const page = await open(t);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = async () => {
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "Copy", exact: true }).waitFor();
    return text;
  };
  const value = () => page.getAttribute("#request-out", "data-value");
  const bash = await copied();
  assert.equal(bash, await value());
  assert.match(bash, /^curl '/);
  await page.selectOption("#form", "url");
  const [sent] = (await copied()).split("\n");
  assert.equal(sent, (await value()).split("\n")[0]);
  const before = Date.now();
  await page.getByRole("button", { name: "Sign it with the current time" }).click();
  await page.getByRole("heading", { name: "signed with the current time" }).waitFor();
  const [url, header] = (await value()).split("\nX-Lti-Signature: ");
  const { searchParams } = new URL(url);
  assert.ok(Number(searchParams.get("timestamp")) >= before);
  const base = [...searchParams].map((pair) => pair.join("=")).join("&");
  assert.equal(header, mac(base, await page.inputValue("#secret")).digest("base64url"));
});

test("what is missing can be entered at once: the secret, the signature", async (t) => {
  const page = await open(t);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.fill("#request", `curl '${ARTICLE_URL}' -H 'X-Lti-Signature: ${RIGHT}'`);
  await settled(page);
  await page.fill("#request", ARTICLE_URL);
  const primary = page.locator("#output .primary:visible");
  await page.getByRole("button", { name: "Enter the signature" }).waitFor();
  assert.equal(await primary.count(), 1);
  await page.getByRole("button", { name: "Enter the signature" }).click();
  assert.equal(await focused(), "received");
  const query = BASE_STRING.replace("1659605405120", String(Date.now()));
  await page.fill("#request", `${ARTICLE_URL.split("?")[0]}?${query}`);
  await page.fill("#received", mac(query).digest("base64url"));
  await page.getByRole("button", { name: "Enter the LTI secret" }).click();
  assert.deepEqual(await primary.allTextContents(), ["Enter the LTI secret"]);
  assert.equal(await focused(), "secret");
});

test("the page does not move while it loads", async (t) => {
  const page = await open(t, { width: 390 });
  await page.waitForSelector("body[data-ready]");
  const moved = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().map(({ value }) => value))).observe({
          type: "layout-shift",
          buffered: true,
        });
        setTimeout(() => resolve([]), 500);
      }),
  );
  assert.deepEqual(moved, []);
});

test("a paste into the sample replaces it and its secret", async (t) => {
  const page = await open(t);
  await page.click("#request");
  await page.keyboard.insertText(ARTICLE_URL);
  assert.equal(await page.inputValue("#request"), ARTICLE_URL);
  assert.equal(await page.inputValue("#secret"), "");
  assert.equal(await isSample(page), false);
  assert.equal(await page.getAttribute("#request", "aria-describedby"), "request-note");
  assert.equal(await shown(page, "base-string"), BASE_STRING);
  await page.keyboard.press("Control+z");
  assert.notEqual(await page.inputValue("#request"), ARTICLE_URL, "the paste can be undone");
});

test("the first key typed into the sample replaces it", async (t) => {
  const page = await open(t);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "request");
  await page.keyboard.type("GET /x");
  assert.equal(await page.inputValue("#request"), "GET /x");
  assert.equal(await isSample(page), false);
});

test("an own secret replaces the sample, too", async (t) => {
  const page = await open(t);
  await page.click("#secret");
  await page.keyboard.type("s3");
  assert.equal(await page.inputValue("#secret"), "s3");
  assert.equal(await page.inputValue("#request"), "");
  assert.equal(await isSample(page), false);
});

test("an edited sample stays the sample", async (t) => {
  const page = await open(t);
  await page.fill("#request", (await page.inputValue("#request")).replace("%3D", "%3d"));
  await settled(page);
  assert.ok(await isSample(page));
  assert.notEqual(await page.inputValue("#secret"), "");
});

test("Clear leaves nothing, and the sample comes back on request", async (t) => {
  const page = await open(t);
  await page.click("#clear");
  const values = await page
    .locator("#input :is(input[type=text], input[type=password], textarea)")
    .evaluateAll((fields) => fields.map(({ value }) => value).join(""));
  assert.equal(values, "");
  assert.equal(await shown(page, "verdict"), "Paste a request");
  assert.equal(await page.locator("#output [data-copy]").count(), 0);
  await page.getByRole("button", { name: "Show the sample" }).click();
  assert.ok(await isSample(page));
  await page.waitForFunction((title) => document.getElementById("verdict").textContent === title, TITLE);
});

test("input and verdict are visible at once, on a desktop, a tablet and a phone", async (t) => {
  for (const [width, height] of [
    [1280, 800],
    [768, 1024],
    [390, 844],
  ]) {
    const page = await open(t);
    await page.setViewportSize({ width, height });
    for (const id of ["request", "secret", "verdict"]) {
      const { y, height: size } = await page.locator(`#${id}`).boundingBox();
      assert.ok(y >= 0 && y + size <= height, `${id} at ${width} × ${height}: ${y} to ${y + size}`);
    }
  }
});

test("on a phone the verdict stays in view, with a keyboard and at every place of the page", async (t) => {
  const page = await open(t, { width: 390 });
  await page.setViewportSize({ width: 390, height: 420 });
  await unfold(page);
  for (const part of ["#request", "#secret", "#response", "#request-out", "#url", "footer"]) {
    await page.locator(part).evaluate((element) => element.scrollIntoView({ block: "center" }));
    const { y, height } = await page.locator("#verdict").boundingBox();
    assert.ok(y >= 0 && y + height <= 420, `at ${part}: ${y} to ${y + height}`);
  }
});

test("a screen reader hears a verdict once, not at every key", async (t) => {
  const page = await open(t);
  await page.fill("#request", `curl '${ARTICLE_URL}' -H 'X-Lti-Signature: ${RIGHT}=' `);
  await settled(page);
  await page.evaluate(() => {
    globalThis.said = 0;
    const seen = new MutationObserver(() => (globalThis.said += 1));
    seen.observe(document.getElementById("verdict"), { childList: true, characterData: true, subtree: true });
  });
  await page.locator("#request").press("End");
  await page.keyboard.type("   ");
  await settled(page);
  assert.equal(await page.evaluate(() => globalThis.said), 0);
  assert.equal(await page.locator("#results [role=status], #results [aria-live]").count(), 1);
});
