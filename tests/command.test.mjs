// The command, as `npx zoom-lti-pro` runs it: from the packed and installed package, against the emulator that it
// starts itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { canary, printed } from "./command/command.mjs";
import "./command/list.mjs";
import "./command/files.mjs";
import "./command/sign.mjs";
import "./command/explain.mjs";
import "./command/emulate.mjs";
import "./command/options.mjs";
import "./command/terminal.mjs";

test("none of these tests printed the secret", () => {
  assert.ok(printed.size > 15, `${printed.size} command lines had it`);
  const forms = [
    canary,
    encodeURIComponent(canary),
    Buffer.from(canary).toString("base64"),
    Buffer.from(canary).toString("hex"),
  ];
  for (const [line, output] of printed)
    for (const form of forms)
      assert.ok(!output.includes(form), `${line.replaceAll(canary, "…")}: the secret is in its output`);
});
