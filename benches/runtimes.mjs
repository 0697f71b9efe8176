// Runs a suite once in a runtime: {version, run(options)}.

import { readFileSync } from "node:fs";
import { createServer, request, Agent } from "node:http";
import { join } from "node:path";
import { launchBrowser } from "../scripts/browser.mjs";
import { binaryIn, consumerEnv, scoped, versionIn, withFixture } from "../tests/matrix/lib/fixtures.mjs";
import { nodeBinaries } from "../tests/support/nodes.mjs";
import { run } from "../scripts/lib/run.mjs";
import { compatibilityDate, moduleField, quote, startWorkerd } from "../scripts/lib/workerd.mjs";
import { interleave, median } from "./measure.mjs";
import { bundle } from "./prepare.mjs";

const runMs = 4 * 60_000;
const exe = process.platform === "win32" ? ".exe" : "";

export const runtimeNames = ["Node", "workerd", "Chromium", "Deno", "Bun"];

/** Prepares a runtime. `suite`: a file of benches/ that exports `groups` and `check`. */
export async function runtime(name, context, suite = "suite.mjs") {
  const prepare = { Node: node, workerd, Chromium: chromium, Deno: deno, Bun: bun }[name];
  return prepare({ ...context, suite });
}

/** Bundles a suite with `run`, which uses what a file of benches/runtimes/ exports. */
function bundleSuite({ suite, ...context }, host, run, runtime) {
  const contents = `import * as suite from "./${suite}"; import * as host from "./runtimes/${host}.mjs"; ${run}`;
  return bundle({ ...context, name: `${host}-${suite.replaceAll(/\W/g, "-")}`, contents, runtime });
}

async function node(context) {
  const [{ version, path }] = await nodeBinaries([24]);
  return { version, run: await onCommand(context, path, []) };
}

async function deno(context) {
  const { version, path } = await denoBinary(context);
  return { version, run: await onCommand(context, path, denoArgs) };
}

async function bun(context) {
  const { version, path } = await bunBinary(context);
  return { version, run: await onCommand(context, path, ["run"]) };
}

export const denoArgs = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=none"];

/** {version, path}. */
export function denoBinary(context) {
  return fromFixture(context, "deno", (folder) => binaryIn(folder, scoped(folder, "@deno"), [`deno${exe}`]));
}

export function bunBinary(context) {
  return fromFixture(context, "bun", (folder) => binaryIn(folder, scoped(folder, "@oven"), [`bin/bun${exe}`]));
}

/** The test matrix installs these runtimes. */
function fromFixture(context, name, program) {
  return withFixture(name, context.installed, (folder) => ({
    version: versionIn(folder, name),
    path: program(folder).path,
  }));
}

async function onCommand(context, program, args) {
  const { file } = await bundleSuite(context, "command", "await host.runCommand(suite);");
  return async (options) => {
    const output = await run(program, [...args, file, JSON.stringify(options)], {
      env: consumerEnv(),
      quiet: true,
      timeoutMs: runMs,
    });
    return JSON.parse(
      output
        .split("\n")
        .findLast((line) => line.startsWith("@@found "))
        .slice("@@found ".length),
    );
  };
}

async function chromium(context) {
  const { file } = await bundleSuite(context, "page", "globalThis.bench = host.page(suite);", "browser");
  const browser = await launchBrowser();
  const version = browser.version();
  await browser.close();
  return { version, run: (options) => inPage(file, options) };
}

/** Runs a bundle's `globalThis.bench` in a new page. */
export async function inPage(file, options) {
  const site = await serve(readFileSync(file));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const problem = new Promise((_, reject) => page.on("pageerror", reject));
    await page.goto(site.url);
    return await Promise.race([
      page.waitForFunction("globalThis.bench").then(() => page.evaluate(`bench(${JSON.stringify(options)})`)),
      problem,
    ]);
  } finally {
    await browser.close();
    site.close();
  }
}

/** Cross-origin isolated, because the clock of other pages is twenty times coarser. */
async function serve(script) {
  const isolated = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
  const server = createServer(({ url }, response) => {
    const [type, body] =
      url === "/bench.mjs"
        ? ["text/javascript", script]
        : [
            "text/html",
            `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:"><script type="module" src="/bench.mjs"></script>`,
          ];
    response.writeHead(200, { ...isolated, "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

async function workerd(context) {
  const { into, wasm } = await bundleSuite(context, "worker", "export default host.worker(suite);", "workerd");
  return {
    version: versionIn(context.root, "workerd"),
    run: (options) => inWorkerd((config) => workerConfig(config, into, wasm), options),
  };
}

async function inWorkerd(configure, options) {
  const worker = await startWorkerd({ port: 0, configure });
  const client = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (query) => roundTrip(client, worker.port, query);
  try {
    if (options.check) return JSON.parse((await ask("?check")).text);
    const groups = JSON.parse((await ask("?list")).text);
    return await timeThere(groups, ask, options);
  } catch (error) {
    throw new Error(`workerd: ${error.message}\n${worker.output()}`, { cause: error });
  } finally {
    client.destroy();
    await worker.stop();
  }
}

/** A slice is a request's round trip minus an empty one's. Longer slices reduce the remaining error. */
async function timeThere(groups, ask, options) {
  const found = {};
  for (const [group, { name, peers }] of groups.entries()) {
    const empty = [];
    const time = async (peer, count) => {
      empty.push((await ask(`?group=${group}&peer=${peer}&count=0`)).took);
      const { took } = await ask(`?group=${group}&peer=${peer}&count=${count}`);
      return Math.max(took - median(empty.slice(-25)), 0.001);
    };
    found[name] = await interleave(peers, time, { ...options, sliceMs: 15, warmMs: 90 });
  }
  return found;
}

/** Sends a request to a server on this machine: {text, took}. */
export function roundTrip(agent, port, query) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const sent = request({ agent, port, host: "127.0.0.1", path: `/${query}` }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more) => (text += more));
      response.on("end", () => {
        const took = performance.now() - start;
        if (response.statusCode === 200) resolve({ text, took });
        else reject(new Error(`status ${response.statusCode}: ${text}`));
      });
    });
    sent.on("error", reject).end();
  });
}

/** `outbound`: whether the Worker may send requests to this machine. */
export function workerConfig(config, into, wasm, { outbound = false } = {}) {
  const modules = [["bench.mjs", "esModule"], ...wasm.map((name) => [name, "wasm"])];
  return `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [${modules.map(([name, kind]) => moduleField(name, kind, config, join(into, name))).join(", ")}],
      compatibilityDate = ${quote(compatibilityDate)},
      ${outbound ? `globalOutbound = "local",` : ""}
    )),
    ${outbound ? `(name = "local", network = (allow = ["local"])),` : ""}
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}
