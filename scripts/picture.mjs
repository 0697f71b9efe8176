// Writes README's picture, docs/demo.webp: the demo's page of meetings, after `npm run build`. The emulator sends them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";

const file = join(root, "docs", "demo.webp");

await main(async () => {
  const demo = await startDemo({ env: {} });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme: "light" });
    await page.goto(demo.url, { waitUntil: "networkidle" });
    // Playwright itself writes no WebP.
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 85 });
    writeFileSync(file, Buffer.from(data, "base64"));
    say(`Wrote ${file}.`);
  } finally {
    await browser.close();
    await demo.stop();
  }
});
