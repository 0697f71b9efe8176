// The calendar: feeds beside other libraries' in one process, and a whole request for a feed in workerd.

import { say, seconds } from "../../scripts/lib/log.mjs";
import { takeTurns } from "../measure.mjs";
import { bundle } from "../prepare.mjs";
import { runtime } from "../runtimes.mjs";
import { canReadCpuTime, cpuTime } from "../whole/cpu-time.mjs";
import { measured, startApi, startWorker } from "../whole/processes.mjs";
import { requestCounts } from "./counts.mjs";

const runtimeNames = ["Node", "workerd"];

/** In milliseconds of CPU time. */
const slices = { sliceMs: 60, warmMs: 600, rounds: 9 };

/** [{name, version, run(options)}] for the named runtimes, or for all of them when `names` is empty. */
export async function calendarRuntimes(context, names) {
  const chosen = runtimeNames.filter((name) => names.length === 0 || names.includes(name.toLowerCase()));
  const runtimes = [];
  for (const name of chosen) runtimes.push({ name, ...(await runtime(name, context, "calendar/suite.mjs")) });
  return runtimes;
}

/** {count: {candidate: [microseconds of CPU time, one for each round]}}; undefined where CPU time cannot be read. */
export async function measureRequests(context) {
  if (!canReadCpuTime) return undefined;
  const started = Date.now();
  const options = { ...context, name: "calendar-request", entry: "calendar/request-worker.mjs", runtime: "workerd" };
  const { into, wasm } = await bundle(options);
  const program = await bundle({ ...context, name: "calendar-api", entry: "calendar/api-server.mjs" });
  const api = await startApi(program.file);
  try {
    const { pid, ask, stop } = measured(await startWorker(into, wasm));
    try {
      const found = await timeRequests(pid, ask, api.urls.emulator);
      say(`· whole requests for a feed (${seconds(started)} s)`);
      return found;
    } finally {
      await stop();
    }
  } catch (error) {
    throw api.failure() ? new Error(api.failure(), { cause: error }) : error;
  } finally {
    await api.stop();
  }
}

async function timeRequests(pid, ask, baseUrl) {
  const names = JSON.parse((await ask("?list")).text);
  const found = {};
  for (const meetings of requestCounts) {
    const time = async (candidate, count) => {
      const before = cpuTime(pid);
      await ask(`?${new URLSearchParams({ candidate, count, meetings, baseUrl })}`);
      return cpuTime(pid) - before;
    };
    found[meetings] = await takeTurns(names, time, slices);
  }
  return found;
}
