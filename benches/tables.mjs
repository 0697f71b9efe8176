// Tables of figures: rows of cells, the first row the heads.

import { median } from "./measure.mjs";

/** The median of the ratios within each run or round. */
export function medianRatio(ours, theirs) {
  return ours && theirs ? median(ours.map((value, i) => value / theirs[i])) : undefined;
}

/** A figure beside its goal, where there is one. */
export function verdict(value, atMost) {
  if (value === undefined || atMost === undefined) return short(value);
  return `${short(value)} ${value <= atMost ? "✔" : "✘"} ≤ ${atMost}`;
}

export function short(value) {
  if (value === undefined) return "";
  return value < 0.1 ? value.toFixed(3) : value.toFixed(2);
}

/** A table as a terminal shows it. */
export function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] + 2))).join(""),
    )
    .join("\n");
}
