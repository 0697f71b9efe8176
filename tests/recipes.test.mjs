// The recipes of docs/recipes.md, which are the files of docs/recipes. Each runs with its real library or runtime.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { build } from "esbuild";
import { root } from "../scripts/lib/paths.mjs";
import { run } from "../scripts/lib/run.mjs";
import { consumerEnv, withFixture } from "./matrix/lib/fixtures.mjs";
import { installed } from "./support/installed.mjs";
import { nodeBinaries } from "./support/nodes.mjs";

const recipes = join(root, "docs", "recipes");
const page = readFileSync(join(root, "docs", "recipes.md"), "utf8");
const names = readdirSync(recipes).filter((name) => name.endsWith(".mjs"));

describe("docs/recipes.md", () => {
  for (const name of names) {
    test(`shows ${name} as it is`, () => {
      const code = readFileSync(join(recipes, name), "utf8");
      assert.ok(page.includes(`\`\`\`js\n${code}\`\`\``), `copy docs/recipes/${name} to docs/recipes.md`);
    });
  }

  test("the classes and the feed are a program of 20 lines", () => {
    const code = readFileSync(join(recipes, "feed.mjs"), "utf8");
    assert.ok(code.split("\n").filter((line) => line.trim() !== "").length <= 20);
  });

  test("has no other program", () => {
    assert.equal(page.match(/^```(js|ts)$/gm).length, names.length);
  });
});

describe("the recipe", { concurrency: 1 }, () => {
  let folder;
  // msw, wrangler and Miniflare need Node 22.
  let node;

  before(
    async () => {
      [{ path: node }] = await nodeBinaries([22]);
      const packed = await installed();
      await withFixture("recipes", packed, async (place) => {
        folder = place;
        cpSync(join(root, "tests", "recipes"), place, { recursive: true });
        cpSync(recipes, join(place, "recipes"), { recursive: true });
        mkdirSync(join(place, "bundles"));
        const entries = {
          "cache-worker": "cache-worker.mjs",
          queue: "recipes/queue.mjs",
          feed: "recipes/feed.mjs",
        };
        for (const [name, entry] of Object.entries(entries))
          await build({
            entryPoints: [join(place, entry)],
            outfile: join(place, "bundles", `${name}.js`),
            bundle: true,
            format: "esm",
            target: "es2022",
            conditions: ["workerd"],
            external: ["*.wasm"],
            logLevel: "warning",
          });
        for (const wasm of ["client.wasm", "calendar.wasm"])
          cpSync(join(packed, "node_modules", "zoom-lti-pro", "dist", wasm), join(place, "bundles", wasm));
      });
    },
    { timeout: 300_000 },
  );

  for (const name of names) {
    test(name, { timeout: 120_000 }, async () => {
      const options = { cwd: folder, env: consumerEnv(), label: name, quiet: true, timeoutMs: 110_000 };
      const output = await run(node, ["--test", "--test-reporter=tap", name], options);
      assert.match(output, /^# fail 0$/m);
      assert.match(output, /^# pass [1-9]/m);
    });
  }

  test("tracing: wrangler knows the settings that the page shows", () => {
    const schema = readFileSync(join(folder, "node_modules", "wrangler", "config-schema.json"), "utf8");
    const { properties } = JSON.parse(schema).definitions.Observability;
    const [, settings] = /^```jsonc\n([\s\S]*?)^```/m.exec(page);
    const { observability } = JSON.parse(settings.replaceAll(/ *\/\/.*$/gm, ""));
    for (const [name, value] of Object.entries(observability)) {
      assert.ok(properties[name], name);
      for (const inner of typeof value === "object" ? Object.keys(value) : [])
        assert.ok(properties[name].properties[inner], `${name}.${inner}`);
    }
    assert.equal(properties.redact_query_string.default, false);
  });
});
