// Shared by the tests of the debugger. The expected values come from node:crypto.

import { createHmac } from "node:crypto";

export const SECRET = "not-a-real-secret";
/** The article's request, and its parameters in order. */
export const ARTICLE_URL =
  "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?key=te2BnjG2QUOxSxiQZBHYAw&timestamp=1659605405120&isUpComing=true&pageNum=1&pageSize=1&userId=_vIWeZ76TtuFceCKHkVk4Q";
export const BASE_STRING =
  "isUpComing=true&key=te2BnjG2QUOxSxiQZBHYAw&pageNum=1&pageSize=1&timestamp=1659605405120&userId=_vIWeZ76TtuFceCKHkVk4Q";

export const mac = (base, secret = SECRET) => createHmac("sha1", secret).update(base);
export const RIGHT = mac(BASE_STRING).digest("base64url");

/** The text of an element after the input is explained. */
export async function shown(page, id) {
  await settled(page);
  return page.textContent(`#${id}`);
}

export function settled(page) {
  return page.waitForSelector("#results:not([aria-busy])");
}

/** Fills in the article's request, by the fields that are shown. */
export async function filled(page, { secret = SECRET, received = "" } = {}) {
  if (await page.isVisible("#fill-in")) await page.click("#fill-in");
  else await page.fill("#request", ARTICLE_URL);
  await page.fill("#secret", secret);
  await fillMore(page, "#received", received);
  await settled(page);
}

/** Fills in a field that is folded at first. */
export async function fillMore(page, field, text) {
  await page.evaluate(() => (document.getElementById("more").open = true));
  await page.fill(field, text);
}

export const unfold = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

/** Explains an example: the verdict, and the findings by code and grade. */
export async function example(page, id) {
  const before = await page.inputValue("#request");
  await page.click("#open-examples");
  await page.click(`[data-example="${id}"]`);
  await page.waitForFunction((old) => document.getElementById("request").value !== old, before);
  return result(page);
}

export async function result(page) {
  await settled(page);
  return page.evaluate(() => ({
    verdict: document.getElementById("verdict").dataset.code,
    title: document.getElementById("verdict").textContent,
    findings: [...document.querySelectorAll("#output li.finding")].map(
      ({ dataset }) => `${dataset.code} ${dataset.grade}`,
    ),
    signed: document.getElementById("signed-string")?.dataset.value,
    right: document.getElementById("signature")?.dataset.value,
  }));
}

/** The directive that blocks a connection of the page's worker, or nothing. */
export function workerConnects(page) {
  const [worker] = page.workers();
  return worker.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective), {
          once: true,
        });
        fetch("http://127.0.0.1:9/").catch(() => setTimeout(() => resolve("nothing"), 1000));
      }),
  );
}
