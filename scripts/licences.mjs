// THIRD-PARTY-LICENCES.md: whose code is in the wasm files that ship, and under which terms. `--check` fails when it is
// not current.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { ask, run } from "./lib/run.mjs";
import { ensureRust } from "./lib/rust.mjs";

const fileName = "THIRD-PARTY-LICENCES.md";
const target = "wasm32-unknown-unknown";

/** The features of each wasm file, as in scripts/build.mjs. */
const modules = { "client.wasm": "wasm-freestanding", "explain.wasm": "wasm-explain" };

/**
 * The licences that are allowed, best first where a crate offers a choice, each with words that its text is known by.
 */
const allowed = {
  MIT: /Permission is hereby granted, free of charge, to any\s+person obtaining a copy/,
  "BSD-2-Clause": /Redistribution and use in source and binary forms/,
  "BSD-3-Clause": /Redistribution and use in source and binary forms/,
  ISC: /Permission to use, copy, modify, and\/or distribute this software/,
  Zlib: /This software is provided 'as-is'/,
  "Unicode-3.0": /UNICODE LICENSE V3/,
  "Apache-2.0": /Apache License\s+Version 2\.0/,
};

/**
 * Rust's own libraries, with what they bring along, are in no Cargo.lock. They have no version here: it is that of
 * whichever compiler built the file. tests/package.test.mjs finds what is missing here by the paths in the wasm files.
 */
const fromRust = [
  { name: "Rust's standard library", holders: "The Rust Project Contributors", files: Object.keys(modules) },
  { name: "hashbrown, in the standard library", holders: "2016 Amanieu d'Antras", files: ["explain.wasm"] },
].map(({ holders, ...entry }) => ({ ...entry, version: "", licence: "MIT OR Apache-2.0", texts: [mit(holders)] }));

await main(async () => {
  const check = process.argv.includes("--check");
  await ensureRust();
  const text = document(await crates());
  if (!check) return writeFileSync(join(root, fileName), text);
  // git may have written other line ends.
  if (read(join(root, fileName)).replaceAll("\r\n", "\n") !== text)
    throw new Advice(`${fileName} is not current: run "node scripts/licences.mjs" and commit it.`);
  say(`${fileName} is current.`);
});

