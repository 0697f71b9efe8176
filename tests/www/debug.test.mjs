// The signature debugger, in a real browser. node:crypto says what is right.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";
import { overflow, tabStops, withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();

const SECRET = "not-a-real-secret";
/** The article's request, and its parameters in order. */
const ARTICLE_URL =
  "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?key=te2BnjG2QUOxSxiQZBHYAw&timestamp=1659605405120&isUpComing=true&pageNum=1&pageSize=1&userId=_vIWeZ76TtuFceCKHkVk4Q";
const BASE_STRING = "isUpComing=true&key=te2BnjG2QUOxSxiQZBHYAw&pageNum=1&pageSize=1&timestamp=1659605405120&userId=_vIWeZ76TtuFceCKHkVk4Q";
/** The base string the article prints in its section on signing. */
const SIGNING_EXAMPLE = "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";

const mac = (base, secret = SECRET) => createHmac("sha1", secret).update(base);
const RIGHT = mac(BASE_STRING).digest("base64url");

const open = (t, options) => newPage(t, { path: "/debug/", ...options });
const shown = (page, id) => page.textContent(`#${id}`);

async function filled(page, { secret = SECRET, received = "" } = {}) {
  await page.click("#example");
  await page.fill("#secret", secret);
  await page.fill("#received", received);
}

test("shows every stage of the article's request", async (t) => {
  const { page } = await open(t);
  await filled(page);
  assert.equal(await page.inputValue("#request"), ARTICLE_URL);
  assert.equal(await page.locator("#parameters tbody tr").count(), 6);
  assert.equal(await shown(page, "base-string"), BASE_STRING);
  assert.equal(await shown(page, "mac"), mac(BASE_STRING).digest("hex"));
  assert.equal(await shown(page, "signature"), RIGHT);
  assert.equal(await shown(page, "url"), `${ARTICLE_URL.split("?")[0]}?${BASE_STRING}`);
});

test("takes a base string and a curl command too", async (t) => {
  const { page } = await open(t);
  await page.fill("#secret", SECRET);
  for (const request of [BASE_STRING, `curl -H 'X-Lti-Signature: x' '${ARTICLE_URL}'`]) {
    await page.fill("#request", request);
    assert.equal(await shown(page, "signature"), RIGHT);
  }
});

test("takes typed parameters, as one types", async (t) => {
  const { page } = await open(t);
  await page.getByRole("radio", { name: "Type the parameters" }).check();
  await filled(page);
  assert.equal(await shown(page, "base-string"), SIGNING_EXAMPLE);
  assert.equal(await shown(page, "signature"), mac(SIGNING_EXAMPLE).digest("base64url"));
  await page.locator("#typed-pageSize").press("End");
  await page.locator("#typed-pageSize").press("0");
  assert.equal(await shown(page, "base-string"), SIGNING_EXAMPLE.replace("pageSize=20", "pageSize=200"));
});

test("without a secret, what needs none is there", async (t) => {
  const { page } = await open(t);
  await filled(page, { secret: "" });
  assert.equal(await shown(page, "base-string"), BASE_STRING);
  assert.equal(await shown(page, "mac"), "Needs the secret.");
  assert.equal(await shown(page, "signature"), "Needs the secret.");
});

test("never changes what was pasted", async (t) => {
  const { page } = await open(t);
  const pasted = `  ${ARTICLE_URL}&x=%41\n`;
  await page.fill("#request", pasted);
  await page.fill("#secret", SECRET);
  await page.fill("#received", RIGHT);
  assert.equal(await page.inputValue("#request"), pasted);
  assert.equal(await page.inputValue("#received"), RIGHT);
});

test("a header that matches is said to match", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT });
  assert.equal(await shown(page, "match"), "Match");
  assert.equal(await shown(page, "difference"), "All 27 characters are the same.");
  assert.equal(await shown(page, "verdict"), "The header matches");
});

test("a header that differs is compared character by character", async (t) => {
  const { page } = await open(t);
  const wrong = RIGHT.slice(0, 4) + (RIGHT[4] === "x" ? "y" : "x") + RIGHT.slice(5);
  await filled(page, { received: wrong });
  assert.equal(await shown(page, "match"), "Differs");
  assert.match(await shown(page, "difference"), /^At character 5, “.” was sent in place of “.”\. In all, 1 of 27 characters differ\.$/);
  assert.equal(await page.locator("#sent mark").count(), 1);
  assert.equal(await page.locator("#expected mark").textContent(), RIGHT[4]);
  await page.fill("#received", createHmac("sha1", "another secret").update(BASE_STRING).digest("base64url"));
  assert.match(await shown(page, "difference"), /nothing in common/);
});

test("padding is told by its shape, and put right without the secret", async (t) => {
  const { page } = await open(t);
  await filled(page, { secret: "", received: `${RIGHT}=` });
  assert.equal(await shown(page, "shape"), "Padding left on");
  assert.equal(await shown(page, "corrected"), RIGHT);
  await page.fill("#secret", SECRET);
  assert.match(await shown(page, "difference"), /then 1 character, “=”, too many/);
});

test("invisible characters are drawn", async (t) => {
  const { page } = await open(t);
  await page.fill("#request", ARTICLE_URL.replace("isUpComing=true", "isUpComing=tr%E2%80%8Bue"));
  assert.equal(await page.locator("#parameters .invisible").first().textContent(), "ZWSP");
  await page.fill("#secret", `${SECRET}\u00a0`);
  assert.match(await shown(page, "secret-odd"), /NBSP/);
});

