// What a release needs besides the tests: `check <tag>` compares the versions, `crate` publishes the crate.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

const [command, tag] = process.argv.slice(2);

await main(async () => {
  if (command === "check") return check(tag);
  if (command === "crate") return publishCrate();
  throw new Advice('Say "check <tag>" or "crate".');
});

/** Tag, package.json, Cargo.toml and CHANGELOG.md must name one version. */
function check(tag) {
  const read = (name) => readFileSync(join(root, name), "utf8");
  const version = JSON.parse(read("package.json")).version;
  const found = {
    tag: tag?.replace(/^v/, ""),
    "Cargo.toml": /^version = "(.+)"$/m.exec(read("Cargo.toml"))?.[1],
    "CHANGELOG.md": /^## ([\d.]+)(?!.*unreleased)/m.exec(read("CHANGELOG.md"))?.[1],
  };
  const wrong = Object.entries(found).filter(([, other]) => other !== version);
  if (wrong.length > 0)
    throw new Advice(
      `package.json says ${version}, but ` +
        `${wrong.map(([name, other]) => `${name} says ${other ?? "nothing"}`).join(", ")}: make them one.`,
    );
  say(`Version ${version} everywhere.`);
}

/** Tried dry first: a crate once published cannot be taken back. */
async function publishCrate() {
  await run("cargo", ["publish", "--dry-run"], { label: "cargo publish --dry-run" });
  if (process.env.CARGO_REGISTRY_TOKEN) await run("cargo", ["publish"], { label: "cargo publish" });
  else say("CARGO_REGISTRY_TOKEN is not set: the crate was checked, and not published.");
}
