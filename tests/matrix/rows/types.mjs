// The published types with four compilers, three resolutions and four environments.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binOf, consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { root } from "../../../scripts/lib/paths.mjs";
import { run } from "../../../scripts/lib/run.mjs";

const compilers = ["5.2", "5", "6", "7"];

const resolutions = {
  node16: { module: "node16", moduleResolution: "node16" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};

/** `types` are listed, because by default TypeScript includes all that are installed. */
const environments = {
  es2022: { lib: ["es2022"], types: [], files: [] },
  dom: { lib: ["es2022", "dom", "dom.iterable"], types: [], files: ["dom.ts"] },
  workers: { lib: ["es2022"], types: ["@cloudflare/workers-types"], files: ["workers.ts"], conditions: ["workerd"] },
  node: { lib: ["es2022"], types: ["node"], files: ["node.ts"] },
};

const strictest = {
  target: "es2022",
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
  forceConsistentCasingInFileNames: true,
};

/**
 * The oldest version with `Symbol.dispose`. The declarations of Node and Workers need a newer one. With the resolution
 * of bundlers it accepts any default import, so only the others check what must not compile.
 */
const oldest = { version: "5.2", environments: ["es2022", "dom"] };

export const rows = compilers.map((version) => ({
  name: `typescript${version}`,
  where: "TypeScript",
  how: `${version}: ${Object.keys(resolutions)
    .map((name) => `\`${name}\``)
    .join(", ")}`,
  run: (context) => typecheck(context, version),
}));

function typecheck({ installed, nodes }, version) {
  return withFixture("types", installed, async (folder) => {
    cpSync(join(root, "tests", "types"), join(folder, "tests"), { recursive: true });
    const node = nodes.find((each) => each.major === 22).path;
    const compiler = binOf(folder, `typescript${version}`, "tsc");
    const results = [];
    for (const project of projects(folder, version)) results.push(await compile(node, compiler, project));
    results.push(await references(node, compiler, folder));
    return { what: "type tests", version: versionIn(folder, `typescript${version}`), results };
  });
}

function projects(folder, version) {
  const isOldest = version === oldest.version;
  const chosen = Object.entries(environments).filter(([name]) => !isOldest || oldest.environments.includes(name));
  const refused = isOldest ? [] : ["refused.ts"];
  return Object.entries(resolutions).flatMap(([resolution, options]) =>
    chosen.map(([environment, { lib, types, files, conditions = [] }]) => {
      const name = `${resolution}, ${environment}`;
      const path = join(folder, `tsconfig.${resolution}.${environment}.json`);
      // CommonJS exists only in Node's resolutions. A Worker is always an ES module.
      const own = resolution === "bundler" || environment === "workers" ? [] : ["required.cts"];
      const include = ["common.ts", ...refused, ...own, ...files].map((file) => `tests/${file}`);
      writeFileSync(
        path,
        JSON.stringify({
          compilerOptions: { ...strictest, ...options, lib, types, customConditions: conditions },
          files: include,
        }),
      );
      return { name, args: ["-p", path], folder };
    }),
  );
}

async function compile(node, compiler, { name, args, folder }) {
  try {
    await run(node, [compiler, ...args], {
      cwd: folder,
      env: consumerEnv(),
      label: `tsc (${name})`,
      quiet: true,
      timeoutMs: 120_000,
    });
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, error: error.output || String(error) };
  }
}

/**
 * Two projects: one uses the declarations of the other, so that emitted declarations contain our types.
 */
async function references(node, compiler, folder) {
  const home = join(folder, "referencing");
  for (const [path, content] of Object.entries(referencing)) {
    mkdirSync(join(home, path, ".."), { recursive: true });
    writeFileSync(join(home, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return compile(node, compiler, { name: "project references", args: ["-b", home], folder: home });
}

const composite = {
  composite: true,
  strict: true,
  target: "es2022",
  module: "nodenext",
  lib: ["es2022"],
  types: [],
  skipLibCheck: false,
  outDir: "out",
};

const referencing = {
  "package.json": { type: "module", private: true },
  "tsconfig.json": { files: [], references: [{ path: "base" }, { path: "app" }] },
  "base/tsconfig.json": { compilerOptions: { ...composite, rootDir: "." }, files: ["index.ts"] },
  "base/index.ts":
    'import { LtiPro, listMeetings, isLtiProError, meetingTimes, MeetingType } from "zoom-lti-pro";\nimport { ' +
    'calendarFeed, calendarResponse, nextChanges } from "zoom-lti-pro/calendar";\nexport const times = ' +
    "meetingTimes;\nexport const feed = (list: Parameters<typeof nextChanges>[1]) => calendarFeed(list, { name: " +
    '"n" });\nexport const response = calendarResponse;\nexport const changes = nextChanges;\nexport const list = ' +
    '(userId: string) => listMeetings({ key: "k", secret: "s" }, { userId });\nexport const client = () => ' +
    'new LtiPro({ key: "k", secret: "s" });\nexport const known = isLtiProError;\nexport const types = ' +
    "MeetingType;\n",
  "app/tsconfig.json": {
    compilerOptions: { ...composite, rootDir: "." },
    files: ["index.ts"],
    references: [{ path: "../base" }],
  },
  "app/index.ts":
    'import { client, list } from "../base/out/index.js";\nexport const topics = async () => (await ' +
    'list("u")).list.map(({ topic }) => topic);\nexport const signature: string = client().sign("m");\n',
};
