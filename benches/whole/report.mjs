// The tables of whole calls.

import { say } from "../../scripts/lib/log.mjs";
import { wholeGoals } from "../goals.mjs";
import { aligned, medianRatio, short, verdict } from "../tables.mjs";
import { counts, forms } from "./samples.mjs";

const base = "by hand";

/** Prints the tables. */
export function reportWhole(found) {
  for (const [title, table] of Object.entries(wholeTables(found))) say(`\n${title}\n\n${aligned(table)}`);
}

/** {name: table} of what `measureWhole` found. */
export function wholeTables({ calls }) {
  return {
    ...Object.fromEntries(forms.map((form) => [`whole ${form}`, goalTable(calls, form)])),
    ...Object.fromEntries(Object.entries(calls).map(([runtime, found]) => [`whole ${runtime}`, runtimeTable(found)])),
  };
}

function goalTable(calls, form) {
  const rows = wholeGoals.filter(({ runtime }) => calls[runtime]);
  const cell = ({ runtime, ours, peer, atMost, oneMeeting = atMost }, count) => {
    const times = calls[runtime][form][count];
    return verdict(medianRatio(times[ours], times[peer]), count === 1 ? oneMeeting : atMost);
  };
  return [
    ["", ...counts.map(meetings)],
    ...rows.map((goal) => [
      `${goal.runtime}: \`${goal.ours}\` / ${goal.peer}`,
      ...counts.map((count) => cell(goal, count)),
    ]),
  ];
}

/** All candidates beside by hand. */
function runtimeTable(found) {
  const names = Object.keys(found[forms[0]][counts[0]]);
  return [
    ["", ...counts.map(meetings)],
    ...forms.flatMap((form) =>
      names.map((name) => [
        `${form}: ${name}`,
        ...counts.map((count) => short(medianRatio(found[form][count][name], found[form][count][base]))),
      ]),
    ),
  ];
}

function meetings(count) {
  return count === 1 ? "1 meeting" : `${count} meetings`;
}
