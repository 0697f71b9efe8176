// npm run scale: what one, a hundred and ten thousand teachers cost, simulated over the emulator; writes the tables of
// docs/scale.md. `npm run scale -- --quick` leaves out whatever has more than 300 teachers, and writes nothing.

import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { Advice, main, say, seconds } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { line, measuredTables, simulated, writeTables } from "./lib/scale/tables.mjs";
import { setup } from "./setup.mjs";

const dist = join(root, "dist");
const cost = join(root, "scripts", "lib", "scale", "cost.mjs");
const quickly = 300;

await main(async () => {
  const given = process.argv.slice(2);
  if (given.some((argument) => argument !== "--quick")) throw new Advice("The one option is --quick.");
  const started = Date.now();
  await setup({});
  await build({});
  const largest = given.length > 0 ? quickly : Infinity;
  const measured = await measure();
  const tables = { ran: machine(measured), ...measuredTables(measured), ...(await simulateAll(largest)) };
  for (const [name, { head, rows }] of Object.entries(tables))
    say(`\n${name}\n${[head, ...rows].map(line).join("\n")}`);
  if (largest === Infinity) writeTables(tables);
  say(`\n${largest === Infinity ? "Written: docs/scale.md; " : ""}${seconds(started)} s`);
});

/** In processes of their own; of the first pages' times the median of seven. */
async function measure() {
  const firsts = [];
  for (let i = 0; i < 7; i++) firsts.push(await costs([cost, dist, "--first"]));
  const [first] = firsts.toSorted((a, b) => a.firstMs - b.firstMs).slice(3);
  return { ...(await costs(["--expose-gc", cost, dist])), first };
}

async function costs(args) {
  return JSON.parse(await run(process.execPath, args, { label: "cost.mjs", quiet: true }));
}

async function simulateAll(largest) {
  const load = (name) => import(pathToFileURL(join(dist, `${name}.js`)).href);
  const library = { ...(await load("index")), ...(await load("testing")) };
  const tables = {};
  for (const [name, { head, rows }] of Object.entries(simulated)) {
    const begun = Date.now();
    const done = [];
    for (const { size, line: cells } of rows) if (size <= largest) done.push(await cells(library));
    tables[name] = { head, rows: done };
    say(`· ${name} (${seconds(begun)} s)`);
  }
  return tables;
}

function machine({ heapPerMeeting }) {
  const head = ["Node", "machine", "heap that a meeting takes, bytes"];
  return {
    head,
    rows: [
      [
        process.versions.node,
        `${availableParallelism()} cores, ${process.arch}, ${process.platform}`,
        heapPerMeeting.toFixed(0),
      ],
    ],
  };
}
