// npm run lighthouse: the scores of the demo's pages, with Lighthouse's mobile preset, the median of five runs. Writes
// docs/pages.md. Fails if a score is below its minimum.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeBinaries } from "../tests/support/nodes.mjs";
import { findBrowser } from "./browser.mjs";
import { build } from "./build.mjs";
import { startDemo } from "./demo.mjs";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { npm, run } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const folder = join(root, "tests", "lighthouse");
const pages = { Meetings: "/", Debugger: "/debug/" };
/** In the order in which measure.mjs prints them. */
const minimum = { Performance: 95, Accessibility: 100, "Best practices": 100 };

await main(async () => {
  await setup({ browser: true });
  await build({});
  await ensureLighthouse();
  const demo = await startDemo({ env: {} });
  try {
    const measured = await measure(Object.values(pages).map((path) => new URL(path, demo.url).href));
    const rows = Object.keys(pages).map((name, index) => ({ name, ...summary(measured[index].runs) }));
    for (const row of rows) say(`${row.name}: ${row.scores.join(", ")}${row.failed.length ? `  ${row.failed}` : ""}`);
    writeFileSync(join(root, "docs", "pages.md"), page(rows));
    const wanted = Object.entries(minimum);
    const low = rows.flatMap(({ name, scores }) =>
      wanted.filter(([, least], index) => scores[index] < least).map(([category]) => `${name}: ${category}`),
    );
    if (low.length > 0) throw new Advice(`Below the minimum: ${low.join("; ")}.`);
  } finally {
    await demo.stop();
  }
});

async function ensureLighthouse() {
  if (existsSync(join(folder, "node_modules", "lighthouse"))) return;
  const [command, first] = npm();
  await run(command, [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, quiet: true });
}

/** Lighthouse needs Node 22.19. */
async function measure(urls) {
  const [{ path }] = await nodeBinaries([22]);
  const env = { ...process.env, CHROME_PATH: await findBrowser() };
  const printed = await run(path, [join(folder, "measure.mjs"), ...urls], { env, label: "lighthouse", quiet: true });
  return JSON.parse(printed.trim().split("\n").at(-1));
}

function summary(runs) {
  const medianOf = (value) => runs.map(value).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
  return {
    scores: Object.keys(minimum).map((_, index) => medianOf(({ scores }) => scores[index])),
    paint: medianOf(({ paint }) => paint),
    blocked: medianOf(({ blocked }) => blocked),
    shift: medianOf(({ shift }) => shift),
    failed: [...new Set(runs.flatMap(({ failed }) => failed.map(([id]) => id)))],
  };
}

function page(rows) {
  const cells = rows.map(({ name, scores, paint, blocked, shift }) => {
    const times = [`${(paint / 1000).toFixed(1)} s`, `${Math.round(blocked)} ms`, shift.toFixed(3)];
    return `| ${[name, ...scores, ...times].join(" | ")} |`;
  });
  const least = Object.entries(minimum).map(([category, score]) => `${score} for ${category.toLowerCase()}`);
  return `# The demo's pages

\`npm run lighthouse\` measures the built demo and writes this page. It uses Lighthouse's mobile preset: a slow
telephone and a slow network, both simulated. Each figure is the median of five runs.

The script fails below ${least.join(", ")}.

| page | performance | accessibility | best practices | largest paint | blocked | layout shift |
|---|---|---|---|---|---|---|
${cells.join("\n")}

\`axe\` finds no problem in either page, in four sizes, light and dark (\`tests/www/\`).
`;
}
