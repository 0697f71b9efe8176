// The documentation is correct: links, snippets that type-check against the installed package, complete tables.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { before, describe, test } from "node:test";
import ts from "typescript";
import { loadRows } from "./matrix/lib/rows.mjs";
import { isOf, readTable } from "./matrix/lib/table.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { installed } from "./support/installed.mjs";

const entries = {
  "zoom-lti-pro": "index",
  "zoom-lti-pro/calendar": "calendar",
  "zoom-lti-pro/explain": "explain",
  "zoom-lti-pro/testing": "testing",
};

/** Folders with installed or generated files. Hidden folders except .github are excluded, too. */
const excluded = new Set(["node_modules", "target", "dist", "dist-www"]);
const pages = markdown(root);
const read = (name) => readFileSync(join(root, name), "utf8");

function markdown(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isOurs(entry.name) ? markdown(path) : [];
    return entry.name.endsWith(".md") ? [relative(root, path).replaceAll("\\", "/")] : [];
  });
}

function isOurs(name) {
  if (excluded.has(name)) return false;
  return !name.startsWith(".") || name === ".github";
}

describe("links", () => {
  for (const page of pages) {
    test(`of ${page} lead to existing places`, () => {
      const broken = linksOf(read(page)).filter((link) => !resolves(page, link));
      assert.deepEqual(broken, []);
    });

    test(`of ${page}: the files that it names exist`, () => {
      const named = [...withoutFences(read(page)).matchAll(/`((?:src|scripts|tests|www|docs)\/[\w./-]+)`/g)].map(
        ([, path]) => path,
      );
      const places = (path) => [join(root, path), join(root, dirname(page), path)];
      assert.deepEqual(
        named.filter((path) => !places(path).some((place) => existsSync(place))),
        [],
      );
    });
  }
});

describe("the threat model", () => {
  const named = [...read("SECURITY.md").matchAll(/\[([^\]]+)\]\((tests\/[^)]+)\)/g)];

  test("names a test for each statement", () => assert.ok(named.length > 25));

  for (const [, name, file] of named) {
    test(`names a test that exists: ${name}`, () => {
      const text = read(file);
      const isThere = file.endsWith(".rs") ? text.includes(`#[test]\nfn ${name}()`) : text.includes(name);
      assert.ok(isThere, `${file} has no such test`);
    });
  }
});

describe("commands", () => {
  for (const page of pages) {
    test(`of ${page} exist`, () => {
      const { scripts } = manifestOf(page);
      const text = read(page);
      // `npm publish` and similar commands are npm's.
      const called = [
        ...text.matchAll(/\b(?:npm run|deno task|bun run|npm(?= (?:test|start)\b)|bun(?= start\b)) ([\w:]+)/g),
      ].map(([, name]) => name);
      const files = [...text.matchAll(/\bnode (scripts\/[\w./-]+\.mjs)/g)].map(([, path]) => path);
      assert.deepEqual(
        [...called.filter((name) => !(name in scripts)), ...files.filter((path) => !existsSync(join(root, path)))],
        [],
      );
    });
  }
});

/** The scripts of the next package.json, in the page's folder or above. */
function manifestOf(page) {
  const folder = dirname(page);
  const path = join(root, folder, "package.json");
  const manifest = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  return manifest.scripts ? manifest : manifestOf(folder);
}

/** Without links to other sites: no test uses the network. */
function linksOf(text) {
  const prose = withoutFences(text).replaceAll(/`[^`]*`/g, "");
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const defined = [...prose.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)>?/gm)];
  return [...inline, ...defined].map(([, link]) => link).filter((link) => !/^[a-z][a-z+.-]*:|^\/\//i.test(link));
}

function withoutFences(text) {
  return text.replaceAll(/^(```+|~~~+).*\n[\s\S]*?^\1[ \t]*$/gm, "");
}

function resolves(page, link) {
  const [path, anchor] = decodeURIComponent(link).split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || !target.endsWith(".md") || anchors(read(target)).has(anchor);
}

