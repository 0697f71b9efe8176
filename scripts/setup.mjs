// Prepares a machine with Node, npm and rustup to build the project. It imports only `node:` modules, because it runs
// before `npm ci`.

import { fileURLToPath } from "node:url";
import { Advice, main, say, seconds } from "./lib/log.mjs";
import { ensureNpmPackages } from "./lib/npm-packages.mjs";
import { addToPath } from "./lib/run.mjs";
import { ensureRust, ensureRustComponents } from "./lib/rust.mjs";
import { ensureWasmBindgen } from "./lib/wasm-bindgen.mjs";

const oldestNode = 20;

/**
 * Installs what is missing. If nothing is missing, it ends quickly.
 *
 * `checks: true` adds rustfmt and clippy. `browser: true` also adds Chromium and Firefox. Afterwards, for this process
 * and its children, PATH contains cargo and wasm-bindgen, and CHROME_PATH is the browser.
 */
export async function setup({ browser = false, checks = browser } = {}) {
  const started = Date.now();
  ensureNode();
  await ensureRust();
  if (checks) await ensureRustComponents();
  const wasmBindgen = await ensureWasmBindgen();
  addToPath(wasmBindgen);
  await ensureNpmPackages();
  if (browser) await ensureBrowser();
  say(`· Set-up complete (${seconds(started)} s)`);
  return { wasmBindgen, browser: browser ? process.env.CHROME_PATH : undefined };
}

function ensureNode() {
  const have = process.versions.node;
  if (Number(have.split(".")[0]) >= oldestNode) return;
  throw new Advice(
    `Node ${oldestNode} or newer is needed and this is ${have}: install a current one from ` +
      "https://nodejs.org, then run the same command again.",
  );
}

async function ensureBrowser() {
  const { findBrowser } = await import("./browser.mjs");
  const { ensureFirefox } = await import("./lib/firefox.mjs");
  process.env.CHROME_PATH = await findBrowser({ install: true });
  await ensureFirefox();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const has = (option) => process.argv.includes(option);
  await main(() => setup({ browser: has("--browser"), checks: has("--checks") || has("--browser") }));
}
