// A headless Firefox with its own profile. `npm test` drives it; the matrix only opens a page.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installDebian } from "./debian.mjs";
import { Advice, say } from "./log.mjs";
import { isProgram, which } from "./run.mjs";
import { startServer } from "./server.mjs";

const elsewhere = [
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  join(process.env.PROGRAMFILES ?? "", "Mozilla Firefox", "firefox.exe"),
];

export const firefoxPath = () =>
  process.env.FIREFOX_PATH ?? which("firefox-esr") ?? which("firefox") ?? elsewhere.find(isProgram);

/** Installs Firefox if possible. Otherwise the tests that need it fail with a message. */
export async function ensureFirefox() {
  if (firefoxPath()) return;
  await installDebian("firefox-esr").catch((error) => say(`  ${error.message}`));
}

/** Returns {profile, output, close}. `preferences` are added to those below. */
export function startFirefox(args, preferences = {}) {
  const program = firefoxPath();
  if (!program)
    throw new Advice("Firefox is missing: install it, or set FIREFOX_PATH to it, then run the same command again.");
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  writeFileSync(
    join(profile, "user.js"),
    Object.entries({ ...quiet, ...preferences })
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const env = { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" };
  const server = startServer(program, ["--headless", "--no-remote", "--profile", profile, ...args], { env });
  return {
    profile,
    output: server.output,
    async close() {
      await server.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** No first-run pages and no requests of its own. */
const quiet = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "toolkit.telemetry.enabled": false,
};
