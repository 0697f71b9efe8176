// The tables of the matrix: docs/matrix.md has a line for each row, and README.md a summary for each tool or runtime.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";

const full = join(root, "docs", "matrix.md");
const short = join(root, "README.md");

/**
 * Each row of the table, by column. Without counts and times, the page changes only with a version or a result.
 */
const columns = ["where", "how", "version", "loads", "ran", "result"];

/** Writes the results of the rows that ran. The lines of the other rows in `all` stay. */
export function writeTables(all, done) {
  const before = readTable();
  const lines = all
    .map((row) => done.find(({ name }) => name === row.name) ?? before.find((line) => isOf(row, line)))
    .filter(Boolean);
  replaceTable(
    full,
    markdown(
      columns,
      lines.map((entry) => (entry.name ? lineOf(entry) : entry)),
    ),
  );
  replaceTable(short, condensed());
}

/** The lines of docs/matrix.md, each as an object of its columns. */
export function readTable() {
  const [, , ...lines] = tableIn(full).split("\n").filter(Boolean);
  return lines.map((line) =>
    Object.fromEntries(line.split(" | ").map((cell, at) => [columns[at], cell.replace(/^\| | \|$/g, "").trim()])),
  );
}

/** Whether a line of the table is this row's. */
export function isOf(row, line) {
  return row.where === line.where && row.how === line.how;
}

/** The table of README.md, from docs/matrix.md. */
export function condensed() {
  const groups = new Map();
  for (const line of readTable()) groups.set(line.where, [...(groups.get(line.where) ?? []), line]);
  const lines = [...groups].map(([where, lines]) => ({
    where,
    versions: unique(lines, "version"),
    loads: unique(lines, "loads"),
    result: resultOf(lines),
  }));
  return markdown(["where", "versions", "loads", "result"], lines);
}

/** The text between the marks in README.md. */
export const shown = () => tableIn(short);

function lineOf({ where, how, version = "", loads = [], what = "", failed }) {
  const files = [loads]
    .flat()
    .map((file) => `\`${file}\``)
    .join(", ");
  return { where, how, version, loads: files, ran: what, result: failed ? "fails" : "works" };
}

function unique(lines, column) {
  return [...new Set(lines.flatMap((line) => line[column].split(", ")).filter(Boolean))].join(", ");
}

function resultOf(lines) {
  const failed = lines.filter(({ result }) => result !== "works").length;
  return failed === 0 ? "works" : `${failed} of ${lines.length} fail`;
}

function markdown(names, lines) {
  const cells = (values) => `| ${values.join(" | ")} |`;
  return [
    cells(names),
    `|${names.map(() => "---|").join("")}`,
    ...lines.map((line) => cells(names.map((name) => line[name]))),
  ].join("\n");
}

const marked = /(<!-- matrix -->\n\n)([\s\S]*?)(\n\n<!-- \/matrix -->)/;

function tableIn(path) {
  return marked.exec(readFileSync(path, "utf8"))[2];
}

function replaceTable(path, table) {
  const text = readFileSync(path, "utf8");
  const next = text.replace(marked, (_, before, __, after) => `${before}${table}${after}`);
  if (next !== text) writeFileSync(path, next);
}
