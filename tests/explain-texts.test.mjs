// The texts of the debugger: short titles, complete sentences, no placeholder left over.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../scripts/lib/paths.mjs";

let folder;
let texts;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "texts-"));
  const outfile = join(folder, "texts.mjs");
  const names = ["finding-messages", "variant-messages", "wording"];
  const contents = names.map((name) => `export * from "./${name}.js";`).join("\n");
  const resolveDir = join(root, "src", "npm", "explain");
  await build({ stdin: { contents, resolveDir }, bundle: true, format: "esm", outfile });
  texts = await import(pathToFileURL(outfile));
});
after(() => rm(folder, { recursive: true }));

const FACTS = { name: "pageSize", seen: "Seen", expected: "expected" };

/** The facts that a text needs: the placeholders outside its brackets. */
function needed(variant) {
  const [code] = variant.split(".");
  const all = JSON.stringify([texts.findings[code], texts.variants[variant]]).slice(1, -1);
  const outside = all.replace(/\[[^[\]]*\{[^[\]]*\]/g, "");
  return Object.fromEntries(Object.entries(FACTS).filter(([name]) => outside.includes(`{${name}}`)));
}

/** Every kind and variant, with all facts and with only those that it needs. */
function* described() {
  for (const variant of [...Object.keys(texts.findings), ...Object.keys(texts.variants)]) {
    const [code, last] = variant.split(".");
    const [mistake, grade] = last === "possible" ? [undefined, "possible"] : [last, "proved"];
    for (const facts of [FACTS, needed(variant)]) yield [variant, texts.describe({ code, mistake, grade, ...facts })];
  }
}

const MAX_WORDS = 8;

test("a title has at most 8 words and no full stop", () => {
  const verdicts = Object.entries(texts.verdicts);
  for (const [variant, { title }] of [...described(), ...verdicts]) {
    assert.ok(title.split(/\s+/).length <= MAX_WORDS, `${variant}: ${title}`);
    assert.match(title, /^[A-Za-z“&].*[^.\s]$/, variant);
  }
});

test("messages, fixes and suggestions are sentences", () => {
  for (const [variant, { title, ...sentences }] of described())
    for (const [field, text] of Object.entries(sentences)) {
      assert.match(text, /^[A-Za-z“=].*[^.]\.$/, `${variant}: ${field} of ${title}`);
      assert.ok(text.length <= 250, `${variant}: ${field} has ${text.length} characters`);
    }
  for (const { suggestions = [] } of Object.values(texts.verdicts))
    for (const suggestion of suggestions) assert.match(suggestion, /^[A-Z].*[.…]$/);
});

test("placeholders and brackets are filled in or left out", () => {
  for (const [variant, words] of described()) {
    const text = Object.values(words).join(" ").replaceAll("[Text.Encoding]", "").replaceAll("[object Promise]", "");
    assert.doesNotMatch(text, /[{}[\]]|undefined| {2}/, variant);
  }
});

test("a fact is shown as it is, although it looks like a placeholder", () => {
  const { message } = texts.describe({ code: "wrong_host", seen: "[{name}]", expected: "{seen}" });
  assert.equal(message, "The request goes to [{name}].");
});

test("an age is given in the largest unit of which there are two", () => {
  const aged = (ms) =>
    texts.describe({ code: "timestamp_ahead", seen: "1661494048201", expected: String(1661494048201 + ms) }).message;
  assert.match(aged(119 * 60_000), /by 119 minutes/);
  assert.match(aged(-2 * 3_600_000), /by 2 hours/);
  assert.match(aged(49 * 3_600_000), /by 2 days/);
  assert.doesNotMatch(aged(NaN), /by/);
});

test("every text of a variant is of a kind that exists", () => {
  for (const variant of Object.keys(texts.variants)) assert.ok(texts.findings[variant.split(".")[0]], variant);
});

test("the form of the header does not hide that the digest in it is unexplained", () => {
  const found = [{ code: "header_hex", grade: "certain", ...texts.findings.header_hex }];
  const { message } = texts.findings.header_hex;
  assert.equal(texts.describeVerdict("certain", found, true, false).message, message);
  const unexplained = texts.describeVerdict("certain", found, true, true).message;
  assert.ok(unexplained.startsWith(message) && /secret may be wrong, too\.$/.test(unexplained), unexplained);
  for (const code of ["header_corrupted", "missing_parameter"]) {
    const other = [{ code, grade: "certain", ...texts.findings[code] }];
    assert.doesNotMatch(texts.describeVerdict("certain", other, true, true).message, /secret/);
  }
});