test("what cannot be read is answered in words", async (t) => {
  const { page } = await open(t);
  await page.fill("#request", "hello");
  assert.notEqual((await shown(page, "output")).trim(), "");
});

test("nothing can leave: the policy stops every way out, and nothing was sent", async (t) => {
  const caught = [];
  const sink = createServer((request, response) => (caught.push(request.url), response.end()));
  await new Promise((listening) => sink.listen(0, "127.0.0.1", listening));
  t.after(() => sink.close());
  const { page, faults } = await open(t);
  await filled(page, { received: RIGHT });
  const answered = [];
  page.on("response", (response) => answered.push(response.url()));
  const outcomes = await page.evaluate(waysOut, `http://127.0.0.1:${sink.address().port}`);
  await page.waitForTimeout(500);
  assert.deepEqual(caught, [], "requests that arrived elsewhere");
  assert.deepEqual(answered, [], "requests that were answered at all");
  assert.ok(Object.values(outcomes).every((outcome) => outcome === "blocked"), JSON.stringify(outcomes));
  assert.equal(page.url(), address("/debug/"));
  faults.length = 0; // the violations were on purpose
});

/** Runs in the page: each way out ends in a violation of the policy, or in an error. */
async function waysOut(sink) {
  const blocked = (attempt) =>
    new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", () => resolve("blocked"), { once: true });
      setTimeout(() => resolve("not blocked"), 1000);
      Promise.resolve(attempt()).catch(() => resolve("blocked"));
    });
  const append = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
  const form = (method) => {
    const element = Object.assign(document.createElement("form"), { action: `${sink}/form`, method });
    document.body.append(element);
    element.submit();
  };
  const attempts = {
    fetch: () => fetch(`${sink}/fetch`),
    fetchOwnOrigin: () => fetch("/api/demo"),
    beacon: () => navigator.sendBeacon(`${sink}/beacon`, "x"),
    socket: () => new WebSocket(sink.replace("http", "ws")),
    events: () => new EventSource(`${sink}/events`),
    image: () => append("img", { src: `${sink}/image` }),
    frame: () => append("iframe", { src: `${sink}/frame` }),
    script: () => append("script", { src: `${sink}/script.js` }),
    style: () => append("link", { rel: "stylesheet", href: `${sink}/style.css` }),
    get: () => form("get"),
    post: () => form("post"),
  };
  const outcomes = {};
  for (const [name, attempt] of Object.entries(attempts)) outcomes[name] = await blocked(attempt);
  return outcomes;
}

test("typing asks for nothing and stores nothing", async (t) => {
  const { page, context } = await open(t);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await filled(page, { received: RIGHT });
  await page.click("#reveal");
  await page.getByRole("radio", { name: "Type the parameters" }).check();
  await filled(page);
  assert.deepEqual(asked, []);
  assert.equal(page.url(), address("/debug/"));
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  assert.deepEqual(await context.cookies(), []);
});

test("goes on working without a network", async (t) => {
  const { page, context } = await open(t);
  await context.setOffline(true);
  await filled(page);
  assert.equal(await shown(page, "signature"), RIGHT);
});

test("the secret is gone on pagehide, and what was computed from it", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT });
  await page.click("#reveal");
  assert.equal(await page.getAttribute("#secret", "type"), "text");
  // Registered after the page's own: sees what that one leaves.
  await page.evaluate(() => addEventListener("pagehide", () => sessionStorage.setItem("left", document.documentElement.outerHTML + document.getElementById("secret").value)));
  await page.goto(address("/"));
  const left = await page.evaluate(() => sessionStorage.getItem("left"));
  assert.ok(left.includes("Canonical query"));
  assert.ok(!left.includes(SECRET));
  assert.ok(!left.includes(mac(BASE_STRING).digest("hex")));
  await page.goBack();
  assert.equal(await page.inputValue("#secret"), "");
  assert.equal(await page.getAttribute("#secret", "type"), "password");
});

test("nothing overflows sideways, from a phone to a desktop, light and dark", async (t) => {
  for (const width of [320, 360, 768, 1280]) {
    const { page } = await open(t, { width, scheme: width % 3 === 0 ? "light" : "dark" });
    await filled(page, { received: `${"A".repeat(300)}` });
    assert.ok((await overflow(page)) <= 0, `pasted at ${width}`);
    await page.fill("#request", `${ARTICLE_URL}&${"n".repeat(120)}=${"v".repeat(300)}`);
    assert.ok((await overflow(page)) <= 0, `long at ${width}`);
    await page.getByRole("radio", { name: "Type the parameters" }).check();
    await page.click("#example");
    assert.ok((await overflow(page)) <= 0, `typed at ${width}`);
  }
});

test("everything is reached by Tab, and the focus shows", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT });
  await page.evaluate(() => document.activeElement.blur());
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  const stops = await tabStops(page);
  const names = stops.map(({ name }) => name);
  const wanted = ["example", "clear", "mode", "request", "secret", "reveal", "received", "Copy"];
  assert.deepEqual(wanted.filter((name) => !names.includes(name)), []);
  assert.deepEqual(stops.filter(({ visible }) => !visible), []);
});
