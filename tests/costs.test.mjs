// The cost of the public functions: the work is proportional to the input, for any content, and useless input costs
// little.
//
// Work is counted, not timed: each call and each iteration of a loop in the package's WebAssembly. A bulk copy is one
// step, so the limits of docs/limits.md bound its cost.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { subjects } from "../benches/costs/inputs.mjs";
import { countSteps, stepsOf } from "./support/steps.mjs";

countSteps();
const [client, calendar, explain, testing] = await Promise.all(
  ["index", "calendar", "explain", "testing"].map((entry) => import(`../dist/${entry}.js`)),
);

/** Each size is four times the one before. explain searches nothing above 4 KB. */
const sizes = [6, 24, 96].map((kilobytes) => kilobytes * 1024);
/** Four times the input, and a tolerance. The calendar sorts: n log n. */
const MAX_GROWTH = { calendarFeed: 4.5, nextChanges: 4.5, other: 4.3 };
/** Steps for a byte of input at the largest size. The debugger's search is 1150 of them; a user is one call. */
const MAX_STEPS = { explainSignature: 1500, searchMistakes: 700, "LtiPro.listMeetingsForUsers": 1000, other: 60 };

describe("four times the input takes about four times the work", () => {
  for (const { name, shapes } of subjects({ client, calendar, explain, testing })) {
    for (const [shape, make] of Object.entries(shapes)) {
      test(`${name}: ${shape}`, async () => {
        const steps = [];
        for (const size of sizes) {
          const work = make(size);
          // The first call allocates memory.
          await stepsOf(work);
          steps.push(await stepsOf(work));
        }
        const growth = MAX_GROWTH[name.split(",")[0]] ?? MAX_GROWTH.other;
        for (const [i, count] of steps.slice(1).entries()) {
          assert.ok(count <= steps[i] * growth || count < 1000, `steps at ${sizes}: ${steps}`);
        }
        const perByte = steps.at(-1) / sizes.at(-1);
        const maximum = MAX_STEPS[name.split(",")[0]] ?? MAX_STEPS.other;
        assert.ok(perByte <= maximum, `${perByte} steps for each byte`);
      });
    }
  }
});

test("a header that is not a signature is refused before the query is read", async () => {
  const verify = (header, length) => () =>
    client.verify(
      { url: `/?${"a%41".repeat(length / 4)}=1`, headers: { "x-lti-signature": header } },
      { key: "k", secret: "secret" },
      { now: () => 1_661_494_048_201 },
    );
  const right = "HJbQ5AB1Hydbl2m_pdON4il1j3w";
  const read = await stepsOf(verify(right, 16_000));
  for (const header of ["", "a", `${right}=`, right.slice(1), `${right.slice(1)}+`, "x".repeat(1_000_000)]) {
    const steps = await stepsOf(verify(header, 16_000));
    assert.ok(steps * 4 < read, `${steps} steps, and ${read} for one that looks like a signature`);
  }
  // wasm does not get a copy of an input that is too long.
  assert.ok((await stepsOf(verify(right, 50_000_000))) < read);
});

test("the counted steps are the steps of the work", async () => {
  const sign = (length) => () => client.sign("secret", "a".repeat(length));
  const [few, many] = [await stepsOf(sign(64_000)), await stepsOf(sign(640_000))];
  assert.ok(few > 900 && many > few * 8, `${few} and ${many}`);
  assert.equal(await stepsOf(() => {}), 0);
});
