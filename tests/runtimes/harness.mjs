// Runs the suite on any runtime and returns plain results. It imports nothing of Node.

import * as assert from "./assert.mjs";

const testMs = 20_000;

/**
 * Every test by itself, one after the other: [{name, ok, error?, note?}]. A test that hangs fails; the next one runs.
 * `note` is for what it saw.
 */
export async function runSuite(tests, context, { timeoutMs = testMs } = {}) {
  const results = [];
  const unhandled = watchUnhandled();
  for (const [name, test] of tests) {
    const seen = {};
    const note = (text) => (seen.note = text);
    const error = (await outcome(() => test({ assert, note, ...context }), timeoutMs)) ?? (await unhandled.take());
    results.push(
      error === undefined ? { name, ok: true, ...seen } : { name, ok: false, error: describe(error), ...seen },
    );
  }
  return results;
}

async function outcome(work, timeoutMs) {
  let timer;
  const watchdog = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`still not finished after ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    // The async function catches a test that throws before its first await, too.
    await Promise.race([(async () => work())(), watchdog]);
  } catch (error) {
    return error ?? new Error(`thrown: ${error}`);
  } finally {
    clearTimeout(timer);
  }
}

/** An unhandled rejection fails the running test. */
function watchUnhandled() {
  const seen = [];
  const note = (reason) => seen.push(new Error(`unhandled rejection: ${describe(reason)}`));
  if (typeof globalThis.process?.on === "function") globalThis.process.on("unhandledRejection", note);
  else
    globalThis.addEventListener?.("unhandledrejection", (event) => {
      event.preventDefault?.();
      note(event.reason);
    });
  // Runtimes report unhandled rejections in a later turn of the event loop.
  const take = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return seen.splice(0)[0];
  };
  return { take };
}

/** As text, because results are sent between processes. V8's stacks start with the message. */
function describe(error) {
  return String(error?.stack?.includes(error.message) ? error.stack : (error?.message ?? error));
}
