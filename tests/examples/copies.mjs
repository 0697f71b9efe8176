// Copies of the examples, installed and run outside the project.

import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { say } from "../../scripts/lib/log.mjs";
import { root, writableCache } from "../../scripts/lib/paths.mjs";
import { npm, run } from "../../scripts/lib/run.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { binOf, binaryIn, consumerEnv, exclusively, putPackage, scoped, withFixture } from "../matrix/lib/fixtures.mjs";
import { freePort } from "../matrix/lib/serve.mjs";
import { within } from "../matrix/lib/site.mjs";
import { installed } from "../support/installed.mjs";
import { nodeBinaries } from "../support/nodes.mjs";

export const examples = join(root, "examples");
const exe = process.platform === "win32" ? ".exe" : "";

/** Files that a developer may have in an example of this clone. */
const own =
  /[\\/](node_modules|\.wrangler|\.vercel|\.env|\.env\.local|\.dev\.vars|zoom\.env|teachers\.json|.*lock.*|.*\.csv)$/;

export const scratch = realpathSync(mkdtempSync(join(tmpdir(), "zoom-lti-pro-examples-")));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

/** The folder whose node_modules holds the package as users get it. */
let withPackage;
export const packageFolder = async () => (withPackage ??= await installed());

/** The programs that an example needs come from the npm packages of the matrix. */
const runtimes = {
  deno: async () =>
    withFixture("deno", await packageFolder(), (folder) => {
      return binaryIn(folder, scoped(folder, "@deno"), [`deno${exe}`]).path;
    }),
  bun: async () =>
    withFixture("bun", await packageFolder(), (folder) => {
      return binaryIn(folder, scoped(folder, "@oven"), [`bin/bun${exe}`]).path;
    }),
};
export const runtimeOf = async (name) => runtimes[name]?.();

export function copyFolder(name, folder) {
  cpSync(join(examples, name), folder, { recursive: true, filter: (path) => !own.test(path) });
}

/** Options that fix wrangler's port and keep its output plain. */
const wranglerOptions = (port) => [
  ...["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0"],
  "--show-interactive-dev-session=false",
];

/**
 * A copy of the example, installed: `finish(script, …)` runs a script of its package.json to the end, and
 * `whileServing(script, work)` calls `work(url, log)` while a script serves. `env` and `args` are added.
 */
export async function copyOf(name) {
  say(`· ${name}: copying and installing it`);
  const folder = mkdtempSync(join(scratch, `${name}-`));
  copyFolder(name, folder);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  await install(name, folder, manifest);
  const isWorker = name === "cloudflare-worker";
  // Wrangler needs Node 22. This Node may be older.
  const node = isWorker ? (await nodeBinaries([22]))[0].path : process.execPath;
  const runtime = await runtimeOf(name);
  const programs = {
    node: () => [node],
    tsc: () => [node, binOf(folder, "typescript", "tsc")],
    wrangler: () => [node, binOf(folder, "wrangler")],
    deno: () => [runtime],
    bun: () => [runtime],
  };
  const command = (script) => {
    const [program, ...args] = manifest.scripts[script].split(" ");
    return [...programs[program](), ...args];
  };
  const environment = (env) => consumerEnv({ ...plain(folder), ...env });
  return {
    folder,
    finish(script, { env, args = [] } = {}) {
      const [program, ...first] = command(script);
      return run(program, [...first, ...args], {
        cwd: folder,
        env: environment(env),
        label: `${name}: ${script}`,
        quiet: true,
        timeoutMs: 120_000,
      });
    },
    async whileServing(script, work, env = {}) {
      say(`· ${name}: ${script}`);
      const options = { cwd: folder, env: environment({ PORT: "0", ...env }) };
      if (!isWorker) return whileRunning(command(script), options, work);
      const port = await freePort();
      const withPort = [...command(script), ...wranglerOptions(port)];
      return whileRunning(withPort, options, (_, log) => work(`http://127.0.0.1:${port}/`, log));
    },
  };
}

/** Without the developer's own variables. Tools must not write into the home folder. */
function plain(folder) {
  const names = [
    "LTI_KEY",
    "LTI_SECRET",
    "LTI_BASE_URL",
    "ZOOM_USER_ID",
    "OIDC_ISSUER",
    "OIDC_AUDIENCE",
    "OIDC_JWKS_URL",
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, undefined])),
    HOME: folder,
    DENO_DIR: join(scratch, "deno-cache"),
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
  };
}

/**
 * Starts a server, calls `work(url, log)` once it has printed a local address, and stops it with all that it started.
 */
export async function whileRunning([program, ...args], options, work) {
  const address = /(?:Ready on|Listening on|Open) (http:\/\/(?:localhost|127\.0\.0\.1):\d+)/;
  let found;
  const up = new Promise((resolve) => (found = resolve));
  const server = startServer(program, args, { ...options, onOutput: () => address.test(log()) && found() });
  const log = () => server.output();
  const ended = server.ended.then((code) => Promise.reject(new Error(`the server ended with code ${code}`)));
  ended.catch(() => {}); // it is expected to end at the end of the test
  try {
    await within(Promise.race([up, ended]), 90_000, "the server printed no address");
    await Promise.race([work(`${address.exec(log())[1]}/`, log), ended]);
  } catch (error) {
    throw new Error(`${error.message}\nThe server printed:\n${log().slice(-3000)}`, { cause: error });
  } finally {
    await server.stop();
  }
}

/** The node_modules of the example: this package from the tarball, the others linked from a cache. */
async function install(name, folder, manifest) {
  const { "zoom-lti-pro": _, ...dependencies } = { ...manifest.dependencies, ...manifest.devDependencies };
  const into = join(folder, "node_modules");
  mkdirSync(into);
  putPackage(await packageFolder(), folder);
  if (Object.keys(dependencies).length === 0) return;
  const from = await cachedPackages(name, dependencies);
  for (const entry of readdirSync(from).filter((each) => !each.startsWith(".")))
    symlinkSync(join(from, entry), join(into, entry), "junction");
}

/** Installed once per list of packages and machine; resolves to the node_modules. */
async function cachedPackages(name, dependencies) {
  const wanted = JSON.stringify({ private: true, dependencies });
  const hash = createHash("sha256").update(`${wanted} ${process.platform} ${process.arch}`).digest("hex").slice(0, 12);
  const folder = join(writableCache(), "examples", `${name}-${hash}`);
  const complete = join(folder, "node_modules", ".complete");
  await exclusively(folder, async () => {
    if (existsSync(complete)) return;
    say(`· ${name}: installing its packages (once per machine)`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), wanted);
    const [command, first] = npm();
    await run(
      command,
      [...first, "install", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"],
      { cwd: folder, env: consumerEnv(), label: `npm install (${name})`, quiet: true, timeoutMs: 8 * 60_000 },
    );
    writeFileSync(complete, ""); // last, so that a broken install has no record
  });
  return join(folder, "node_modules");
}
