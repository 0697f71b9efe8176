// Writes the table of teachers, teachers.json, from a CSV file of Zoom users. It replaces the whole table. Exit status
// 3: some lines were left out. This file is the same in every service that reads teachers.json.

import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { readUsers } from "./lib/users.mjs";

const [path, ...others] = process.argv.slice(2);
if (!path || others.length > 0) {
  console.error("Name one file, such as users.csv.");
  process.exit(2);
}
try {
  const { teachers, problems } = readUsers(readFileSync(path, "utf8"));
  for (const problem of problems) console.error(problem);
  console.log(`Teachers: ${teachers.size}. Problems: ${problems.length}.`);
  if (problems.length > 0) process.exitCode = 3;
  if (teachers.size === 0) throw new Error("The file has no teachers, so the table was not changed.");
  const file = new URL("teachers.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(teachers), null, 1)}\n`, { mode: 0o600 });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
