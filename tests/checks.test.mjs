// The project's own checks fail where they should.

import assert from "node:assert/strict";
import { test } from "node:test";
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
