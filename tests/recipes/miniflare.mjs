// A bundled Worker in Miniflare, and the emulator as the server that it calls.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { createEmulator, createNodeHandler } from "zoom-lti-pro/testing";

/**
 * {emulator, miniflare, stop}. `respond` responds instead of the emulator. `options` are Miniflare's, such as KV
 * namespaces and queues.
 */
export async function start(name, { bindings, respond, ...options }) {
  const emulator = createEmulator();
  const server = createServer(respond ?? createNodeHandler(emulator));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { key, secret } = emulator.credentials;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: [
        { type: "ESModule", path: `${name}.js`, contents: readFileSync(`bundles/${name}.js`, "utf8") },
        ...["client.wasm", "calendar.wasm"].map((path) => ({
          type: "CompiledWasm",
          path,
          contents: readFileSync(`bundles/${path}`),
        })),
      ],
      compatibilityDate: "2026-01-01",
      bindings: {
        LTI_KEY: key,
        LTI_SECRET: secret,
        LTI_BASE_URL: `http://127.0.0.1:${server.address().port}/api/v1/lti/rich`,
        ...bindings,
      },
      ...options,
    }),
  );
  const stop = async () => {
    await miniflare.dispose();
    server.closeAllConnections();
    server.close();
  };
  return { emulator, miniflare, stop };
}
