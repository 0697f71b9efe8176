// npm start: sets up, builds, and runs the demo on this machine.

import { Advice, main, say } from "./lib/log.mjs";
import { setup } from "./setup.mjs";

const defaultPort = 8787;

await main(async () => {
  await setup({ browser: false });
  // Imported after the setup, because the build needs npm packages.
  const { build } = await import("./build.mjs");
  await build({});
  const demo = await startOnAPort();
  await welcome(demo);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // Until now a signal meant an interrupted step, which lib/run.mjs reports in the exit code. From now on it ends the
    // demo normally.
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      await demo.stop();
      process.exit(0);
    });
  }
  await demo.ended;
  throw new Advice(`The demo's server ended by itself: ${demo.output().trim()}`);
});

/** Uses only PORT if it is set, otherwise 8787 or the next free port. */
async function startOnAPort() {
  const { startDemo } = await import("./demo.mjs");
  if (process.env.PORT) return startDemo({ port: portFrom(process.env.PORT) });
  for (let port = defaultPort; ; port += 1) {
    try {
      return await startDemo({ port });
    } catch (error) {
      if (error.code !== "EADDRINUSE" || port === defaultPort + 20) throw error;
      say(`· Port ${port} is taken, trying ${port + 1}`);
    }
  }
}

function portFrom(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Advice(`PORT is "${text}": set it to a number from 0 (any free port) to 65535.`);
}

async function welcome({ url, real }) {
  say(`\nzoom-lti-pro demo: ${url}\n`);
  if (real) return welcomeReal(url);
  const { emulatorCredentials } = await import("./demo.mjs");
  const { key, secret } = await emulatorCredentials();
  const users = await demoUsers(url);
  say("It talks to the built-in emulator of the API; no Zoom account is needed.");
  say(`  key      ${key}`);
  say(`  secret   ${secret}   (the emulator's own, published with the package)`);
  for (const { userId, name } of users) say(`  user id  ${userId}${name ? `   (${name})` : ""}`);
  say(`  try      curl '${url}/api/meetings?userId=${encodeURIComponent(users[0].userId)}'`);
  say("For the real API set LTI_KEY and LTI_SECRET in the environment, or write them as lines LTI_KEY=… and");
  say("LTI_SECRET=… into a file .dev.vars here (git ignores it), and start again.");
  say("\nStop with Ctrl-C.");
}

function welcomeReal(url) {
  say("It talks to the real Zoom API with your LTI_KEY and LTI_SECRET.");
  say(`  try      curl '${url}/api/meetings?userId=<the id of a Zoom user of your account>'`);
  say("\nStop with Ctrl-C.");
}

/** Asks the demo for its users. */
async function demoUsers(url) {
  const { users } = await (await fetch(`${url}/api/demo`)).json();
  return users;
}
