// The errors of the meetings page: each is said once, at its place, with one action. Faults are simulated.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUSY, pageOf, withDemo } from "./demo.mjs";

const { newPage } = withDemo();

const API = "**/api/meetings?*";
const error = (code, more = {}, status = 502) => ({
  [API]: (route) =>
    route.fulfill({ status, json: { error: { code, message: `words for ${code}`, retryable: false, ...more } } }),
});
const rows = (page) => page.locator(".meeting");

/** A demo without users that counts the lists that are requested. */
function counting() {
  const seen = { lists: 0 };
  const routes = {
    "**/api/demo": (route) => route.fulfill({ json: { backend: "zoom", users: [] } }),
    [API]: (route) => ((seen.lists += 1), route.fulfill({ json: pageOf([]) })),
  };
  return { seen, routes };
}

test("asks for a missing user, and sends nothing without one", async (t) => {
  const { seen, routes } = counting();
  const { page } = await newPage(t, { routes });
  await page.getByText("Enter a Zoom user ID to list").waitFor();
  await page.getByRole("button", { name: "List" }).click();
  assert.equal(await page.getAttribute("#user-id", "aria-invalid"), "true");
  assert.match(await page.textContent("#user-id-note"), /^Enter a Zoom user ID first\./);
  assert.equal(seen.lists, 0);
});

const IMPOSSIBLE = {
  "teacher@example.edu": /^userId is an e-mail address\./,
  86756778157: /^userId is a meeting number\./,
  "867 5677 8157": /^userId contains a space\./,
  "hello world!!": /^userId contains a space\./,
  "https://example.edu/user/1": /^userId is a URL\./,
  undefined: /^userId is a placeholder\./,
  "a&b": /^the value contains/,
};

test("refuses what cannot be a user ID at its field, and sends nothing", async (t) => {
  const { seen, routes } = counting();
  const { page } = await newPage(t, { routes });
  for (const [text, words] of Object.entries(IMPOSSIBLE)) {
    await page.fill("#user-id", text);
    await page.keyboard.press("Enter");
    const note = page.locator("#user-id-note");
    await note.getByText(/./).first().waitFor();
    assert.match(await note.textContent(), words);
    assert.equal(await page.getAttribute("#user-id", "aria-invalid"), "true", text);
    assert.equal(await page.evaluate(() => document.activeElement.id), "user-id", text);
  }
  await page.getByRole("button", { name: "How to find it" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "find-steps");
  assert.equal(await page.locator("#find-steps li").count(), 6);
  assert.equal(seen.lists, 0);
});

test("a user ID in the URL is checked too", async (t) => {
  const { seen, routes } = counting();
  const { page } = await newPage(t, { path: "/?userId=teacher%40example.edu", routes });
  await page.getByText("userId is an e-mail address").waitFor();
  assert.equal(await page.getByText("userId is an e-mail address").count(), 1, "it is said once");
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal(seen.lists, 0);
});

test("an error about the user ID is said at the field, and only there", async (t) => {
  const routes = error("invalid_argument", { field: "userId" }, 400);
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes });
  await page.getByText("words for invalid_argument.").waitFor();
  assert.equal(await page.getAttribute("#user-id", "aria-invalid"), "true");
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal(await page.textContent("#results"), "");
  await page.getByRole("button", { name: "Adaeze Okonkwo" }).click();
  assert.equal(await page.textContent("#user-id-note"), "words for invalid_argument. How to find it");
});

const CODES = [
  "invalid_argument",
  "invalid_credentials",
  "signature_rejected",
  "api_error",
  "http_status",
  "redirect_refused",
  "network",
  "timeout",
  "aborted",
  "body_too_large",
  "truncated_body",
  "invalid_response",
  "verification_failed",
  "wasm_unavailable",
  "internal",
];

test("every error code has its own message and one action", async (t) => {
  const titles = new Set();
  for (const code of CODES) {
    const routes = error(code, { errorCode: "401", detail: 2203, status: 200 });
    const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    titles.add(await alert.locator("h3").textContent());
    assert.equal(await alert.getByRole("button").count(), 1, `${code} has one action`);
    const folded = await alert.locator("details").textContent();
    assert.match(folded, new RegExp(`Code${code}Messagewords for ${code}API error401API detail2203HTTP status200`));
  }
  assert.equal(titles.size, CODES.length);
});

test("reports a Worker that is gone, an unreadable response, and an unknown code", async (t) => {
  const unknown = { error: { code: "new_code", message: "m" } };
  const cases = [
    [(route) => route.abort("connectionrefused"), /The demo is not running/],
    [(route) => route.fulfill({ status: 200, contentType: "text/html", body: "<p>hello" }), /could not be read/],
    [(route) => route.fulfill({ status: 500, json: unknown }), /could not be loaded/],
    [(route) => route.fulfill({ status: 200, body: "" }), /could not be read/],
  ];
  for (const [handle, words] of cases) {
    const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: { [API]: handle } });
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").textContent(), words);
  }
});

test("has a button to try again", async (t) => {
  let failed = false;
  const once = (route) => {
    if (failed) return route.continue();
    failed = true;
    return route.fulfill({ status: 504, json: { error: { code: "timeout", message: "late", retryable: true } } });
  };
  const { page } = await newPage(t, { path: `/?userId=${BUSY}`, routes: { [API]: once } });
  await page.getByRole("button", { name: "Try again" }).click();
  await rows(page).first().waitFor();
});
