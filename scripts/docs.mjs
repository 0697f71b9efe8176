// npm run docs: writes the API reference of the three entries from the published declarations, as HTML in docs/api
// (git-ignored).

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { setup } from "./setup.mjs";

const out = join(root, "docs", "api");
const types = join(root, "dist", "types");

/** The declarations, and the name that users import. */
const entries = { index: "zoom-lti-pro", explain: "zoom-lti-pro/explain", testing: "zoom-lti-pro/testing" };

await main(async () => {
  await setup({ browser: false });
  await build();
  // Imported here because the setup installs it.
  const typedoc = await import("typedoc");
  const app = await application(typedoc);
  const project = await app.convert();
  if (!project) throw new Advice("The declarations do not compile: see the lines above.");
  for (const module of project.children) module.name = entries[module.name];
  app.validate(project);
  for (const name of undocumented(typedoc, project)) app.logger.warn(`${name} has no comment`);
  stopAtWarnings(app);
  rmSync(out, { recursive: true, force: true });
  await app.generateDocs(project, out);
  stopAtWarnings(app);
  say("· The API reference is docs/api/index.html");
});

/** TypeDoc without option readers: all options are here, and none come from files of the user. */
async function application({ Application }) {
  const files = Object.keys(entries).map((name) => join(types, `${name}.d.ts`));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const app = await Application.bootstrap(
    {
      name: `zoom-lti-pro ${version}`,
      entryPoints: files,
      readme: join(root, "README.md"),
      // Links to lines of generated files are not useful.
      disableSources: true,
      hideGenerator: true,
      githubPages: false,
      highlightLanguages: ["ts", "js", "sh", "rust"],
      // `notDocumented` would also require comments on the methods of platform types. `undocumented` replaces it.
      validation: { notExported: true, invalidLink: true, rewrittenLink: true, notDocumented: false },
    },
    [],
  );
  app.options.setCompilerOptions(files, await compilerOptions(), undefined);
  return app;
}

/** The declarations must compile without any platform's types. */
async function compilerOptions() {
  const { default: ts } = await import("typescript");
  const lib = ["lib.es2022.d.ts", "lib.esnext.disposable.d.ts"];
  return { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, lib, types: [], strict: true, noEmit: true };
}

/** Exports and class members without a comment. Fields of interfaces with a clear name need none. */
function undocumented({ ReflectionKind }, project) {
  // Skips members inherited from Error, and constructors, which their class documents.
  const isOwn = (member) => !member.flags.isInherited && member.kind !== ReflectionKind.Constructor;
  const exported = project.children.flatMap((module) => module.children);
  const members = exported
    .filter(({ kind }) => kind === ReflectionKind.Class)
    .flatMap((item) => item.children.filter(isOwn));
  return [...exported, ...members].filter((item) => !isDocumented(item)).map((item) => item.getFullName());
}

function isDocumented(item) {
  return item.hasComment() || (item.signatures?.every((signature) => signature.hasComment()) ?? false);
}

/** TypeDoc has already printed its warnings about undocumented exports and broken links. */
function stopAtWarnings({ logger }) {
  if (logger.hasErrors() || logger.hasWarnings())
    throw new Advice("The API reference is not in order: mend what the lines above name.");
}
