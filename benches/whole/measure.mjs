// CPU time of a whole call, including `fetch` and the body: the cost for a user.

import { say, seconds } from "../../scripts/lib/log.mjs";
import { takeTurns } from "../measure.mjs";
import { listMeetingsSize } from "../sizes.mjs";
import { cpuTime } from "./cpu-time.mjs";
import { measureFirstRequests } from "./first-request.mjs";
import { runtime, runtimeNames, startApi } from "./processes.mjs";
import { counts, forms } from "./samples.mjs";

/** In milliseconds of CPU time. */
const slices = { sliceMs: 60, warmMs: 300, rounds: 5 };

/** Warm-up calls of each candidate, so that the first case does not run colder code than the others. */
const warmCalls = 3000;

/**
 * Measures whole calls in the named runtimes, or in all of them when `names` is empty.
 *
 * - `calls`: {runtime: {form: {count: {candidate: [microseconds, one for each round]}}}}
 * - `first`: {candidate: milliseconds} of the first request of an isolate; undefined without workerd
 * - `size`: KiB of a Worker's bundle
 */
export async function measureWhole(context, names, { quick } = {}) {
  const runtimes = [];
  for (const name of runtimeNames.filter((name) => names.length === 0 || names.includes(name.toLowerCase())))
    runtimes.push({ name, ...(await runtime(name, context)) });
  const api = await startApi();
  try {
    const calls = await measureCalls(runtimes, api.urls, quick ? 1 : 5);
    const hasWorkerd = "workerd" in calls;
    const first = hasWorkerd ? await measureFirst(context, api.urls, quick ? 5 : 21) : undefined;
    const versions = Object.fromEntries(runtimes.map(({ name, version }) => [name, version]));
    return { versions, calls, first, size: await listMeetingsSize(context) };
  } catch (error) {
    throw api.failure() ? new Error(api.failure(), { cause: error }) : error;
  } finally {
    await api.stop();
  }
}

/** The runtimes take turns, because the machine's speed drifts. */
async function measureCalls(runtimes, urls, runs) {
  const calls = {};
  for (let turn = 1; turn <= runs; turn++) {
    for (const { name, start } of runtimes) {
      const started = Date.now();
      await timeIn(start, urls, (calls[name] ??= {}));
      say(`· whole calls, ${name}, run ${turn} of ${runs} (${seconds(started)} s)`);
    }
  }
  return calls;
}

async function measureFirst(context, urls, processes) {
  const started = Date.now();
  const first = await measureFirstRequests(context, urls["Content-Length"], processes);
  say(`· first requests of Workers (${seconds(started)} s)`);
  return first;
}

async function timeIn(start, urls, found) {
  const { pid, ask, stop } = await start();
  try {
    const names = JSON.parse((await ask("?list")).text);
    const call = (candidate, count, meetings, form) =>
      ask(`?${new URLSearchParams({ candidate, count, meetings, baseUrl: urls[form] })}`);
    for (const candidate of names.keys()) await call(candidate, warmCalls, 20, forms[0]);
    for (const form of forms) {
      for (const meetings of counts) {
        const time = async (candidate, count) => {
          const before = cpuTime(pid);
          await call(candidate, count, meetings, form);
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
