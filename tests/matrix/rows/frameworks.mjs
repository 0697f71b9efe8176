// Frameworks: Cloudflare's Vite plugin; Nitro for Workers; Next with an edge route, a Node route and a page, and on
// Workers.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { filesOf, onceEach } from "../lib/copies.mjs";
import { binOf, consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { freePort, getJson, whileServing } from "../lib/serve.mjs";
import { run } from "../../../scripts/lib/run.mjs";
import { inChromium } from "./bundlers.mjs";
import { onWorkerd } from "./workers.mjs";

export const rows = [
  { name: "cloudflare-vite", where: "`@cloudflare/vite-plugin`", how: "production", run: builtByVite },
  { name: "cloudflare-vite-dev", where: "`@cloudflare/vite-plugin`", how: "dev server", run: servedByVite },
  { name: "nitro", where: "Nitro", how: "on Workers, with `experimental: { wasm: true }`", run: onNitro },
  {
    name: "next",
    where: "Next",
    how: "production: edge route, Node route, page",
    run: (context) => onNext(context, "start"),
  },
  {
    name: "next-dev",
    where: "Next",
    how: "dev server: edge route, Node route, page",
    run: (context) => onNext(context, "dev"),
  },
  { name: "opennext", where: "OpenNext", how: "Next on Workers, with `serverExternalPackages`", run: onOpenNext },
];

const nodeOf = ({ nodes }) => nodes.find(({ major }) => major === 22).path;
const asked = (what, server) => `what=${what}&server=${encodeURIComponent(server)}`;

function builtByVite(context) {
  return withFixture("cloudflare-vite", context.installed, async (folder) => {
    await run(nodeOf(context), [binOf(folder, "vite"), "build"], {
      cwd: folder,
      env: consumerEnv({ HOME: folder }),
      label: "vite build",
      quiet: true,
      timeoutMs: 3 * 60_000,
    });
    const out = outputOf(join(folder, "dist"));
    const results = await onWorkerd(out, {}, (worker) => getJson(`${worker}?${asked("suite", context.server)}`));
    return {
      what: "suite",
      version: versionIn(folder, "@cloudflare/vite-plugin"),
      loads: "workerd.js",
      results: [...results, ...onceEach(filesOf(out), context.installed, "the output", "file")],
    };
  });
}

/** The plugin uses the Worker's name for the folder. */
function outputOf(dist) {
  const name = readdirSync(dist).find((each) => existsSync(join(dist, each, "wrangler.json")));
  if (!name) throw new Error(`no Worker in the output: ${readdirSync(dist, { recursive: true }).join(" ")}`);
  return join(dist, name);
}

function servedByVite(context) {
  return withFixture("cloudflare-vite", context.installed, async (folder) => {
    const port = String(await freePort());
    const args = [binOf(folder, "vite"), "dev", "--host", "127.0.0.1", "--port", port, "--strictPort"];
    const ask = () => getJson(`http://127.0.0.1:${port}/?${asked("suite", context.server)}`);
    const results = await whileServing(nodeOf(context), args, folder, ask, { env: { HOME: folder } });
    return { what: "suite", version: versionIn(folder, "@cloudflare/vite-plugin"), loads: "workerd.js", results };
  });
}

function onNitro(context) {
  return withFixture("nitro", context.installed, async (folder) => {
    await run(nodeOf(context), [binOf(folder, "nitropack"), "build", "--preset", "cloudflare-module"], {
      cwd: folder,
      env: consumerEnv({ HOME: folder }),
      label: "nitropack build",
      quiet: true,
      timeoutMs: 3 * 60_000,
    });
    const out = join(folder, ".output", "server");
    const results = await onWorkerd(out, { flags: ["nodejs_compat"] }, (worker) =>
      getJson(`${worker}?${asked("suite", context.server)}`),
    );
    return {
      what: "suite",
      version: versionIn(folder, "nitropack"),
      loads: "workerd.js",
      results: [...results, ...onceEach(filesOf(out), context.installed, "Nitro's output", "file")],
    };
  });
}

function onNext(context, command) {
  return withFixture("next", context.installed, async (folder) => {
    const next = binOf(folder, "next");
    const env = { HOME: folder };
    if (command === "start")
      await run(nodeOf(context), [next, "build"], {
        cwd: folder,
        env: consumerEnv(env),
        label: "next build",
        quiet: true,
        timeoutMs: 6 * 60_000,
      });
    const port = String(await freePort());
    const origin = `http://127.0.0.1:${port}/`;
    const results = await whileServing(
      nodeOf(context),
      [next, command, "--hostname", "127.0.0.1", "--port", port],
      folder,
      () => allOf(context, origin),
      { env },
    );
    const copies = command === "start" ? copiesOf(join(folder, ".next"), context.installed) : [];
    return {
      what: "suite",
      version: versionIn(folder, "next"),
      loads: "edge-light.js",
      results: [...results, ...copies],
    };
  });
}

function onOpenNext(context) {
  return withFixture("opennext", context.installed, async (folder) => {
    const tool = (name, args, minutes) =>
      run(nodeOf(context), [binOf(folder, ...name), ...args], {
        cwd: folder,
        env: consumerEnv({ HOME: folder }),
        label: `${name.at(-1)} ${args[0]}`,
        quiet: true,
        timeoutMs: minutes * 60_000,
      });
    await tool(["@opennextjs/cloudflare", "opennextjs-cloudflare"], ["build"], 5);
    const out = join(folder, "out");
    await tool(["wrangler"], ["deploy", "--dry-run", "--outdir", out], 3);
    const results = await onWorkerd(out, { flags: ["nodejs_compat"] }, (worker) =>
      getJson(`${worker}api/tests?${asked("suite", context.server)}`),
    );
    return {
      what: "suite",
      version: versionIn(folder, "@opennextjs/cloudflare"),
      loads: "workerd.js",
      results: [...results, ...onceEach(filesOf(out), context.installed, "wrangler's output", "file")],
    };
  });
}

/** The files of the edge route and of the page: two separate deployments. */
function copiesOf(output, installed) {
  const parts = [
    ["server/edge", "the edge route", "file"],
    ["static", "the page", "inline"],
  ];
  return parts.flatMap(([part, label, how]) => onceEach(filesOf(join(output, part)), installed, label, how));
}

async function allOf(context, origin) {
  const results = [];
  const note = (place, found) =>
    results.push(...found.map((result) => ({ ...result, name: `${place}: ${result.name}` })));
  for (const route of ["edge", "node"])
    note(`${route} route`, await getJson(`${origin}api/${route}?${asked("suite", context.server)}`));
  note("page", await inChromium(context, { origin }));
  return results;
}
