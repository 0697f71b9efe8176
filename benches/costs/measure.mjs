// The table of docs/limits.md: how the cost of each public function depends on the size of its input.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../scripts/lib/log.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { subjects } from "./inputs.mjs";

/** Each measurement exceeds the clock's resolution. The fastest counts, since other work only adds time. */
const LONG_MS = 8;
const TRIES = 5;

/** Measures the package installed in a folder. Writes docs/limits.md if `isComplete`. */
export async function measureCosts(installed, isComplete) {
  const entry = (name) => import(join(installed, "node_modules/zoom-lti-pro/dist", `${name}.js`));
  const names = ["index", "calendar", "explain", "testing"];
  const [client, calendar, explain, testing] = await Promise.all(names.map(entry));
  const rows = [];
  for (const { name, sizes, shapes } of subjects({ client, calendar, explain, testing })) {
    const found = [];
    for (const [shape, make] of Object.entries(shapes)) {
      const times = [];
      for (const size of sizes) times.push(await cpuMs(make(size)));
      found.push({ shape, times, exponent: exponentOf(times, sizes) });
    }
    const dearest = found.reduce((one, other) => (other.times.at(-1) > one.times.at(-1) ? other : one));
    // Inputs that take almost no time show only the clock's resolution.
    const weighty = found.filter(({ times }) => times.at(-1) > dearest.times.at(-1) / 20);
    const steepest = Math.max(...weighty.map(({ exponent }) => exponent));
    rows.push({ name, sizes, ...dearest, steepest, shapes: found.length });
    say(line(rows.at(-1)).join("  "));
  }
  if (isComplete) writeTable(rows);
}

async function cpuMs(work) {
  await once(work);
  let best = Infinity;
  for (let tried = 0, count = 1; tried < TRIES; ) {
    const before = cpu();
    for (let i = 0; i < count; i++) await once(work);
    const took = cpu() - before;
    if (took < LONG_MS) {
      count *= 2;
      continue;
    }
    best = Math.min(best, took / count);
    tried += took > 500 ? TRIES : 1;
  }
  return best;
}

/** Errors are expected: the functions refuse many of these inputs. */
async function once(work) {
  try {
    await work();
  } catch {}
}

/** CPU time of the process, because garbage collection is part of the cost. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Uses the last two sizes, where the fixed cost of a call matters least. */
function exponentOf(times, sizes) {
  return Math.log(times.at(-1) / times.at(-2)) / Math.log(sizes.at(-1) / sizes.at(-2));
}

function line({ name, sizes, shape, times, exponent, steepest, shapes }) {
  const each = times.map((ms, i) => ((ms * 1e6) / sizes[i]).toPrecision(2).replace(/\.0$/, ""));
  const plain = each.map((figure) => String(Number(figure)));
  const last = sizes.at(-1);
  const size = last < 1000 ? `${last} B` : `${Math.round(last / 1000)} kB`;
  return [`\`${name}\``, shape, size, ...plain, exponent.toFixed(2), `${steepest.toFixed(2)} of ${shapes}`];
}

function writeTable(rows) {
  const heads = ["function", "costliest input", "up to", "ns/byte: 1/16", "1/4", "whole", "exponent", "steepest"];
  const cells = [heads, heads.map((_, column) => (column < 2 ? "---" : "---:")), ...rows.map(line)];
  const table = cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
  const page = join(root, "docs/limits.md");
  const text = readFileSync(page, "utf8");
  const written = text.replace(/(<!-- costs -->\n)[\s\S]*?(<!-- \/costs -->)/, (_, head, foot) =>
    [head, table, `\n${foot}`].join("\n"),
  );
  writeFileSync(page, written);
  say("\nWritten: docs/limits.md");
}
