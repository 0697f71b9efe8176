// The names and topics of the emulator are shown on machines without fonts for their scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUSY, withDemo } from "./demo.mjs";

const { newPage } = withDemo();

/** Of the scripts that not every system has a font for. */
const RARE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const JOINED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Extended_Pictographic}]/u;

test("on a machine without such fonts, each name and topic in a rare script has a font of the demo", async (t) => {
  const { page, context } = await newPage(t, { path: `/?userId=${BUSY}&pageSize=50` });
  await page.locator(".meeting").first().waitFor();
  await page.evaluate(() => {
    for (const element of document.querySelectorAll(".topic, .choice")) {
      const families = getComputedStyle(element).fontFamily.split(", ");
      element.style.fontFamily = families.filter((family) => family.startsWith('"Demo')).join(", ");
    }
    return document.fonts.ready;
  });
  const session = await context.newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: ".topic, .choice" });
  const texts = await page.locator(".topic, .choice").allTextContents();
  const rare = texts.map((text, at) => ({ text, at })).filter(({ text }) => RARE.test(text) || JOINED.test(text));
  assert.ok(new Set(rare.map(({ text }) => text)).size >= 8);
  for (const { text, at } of rare) {
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId: nodeIds[at] });
    assert.ok(
      fonts.some(({ isCustomFont }) => isCustomFont),
      `${text}: ${fonts.map(({ familyName }) => familyName)}`,
    );
  }
});

test("the fonts have every character of the emulator's rare scripts", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}&pageSize=50` });
  await page.locator(".meeting").first().waitFor();
  const texts = await page.locator(".topic, .choice").allTextContents();
  const ranges = await page.evaluate(() => [...document.fonts].map(({ unicodeRange }) => unicodeRange).join(", "));
  const has = new Set(ranges.split(", ").map((range) => Number.parseInt(range.slice(2), 16)));
  const wanted = [...new Set(texts.join(""))].filter((character) => RARE.test(character) || JOINED.test(character));
  assert.ok(wanted.length > 60);
  assert.deepEqual(
    wanted.filter((character) => !has.has(character.codePointAt(0))),
    [],
  );
});

test("the fonts draw each of their characters", async (t) => {
  const { page } = await newPage(t, { path: `/?userId=${BUSY}` });
  await page.locator(".meeting").first().waitFor();
  const [count, blank] = await page.evaluate(async () => {
    const codes = [...document.fonts].flatMap(({ unicodeRange }) => unicodeRange.split(", "));
    const characters = codes.map((code) => String.fromCodePoint(Number.parseInt(code.slice(2), 16)));
    await document.fonts.load('32px "Demo scripts"', characters.join(""));
    const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 96 });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.font = '32px "Demo scripts"';
    const isDrawn = (character) => {
      context.clearRect(0, 0, 96, 96);
      context.fillText(character, 32, 64);
      return context.getImageData(0, 0, 96, 96).data.some((value) => value > 0);
    };
    return [characters.length, characters.filter((character) => !isDrawn(character))];
  });
  assert.ok(count > 60);
  assert.deepEqual(blank, ["\u200d"], "only the zero-width joiner is invisible");
});

test("real meetings are shown with the system's fonts", async (t) => {
  const routes = { "**/api/demo": (route) => route.fulfill({ json: { backend: "zoom", users: [] } }) };
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes });
  await page.locator(".meeting").first().waitFor();
  const family = await page
    .locator(".topic")
    .first()
    .evaluate((topic) => getComputedStyle(topic).fontFamily);
  assert.doesNotMatch(family, /Demo/);
});
