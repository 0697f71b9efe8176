// Package linters on the tarball.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { run } from "../../../scripts/lib/run.mjs";

export const rows = [
  { name: "publint", where: "publint", how: "strict", run: (context) => lint(context, "publint", "publint") },
  {
    name: "attw",
    where: "are the types wrong?",
    how: "every resolution",
    run: (context) => lint(context, "attw", "@arethetypeswrong/core"),
  },
];

function lint({ installed, tarball, nodes }, name, packageName) {
  return withFixture("types", installed, async (folder) => {
    const node = nodes.find(({ major }) => major === 22).path;
    const output = await run(node, [join(folder, "lint.mjs"), tarball], {
      cwd: folder,
      env: consumerEnv(),
      label: name,
      quiet: true,
      timeoutMs: 180_000,
    });
    const found = JSON.parse(output.slice(output.lastIndexOf("@@results ") + "@@results ".length));
    return {
      what: "lint",
      version: versionIn(folder, packageName),
      results: [
        ...sawPackage(found),
        ...namedFiles(join(installed, "node_modules", "zoom-lti-pro")),
        ...findings(found[name]),
      ],
    };
  });
}

/** A linter that sees no types or entries finds nothing. */
function sawPackage({ types, entrypoints }) {
  return [
    {
      name: "the linter saw types and every entry",
      ok:
        types?.kind === "included" &&
        [".", "./calendar", "./explain", "./testing"].every((entry) => entrypoints.includes(entry)),
      error: JSON.stringify({ types, entrypoints }),
    },
  ];
}

/** publint checks the code of every condition, but not the types. */
function namedFiles(home) {
  const { main, module, types, exports } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const leaves = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(leaves));
  const missing = leaves({ main, module, types, exports }).filter((file) => !existsSync(join(home, file)));
  return [{ name: "every file that package.json names is there", ok: missing.length === 0, error: missing.join(", ") }];
}

/** No finding is accepted. */
function findings(found) {
  return [{ name: "no findings", ok: found.length === 0, error: found.join("\n") }];
}
