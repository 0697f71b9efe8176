// The steps of a release apart from the tests. `check <tag>` compares the versions. `pack <folder>` writes the npm
// package, the crate and their checksums to the folder.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { npm, run } from "./lib/run.mjs";

const [command, argument] = process.argv.slice(2);

await main(async () => {
  if (command === "check") return check(argument);
  if (command === "pack" && argument) return pack(resolve(argument));
  throw new Advice('Say "check <tag>" or "pack <folder>".');
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

/** Packs the output of the build. cargo also compiles the packed crate, which no other step tests. */
async function pack(folder) {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Advice(`${folder} is not empty: give a new folder.`);
  const [program, ...first] = npm().flat();
  await run(program, [...first, "pack", "--ignore-scripts", "--pack-destination", folder], { label: "npm pack" });
  // A test packs uncommitted changes.
  const dirty = process.env.RELEASE_ALLOW_DIRTY ? ["--allow-dirty"] : [];
  await run("cargo", ["package", "--locked", ...dirty], { label: "cargo package" });
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const crate = `zoom-lti-pro-${version}.crate`;
  copyFileSync(join(root, "target/package", crate), join(folder, crate));
  const lines = readdirSync(folder).map((name) => `${sha256(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
  say(lines.join(""));
}

function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
