// Cold starts, bundle sizes and memory.

import { writeFileSync } from "node:fs";
import { say, seconds } from "../scripts/lib/log.mjs";
import { nodeBinaries } from "../tests/support/nodes.mjs";
import { run } from "../scripts/lib/run.mjs";
import { startWorkerd } from "../scripts/lib/workerd.mjs";
import { body } from "./bodies.mjs";
import { median } from "./measure.mjs";
import { bundle } from "./prepare.mjs";
import { workerConfig } from "./runtimes.mjs";
import { sizes } from "./sizes.mjs";

/** {cold, workerdStart, sizes, memory}. The cold processes take turns, `runs` times each. */
export async function measureOthers(context, runs) {
  const started = Date.now();
  const found = { sizes: await sizes(context), memory: await memory(context), cold: await coldStarts(context, runs) };
  say(`· sizes, memory, cold processes (${seconds(started)} s)`);
  found.workerdStart = await workerdStarts(context, runs);
  say("· cold Workers");
  return found;
}

/** Each process imports one thing, uses it once, and prints {load, first} in milliseconds. */
const coldPeers = {
  "sign, LtiPro": `import { LtiPro } from "zoom-lti-pro"; const task = () => new LtiPro({ key: "qAnfmSQeSeKWHOE19lwMYg", secret: "Zk3pTq8vW1xY5zB7nM9cD2fG4hJ6kL0s" }).sign(message);`,
  "sign, WebCrypto": `const task = async () => { const key = await crypto.subtle.importKey("raw", new TextEncoder().encode("Zk3pTq8vW1xY5zB7nM9cD2fG4hJ6kL0s"), { name: "HMAC", hash: "SHA-1" }, false, ["sign"]); return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(message))))); };`,
  ...Object.fromEntries(
    [1, 20, 1000].flatMap((count) => [
      [`decode ${count}, JSON.parse`, `const task = () => JSON.parse(new TextDecoder().decode(page(${count})));`],
      [
        `decode ${count}, decodeMeetings`,
        `import { decodeMeetings } from "zoom-lti-pro"; const task = () => decodeMeetings(page(${count}));`,
      ],
      [
        `decode ${count}, zod`,
        `import { zodResponse } from "./peers/zod.mjs"; const task = () => zodResponse.parse(JSON.parse(new TextDecoder().decode(page(${count}))));`,
      ],
    ]),
  ),
};

/** Static imports would run before the clock starts, so the measured task is imported dynamically. */
const coldMain = `
  import { readFileSync } from "node:fs";
  const [file, page] = process.argv.slice(2);
  globalThis.message = "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";
  const bytes = new Uint8Array(readFileSync(page));
  globalThis.page = () => bytes;
  const start = performance.now();
  const { task } = await import(file);
  const loaded = performance.now();
  await task();
  const done = performance.now();
  console.log(JSON.stringify({ load: loaded - start, first: done - loaded }));
`;

async function coldStarts(context, runs) {
  const [{ path: node }] = await nodeBinaries([24]);
  const main = (await bundle({ ...context, name: "cold-main", contents: coldMain })).file;
  const processes = [];
  for (const [name, contents] of Object.entries(coldPeers)) {
    const { file, into } = await bundle({
      ...context,
      name: `cold-${name.replaceAll(/\W+/g, "-")}`,
      contents: `${contents} export { task };`,
    });
    processes.push({ name, file, page: writePage(into, /\d+/.exec(name)?.[0] ?? 1), samples: [] });
  }
  for (let turn = 0; turn < runs; turn++) {
    for (const { file, page, samples } of processes)
      samples.push(JSON.parse(await run(node, [main, file, page], { quiet: true })));
  }
  return Object.fromEntries(
    processes.map(({ name, samples }) => [
      name,
      { load: median(samples.map(({ load }) => load)), first: median(samples.map(({ first }) => first)) },
    ]),
  );
}

/** Workers for the time from workerd's start to the first response. */
const workers = {
  empty: `export default { fetch: () => new Response("") };`,
  "LtiPro.sign": `import { LtiPro } from "zoom-lti-pro"; export default { fetch: () => new Response(new LtiPro({ key: "qAnfmSQeSeKWHOE19lwMYg", secret: "Zk3pTq8vW1xY5zB7nM9cD2fG4hJ6kL0s" }).sign("timestamp=1661494048201")) };`,
};

async function workerdStarts(context, runs) {
  const bundles = [];
  for (const [name, contents] of Object.entries(workers))
    bundles.push({
      name,
      samples: [],
      ...(await bundle({ ...context, name: `start-${name}`, contents, runtime: "workerd" })),
    });
  for (let turn = 0; turn < runs; turn++) {
    for (const { into, wasm, samples } of bundles) samples.push(await firstResponse(into, wasm));
  }
  return Object.fromEntries(bundles.map(({ name, samples }) => [name, median(samples)]));
}

async function firstResponse(into, wasm) {
  const start = performance.now();
  const worker = await startWorkerd({ port: 0, configure: (config) => workerConfig(config, into, wasm) });
  try {
    const response = await fetch(`http://127.0.0.1:${worker.port}/`);
    if (!response.ok) throw new Error(`workerd responded with status ${response.status}`);
    return performance.now() - start;
  } finally {
    await worker.stop();
  }
}

/** {pages: {before, after, later}, retained}: linear memory in 64 KiB pages; retained heap, with JSON.parse = 1. */
async function memory(context) {
  const [{ path: node }] = await nodeBinaries([24]);
  const { file } = await bundle({ ...context, name: "memory", entry: "memory.mjs" });
  return JSON.parse(await run(node, ["--expose-gc", file], { quiet: true }));
}

function writePage(into, count) {
  const path = `${into}/page.json`;
  writeFileSync(path, body(Number(count)).bytes);
  return path;
}
