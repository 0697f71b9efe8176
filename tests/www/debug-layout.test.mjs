// The debugger's layout and accessibility: nothing overflows, the keyboard reaches everything, axe finds no problem.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { ARTICLE_URL, example, filled, RIGHT, unfold } from "./debugger.mjs";
import { overflow, tabStops, withDemo } from "./demo.mjs";

const { newPage } = withDemo();
const open = (t, options) => newPage(t, { path: "/debug/", ...options });

test("nothing overflows sideways, from a phone to a desktop, light and dark", async (t) => {
  for (const width of [320, 360, 768, 1280]) {
    const { page } = await open(t, { width, scheme: width % 3 === 0 ? "light" : "dark" });
    await filled(page, { received: `${"A".repeat(300)}` });
    await unfold(page);
    assert.ok((await overflow(page)) <= 0, `pasted at ${width}`);
    await page.fill("#request", `${ARTICLE_URL}&${"n".repeat(120)}=${"v".repeat(300)}`);
    assert.ok((await overflow(page)) <= 0, `long at ${width}`);
    await page.getByRole("radio", { name: "Type" }).check();
    await page.click("#fill-in");
    assert.ok((await overflow(page)) <= 0, `typed at ${width}`);
    await page.getByRole("radio", { name: "Paste" }).check();
    await page.fill("#request", "It does not work. Can you help?");
    await page.waitForSelector("#verdict[data-code=no_request]");
    assert.ok((await overflow(page)) <= 0, `not a request, at ${width}`);
  }
});

test("Tab reaches everything, and the focus is visible", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT });
  await page.evaluate(() => document.activeElement.blur());
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  const stops = await tabStops(page);
  const names = stops.map(({ name }) => name);
  const wanted = ["open-examples", "clear", "mode", "request", "secret", "reveal", "received", "form", "Copy"];
  assert.deepEqual(
    wanted.filter((name) => !names.includes(name)),
    [],
  );
  assert.deepEqual(
    stops.filter(({ visible }) => !visible),
    [],
  );
});

test("axe finds no accessibility problem: light, dark, wide, narrow", async (t) => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const violations = async (page) => {
    await unfold(page);
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document));
    assert.ok(found.passes.length > 20, "it looked at the page");
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  };
  for (const [width, scheme] of [
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
    [360, "dark"],
  ]) {
    const { page } = await open(t, { width, scheme });
    assert.deepEqual(await violations(page), [], `sample, ${width} ${scheme}`);
    await page.click("#open-examples");
    assert.deepEqual(await violations(page), [], `examples, ${width} ${scheme}`);
    await page.keyboard.press("Escape");
    await page.click("#clear");
    assert.deepEqual(await violations(page), [], `empty, ${width} ${scheme}`);
    for (const id of ["article-order", "expired", "foreign"]) {
      await example(page, id);
      assert.deepEqual(await violations(page), [], `${id}, ${width} ${scheme}`);
    }
    await page.click("#add-secret");
    await page.getByRole("radio", { name: "Type" }).check();
    await filled(page, { received: RIGHT });
    assert.deepEqual(await violations(page), [], `typed, ${width} ${scheme}`);
  }
});
