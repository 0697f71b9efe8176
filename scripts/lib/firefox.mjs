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

/** Returns {profile, output, close}. With Marionette, Firefox sends nothing by itself and opens no first-run page. */
export function startFirefox(args = []) {
  const program = firefoxPath();
  if (!program)
    throw new Advice("Firefox is missing: install it, or set FIREFOX_PATH to it, then run the same command again.");
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  // A free port, which Firefox writes into its profile.
  writeFileSync(join(profile, "user.js"), 'user_pref("marionette.port", 0);\n');
  const env = { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" };
  const options = ["--headless", "--no-remote", "--marionette", "--profile", profile];
  const server = startServer(program, [...options, ...args], { env });
  return {
    profile,
    output: server.output,
    async close() {
      await server.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
