// Writes docs/fuzzing.md from the output of the long run.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/lib/paths.mjs";
import { ask } from "../scripts/lib/run.mjs";
import { wrap } from "../tests/support/wrap.mjs";

const claims = {
  decode:
    "for any bytes, the decoder and the reference decoder of `tests/decode/` (over serde_json) give the same result",
  verify:
    "a request verifies exactly if its header is the signature of its query, as another decoder reads it; with one " +
    "bit changed it does not verify",
  query:
    "a query is read as the crate form_urlencoded reads it, within the limits; a query that is written and read " +
    "again stays the same; the parameters of the meeting list keep their rules",
  paste:
    "the debugger reads any paste, signature and secret; the URL that it shows gives the base string that it shows; " +
    "it never shows the secret as a header; a part of the search (for one input in 256) ends within its limits",
  retry_after: "any `Retry-After` is read; HTTP dates are read as the crate httpdate reads them",
  start_time:
    "start times are read as the crate jiff reads them; at the instant that was found, the zone shows that time",
  policy:
    "whatever fails, a call ends within its retries, its deadline, one clock correction and its secrets; whatever " +
    "the pages contain, a list ends, and it ends early only if no meetings follow",
  calendar:
    "each line of a feed has at most 75 bytes, and every event is read back, in whatever order the list is; over " +
    "three nights, a store loses no UID and gives none twice, no sequence shrinks, and the same list changes nothing",
};

const page = join(root, "docs/fuzzing.md");

/** `sums`: [{name, executions, seconds, inputs, crashes}]. The rows of targets that did not run stay as they are. */
export function writeReport(sums, targets) {
  const date = new Date().toISOString().slice(0, 10);
  const rows = new Map(writtenRows());
  for (const { name, executions, seconds, inputs, crashes } of sums.filter((sum) => sum.executions > 0)) {
    const figures = [executions, seconds, executions / (seconds || 1), inputs].map(count);
    rows.set(name, `| \`${name}\` | ${[claims[name], ...figures, crashes, date].join(" | ")} |`);
  }
  const table = Object.keys(targets).flatMap((name) => rows.get(name) ?? []);
  const cells = table.map((row) => row.split(" | "));
  const sum = (column) => cells.reduce((total, row) => total + Number(row[column].replaceAll(" ", "")), 0);
  const rustc = ask("rustc", ["--version"]).split(" ").slice(0, 2).join(" ");
  const what =
    "`npm run fuzz` runs every target for some seconds. `npm run fuzz -- decode --runs 5000000` runs one target for " +
    `longer. \`npm run fuzz -- --long\` wrote this page: ${count(sum(2))} executions, ` +
    `${sum(6) === 0 ? "no crash" : "until a crash ended it"}, ${rustc}.`;
  const lengths = Object.entries(targets).map(([name, { maxBytes }]) => `${maxBytes} bytes (${name})`);
  const how = [
    `The fuzzer is libFuzzer (cargo-fuzz) in one process. Inputs have up to ${lengths.join(", ")}.`,
    "Debug assertions and overflow checks are on. There is no sanitizer, because the crate forbids `unsafe`. A " +
      "crash ends the run.",
    "The long run starts with the inputs that a short run kept. It does not trace comparisons, which would take " +
      "half of the time.",
    "`fuzz/seeds.mjs` makes the first inputs from `tests/vectors`. It replaces lone surrogates, because serde_json " +
      "refuses them.",
  ].join(" ");
  const text = `# Fuzzing

${wrap(what)}

| target | what is checked | executions | seconds | a second | inputs kept | crashes | date |
|---|---|---:|---:|---:|---:|---:|---|
${table.join("\n")}

${wrap(how)}
`;
  writeFileSync(page, text);
}

/** [name, row] of what the page says now. */
function writtenRows() {
  const rows = readFileSync(page, "utf8").matchAll(/^\| `(\w+)` \| .*\| \d+ \| [\d-]+ \|$/gm);
  return [...rows].map(([row, name]) => [name, row]);
}

const count = (number) => Math.round(number).toLocaleString("en").replaceAll(",", " ");
