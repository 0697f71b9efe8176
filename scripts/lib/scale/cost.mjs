// What a page costs on this machine, in a process of its own.
//
// node --expose-gc cost.mjs <dist>: CPU time by the size of a page, and memory. Prints {pages, heapPerMeeting}.
// node cost.mjs <dist> --first: the first pages of a process. Prints {firstMs, secondMs}.

import { pathToFileURL } from "node:url";
import { body } from "../../../benches/bodies.mjs";

const [dist, only] = process.argv.slice(2);
const { LtiPro, decodeMeetings } = await import(pathToFileURL(`${dist}/index.js`).href);

const userId = "_vIWeZ76TtuFceCKHkVk4Q";
/** Before the meetings of the body: a page of upcoming ones that all lie in the past is looked at twice. */
const now = () => Date.UTC(2025, 11, 1);
const lti = new LtiPro({ key: "a-key-for-measuring", secret: "a-secret-for-measuring" }, { now });

if (only) {
  const { bytes } = body(20);
  await platform(bytes);
  console.log(
    JSON.stringify({ firstMs: await cpuMs(() => call(bytes, 20)), secondMs: await cpuMs(() => call(bytes, 20)) }),
  );
} else {
  const pages = [];
  for (const meetings of [20, 100, 1000]) pages.push(await measure(meetings));
  console.log(JSON.stringify({ pages, heapPerMeeting: await heapPerMeeting() }));
}

/**
 * Node loads its `Response` when it is first used, in tens of milliseconds: no cost of this package, nor of a Worker.
 */
async function platform(bytes) {
  const { signal } = new AbortController();
  signal.addEventListener("abort", () => {});
  const reader = new Response(bytes, { headers: { date: "today" } }).body.getReader();
  while (!(await reader.read()).done);
}

/** Microseconds of CPU, in all threads of the process. */
async function measure(meetings) {
  const { bytes } = body(meetings);
  const text = new TextDecoder();
  const batch = Math.ceil(2000 / meetings) + 4;
  const work = {
    sign: () => lti.signRequest({ userId, pageSize: meetings }),
    decode: () => decodeMeetings(bytes),
    call: () => call(bytes, meetings),
    parse: async () => JSON.parse(text.decode(await new Response(bytes).arrayBuffer())),
  };
  const times = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
  // They take turns, so that whatever else the machine does meets all of them.
  for (let round = 0; round < 65; round++) {
    for (const [name, run] of Object.entries(work)) times[name].push((1000 * (await cpuMs(run, batch))) / batch);
  }
  // The first rounds warm up, and the slower ones were disturbed.
  const micros = Object.fromEntries(
    Object.entries(times).map(([name, all]) => [
      name,
      middle(
        all
          .slice(5)
          .toSorted((a, b) => a - b)
          .slice(0, 20),
      ),
    ]),
  );
  return { meetings, bytes: bytes.length, ...micros };
}

function call(bytes, pageSize) {
  return lti.listMeetings({ userId, pageSize }, { fetch: async () => new Response(bytes) });
}

async function cpuMs(run, count = 1) {
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Bytes of heap that a listed meeting keeps. */
async function heapPerMeeting() {
  const [count, size] = [40, 1000];
  const { bytes } = body(size);
  await call(bytes, size);
  const before = heap();
  const kept = [];
  for (let i = 0; i < count; i++) kept.push(await call(bytes, size));
  return (heap() - before) / (kept.length * size);
}

function heap() {
  for (let i = 0; i < 4; i++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function middle(sorted) {
  return sorted[sorted.length >> 1];
}
