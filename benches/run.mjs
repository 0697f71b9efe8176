// npm run bench: the peers side by side, in every runtime, on the packed tarball.
//
// `npm run bench -- --check` runs each peer once and compares what they give; `--quick` times in one run instead of five;
// `npm run bench -- node workerd` takes these runtimes only. A whole run writes benches/results.json, docs/performance.md and docs/bench.svg.

import { build } from "../scripts/build.mjs";
import { Advice, main, say, seconds } from "../scripts/lib/log.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { setup } from "../scripts/setup.mjs";
import { buildSerdePeer, installPeers } from "./prepare.mjs";

const runs = 5;

await main(async () => {
  const { names, options } = readArguments(process.argv.slice(2));
  const started = Date.now();
  const context = await prepare();
  const { runtime, runtimeNames } = await import("./runtimes.mjs");
  const chosen = runtimeNames.filter((name) => names.length === 0 || names.includes(name.toLowerCase()));
  const runtimes = [];
  for (const name of chosen) runtimes.push({ name, ...(await runtime(name, context)) });
  if (options.check) return checkAll(runtimes);
  const speed = await timeAll(runtimes, options.quick ? 1 : runs);
  const { measureOthers } = await import("./others.mjs");
  const others = names.length > 0 ? undefined : await measureOthers(context, options.quick ? 3 : 11);
  const { report } = await import("./report.mjs");
  report({ runtimes, speed, others, isWhole: others !== undefined && !options.quick });
  say(`\n${seconds(started)} s`);
});

function readArguments(given) {
  const flags = given.filter((argument) => argument.startsWith("--")).map((flag) => flag.slice(2));
  const names = given.filter((argument) => !argument.startsWith("--"));
  const unknown =
    flags.find((flag) => !["check", "quick"].includes(flag)) ??
    names.find((name) => !["node", "workerd", "chromium", "deno", "bun"].includes(name));
  if (unknown)
    throw new Advice(
      `There is no "${unknown}": the options are --check and --quick, the runtimes node, workerd, chromium, deno, bun.`,
    );
  return { names, options: Object.fromEntries(flags.map((flag) => [flag, true])) };
}

async function prepare() {
  await setup({ browser: true });
  await installPeers();
  await build({});
  const { pack } = await import("../scripts/pack.mjs");
  const installed = await (await pack()).install();
  return { root, installed, serdePeer: await buildSerdePeer() };
}

async function checkAll(runtimes) {
  let problems = [];
  for (const { name, version, run } of runtimes) {
    const { problems: found } = await run({ check: true });
    say(`${found.length === 0 ? "✔" : "✖"} ${name} ${version}: the peers agree`);
    problems = [...problems, ...found.map((problem) => `${name}: ${problem}`)];
  }
  if (problems.length > 0) throw new Advice(problems.join("\n"));
}

/** {runtime: {group: {peer: [microseconds, one of each run]}}}. The runtimes take turns, too: each run meets another state of the machine. */
async function timeAll(runtimes, count) {
  const speed = {};
  for (let turn = 1; turn <= count; turn++) {
    for (const { name, run } of runtimes) {
      const started = Date.now();
      add((speed[name] ??= {}), await run({}));
      say(`· ${name}, run ${turn} of ${count} (${seconds(started)} s)`);
    }
  }
  return speed;
}

function add(all, found) {
  for (const [group, peers] of Object.entries(found)) {
    for (const [peer, time] of Object.entries(peers)) ((all[group] ??= {})[peer] ??= []).push(time);
  }
}
