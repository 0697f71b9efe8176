// The rows of the matrix, from tests/matrix/rows. They import npm packages, so they need the set-up.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../../scripts/lib/paths.mjs";

const folder = join(root, "tests", "matrix", "rows");

/** In the order of the table: the package, runtimes, bundlers, other consumers. */
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
