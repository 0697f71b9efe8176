// Servers of tools (wrangler dev, vite, next start). They are ready when they print their address.

import { startServer } from "../../../scripts/lib/server.mjs";
import { within } from "./site.mjs";
import { consumerEnv } from "./fixtures.mjs";

const address = /https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):(\d+)/;

/** Starts `node <args>` in `folder`, runs `work(url)` once it has printed a local address, and stops it. */
export async function whileServing(node, args, folder, work, { env = {}, ms = 120_000 } = {}) {
  let found;
  const up = new Promise((resolve) => (found = resolve));
  let text = "";
  const onOutput = (more) => {
    text = (text + more.replace(/\x1b\[[\d;]*m/g, "")).slice(-50_000);
    const match = address.exec(text);
    if (match) found(match[1]);
  };
  const server = startServer(node, args, { cwd: folder, env: consumerEnv(env), onOutput });
  const ended = server.ended.then((code) => Promise.reject(new Error(`the server ended with code ${code}`)));
  ended.catch(() => {}); // it is expected to end at the end of the test
  try {
    const port = await within(Promise.race([up, ended]), ms, "the server printed no address");
    return await Promise.race([work(`http://localhost:${port}/`), ended]);
  } catch (error) {
    throw new Error(`${error.message}\nThe server printed:\n${text.slice(-3000)}`, { cause: error });
  } finally {
    await server.stop();
  }
}

/** The JSON of a response, or an error with its text. */
export async function getJson(url, ms = 240_000) {
  const response = await fetch(url, { signal: AbortSignal.timeout(ms) });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${new URL(url).pathname} responded with ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** A free port, for tools that cannot choose one themselves. */
export async function freePort() {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
