// Applies the language rules of scripts/language/rules.yml to everything that people read: pages, comments, messages,
// names.

import { readFileSync } from "node:fs";
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

/** This test plants violations. */
const skipped = "tests/checks.test.mjs";
const kernel = new TextlintKernel();
const words = {
  rulePaths: [join(root, "scripts", "language", "rules.yml")],
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    let count = 0;
    for (const name of files().filter((name) => name !== skipped)) {
      const found = await broken(readFileSync(join(root, name), "utf8"), name);
      for (const { place, words, rule } of found) say(`${place}: ${words} (${rule})`);
      count += found.length;
    }
    if (count > 0) throw new Advice(`${count} places break a rule of scripts/language/rules.yml. Rewrite them.`);
  });
}
