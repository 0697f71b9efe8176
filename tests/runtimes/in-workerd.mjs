// A suite inside workerd (Cloudflare Workers), from the installed package's `workerd` entries.

import { join } from "node:path";
import { compatibilityDate, moduleField, quote, startWorkerd } from "../../scripts/lib/workerd.mjs";
import { bundle } from "./bundle.mjs";

const handler = "export default { fetch: async () => Response.json(await run()) };";

export async function runInWorkerd({ folder, entry, server }, { suite } = {}) {
  const into = join(folder, "workerd");
  const wasm = await bundle({
    entry,
    server,
    runtime: "workerd",
    conditions: ["workerd"],
    into,
    after: handler,
    suite,
  });
  const worker = await startWorkerd({ port: 0, configure: (config) => configuration(config, into, wasm) });
  try {
    const response = await fetch(`http://127.0.0.1:${worker.port}/`, { signal: AbortSignal.timeout(5 * 60_000) });
    if (!response.ok)
      throw new Error(`workerd responded with ${response.status}: ${await response.text()}\n${worker.output()}`);
    return await response.json();
  } finally {
    await worker.stop();
  }
}

/** Allows requests to loopback, where the helper server is. */
function configuration(config, into, wasm) {
  const modules = [["suite.js", "esModule"], ...wasm.map((name) => [name, "wasm"])];
  return `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [${modules.map(([name, kind]) => moduleField(name, kind, config, join(into, name))).join(", ")}],
      compatibilityDate = ${quote(compatibilityDate)},
      globalOutbound = "network",
    )),
    (name = "network", network = (allow = ["local", "private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}
