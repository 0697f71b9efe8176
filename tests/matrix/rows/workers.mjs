// Cloudflare Workers: bundled by wrangler, its dev server, and the vitest pool; with Hono.

import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { filesOf, onceEach } from "../lib/copies.mjs";
import { binOf, consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { reportedResults } from "../lib/reports.mjs";
import { freePort, getJson, whileServing } from "../lib/serve.mjs";
import { run } from "../../../scripts/lib/run.mjs";
import { compatibilityDate, moduleField, quote, startWorkerd } from "../../../scripts/lib/workerd.mjs";

/** Before this flag became the default, workerd also reported rejections that are handled later. */
const lateRejections = "unhandled_rejection_after_microtask_checkpoint";

export const rows = [
  {
    name: "wrangler",
    where: "Cloudflare Workers",
    how: "bundled by `wrangler deploy`, without `nodejs_compat`",
    run: (context) => deployed(context, "wrangler.json"),
  },
  {
    name: "wrangler-nodejs-compat",
    where: "Cloudflare Workers",
    how: "bundled by `wrangler deploy`, with `nodejs_compat`",
    run: (context) => deployed(context, "wrangler.nodejs.json", { flags: ["nodejs_compat"] }),
  },
  {
    name: "wrangler-2023",
    where: "Cloudflare Workers",
    how: "bundled by `wrangler deploy`, compatibility date of 2023",
    run: (context) => deployed(context, "wrangler.old.json", { date: "2023-05-18", flags: [lateRejections] }),
  },
  {
    name: "wrangler-additional-modules",
    where: "Cloudflare Workers",
    how: "`find_additional_modules`",
    run: (context) => deployed(context, "wrangler.additional.json"),
  },
  {
    name: "wrangler-no-bundle",
    where: "Cloudflare Workers",
    how: "`no_bundle`, of what was bundled before",
    run: (context) => deployed(context, "wrangler.no-bundle.json", { before: bundle }),
  },
  { name: "wrangler-dev", where: "Cloudflare Workers", how: "`wrangler dev`", run: developed },
  { name: "hono", where: "Hono", how: "on Workers, bundled by wrangler", run: onHono },
  { name: "vitest-pool", where: "`@cloudflare/vitest-plugin`", how: "tests in workerd", run: inVitestPool },
];

const nodeOf = ({ nodes }, major = 22) => nodes.find((node) => node.major === major).path;

function deployed(context, config, { before, ...settings } = {}) {
  return withFixture("workers", context.installed, async (folder) => {
    await before?.(context, folder);
    const out = await deploy(context, folder, config);
    const ask = (worker) => getJson(`${worker}?what=suite&server=${context.server}`);
    const results = await onWorkerd(out, settings, ask);
    return {
      what: "suite",
      version: versionIn(folder, "wrangler"),
      loads: "workerd.js",
      results: [...results, ...onceEach(filesOf(out), context.installed, "wrangler's output", "file")],
    };
  });
}

/** The files that `wrangler deploy` would upload. */
async function deploy(context, folder, config) {
  const out = join(folder, "out");
  await run(nodeOf(context), [binOf(folder, "wrangler"), "deploy", "--dry-run", "--outdir", out, "--config", config], {
    cwd: folder,
    env: consumerEnv({ HOME: folder }),
    label: "wrangler deploy --dry-run",
    quiet: true,
    timeoutMs: 3 * 60_000,
  });
  return out;
}

/** With `no_bundle` wrangler uses a folder unchanged. */
async function bundle(context, folder) {
  renameSync(await deploy(context, folder, "wrangler.json"), join(folder, "bundled"));
}

export async function onWorkerd(out, { date = compatibilityDate, flags = [] } = {}, work) {
  const worker = await startWorkerd({ port: 0, configure: (config) => configuration(config, out, date, flags) });
  try {
    return await work(`http://127.0.0.1:${worker.port}/`).catch((error) =>
      Promise.reject(new Error(`${error.message}\n${worker.output()}`)),
    );
  } finally {
    await worker.stop();
  }
}

function configuration(config, out, date, flags) {
  const names = readdirSync(out, { recursive: true }).filter((name) => /\.(m?js|wasm)$/.test(name));
  // The first is the Worker, in the top folder.
  const modules = names.sort((a, b) => isMain(b) - isMain(a));
  const kind = (name) => (name.endsWith(".wasm") ? "wasm" : "esModule");
  const fields = modules.map((name) => moduleField(name, kind(name), config, join(out, name)));
  return `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [${fields.join(", ")}],
      compatibilityDate = ${quote(date)},
      compatibilityFlags = [${flags.map(quote).join(", ")}],
      globalOutbound = "network",
    )),
    (name = "network", network = (allow = ["local", "private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}

function isMain(name) {
  return /^[^/\\]+\.m?js$/.test(name);
}

function developed(context) {
  return withFixture("workers", context.installed, async (folder) => {
    const port = await freePort();
    const args = [
      binOf(folder, "wrangler"),
      "dev",
      "--config",
      "wrangler.json",
      "--ip",
      "127.0.0.1",
      "--port",
      String(port),
      "--inspector-port",
      "0",
      "--show-interactive-dev-session=false",
    ];
    const ask = () => getJson(`http://127.0.0.1:${port}/?what=suite&server=${context.server}`);
    const results = await whileServing(nodeOf(context), args, folder, ask, { env: { HOME: folder } });
    return { what: "suite", version: versionIn(folder, "wrangler"), loads: "workerd.js", results };
  });
}

function onHono(context) {
  return withFixture("workers", context.installed, async (folder) => {
    const out = await deploy(context, folder, "wrangler.hono.json");
    const results = await onWorkerd(out, {}, async (worker) => [
      ...(await getJson(`${worker}tests?what=smoke&server=${context.server}`)),
      await honoRoute(worker),
    ]);
    return {
      what: "smoke",
      version: versionIn(folder, "hono"),
      loads: "workerd.js",
      results: [...results, ...onceEach(filesOf(out), context.installed, "wrangler's output", "file")],
    };
  });
}

async function honoRoute(worker) {
  const [{ userId }] = await getJson(`${worker}users`);
  const list = await getJson(`${worker}meetings?userId=${encodeURIComponent(userId)}`);
  const refused = await fetch(`${worker}meetings?userId=a@b.c`);
  const { code } = await refused.json();
  return {
    name: "a route lists meetings, and returns an error as JSON",
    ok: list.length === 3 && code === "invalid_argument",
    error: `${list.length} meetings, code ${code}`,
  };
}

function inVitestPool(context) {
  return withFixture("vitest-pool", context.installed, async (folder) => {
    const report = join(folder, "results.json");
    const env = consumerEnv({ HOME: folder, MATRIX_SERVER: context.server });
    // A failed test is in the report, so it must not fail this command.
    const output = await run(nodeOf(context), [binOf(folder, "vitest"), "run"], {
      cwd: folder,
      env,
      label: "vitest",
      quiet: true,
      timeoutMs: 4 * 60_000,
    }).catch(({ output: text }) => text);
    return {
      what: "suite",
      version: versionIn(folder, "@cloudflare/vitest-plugin"),
      loads: "workerd.js",
      results: reportedResults(report, "vitest", output),
    };
  });
}
