// Small consumer projects (tests/matrix/fixtures). Their npm packages are installed once for each lock file, outside
// the source tree.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { lock } from "proper-lockfile";
import { Advice, adviceFor, say } from "../../../scripts/lib/log.mjs";
import { root, writableCache } from "../../../scripts/lib/paths.mjs";
import { npm, run } from "../../../scripts/lib/run.mjs";

const sources = join(root, "tests", "matrix", "fixtures");
const shared = join(root, "tests", "matrix", "shared");
const suite = join(root, "tests", "runtimes");

/**
 * Runs `work(folder)` in a new copy of a fixture with its packages and this package.
 *
 * `shared/` in that folder contains the shared files of the fixtures, `shared/suite/` the suite of tests/runtimes.
 */
export function withFixture(name, installed, work) {
  const folder = join(writableCache(), "matrix", `${name}-${fingerprint(name)}`);
  return exclusively(folder, async () => {
    await ensurePackages(name, folder);
    refresh(name, folder);
    putPackage(installed, folder);
    return work(folder);
  });
}

/** Several clones share the installed packages, so only one at a time works in a folder there. */
export async function exclusively(folder, work) {
  mkdirSync(dirname(folder), { recursive: true });
  const retries = { forever: true, minTimeout: 300, maxTimeout: 300 };
  const release = await lock(folder, { realpath: false, stale: 60_000, retries });
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Some packages contain binaries, so the key includes the platform. */
function fingerprint(name) {
  const lock = readFileSync(join(sources, name, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex").slice(0, 12);
}

async function ensurePackages(name, folder) {
  const record = join(folder, "node_modules", ".complete");
  if (existsSync(record)) return;
  say(`· Installing the packages of ${name} (once per machine)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(sources, name, file), join(folder, file));
  const [command, first] = npm();
  try {
    // No scripts: no fixture needs them, and they would download from other sites. Not `npm ci`: a registry may lack a
    // binary of another platform, and then npm refuses the lock file.
    await run(
      command,
      [...first, "install", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"],
      { cwd: folder, env: consumerEnv(), label: `npm install (${name})`, quiet: true, timeoutMs: 8 * 60_000 },
    );
  } catch (error) {
    throw new Advice(
      adviceFor(
        error.output,
        `Installing the packages of ${name}`,
        `Installing the packages of ${name} failed, see the lines above.`,
      ),
    );
  }
  // The record is written last, so that an incomplete installation has none.
  writeFileSync(record, "");
}

/** Removes output and caches of earlier runs. */
function refresh(name, folder) {
  for (const entry of readdirSync(folder)) {
    if (entry !== "node_modules") rmSync(join(folder, entry), { recursive: true, force: true });
  }
  for (const cache of [".vite", ".cache", ".vite-temp", ".mf"])
    rmSync(join(folder, "node_modules", cache), { recursive: true, force: true });
  cpSync(join(sources, name), folder, { recursive: true });
  cpSync(shared, join(folder, "shared"), { recursive: true });
  cpSync(suite, join(folder, "shared", "suite"), { recursive: true });
}

/** The package as npm installs it from the tarball. */
export function putPackage(installed, folder) {
  const place = join(folder, "node_modules", "zoom-lti-pro");
  rmSync(place, { recursive: true, force: true });
  cpSync(join(installed, "node_modules", "zoom-lti-pro"), place, { recursive: true });
}

/** Without npm's settings for this project, without telemetry, and with plain output. */
export function consumerEnv(more = {}) {
  const ofNpm = /^npm_(config_(local_prefix|prefix|global_prefix|workspace)|package_|lifecycle_)|^INIT_CWD$/i;
  const ofNode = /^NODE_(ENV|OPTIONS|TEST_CONTEXT)$/i;
  const kept = Object.entries(process.env).filter(([name]) => !ofNpm.test(name) && !ofNode.test(name));
  const env = Object.fromEntries(kept);
  return {
    ...env,
    CI: "1",
    NO_COLOR: "1",
    WRANGLER_SEND_METRICS: "false",
    NEXT_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    DENO_NO_UPDATE_CHECK: "1",
    ...more,
  };
}

/** The command-line program of an installed package, as its package.json names it. */
export function binOf(folder, packageName, program = packageName.split("/").at(-1)) {
  const home = join(folder, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  return join(home, typeof bin === "string" ? bin : bin[program]);
}

export function versionIn(folder, packageName) {
  return JSON.parse(readFileSync(join(folder, "node_modules", packageName, "package.json"), "utf8")).version;
}

/** npm's binary packages: the one of `names` that was installed for this machine, and a file in it. */
export function binaryIn(folder, names, files) {
  for (const name of names) {
    const found = files.map((file) => join(folder, "node_modules", name, file)).find((path) => existsSync(path));
    if (found) return { name, path: found };
  }
  throw new Error(`none of ${names.join(", ")} is installed for ${process.platform}-${process.arch}`);
}

/** The installed packages of a scope, such as `@deno/`, whose names start like this. */
export function scoped(folder, scope, prefix = "") {
  const home = join(folder, "node_modules", scope);
  return existsSync(home)
    ? readdirSync(home)
        .filter((name) => name.startsWith(prefix))
        .map((name) => `${scope}/${name}`)
    : [];
}
