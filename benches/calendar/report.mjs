// The tables for the calendar.

import { calendarGoals } from "../goals.mjs";
import { median } from "../measure.mjs";
import { map, medianRatio, short, verdict } from "../tables.mjs";
import { counts } from "./counts.mjs";

const base = "ical-generator";

/** {name: table}. `speed`: {runtime: {group: {peer: [microseconds]}}}; `requests`: what `measureRequests` returned. */
export function calendarTables({ speed, requests }) {
  return {
    calendar: goalTable(speed),
    ...Object.fromEntries(Object.keys(speed).map((name) => [`calendar in ${name}`, peerTable(speed[name])])),
    "calendar growth": growthTable(speed),
    ...(requests && { "calendar request": requestTable(requests) }),
  };
}

/** The part of results.json for the calendar. */
export function calendarResults({ speed, requests }) {
  return {
    ratios: map(speed, (groups) => map(groups, (peers) => map(peers, (times) => medianRatio(times, peers[base])))),
    microseconds: map(speed, (groups) => map(groups, (peers) => map(peers, median))),
    ...(requests && { requests: map(requests, (candidates) => map(candidates, median)) }),
  };
}

const group = (count) => `feed ${count}`;

const heads = (list) => ["", ...list.map((count) => `${count} meetings`)];

function goalTable(speed) {
  const rows = Object.keys(speed).flatMap((runtime) =>
    calendarGoals.map(({ ours, atMost }) => [
      `${runtime}: \`${ours}\` / ${base}`,
      ...counts.map((count) => {
        const peers = speed[runtime][group(count)];
        return verdict(medianRatio(peers[ours], peers[base]), atMost);
      }),
    ]),
  );
  return [heads(counts), ...rows];
}

function peerTable(groups) {
  const names = Object.keys(groups[group(counts[0])]);
  const cell = (name, count) => short(medianRatio(groups[group(count)][name], groups[group(count)][base]));
  return [heads(counts), ...names.map((name) => [name, ...counts.map((count) => cell(name, count))])];
}

/** The time for each meeting, with 1000 meetings = 1. */
function growthTable(speed) {
  const each = (groups, name, count) => groups[group(count)][name].map((time) => time / count);
  const rows = Object.entries(speed).flatMap(([runtime, groups]) =>
    ["calendarFeed", "calendarFeed, without a store", "nextChanges", base].map((name) => [
      `${runtime}: ${name}`,
      ...counts.map((count) => short(medianRatio(each(groups, name, count), each(groups, name, 1000)))),
    ]),
  );
  return [heads(counts), ...rows];
}

function requestTable(requests) {
  const sizes = Object.keys(requests);
  const names = Object.keys(requests[sizes[0]]);
  const cell = (name, count) => short(medianRatio(requests[count][name], requests[count][names[0]]));
  return [heads(sizes), ...names.map((name) => [name, ...sizes.map((count) => cell(name, count))])];
}
