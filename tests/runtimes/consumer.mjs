// Shared by all runners: the installed package, the helper server, and the report to node:test.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startHelper } from "./server.mjs";

/** The entries for a test, by their names there. */
const entries = {
  lib: "zoom-lti-pro",
  testing: "zoom-lti-pro/testing",
  explain: "zoom-lti-pro/explain",
  calendar: "zoom-lti-pro/calendar",
};

export const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Runs `work({folder, server, entry})` beside a server that `start` starts; `folder` holds the packed and installed
 * package.
 */
export async function withConsumer(work, start = startHelper) {
  const folder = process.env.ZOOM_LTI_PRO_INSTALLED || (await packAndInstall());
  const entry = await writeEntries(folder);
  const helper = await start();
  try {
    return await work({ folder, entry, server: helper.url });
  } finally {
    await helper.close();
  }
}

async function packAndInstall() {
  const { pack } = await import("../support/pack.mjs");
  return (await pack()).install();
}

/** Files in the installed folder, so that they import the installed package. */
async function writeEntries(folder) {
  const pairs = Object.entries(entries);
  const names = { import: join(folder, "entries.mjs"), require: join(folder, "entries.cjs") };
  await writeFile(names.import, pairs.map(([name, from]) => `export * as ${name} from "${from}";\n`).join(""));
  await writeFile(names.require, pairs.map(([name, from]) => `exports.${name} = require("${from}");\n`).join(""));
  return names;
}

/** One test of node:test for each result. A runner without results fails. */
export function report(runtime, results) {
  describe(runtime, () => {
    if (results.length === 0) it(`${runtime}: has tests`, () => Promise.reject(new Error("the suite ran no test")));
    for (const { name, ok, error } of results) {
      it(`${runtime}: ${name}`, () => {
        if (!ok) throw plain(error);
      });
    }
  });
}

/** Shows the stack of the runtime. */
function plain(text) {
  return Object.assign(new Error(text), { stack: text });
}

/** A failure of the runner itself counts as one failed result. */
export async function orFailure(work) {
  try {
    return await work();
  } catch (error) {
    return [{ name: "runs the suite", ok: false, error: String(error?.stack ?? error) }];
  }
}
