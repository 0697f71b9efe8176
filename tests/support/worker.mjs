// A Worker, bundled as wrangler does, on workerd, with the emulator instead of the internet.

import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { compatibilityDate, moduleField, quote, startWorkerd } from "../../scripts/lib/workerd.mjs";

const emulatorWorker = `
  import { createEmulator } from "zoom-lti-pro/testing";
  const emulator = createEmulator();
  export default { fetch: (request) => emulator.fetch(request) };
`;

/** Bundles `script`, which imports the package installed in `folder`, and serves it: {url, stop}. */
export async function serveWorker(folder, name, script, env) {
  const into = join(folder, name);
  mkdirSync(into, { recursive: true });
  for (const [file, contents] of [
    ["main", script],
    ["emulator", emulatorWorker],
  ]) {
    await build({
      stdin: { contents, resolveDir: folder },
      outfile: join(into, `${file}.js`),
      bundle: true,
      format: "esm",
      conditions: ["workerd"],
      external: ["*.wasm"],
      logLevel: "error",
    });
  }
  const dist = join(folder, "node_modules", "zoom-lti-pro", "dist");
  for (const wasm of readdirSync(dist).filter((file) => file.endsWith(".wasm")))
    cpSync(join(dist, wasm), join(into, wasm));
  const { port, stop } = await startWorkerd({
    port: 0,
    env,
    configure: (config) => configuration(config, into, Object.keys(env)),
  });
  return { url: `http://127.0.0.1:${port}/`, stop };
}

function configuration(config, into, names) {
  const wasm = readdirSync(into).filter((file) => file.endsWith(".wasm"));
  const field = (file, kind) => moduleField(file, kind, config, join(into, file));
  const modules = (script) => [field(script, "esModule"), ...wasm.map((file) => field(file, "wasm"))];
  const worker = (script, rest) => `(
    modules = [${modules(script).join(", ")}],
    compatibilityDate = ${quote(compatibilityDate)},
    ${rest}
  )`;
  const bindings = names.map((name) => `(name = ${quote(name)}, fromEnvironment = ${quote(name)})`).join(", ");
  return `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = ${worker("main.js", `globalOutbound = "emulator", bindings = [${bindings}]`)}),
    (name = "emulator", worker = ${worker("emulator.js", `globalOutbound = "emulator"`)}),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}
