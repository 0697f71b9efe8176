// The benchmarks import what exists: no other test loads them.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { root } from "../scripts/lib/paths.mjs";

test("every import of a benchmark names something that its file exports", async () => {
  const names = ["", "calendar", "costs", "peers", "runtimes", "whole"];
  const folders = names.map((name) => join(root, "benches", name));
  const modules = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".mjs"))
      .map((name) => join(folder, name)),
  );
  // Fails if an export is missing.
  await build({
    entryPoints: modules,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    external: ["#*", "../dist/*"],
    outdir: join(root, "unused"),
    write: false,
    logLevel: "silent",
  });
});
