// npm run audit: known vulnerabilities, licences, sources and duplicates of everything that is built or tested with.
// Needs the network.

import { ensureTool } from "./lib/cargo-tools.mjs";
import { Advice, main, say } from "./lib/log.mjs";
import { addToPath, npm, run } from "./lib/run.mjs";
import { ensureRust } from "./lib/rust.mjs";

const cargoDeny = {
  name: "cargo-deny",
  crate: "cargo-deny",
  version: "0.20.2",
  bins: ["cargo-deny"],
  takes: "three to ten minutes",
};
const [npmCommand, npmFirst] = npm();

/**
 * Networks that let registries through alone have neither npm's audit service nor the git repository of Rust's
 * advisories.
 */
const checks = [
  { what: "crates: bans, licences, sources", command: ["cargo", "deny", "check", "bans", "licenses", "sources"] },
  {
    what: "crates: advisories",
    command: ["cargo", "deny", "check", "advisories"],
    unreachable: /failed to fetch advisory database/i,
  },
  {
    what: "npm packages: advisories",
    command: [npmCommand, ...npmFirst, "audit"],
    unreachable: /audit endpoint returned an error/i,
  },
];

await main(async () => {
  await ensureRust();
  addToPath(await ensureTool(cargoDeny));
  const missed = [];
  for (const check of checks) if (!(await passes(check))) missed.push(check.what);
  if (missed.length === 0) return say("\nAll is in order.");
  const sentence = `NOT checked, since the advisories cannot be fetched from here: ${missed.join("; ")}.`;
  if (process.env.CI) throw new Advice(sentence);
  say(`\n${sentence} CI checks them. Everything else is in order.`);
});

/** Whether it could be checked; throws where it was and something is wrong. */
async function passes({ what, command: [command, ...args], unreachable }) {
  say(`\n== ${what} ==`);
  try {
    await run(command, args, { label: what, timeoutMs: 10 * 60_000 });
    return true;
  } catch (error) {
    if (unreachable?.test(error.output ?? "")) return false;
    throw error;
  }
}
