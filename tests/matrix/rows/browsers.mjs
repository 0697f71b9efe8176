// Three browsers without a bundler: a page loads the files of the tarball directly.

import { join } from "node:path";
import { browsers, browserVersion } from "../lib/browsers.mjs";
import { startSite } from "../lib/site.mjs";
import { root } from "../../../scripts/lib/paths.mjs";

const csp = (sources) => ({ "content-security-policy": `script-src ${sources}` });

/** The kinds of pages, by row name. */
const pages = [
  { name: "page", page: "import-map", how: "page with an import map" },
  { name: "worker", page: "worker", how: "Web Worker" },
  { name: "shared-worker", page: "shared-worker", how: "shared worker" },
  { name: "service-worker", page: "service-worker", how: "service worker" },
  {
    name: "csp",
    page: "plain",
    how: "page with `script-src 'self' 'wasm-unsafe-eval'` and Trusted Types",
    headers: csp("'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'"),
    what: "smoke",
  },
  {
    name: "csp-refused",
    page: "refused",
    how: "page with `script-src 'self'`: a typed error",
    headers: csp("'self'"),
    what: "the refusal",
  },
];

const engines = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" };

export const rows = Object.entries(engines).flatMap(([browser, label]) =>
  pages.map(({ name, how, ...settings }) => ({
    name: `${browser}-${name}`,
    where: label,
    how,
    run: (context) => onPage(context, browser, settings),
  })),
);

async function onPage({ installed, server }, browser, { page, headers, what = "suite" }) {
  const site = await startSite({ folders: foldersOf(installed), headers });
  try {
    const address = `${site.url}pages/${page}.html?${new URLSearchParams({ what, server, to: `${site.url}results` })}`;
    const results = await resultsOf(browser, address, site);
    return { what, version: browserVersion(browser), loads: "index.js", results };
  } finally {
    site.close();
  }
}

async function resultsOf(browser, address, site) {
  const { output = () => "", close } = await browsers[browser].open(address);
  try {
    return await site.results();
  } catch (error) {
    throw new Error(
      `${error.message}; the last requests: ${
        site
          .sent()
          .slice(-5)
          .map(([path]) => path)
          .join(" ") || "none"
      }\n${output().slice(-1500)}`,
    );
  } finally {
    await close();
  }
}

/** Longer prefixes first. */
function foldersOf(installed) {
  return {
    "/package/": join(installed, "node_modules", "zoom-lti-pro"),
    "/pages/": join(root, "tests", "matrix", "pages"),
    "/tests/suite/": join(root, "tests", "runtimes"),
    "/tests/": join(root, "tests", "matrix", "shared"),
  };
}
