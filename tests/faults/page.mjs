// Writes docs/faults.md, the table of faults with expected and observed results, after a run without failures.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { wrap } from "../support/wrap.mjs";
import { expectation } from "./suite.mjs";
import { groups } from "./table.mjs";

const path = fileURLToPath(new URL("../../docs/faults.md", import.meta.url));
const titles = {
  connection: "Before the body",
  framing: "Framing of the body",
  contents: "Content of the body",
  statuses: "Statuses, signatures, clocks, redirects",
  pages: "Between pages",
};

/** `seen`: {runtime: [{name, note}]}. */
export function writePage(seen) {
  const runtimes = Object.keys(seen);
  const rows = Object.values(groups).reduce((sum, group) => sum + Object.keys(group).length, 0);
  const tables = Object.entries(groups).map(([name, group]) => `## ${titles[name]}\n\n${tableOf(group, seen)}\n`);
  const calls = rows * runtimes.length;
  const what =
    `${rows} faults, made by a server of plain TCP (\`tests/faults/\`), on ${runtimes.join(", ")}, with the packed ` +
    `package: ${calls} of ${calls} calls ended with the right meetings or the right typed error before their ` +
    "deadline, and left no connection open. No request went to the target of a redirect.";
  const how =
    'A call may make one retry here, without a wait. "→" is the expected result. Runtimes with another result are ' +
    "listed at the end.";
  const text = `# Faults

${wrap(what)}

${wrap(how)}

${tables.join("\n")}
## Where a runtime differs

${differences().join("\n")}
`;
  writeFileSync(path, text);
}

function tableOf(group, seen) {
  const runtimes = Object.keys(seen);
  const head = `| fault | → | ${runtimes.join(" | ")} |\n|---|---|${"---|".repeat(runtimes.length)}`;
  const lines = Object.entries(group).map(([name, row]) => {
    const notes = runtimes.map((runtime) =>
      observed(
        row,
        runtime,
        seen[runtime].find((result) => result.name === name),
      ),
    );
    return `| ${name} | ${inWords(row.expect)} | ${notes.join(" | ")} |`;
  });
  return [head, ...lines].join("\n");
}

/** If chance decides between two outcomes, both: the page must be the same after every run. */
function observed(row, runtime, { note }) {
  const expected = expectation(row, runtime);
  return expected.either ? inWords(expected) : note.replace(/ \([\d.]+ s\)$/, "");
}

function inWords({ either, rows, code, warning, attempts, retryable }) {
  if (either) return either.map(inWords).join(", or ");
  const what = [
    rows && `${rows.length} meetings`,
    code && `\`${code}\``,
    code && retryable && "retryable",
    warning && `\`${warning}\``,
    attempts > 1 && `${attempts} attempts`,
  ];
  return what.filter(Boolean).join(", ");
}

function differences() {
  return Object.values(groups).flatMap((group) =>
    Object.entries(group).flatMap(([name, { on = {} }]) =>
      Object.entries(on).map(([runtime, [expect, why]]) =>
        wrap(`- ${name}, ${runtime}: ${inWords(expect)}; ${why}.`, "  "),
      ),
    ),
  );
}
