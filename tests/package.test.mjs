// The content of the tarball, read from the package as npm installs it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import ts from "typescript";
import { root } from "../scripts/lib/paths.mjs";
import { installed } from "./support/installed.mjs";

const run = promisify(execFile);

/** Every file of the tarball. A change reaches every user, so it must be made here, too. */
const wanted = `
  CHANGELOG.md LICENSE-APACHE LICENSE-MIT README.md THIRD-PARTY-LICENSES.md package.json
  calendar/package.json explain/package.json testing/package.json skills/zoom-lti-pro/SKILL.md
  dist/calendar.wasm dist/client.wasm dist/error.js dist/explain.wasm
  dist/index.js dist/index.cjs dist/workerd.js dist/edge-light.js
  dist/calendar.js dist/calendar.cjs dist/calendar.workerd.js dist/calendar.edge-light.js
  dist/explain.js dist/explain.cjs dist/explain.workerd.js dist/explain.edge-light.js
  dist/testing.js dist/testing.cjs dist/testing.workerd.js dist/testing.edge-light.js
  dist/command.js
  ${declarations("index client/functions client/lti-pro client/meeting-start client/meeting-times")}
  ${declarations("public/types public/meeting-codes public/error generated/error-codes")}
  ${declarations("calendar calendar/calendar-response calendar/feed calendar/types")}
  ${declarations("explain explain/explanation explain/types generated/finding-codes")}
  ${declarations("testing testing/emulator testing/emulator-credentials testing/node-handler testing/types")}
`
  .trim()
  .split(/\s+/)
  .sort();

function declarations(names) {
  return names.replaceAll(/\S+/g, "dist/types/$&.d.ts dist/types/$&.d.cts");
}

/** The entries by import name, with their declarations. */
const entries = {
  "zoom-lti-pro": "index",
  "zoom-lti-pro/calendar": "calendar",
  "zoom-lti-pro/explain": "explain",
  "zoom-lti-pro/testing": "testing",
};

let folder;
let home;
let names;
let manifest;