/** Every crate that is linked into a wasm file: {name, version, licence, terms, files, texts}, by name. */
async function crates() {
  const packages = await metadata();
  const found = new Map();
  for (const [file, features] of Object.entries(modules)) {
    for (const id of await linked(features)) {
      if (!found.has(id)) found.set(id, { ...describe(packages.get(id)), files: [] });
      found.get(id).files.push(file);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** "name version" of each; procedural macros and what they need run in the compiler and end up in no file. */
async function linked(features) {
  const lines = await cargo(
    "tree",
    "--edges",
    "normal,no-proc-macro",
    "--target",
    target,
    "--features",
    features,
    "--prefix",
    "none",
    "--no-dedupe",
    "--format",
    "{p}",
  );
  const ids = lines.split("\n").map((line) => /^(\S+) v(\S+)/.exec(line).slice(1).join(" "));
  return new Set(ids.filter((id) => !id.startsWith("zoom-lti-pro ")));
}

async function metadata() {
  const answer = await cargo(
    "metadata",
    "--format-version",
    "1",
    "--filter-platform",
    target,
    "--features",
    Object.values(modules).join(","),
  );
  return new Map(JSON.parse(answer).packages.map((entry) => [`${entry.name} ${entry.version}`, entry]));
}

/** Offline first: whoever has built the project has all crates. */
async function cargo(...args) {
  const attempt = () =>
    ask("cargo", [...args, "--locked", "--offline"], { cwd: root, timeoutMs: 120_000, maxBuffer: 2 ** 28 });
  const answer = attempt();
  if (answer !== undefined) return answer;
  await run("cargo", ["fetch", "--locked"], { label: "cargo fetch", quiet: true });
  return attempt() ?? fail(`"cargo ${args.join(" ")}" failed: run it by hand and see what it says.`);
}

function fail(sentence) {
  throw new Advice(sentence);
}

function describe({ name, version, license, authors, manifest_path }) {
  const id = `${name} ${version}`;
  const terms = choose(license ?? fail(`${id} names no licence: read it, and use another crate if there is none.`));
  if (!terms)
    fail(
      `${id} is under "${license}", which scripts/licences.mjs does not allow: use another crate, or allow ` +
        "it there on purpose.",
    );
  const files = licenceFiles(dirname(manifest_path));
  return {
    name,
    version,
    licence: license.replaceAll("/", " OR "),
    texts: terms.flatMap((term) => textsOf(term, files, authors, id)),
  };
}

/** The names beginning so are the ones that crates use. */
function licenceFiles(folder) {
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^(licen[cs]e|copying|copyright|notice)/i.test(entry.name),
  );
  return names
    .map(({ name }) => ({ name, text: tidy(read(join(folder, name))) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function textsOf(term, files, authors, id) {
  const texts = files.filter(({ text }) => allowed[term].test(text)).map(({ text }) => text);
  // The Apache licence asks for the notice as well.
  if (term === "Apache-2.0") texts.push(...files.filter(({ name }) => /^notice/i.test(name)).map(({ text }) => text));
  if (texts.length > 0) return texts;
  if (term === "MIT" && authors.length > 0)
    return [mit(authors.map((author) => author.replace(/ <.*/, "")).join(", "))];
  throw new Advice(
    `${id} holds no text of the licence ${term}: find it in the crate's repository, and say in ` +
      "scripts/licences.mjs where it is.",
  );
}

/** Line ends and margins differ between copies of one text. */
function tidy(text) {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+$/gm, "")
    .replace(/^\n+|\s+$/g, "");
}

/** The licences to go by of an SPDX expression (`/` is an old spelling of OR); undefined where none is allowed. */
function choose(expression) {
  const tokens = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g);
  const either = () => chain("OR", both, best);
  const both = () => chain("AND", one, all);
  const one = () => (tokens[0] === "(" ? inside() : name());
  const inside = () => [tokens.shift(), either(), tokens.shift()][1];
  // "Apache-2.0 WITH LLVM-exception" allows more than Apache-2.0.
  const name = () => {
    const id = tokens.shift();
    if (tokens[0] === "WITH") tokens.splice(0, 2);
    return id in allowed ? [id] : undefined;
  };
  const chain = (word, part, join) => {
    const parts = [part()];
    while (tokens[0] === word) {
      tokens.shift();
      parts.push(part());
    }
    return join(parts);
  };
  return either();
}

/** Fewest texts first, then the order of the list. */
function best(choices) {
  const rank = (terms) => terms.length * 100 + Math.max(...terms.map((term) => Object.keys(allowed).indexOf(term)));
  return choices.filter(Boolean).sort((a, b) => rank(a) - rank(b))[0];
}

function all(parts) {
  return parts.includes(undefined) ? undefined : [...new Set(parts.flat())];
}

function document(list) {
  const everything = [...list, ...fromRust];
  const rows = everything.map(({ name, version, licence, files }) => [name, version, licence, files.join(", ")]);
  return `# Third-party licences

The wasm files of the npm package \`zoom-lti-pro\`, also where they stand as base64 in a script, contain code of these
Rust crates. Where a crate offers several licences, it is used under the one whose text stands below. Written by
\`scripts/licences.mjs\`.

| crate | version | licence | in |
|---|---|---|---|
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}

${[...byText(everything)].map(section).join("\n\n")}
`;
}

/** Each distinct text once, with those who use it; texts that differ in their line breaks alone are one. */
function byText(list) {
  const groups = new Map();
  for (const { name, texts } of list) {
    for (const text of texts) {
      const key = text.replaceAll(/\s+/g, " ");
      const group = groups.get(key) ?? groups.set(key, { text, names: new Set() }).get(key);
      group.names.add(name);
    }
  }
  return groups.values();
}

function section({ text, names }) {
  return `## ${[...names].join(", ")}\n\n\`\`\`text\n${text}\n\`\`\``;
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** For crates whose package leaves the file out: the words of the licence, with the authors that it names. */
function mit(holders) {
  return `Copyright (c) ${holders}

Permission is hereby granted, free of charge, to any
person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the
Software without restriction, including without
limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice
shall be included in all copies or substantial portions
of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF
ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED
TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A
PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT
SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION
OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR
IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
DEALINGS IN THE SOFTWARE.`;
}
