// The signature debugger in a real browser. The expected values come from node:crypto.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import {
  ARTICLE_URL,
  BASE_STRING,
  filled,
  fillMore,
  mac,
  RIGHT,
  result,
  SECRET,
  settled,
  shown,
  unfold,
} from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { newPage } = withDemo();

/** The base string in the article's section about signing. */
const SIGNING_EXAMPLE =
  "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";

const open = (t, options) => newPage(t, { path: "/debug/", ...options });

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

test("accepts a base string and a curl command, too", async (t) => {
  const { page } = await open(t);
  await page.fill("#secret", SECRET);
  for (const request of [BASE_STRING, `curl -H 'X-Lti-Signature: x' '${ARTICLE_URL}'`]) {
    await page.fill("#request", request);
    assert.equal(await shown(page, "signature"), RIGHT);
  }
});

/** A request that was signed with a line feed at the end, in the form of each tool. */
const SIGNED_WITH_LF = mac(`${BASE_STRING}\n`).digest("base64url");
const HAR = {
  log: {
    version: "1.2",
    entries: [
      {
        request: { method: "GET", url: ARTICLE_URL, headers: [{ name: "X-Lti-Signature", value: SIGNED_WITH_LF }] },
        response: { status: 200 },
      },
    ],
  },
};
const PASTES = {
  "curl for Bash":
    `curl '${ARTICLE_URL}' \\\n  -H 'accept: application/json' \\\n  -H 'x-lti-signature: ${SIGNED_WITH_LF}' ` +
    `\\\n  --compressed`,
  "curl for cmd":
    `curl ^"${ARTICLE_URL.replaceAll("&", "^&")}^" ^\r\n  -H ^"accept: application/json^" ^\r\n  -H ` +
    `^"x-lti-signature: ${SIGNED_WITH_LF}^"`,
  PowerShell:
    `Invoke-WebRequest -UseBasicParsing -Uri "${ARTICLE_URL}" \`\r\n-Headers ` +
    `@{\r\n"accept"="application/json"\r\n  "x-lti-signature"="${SIGNED_WITH_LF}"\r\n}`,
  fetch:
    `fetch("${ARTICLE_URL}", {\n  "headers": {\n    "accept": "application/json",\n    "x-lti-signature": ` +
    `"${SIGNED_WITH_LF}"\n  },\n  "body": null,\n  "method": "GET"\n});`,
  HAR: JSON.stringify(HAR, null, 2),
  "raw HTTP":
    `GET ${ARTICLE_URL.replace("https://applications.zoom.us", "")} HTTP/1.1\r\nHost: ` +
    `applications.zoom.us\r\nX-Lti-Signature: ${SIGNED_WITH_LF}\r\n\r\n`,
};

test("reads requests in the form of each tool", async (t) => {
  const { page } = await open(t);
  await page.fill("#secret", SECRET);
  for (const [tool, pasted] of Object.entries(PASTES)) {
    await t.test(tool, async () => {
      await page.fill("#request", pasted);
      const { verdict, findings, signed } = await result(page);
      assert.deepEqual([verdict, findings[0], signed], ["proved", "line_end proved", `${BASE_STRING}\n`]);
    });
  }
});

test("reads parameters while they are typed", async (t) => {
  const { page } = await open(t);
  await page.getByRole("radio", { name: "Type" }).check();
  await filled(page);
  assert.equal(await shown(page, "base-string"), SIGNING_EXAMPLE);
  assert.equal(await shown(page, "signature"), mac(SIGNING_EXAMPLE).digest("base64url"));
  await page.locator("#typed-pageSize").press("End");
  await page.locator("#typed-pageSize").press("0");
  assert.equal(await shown(page, "base-string"), SIGNING_EXAMPLE.replace("pageSize=20", "pageSize=200"));
});

