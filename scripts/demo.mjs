// The demo on a local workerd: the page, its Worker, and the emulator instead of Zoom unless there are credentials.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Advice } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { compatibilityDate, moduleField, quote, slashes, startWorkerd } from "./lib/workerd.mjs";

const www = join(root, "dist-www");
const workers = join(www, "worker");

/**
 * Starts the demo on 127.0.0.1. Resolves to its address when it responds.
 *
 * - `port`: 0 selects a free one
 * - `env`: has LTI_KEY and LTI_SECRET; by default the environment, then `.dev.vars`. Tests pass `{}`, so that they
 *   never use a developer's real credentials.
 *
 * `real` says whether it sends requests to Zoom.
 */
export async function startDemo({ port = 0, env = { ...readDevVars(), ...process.env } } = {}) {
  if (!existsSync(join(workers, "worker.js"))) throw new Advice(`The demo is not built yet: run "npm start".`);
  const real = realCredentials(env);
  const { key, secret } = real ?? (await emulatorCredentials());
  const server = await startWorkerd({
    port,
    configure: (folder) => config({ folder, port, emulated: !real }),
    env: { LTI_KEY: key, LTI_SECRET: secret },
  });
  const url = `http://127.0.0.1:${server.port}`;
  try {
    await responding(url, server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    port: server.port,
    real: real !== undefined,
    stop: server.stop,
    output: server.output,
    ended: server.ended,
  };
}

/** The lines KEY=VALUE of the git-ignored `.dev.vars`, as wrangler reads them. */
function readDevVars(path = join(root, ".dev.vars")) {
  if (!existsSync(path)) return {};
  const name = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*/.source;
  const value = /(?:"([^"\n]*)"|'([^'\n]*)'|([^\n]*?))[ \t]*(?:[ \t]#[^\n]*)?\r?$/.source;
  const line = new RegExp(name + value, "gm");
  const found = readFileSync(path, "utf8").matchAll(line);
  return Object.fromEntries([...found].map(([, name, double, single, bare]) => [name, double ?? single ?? bare]));
}

function realCredentials({ LTI_KEY: key, LTI_SECRET: secret }) {
  if (key && secret) return { key, secret };
  if (!key && !secret) return undefined;
  throw new Advice(
    `Only ${key ? "LTI_KEY" : "LTI_SECRET"} is set: set both LTI_KEY and LTI_SECRET to talk to Zoom, or ` +
      "neither to use the emulator.",
  );
}

/** The emulator's key and secret. They are published with the package. */
export async function emulatorCredentials() {
  const { EMULATOR_CREDENTIALS } = await import(pathToFileURL(join(root, "dist", "testing.js")).href);
  return EMULATOR_CREDENTIALS;
}

/** The configuration does not contain the secret: bindings name environment variables. */
function config({ folder, port, emulated }) {
  const emulator = `(name = "emulator", worker = ${worker(folder, "emulator-worker.js", "")}),`;
  const bindings = `
        (name = "LTI_KEY", fromEnvironment = "LTI_KEY"),
        (name = "LTI_SECRET", fromEnvironment = "LTI_SECRET"),
        (name = "ASSETS", service = "site"),
        ${emulated ? `(name = "EMULATOR", service = "emulator"),` : ""}`;
  return `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = ${worker(folder, "worker.js", bindings)}),
    ${emulated ? emulator : ""}
    (name = "site", disk = (path = ${quote(slashes(relative(root, join(www, "site"))))}, writable = false)),
    (name = "internet", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
}

/** A Worker's script and the wasm files beside it, which it imports by name. */
function worker(folder, script, bindings) {
  const wasm = readdirSync(workers).filter((name) => name.endsWith(".wasm"));
  const modules = [[script, "esModule"], ...wasm.map((name) => [name, "wasm"])];
  return `(
      modules = [${modules.map(([name, kind]) => moduleField(name, kind, folder, join(workers, name))).join(", ")}],
      compatibilityDate = ${quote(compatibilityDate)},
      globalOutbound = "internet",
      bindings = [${bindings}],
    )`;
}

/** Waits for a response. A Worker that throws while loading still listens, and fails only at its first request. */
async function responding(url, server) {
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    try {
      const { status } = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
      if (status < 500) return;
    } catch {
      // not yet
    }
    await sleep(100);
  }
  throw new Advice(`The demo started but does not respond: ${server.output().trim() || "its Worker printed nothing"}`);
}
