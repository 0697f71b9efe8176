// The rows of the matrix, from tests/matrix/rows. They import npm packages: after the set-up only.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../../scripts/lib/paths.mjs";

const folder = join(root, "tests", "matrix", "rows");

/** As in the table: what the package is, where it runs, what bundles it, who else uses it. */
const order = [
  "package",
  "types",
  "commands",
  "cli",
  "workers",
  "edge",
  "browsers",
  "bundlers",
  "settings",
  "frameworks",
  "odd",
];

/** Each: {name, where, how, run(context)}. */
export async function loadRows() {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".mjs"))
    .sort((a, b) => place(a) - place(b));
  const loaded = await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)))));
  return loaded.flatMap(({ rows }) => rows);
}

function place(file) {
  return order.indexOf(file.replace(".mjs", ""));
}
