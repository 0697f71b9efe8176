// Each example of the debugger's page: its mistake is found, as surely as it can be. The examples are made by programs of their own,
// over the browser's cryptography.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { example } from "./debugger.mjs";
import { withDemo } from "./demo.mjs";

const { newPage } = withDemo();

/** By the example's name: verdict, and the finding that has to be there. */
const EXPECTED = {
  "hex-base64": ["proved", "header_hex_base64"],
};

test("every example has an expectation, and the other way round", async (t) => {
  const { page } = await newPage(t, { path: "/debug/" });
  const ids = await page.locator("[data-example]").evaluateAll((buttons) => buttons.map(({ dataset }) => dataset.example));
  assert.deepEqual(ids.sort(), Object.keys(EXPECTED).sort());
});
