// Bundlers with their defaults: a page in Chromium, from the production build and the dev server; CommonJS; the size of
// an unused import.

import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browsers } from "../lib/browsers.mjs";
import { filesOf, onceEach } from "../lib/copies.mjs";
import { binOf, consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { freePort, whileServing } from "../lib/serve.mjs";
import { startSite } from "../lib/site.mjs";
import { run } from "../../../scripts/lib/run.mjs";
import { readResults } from "./commands.mjs";

/** The maximum size of an unused import. */
const shakenBytes = 1000;

/**
 * `build(entry)` and `dev(port)`: the arguments of the tool. `script`: the page's script in the folder `out`, unless
 * the tool writes the page.
 */
const tools = {
  vite: {
    where: "Vite",
    build: (entry) => ["build", "--outDir", "out", ...inputOf(entry)],
    dev: (port) => ["dev", "--host", "127.0.0.1", "--port", port, "--strictPort"],
    config: viteConfig,
  },
  webpack: {
    where: "webpack",
    build: () => ["build", "--mode", "production", "--output-path", "out"],
    dev: (port) => ["serve", "--mode", "development", "--port", port],
    script: () => "main.js",
    entries: ["cjs"],
  },
  esbuild: {
    where: "esbuild",
    build: (entry, format = "esm") => [entry, "--bundle", `--format=${format}`, "--minify", "--outdir=out"],
    script: scriptOf,
    entries: ["cjs"],
  },
  rollup: {
    where: "Rollup",
    build: (entry) => [entry, "--plugin", "@rollup/plugin-node-resolve", "--dir", "out"],
    script: scriptOf,
  },
  rolldown: {
    where: "Rolldown",
    fixture: "rollup",
    build: (entry) => [entry, "--dir", "out", "--minify"],
    script: scriptOf,
  },
  rspack: {
    where: "Rspack",
    packageName: "@rspack/cli",
    version: "@rspack/core",
    build: () => ["build", "--mode", "production", "--output-path", "out"],
    dev: (port) => ["serve", "--mode", "development", "--port", port],
    script: () => "main.js",
  },
  parcel: {
    where: "Parcel",
    build: (entry) => [
      "build",
      entry === pageEntry ? "index.html" : entry,
      "--dist-dir",
      "out",
      "--public-url",
      "./",
      "--no-cache",
    ],
  },
};

const pageEntry = "shared/page-entry.mjs";
const unusedEntry = "shared/unused.mjs";

function inputOf(entry) {
  return entry === pageEntry ? [] : ["--config", "vite.unused.config.mjs"];
}

/** Vite builds a page. Another input has to be configured. */
function viteConfig(folder) {
  writeFileSync(
    join(folder, "vite.unused.config.mjs"),
    'export default { build: { modulePreload: false, rollupOptions: { input: "shared/unused.mjs" } } };\n',
  );
}

function scriptOf(out) {
  return readdirSync(out).find((name) => name.startsWith("page-entry") && name.endsWith(".js"));
}

export const rows = Object.entries(tools)
  .flatMap(([name, tool]) => [
    { name, where: tool.where, how: "production", run: (context) => produced(context, name, tool, pageEntry) },
    ...(tool.entries ?? []).map(() => ({
      name: `${name}-require`,
      where: tool.where,
      how: "production, `require`",
      run: (context) => produced(context, name, tool, "shared/page-entry.cjs"),
    })),
    ...(tool.dev
      ? [
          {
            name: `${name}-dev`,
            where: tool.where,
            how: "dev server",
            run: (context) => developed(context, name, tool),
          },
        ]
      : []),
  ])
  .concat({ name: "esbuild-node", where: "esbuild", how: "a command for Node, in CommonJS", run: forNode });

/** Builds and opens the page, counts the copies of the wasm, and builds an entry that uses nothing. */
function produced(context, name, tool, entry) {
  return withTool(context, name, tool, async (folder, call) => {
    const out = join(folder, "out");
    await call(tool.build(entry, entry.endsWith(".cjs") ? "iife" : undefined), entry);
    if (tool.script) writePage(out, tool.script(out));
    const results = await inChromium(context, { folders: { "/": out } });
    const copies = onceEach(filesOf(out), context.installed, "the output", "inline");
    const shaken = entry === pageEntry ? [await shake(folder, call, tool)] : [];
    return {
      what: "suite",
      loads: entry.endsWith(".cjs") ? "index.cjs" : "index.js",
      results: [...results, ...copies, ...shaken],
    };
  });
}

async function shake(folder, call, tool) {
  rmSync(join(folder, "out"), { recursive: true, force: true });
  await call(tool.build(unusedEntry), unusedEntry);
  const scripts = filesOf(join(folder, "out")).filter(([path]) => /\.m?js$/.test(path));
  const bytes = scripts.reduce((sum, [, content]) => sum + content.length, 0);
  const kept = scripts.some(([, content]) => content.includes("shaken"));
  return {
    name: `an unused import leaves less than ${shakenBytes} bytes`,
    ok: kept && bytes < shakenBytes,
    error: kept ? `${bytes} bytes` : "the script itself is not in the output",
  };
}

function writePage(out, script) {
  writeFileSync(
    join(out, "index.html"),
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:"><script type="module" ` +
      `src="/${script}"></script>\n`,
  );
}

function developed(context, name, tool) {
  return withTool(context, name, tool, async (folder, _call, command) => {
    const port = String(await freePort());
    const origin = `http://127.0.0.1:${port}/`;
    const asked = new Set();
    const results = await whileServing(command[0], [command[1], ...tool.dev(port)], folder, async () => {
      const found = await inChromium(context, {
        origin,
        watch: (response) => asked.add(response.url()),
        what: "smoke",
      });
      return [
        ...found,
        ...onceEach(await bodies(asked, origin), context.installed, "what the dev server sent", "inline"),
      ];
    });
    return { what: "smoke", loads: "index.js", results };
  });
}

/** Requests the files again, because the browser does not always keep the bodies. */
function bodies(urls, origin) {
  const own = [...urls].filter((url) => url.startsWith(origin));
  return Promise.all(
    own.map(async (url) => [
      new URL(url).pathname,
      Buffer.from(await (await fetch(url, { signal: AbortSignal.timeout(30_000) })).arrayBuffer()),
    ]),
  );
}

/** Opens a page of `origin`, or of a local site that serves `folders`. */
export async function inChromium({ server }, { folders, origin, what = "suite", watch }) {
  const site = await startSite({ folders });
  const query = new URLSearchParams({ what, server, to: `${site.url}results` });
  const errors = [];
  const { close } = await browsers.chromium.open(`${origin ?? site.url}?${query}`, { watch, errors });
  try {
    return await site.results();
  } catch (error) {
    throw new Error(`${error.message}\n${errors.slice(0, 10).join("\n")}`);
  } finally {
    await close();
    site.close();
  }
}

/**
 * Calls `work(folder, call, command)`. `call(args, entry)` runs the tool to its end. The environment contains the entry
 * for tools that read it from a configuration.
 */
function withTool(
  { installed, nodes },
  name,
  { fixture = name, packageName = name, version = packageName, config = () => {} },
  work,
) {
  return withFixture(fixture, installed, async (folder) => {
    config(folder);
    const command = [nodes.find(({ major }) => major === 22).path, binOf(folder, packageName, name)];
    const call = (args, entry = pageEntry) =>
      run(command[0], [command[1], ...args], {
        cwd: folder,
        env: consumerEnv({ MATRIX_ENTRY: entry }),
        label: name,
        quiet: true,
        timeoutMs: 3 * 60_000,
      });
    return { version: versionIn(folder, version), ...(await work(folder, call, command)) };
  });
}

function forNode(context) {
  return withTool(context, "esbuild", {}, async (folder, call) => {
    const bundle = join(folder, "out", "command.cjs");
    // The functions of the suite are strict. CommonJS of esbuild is strict only with this line.
    await call([
      "shared/command-entry.mjs",
      "--bundle",
      "--platform=node",
      "--format=cjs",
      "--minify",
      '--banner:js="use strict";',
      `--outfile=${bundle}`,
    ]);
    const output = await run(context.nodes.find(({ major }) => major === 20).path, [bundle, "suite", context.server], {
      cwd: folder,
      env: consumerEnv(),
      label: "the bundle",
      quiet: true,
      timeoutMs: 3 * 60_000,
    });
    const files = [["command.cjs", readFileSync(bundle)]];
    return {
      what: "suite",
      loads: "index.js",
      results: [...readResults(output).results, ...onceEach(files, context.installed, "the bundle", "inline")],
    };
  });
}
