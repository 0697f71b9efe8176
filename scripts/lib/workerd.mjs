// Starts a local workerd (the Workers runtime) from a configuration text, or fails with a clear error.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Advice } from "./log.mjs";
import { projectCache } from "./paths.mjs";
import { startServer } from "./server.mjs";

/** Fixed, so that the runtime's behavior does not change over time. */
export const compatibilityDate = "2026-10-01";

/** Quotes Cap'n Proto text. For names and paths, its escapes are the same as JSON's. */
export const quote = JSON.stringify;

/** The configuration of a Worker module. `kind` is `wasm`, `esModule`, …; `name` is the one that imports use. */
export function moduleField(name, kind, folder, path) {
  return `(name = ${quote(name)}, ${kind} = embed ${quote(slashes(relative(folder, path)))})`;
}

export function slashes(path) {
  return path.split(sep).join("/");
}

/**
 * Starts workerd with the configuration that `configure(folder)` returns, its one socket named "http".
 *
 * `folder` holds the configuration for a moment. Paths of modules are relative to it; folders of disk services are
 * relative to the project. Resolves to the port when the socket listens. workerd gets only the basic environment
 * variables and `env`.
 */
export async function startWorkerd({ configure, port, env = {}, timeoutMs = 30_000, onOutput }) {
  await mkdir(projectCache, { recursive: true });
  const folder = await mkdtemp(join(projectCache, "workerd-"));
  const config = join(folder, "config.capnp");
  await writeFile(config, configure(folder));
  const { stop, output, ended, control, guard } = startServer(binary(), ["serve", config, "--control-fd=3"], {
    env: { ...basics(), ...env },
    onOutput,
  });
  try {
    const listening = await Promise.race([listeningPort(control), endedEarly(ended, output, port), late(timeoutMs)]);
    return { port: listening, stop, output, ended, guard };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    // workerd has read the configuration.
    await rm(folder, { recursive: true, force: true });
  }
}

function binary() {
  try {
    const found = createRequire(import.meta.url)("workerd");
    return found.default ?? found;
  } catch (error) {
    throw new Advice(
      `The Workers runtime (npm's "workerd") is missing for ${process.platform}-${process.arch}: run "npm ` +
        `ci" and see what it says.`,
      { cause: error },
    );
  }
}

/** The environment variables that a program needs to run and to find the system's certificates. */
function basics() {
  const names = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "SSL_CERT_FILE", "SSL_CERT_DIR"];
  return Object.fromEntries(names.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
}

/** workerd reports each listening socket as a line of JSON on its control descriptor. */
function listeningPort(control) {
  return new Promise((resolve) => {
    let text = "";
    control.on("data", (more) => {
      text += more;
      for (const line of text.split("\n").slice(0, -1)) {
        const { event, port } = JSON.parse(line);
        if (event === "listen") resolve(port);
      }
    });
  });
}

async function endedEarly(ended, output, port) {
  await ended;
  if (/already in use|EADDRINUSE|forbidden by its access permissions/i.test(output())) {
    throw Object.assign(
      new Advice(`Port ${port} is taken: stop the program that uses it, or choose another with PORT=<number>.`),
      { code: "EADDRINUSE" },
    );
  }
  throw new Advice(
    "The local Workers runtime (workerd) did not start: " +
      `${output().trim() || "it printed nothing; it needs Linux with glibc 2.35, macOS 13.5 or Windows 10"}`,
  );
}

async function late(ms) {
  await sleep(ms, undefined, { ref: false });
  throw new Advice(
    `The local Workers runtime (workerd) did not start within ${ms / 1000} s: run the same command again.`,
  );
}
