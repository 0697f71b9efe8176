// Each line of tests/types/refused.ts fails to compile for the reason that it names, and not because of another
// mistake.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import ts from "typescript";
import { root } from "../scripts/lib/paths.mjs";
import { installed } from "./support/installed.mjs";

const text = readFileSync(join(root, "tests", "types", "refused.ts"), "utf8");

/** `// @ts-expect-error 2345 the reason`: the code of the compiler, for the next line. */
const marks = [...text.matchAll(/^ *\/\/ @ts-expect-error (?:(\d+) )?(.+)$/gm)].map((match) => ({
  code: Number(match[1]),
  reason: match[2],
  line: lineAt(match.index) + 1,
}));

let found;

before(async () => {
  const file = join(await installed(), "refused.mts");
  // The replacement has the same length, so that positions do not change.
  writeFileSync(file, text.replaceAll("@ts-expect-error", "its reason below"));
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ["lib.es2022.d.ts"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  });
  found = ts.getPreEmitDiagnostics(program).map(({ code, start, messageText }) => ({
    code,
    line: lineAt(start),
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
});

function lineAt(index) {
  return text.slice(0, index).split("\n").length;
}

for (const { code, reason, line } of marks) {
  test(`refused: ${reason}`, () => {
    assert.deepEqual(
      found.filter((each) => each.line === line).map((each) => each.code),
      [code],
      found.find((each) => each.line === line)?.message,
    );
  });
}

test("that file has no other errors", () => {
  assert.deepEqual(
    found.filter(({ line }) => !marks.some((mark) => mark.line === line)),
    [],
  );
});
