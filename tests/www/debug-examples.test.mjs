// The debugger finds the mistake of each example of its page, with the highest possible grade. The examples are signed
// by the browser's cryptography.

import assert from "node:assert/strict";
import { test } from "node:test";
import { example, mac, result } from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { newPage } = withDemo();

/** By example: the verdict and all findings. */
const EXPECTED = {
  "hex-base64": ["proved", "header_hex_base64 proved"],
  hex: ["proved", "header_hex proved"],
  "standard-alphabet": ["proved", "header_standard_alphabet proved"],
  padding: ["proved", "header_padded proved"],
  "base64-twice": ["proved", "header_base64_twice proved"],
  "percent-encoded": ["proved", "header_percent_encoded proved"],
  text: ["proved", "header_text proved"],
  prefix: ["proved", "header_prefixed proved"],
  promise: ["certain", "header_artifact certain"],
  cut: ["certain", "header_corrupted certain"],
  "secret-sent": ["certain", "header_secret certain"],

  "article-order": ["proved", "parameter_order proved"],
  encoded: ["proved", "encoded_values proved"],
  "question-mark": ["proved", "url_in_base_string proved"],
  path: ["proved", "url_in_base_string proved"],
  "whole-url": ["proved", "url_in_base_string proved"],
  "line-feed": ["proved", "line_end proved"],
  "no-joiner": ["proved", "joiner proved"],
  json: ["proved", "json_signed proved"],
  "not-signed": ["proved", "parameter_not_signed proved"],
  "not-sent": ["proved", "parameter_not_sent proved", "missing_parameter certain"],
  "two-clocks": ["proved", "timestamp_differs proved"],
  "signed-seconds": ["proved", "timestamp_seconds proved"],
  "other-page-size": ["proved", "value_differs proved"],
  "signed-true": ["proved", "is_up_coming proved"],
  times: ["proved", "times_sign proved"],
  amp: ["proved", "escaped_separator proved"],

  sha256: ["proved", "digest_algorithm proved"],
  swapped: ["proved", "arguments_swapped proved"],
  "plain-hash": ["proved", "plain_hash proved"],
  "key-as-secret": ["proved", "key_as_secret proved"],
  "other-credential": ["other_secret", "other_secret proved"],
  "secret-newline": ["proved", "secret_blank proved"],
  "secret-quotes": ["proved", "secret_blank proved"],
  "secret-decoded": ["proved", "secret_encoding proved"],
  oauth1: ["proved", "oauth1_key proved"],
  undefined: ["proved", "secret_placeholder proved"],
  "two-mistakes": ["not_found"],
  foreign: ["not_found"],

  seconds: ["certain", "timestamp_seconds certain"],
  microseconds: ["certain", "timestamp_unit certain"],
  iso: ["certain", "timestamp_format certain"],
  expired: ["correct", "timestamp_expired possible"],
  "local-time": ["correct", "timestamp_ahead certain", "timestamp_zone possible"],
  misspelt: ["certain", "misspelt_parameter certain"],
  true: ["certain", "is_up_coming certain"],
  "page-size": ["certain", "page_size certain"],
  missing: ["certain", "missing_parameter certain"],
  twice: ["certain", "duplicate_parameter certain"],
  tool: ["proved", "tool_parameter proved"],
  "e-mail": ["correct", "user_id_email possible"],
  invisible: ["certain", "invisible_character certain"],

  plus: ["proved", "plus_in_url proved"],
  unquoted: ["certain", "unquoted_url certain"],
  "header-name": ["certain", "header_name certain"],
  "in-query": ["proved", "header_in_query proved"],
  http: ["certain", "not_https certain"],
  host: ["certain", "wrong_host certain"],
  post: ["certain", "wrong_method certain"],
  "empty-list": ["correct", "response_empty_list certain"],
  article: ["no_signature", "timestamp_expired possible"],
  right: ["correct"],
};

const open = async (t) => (await newPage(t, { path: "/debug/" })).page;

test("every example has an expectation, and the other way round", async (t) => {
  const page = await open(t);
  const ids = await page
    .locator("[data-example]")
    .evaluateAll((options) => options.map(({ dataset }) => dataset.example));
  assert.deepEqual(ids.sort(), Object.keys(EXPECTED).sort());
});

