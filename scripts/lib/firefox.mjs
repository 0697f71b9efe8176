// A headless Firefox with a profile of its own. `npm test` drives it, the matrix only opens a page.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { which } from "./run.mjs";
import { startServer } from "./server.mjs";

export const firefoxPath = () => process.env.FIREFOX_PATH ?? which("firefox-esr") ?? which("firefox");

/** {profile, output, close}; `preferences` besides those below. */
export function startFirefox(args, preferences = {}) {
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  writeFileSync(
    join(profile, "user.js"),
    Object.entries({ ...quiet, ...preferences })
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const env = { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" };
  const server = startServer(firefoxPath(), ["--headless", "--no-remote", "--profile", profile, ...args], { env });
  return {
    profile,
    output: server.output,
    async close() {
      await server.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** No first-run pages, no look-ups of its own. */
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
