// The table of the matrix: docs/matrix.md has a line for each row.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";

const page = join(root, "docs", "matrix.md");

/**
 * Each row of the table, by column. Without counts and times, the page changes only with a version or a result.
 */
const columns = ["where", "how", "version", "loads", "ran", "result"];

/** Writes the results of the rows that ran. The lines of the other rows in `all` stay. */
export function writeTable(all, done) {
  const before = readTable();
  const lines = all
    .map((row) => done.find(({ name }) => name === row.name) ?? before.find((line) => isOf(row, line)))
    .filter(Boolean);
  replaceTable(markdown(lines.map((entry) => (entry.name ? lineOf(entry) : entry))));
}

/** The lines of docs/matrix.md, each as an object of its columns. */
export function readTable() {
  const [, , ...lines] = tableText().split("\n").filter(Boolean);
  return lines.map((line) =>
    Object.fromEntries(line.split(" | ").map((cell, at) => [columns[at], cell.replace(/^\| | \|$/g, "").trim()])),
  );
}

/** Whether a line of the table is this row's. */
export function isOf(row, line) {
  return row.where === line.where && row.how === line.how;
}

function lineOf({ where, how, version = "", loads = [], what = "", failed }) {
  const files = [loads]
    .flat()
    .map((file) => `\`${file}\``)
    .join(", ");
  return { where, how, version, loads: files, ran: what, result: failed ? "fails" : "works" };
}

function markdown(lines) {
  const cells = (values) => `| ${values.join(" | ")} |`;
  return [
    cells(columns),
    `|${columns.map(() => "---|").join("")}`,
    ...lines.map((line) => cells(columns.map((name) => line[name]))),
  ].join("\n");
}

const marked = /(<!-- matrix -->\n\n)([\s\S]*?)(\n\n<!-- \/matrix -->)/;

function tableText() {
  return marked.exec(readFileSync(page, "utf8"))[2];
}

function replaceTable(table) {
  const text = readFileSync(page, "utf8");
  const next = text.replace(marked, (_, before, __, after) => `${before}${table}${after}`);
  if (next !== text) writeFileSync(page, next);
}
