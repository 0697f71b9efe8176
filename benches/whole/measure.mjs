// CPU time of a whole call: what a user pays, with `fetch` and its body, not only what is computed here.

import { Advice, say, seconds } from "../../scripts/lib/log.mjs";
import { takeTurns } from "../measure.mjs";
import { canReadCpuTime, cpuTime } from "./cpu-time.mjs";
import { runtime, runtimeNames, startApi } from "./processes.mjs";
import { counts, forms } from "./samples.mjs";

/** In milliseconds of CPU time. */
const slices = { sliceMs: 60, warmMs: 300, rounds: 5 };

/** What is measured of whole calls: {versions, calls}. `quick`: in one run instead of five. */
export async function measureWhole(context, names, { quick }) {
  if (!canReadCpuTime)
    throw new Advice("The CPU time of another process is read from /proc: measure whole calls on Linux.");
  return measureCalls(context, names, quick ? 1 : 5);
}

/**
 * Times the candidates in the runtimes of these names, in all of them where there is none: {versions, calls}.
 *
 * `calls`: {runtime: {form: {count: {candidate: [microseconds, one of each round]}}}}.
 */
async function measureCalls(context, names, runs) {
  const runtimes = [];
  for (const name of runtimeNames.filter((name) => names.length === 0 || names.includes(name.toLowerCase())))
    runtimes.push({ name, ...(await runtime(name, context)) });
  const calls = {};
  const api = await startApi();
  try {
    // The runtimes take turns, too: each run meets another state of the machine.
    for (let turn = 1; turn <= runs; turn++) {
      for (const { name, start } of runtimes) {
        const started = Date.now();
        await timeIn(start, api.urls, (calls[name] ??= {}));
        say(`· whole calls, ${name}, run ${turn} of ${runs} (${seconds(started)} s)`);
      }
    }
  } finally {
    await api.stop();
  }
  return { versions: Object.fromEntries(runtimes.map(({ name, version }) => [name, version])), calls };
}

async function timeIn(start, urls, found) {
  const { pid, ask, stop } = await start();
  try {
    const names = JSON.parse((await ask("?list")).text);
    for (const form of forms) {
      for (const meetings of counts) {
        const time = async (candidate, count) => {
          const before = cpuTime(pid);
          await ask(`?${new URLSearchParams({ candidate, count, meetings, baseUrl: urls[form] })}`);
          return cpuTime(pid) - before;
        };
        add(((found[form] ??= {})[meetings] ??= {}), await takeTurns(names, time, slices));
      }
    }
  } finally {
    await stop();
  }
}

function add(all, found) {
  for (const [name, times] of Object.entries(found)) (all[name] ??= []).push(...times);
}
