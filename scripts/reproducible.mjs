// Checks that two clean builds in different folders give identical files.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { npm, run } from "./lib/run.mjs";

await main(async () => {
  const first = await cleanBuild("first");
  const second = await cleanBuild("second-with-a-longer-name");
  const differing = [...new Set([...first.keys(), ...second.keys()])].filter(
    (name) => first.get(name) !== second.get(name),
  );
  if (differing.length > 0)
    throw new Advice(`These files differ between two builds of the same commit: ${differing.join(", ")}.`);
  say(`${first.size} files, the same in both builds.`);
});

/** Clones and builds the last commit. Returns the digest of each file in dist/. */
async function cleanBuild(name) {
  const parent = mkdtempSync(join(tmpdir(), "zoom-lti-pro-build-"));
  const folder = join(parent, name);
  try {
    await run("git", ["clone", "--quiet", root, folder], { label: "git clone" });
    // The packages are copied: only the sources are built again.
    cpSync(join(root, "node_modules"), join(folder, "node_modules"), { recursive: true, verbatimSymlinks: true });
    const [command, first] = npm();
    await run(command, [...first, "run", "build"], { cwd: folder, label: `build in ${name}` });
    return digests(join(folder, "dist"));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

function digests(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return new Map(
    paths.map((path) => [path.slice(folder.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}
