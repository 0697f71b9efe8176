// npm run fuzz -- [target…] [--runs N] [--seconds S]: a short run of every target, or of those named.
// npm run fuzz -- --long [target…]: the long run, which takes hours. It writes docs/fuzzing.md, or only these rows.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureTool } from "../scripts/lib/cargo-tools.mjs";
import { writeReport } from "./report.mjs";
import { seeds } from "./seeds.mjs";
import { Advice, main, say } from "../scripts/lib/log.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { addToPath, ask, run } from "../scripts/lib/run.mjs";
import { ensureRust } from "../scripts/lib/rust.mjs";

const cargoFuzz = {
  name: "cargo-fuzz",
  crate: "cargo-fuzz",
  version: "0.13.2",
  bins: ["cargo-fuzz"],
  takes: "about a minute",
};

/** For each target: the executions of the long run, and the maximum size of an input. */
const targets = {
  decode: { goal: 20_000_000, maxBytes: 768 },
  verify: { goal: 20_000_000, maxBytes: 320 },
  query: { goal: 20_000_000, maxBytes: 256 },
  paste: { goal: 20_000_000, maxBytes: 96 },
  retry_after: { goal: 26_000_000, maxBytes: 64 },
  start_time: { goal: 20_000_000, maxBytes: 48 },
  policy: { goal: 40_000_000, maxBytes: 192 },
  calendar: { goal: 20_000_000, maxBytes: 96 },
};

/** The long run is divided into rounds. After each one it keeps its inputs and writes the report. */
const rounds = 20;

/** Makes the stable compiler accept the flags for coverage counters. */
process.env.RUSTC_BOOTSTRAP = "1";

await main(async () => {
  const { values, positionals } = readArguments();
  const names = positionals.length > 0 ? positionals : Object.keys(targets);
  const unknown = names.find((name) => !(name in targets));
  if (unknown) throw new Advice(`There is no target "${unknown}": the targets are ${Object.keys(targets).join(", ")}.`);
  await ensureRust();
  addToPath(await ensureTool(cargoFuzz));
  const folder = await build(names, values.long);
  writeSeeds(names);
  if (values.long) return longRun(folder, names);
  for (const name of names) say(row(await fuzz(folder, name, Number(values.runs), Number(values.seconds))));
});

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "200000" },
      seconds: { type: "string", default: "12" },
      long: { type: "boolean", default: false },
    },
  });
}

/**
 * Builds without a sanitizer: the crate forbids `unsafe`, and a run is several times as fast. Overflow checks are on.
 * The long run does not trace comparisons, which would take half of the time.
 */
async function build(names, long) {
  const target = long ? "fuzz/target/long" : "fuzz/target";
  const args = ["fuzz", "build", "--sanitizer", "none", "--target-dir", target];
  if (long) args.push("--no-trace-compares");
  if (names.length === 1) args.push(names[0]);
  await run("cargo", args, { label: "building the fuzz targets", quiet: true, timeoutMs: 30 * 60_000 });
  const host = /^host: (.+)$/m.exec(ask("rustc", ["-vV"]))[1];
  return join(root, target, host, "release");
}

/** Writes the first inputs. Their names are hashes of the content, as libFuzzer names the inputs that it keeps. */
function writeSeeds(names) {
  for (const [name, inputs] of Object.entries(seeds())) {
    if (!names.includes(name)) continue;
    mkdirSync(corpus(name), { recursive: true });
    mkdirSync(artifacts(name), { recursive: true });
    for (const input of inputs)
      writeFileSync(join(corpus(name), createHash("sha1").update(input).digest("hex")), input);
  }
}

function corpus(name) {
  return join(root, "fuzz/corpus", name);
}

function artifacts(name) {
  return join(root, "fuzz/artifacts", name);
}

/** One run: {name, executions, seconds, inputs}. A crash ends in an Advice that names the input. */
async function fuzz(folder, name, runs, seconds) {
  const started = Date.now();
  const limits = [`-runs=${runs}`, `-max_total_time=${seconds}`, `-max_len=${targets[name].maxBytes}`, "-timeout=25"];
  const args = [
    corpus(name),
    ...limits,
    `-artifact_prefix=${artifacts(name)}/`,
    "-print_final_stats=1",
    "-verbosity=1",
  ];
  let output;
  try {
    output = await run(join(folder, name), args, {
      label: `fuzzing ${name}`,
      quiet: true,
      timeoutMs: (seconds || 10 * 3600) * 1000 + 120_000,
    });
  } catch (error) {
    throw new Advice(
      `${name}: ${error.message}; the input is in ${artifacts(name)}. To repeat the failure, run ` +
        `"fuzz/target/…/${name} FILE".`,
    );
  }
  const executions = Number(/number_of_executed_units:\s*(\d+)/.exec(output)[1]);
  return { name, executions, seconds: (Date.now() - started) / 1000, inputs: readdirSync(corpus(name)).length };
}

async function longRun(folder, names) {
  const sums = new Map(names.map((name) => [name, { name, executions: 0, seconds: 0, inputs: 0, crashes: 0 }]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const sum = sums.get(name);
      const share = Math.ceil((targets[name].goal * (round + 1)) / rounds) - sum.executions;
      if (share <= 0) continue;
      const done = await fuzz(folder, name, share, 0).catch((error) => {
        sum.crashes = 1;
        writeReport([...sums.values()], targets);
        throw error;
      });
      Object.assign(sum, {
        executions: sum.executions + done.executions,
        seconds: sum.seconds + done.seconds,
        inputs: done.inputs,
      });
      say(row(sum));
      writeReport([...sums.values()], targets);
    }
  }
}

function row({ name, executions, seconds, inputs }) {
  return (
    `${name.padEnd(12)}${String(executions).padStart(12)} executions${seconds.toFixed(0).padStart(7)} ` +
    `s${String(inputs).padStart(7)} inputs kept, 0 crashes`
  );
}
