// Prints and writes tables: rows of cells, with the headings in the first row.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../scripts/lib/log.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { median } from "./measure.mjs";

/** The median of the ratios within each run or round. */
export function medianRatio(ours, theirs) {
  return ours && theirs ? median(ours.map((value, i) => value / theirs[i])) : undefined;
}

/** A figure with its goal, if it has one. */
export function verdict(value, atMost) {
  if (value === undefined || atMost === undefined) return short(value);
  return `${short(value)} ${value <= atMost ? "✔" : "✘"} ≤ ${atMost}`;
}

export function short(value) {
  if (value === undefined) return "";
  return value < 0.1 ? value.toFixed(3) : value.toFixed(2);
}

/** Maps each value of an object with `change(value, name)`. */
export function map(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}

/** Prints {title: table} for a terminal. */
export function printTables(tables) {
  for (const [title, table] of Object.entries(tables)) say(`\n${title}\n\n${aligned(table)}`);
}

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] + 2))).join(""),
    )
    .join("\n");
}

/** Writes each table into docs/performance.md between its two named comments. People write the rest. */
export function writeTables(tables) {
  const page = join(root, "docs", "performance.md");
  let text = readFileSync(page, "utf8");
  for (const [name, [head, ...rows]] of Object.entries(tables)) {
    const [before, after] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
    const [start, end] = [text.indexOf(before), text.indexOf(after)];
    if (start < 0 || end < 0) throw new Error(`docs/performance.md has no place for the table "${name}"`);
    const line = (cells) => `| ${cells.join(" | ")} |`;
    const table = [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
    text = `${text.slice(0, start)}${before}\n${table}\n\n${text.slice(end)}`;
  }
  writeFileSync(page, text);
}

const results = join(root, "benches", "results.json");

export function readResults() {
  return JSON.parse(readFileSync(results, "utf8"));
}

export function writeResults(found) {
  writeFileSync(results, `${JSON.stringify(found, rounded, 2)}\n`);
}

function rounded(_, value) {
  return typeof value === "number" ? Number(value.toPrecision(4)) : value;
}