before(async () => {
  folder = await installed();
  home = join(folder, "node_modules", "zoom-lti-pro");
  names = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(home.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  manifest = JSON.parse(text("package.json"));
});

/** As bytes, because wasm files are searched, too. */
const text = (name) => readFileSync(join(home, name), "latin1");
const scripts = () => names.filter((name) => /\.c?js$/.test(name));

describe("the files", () => {
  test("are exactly these", () => {
    const how =
      "If this is meant, change the list in tests/package.test.mjs in the same commit; what is packed is " +
      '"files" in package.json and what scripts/build.mjs writes to dist/.';
    assert.deepEqual(
      { new: names.filter((name) => !wanted.includes(name)), missing: wanted.filter((name) => !names.includes(name)) },
      { new: [], missing: [] },
      how,
    );
  });

  test("contain each wasm module once", () => {
    assert.deepEqual(
      names.filter((name) => name.endsWith(".wasm")),
      ["dist/calendar.wasm", "dist/client.wasm", "dist/explain.wasm"],
    );
  });

  test("inline base64 is the wasm of the entry", () => {
    const base64 = (name) => readFileSync(join(home, "dist", `${name}.wasm`)).toString("base64");
    const inline = new Map(
      scripts()
        .map((name) => [name, wasmsIn(text(name))])
        .filter(([, found]) => found.length > 0),
    );
    assert.deepEqual(
      [...inline.keys()],
      [
        "dist/calendar.cjs",
        "dist/calendar.js",
        "dist/explain.cjs",
        "dist/explain.js",
        "dist/index.cjs",
        "dist/index.js",
      ],
    );
    for (const [name, found] of inline) {
      assert.equal(found.length, 1, `${name} holds one module`);
      assert.ok(
        found[0] === base64(/\/(calendar|explain)\./.exec(name)?.[1] ?? "client"),
        `${name} holds the module that ships beside it`,
      );
    }
  });

  test("contain no path of the build machine", () => {
    for (const name of names) {
      const everything = [
        text(name),
        ...wasmsIn(text(name)).map((base64) => Buffer.from(base64, "base64").toString("latin1")),
      ].join("\n");
      for (const [what, pattern] of machinePaths())
        assert.ok(!pattern.test(everything), `${name} names ${what}: ${around(everything, pattern)}`);
    }
  });

  test("contain no source map", () => {
    for (const name of names) assert.ok(!name.endsWith(".map") && !/sourceMappingURL/.test(text(name)), name);
  });
});

/** Base64 of a wasm module, recognized by its first bytes. */
function wasmsIn(code) {
  return [...code.matchAll(/AGFzbQEAAAA[A-Za-z0-9+/]*={0,2}/g)].map(([base64]) => base64);
}

function machinePaths() {
  const literal = (path) =>
    new RegExp(
      String.raw`(?<![\w.])` + path.replace(/[\\/]$/, "").replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&") + String.raw`[\\/]`,
    );
  const own = [
    ["the checkout", root],
    ["the home folder", homedir()],
  ].filter(([, path]) => path.length > 1);
  return [
    ...own.map(([what, path]) => [what, literal(path)]),
    ["a home folder", /(?<![\w.])\/(home|Users)\/\w|(?<![\w.])\/root\/|[A-Z]:\\{1,2}Users\\/],
    ["cargo's folder", /registry[\\/](src|cache|index)|[\\/]\.(cargo|rustup)[\\/]/],
  ];
}

const around = (everything, pattern) => everything.slice(Math.max(0, everything.search(pattern) - 40)).slice(0, 160);

describe("THIRD-PARTY-LICENSES.md", () => {
  test("names every crate that the wasm files name", () => {
    const listed = new Set(
      [...readFileSync(join(root, "THIRD-PARTY-LICENSES.md"), "utf8").matchAll(/^\| ([\w-]+)\b/gm)].map(
        ([, name]) => name,
      ),
    );
    // A path ends with the folder of the crate, "name-1.2.3", and a path in it.
    const named = text("dist/explain.wasm") + text("dist/calendar.wasm") + text("dist/client.wasm");
    const crates = [...named.matchAll(/\/([a-z][\w-]*)-\d+\.\d+\.\d+[\w.+-]*\/src\//g)].map(([, name]) => name);
    assert.deepEqual(
      [...new Set(crates)].filter((name) => !listed.has(name)),
      [],
    );
  });
});

describe("package.json", () => {
  test("has no dependencies that a user would install", () => {
    const kinds = [
      "dependencies",
      "peerDependencies",
      "optionalDependencies",
      "bundleDependencies",
      "bundledDependencies",
    ];
    assert.deepEqual(
      kinds.filter((kind) => kind in manifest),
      [],
    );
    assert.deepEqual(
      readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")),
      ["zoom-lti-pro"],
    );
  });

  test("has no script that npm runs on installation", () => {
    const own = ["preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare"];
    assert.deepEqual(
      own.filter((name) => name in (manifest.scripts ?? {})),
      [],
    );
    assert.ok(!names.includes("binding.gyp"), "npm would run node-gyp");
  });

  test("names only files that exist", () => {
    for (const path of [manifest.main, manifest.module, manifest.types, ...targets(manifest.exports)]) {
      assert.match(path, /^\.\//);
      assert.ok(existsSync(join(home, path)), `${path} is named and not there`);
    }
    // The path has no "./": npm would remove it with a warning.
    assert.deepEqual(manifest.bin, { "zoom-lti-pro": "dist/command.js" });
  });

  test("has the command under the package's name, for npx, as a Node script", () => {
    assert.ok(existsSync(join(folder, "node_modules", ".bin", "zoom-lti-pro")));
    assert.match(text("dist/command.js"), /^#!\/usr\/bin\/env node\n/);
  });

  for (const name of ["calendar", "explain", "testing"]) {
    test(`has ${name}/package.json for tools without exports maps, with the same files`, () => {
      const { require: required, default: imported } = manifest.exports[`./${name}`];
      const { main, module, types, ...others } = JSON.parse(text(`${name}/package.json`));
      assert.deepEqual(
        { main, module, types, others },
        { main: `.${required.default}`, module: `.${imported.default}`, types: `.${imported.types}`, others: {} },
      );
    });
  }

  test("has the types first under every condition", () => {
    for (const [entry, conditions] of Object.entries(manifest.exports)) {
      if (entry === "./package.json") continue;
      for (const [condition, target] of Object.entries(conditions))
        assert.deepEqual(Object.keys(target), ["types", "default"], `${entry} ${condition}`);
    }
  });

  test("has the conditions in the order in which they must be tried", () => {
    for (const entry of [".", "./calendar", "./explain", "./testing"]) {
      assert.deepEqual(Object.keys(manifest.exports[entry]), ["workerd", "edge-light", "require", "default"], entry);
    }
  });
});

/**
 * The exports as an ES module gets them from the file for `require`: with `node --conditions=require`, or a tool that
 * reads `main`.
 */
for (const name of Object.values(entries)) {
  test(`${name}.cjs can be imported by name`, async () => {
    const namesIn = async (file) => Object.keys(await import(pathToFileURL(join(home, "dist", file)).href));
    const required = await namesIn(`${name}.cjs`);
    assert.deepEqual(
      (await namesIn(`${name}.js`)).filter((exported) => !required.includes(exported)),
      [],
    );
  });
}

function targets(value) {
  return typeof value === "string" ? [value] : Object.values(value).flatMap(targets);
}

describe("the scripts of dist/", () => {
  test("have no import.meta, no top-level await, and import only each other (the command also Node's modules)", () => {
    for (const name of scripts()) {
      const { meta, awaits, specifiers } = syntaxOf(name);
      assert.ok(!meta, `${name} uses import.meta`);
      assert.ok(!awaits, `${name} awaits at its top level`);
      for (const specifier of specifiers) {
        if (name === "dist/command.js" && isBuiltin(specifier) && specifier.startsWith("node:")) continue;
        assert.match(specifier, /^\.\/[\w.-]+(\?module)?$/, `${name} imports ${specifier}`);
        assert.ok(
          names.includes(`dist/${specifier.slice(2).replace("?module", "")}`),
          `${name} imports ${specifier}, which is not there`,
        );
      }
    }
  });
});

/** From the syntax tree, because a text may contain these words. */
function syntaxOf(name) {
  const found = { meta: false, awaits: false, specifiers: [] };
  const visit = (node, inFunction) => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) found.meta = true;
    if (!inFunction && (ts.isAwaitExpression(node) || node.awaitModifier)) found.awaits = true;
    found.specifiers.push(...specifiersOf(node));
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(ts.createSourceFile(`${name}.js`, text(name), ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS), false);
  return found;
}

function specifiersOf(node) {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
    return [node.moduleSpecifier.text];
  if (!ts.isCallExpression(node)) return [];
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === "require");
  return loads ? [node.arguments[0]?.text ?? "(computed)"] : [];
}

for (const [entry, types] of Object.entries(entries)) {
  describe(`the entry ${entry}`, () => {
    for (const [how, load] of [
      ["import", `await import("${entry}")`],
      ["require", `createRequire(import.meta.url)("${entry}")`],
    ]) {
      test(`${how} exports exactly what is declared`, async () => {
        assert.deepEqual(await exportsOf(load), declared(types));
      });

      test(`${how} throws and prints nothing without WebAssembly`, async () => {
        assert.deepEqual(await exportsOf(load, "delete globalThis.WebAssembly;"), declared(types));
      });

      test(`${how} throws and prints nothing without TextEncoder, TextDecoder and fetch`, async () => {
        assert.deepEqual(await exportsOf(load, withoutText), declared(types));
      });

      test(`${how} throws and prints nothing without timers and performance`, async () => {
        assert.deepEqual(await exportsOf(load, withoutClocks), declared(types));
      });
    }
  });
}

/** As in Jest's jsdom. */
const withoutText =
  "for (const name of ['TextEncoder', 'TextDecoder', 'fetch', 'Request', 'Response', 'Headers']) delete " +
  "globalThis[name];";

/** As in a bare context of Node's vm. Node's own loader uses the other timers. */
const withoutClocks =
  "for (const name of ['performance', 'setTimeout', 'clearTimeout', 'queueMicrotask']) delete globalThis[name];";

test("without TextEncoder, TextDecoder and fetch, signing, decoding and explaining have the same results", async () => {
  const code = `
    const { decodeMeetings, sign, signRequest } = await import("zoom-lti-pro");
    const { explainSignature } = await import("zoom-lti-pro/explain");
    const texts = ["", "a=1&b=%2541", "\\u00e9\\u20ac\\u{1f600}\\n\\0", "\\ufeffmark", "lone \\ud800 and \\udc00"];
    const request = { userId: "teacher-\\u00e9\\u{1f600}", timestamp: 1661494048201 };
    const { url, signature } = signRequest({ key: "k", secret: "s\\u20ac" }, request);
    const meeting = {
      meetingId: "i", meetingNumber: "1", hostId: "h", topic: "\\ufeff\\u00e9\\u20ac\\u{1f600}", startTime: null,
      duration: 60, timezone: "UTC", pmi: null, type: 3, status: 0,
    };
    const result = { pageNum: 1, pageSize: 1, total: 1, list: [meeting] };
    const page = decodeMeetings(JSON.stringify({ status: true, result }));
    const explanation = explainSignature({ request: url, signature, secrets: "s\\u20ac", now: 0 });
    const signatures = texts.map((text) => sign("s\\u20ac", text));
    console.log(JSON.stringify([signatures, url, page, { ...explanation, sentUrl: undefined }]));
  `;
  const outputs = [];
  for (const first of ["", withoutText])
    outputs.push(
      (await run(process.execPath, ["--input-type=module", "--eval", first + code], { cwd: folder })).stdout,
    );
  assert.ok(outputs[0].includes('"matches":true'), outputs[0]);
  assert.equal(outputs[1], outputs[0]);
});

test("without Headers a call fails with a typed error, and the process continues", async () => {
  const code = `
    delete globalThis.Headers;
    const { listMeetings } = await import("zoom-lti-pro");
    const options = { timeoutMs: 20, fetch: async () => ({}) };
    const call = listMeetings({ key: "k", secret: "s" }, { userId: "u" }, options);
    await call.catch(({ code, message }) => console.log(code, message));
    await new Promise((resolve) => setTimeout(resolve, 60));
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: folder });
  assert.equal(stdout, "internal could not build the request\n");
});

/** The sorted names of the exports, loaded in a separate process. */
async function exportsOf(load, first = "") {
  const print = `console.log(JSON.stringify(Object.keys(${load})));`;
  const code = `import { createRequire } from "node:module"; ${first} ${print}`;
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: folder });
  assert.equal(stderr, "");
  return JSON.parse(stdout).sort();
}

/** The declared names that exist at run time. */
function declared(name) {
  const file = join(home, "dist", "types", `${name}.d.ts`);
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
  const isValue = (symbol) => (target(checker, symbol).flags & ts.SymbolFlags.Value) !== 0;
  return exported
    .filter(isValue)
    .map((symbol) => symbol.name)
    .sort();
}

function target(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

test("a bundler keeps the imported functions, and the instance only if it is needed", async () => {
  const bundled = async (name) => {
    const stdin = { contents: `export { ${name} } from "zoom-lti-pro";`, resolveDir: folder };
    const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: "esm", write: false });
    return outputFiles[0].text;
  };
  // The wasm module, and names of options that no minifier changes: of a call, of pages, of many users.
  const marks = (code) =>
    ["AGFzbQEAAAA", "deadlineMs", "maxPages", "concurrency"].filter((mark) => code.includes(mark));
  assert.deepEqual(marks(await bundled("LtiPro")), ["AGFzbQEAAAA", "deadlineMs", "maxPages", "concurrency"]);
  assert.deepEqual(marks(await bundled("listMeetings")), ["AGFzbQEAAAA", "deadlineMs"]);
  const alone = await bundled("sign");
  assert.deepEqual(marks(alone), ["AGFzbQEAAAA"]);
  const { sign } = await import(`data:text/javascript,${encodeURIComponent(alone)}`);
  assert.equal(sign("Jefe", "what do ya want for nothing?"), "7_zfauXrL6LSdBbV8YTfnCWafHk");
  assert.deepEqual(marks(await bundled("MeetingType, isLtiProError, LtiProError")), []);
});

test("an uncaught error prints its name and a few lines", async () => {
  for (const load of ['await import("zoom-lti-pro")', 'createRequire(import.meta.url)("zoom-lti-pro")']) {
    const code = `import { createRequire } from "node:module"; (${load}).signRequest({}, {});`;
    const { stderr } = await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: folder }).catch(
      (error) => error,
    );
    assert.match(stderr, /^LtiProError: the LTI key must be a string$/m);
    assert.ok(stderr.length < 3000, `${stderr.length} characters`);
  }
});
