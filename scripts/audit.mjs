// npm run audit: checks vulnerabilities, licenses, sources and duplicates of all build and test dependencies. Needs the
// network.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureTool } from "./lib/cargo-tools.mjs";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { addToPath, npm, run } from "./lib/run.mjs";
import { ensureRust } from "./lib/rust.mjs";

const cargoDeny = {
  name: "cargo-deny",
  crate: "cargo-deny",
  version: "0.20.2",
  bins: ["cargo-deny"],
  takes: "three to ten minutes",
};
const cargoAbout = {
  name: "cargo-about",
  crate: "cargo-about",
  version: "0.9.3",
  features: ["cli"],
  bins: ["cargo-about"],
  takes: "one to five minutes",
};
const [npmCommand, npmFirst] = npm();

/**
 * A network that allows only registries has neither npm's audit service nor the git repository of Rust's advisories.
 */
const checks = [
  { what: "crates: bans, licenses, sources", command: ["cargo", "deny", "check", "bans", "licenses", "sources"] },
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
  await licenses();
  const missed = [];
  for (const check of checks) if (!(await passes(check))) missed.push(check.what);
  if (missed.length === 0) return say("\nAll is in order.");
  const sentence = `NOT checked, since the advisories cannot be fetched from here: ${missed.join("; ")}.`;
  if (process.env.CI) throw new Advice(sentence);
  say(`\n${sentence} CI checks them. Everything else is in order.`);
});

/** Writes the file with the licenses of dependencies. Fails if that changes the file. */
async function licenses() {
  const name = "THIRD-PARTY-LICENSES.md";
  const file = join(root, name);
  say(`\n== ${name} ==`);
  addToPath(await ensureTool(cargoAbout));
  await run("cargo", ["fetch", "--locked"], { quiet: true });
  const before = readFileSync(file, "utf8");
  const args = ["about", "generate", "--frozen", "--all-features", "--fail", "about.hbs", "-o", file];
  await run("cargo", args, { label: "cargo about" });
  if (readFileSync(file, "utf8") !== before) throw new Advice(`${name} was not current. It is now: commit it.`);
}

/** Runs a check. False if it could not run; throws if it found a problem. */
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
