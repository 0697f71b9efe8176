// The programs that read the feeds back. None of them is ours.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Advice } from "../../scripts/lib/log.mjs";
import { projectCache, root, writableCache } from "../../scripts/lib/paths.mjs";
import { run, which } from "../../scripts/lib/run.mjs";
import { consumerEnv, withFixture } from "../matrix/lib/fixtures.mjs";
import { nodeBinaries } from "../support/nodes.mjs";
import { feeds } from "./feeds.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** What programs cannot read (`has` of a feed), and why. Such feeds are not compared. */
export const limits = {
  "node-ical": {
    backslash: "reads an escaped backslash before an n as a line end",
    edge: "drops whitespace at the ends of a text",
    separator: "drops a text with U+2028 or U+2029",
  },
  khal: {
    backslashN: "stores a backslash before an N as a line end",
    edge: "drops whitespace at the ends of a text",
  },
  libical: { edge: "drops whitespace at the start of a text" },
  "icalendar (Ruby)": {
    backslash: "reads an escaped backslash before an n as a line end",
    urlList: "splits a URL at commas and semicolons",
  },
  "sabre/vobject": { punctuation: "keeps the backslashes of escaped commas and semicolons" },
};

/** The fields that a program does not show. */
export const unseen = { khal: ["sequence", "lastModified"] };

/** What a program reads otherwise than RFC 5545 says. */
export const deviations = {
  khal: {
    reason: "shows an event without an end as one hour",
    expected: (event) => (event.end === event.start ? { ...event, end: event.start + 3_600_000 } : event),
  },
};

/** Writes feeds with the package in `packed`. Returns them and their file. */
export async function writeFeeds(packed, options) {
  const entry = join(packed, "node_modules", "zoom-lti-pro", "dist", "calendar.js");
  const written = [...feeds(await import(pathToFileURL(entry).href), options)];
  const folder = join(projectCache, "judges");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "feeds.json");
  writeFileSync(file, JSON.stringify(written));
  return { feeds: written, file };
}

/** Each resolves to {judge: {version, read}}. */
export const groups = { npm, crates, pypi, debian };

async function npm(file, packed) {
  // node-ical needs Node 22.
  const [{ path: node }] = await nodeBinaries([22]);
  return withFixture("calendar", packed, async (folder) => {
    const program = join(folder, "node.mjs");
    writeFileSync(program, readFileSync(join(here, "node.mjs")));
    return results(node, [program, file], { cwd: folder, env: consumerEnv() });
  });
}

async function crates(file) {
  const manifest = join(here, "rust", "Cargo.toml");
  const target = join(root, "target", "judges");
  const args = ["run", "--quiet", "--release", "--locked", "--manifest-path", manifest, "--target-dir", target, "--"];
  return results("cargo", [...args, file]);
}

/** In a virtual environment, once per machine. */
async function pypi(file) {
  const requirements = join(here, "python", "requirements.txt");
  const folder = join(writableCache(), "judges-python");
  const python = join(folder, process.platform === "win32" ? "Scripts" : "bin", "python");
  if (!existsSync(python)) await run("python3", ["-m", "venv", folder], { quiet: true });
  await run(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements], { label: "pip", quiet: true });
  return results(python, [join(here, "python", "judges.py"), file]);
}

/** Programs of Debian 12, if they are installed. */
async function debian(file) {
  const found = {};
  for (const [program, script] of [
    ["/usr/bin/python3", "libical.py"],
    ["ruby", "icalendar.rb"],
    ["php", "sabre.php"],
  ]) {
    if (!which(program) && !existsSync(program)) throw new Advice(`${program} is missing: ${howOnDebian}`);
    Object.assign(found, await results(program, [join(here, "debian", script), file]).catch(missing));
  }
  return found;
}

const howOnDebian = "run apt-get install libical3 python3 ruby-icalendar php-cli php-sabre-vobject.";

function missing(error) {
  throw new Advice(`${error.message}. On Debian 12, ${howOnDebian}`);
}

async function results(program, args, options) {
  const out = join(projectCache, "judges", "read.json");
  writeFileSync(out, "{}");
  await run(program, [...args, out], { label: args.at(-2), quiet: true, ...options });
  return JSON.parse(readFileSync(out, "utf8"));
}