test("without a secret it shows everything that needs none", async (t) => {
  const { page } = await open(t);
  await filled(page, { secret: "" });
  assert.equal(await shown(page, "base-string"), BASE_STRING);
  assert.equal(await shown(page, "mac"), "Needs the secret.");
  assert.equal(await shown(page, "signature"), "Needs the secret.");
});

test("never changes the pasted text", async (t) => {
  const { page } = await open(t);
  const pasted = `  ${ARTICLE_URL}&x=%41\n`;
  await page.fill("#request", pasted);
  await page.fill("#secret", SECRET);
  await fillMore(page, "#received", RIGHT);
  assert.equal(await page.inputValue("#request"), pasted);
  assert.equal(await page.inputValue("#received"), RIGHT);
});

test("a matching header is reported as matching", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT });
  assert.equal(await shown(page, "match"), "Match");
  assert.equal(await shown(page, "difference"), "All 27 characters are the same.");
  assert.equal((await result(page)).verdict, "correct");
});

test("a different header is compared character by character", async (t) => {
  const { page } = await open(t);
  const wrong = RIGHT.slice(0, 4) + (RIGHT[4] === "x" ? "y" : "x") + RIGHT.slice(5);
  await filled(page, { received: wrong });
  assert.equal(await shown(page, "match"), "Differs");
  assert.match(
    await shown(page, "difference"),
    /^At character 5, yours has “.” instead of “.”\. 1 of 27 characters differ\.$/,
  );
  await settled(page);
  assert.equal(await page.locator("#sent mark").count(), 1);
  assert.equal(await page.locator("#expected mark").textContent(), RIGHT[4]);
  await fillMore(page, "#received", createHmac("sha1", "another secret").update(BASE_STRING).digest("base64url"));
  assert.match(await shown(page, "difference"), /nothing in common/);
});

test("a header in another encoding is not called that of another secret", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: mac(BASE_STRING).digest("hex") });
  assert.doesNotMatch(await shown(page, "difference"), /secret/);
});

test("the request to copy says what is still wrong with it", async (t) => {
  const { page } = await open(t);
  const query = BASE_STRING.replace("1659605405120", String(Date.now()));
  await page.fill("#secret", SECRET);
  const left = async (from, to) => {
    await page.fill(
      "#request",
      `https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?${query.replace(from, to)}`,
    );
    await settled(page);
    return page.locator("#still-wrong").allTextContents();
  };
  assert.deepEqual(await left("pageSize=1", "pageSize=5000"), ["Before you send it: correct this by hand."]);
  assert.deepEqual(await left("pageSize=1", "pageSize=5000&extra=1"), ["Before you send it: correct this by hand."]);
  assert.deepEqual(await left("pageSize=1", "pageSize=01"), []);
  assert.deepEqual(await left("", ""), []);
});

test("a certain mistake that does not give the signature: another secret can be tried in place", async (t) => {
  const { page } = await open(t);
  const query = BASE_STRING.replace("5120&", "5&");
  const other = "another-secret";
  await page.fill("#secret", SECRET);
  await page.fill("#request", `https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?${query}`);
  await fillMore(page, "#received", mac(query, other).digest("base64url"));
  assert.match(await shown(page, "advice"), /another secret was probably used/);
  await page.fill("#trial-secret", other);
  await page.click("#trial button");
  await settled(page);
  assert.equal(await page.locator("#advice").count(), 0);
});

test("padding is recognized, and corrected without the secret", async (t) => {
  const { page } = await open(t);
  await filled(page, { secret: "", received: `${RIGHT}=` });
  assert.equal(await shown(page, "shape"), "Padding left on");
  assert.equal(await shown(page, "expected"), RIGHT);
  await page.fill("#secret", SECRET);
  assert.match(await shown(page, "difference"), /Yours has 1 character \(“=”\) more at the end/);
});

