// The meetings page's code sample runs as it stands.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { emulatorCredentials } from "../../scripts/demo.mjs";
import { installed } from "../support/installed.mjs";
import { serveWorker } from "../support/worker.mjs";
import { BUSY, withDemo } from "./demo.mjs";

const { address, newPage } = withDemo();
const OTHER = "kQ3nZb7wR1yTfX0aLmC9Vg";

test("the sample names the listed user, is copied whole, type-checks, and lists the same in workerd", async (t) => {
  const { page, context } = await newPage(t, { path: `/?userId=${BUSY}` });
  await page.locator(".meeting").first().waitFor();
  await page.getByRole("button", { name: "陈伟 (Chen Wei)" }).click();
  await page.getByText("1 of 1").waitFor();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("figure").getByRole("button", { name: "Copy" }).click();
  await page.locator("#copied", { hasText: "Copied" }).waitFor({ state: "attached" });
  const program = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(program.includes(`userId: "${OTHER}"`));
  assert.equal(program, await page.textContent("#sample"));

  const folder = await installed();
  assert.deepEqual(typeErrors(folder, program), []);
  assert.notDeepEqual(typeErrors(folder, program.replace("env.LTI_KEY", "env.KEY")), [], "types are checked");

  const { key, secret } = await emulatorCredentials();
  const worker = await serveWorker(folder, "sample", stripped(program), { LTI_KEY: key, LTI_SECRET: secret });
  t.after(worker.stop);
  const list = await (await fetch(worker.url)).json();
  const shown = await (await fetch(address(`/api/meetings?userId=${OTHER}`))).json();
  assert.deepEqual(list, shown.list);
  assert.equal(list.length, 1);
});

test("the sample is highlighted", async (t) => {
  const { page } = await newPage(t);
  const colors = await page
    .locator("#sample [class^=hljs-]")
    .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).color));
  assert.ok(new Set(colors).size >= 3, `${new Set(colors).size} colors`);
});

function typeErrors(folder, program) {
  const file = join(folder, "sample.mts");
  writeFileSync(file, program);
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ["lib.es2022.d.ts", "lib.webworker.d.ts"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    noEmit: true,
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

/** The Worker of the tests is JavaScript. */
function stripped(program) {
  return ts.transpile(program, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext });
}
