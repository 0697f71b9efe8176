// A tarball, installed by npm into a folder outside the project.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npm, run } from "../../../scripts/lib/run.mjs";
import { consumerEnv } from "./fixtures.mjs";

/** The folder whose node_modules holds the package; it is removed when this process ends. */
export async function installTarball(tarball) {
  const folder = mkdtempSync(join(tmpdir(), "zoom-lti-pro-matrix-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), `{"private":true}\n`);
  await npmInstall(folder, tarball);
  return folder;
}

/** `--offline`: the package has no dependency, and this proves it. */
export async function npmInstall(folder, ...what) {
  const [command, first] = npm();
  await run(command, [...first, "install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", ...what], {
    cwd: folder,
    env: consumerEnv(),
    label: "npm install",
    quiet: true,
    timeoutMs: 3 * 60_000,
  });
}