test("invisible characters are drawn", async (t) => {
  const { page } = await open(t);
  await page.fill("#request", ARTICLE_URL.replace("isUpComing=true", "isUpComing=tr%E2%80%8Bue"));
  await settled(page);
  assert.equal(await page.locator("#parameters .invisible").first().textContent(), "ZWSP");
  await page.fill("#secret", `${SECRET}\u00a0`);
  assert.match(await shown(page, "secret-odd"), /NBSP/);
});

test("unreadable input gives a message", async (t) => {
  const { page } = await open(t);
  await page.fill("#request", "{}");
  assert.equal((await result(page)).verdict, "no_request");
  assert.equal(await shown(page, "verdict"), "This is not a request");
});

test("during typing, missing parts are not reported as mistakes", async (t) => {
  const { page } = await open(t);
  await page.getByRole("radio", { name: "Type" }).check();
  await page.fill("#typed-isUpComing", "true");
  assert.equal(await shown(page, "verdict"), "Not complete yet");
  assert.match(await shown(page, "detail"), /Still missing: .*userId/);
  await page.fill("#typed-isUpComing", "True");
  assert.deepEqual((await result(page)).findings, ["is_up_coming certain"]);
});

test("the shell commands produce the values of the stages", async (t) => {
  const { page } = await open(t);
  await filled(page, { secret: "it's a $ecret" });
  const inShell = async (id) =>
    execFileSync("bash", ["-c", await page.getAttribute(`#${id}`, "data-value")], {
      env: { ...process.env, LTI_SECRET: "it's a $ecret" },
      encoding: "utf8",
    }).trim();
  assert.equal(await inShell("sort-line"), await shown(page, "base-string"));
  assert.equal(await inShell("mac-line"), await shown(page, "mac"));
  assert.equal(await inShell("signature-line"), await shown(page, "signature"));
});

test("the request is also written for the current time", async (t) => {
  const { page } = await open(t);
  await filled(page);
  const before = Date.now();
  await page.getByRole("button", { name: "Sign it with the current time" }).click();
  await page.getByRole("heading", { name: "signed with the current time" }).waitFor();
  await page.selectOption("#form", "url");
  const [address, header] = (await page.getAttribute("#request-out", "data-value")).split("\nX-Lti-Signature: ");
  const url = new URL(address);
  const timestamp = Number(url.searchParams.get("timestamp"));
  assert.ok(timestamp >= before && timestamp <= Date.now());
  assert.equal(header, mac(decodeURIComponent(url.search.slice(1))).digest("base64url"));
  assert.equal(await page.inputValue("#request"), ARTICLE_URL);
});

test("Postman's script signs as the API requires", async (t) => {
  const { page } = await open(t);
  await filled(page);
  await page.selectOption("#form", "postman");
  const { query, headers } = runInPostman(await page.getAttribute("#request-out", "data-value"), {
    lti_secret: SECRET,
    user: "12dd589465Z=",
  });
  const pairs = query.map(({ key, value }) => [key, decodeURIComponent(value)]);
  assert.deepEqual(
    pairs.map(([name]) => name),
    ["isUpComing", "key", "pageNum", "timestamp", "userId"],
  );
  assert.equal(headers["X-Lti-Signature"], mac(pairs.map((pair) => pair.join("=")).join("&")).digest("base64url"));
});

/** The parts of Postman's sandbox that the script uses, with node:crypto instead of CryptoJS. */
function runInPostman(script, variables) {
  const replaceIn = (text) => text.replace(/\{\{(\w+)\}\}/g, (_, name) => variables[name]);
  const headers = {};
  let query = [
    ["userId", "{{user}}"],
    ["key", "k"],
    ["pageNum", "1"],
    ["isUpComing", "true"],
  ].map(([key, value]) => ({ key, value, disabled: false }));
  query.push({ key: "_", value: "1", disabled: true }, { key: "timestamp", value: "1", disabled: false });
  const pm = {
    variables: { replaceIn },
    environment: { get: (name) => variables[name] },
    request: {
      url: { query: { all: () => query, clear: () => void (query = []) } },
      addQueryParams: (added) => void query.push(...added),
      headers: { upsert: ({ key, value }) => void (headers[key] = value) },
    },
  };
  const CryptoJS = {
    HmacSHA1: (text, secret) => mac(text, secret).digest(),
    enc: { Base64: { stringify: (bytes) => bytes.toString("base64") } },
  };
  new Function("pm", "CryptoJS", script)(pm, CryptoJS);
  return { query, headers };
}

