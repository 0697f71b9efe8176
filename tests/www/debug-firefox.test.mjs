// The debugger in Firefox: the served page, and the file from disk.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { startDemo } from "../../scripts/demo.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { ARTICLE_URL, BASE_STRING, mac, RIGHT, SECRET } from "./debugger.mjs";
import { launchFirefox } from "./firefox.mjs";

const ONE_FILE = pathToFileURL(join(root, "dist-www", "site", "debug", "zoom-lti-pro-debugger.html")).href;

const shared = {};
before(async () => {
  shared.demo = await startDemo({ port: 0, env: {} });
  shared.firefox = await launchFirefox();
});
after(async () => {
  await shared.firefox?.close();
  await shared.demo?.stop();
});

const served = () => new URL("/debug/", shared.demo.url).href;
const places = [
  ["as it is served", served],
  ["as one file from the disk", () => ONE_FILE],
];

/** Runs in the page: fills in, waits for the result, and returns what is shown. */
async function explain({ request, secret }) {
  const element = (id) => document.getElementById(id);
  for (const [id, value] of [
    ["request", request],
    ["secret", secret],
  ]) {
    element(id).value = value;
    element(id).dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (
    let left = 300;
    left > 0 && (element("results").hasAttribute("aria-busy") || !element("verdict").dataset.code);
    left -= 1
  )
    await new Promise((resolve) => setTimeout(resolve, 50));
  const findings = [...document.querySelectorAll("#output li.finding")].map(
    ({ dataset }) => `${dataset.code} ${dataset.grade}`,
  );
  return { verdict: element("verdict").dataset.code, findings, signature: element("signature")?.dataset.value };
}

const pasted = (header) => ({ request: `curl '${ARTICLE_URL}' -H 'X-Lti-Signature: ${header}'`, secret: SECRET });

for (const [name, url] of places) {
  test(`${name}: signs, and proves a mistake`, async () => {
    await shared.firefox.goto(url());
    const signed = mac(`${BASE_STRING}\n`).digest("base64url");
    const { verdict, findings, signature } = await shared.firefox.run(explain, pasted(signed));
    assert.equal(signature, RIGHT);
    assert.equal(verdict, "proved");
    assert.equal(findings[0], "line_end proved");
  });

  test(`${name}: typing requests nothing and stores nothing`, async () => {
    const { goto, run } = shared.firefox;
    await goto(url());
    await run(explain, pasted(RIGHT));
    const own = ["debug.css", "debug.js", "worker-text.js"];
    const asked = await run(() => performance.getEntriesByType("resource").map(({ name }) => name));
    assert.deepEqual(
      asked.filter((address) => !address.startsWith("blob:") && !own.includes(address.split("/").at(-1))),
      [],
    );
    assert.equal(await run(() => localStorage.length + sessionStorage.length), 0);
  });

  test(`${name}: the policy stops a connection`, async () => {
    await shared.firefox.goto(url());
    const outcome = await shared.firefox.run(async (target) => {
      const seen = new Promise((resolve) =>
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), {
          once: true,
        }),
      );
      // The policy applies to an element's address, but not to a script of the driver.
      document.body.append(Object.assign(document.createElement("img"), { src: target }));
      return Promise.race([seen, new Promise((resolve) => setTimeout(() => resolve("nothing"), 3000))]);
    }, shared.demo.url);
    assert.equal(outcome, "img-src");
  });
}