test("each example", async (t) => {
  // All examples use one page. Each example fills in all fields again.
  const page = await open(t);
  for (const [id, [verdict, ...findings]] of Object.entries(EXPECTED)) {
    await t.test(`${id}: ${[verdict, ...findings].join(", ")}`, async () => {
      const found = await example(page, id);
      assert.deepEqual([found.verdict, ...found.findings], [verdict, ...findings]);
      assert.ok(found.title.split(/\s+/).length <= 8, `the verdict is too long: ${found.title}`);
      const { height, fixes, copies, primary } = await page.evaluate(() => ({
        height: document.documentElement.scrollHeight,
        fixes: document.querySelectorAll("#fix-part .fix").length,
        copies: [...document.querySelectorAll("[data-copy]")].filter((button) => button.checkVisibility()).length,
        primary: [...document.querySelectorAll("#output .primary")].map((button) => button.textContent),
      }));
      assert.ok(height < 1200, `${height} px high`);
      assert.ok(fixes <= 1 && copies <= 1, `${fixes} fixes, ${copies} buttons "Copy"`);
      assert.deepEqual(primary, [verdict === "not_found" ? "Try it" : "Copy"]);
    });
  }
});

test("the signed text is shown beside the expected text, and the correct header is made", async (t) => {
  const page = await open(t);
  const { signed, right } = await example(page, "encoded");
  const should = await page.getAttribute("#base-string", "data-value");
  assert.equal(signed, should.replace(/=$/, "%3D"));
  assert.equal(right, mac(should, await page.inputValue("#secret")).digest("base64url"));
  assert.match(await page.textContent("#difference-said"), /yours has “%3D” instead of “=”/);
});

test("what is missing is shown at its place, and only other mistakes are named under Or", async (t) => {
  const page = await open(t);
  await example(page, "not-sent");
  const [, start] = /^(…&timestamp=\d+)$/.exec(await page.textContent("#wrong"));
  assert.equal(await page.textContent("#should"), `${start}&userId=12dd589465Z=`);
  await example(page, "encoded");
  const others = await page.locator(".others li").allTextContents();
  assert.ok(others.includes("The encoding is that of encodeURIComponent."), others.join("\n"));
});

test("a mistake after the base string says that the signed text was right", async (t) => {
  const page = await open(t);
  await example(page, "secret-newline");
  assert.match(await page.textContent("#difference-part"), /right text\. Only the secret is another one\./);
  await example(page, "sha256");
  assert.match(await page.textContent("#difference-part"), /right text\. The mistake is in the HMAC\./);
});

test("the search for two mistakes finds two mistakes", async (t) => {
  const page = await open(t);
  await example(page, "two-mistakes");
  await page.getByRole("button", { name: "Search for two mistakes together" }).click();
  await page.waitForFunction(() => document.getElementById("verdict").dataset.code === "proved", undefined, {
    timeout: 120_000,
  });
  const { findings } = await result(page);
  assert.deepEqual(findings, ["encoded_values proved", "secret_blank proved"]);
});

test("the search for two mistakes shows its progress, does not block the page, and stops", async (t) => {
  const page = await open(t);
  await example(page, "foreign");
  await page.getByRole("button", { name: "Search for two mistakes together" }).click();
  await page.waitForFunction(() => / of .* tried/.test(document.getElementById("progress-text")?.textContent ?? ""));
  const longest = await page.evaluate(async () => {
    let longest = 0;
    for (let turn = 0, last = performance.now(); turn < 50; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    return longest;
  });
  assert.ok(longest < 500, `the page stood still for ${longest} ms`);
  await page.click("#stop");
  await page.waitForSelector("#searching", { state: "detached" });
  assert.match(await page.textContent("#searched"), /The search was stopped/);
  await page.getByRole("button", { name: "Search for two mistakes together" }).click();
  await page.waitForSelector("#searching");
});

test("the verdict names the mistake once", async (t) => {
  const page = await open(t);
  await example(page, "article-order");
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
  const said = await page.evaluate(() => document.getElementById("results").parentElement.innerText);
  assert.match(said, /The parameters were signed in another order/);
  assert.equal(said.match(/in another order/g).length, 1, said);
});