/** The anchors that GitHub makes of headings. A second equal heading gets `-1`. */
function anchors(text) {
  const prose = withoutFences(text);
  const found = new Set([...prose.matchAll(/<[^>]+ (?:id|name)="([^"]+)"/g)].map(([, id]) => id));
  for (const [, heading] of prose.matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const slug = words.replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, "").replaceAll(" ", "-");
    let anchor = slug;
    for (let n = 1; found.has(anchor); n++) anchor = `${slug}-${n}`;
    found.add(anchor);
  }
  return found;
}

/** Snippets of the documentation: {title, code}. */
const guides = pages.filter((page) => page === "README.md" || /^docs\/[^/]+\.md$/.test(page));
const snippets = guides.flatMap((page) =>
  fences(read(page)).map(({ code, line }) => ({ title: `${page}, line ${line}`, code })),
);

function fences(text) {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    code: match[1],
    line: lineAt(text, match.index),
  }));
}

function lineAt(text, index) {
  return text.slice(0, index).split("\n").length;
}

/** The sources. Editors show the comments of what the entries export. */
const sources = readdirSync(join(root, "src", "npm"), { recursive: true })
  .map((name) => `src/npm/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".ts"));
const examples = sources.flatMap((name) =>
  commentExamples(read(name)).map(({ code, line }) => ({ title: `${name}, line ${line}`, code })),
);

/** Code in comments: in a ```ts block, or after @example. */
function commentExamples(text) {
  return [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].flatMap((match) => {
    const body = match[1].replaceAll(/^[ \t]*\* ?/gm, "");
    const tagged = [...body.matchAll(/^@example[ \t]*\n([\s\S]*?)(?=^@\w|$(?![\s\S]))/gm)].filter(
      ([, code]) => !code.includes("```"),
    );
    return [...fences(body), ...tagged.map((found) => ({ code: found[1], line: lineAt(body, found.index) }))].map(
      ({ code, line }) => ({ code, line: lineAt(text, match.index) + line - 1 }),
    );
  });
}

/** What an example in a comment may use without declaring it. A snippet of a page declares everything. */
const given = `
  declare const env: { LTI_KEY: string; LTI_SECRET: string };
  declare const credentials: import("zoom-lti-pro").Credentials;
  declare const query: import("zoom-lti-pro").MeetingQuery;
  declare const meeting: import("zoom-lti-pro").Meeting;
  declare const emulator: import("zoom-lti-pro/testing").Emulator;
  declare const meetings: import("zoom-lti-pro").Meeting[];
  declare const stored: import("zoom-lti-pro/calendar").CalendarChanges | null;
  declare const incoming: Request;
  declare const response: Response;
  declare const secret: string;
  declare const userId: string;
  declare const teachers: string[];
  declare const input: import("zoom-lti-pro/explain").ExplainInput;
  declare const show: (share: number) => void;
  declare const zoom: import("zoom-lti-pro").LtiPro;
  interface Server { listen(port: number, host: string): unknown }
  declare const http: { createServer(listener: import("zoom-lti-pro/testing").NodeHandler): Server };
`;

let program;
let onNode;
let places;
let exported;
let typesFolder;

/** A snippet with a module of Node needs Node's types. The others must not need them. */
const needsNode = ({ code }) => code.includes('from "node:');
const options = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
  strict: true,
  skipLibCheck: false,
  noEmit: true,
};

before(async () => {
  const folder = await installed();
  typesFolder = join(folder, "node_modules", "zoom-lti-pro", "dist", "types");
  exported = exportedNames();
  places = write(join(folder, "docs-snippets"));
  const pathOf = ({ title }) => places.get(title);
  const all = [...snippets, ...examples];
  const names = all.filter((each) => !needsNode(each)).map(pathOf);
  program = ts.createProgram([...names, join(folder, "docs-snippets", "given.d.ts")], options);
  onNode = ts.createProgram(all.filter(needsNode).map(pathOf), {
    ...options,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
    skipLibCheck: true,
  });
});

/** The exports of each entry, with types: {name, flags}. */
function exportedNames() {
  const files = Object.values(entries).map((name) => join(typesFolder, `${name}.d.ts`));
  const lookup = ts.createProgram(files, { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] });
  const checker = lookup.getTypeChecker();
  const exportsOf = (file) => checker.getExportsOfModule(checker.getSymbolAtLocation(lookup.getSourceFile(file)));
  return new Map(
    Object.keys(entries).map((entry, at) => [
      entry,
      exportsOf(files[at]).map((symbol) => ({ name: symbol.name, flags: resolved(checker, symbol).flags })),
    ]),
  );
}

