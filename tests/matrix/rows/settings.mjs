// Bundlers with other settings: targets, formats, unusual conditions. Their output runs in Node.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { run } from "../../../scripts/lib/run.mjs";
import { readResults } from "./commands.mjs";

export const rows = [
  {
    name: "webpack-settings",
    where: "webpack",
    how: "targets, experiments, condition names",
    run: (context) => underSettings(context, "webpack"),
  },
  {
    name: "esbuild-settings",
    where: "esbuild",
    how: "platforms, formats, splitting",
    run: (context) => underSettings(context, "esbuild"),
  },
  {
    name: "rollup-settings",
    where: "Rollup",
    how: "with and without node-resolve, export conditions",
    run: (context) => underSettings(context, "rollup"),
  },
  ...["vite", "vite7", "vite6"].map((name) => ({
    name: `${name}-settings`,
    where: "Vite",
    how: `${name === "vite" ? 8 : name.slice(4)}: SSR, library`,
    run: (context) => underSettings(context, "vite", name),
  })),
];

/**
 * Builds and runs every entry of the fixture's settings.mjs. The condition decides the file.
 */
function underSettings({ installed, nodes, server }, fixture, packageName = fixture) {
  const node = (major) => nodes.find((each) => each.major === major).path;
  return withFixture(fixture, installed, async (folder) => {
    const start = (major, args, label) =>
      run(node(major), args, { cwd: folder, env: consumerEnv(), label, quiet: true, timeoutMs: 4 * 60_000 });
    await start(22, ["settings.mjs", packageName], `${packageName}, settings`);
    const results = [];
    for (const name of readdirSync(join(folder, "out"))) {
      const program = readdirSync(join(folder, "out", name)).find((file) => /^main\.[cm]js$/.test(file));
      const output = await start(20, [join("out", name, program), "smoke", server], name);
      results.push(...readResults(output).results.map((result) => ({ ...result, name: `${name}: ${result.name}` })));
    }
    return { what: "smoke", version: versionIn(folder, packageName), results };
  });
}
