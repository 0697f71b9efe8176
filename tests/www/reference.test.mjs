// The reference in the demo: every link of every page leads somewhere, titles, policy, search, themes.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { root } from "../../scripts/lib/paths.mjs";
import { withDemo } from "./demo.mjs";

const site = join(root, "dist-www", "site");
const { address, newPage } = withDemo();

/** The built pages as paths: those of the reference, and the two of the demo. */
const pages = readdirSync(site, { recursive: true })
  .map((name) => `/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".html") && !name.endsWith("-debugger.html"));
const reference = pages.filter((name) => name.startsWith("/reference/"));

const get = async (path) => {
  const response = await fetch(address(path), { redirect: "manual" });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const decoded = (text) => text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]);
const plain = (html) => decoded(html.replaceAll(/<svg[\s\S]*?<\/svg>|<[^>]*>/g, "")).trim();
const attributes = (html, name) =>
  [...html.matchAll(new RegExp(`<(\\w+)\\b[^>]*?\\s${name}="([^"]*)"`, "g"))].map(([, tag, value]) => [
    tag,
    decoded(value),
  ]);

/** The links of a page, and what it loads, as URLs. */
const targets = ({ path, text }) =>
  [...attributes(text, "href"), ...attributes(text, "src")].map(([tag, value]) => ({
    tag,
    page: path,
    url: new URL(value, address(path)),
  }));

