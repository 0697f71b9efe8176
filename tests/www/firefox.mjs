// Firefox by its remote protocol Marionette, because playwright-core supports only patched builds.

import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFirefox } from "../../scripts/lib/firefox.mjs";

/** A headless Firefox with a page: `goto(url)`, `run(function, ...arguments)` in the page, `close()`. */
export async function launchFirefox() {
  const { profile, output, close } = startFirefox();
  try {
    const marionette = await connected(await portOf(profile));
    await marionette.send("WebDriver:NewSession", { capabilities: { alwaysMatch: { acceptInsecureCerts: false } } });
    return { ...pageOf(marionette), close: async () => (marionette.end(), close()) };
  } catch (error) {
    await close();
    throw new Error(`Firefox did not start: ${error.message}\n${output()}`);
  }
}

function pageOf({ send }) {
  const run = async (work, ...args) =>
    (await send("WebDriver:ExecuteAsyncScript", { script: CALL, args: [String(work), args], scriptTimeout: 30_000 }))
      .value;
  return {
    goto: (url) => send("WebDriver:Navigate", { url }),
    back: () => send("WebDriver:Back", {}),
    async run(work, ...args) {
      const { value, error } = await run(work, ...args);
      if (error !== undefined) throw new Error(`in Firefox: ${error}`);
      return value;
    },
  };
}

/** The page's policy does not apply to scripts of Marionette, so they may use `Function`. */
const CALL = `
  const [work, args, done] = arguments;
  const result = Promise.resolve().then(() => new Function("return (" + work + ")")()(...args));
  result.then((value) => done({ value }), (error) => done({ error: String(error) }));
`;

async function portOf(profile) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    try {
      const port = Number(readFileSync(join(profile, "MarionetteActivePort"), "utf8"));
      if (port > 0) return port;
    } catch {
      // not yet
    }
    await sleep(100);
  }
  throw new Error("it wrote no port into its profile within 30 s");
}

/** Messages are `LENGTH:JSON`; a command is [0, id, name, parameters], its result [1, id, error, result]. */
async function connected(port) {
  const socket = connect({ port, host: "127.0.0.1" });
  const waiting = new Map();
  let rest = Buffer.alloc(0);
  let lastId = 0;
  const greeted = new Promise((resolve, reject) => {
    waiting.set("greeting", resolve);
    socket.on("error", reject);
  });
  socket.on("data", (data) => {
    rest = Buffer.concat([rest, data]);
    for (let message = first(rest); message; message = first(rest)) {
      rest = rest.subarray(message.end);
      take(waiting, JSON.parse(message.text));
    }
  });
  await greeted;
  const send = (name, parameters) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, (error, result) =>
        error ? reject(new Error(`${name}: ${error.message}`)) : resolve(result),
      );
      const text = JSON.stringify([0, lastId, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  return { send, end: () => socket.destroy() };
}

function first(buffer) {
  const colon = buffer.indexOf(":");
  if (colon === -1) return undefined;
  const end = colon + 1 + Number(buffer.subarray(0, colon));
  return buffer.length < end ? undefined : { text: buffer.subarray(colon + 1, end).toString("utf8"), end };
}

function take(waiting, message) {
  if (!Array.isArray(message)) return waiting.get("greeting")();
  const [, id, error, result] = message;
  waiting.get(id)?.(error, result);
  waiting.delete(id);
}
