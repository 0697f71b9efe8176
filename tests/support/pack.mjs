// The package as users get it: packed, and installed outside the project.

import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectCache } from "../../scripts/lib/paths.mjs";
import { npm, run } from "../../scripts/lib/run.mjs";

/** Packs the built project. `install()` installs the tarball into a new folder and resolves to it. */
export async function pack() {
  await mkdir(projectCache, { recursive: true });
  // Each call has its own folder, because several test files may pack at the same time.
  const folder = await mkdtemp(join(projectCache, "pack-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const tarball = join(folder, await npmPack(folder));
  return { tarball, install: (into) => install(tarball, into) };
}

async function npmPack(folder) {
  const [command, first] = npm();
  // --ignore-scripts: packs the output of the build, without `prepack`.
  await run(command, [...first, "pack", "--ignore-scripts", "--pack-destination", folder], {
    label: "npm pack",
    quiet: true,
    env: plainEnv(),
  });
  return (await readdir(folder)).find((name) => name.endsWith(".tgz"));
}

/** Installs a tarball, by default into a temporary folder that is removed when this process ends. */
export async function install(tarball, into) {
  const folder = into ?? (await temporaryFolder());
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), `${JSON.stringify({ name: "consumer", private: true })}\n`);
  const [command, first] = npm();
  // --offline: the package has no dependency, and this proves it.
  await run(command, [...first, "install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball], {
    cwd: folder,
    label: "installing the tarball",
    quiet: true,
    env: plainEnv(),
  });
  return folder;
}

async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), "zoom-lti-pro-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Without the npm settings of `npm test`, such as the prefix, which would apply to the consumer. */
function plainEnv() {
  const drop = /^npm_(config_(local_prefix|prefix|global_prefix|workspace)|package_|lifecycle_)|^INIT_CWD$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !drop.test(name)));
}
