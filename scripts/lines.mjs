// Lines have at most 120 columns. Biome and rustfmt check code; this script also checks comments, strings and prose.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";

const maximum = 120;
const endings = /\.(rs|ts|mts|cts|mjs|cjs|js|md|html|toml|yml|py)$/;

/** Files with these beginnings of paths may have longer lines: a generated file, and program text in strings. */
const exceptions = ["THIRD-PARTY-LICENSES.md", "benches/", "scripts/lib/glue.mjs"];

/** A row of a Markdown table, also in a comment. */
const row = /^\s*(\/\/[/!]?|\*)?\s*\|.*\|$/;
/** A single URL or other word that cannot be broken, with or without quotes, after at most a name or a mark. */
const word = /^\s*(\/\/[/!]?|#|\*|[-*] |\[[^\]]+\]:|[\w ]+(: &str)? =|\w+:)?\s*["'`<(]?[^\s"'`<>]+["'`>)]?[,;]?$/;

/** The lines that are too long, with their numbers and columns. */
export function longLines(text) {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1, columns: [...line].length }));
  return lines.filter(({ line, columns }) => columns > maximum && !row.test(line) && !word.test(line));
}

/** All text files that git tracks or would add. */
export function files() {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const names = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0");
  return names.filter((name) => endings.test(name) && existsSync(join(root, name)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(() => {
    const found = files()
      .filter((name) => !exceptions.some((start) => name.startsWith(start)))
      .flatMap((name) => longLines(readFileSync(join(root, name), "utf8")).map((line) => ({ name, ...line })));
    for (const { name, number, columns } of found) say(`${name}:${number}: ${columns} columns`);
    if (found.length > 0) throw new Advice(`${found.length} lines have more than ${maximum} columns. Break them.`);
  });
}
