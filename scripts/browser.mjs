// A Chromium-based browser for the tests and the page checks: an installed one, or a new one.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { installDebian } from "./lib/debian.mjs";
import { Advice, adviceFor, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { ask, isProgram, run, which } from "./lib/run.mjs";

const isRoot = process.getuid?.() === 0;
const byHand = "install Chromium or Google Chrome, or set CHROME_PATH to one, then run the same command again";

/** The browser must send no requests of its own: on a closed network hundreds of them fail. */
export const launchArgs = Object.freeze([
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage", // containers give /dev/shm 64 MB
  // Chromium's sandbox works neither for root nor in the containers of CI services.
  ...(isRoot || process.env.CI ? ["--no-sandbox"] : []),
]);

/** The path of a browser's executable. With `install`, a missing browser is installed. */
export async function findBrowser({ install = false } = {}) {
  const found = chosen() ?? installed() ?? (await playwrights());
  if (found) return found;
  if (!install) throw new Advice(`No browser was found: ${byHand}.`);
  return (await fromDebian()) ?? (await fromPlaywright());
}

/** A running headless browser, driven by playwright-core. */
export async function launchBrowser({ install = false, ...options } = {}) {
  const { chromium } = await import("playwright-core");
  const executablePath = await findBrowser({ install });
  return chromium.launch({ executablePath, args: [...launchArgs], headless: true, ...options });
}

function chosen() {
  const path = process.env.CHROME_PATH;
  if (!path) return;
  if (isProgram(path)) return path;
  throw new Advice(`CHROME_PATH is set to "${path}", where no program is: correct or unset it.`);
}

function installed() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  return [...names.map(which), ...usualPlaces()].find((path) => path && isProgram(path) && works(path));
}

function usualPlaces() {
  const { HOME = "", PROGRAMFILES = "", "PROGRAMFILES(X86)": programs86 = "", LOCALAPPDATA = "" } = process.env;
  if (process.platform === "darwin") {
    const apps = ["Google Chrome", "Chromium", "Microsoft Edge"];
    const path = (base, app) => join(base, "Applications", `${app}.app`, "Contents", "MacOS", app);
    return ["/", HOME].flatMap((base) => apps.map((app) => path(base, app)));
  }
  if (process.platform === "win32") {
    const apps = [
      ["Google", "Chrome", "Application", "chrome.exe"],
      ["Chromium", "Application", "chrome.exe"],
      ["Microsoft", "Edge", "Application", "msedge.exe"],
    ];
    return [PROGRAMFILES, programs86, LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((base) => apps.map((app) => join(base, ...app)));
  }
  return ["/opt/google/chrome/chrome"];
}

/** Ubuntu's `chromium` may be only a stub that asks for a snap. Browsers on Windows print no version. */
function works(path) {
  return process.platform === "win32" || ask(path, ["--version"]) !== undefined;
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
