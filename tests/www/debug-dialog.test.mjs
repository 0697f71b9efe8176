// The debugger's list of examples, by keyboard and by pointer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { example, settled } from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { newPage } = withDemo();
const open = async (t) => (await newPage(t, { path: "/debug/" })).page;
const active = (page) => page.textContent("#example-list [aria-selected=true]");
const names = (page) => page.locator("[data-example]:visible").allTextContents();

test("by keyboard: search, arrow keys, Enter", async (t) => {
  const page = await open(t);
  await page.focus("#open-examples");
  await page.keyboard.press("Enter");
  await page.keyboard.type("THREE timestamp");
  assert.deepEqual(await names(page), ["Timestamp three days old"]);
  assert.equal(await page.textContent("#example-found"), "1 example");
  await page.fill("#example-search", "order");
  assert.equal(await active(page), "Parameters in another order");
  await page.fill("#example-search", "secret");
  const [first, second] = await names(page);
  assert.equal(await active(page), first);
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(page), second);
  assert.equal(
    await page.getAttribute("#example-search", "aria-activedescendant"),
    await page.getAttribute("#example-list [aria-selected=true]", "id"),
  );
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(page), first);
  await page.fill("#example-search", "stamp in sec");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("verdict").textContent === "The timestamp is in seconds");
  assert.equal(await page.isVisible("#examples"), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "open-examples");
});

test("Esc closes it and changes nothing; a search without a result says so", async (t) => {
  const page = await open(t);
  const before = await page.inputValue("#request");
  await page.click("#open-examples");
  await page.keyboard.type("zzz");
  assert.equal(await page.textContent("#example-found"), "No example has these words.");
  await page.keyboard.press("Enter");
  assert.ok(await page.isVisible("#examples"));
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("#examples"), false);
  assert.equal(await page.inputValue("#request"), before);
  await page.click("#open-examples");
  assert.equal(await page.inputValue("#example-search"), "");
});

test("each name says something, and no two are the same", async (t) => {
  const page = await open(t);
  await page.click("#open-examples");
  const all = await names(page);
  assert.equal(new Set(all).size, all.length);
  assert.deepEqual(
    all.filter((name) => name.split(" ").length < 3),
    [],
  );
});

test("an example with more secrets or a response shows these fields", async (t) => {
  const page = await open(t);
  await example(page, "other-credential");
  assert.equal(await page.inputValue("#label-1"), "OAuth client secret");
  assert.ok(await page.isVisible("#label-1"));
  await example(page, "empty-list");
  assert.ok(await page.isVisible("#response"));
  await example(page, "hex");
  await settled(page);
  assert.equal(await page.isVisible("#response"), false);
});
