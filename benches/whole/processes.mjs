// The processes of the benchmark: the measured runtimes, and the server they call.

import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import { consumerEnv, versionIn } from "../../tests/matrix/lib/fixtures.mjs";
import { nodeBinaries } from "../../tests/support/nodes.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { startWorkerd } from "../../scripts/lib/workerd.mjs";
import { bundle } from "../prepare.mjs";
import { bunBinary, denoArgs, denoBinary, roundTrip, workerConfig } from "../runtimes.mjs";
import { onlyChild } from "./cpu-time.mjs";

/** No browsers: CORS would forbid the call. */
export const runtimeNames = ["workerd", "Node", "Deno", "Bun"];

/** {version, start()}; `start` resolves to a {@link measured} process. */
export async function runtime(name, context) {
  return { workerd, Node: node, Deno: deno, Bun: bun }[name](context);
}

/** Starts the API, a Node program: {urls: {form: baseUrl}, failure(), stop}. `failure` describes an early end. */
export async function startApi(program = fileURLToPath(new URL("api-server.mjs", import.meta.url))) {
  const { announced, stop, ended, output } = await startAnnouncing(process.execPath, [program], "ports");
  let failure;
  ended.then((code) => (failure = `The API server ended with exit code ${code}:\n${output()}`));
  const urls = Object.entries(announced).map(([form, port]) => [form, `http://127.0.0.1:${port}`]);
  return { urls: Object.fromEntries(urls), failure: () => failure, stop };
}

async function workerd(context) {
  const { into, wasm } = await bundle({
    ...context,
    name: "whole-worker",
    entry: "whole/worker.mjs",
    runtime: "workerd",
  });
  return {
    version: versionIn(context.root, "workerd"),
    start: async () => measured(await startWorker(into, wasm)),
  };
}

/** A Worker that may call the API. */
export function startWorker(into, wasm) {
  return startWorkerd({ port: 0, configure: (config) => workerConfig(config, into, wasm, { outbound: true }) });
}

async function node(context) {
  const [binary] = await nodeBinaries([24]);
  return onCommand(context, binary, []);
}

async function deno(context) {
  return onCommand(context, await denoBinary(context), [...denoArgs, "--allow-net"]);
}

async function bun(context) {
  return onCommand(context, await bunBinary(context), ["run"]);
}

async function onCommand(context, { version, path }, args) {
  const { file } = await bundle({ ...context, name: "whole-command", entry: "whole/command.mjs" });
  const start = async () => {
    const { announced, ...server } = await startAnnouncing(path, [...args, file], "port");
    return measured({ ...server, port: announced });
  };
  return { version, start };
}

/** A started process that serves requests: {pid, ask(query), stop()}. `ask` resolves to {text, took}. */
export function measured({ port, guard, output, stop }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (query) => {
    try {
      return await roundTrip(agent, port, query);
    } catch (error) {
      throw new Error(`${error.message}\n${output()}`, { cause: error });
    }
  };
  const end = async () => {
    agent.destroy();
    await stop();
  };
  return { pid: onlyChild(guard), ask, stop: end };
}

/** Starts a program that prints a line `@@<word> <JSON>` once it listens. */
async function startAnnouncing(program, args, word) {
  let announce;
  const announced = new Promise((resolve) => (announce = resolve));
  let text = "";
  const onOutput = (more) => {
    text += more;
    const found = new RegExp(`^@@${word} (.*)\n`, "m").exec(text);
    if (found) announce(JSON.parse(found[1]));
  };
  const server = startServer(program, args, { env: consumerEnv(), onOutput });
  const endedEarly = server.ended.then(() => {
    throw new Error(`${program} ended before it listened:\n${server.output()}`);
  });
  return { ...server, announced: await Promise.race([announced, endedEarly]) };
}