test("of several secrets it names the one that made the header", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: mac(BASE_STRING, "the-oauth-secret").digest("base64url") });
  await unfold(page);
  await page.click("#add-secret");
  await page.locator("#secrets input[type=text]").fill("OAuth client");
  await page.locator("#secrets input[type=password]").fill("the-oauth-secret");
  assert.match(await shown(page, "signed-with"), /OAuth client/);
});

test("the server's response has a field of its own", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT });
  await fillMore(page, "#response", '{"status":true,"result":{"pageNum":1,"pageSize":20,"total":0,"list":[]}}');
  assert.ok((await result(page)).findings.some((finding) => finding.startsWith("response_empty_list")));
});

test("the clock counts down the hour of the timestamp", async (t) => {
  const { page } = await open(t);
  await page.clock.install({ time: new Date(1659605405120) });
  await page.reload();
  await filled(page, { secret: "" });
  await page.clock.pauseAt(new Date(1659605405120 + 60_000));
  assert.equal(await shown(page, "clock"), "Timestamp: good for 59:00 more");
  await page.clock.fastForward(58 * 60_000);
  assert.equal(await shown(page, "clock"), "Timestamp: good for 1:00 more");
  await page.clock.fastForward(2 * 60_000);
  assert.match(await shown(page, "clock"), /expired after 60 min/);
});

/** The values that the buttons "Copy" of the result copy, by ID. */
function copies(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("#output [data-copy]")]
      .map(({ dataset }) => [dataset.copy, document.getElementById(dataset.copy).dataset.value])
      .filter(([id]) => id !== "report" && !id.endsWith("-line")),
  );
}

const SECONDS_URL = ARTICLE_URL.replace("1659605405120", "1659605405");
const WRONG = {
  "a timestamp in seconds": [SECONDS_URL, (base) => mac(base).digest("base64url")],
  "hexadecimal digits": [ARTICLE_URL, (base) => mac(base).digest("hex")],
  "another order": [ARTICLE_URL, (base) => mac(base.split("&").reverse().join("&")).digest("base64url")],
  "standard base64": [ARTICLE_URL, (base) => mac(base).digest("base64")],
  "another host": [ARTICLE_URL.replace("applications", "marketplace"), (base) => mac(base).digest("base64url")],
};

for (const [name, [url, signed]] of Object.entries(WRONG))
  test(`no wrong value is offered for copying: ${name}`, async (t) => {
    const { page } = await open(t);
    const base = decodeURIComponent(url.split("?")[1]).split("&").sort().join("&");
    await page.fill("#secret", SECRET);
    await page.fill("#request", url);
    await fillMore(page, "#received", signed(base));
    await settled(page);
    const right = new URL(await page.getAttribute("#url", "data-value"));
    const correct = [...right.searchParams].map((pair) => pair.join("=")).join("&");
    await page.selectOption("#form", "url");
    const signature = mac(correct).digest("base64url");
    const expected = {
      "request-out": `${right.href}\nX-Lti-Signature: ${signature}`,
      "base-string": correct,
      mac: mac(correct).digest("hex"),
      signature,
      url: right.href,
    };
    const offered = await copies(page);
    assert.deepEqual(Object.fromEntries(offered), expected);
    assert.equal(offered.length, Object.keys(expected).length, "each value has one button");
    assert.equal(await page.locator("#output [data-copy]:visible").count(), 1, "one button until unfolded");
    assert.equal(await page.locator("#verdict[data-tone=bad]").count(), 1);
    assert.equal(await page.locator("#output .chip.live").count(), 0, "a green mark below a red verdict");
  });

