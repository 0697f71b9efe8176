// npm run judges -- [group…]: calendar programs read random feeds back. Without names, all of them do, and the result
// is written to docs/calendar-programs.md. It needs the built package, Python 3 and Debian 12.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Advice, main, say } from "../../scripts/lib/log.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { installed } from "../support/installed.mjs";
import { wrap } from "../support/wrap.mjs";
import { compare } from "./compare.mjs";
import { deviations, groups, limits, unseen, writeFeeds } from "./judges.mjs";

const registries = { npm: "npm", crates: "crates.io", pypi: "PyPI", debian: "Debian 12" };
const options = { seed: 20_261_128, random: 400 };

await main(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in groups));
  if (unknown) throw new Advice(`There is no group "${unknown}": the groups are ${Object.keys(groups).join(", ")}.`);
  const packed = await installed();
  const { feeds, file } = await writeFeeds(packed, options);
  const rows = [];
  for (const group of names.length > 0 ? names : Object.keys(groups)) {
    for (const [judge, { version, read }] of Object.entries(await groups[group](file, packed))) {
      const row = { group, judge, version, ...compare(feeds, read, judge) };
      say(`${judge} ${version}: ${row.events} events, ${row.differences.length} differences`);
      for (const difference of row.differences.slice(0, 3)) say(JSON.stringify(difference).slice(0, 600));
      rows.push(row);
    }
  }
  if (rows.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
  if (names.length === 0) writeFileSync(join(root, "docs", "calendar-programs.md"), report(feeds, rows));
});

function report(feeds, rows) {
  const date = new Date().toISOString().slice(0, 10);
  const events = feeds.reduce((sum, feed) => sum + feed.events.length, 0);
  const what =
    `\`npm run judges\` wrote this page on ${date}: programs that are not part of this project read ` +
    `${feeds.length} feeds with ${events} events. \`npm test\` runs those of npm and crates.io.`;
  const how =
    "The feeds have random meetings in every script, each length around the fold, every escape, every control " +
    "character, empty texts and very long ones, with and without a store (`tests/judges/feeds.mjs`). Compared are " +
    "UID, start, end, title, description, place, URL, sequence and last change.";
  const table = rows.map(
    ({ group, judge, version, feeds, events, differences }) =>
      `| ${judge} ${version} | ${registries[group]} | ${feeds} | ${events} | ${differences.length} |`,
  );
  const reasons = Object.entries(limits).flatMap(([judge, kinds]) =>
    Object.entries(kinds).map(([kind, reason]) => wrap(`- ${judge} ${reason} (${kind}).`, "  ")),
  );
  const others = Object.entries(deviations).map(([judge, { reason }]) => wrap(`- ${judge} ${reason}.`, "  "));
  const hidden = Object.entries(unseen).map(([judge, names]) => `- ${judge} does not show: ${names.join(", ")}.`);
  return `# Programs that read the feeds

${wrap(what)}

${wrap(how)}

| program | from | feeds | events | differences |
|---|---|---:|---:|---:|
${table.join("\n")}

A feed is not compared if it has what the program is known not to read:

${reasons.join("\n")}

What else is known of them:

${[...others, ...hidden].join("\n")}
`;
}
