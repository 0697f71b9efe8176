// Bundles an edge function and serves it on this machine with Vercel's Edge Runtime. No account is needed.

import { EdgeRuntime, runServer } from "edge-runtime";
import { build } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const [name] = process.argv.slice(2);
const isDemo = name.startsWith("demo/");
if (!isDemo && existsSync(".env.local")) process.loadEnvFile(".env.local");

const entry = `
  import handler from "./${name}";
  import { notFound } from "./lib/meetings";
  const route = (request) => {
    const isOurs = URL.canParse(request.url) && new URL(request.url).pathname === "/";
    return isOurs ? handler(request) : notFound();
  };
  addEventListener("fetch", (event) => event.respondWith(route(event.request)));
`;

// On Vercel, the import of "x.wasm?module" is a compiled module. Here a global of the runtime holds that module.
const modules = {};
const compiledWasm = {
  name: "compiled-wasm",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?module", "")),
      namespace: "wasm",
    }));
    onLoad({ filter: /.*/, namespace: "wasm" }, ({ path }) => {
      const name = `wasm_${Object.keys(modules).length}`;
      modules[name] = new WebAssembly.Module(readFileSync(path));
      return { contents: `export default ${name}` };
    });
  },
};

const bundle = await build({
  stdin: { contents: entry, resolveDir: import.meta.dirname ?? process.cwd() },
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  conditions: ["edge-light"],
  plugins: [compiledWasm],
});

// The function sees only its own variables, not the rest of this machine's environment.
const { LTI_KEY, LTI_SECRET, LTI_BASE_URL, OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL, PORT = "3000" } = process.env;
const env = { LTI_KEY, LTI_SECRET, LTI_BASE_URL, OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL };
const runtime = new EdgeRuntime({
  initialCode: bundle.outputFiles[0].text,
  extend: (context) => Object.assign(context, modules, { process: { env } }),
});
const server = await runServer({ runtime, host: "127.0.0.1", port: Number(PORT) });
console.log(isDemo ? `Demo: emulated meetings. Open ${server.url}` : `Listening on ${server.url}`);
