// The Rust tests that run as wasm: one suite in Node, one in a browser page.
//
// In a browser, wasm-bindgen needs a chromedriver of the browser's exact version. Its server with NO_HEADLESS does not:
// we open its page and read the result there.

import { fileURLToPath } from "node:url";
import { launchBrowser } from "../scripts/browser.mjs";
import { Advice, main, say } from "../scripts/lib/log.mjs";
import { addToPath, run } from "../scripts/lib/run.mjs";
import { startServer } from "../scripts/lib/server.mjs";
import { findWasmBindgen } from "../scripts/lib/wasm-bindgen.mjs";

const target = ["--target", "wasm32-unknown-unknown", "--features", "wasm-client"];
const serverMs = 60_000;
const pageMs = 5 * 60_000;

export async function wasmTests() {
  const bin = findWasmBindgen();
  if (!bin) throw new Advice(`wasm-bindgen is missing: run "node scripts/setup.mjs" first.`);
  addToPath(bin);
  const env = { ...process.env, CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner" };
  await run("cargo", ["test", ...target, "--test", "node"], { env, label: "wasm tests in Node" });
  await run("cargo", ["test", ...target, "--test", "browser", "--no-run"], {
    env,
    label: "building the browser tests",
  });
  await inBrowser(env);
}

async function inBrowser(env) {
  const server = startServer("cargo", ["test", ...target, "--test", "browser"], {
    // Port 0: a free one, which the server prints.
    env: { ...env, NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: "127.0.0.1:0" },
  });
  try {
    const url = await serving(server);
    say("· wasm tests in the browser");
    const text = await resultOf(url);
    say(text.trim());
    if (!/^test result: ok\./m.test(text))
      throw new Advice("The wasm tests in the browser failed, see the lines above.");
  } finally {
    await server.stop();
  }
}

async function serving({ output, ended }) {
  const deadline = Date.now() + serverMs;
  let over = false;
  ended.then(() => (over = true));
  while (!over && Date.now() < deadline) {
    const found = /available at (http:\/\/[\d.:]+)/.exec(output());
    if (found) return found[1];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Advice(`The server of the browser tests did not start:\n${output()}`);
}

/** The text of the page when it shows a result. */
async function resultOf(url) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(url);
    const shown = await waitForResult(page);
    return [shown, ...(/test result: ok\./.test(shown) ? [] : problems)].join("\n");
  } finally {
    await browser.close();
  }
}

async function waitForResult(page) {
  const output = page.locator("#output");
  try {
    await page.waitForFunction(`document.querySelector("#output")?.textContent.includes("test result:")`, null, {
      timeout: pageMs,
    });
  } catch {
    return `${await output.textContent()}\nno result after ${pageMs / 1000} s`;
  }
  return output.textContent();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(wasmTests);