function resolved(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The names with one of these flags, of all entries. */
function namesOf(flags) {
  return [...exported.values()]
    .flat()
    .filter((symbol) => symbol.flags & flags)
    .map(({ name }) => name);
}

/** Writes each snippet as a module: paths by title. */
function write(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "given.d.ts"), given);
  const texts = [...snippets, ...examples.map(({ title, code }) => ({ title, code: `${importsFor(code)} ${code}` }))];
  return new Map(
    texts.map(({ title, code }, at) => {
      const path = join(folder, `snippet-${at}.mts`);
      writeFileSync(path, `${code}\nexport {};\n`);
      return [title, path];
    }),
  );
}

/** On one line, so that line numbers of messages match the example. */
function importsFor(code) {
  const used = (name) => new RegExp(String.raw`(?<![\w.])${name}\b`).test(code);
  return [...exported]
    .map(
      ([entry, symbols]) =>
        `import { ${symbols
          .map(({ name }) => name)
          .filter(used)
          .join(", ")} } from "${entry}";`,
    )
    .join(" ");
}

describe("snippets type-check", () => {
  test("the README has some, and every function has an example", () => {
    assert.ok(snippets.length >= 5);
    const all = examples.map(({ code }) => code).join("\n");
    assert.deepEqual(
      namesOf(ts.SymbolFlags.Function | ts.SymbolFlags.Class).filter((name) => !all.includes(`${name}(`)),
      [],
    );
  });

  for (const { title } of [...snippets, ...examples]) {
    test(title, () => assert.deepEqual(problems(places.get(title)), []));
  }

  test("the package's declarations, together with those of the DOM", () => {
    const files = program.getSourceFiles().filter(({ fileName }) => fileName.includes("/zoom-lti-pro/dist/"));
    assert.ok(files.length > 0);
    assert.deepEqual(
      files.flatMap(({ fileName }) => problems(fileName)),
      [],
    );
  });
});

