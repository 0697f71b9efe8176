// docs/fuzzing.md: what the long run did, from its own output.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/lib/paths.mjs";
import { ask } from "../scripts/lib/run.mjs";
import { wrap } from "../tests/support/wrap.mjs";

const claims = {
  decode: "the decoder answers any bytes as a reference over serde_json does (the one of `tests/decode/`)",
  verify:
    "a request verifies exactly where its header signs what its query says to another decoder; one bit " +
    "changed, it does not",
  query:
    "a query is read as the crate form_urlencoded reads it, within the limits, and what is written reads back; the " +
    "meeting list's parameters keep to their rules",
  paste:
    "any paste, signature and secret is read; the URL shown reads back to the base string shown; the header " +
    "shown is never the secret; of one in 256 a part of the search ends within its limits",
  retry_after: "`Retry-After` and HTTP dates are judged; HTTP dates read as the crate httpdate reads them",
  start_time:
    "start times read as the crate jiff reads them; an instant found in a zone shows the time that was sought",
  policy:
    "whatever fails, a call ends within its retries, its time, one corrected clock and its secrets; whatever " +
    "the pages say, a list ends, and early only where nothing more comes",
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
    "`npm run fuzz` runs every target for some seconds, `npm run fuzz -- decode --runs 5000000` one for longer, and " +
    `\`npm run fuzz -- --long\` wrote this page: ${count(sum(2))} executions, ` +
    `${sum(6) === 0 ? "no crash" : "until a crash ended it"}, ${rustc}.`;
  const lengths = Object.entries(targets).map(([name, { longest }]) => `${longest} bytes (${name})`);
  const how = [
    `libFuzzer (cargo-fuzz), one process beside other work, inputs of up to ${lengths.join(", ")}.`,
    "Debug assertions and overflow checks are on. No sanitizer: the crate forbids `unsafe`. A crash ends the run.",
    "The long run goes on from what a short one kept, and leaves out the tracing of comparisons, which takes half of " +
      "the time.",
    "The first inputs are made of `tests/vectors` (`fuzz/seeds.mjs`); lone surrogates are rewritten for " +
      "serde_json, which refuses them.",
  ].join(" ");
  const text = `# Fuzzing

${wrap(what)}

| target | what holds | executions | seconds | a second | inputs kept | crashes | date |
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
