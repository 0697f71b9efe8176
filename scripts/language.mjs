// Applies the language rules of scripts/language/rules.yml to everything that people read: pages, comments, messages,
// names. `node scripts/language.mjs --prune` removes unneeded entries from scripts/language/exceptions.txt.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TextlintKernel } from "@textlint/kernel";
import markdown from "@textlint/textlint-plugin-markdown";
import html from "textlint-plugin-html";
import prh from "textlint-rule-prh";
import { Processor } from "./language/source.mjs";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { files } from "./lines.mjs";

const folder = join(root, "scripts", "language");
const list = join(folder, "exceptions.txt");
const kernel = new TextlintKernel();
const words = {
  rulePaths: [join(folder, "rules.yml")],
  checkLink: true,
  checkBlockQuote: true,
  checkEmphasis: true,
  checkCodeComment: ["js", "ts"],
};
const options = {
  plugins: [
    { pluginId: "markdown", plugin: markdown.default ?? markdown },
    { pluginId: "html", plugin: html.default ?? html },
    { pluginId: "source", plugin: { Processor } },
  ],
  rules: [{ ruleId: "prh", rule: prh.default ?? prh, options: words }],
};

/** The places in a text that break a rule. The file's name determines its syntax. */
export async function broken(text, name) {
  const { messages } = await kernel.lintText(text, { ...options, ext: `.${name.split(".").at(-1)}`, filePath: name });
  return messages.map(({ line, column, message }) => {
    const [, words, rule] = /^([\s\S]*)\n(.+)$/.exec(message);
    return { place: `${name}:${line}:${column}`, words: words.replaceAll(/\s+/g, " "), rule };
  });
}

/** The files in exceptions.txt, with the rules that each may break. */
function readExceptions() {
  const lines = readFileSync(list, "utf8").split("\n");
  const named = lines.filter((line) => line && !line.startsWith("#")).map((line) => line.split(" "));
  return new Map(named.map(([name, ...rules]) => [name, rules]));
}

/** Keeps only the exceptions that are `used`. */
function prune(used) {
  const heading = readFileSync(list, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("#"));
  const kept = [...used].map(([name, rules]) => [name, ...rules].join(" "));
  writeFileSync(list, `${[...heading, "", ...kept].join("\n")}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const exceptions = readExceptions();
    const used = new Map();
    let count = 0;
    for (const name of files()) {
      const allowed = exceptions.get(name) ?? [];
      const found = await broken(readFileSync(join(root, name), "utf8"), name);
      const rest = found.filter(({ rule }) => !allowed.includes(rule));
      for (const { place, words, rule } of rest) say(`${place}: ${words} (${rule})`);
      count += rest.length;
      const needed = allowed.filter((rule) => found.some((each) => each.rule === rule));
      if (needed.length > 0) used.set(name, needed);
    }
    if (process.argv.includes("--prune")) prune(used);
    if (count > 0) throw new Advice(`${count} places break a rule of scripts/language/rules.yml: write it otherwise.`);
  });
}