function problems(path) {
  const checked = program.getSourceFile(path) ? program : onNode;
  const source = checked.getSourceFile(path);
  const found = [...checked.getSyntacticDiagnostics(source), ...checked.getSemanticDiagnostics(source)];
  return found.map(
    ({ start, messageText }) =>
      `line ${lineAt(source.text, start)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}

describe("the tables of README and docs/options.md", () => {
  test("errors: exactly the codes that exist", () => {
    assert.deepEqual(
      firstColumn("Errors"),
      declaredType("ErrorCode")
        .types.map(({ value }) => value)
        .sort(),
    );
  });

  test("options: exactly those of ListOptions", () => {
    assert.deepEqual(firstColumn("Options", "docs/options.md"), properties("ListOptions"));
  });

  test("the query: exactly the parameters of MeetingQuery", () => {
    assert.deepEqual(firstColumn("The query"), properties("MeetingQuery"));
  });

  test("a meeting: exactly the fields of Meeting", () => {
    assert.deepEqual(firstColumn("A meeting"), properties("Meeting"));
  });

  test("a meeting: exactly the documented types and statuses", () => {
    const text = sectionOf("A meeting");
    const types = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    const statuses = [.../^\| `status` .*$/m.exec(text)[0].matchAll(/(\d+) [a-z]/g)].map(([, code]) => Number(code));
    assert.deepEqual({ types, statuses }, { types: values("MeetingType"), statuses: values("MeetingStatus") });
  });

  test("the number of faults is that of docs/faults.md", () => {
    const [, count] = /^(\d+) faults/m.exec(read("docs/faults.md"));
    assert.ok(read("README.md").includes(`[${count} faults](docs/faults.md)`));
  });

  test("functions: every export of each entry that exists at run time", () => {
    const text = sectionOf("Functions", "docs/options.md");
    // The emulator's `credentials` are the same; the pages show these.
    const wanted = namesOf(ts.SymbolFlags.Value).filter((name) => name !== "EMULATOR_CREDENTIALS");
    assert.deepEqual(
      wanted.filter((name) => !new RegExp(String.raw`\b${name}\b`).test(text)),
      [],
    );
  });
});

test("README leads to every page of docs/", () => {
  const linked = linksOf(read("README.md")).map((link) => link.split("#")[0]);
  assert.deepEqual(
    guides.filter((page) => page !== "README.md" && !linked.includes(page)),
    [],
  );
});

test("README's picture is small", () => {
  const [, file] = /^!\[.+\]\((.+)\)$/m.exec(read("README.md"));
  assert.ok(statSync(join(root, file)).size <= 120 * 1024);
});

describe("README's cost", () => {
  const rows = {
    "Node, `node:crypto` by hand": [["Node"], "by hand, createHmac"],
    "Node, Deno and Bun, WebCrypto by hand": [["Node", "Deno", "Bun"], "by hand"],
    "Workers, WebCrypto by hand": [["workerd"], "by hand"],
  };

  for (const [title, [runtimes, peer]] of Object.entries(rows)) {
    test(`${title}: is what docs/performance.md says`, () => {
      const cells = sectionOf("Compared with by hand")
        .split("\n")
        .find((line) => line.startsWith(`| ${title} |`));
      assert.ok(cells, title);
      const told = cells.split("|").slice(2, 4);
      for (const [at, counts] of [
        [0, [1, 2, 3]],
        [1, [4]],
      ]) {
        const ratios = runtimes.flatMap((runtime) => counts.flatMap((column) => costs(runtime, peer, column)));
        const measured = [Math.min(...ratios), Math.max(...ratios)];
        const far = told[at].split(" to ").filter((figure, end) => Math.abs(Number(figure) - measured[end]) > 0.15);
        assert.deepEqual(far, [], `docs/performance.md says ${measured.map((each) => each.toFixed(2)).join(" to ")}`);
      }
    });
  }
});

/** `listMeetings` relative to another candidate, for each form of body, from a table of docs/performance.md. */
function costs(runtime, peer, column) {
  const [, table] = new RegExp(`<!-- whole call in ${runtime} -->([^]*?)<!--`).exec(read("docs/performance.md"));
  const figures = (name) => {
    const line = table.split("\n").find((line) => line.startsWith(`| ${name} |`));
    return line.split("|")[column + 1].split("·").map(Number);
  };
  const base = figures(peer);
  return figures("listMeetings").map((ratio, form) => ratio / base[form]);
}

describe("the table of the matrix", () => {
  const update = "npm run test:matrix writes it; with names of rows, those rows' lines";

  test("docs/matrix.md has exactly one line for each row", async () => {
    const rows = await loadRows();
    const lines = readTable();
    const missing = rows.filter((row) => !lines.some((line) => isOf(row, line))).map(({ name }) => name);
    const stale = lines
      .filter((line) => !rows.some((row) => isOf(row, line)))
      .map(({ where, how }) => `${where}: ${how}`);
    assert.deepEqual({ missing, stale, lines: lines.length }, { missing: [], stale: [], lines: rows.length }, update);
  });

  test("every row passed", () => {
    assert.deepEqual(
      readTable().filter(({ result }) => result !== "works"),
      [],
    );
  });
});

/** The text from a heading to the next one of the same or a higher level. */
function sectionOf(heading, page = "README.md") {
  const text = withoutFences(read(page));
  const start = new RegExp(`^(#+) ${heading}\n`, "m").exec(text);
  assert.ok(start, `${page} has a heading "${heading}"`);
  const rest = text.slice(start.index + start[0].length);
  return rest.split(new RegExp(`^#{1,${start[1].length}} `, "m"))[0];
}

/** The names in the first cells of the section's table. */
function firstColumn(heading, page) {
  const rows = [...sectionOf(heading, page).matchAll(/^\| (`.+?) \|/gm)];
  return rows.flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)).sort();
}

function declaredType(name) {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(typesFolder, "index.d.ts"));
  const symbol = checker
    .getExportsOfModule(checker.getSymbolAtLocation(file))
    .find((candidate) => candidate.name === name);
  return checker.getDeclaredTypeOfSymbol(resolved(checker, symbol));
}

/** The values of a type that is a union of numbers. */
function values(name) {
  return declaredType(name)
    .types.map(({ value }) => value)
    .sort((a, b) => a - b);
}

function properties(name) {
  return declaredType(name)
    .getProperties()
    .map((property) => property.name)
    .sort();
}
