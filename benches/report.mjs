// Prints the tables. After a complete run, writes benches/results.json, docs/performance.md and docs/bench.svg. After a
// run of one part, writes the results and the tables of this part.

import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { say } from "../scripts/lib/log.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { calendarResults, calendarTables } from "./calendar/report.mjs";
import { goals, otherGoals } from "./goals.mjs";
import { median } from "./measure.mjs";
import { plot } from "./plot.mjs";
import { benches } from "./prepare.mjs";
import { LIST_MEETINGS_ALONE } from "./sizes.mjs";
import { map, medianRatio, printTables, readResults, short, verdict, writeResults, writeTables } from "./tables.mjs";
import { otherTable as otherWholeTable, wholeResults, wholeTables } from "./whole/report.mjs";

const decodeBase = "TextDecoder + JSON.parse";

/** `speed`: {runtime: {group: {peer: [microseconds]}}}. `calls`, `calendar`: undefined if they were not measured. */
export function report({ runtimes, calls, speed, calendar, others, isComplete }) {
  const tables = {
    ...(calls && wholeTables(calls)),
    ...tablesOf(speed, others),
    ...(calendar && calendarTables(calendar)),
  };
  printTables(tables);
  if (!isComplete) return;
  const machine = { cores: availableParallelism(), architecture: process.arch, system: process.platform };
  const versions = {
    runtimes: Object.fromEntries(runtimes.map(({ name, version }) => [name, version])),
    peers: peerVersions(),
  };
  const results = {
    machine,
    versions,
    ...(calls && { calls: wholeResults(calls) }),
    ratios: ratiosOf(speed),
    microseconds: mediansOf(speed),
    ...(calendar && { calendar: calendarResults(calendar) }),
    others,
  };
  writeResults(results);
  writeFileSync(join(root, "docs", "bench.svg"), plot(speed, ratio));
  writeTables({ ...tables, versions: versionTable(machine, versions) });
  say("\nWritten: benches/results.json, docs/performance.md, docs/bench.svg");
}

/** The calendar alone. */
export function reportCalendar(found, isComplete) {
  const tables = calendarTables(found);
  printTables(tables);
  if (isComplete) writePart({ calendar: calendarResults(found) }, tables);
}

/** The sizes alone: `sizes` is what `sizes` in sizes.mjs returned. */
export function reportSizes(sizes, isComplete) {
  const { calls, others } = readResults();
  const found = { ...others, sizes };
  const whole = { ...calls, size: sizes[LIST_MEETINGS_ALONE] };
  const tables = { sizes: sizeTable(sizes), others: otherTable(found), "whole call, others": otherWholeTable(whole) };
  printTables(tables);
  if (isComplete) writePart({ calls: whole, others: found }, tables);
}

function writePart(part, tables) {
  const { machine, versions: before, ...rest } = readResults();
  const versions = { ...before, peers: peerVersions() };
  writeResults({ machine, versions, ...rest, ...part });
  writeTables({ ...tables, versions: versionTable(machine, versions) });
  say("\nWritten: benches/results.json, docs/performance.md");
}

function tablesOf(speed, others) {
  return {
    goals: goalTable(speed),
    ...(others && { others: otherTable(others) }),
    sign: peerTable(speed, "sign", "LtiPro.sign"),
    ...Object.fromEntries(
      [1000, 20, 1].map((count) => [`decode-${count}`, peerTable(speed, `decode ${count}`, decodeBase)]),
    ),
    counts: countTable(speed),
    ...(others && {
      sizes: sizeTable(others.sizes),
      cold: coldTable(others.cold),
    }),
  };
}

/** The median of the ratios within each run. */
function ratio(groups, group, ours, peer) {
  return medianRatio(groups[group]?.[ours], groups[group]?.[peer]);
}

function goalTable(speed) {
  const names = Object.keys(speed);
  const cell = ({ group, ours, peer, atMost }, runtime) => {
    const value = ratio(speed[runtime], group, ours, peer);
    return value === undefined ? "" : verdict(value, atMost[runtime]);
  };
  return [["", ...names], ...goals.map((goal) => [goal.title, ...names.map((runtime) => cell(goal, runtime))])];
}

function otherTable(others) {
  return [
    ["", "measured, goal"],
    ...otherGoals.map(({ title, atMost, value }) => [title, verdict(value(others), atMost)]),
  ];
}

/** Ratios to `base` in the same runtime. */
function peerTable(speed, group, base) {
  const names = Object.keys(speed);
  const peers = [...new Set(names.flatMap((runtime) => Object.keys(speed[runtime][group])))];
  return [
    ["", ...names],
    ...peers.map((peer) => [peer, ...names.map((runtime) => short(ratio(speed[runtime], group, peer, base)))]),
  ];
}

function countTable(speed) {
  const names = Object.keys(speed);
  const cell = (runtime, count) => short(ratio(speed[runtime], `decode ${count}`, "decodeMeetings(bytes)", decodeBase));
  return [
    ["meetings", ...names],
    ...[1, 10, 20, 100, 1000].map((count) => [String(count), ...names.map((runtime) => cell(runtime, count))]),
  ];
}

function sizeTable(sizes) {
  return [["", "brotli, KiB"], ...Object.entries(sizes).map(([name, size]) => [name, size.toFixed(1)])];
}

function coldTable(cold) {
  return [
    ["", "import, ms", "first call, ms"],
    ...Object.entries(cold).map(([name, { load, first }]) => [name, load.toFixed(1), first.toFixed(2)]),
  ];
}

function versionTable({ cores, architecture, system }, { runtimes, peers }) {
  const list = (versions) =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ");
  return [
    ["", ""],
    ["machine", `${cores} cores, ${architecture}, ${system}`],
    ["runtimes", list(runtimes)],
    ["peers", list(peers)],
  ];
}

function peerVersions() {
  return JSON.parse(readFileSync(join(benches, "package.json"), "utf8")).devDependencies;
}

function ratiosOf(speed) {
  return map(speed, (groups) =>
    map(groups, (peers, group) =>
      map(peers, (_, peer) => ratio(groups, group, peer, group === "sign" ? "LtiPro.sign" : decodeBase)),
    ),
  );
}

function mediansOf(speed) {
  return map(speed, (groups) => map(groups, (peers) => map(peers, median)));
}
