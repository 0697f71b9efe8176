// The tables for whole calls.

import { say } from "../../scripts/lib/log.mjs";
import { wholeGoals, wholeOtherGoals } from "../goals.mjs";
import { median } from "../measure.mjs";
import { map, medianRatio, printTables, readResults, short, verdict, writeResults, writeTables } from "../tables.mjs";
import { counts, forms } from "./samples.mjs";

const base = "by hand";

/** Prints the tables. Also writes them if the run is complete. */
export function reportWhole(found, isComplete) {
  const tables = wholeTables(found);
  printTables(tables);
  if (!isComplete) return;
  const { machine, versions, ratios, calls: _, ...rest } = readResults();
  writeResults({ machine, versions, calls: wholeResults(found), ratios, ...rest });
  writeTables(tables);
  say("\nWritten: benches/results.json, docs/performance.md");
}

/** {name: table} for the results of `measureWhole`. */
export function wholeTables({ calls, first, size }) {
  const names = Object.keys(calls);
  return {
    ...Object.fromEntries(forms.map((form) => [`whole call, ${form}`, goalTable(calls, form)])),
    "whole call, others": otherTable({ first, size }),
    ...Object.fromEntries(names.map((name) => [`whole call in ${name}`, runtimeTable(calls[name])])),
    ...(first && { "first request": firstTable(first) }),
  };
}

/** The part of results.json for whole calls. */
export function wholeResults({ calls, first, size }) {
  const each = (change) =>
    map(calls, (found) => map(found, (pages) => map(pages, (times) => map(times, change(times)))));
  return {
    ratios: each((times) => (ours) => medianRatio(ours, times[base])),
    microseconds: each(() => median),
    first,
    size,
  };
}

function goalTable(calls, form) {
  const cell = ({ runtime, ours, peer, atMost, oneMeeting = atMost }, count) => {
    const times = calls[runtime][form][count];
    return verdict(medianRatio(times[ours], times[peer]), count === 1 ? oneMeeting : atMost);
  };
  const title = ({ runtime, ours, peer }) => `${runtime}: \`${ours}\` / ${peer}`;
  const rows = wholeGoals.filter(({ runtime }) => calls[runtime]);
  return [heads, ...rows.map((goal) => [title(goal), ...counts.map((count) => cell(goal, count))])];
}

/** What is not a table of whole calls: the first request, and the size. */
export function otherTable(found) {
  const rows = wholeOtherGoals.map(({ title, atMost, value }) => [title, verdict(value(found), atMost)]);
  return [["", "measured, goal"], ...rows.filter(([, cell]) => cell)];
}

/** Each candidate relative to by hand. A cell has one ratio for each form of body. */
function runtimeTable(found) {
  const cell = (name, count) =>
    forms.map((form) => short(medianRatio(found[form][count][name], found[form][count][base]))).join(" · ");
  const names = Object.keys(found[forms[0]][counts[0]]);
  return [heads, ...names.map((name) => [name, ...counts.map((count) => cell(name, count))])];
}

function firstTable(first) {
  return [
    ["", "by hand = 1", "ms"],
    ...Object.entries(first).map(([name, ms]) => [name, short(ms / first[base]), ms.toFixed(1)]),
  ];
}

const heads = ["", ...counts.map((count) => (count === 1 ? "1 meeting" : `${count} meetings`))];
