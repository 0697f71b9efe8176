// The project's checks find what they should find.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { broken } from "../scripts/language.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { longLines } from "../scripts/lines.mjs";

const address = `https://example.com/${"a".repeat(120)}`;
const words = "word ".repeat(30).trim();

test("a line of more than 120 columns is found, with its number", () => {
  assert.deepEqual(longLines(`${"a ".repeat(60)}\nb\n// ${words}\n`), [
    { line: `// ${words}`, number: 3, columns: 152 },
  ]);
});

test("columns are characters, not bytes or UTF-16 units", () => {
  assert.deepEqual(longLines(`${"é ".repeat(60)}\n${"😀 ".repeat(60)}`), []);
});

for (const line of [
  `/// ${words}`,
  ` * ${words}`,
  `- ${words} | ${words}`,
  `  const text = "${words}";`,
  `See ${address}`,
  `${address} and more`,
]) {
  test(`too long: ${line.slice(0, 40)}…`, () => assert.equal(longLines(line).length, 1));
}

for (const line of [
  `| name | ${words} |`,
  `/// | name | ${words} |`,
  address,
  `// ${address}`,
  `[article]: ${address}`,
  `  "${address}",`,
  `  request: "${address}",`,
  `export const ADDRESS = "${address}";`,
  `const ADDRESS: &str = "${address}";`,
]) {
  test(`not too long: ${line.slice(0, 40)}…`, () => assert.deepEqual(longLines(line), []));
}

/** Violations of each rule of scripts/language/rules.yml. */
const planted = {
  response: ["the answer of the server", "the server answered", "answering a request"],
  caller: ["tells the asker", "it depends on who asks", "whoever asked for it"],
  default: [
    "the usual value",
    "the longest body",
    "MOST_BYTES",
    "LONGEST_WAIT",
    "USUAL_PAGES",
    "at least MOST",
    "up to LARGEST",
  ],
  whitespace: ["userId has white space at an end", "some white space"],
  callback: ["the code of others", "a foreign error", "a function of the caller's"],
  "called-with": ["told of each request"],
  total: ["the time in all: 30 s", "five requests in all."],
  decompression: ["the body, inflated"],
  missing: ["the secret is none", "names a port that is none", "there are none"],
  "negated-noun": ["that is no error", "the values are no numbers"],
  "so-many": ["after so many bytes"],
  fix: ["mend the script"],
  "also-accepted": ["strings are as good as numbers"],
  corrected: ["the request, put right", "it makes the very header", "this gives the very signature"],
  detached: ["neither a string nor a Uint8Array that still has its memory"],
  "request-handler": ["this runtime sends nothing from here"],
  variant: ["the type Way", "the type Alter", "the type Wrap"],
  yield: ["a BREATH every 64 chunks", "takes a breath"],
  "code-map": ["Where what is"],
  synonym: [
    "the string to sign",
    "the signing string",
    "the sorted query",
    "the authentication code",
    "the signed call",
    "the reply of the server",
    "a conference of the course",
    "a batch of meetings",
  ],
  american: [
    "to initialise",
    "initialising",
    "the behaviour",
    "the licence",
    "a labelled secret",
    "cancelling a call",
    "an artefact",
    "the centre",
    "a grey line",
  ],
};

/** The places where people read a text. */
const places = {
  "page.md": (text) => `# Title\n\nIn front, ${text}, behind.\n`,
  "table.md": (text) => `| a | b |\n|---|---|\n| c | ${text} |\n`,
  "page.html": (text) => `<!doctype html><title>x</title><p>In <b>front</b>, ${text}.</p>\n`,
  "comment.ts": (text) => `const a = 1; // In front, ${text}\n`,
  "doc.d.ts": (text) => `/**\n * In front,\n * ${text}\n */\nexport type A = 1;\n`,
  "string.mjs": (text) => `throw new Error("In front, ${text}");\n`,
  "template.mjs": (text) => `const a = \`\${b} in front, ${text} \${c}\`;\n`,
  "comment.rs": (text) => `/// In front, ${text}\nfn a() {}\n`,
  "string.rs": (text) => `const A: &str = "In front, ${text}";\n`,
  "raw.rs": (text) => `const A: &str = r#"In front, "${text}""#;\n`,
  "comment.toml": (text) => `a = 1 # In front, ${text}\n`,
};

const rulesOf = async (text, name) => [...new Set((await broken(text, name)).map(({ rule }) => rule))];

for (const [rule, list] of Object.entries(planted)) {
  for (const text of list) {
    test(`${rule}: "${text}" is found wherever people read it`, async () => {
      for (const [name, write] of Object.entries(places)) {
        assert.deepEqual(await rulesOf(write(text), name), [rule], name);
      }
    });
  }
}

test("each rule has a violation above", () => {
  const rules = readFileSync(join(root, "scripts", "language", "rules.yml"), "utf8");
  const names = [...rules.matchAll(/^ {4}prh: (.+)$/gm)].map(([, name]) => name);
  assert.deepEqual([...new Set(names)], Object.keys(planted));
});

test("names are looked at, in TypeScript and in Rust", async () => {
  for (const name of ["a.ts", "a.rs"]) {
    assert.deepEqual(await rulesOf("const MOST_BYTES = USUAL_BYTES;\n", name), ["default"], name);
    assert.deepEqual(await rulesOf("enum Way { A }\n", name), ["variant"], name);
  }
});

test("a phrase is found across lines, with its place", async () => {
  const of = async (text, name) => (await broken(text, name)).map(({ place, words }) => [place, words]);
  const words = "told of => called with";
  assert.deepEqual(await of("// a hook is told\n// of it\n", "a.ts"), [["a.ts:1:14", words]]);
  assert.deepEqual(await of("a();\n/**\n * It is told\n * of it. */\n", "a.mjs"), [["a.mjs:3:10", words]]);
  assert.deepEqual(await of('const a = "it is told " +\n  "of it";\n', "a.mjs"), [["a.mjs:1:18", words]]);
  assert.deepEqual(await of("fn a() {}\n/// It is told\n/// of it.\n", "a.rs"), [["a.rs:2:11", words]]);
});

test("code is not checked: identifiers, keys, paths, code spans", async () => {
  const script = 'import { answer } from "./answer.mjs";\nconst usual = answer["longest"]; // see `answer`\n';
  assert.deepEqual(await broken(script, "a.mjs"), []);
  assert.deepEqual(await broken('let answer = "answer"; // of `usual`\nlet c = \'"\'; // fine\n', "a.rs"), []);
  assert.deepEqual(await broken("The option `answer`:\n\n```ts\nconst answer = 1;\n```\n", "a.md"), []);
});

test("good text passes", async () => {
  for (const text of [
    "at most 32 bytes, in all runtimes",
    "the response to a request; otherwise",
    "which ways there are",
  ]) {
    for (const [name, write] of Object.entries(places)) assert.deepEqual(await broken(write(text), name), [], name);
  }
});
