// How the debugger takes a request from the page that opened it: by a message between two windows of one origin.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/lib/paths.mjs";
import { ARTICLE_URL, BASE_STRING, RIGHT, shown } from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();
const FILE = pathToFileURL(join(root, "dist-www", "site", "debug", "zoom-lti-pro-debugger.html")).href;
const [, HOST, TARGET] = /^https:\/\/([^/]+)(.*)$/.exec(ARTICLE_URL);
const TEXT = `GET ${TARGET} HTTP/1.1\r\nHost: ${HOST}\r\nX-Lti-Signature: ${RIGHT}\r\n\r\n`;

/** Opens the debugger from `page` and notes what it says to its opener. */
async function opened(page, path) {
  const [debug] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate((url) => {
      globalThis.heard = [];
      addEventListener("message", ({ data, origin, source }) =>
        globalThis.heard.push({ data, origin, isDebugger: source === globalThis.opened }),
      );
      globalThis.opened = open(url);
    }, path),
  ]);
  await debug.waitForSelector("body[data-ready]");
  return debug;
}

const heard = (page) => page.evaluate(() => globalThis.heard);
const send = (page, message, origin) =>
  page.evaluate(([data, target]) => globalThis.opened.postMessage(data, target), [message, origin]);
/** The time in which a message would have been taken. */
const later = (page) => page.waitForTimeout(300);

test("takes one request, shows it, and forgets its opener", async (t) => {
  const { page } = await newPage(t);
  const debug = await opened(page, "/debug/");
  const { origin } = new URL(address());
  assert.deepEqual(await heard(page), [{ data: { type: "zoom-lti-pro:ready" }, origin, isDebugger: true }]);
  await send(page, { type: "zoom-lti-pro:request", text: TEXT }, origin);
  await debug.waitForFunction((key) => document.getElementById("request").value.includes(key), "te2BnjG2");
  assert.equal(await shown(debug, "base-string"), BASE_STRING);
  assert.equal(await debug.inputValue("#secret"), "", "the sample's secret");
  assert.equal(await debug.isVisible("#sample-tag"), false);
  assert.equal(await debug.evaluate(() => window.opener), null);
  assert.equal(debug.url(), address("/debug/"));
  assert.equal(await debug.evaluate(() => localStorage.length + sessionStorage.length + history.length), 1);
  await send(page, { type: "zoom-lti-pro:request", text: "GET /second HTTP/1.1" }, origin);
  await later(debug);
  assert.doesNotMatch(await debug.inputValue("#request"), /second/);
});

test("ignores other messages and other windows", async (t) => {
  const { page } = await newPage(t);
  const debug = await opened(page, "/debug/");
  const { origin } = new URL(address());
  const before = await debug.inputValue("#request");
  for (const message of [null, "text", { type: "zoom-lti-pro:request" }, { type: "other", text: TEXT }])
    await send(page, message, origin);
  await send(page, { type: "zoom-lti-pro:request", text: 7 }, origin);
  await debug.evaluate((text) => postMessage({ type: "zoom-lti-pro:request", text }, location.origin), TEXT);
  await later(debug);
  assert.equal(await debug.inputValue("#request"), before);
  await send(page, { type: "zoom-lti-pro:request", text: TEXT }, origin);
  await debug.waitForFunction((old) => document.getElementById("request").value !== old, before);
});

test("a page without an opener takes nothing", async (t) => {
  const { page } = await newPage(t, { path: "/debug/" });
  const before = await page.inputValue("#request");
  await page.evaluate((text) => postMessage({ type: "zoom-lti-pro:request", text }, location.origin), TEXT);
  await later(page);
  assert.equal(await page.inputValue("#request"), before);
});

test("a page of another origin hears nothing and can hand over nothing", async (t) => {
  const other = createServer((_, response) => response.end("<!doctype html><title>other</title>"));
  await new Promise((listening) => other.listen(0, "127.0.0.1", listening));
  t.after(() => other.close());
  const { page } = await newPage(t, { path: `http://127.0.0.1:${other.address().port}/` });
  const debug = await opened(page, address("/debug/"));
  const before = await debug.inputValue("#request");
  await send(page, { type: "zoom-lti-pro:request", text: TEXT }, "*").catch(() => undefined);
  await later(debug);
  assert.equal(await debug.inputValue("#request"), before);
  assert.deepEqual(await heard(page), []);
});

test("a downloaded file does not listen", async (t) => {
  const { page } = await newPage(t, { path: FILE });
  const debug = await opened(page, FILE);
  const before = await debug.inputValue("#request");
  await send(page, { type: "zoom-lti-pro:request", text: TEXT }, "*");
  await later(debug);
  assert.equal(await debug.inputValue("#request"), before);
  assert.deepEqual(await heard(page), []);
});
