// The request behind the list goes to the debugger: from window to window, and to nobody else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUSY, withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();

async function openList(t, options) {
  const opened = await newPage(t, { path: `/?userId=${BUSY}&pageSize=5`, ...options });
  await opened.page.locator(".meeting").first().waitFor();
  return opened;
}

/** Clicks the button and returns the debugger's window. */
async function openDebugger(page) {
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: "The request behind this list" }).click(),
  ]);
  return popup;
}

test("the debugger opens with the signed request, which verifies", async (t) => {
  const { page } = await openList(t);
  const popup = await openDebugger(page);
  const request = popup.locator("#request");
  await popup.waitForFunction(() => document.querySelector("#request").value.includes("X-Lti-Signature"));
  const text = await request.inputValue();
  assert.match(
    text,
    /^GET \/api\/v1\/lti\/rich\/open\/meeting\/list\?.*&userId=_vIWeZ76TtuFceCKHkVk4Q HTTP\/1\.1\r?\n/,
  );
  assert.match(text, /\r?\nHost: applications\.zoom\.us\r?\nX-Lti-Signature: [\w-]{27}\s*$/);
  assert.match(text, /pageSize=5/);
});

test("the request is in no URL, history or storage", async (t) => {
  const { page, context } = await openList(t);
  const urls = [];
  context.on("request", (request) => urls.push(request.url()));
  const popup = await openDebugger(page);
  await popup.waitForFunction(() => document.querySelector("#request").value.includes("X-Lti-Signature"));
  const signature = /X-Lti-Signature: (\S+)/.exec(await popup.locator("#request").inputValue())[1];
  const kept = (target) =>
    target.evaluate(() =>
      JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }, window.name]),
    );
  for (const target of [page, popup]) assert.ok(!(await kept(target)).includes(signature));
  assert.deepEqual(
    urls.filter((url) => url.includes(signature) || url.includes("timestamp=")),
    [],
  );
  assert.equal(new URL(popup.url()).href, address("/debug/"));
});

test("messages of other windows and other kinds get nothing", async (t) => {
  const headers = { "content-type": "text/html", "cross-origin-opener-policy": "same-origin" };
  const { page, context } = await openList(t);
  await context.route("**/debug/", (route) => route.fulfill({ headers, body: "<p>silent</p>" }));
  const popup = await openDebugger(page);
  await popup.evaluate(() => {
    globalThis.received = [];
    addEventListener("message", ({ data }) => globalThis.received.push(data));
    opener.postMessage({ type: "another kind" }, location.origin);
    opener.postMessage("zoom-lti-pro:ready", location.origin);
    opener.postMessage(null, location.origin);
  });
  // The page's own window is not the debugger's.
  await page.evaluate(() => postMessage({ type: "zoom-lti-pro:ready" }, location.origin));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  assert.deepEqual(await popup.evaluate(() => globalThis.received), []);
  await popup.evaluate(() => opener.postMessage({ type: "zoom-lti-pro:ready" }, location.origin));
  await popup.waitForFunction(() => globalThis.received.length > 0);
  const [{ type, text }] = await popup.evaluate(() => globalThis.received);
  assert.equal(type, "zoom-lti-pro:request");
  assert.match(text, /X-Lti-Signature/);
  await popup.evaluate(() => opener.postMessage({ type: "zoom-lti-pro:ready" }, location.origin));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  assert.equal(await popup.evaluate(() => globalThis.received.length), 1, "it is sent once");
});

test("says so if the request cannot be made", async (t) => {
  const routes = { "**/api/request?*": (route) => route.fulfill({ status: 500, body: "no" }) };
  const { page } = await openList(t, { routes });
  await openDebugger(page);
  await page.getByText("The request could not be opened in the debugger: the Worker responded").waitFor();
});
