// A Chromium-based browser for the tests and the page checks: an installed one, or a new one.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { installDebian } from "./lib/debian.mjs";
import { Advice, adviceFor, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { ask, isProgram, run, which } from "./lib/run.mjs";

const byHand = "install Chromium or Google Chrome, or set CHROME_PATH to one, then run the same command again";

/** The path of a browser's executable. With `install`, a missing browser is installed. */
export async function findBrowser({ install = false } = {}) {
  const found = chosen() ?? installed() ?? (await playwrights());
  if (found) return found;
  if (!install) throw new Advice(`No browser was found: ${byHand}.`);
  return (await fromDebian()) ?? (await fromPlaywright());
}

/** A running headless browser, driven by playwright-core. */
export async function launchBrowser() {
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath: await findBrowser(), args: ["--disable-gpu", "--disable-quic"] });
}

function chosen() {
  const path = process.env.CHROME_PATH;
  if (!path) return;
  if (isProgram(path)) return path;
  throw new Advice(`CHROME_PATH is set to "${path}", where no program is: correct or unset it.`);
}

function installed() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  return names.map(which).find((path) => path && works(path));
}

/** Ubuntu's `chromium` may be only a stub that asks for a snap. */
function works(path) {
  return ask(path, ["--version"]) !== undefined;
}

async function playwrights() {
  try {
    const { chromium } = await import("playwright-core");
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // playwright-core is not installed yet, or has no browser for this system
  }
}

async function fromDebian() {
  try {
    // Screenshots show names in many scripts, which need these fonts.
    await installDebian("chromium", "fonts-noto-cjk", "fonts-dejavu-core");
  } catch (error) {
    say(`  ${error.message}; trying Playwright's browser instead`);
  }
  return installed();
}

async function fromPlaywright() {
  say("· Installing Playwright's Chromium");
  const cli = join(root, "node_modules", "playwright-core", "cli.js");
  try {
    await run(process.execPath, [cli, "install", "chromium"], { label: "installing Chromium", quiet: true });
  } catch (error) {
    throw new Advice(adviceFor(error.output, "Installing Chromium", `No browser could be installed: ${byHand}.`));
  }
  const path = await playwrights();
  if (!path) throw new Advice(`No browser could be installed: ${byHand}.`);
  return path;
}