describe("links", () => {
  test("all pages and all that they link to exist, with the anchors", { timeout: 120_000 }, async () => {
    const found = await Promise.all(pages.map(async (path) => ({ path, ...(await get(path)) })));
    assert.ok(reference.length > 100, `${reference.length} pages`);
    assert.deepEqual(
      found.filter(({ status }) => status !== 200).map(({ path, status }) => [path, status]),
      [],
    );
    const local = found.flatMap(targets).filter(({ url }) => url.origin === new URL(address()).origin);
    assert.ok(local.length > 5000, `${local.length} links`);
    const paths = [...new Set(local.map(({ url }) => url.pathname))];
    const there = new Map(await Promise.all(paths.map(async (path) => [path, await get(path)])));
    const broken = local.filter(({ url: { pathname, hash } }) => {
      const { status, text } = there.get(pathname);
      const anchor = decodeURIComponent(hash.slice(1));
      const isThere =
        anchor === "" || !text.startsWith("<!") || text.includes(`id="${anchor.replaceAll("&", "&amp;")}"`);
      return status !== 200 || !isThere;
    });
    assert.deepEqual([...new Set(broken.map(({ page, url }) => `${page} → ${url.pathname}${url.hash}`))], []);
  });

  test("nothing is loaded from elsewhere", async () => {
    for (const path of reference) {
      const elsewhere = targets({ path, text: readFileSync(join(site, path), "utf8") }).filter(
        ({ tag, url }) => tag !== "a" && url.protocol !== "data:" && url.origin !== new URL(address()).origin,
      );
      assert.deepEqual(
        elsewhere.map(({ url }) => url.href),
        [],
        path,
      );
    }
  });

  test("every document is a page, under the title of its first heading", () => {
    const headings = ["README.md", "docs", "examples/README.md", "SECURITY.md", "CHANGELOG.md", "ARCHITECTURE.md"]
      .flatMap((name) =>
        name.endsWith(".md")
          ? [name]
          : readdirSync(join(root, name))
              .filter((file) => file.endsWith(".md"))
              .map((file) => `${name}/${file}`),
      )
      .map((name) => /^# +(.+)$/m.exec(readFileSync(join(root, name), "utf8"))[1].replaceAll("`", ""))
      .map((title) => (title === "zoom-lti-pro" ? "README" : title));
    const titles = reference.filter((path) => path.includes("/documents/")).map(titleOf);
    assert.deepEqual(
      headings.filter((title) => !titles.some((found) => found.startsWith(`${title} | zoom-lti-pro`))),
      [],
    );
  });

  test("no two pages of a kind have the same title, and each has one heading, which has the words of the title", () => {
    const titles = reference.map((path) => `${path.split("/")[2]} ${titleOf(path)}`);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
    for (const path of reference) {
      const headings = [...readFileSync(join(site, path), "utf8").matchAll(/<h1[^>]*>([\s\S]*?)<\/h1>/g)];
      assert.equal(headings.length, 1, path);
      const [name] = titleOf(path)
        .replace(/^README/, "zoom-lti-pro")
        .split(" | ");
      assert.ok(plain(headings[0][1]).includes(name), `${path}: ${plain(headings[0][1])}`);
    }
  });
});

function titleOf(path) {
  return decoded(/<title>([^<]*)<\/title>/.exec(readFileSync(join(site, path), "utf8"))[1]);
}

describe("the Worker", () => {
  test("sends a policy without inline code, without connections", async () => {
    const policy =
      "default-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; " +
      "script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' data:";
    for (const path of ["/reference/", "/reference/documents/README.html", "/reference/assets/main.js"])
      assert.equal((await get(path)).headers.get("content-security-policy"), policy, path);
    const redirect = await get("/reference");
    assert.deepEqual([redirect.status, redirect.headers.get("location")], [308, "/reference/"]);
  });

  test("serves data by their types, and sources as text that cannot run", async () => {
    const openapi = await get("/reference/media/openapi.json");
    assert.match(openapi.headers.get("content-type"), /^application\/json/);
    assert.equal(JSON.parse(openapi.text).openapi, "3.1.0");
    assert.equal((await get("/reference/media/demo.webp")).headers.get("content-type"), "image/webp");
    for (const name of readdirSync(join(site, "reference", "media")).filter(
      (file) => !/\.(svg|webp|json)$/.test(file),
    )) {
      const { status, headers } = await get(`/reference/media/${name}`);
      assert.deepEqual([status, headers.get("content-type")], [200, "text/plain; charset=utf-8"], name);
    }
    assert.equal((await get("/reference/media/nothing")).status, 404);
  });
});

test("llms.txt is served as text, and its links lead to pages", async () => {
  const { status, headers, text } = await get("/llms.txt");
  assert.deepEqual([status, headers.get("content-type")], [200, "text/plain; charset=utf-8"]);
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  assert.ok(links.length > 15);
  for (const link of links) {
    assert.match(link, /^\/reference\//);
    assert.equal((await get(link)).status, 200, link);
  }
});

describe("in a browser", () => {
  for (const scheme of ["light", "dark"]) {
    test(`the header leads to the other pages, and the colors are ${scheme}`, async (t) => {
      const { page } = await newPage(t, { path: "/reference/", scheme });
      assert.deepEqual(await page.locator("#tsd-toolbar-links a").allTextContents(), [
        "Meetings",
        "Debugger",
        "Reference",
        "README",
      ]);
      assert.equal(await page.locator("#tsd-toolbar-links a[aria-current]").textContent(), "Reference");
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(background, scheme === "light" ? "rgb(255, 255, 255)" : "rgb(16, 18, 20)");
      // Each page's header leads to all others.
      for (const [name, path] of [
        ["Debugger", "/debug/"],
        ["README", "/reference/documents/README.html"],
        ["Meetings", "/"],
        ["Reference", "/reference/"],
      ]) {
        await page.locator("header").getByRole("link", { name, exact: true }).click();
        await page.waitForURL(({ pathname }) => pathname === path);
      }
    });
  }

  test("the first page lists each guide once, beside the navigation", async (t) => {
    const { page } = await newPage(t, { path: "/reference/" });
    await page.locator("#tsd-nav-container").getByText("The emulator", { exact: true }).waitFor();
    const links = page.locator("a:not(#tsd-nav-container a)").filter({ hasText: /^The emulator$/ });
    assert.equal(await links.count(), 1);
  });

  test("the navigation lists modules and guides, and search finds both", async (t) => {
    const { page } = await newPage(t, { path: "/reference/" });
    const navigation = page.locator("#tsd-nav-container");
    for (const name of ["zoom-lti-pro/explain", "The emulator", "README", "Performance"])
      await navigation.getByText(name, { exact: true }).first().waitFor();
    for (const [words, result] of [
      ["listMeetings", "listMeetings"],
      ["emulator", "The emulator"],
    ]) {
      await page.locator("#tsd-search-trigger").click();
      await page.locator("#tsd-search-input").fill(words);
      await page.locator("#tsd-search-results a").filter({ hasText: result }).first().waitFor();
      await page.keyboard.press("Escape");
    }
  });

  test("the pictures of README and Performance are shown", async (t) => {
    for (const name of ["README", "Performance"]) {
      const { page } = await newPage(t, { path: `/reference/documents/${name}.html` });
      const image = page.locator(".tsd-panel img");
      await image.scrollIntoViewIfNeeded();
      assert.ok((await image.evaluate((element) => element.naturalWidth)) > 100, name);
    }
  });

  test("axe finds no serious problem: light and dark, wide and narrow", { timeout: 60_000 }, async (t) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    // TypeDoc's navigation has links in summaries. Its pages of functions skip a level of headings.
    const rules = { "nested-interactive": { enabled: false }, "heading-order": { enabled: false } };
    for (const [path, width, scheme] of [
      ["/reference/", 1280, "dark"],
      ["/reference/documents/README.html", 1280, "light"],
      ["/reference/documents/The_HTTP_API.html", 390, "dark"],
      ["/reference/functions/zoom-lti-pro.listMeetings.html", 390, "light"],
    ]) {
      const { page } = await newPage(t, { path, width, scheme });
      await page.evaluate(axe);
      const found = await page.evaluate((settings) => globalThis.axe.run(document, settings), { rules });
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => [path, scheme, id, nodes[0].html]),
        [],
      );
    }
  });

  test("a phone shows the page without scrolling sideways", async (t) => {
    for (const path of ["/reference/", "/reference/documents/README.html", "/reference/documents/The_emulator.html"]) {
      const { page } = await newPage(t, { path, width: 390 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path}: ${wide} px`);
      const hidden = await page.locator("#tsd-toolbar-links").evaluate((nav) => nav.scrollWidth - nav.clientWidth);
      assert.ok(hidden <= 0, `${path}: ${hidden} px of the links are out of view`);
    }
  });
});
