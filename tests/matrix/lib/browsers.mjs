// Three engines open a page: Chromium by playwright, Firefox by its command line, WebKit's MiniBrowser on a virtual
// screen.

import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { installDebian } from "../../../scripts/lib/debian.mjs";
import { firefoxPath, startFirefox } from "../../../scripts/lib/firefox.mjs";
import { Advice } from "../../../scripts/lib/log.mjs";
import { ask, isProgram, which } from "../../../scripts/lib/run.mjs";
import { startServer } from "../../../scripts/lib/server.mjs";

/** Each: `find()` finds its program, `open(url)` opens a page and returns a function that closes it. */
export const browsers = {
  chromium: { find: () => process.env.CHROME_PATH, open: openChromium },
  firefox: { find: firefoxPath, open: openFirefox },
  webkit: { find: miniBrowser, open: openWebkit },
};

/** The Debian packages of each program. The package of the driver contains MiniBrowser's library. */
const debian = { "firefox-esr": firefoxPath, "webkit2gtk-driver": miniBrowser, xvfb: () => which("Xvfb") };

/** Installs Firefox and WebKit if possible. Rows without their browser say how to get it. */
export async function ensureBrowsers() {
  const missing = Object.keys(debian).filter((name) => !debian[name]());
  if (missing.length > 0) await installDebian(...missing);
}

/** A browser that is missing, and that only an administrator can install. */
class NotHere extends Advice {
  name = "NotHere";
}

function miniBrowser() {
  const places = ["/usr/lib", "/usr/libexec"].filter((place) => existsSync(place));
  const folders = places.flatMap((place) => [
    place,
    ...readdirSync(place)
      .filter((name) => name.endsWith("-linux-gnu"))
      .map((name) => join(place, name)),
  ]);
  const versions = ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];
  return folders.flatMap((folder) => versions.map((version) => join(folder, version, "MiniBrowser"))).find(isProgram);
}

export function browserVersion(name) {
  // MiniBrowser prints its version only with a screen.
  if (name === "webkit")
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own syntax
    return /^[\d.]+/.exec(ask("dpkg-query", ["-W", "-f", "${Version}", "webkit2gtk-driver"]) ?? "")?.[0] ?? "";
  const text = ask(needed(name), ["--version"]) ?? "";
  return /\d+[\d.]*\d/.exec(text)?.[0] ?? "";
}

function needed(name) {
  const path = browsers[name].find();
  if (path) return path;
  throw new NotHere(
    `No ${name} was found: install it (Debian, Ubuntu: sudo apt-get install ` +
      `${Object.keys(debian).join(" ")}), then run the same command again.`,
  );
}

/** `watch`: called with every response that the page and its workers get. `errors`: collects errors of the page. */
async function openChromium(url, { watch, errors = [] } = {}) {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  if (watch) page.on("response", watch);
  page.on("pageerror", (error) => errors.push(error.stack));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url, { timeout: 60_000, waitUntil: "commit" });
  return { output: () => errors.join("\n"), close: () => browser.close() };
}

function openFirefox(url) {
  needed("firefox");
  return startFirefox([url]);
}

async function openWebkit(url) {
  const home = mkdtempSync(join(tmpdir(), "webkit-"));
  const screen = await startScreen();
  const env = {
    ...process.env,
    HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
    DISPLAY: screen.display,
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    LIBGL_ALWAYS_SOFTWARE: "1",
  };
  const server = startServer(needed("webkit"), [url], { env });
  return {
    output: server.output,
    async close() {
      await server.stop();
      await screen.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** MiniBrowser has no headless mode. Xvfb writes the number of its screen to descriptor 3. */
async function startScreen() {
  const program = which("Xvfb");
  if (!program)
    throw new NotHere(
      "Xvfb was not found: install it (Debian, Ubuntu: sudo apt-get install xvfb), then run the same command again.",
    );
  const server = startServer(program, ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"]);
  const number = await new Promise((resolve, reject) => {
    server.control.on("data", (text) => resolve(text.trim()));
    server.ended.then(() => reject(new Error(`Xvfb did not start: ${server.output()}`)));
    setTimeout(() => reject(new Error("Xvfb did not start within 20 s")), 20_000).unref();
  });
  return { display: `:${number}`, stop: server.stop };
}
