// Other kinds of consumers: Jest with require, CommonJS written in TypeScript, a monorepo with hoisting.

import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { binOf, consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { reportedResults } from "../lib/reports.mjs";
import { npmInstall } from "../lib/tarball.mjs";
import { root } from "../../../scripts/lib/paths.mjs";
import { run } from "../../../scripts/lib/run.mjs";
import { readResults, runCommand } from "./commands.mjs";

export const rows = [
  {
    name: "doubles",
    where: "Other `fetch`",
    how: "node-fetch 2 and 3, cross-fetch, undici, ky, whatwg-fetch; Sinon's clock",
    run: withDoubles,
  },
  { name: "jest", where: "Jest", how: "`require`", run: inJest },
  { name: "typescript-commonjs", where: "TypeScript", how: '`"type": "commonjs"`, compiled and run', run: asCommonJs },
  { name: "workspaces", where: "npm workspaces", how: "hoisted; both formats in one process", run: inWorkspaces },
];

const nodeOf = ({ nodes }, major) => nodes.find((node) => node.major === major).path;

function withDoubles(context) {
  return withFixture("doubles", context.installed, async (folder) => {
    const output = await run(nodeOf(context, 22), [join(folder, "run.mjs"), context.server], {
      cwd: folder,
      env: consumerEnv(),
      label: "doubles",
      quiet: true,
      timeoutMs: 2 * 60_000,
    });
    const { results } = readResults(output);
    return { what: "doubles", version: versionIn(folder, "node-fetch"), loads: "index.js", results };
  });
}

function inJest(context) {
  return withFixture("jest", context.installed, async (folder) => {
    await build({
      entryPoints: [join(folder, "shared", "suite-entry.mjs")],
      outfile: join(folder, "suite.cjs"),
      bundle: true,
      format: "cjs",
      banner: { js: '"use strict";' },
      target: "es2022",
      logLevel: "error",
    });
    const report = join(folder, "results.json");
    const args = [
      "--ci",
      "--silent",
      "--json",
      `--outputFile=${report}`,
      "--cacheDirectory",
      join(folder, "cache"),
      "--rootDir",
      folder,
    ];
    // A failed test is in the report, so it must not fail this command.
    const output = await run(nodeOf(context, 22), [binOf(folder, "jest"), ...args], {
      cwd: folder,
      env: consumerEnv({ MATRIX_SERVER: context.server }),
      label: "jest",
      quiet: true,
      timeoutMs: 4 * 60_000,
    }).catch((error) => error.output);
    return {
      what: "suite",
      version: versionIn(folder, "jest"),
      loads: "index.cjs",
      results: reportedResults(report, "Jest", output),
    };
  });
}

/**
 * `import` in a .ts file of a CommonJS package compiles to `require`: types and code must use the same condition.
 */
function asCommonJs(context) {
  return withFixture("types", context.installed, async (folder) => {
    const home = join(folder, "commonjs");
    mkdirSync(home);
    for (const [name, content] of Object.entries(commonJs))
      writeFileSync(join(home, name), typeof content === "string" ? content : JSON.stringify(content));
    await run(nodeOf(context, 22), [binOf(folder, "typescript5", "tsc"), "-p", home], {
      cwd: home,
      env: consumerEnv(),
      label: "tsc",
      quiet: true,
      timeoutMs: 120_000,
    });
    const output = await run(nodeOf(context, 20), [join(home, "index.js")], {
      cwd: home,
      env: consumerEnv(),
      label: "the program",
      quiet: true,
      timeoutMs: 60_000,
    });
    const { results } = readResults(output);
    return { what: "smoke", version: versionIn(folder, "typescript5"), loads: "index.cjs", results };
  });
}

const commonJs = {
  "package.json": { private: true, type: "commonjs" },
  "tsconfig.json": {
    compilerOptions: {
      strict: true,
      target: "es2022",
      module: "node16",
      lib: ["es2022"],
      types: ["node"],
      skipLibCheck: false,
    },
    files: ["index.ts"],
  },
  "index.ts": `
import { LtiPro, sign, type ListedMeetings } from "zoom-lti-pro";
import { explainSignature } from "zoom-lti-pro/explain";
import { createEmulator } from "zoom-lti-pro/testing";

async function main(): Promise<void> {
  const emulator = createEmulator();
  const zoom = new LtiPro(emulator.credentials, { fetch: emulator.fetch });
  const page: ListedMeetings = await zoom.listMeetings({ userId: emulator.users[0]!.userId, pageSize: 5 });
  const signature = sign("Jefe", "what do ya want for nothing?");
  const request = "https://applications.zoom.us/open/meeting/list?key=k&timestamp=1661494048201&userId=u";
  const { stages } = explainSignature({ request, secrets: "s" });
  const results = [
    { name: "compiles to require", ok: typeof require === "function" && typeof module === "object" },
    { name: "signs (RFC 2202, test case 2)", ok: signature === "7_zfauXrL6LSdBbV8YTfnCWafHk" },
    { name: "lists", ok: page.list.length === 5 },
    { name: "explains", ok: stages.signature !== undefined },
  ];
  console.log("\\n@@results " + JSON.stringify({ results }));
}

void main();
`,
};

/** Two packages of one repository, one with import and one with require, and a third that uses both. */
async function inWorkspaces(context) {
  const folder = mkdtempSync(join(tmpdir(), "matrix-workspaces-"));
  try {
    writeWorkspaces(folder, context.tarball);
    await npmInstall(folder);
    const hoisted =
      existsSync(join(folder, "node_modules", "zoom-lti-pro")) &&
      !["a", "b"].some((name) => existsSync(join(folder, "packages", name, "node_modules", "zoom-lti-pro")));
    const node = nodeOf(context, 20);
    const found = [];
    for (const [name, format] of [
      ["a", "import"],
      ["b", "require"],
    ])
      found.push(await runCommand(join(folder, "packages", name), [node], format, "smoke", context.server));
    const both = readResults(
      await run(node, [join(folder, "packages", "a", "both.mjs")], {
        cwd: folder,
        env: consumerEnv(),
        label: "both",
        quiet: true,
        timeoutMs: 60_000,
      }),
    );
    return {
      what: "smoke",
      loads: ["index.js", "index.cjs"],
      results: [
        { name: "the package is hoisted, once", ok: hoisted },
        ...found.flatMap(({ results }) => results),
        ...both.results,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeWorkspaces(folder, tarball) {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, workspaces: ["packages/*"] }));
  for (const name of ["a", "b"]) {
    const home = join(folder, "packages", name);
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, "package.json"),
      JSON.stringify({
        name,
        version: "1.0.0",
        type: name === "a" ? "module" : "commonjs",
        dependencies: { "zoom-lti-pro": `file:${tarball}` },
      }),
    );
    cpSync(join(root, "tests", "matrix", "shared"), join(home, "shared"), { recursive: true });
    cpSync(join(root, "tests", "runtimes"), join(home, "shared", "suite"), { recursive: true });
  }
  writeFileSync(join(folder, "packages", "b", "index.js"), 'module.exports = require("zoom-lti-pro");\n');
  writeFileSync(join(folder, "packages", "a", "both.mjs"), both);
}

/** import and require give two copies of the class, but each recognizes the errors of the other. */
const both = `
import * as imported from "zoom-lti-pro";
import required from "b";

const thrown = ({ decodeMeetings }) => { try { decodeMeetings("<html>"); } catch (error) { return error; } };
const results = [
  { name: "import and require sign alike", ok: imported.sign("s", "m") === required.sign("s", "m") },
  { name: "import knows the errors of require", ok: imported.isLtiProError(thrown(required)) },
  { name: "require knows the errors of import", ok: required.isLtiProError(thrown(imported)) },
];
console.log("\\n@@results " + JSON.stringify({ results }));
`;
