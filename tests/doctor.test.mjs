// `npx zoom-lti-pro doctor`, from the packed and installed package, against an emulator over real HTTP: every outcome
// of every question, and nothing in the report that identifies anybody.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, QUESTIONS, seen } from "./doctor/doctor.mjs";
import "./doctor/report.mjs";
import "./doctor/requests.mjs";
import "./doctor/signing.mjs";
import "./doctor/meetings.mjs";
import "./doctor/http.mjs";
import "./doctor/options.mjs";

describe("outcomes", () => {
  const all = Object.entries(QUESTIONS).flatMap(([id, { outcomes }]) =>
    Object.keys(outcomes).map((code) => `${id}: ${code}`),
  );

  test("these tests cover every outcome of every question", () => {
    assert.deepEqual(
      all.filter((one) => !seen.has(one)),
      [],
    );
  });

  test("these tests cover cannot_tell for every question except the first", () => {
    const untold = Object.keys(QUESTIONS).filter((id) => !seen.has(`${id}: cannot_tell`));
    assert.deepEqual(untold, ["credentials"]);
  });

  test("docs/doctor.md lists exactly these", () => {
    const rows = [...read("docs/doctor.md").matchAll(/^\| `(\w+)` \|.*\| (`.*`) \|$/gm)];
    const documented = rows.flatMap(([, id, codes]) =>
      [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => `${id}: ${code}`),
    );
    assert.deepEqual(documented.sort(), [...all].sort());
  });
});
