// What TypeScript copies from Rust (tests/generated.rs): a name that Rust no longer has is an error of the compiler.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { projectCache, root } from "../scripts/lib/paths.mjs";

/** A change in Rust, the file of src/npm that then does not compile, and what the compiler says of it. */
const changes = [
  {
    file: "src/error.rs",
    find: "    VerificationFailed,",
    replace: "    NotVerified,",
    fails: "client/operations.ts",
    says: "verification_failed",
  },
  { file: "src/policy.rs", find: "    Acted,", replace: "    Refused,", fails: "client/call.ts", says: "acted" },
  {
    file: "src/policy.rs",
    find: "    pub stale: u32,\n",
    replace: "",
    fails: "client/paging.ts",
    says: "is not assignable",
  },
  {
    file: "src/js/policy.rs",
    find: "Next::ClockTooFar =>",
    replace: "Next::AskClock =>",
    fails: "client/call.ts",
    says: "ClockTooFar",
  },
  {
    file: "src/js/frame.rs",
    find: "frame.text(error.hint()",
    replace: "frame.text(error.advice()",
    fails: "wasm/frames.ts",
    says: "Hint",
  },
  {
    file: "src/decode/schema.rs",
    find: 'field("pmi", 7',
    replace: 'field("room", 7',
    fails: "wasm/tape.ts",
    says: "Pmi",
  },
  {
    file: "src/decode/tape.rs",
    find: "Self::Same => 4",
    replace: "Self::Again => 4",
    fails: "wasm/tape.ts",
    says: "Same",
  },
  {
    file: "src/explain/finding.rs",
    find: "        LineEnd,",
    replace: "        End,",
    fails: "explain/finding-messages.ts",
    says: "line_end",
  },
  {
    file: "src/explain/parse/shape.rs",
    find: "    Padded,",
    replace: "    Longer,",
    fails: "explain/wording.ts",
    says: "padded",
  },
  {
    file: "src/explain/report/verdict.rs",
    find: "    NotFound,",
    replace: "    Nothing,",
    fails: "explain/wording.ts",
    says: "not_found",
  },
];

const folder = mkdtempSync(join(projectCache, "generated-"));
after(() => rmSync(folder, { recursive: true }));

const program = join(folder, process.platform === "win32" ? "generated.exe" : "generated");

before(() => {
  for (const name of ["src", "tsconfig.json", "package.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  execFileSync("rustc", ["--test", "--edition", "2024", join(root, "tests", "generated.rs"), "-o", program]);
});

function generate() {
  const env = { ...process.env, CARGO_MANIFEST_DIR: folder, GENERATE: "1" };
  execFileSync(program, [], { env, stdio: "ignore" });
}

function compile() {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  return spawnSync(process.execPath, [tsc, "-p", folder, "--noEmit", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  }).stdout;
}

test("without a change everything compiles", () => {
  generate();
  assert.equal(compile(), "");
});

test("a name that Rust no longer has is an error in TypeScript", () => {
  for (const { file, find, replace } of changes) {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(find), `${file} has no ${find}`);
    writeFileSync(path, text.replace(find, replace));
  }
  generate();
  const errors = compile().split("\n");
  for (const { file, find, fails, says } of changes) {
    const found = errors.some((line) => line.startsWith(`src/npm/${fails}(`) && line.includes(says));
    assert.ok(found, `${file} without ${find.trim()}: ${fails} compiles`);
  }
});
