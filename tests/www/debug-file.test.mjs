// The debugger as one downloaded file, opened from disk.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/lib/paths.mjs";
import { BASE_STRING, example, filled, mac, RIGHT, result, shown, workerConnects } from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { newPage } = withDemo();
const PATH = join(root, "dist-www", "site", "debug", "zoom-lti-pro-debugger.html");
const FILE = pathToFileURL(PATH).href;

const open = (t) => newPage(t, { path: FILE });

test("signs from disk, without a network", async (t) => {
  const { page, context } = await open(t);
  await context.setOffline(true);
  await filled(page);
  assert.equal(await shown(page, "signature"), RIGHT);
});

test("proves a mistake from disk", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: mac(`${BASE_STRING}\n`).digest("base64url") });
  assert.equal((await result(page)).verdict, "proved");
});

test("its examples work there, too", async (t) => {
  const { page } = await open(t);
  assert.equal((await example(page, "encoded")).verdict, "proved");
});

test("requests nothing, not even from disk", async (t) => {
  const { page } = await newPage(t, { path: "/debug/" });
  await page.waitForSelector("body[data-ready]");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(FILE);
  await filled(page, { received: RIGHT });
  assert.deepEqual(
    asked.filter((address) => address !== FILE && !/^(?:blob|data):/.test(address)),
    [],
  );
});

test("its policy allows exactly this script and this style, and no connection", () => {
  const html = readFileSync(PATH, "utf8");
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html);
  const directives = Object.fromEntries(policy.split("; ").map((directive) => directive.split(/ (.*)/)));
  const hash = (tag) =>
    `'sha256-${createHash("sha256")
      .update(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(html)[1])
      .digest("base64")}'`;
  assert.deepEqual(directives, {
    "default-src": "'none'",
    "connect-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "script-src": `${hash("script")} 'wasm-unsafe-eval'`,
    "style-src": hash("style"),
    "worker-src": "blob:",
    "img-src": "data:",
    "require-trusted-types-for": "'script'",
    "trusted-types": "worker",
  });
});

test("its worker cannot connect to anything either", async (t) => {
  const { page, faults } = await open(t);
  await filled(page);
  assert.equal(await workerConnects(page), "connect-src");
  faults.length = 0; // this test caused the violation on purpose
});

test("is the file that the page's link downloads", async (t) => {
  const { page } = await newPage(t, { path: "/debug/" });
  await page.click("#privacy summary");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#privacy a[download]")]);
  assert.equal(download.suggestedFilename(), "zoom-lti-pro-debugger.html");
  assert.deepEqual(readFileSync(await download.path()), readFileSync(PATH));
});

test("has no links to other pages", () => {
  const html = readFileSync(PATH, "utf8").replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, "");
  assert.deepEqual(
    [...html.matchAll(/(?:href|src)="(?!#|data:)([^"]*)"/g)].map(([, address]) => address),
    [],
  );
});
