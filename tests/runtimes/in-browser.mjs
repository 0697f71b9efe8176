// A suite in a page of a real browser, from the installed package's default entries.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { launchBrowser } from "../../scripts/browser.mjs";
import { bundle } from "./bundle.mjs";

export async function runInBrowser({ folder, entry, server }, { suite, runtime = "browser" } = {}) {
  const into = join(folder, "browser");
  const wasm = await bundle({ entry, server, runtime, into, after: "globalThis.runSuite = run;", suite });
  if (wasm.length > 0) throw new Error(`the default entry must bring its wasm inline, and imports ${wasm.join(", ")}`);
  const site = await serve(join(into, "suite.js"));
  const browser = await launchBrowser();
  try {
    return await runPage(await browser.newPage(), site.url);
  } finally {
    await browser.close();
    site.close();
  }
}

async function runPage(page, url) {
  const problem = new Promise((_, reject) => page.on("pageerror", (error) => reject(error)));
  problem.catch(() => {}); // an error after the suite started belongs to a test
  await page.goto(url);
  await Promise.race([page.waitForFunction("globalThis.runSuite"), problem]);
  return page.evaluate("runSuite()");
}

/** A page with another origin than the helper server, as a user's page has. */
async function serve(script) {
  const code = await readFile(script);
  const server = createServer(({ url }, response) => {
    const [type, body] =
      url === "/suite.js"
        ? ["text/javascript", code]
        : [
            "text/html",
            `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:"><script type="module" ` +
              `src="/suite.js"></script>`,
          ];
    response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
