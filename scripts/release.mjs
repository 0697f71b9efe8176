// The steps of a release apart from the tests. `repository <address>` writes the address to package.json and
// Cargo.toml. `check <tag>` compares the versions and the address. `pack <folder>` writes the npm package, the crate
// and their checksums to the folder. The pages of the npm package get absolute links.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Advice, main, say } from "./lib/log.mjs";
import { projectCache, root } from "./lib/paths.mjs";
import {
  absoluteLinks,
  pageProblem,
  repositoryOf,
  repositoryProblem,
  setIt,
  withRepository,
} from "./lib/repository.mjs";
import { npm, run } from "./lib/run.mjs";

const [command, argument] = process.argv.slice(2);
const read = (name) => readFileSync(join(root, name), "utf8");

await main(async () => {
  if (command === "repository" && argument) return setRepository(argument);
  if (command === "check") return check(argument);
  if (command === "pack" && argument) return pack(resolve(argument));
  throw new Advice('Say "repository <address>", "check <tag>" or "pack <folder>".');
});

function setRepository(url) {
  const { manifest, cargo } = withRepository(manifests(), url);
  writeFileSync(join(root, "package.json"), manifest);
  writeFileSync(join(root, "Cargo.toml"), cargo);
}

function manifests() {
  return { manifest: read("package.json"), cargo: read("Cargo.toml") };
}

/** Tag, package.json, Cargo.toml and CHANGELOG.md must name one version, the manifests must name this repository. */
function check(tag) {
  const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  const pages = ["README.md", "skills/zoom-lti-pro/SKILL.md", ...docs.map((name) => `docs/${name}`)];
  const problem =
    repositoryProblem(manifests(), process.env.GITHUB_REPOSITORY) ??
    pages.map((name) => pageProblem(name, read(name))).find(Boolean);
  if (problem) throw new Advice(problem);
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
  // A test packs for an example of a repository.
  const url = process.env.RELEASE_TEST_REPOSITORY ?? repositoryOf(read("package.json"));
  if (!url) throw new Advice(`package.json has no repository: ${setIt}.`);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Advice(`${folder} is not empty: give a new folder.`);
  await packPackage(folder, url);
  // A test packs uncommitted changes.
  const dirty = process.env.RELEASE_ALLOW_DIRTY ? ["--allow-dirty"] : [];
  await run("cargo", ["package", "--locked", ...dirty], { label: "cargo package" });
  const { version } = JSON.parse(read("package.json"));
  const crate = `zoom-lti-pro-${version}.crate`;
  copyFileSync(join(root, "target/package", crate), join(folder, crate));
  const lines = readdirSync(folder).map((name) => `${sha256(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
  say(lines.join(""));
}

/** npm packs twice: the second time an unpacked copy whose pages have absolute links. The sources do not change. */
async function packPackage(folder, url) {
  mkdirSync(projectCache, { recursive: true });
  const place = mkdtempSync(join(projectCache, "release-pages-"));
  try {
    const tarball = join(place, await npmPack(root, place));
    await run("tar", ["-xzf", tarball, "-C", place], { label: "tar" });
    const copy = join(place, "package");
    const { version } = JSON.parse(readFileSync(join(copy, "package.json"), "utf8"));
    for (const name of readdirSync(copy, { recursive: true }).filter((name) => name.endsWith(".md"))) {
      const page = join(copy, name);
      const path = name.replaceAll("\\", "/");
      writeFileSync(page, absoluteLinks(readFileSync(page, "utf8"), path, url, `v${version}`));
    }
    await npmPack(copy, folder);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Resolves to the name of the tarball. */
async function npmPack(source, destination) {
  const [program, ...first] = npm().flat();
  const args = [...first, "pack", source, "--ignore-scripts", "--pack-destination", destination];
  await run(program, args, { label: "npm pack" });
  return readdirSync(destination).find((name) => name.endsWith(".tgz"));
}

function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
