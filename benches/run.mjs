// npm run bench: compares whole calls with code written by hand, then the peers, with the packed tarball.
//
// node workerd     measures these runtimes only
// --whole          measures only the whole call
// --calendar       measures only the calendar, in Node and in workerd
// --sizes          measures only the sizes of bundles
// --quick          takes one run instead of five
// --tarball FILE   measures that packed package instead of building one
// --check          runs each peer once and compares the results; also with --calendar
// --costs          measures each function's cost by input size, in this Node, and writes docs/limits.md
//
// Without names, --quick and --tarball, it writes benches/results.json, docs/performance.md and docs/bench.svg.

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../scripts/build.mjs";
import { Advice, main, say, seconds } from "../scripts/lib/log.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { setup } from "../scripts/setup.mjs";
import { buildSerdePeer, installPeers } from "./prepare.mjs";

const runs = 5;
const CALENDARS = "the feeds of all libraries";

await main(async () => {
  const { names, options } = readArguments(process.argv.slice(2));
  const started = Date.now();
  if (options.costs) await benchCosts(options);
  else if (options.sizes) await benchSizes(names, options);
  else if (options.calendar) await benchCalendar(names, options);
  else if (options.whole) await benchCalls(names, options);
  else await benchAll(names, options);
  say(`\n${seconds(started)} s`);
});

async function benchCosts(options) {
  const installed = await installPackage(options.tarball);
  const { measureCosts } = await import("./costs/measure.mjs");
  await measureCosts(installed, !options.tarball);
}

async function benchCalls(names, options) {
  await setup();
  const context = { root, installed: await installPackage(options.tarball) };
  const calls = await measureCalls(context, names, options);
  if (!calls) return;
  const { reportWhole } = await import("./whole/report.mjs");
  reportWhole(calls, isComplete(names, options));
}

async function benchSizes(names, options) {
  const context = await prepare(options.tarball);
  const { sizes } = await import("./sizes.mjs");
  const { reportSizes } = await import("./report.mjs");
  reportSizes(await sizes(context), isComplete(names, options));
}

async function benchCalendar(names, options) {
  await setup();
  await installPeers();
  const context = { root, installed: await installPackage(options.tarball) };
  const { calendarRuntimes } = await import("./calendar/measure.mjs");
  const runtimes = await calendarRuntimes(context, names);
  if (runtimes.length === 0) throw new Advice("The calendar is measured in node and in workerd.");
  if (options.check) return checkAll(runtimes, CALENDARS);
  const found = await measureCalendar(context, runtimes, options);
  const { reportCalendar } = await import("./report.mjs");
  reportCalendar(found, isComplete(names, options));
}

/** {speed, requests}; undefined without a runtime that measures the calendar. */
async function measureCalendar(context, runtimes, options) {
  if (runtimes.length === 0) return undefined;
  const { measureRequests } = await import("./calendar/measure.mjs");
  const speed = await timeAll(runtimes, options.quick ? 1 : runs);
  return { speed, requests: "workerd" in speed ? await measureRequests(context) : undefined };
}

async function benchAll(names, options) {
  const context = await prepare(options.tarball);
  const { runtime, runtimeNames } = await import("./runtimes.mjs");
  const chosen = runtimeNames.filter((name) => names.length === 0 || names.includes(name.toLowerCase()));
  const runtimes = [];
  for (const name of chosen) runtimes.push({ name, ...(await runtime(name, context)) });
  const { calendarRuntimes } = await import("./calendar/measure.mjs");
  const calendarIn = await calendarRuntimes(context, names);
  if (options.check) {
    await checkAll(runtimes, "the peers");
    return checkAll(calendarIn, CALENDARS);
  }
  const calls = await measureCalls(context, names, options);
  const speed = await timeAll(runtimes, options.quick ? 1 : runs);
  const calendar = await measureCalendar(context, calendarIn, options);
  const { measureOthers } = await import("./others.mjs");
  const others = names.length > 0 ? undefined : await measureOthers(context, options.quick ? 3 : 11);
  const { report } = await import("./report.mjs");
  report({ runtimes, calls, speed, calendar, others, isComplete: isComplete(names, options) });
}

/** Whether the run is complete, so that its figures are published. */
function isComplete(names, { quick, tarball }) {
  return names.length === 0 && !quick && !tarball;
}

async function measureCalls(context, names, options) {
  const { canReadCpuTime } = await import("./whole/cpu-time.mjs");
  if (!canReadCpuTime)
    return say("· Whole calls are not measured: the CPU time of a process is read from Linux's /proc");
  const { measureWhole } = await import("./whole/measure.mjs");
  return measureWhole(context, names, options);
}

function readArguments(args) {
  const flag = { type: "boolean" };
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        whole: flag,
        calendar: flag,
        sizes: flag,
        costs: flag,
        quick: flag,
        check: flag,
        tarball: { type: "string" },
      },
      allowPositionals: true,
    });
    const unknown = positionals.find((name) => !["node", "workerd", "chromium", "deno", "bun"].includes(name));
    if (unknown) throw new Error(`There is no runtime "${unknown}"`);
    return { names: positionals, options: values };
  } catch (error) {
    throw new Advice(
      `${error.message}. Options: --whole, --calendar, --sizes, --costs, --quick, --check, --tarball FILE. ` +
        "Runtimes: node, workerd, chromium, deno, bun.",
    );
  }
}

async function prepare(tarball) {
  await setup({ browser: true });
  await installPeers();
  return { root, installed: await installPackage(tarball), serdePeer: await buildSerdePeer() };
}

/** Installs the package, from the given tarball or from a new build, and returns the folder. */
async function installPackage(tarball) {
  const { install, pack } = await import("../tests/support/pack.mjs");
  if (tarball) return install(resolve(tarball));
  await build({});
  return (await pack()).install();
}

async function checkAll(runtimes, what) {
  let problems = [];
  for (const { name, version, run } of runtimes) {
    const { problems: found } = await run({ check: true });
    say(`${found.length === 0 ? "✔" : "✖"} ${name} ${version}: ${what} agree`);
    problems = [...problems, ...found.map((problem) => `${name}: ${problem}`)];
  }
  if (problems.length > 0) throw new Advice(problems.join("\n"));
}

/** {runtime: {group: {peer: [microseconds of each run]}}}. Runtimes take turns, as the machine's speed drifts. */
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
