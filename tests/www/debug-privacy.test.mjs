// The debugger sends nothing and stores nothing.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import {
  ARTICLE_URL,
  BASE_STRING,
  filled,
  mac,
  RIGHT,
  SECRET,
  settled,
  shown,
  unfold,
  workerConnects,
} from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();
/** The page with its worker. Until then, it still loads its own files. */
async function open(t, options) {
  const opened = await newPage(t, { path: "/debug/", ...options });
  await opened.page.waitForSelector("body[data-ready]");
  return opened;
}

test("nothing can be sent: the policy blocks every attempt, and nothing arrived", async (t) => {
  const caught = [];
  const sink = createServer((request, response) => (caught.push(request.url), response.end()));
  await new Promise((listening) => sink.listen(0, "127.0.0.1", listening));
  t.after(() => sink.close());
  const { page, faults } = await open(t);
  await filled(page, { received: RIGHT });
  const responses = [];
  page.on("response", (response) => responses.push(response.url()));
  const outcomes = await page.evaluate(waysOut, `http://127.0.0.1:${sink.address().port}`);
  await page.waitForTimeout(500);
  assert.deepEqual(caught, [], "requests that arrived elsewhere");
  assert.deepEqual(responses, [], "requests with a response");
  assert.ok(
    Object.values(outcomes).every((outcome) => outcome === "blocked"),
    JSON.stringify(outcomes),
  );
  assert.equal(page.url(), address("/debug/"));
  faults.length = 0; // this test caused the violations on purpose
});

test("the worker cannot connect to anything either", async (t) => {
  const { page, faults } = await open(t);
  await filled(page);
  assert.equal(await workerConnects(page), "connect-src");
  faults.length = 0; // this test caused the violation on purpose
});

/** Runs in the page: each way to send something ends in a violation of the policy or in an error. */
async function waysOut(sink) {
  const blocked = (attempt) =>
    new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", () => resolve("blocked"), { once: true });
      setTimeout(() => resolve("not blocked"), 1000);
      Promise.resolve()
        .then(attempt)
        .catch(() => resolve("blocked"));
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

test("typing requests nothing and stores nothing", async (t) => {
  const { page, context } = await open(t);
  const asked = [];
  page.on("request", (request) => request.url().startsWith("blob:") || asked.push(request.url()));
  await filled(page, { received: RIGHT });
  await page.click("#reveal");
  await page.selectOption("#form", "http");
  await page.getByRole("radio", { name: "Type" }).check();
  await filled(page);
  assert.deepEqual(asked, []);
  assert.equal(page.url(), address("/debug/"));
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  assert.deepEqual(await context.cookies(), []);
});

test("continues to work without a network", async (t) => {
  const { page, context } = await open(t);
  await context.setOffline(true);
  await filled(page);
  assert.equal(await shown(page, "signature"), RIGHT);
});

test("pagehide removes all input and all results", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT });
  await page.click("#reveal");
  await unfold(page);
  await page.click("#add-secret");
  await page.locator("#secrets input[type=password]").fill("second-secret");
  await settled(page);
  assert.equal(await page.getAttribute("#secret", "type"), "text");
  // This listener is registered after the page's, so that it sees the result of the page's listener.
  await page.evaluate(() =>
    addEventListener("pagehide", () => {
      const values = [...document.querySelectorAll("input, textarea")].map(({ value }) => value);
      sessionStorage.setItem("left", [document.documentElement.outerHTML, ...values].join("\n"));
    }),
  );
  await page.goto(address("/"));
  const left = await page.evaluate(() => sessionStorage.getItem("left"));
  assert.ok(left.includes("Signature debugger"), "the page was there");
  const traces = [SECRET, "second-secret", RIGHT, mac(BASE_STRING).digest("hex"), "te2BnjG2QUOxSxiQZBHYAw"];
  assert.deepEqual(
    traces.filter((trace) => left.includes(trace)),
    [],
  );
  await page.goBack();
  assert.equal(await page.getAttribute("#secret", "value"), await page.inputValue("#secret"), "the sample's secret");
  assert.equal(await page.getAttribute("#secret", "type"), "password");
});

test("the report contains neither secret nor signature", async (t) => {
  const { page } = await open(t);
  const wrong = mac(BASE_STRING, `${SECRET}\n`).digest("base64url");
  await page.fill("#request", `curl '${ARTICLE_URL}&note=${SECRET}' -H 'X-Lti-Signature: ${wrong}'`);
  await page.fill("#secret", SECRET);
  const report = await shown(page, "report");
  assert.match(report, /1659605405120/);
  const right = await page.getAttribute("#signature", "data-value");
  assert.equal(right.length, 27);
  assert.deepEqual(
    [SECRET, wrong, right].filter((secret) => report.includes(secret)),
    [],
  );
});