test("the marks of wrong and correct have their own colors, and no line that hides an underscore", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: RIGHT.replace(/.$/, "_") });
  const style = (id) =>
    page.evaluate((of) => {
      const { color, boxShadow, textDecorationLine, borderBottomWidth } = getComputedStyle(
        document.querySelector(`#${of} mark`),
      );
      return { color, lines: [boxShadow, textDecorationLine, borderBottomWidth] };
    }, id);
  const [wrong, right] = [await style("wrong"), await style("should")];
  assert.notEqual(wrong.color, right.color);
  for (const { lines } of [wrong, right]) assert.deepEqual(lines, ["none", "none", "0px"]);
});

test("the difference shows only what differs, with its parameter", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: mac(BASE_STRING.replace("pageSize=1", "pageSize=7")).digest("base64url") });
  assert.equal(await shown(page, "wrong"), "…&pageSize=7&timestamp=1659605405120…");
  assert.equal(await shown(page, "should"), "…&pageSize=1&timestamp=1659605405120…");
  assert.deepEqual(await page.locator("#wrong mark, #should mark").allTextContents(), ["7", "1"]);
});

test("the deep search is offered only if something is left to find", async (t) => {
  const { page } = await open(t);
  const offered = async (fields) => {
    await filled(page, fields);
    return (await page.locator("#deepen").count()) === 1;
  };
  assert.equal(await offered({ received: mac(BASE_STRING, "another secret").digest("base64url") }), true);
  assert.equal(await offered({ received: RIGHT }), false);
  assert.equal(await offered({ received: mac(`${BASE_STRING}\n`).digest("base64url") }), false);
  assert.equal(await offered({ received: RIGHT, secret: "" }), false);
  assert.equal(await offered({ received: "" }), false);
  await page.fill("#request", SECONDS_URL);
  await fillMore(page, "#received", mac(BASE_STRING.replace("1659605405120", "1659605405")).digest("base64url"));
  await settled(page);
  assert.equal(await page.locator("#deepen").count(), 0, "signed as it was sent");
});

test("says what the text was read as, or what to paste instead", async (t) => {
  const { page } = await open(t);
  await page.fill("#request", PASTES["curl for Bash"]);
  assert.equal(await shown(page, "request-note"), "Read as a curl command: 6 parameters and a signature.");
  await page.fill("#request", BASE_STRING);
  assert.equal(await shown(page, "request-note"), "Read as a query or base string: 6 parameters and no signature.");
  await page.fill("#request", "My request is refused since yesterday. Can you help?");
  assert.equal(await shown(page, "verdict"), "This is not a request");
  assert.match(await shown(page, "advice"), /URL.*curl.*HTTP.*base string/s);
  assert.doesNotMatch(await shown(page, "request-note"), /Read as/);
  assert.equal(await page.locator("#output :is(.finding, #deepen, [data-copy])").count(), 0);
});

test("a wrong secret: the common mix-ups, and a field for another one", async (t) => {
  const { page } = await open(t);
  await filled(page, { received: mac(BASE_STRING, "the-oauth-secret").digest("base64url") });
  assert.match(await page.textContent("#secret-part"), /OAuth.*webhook/s);
  const attempt = async (secret) => {
    await page.selectOption("#trial-label", "OAuth client secret");
    await page.fill("#trial-secret", secret);
    await page.getByRole("button", { name: "Try it" }).click();
    return (await result(page)).verdict;
  };
  assert.equal(await attempt("not-this-one"), "not_found");
  assert.match(await shown(page, "tried"), /LTI secret, OAuth client secret/);
  assert.equal(await attempt("the-oauth-secret"), "other_secret");
  assert.match(await shown(page, "signed-with"), /OAuth client secret/);
});
