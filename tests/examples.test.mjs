// Each example in a copied folder: installed, type-checked, and run in its own runtime with its emulator.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { binOf, binaryIn, consumerEnv, exclusively, putPackage, scoped, withFixture } from "./matrix/lib/fixtures.mjs";
import { freePort } from "./matrix/lib/serve.mjs";
import { within } from "./matrix/lib/site.mjs";
import { say } from "../scripts/lib/log.mjs";
import { nodeBinaries } from "./support/nodes.mjs";
import { root, writableCache } from "../scripts/lib/paths.mjs";
import { npm, run } from "../scripts/lib/run.mjs";
import { startServer } from "../scripts/lib/server.mjs";
import { installed } from "./support/installed.mjs";

const examples = join(root, "examples");

/** The line that a developer has to replace. */
const unfilled = "return undefined; // ← fill in";
const teacher = "_vIWeZ76TtuFceCKHkVk4Q";
const isTeacher = `return "${teacher}";`;
const throws = 'throw new Error("the token is not valid");';
const exe = process.platform === "win32" ? ".exe" : "";

/**
 * `entry` holds `whoIsAsking`, `vars` the secrets on one's own machine; `nodeMajor`, where this Node may be too old for
 * a tool.
 */
const services = {
  "cloudflare-worker": {
    entry: "src/index.ts",
    shared: "src/meetings.ts",
    vars: ".dev.vars",
    nodeMajor: 22,
    choosePort: (port) => [
      "--ip",
      "127.0.0.1",
      "--port",
      String(port),
      "--inspector-port",
      "0",
      "--show-interactive-dev-session=false",
    ],
  },
  deno: { entry: "main.ts", shared: "meetings.ts", vars: ".env" },
  bun: { entry: "server.ts", shared: "meetings.ts", vars: ".env" },
  "vercel-edge": { entry: "api/meetings.ts", shared: "lib/meetings.ts", vars: ".env.local" },
};

let scratch;
let withPackage;

before(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "zoom-lti-pro-examples-")));
  process.on("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  withPackage = await installed();
});

for (const [name, about] of Object.entries(services)) {
  test(`${name}`, async (t) => {
    const example = await copyOf(name, about);
    await t.test("its types are correct", () => example.finish("typecheck"));
    await example.whileEmulating(async (emulator) => {
      const entry = join(example.folder, about.entry);
      const vars = join(example.folder, about.vars);
      writeFileSync(vars, variables(example.folder, emulator.baseUrl));
      await t.test("as shipped it responds with 401 and sends nothing to Zoom", () =>
        example.whileServing((url) => refuses(url, emulator)),
      );
      replaceIn(entry, unfilled, throws);
      await t.test("a whoIsAsking that throws refuses everybody", () =>
        example.whileServing((url) => refuses(url, emulator)),
      );
      replaceIn(entry, throws, isTeacher);
      await t.test("completed, it lists the meetings of the signed-in person", () =>
        example.whileServing((url) => listsMeetings(url, emulator)),
      );
      replaceIn(vars, "LTI_SECRET=emulator-secret", "LTI_SECRET=another-secret");
      await t.test("a wrong secret is an error without details", () =>
        example.whileServing((url, log) => fails(url, log)),
      );
    });
  });
}

test("node", async (t) => {
  const example = await copyOf("node", {});
  await example.whileEmulating(async (emulator) => {
    const lines = variables(example.folder, emulator.baseUrl).matchAll(/^(\w+)=(.*)$/gm);
    const env = Object.fromEntries([...lines].map(([, variable, value]) => [variable, value]));
    await t.test("as shipped it refuses and sends nothing to Zoom", async () => {
      await assert.rejects(example.finish("start", env), ({ output }) =>
        /^401: .*Fill in the function whoIsAsking/m.test(output),
      );
      assert.equal(emulator.requests(), 0);
    });
    replaceIn(join(example.folder, "meetings.mjs"), unfilled, isTeacher);
    await t.test("completed, it prints the person's meetings", async () => {
      const output = await example.finish("start", env);
      assert.equal(output.match(/^│ \d+ /gm)?.length, 45, output);
    });
    await t.test("it prints each meeting once, even if the server has no total or its pages overlap", async () => {
      for (const page of [(n) => [0, twentyFive.slice(10 * n - 10, 10 * n)], (n) => [25, overlapping(n)]]) {
        await withPages(page, async (LTI_BASE_URL) => {
          const output = await example.finish("start", { ...env, LTI_BASE_URL });
          assert.equal(output.match(/^│ \d+ /gm)?.length, 25, output);
        });
      }
    });
    await t.test("if meetings may be missing, it says so and fails", async () => {
      await withPages(
        (n) => [30, twentyFive.slice(10 * n - 10, 10 * n)],
        (LTI_BASE_URL) =>
          assert.rejects(
            example.finish("start", { ...env, LTI_BASE_URL }),
            ({ output }) =>
              output.match(/^│ \d+ /gm)?.length === 25 &&
              output.includes("The list may be incomplete (total_mismatch): run this again."),
          ),
      );
    });
    await t.test("a wrong secret gives a message without the secret", async () => {
      const secret = "another-secret-than-the-emulators";
      await assert.rejects(
        example.finish("start", { ...env, LTI_SECRET: secret }),
        ({ output }) => /^signature_rejected: /m.test(output) && !output.includes(secret),
      );
    });
  });
});

const twentyFive = Array.from({ length: 25 }, (_, i) => i + 1);
const overlapping = (pageNum) => twentyFive.slice(9 * pageNum - 9, 9 * pageNum + 1);

/** Calls `work` with the address of a server whose pages `page(pageNum)` makes: [total, numbers of its meetings]. */
async function withPages(page, work) {
  const server = createServer(({ url }, response) => {
    const pageNum = Number(new URL(url, "http://localhost").searchParams.get("pageNum"));
    const [total, numbers] = page(pageNum);
    const list = numbers.map((number) => ({ meetingId: `m${number}`, meetingNumber: `${number}` }));
    response.end(JSON.stringify({ status: true, result: { pageNum, pageSize: 10, total, list } }));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
  }
}

test("the code that the examples share is the same in each", () => {
  const same = (paths) =>
    assert.equal(new Set(paths.map((path) => readFileSync(join(examples, path), "utf8"))).size, 1, paths.join(", "));
  same(Object.entries(services).map(([name, { shared }]) => join(name, shared)));
  same(folders().map((name) => join(name, "emulator.mjs")));
});

test("git ignores the files that hold secrets, in each example and in this project", () => {
  const ignored = (folder) => readFileSync(join(folder, ".gitignore"), "utf8").split("\n");
  for (const name of folders()) assert.ok(ignored(join(examples, name)).includes(services[name]?.vars ?? ".env"), name);
  // Bun reads .env.local, .env.production and others, too.
  for (const folder of [join(examples, "bun"), root])
    for (const line of [".env", ".env.*", "!.env.example"]) assert.ok(ignored(folder).includes(line), folder);
  assert.ok(ignored(root).includes(".dev.vars"));
});

test("every example has a test", () => {
  assert.deepEqual(folders().sort(), [...Object.keys(services), "node"].sort());
});

function folders() {
  return readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

// Requests to a service

async function refuses(url, emulator) {
  for (const path of ["/meetings", `/meetings?userId=${teacher}`]) {
    const { status, body } = await get(url, path);
    assert.equal(status, 401, body);
    assert.match(JSON.parse(body).error, /fill in the function whoIsAsking/);
  }
  assert.equal((await get(url, "/")).status, 404);
  assert.equal((await fetch(new URL("/meetings", url), { method: "POST" })).status, 405);
  assert.equal(emulator.requests(), 0);
}

async function listsMeetings(url, emulator) {
  const first = await get(url, "/meetings");
  assert.equal(first.status, 200, first.body);
  assert.equal(first.cacheControl, "no-store");
  const { list, total } = JSON.parse(first.body);
  assert.deepEqual([list.length, total], [45, 45]);
  // Another user's ID in the query changes nothing.
  const [other] = emulator.users().filter((userId) => userId !== teacher);
  const again = JSON.parse((await get(url, `/meetings?userId=${other}`)).body);
  for (const meeting of [...list, ...again.list]) assert.equal(meeting.hostId, teacher);
  assert.equal(again.total, 45);
  assert.equal(JSON.parse((await get(url, "/meetings?page=2")).body).pageNum, 2);
  assert.equal((await get(url, "/meetings?page=x")).status, 400);
  assert.equal(emulator.requests(), 3);
}

/** The caller gets only the failure, the log also the cause, and neither shows the secret. */
async function fails(url, log) {
  const { status, body } = await get(url, "/meetings");
  assert.equal(status, 500, body);
  assert.deepEqual(JSON.parse(body), { error: "This service is not set up correctly. See its log." });
  // The log line may come later than the response.
  for (let i = 0; i < 20 && !log().includes("signature_rejected"); i++) await sleep(100);
  assert.match(log(), /signature_rejected/);
  assert.doesNotMatch(log(), /another-secret/);
}

async function get(url, path) {
  const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(60_000) });
  return { status: response.status, cacheControl: response.headers.get("cache-control"), body: await response.text() };
}

// The copy

/**
 * A copy of the example, installed: `finish(script)` runs a script of its package.json to the end, `whileServing` its
 * start script.
 */
async function copyOf(name, { nodeMajor, choosePort }) {
  say(`· ${name}: copying and installing it`);
  const folder = join(scratch, name);
  cpSync(join(examples, name), folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|\.wrangler|\.vercel|\.env|\.env\.local|\.dev\.vars)$/.test(path),
  });
  await install(name, folder);
  const node = nodeMajor ? (await nodeBinaries([nodeMajor]))[0].path : process.execPath;
  const programs = {
    node: () => [node],
    tsc: () => [node, binOf(folder, "typescript", "tsc")],
    wrangler: () => [node, binOf(folder, "wrangler")],
    deno: () => [runtime],
    bun: () => [runtime],
  };
  const runtime = await runtimes[name]?.();
  const command = (script) => {
    const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const [program, ...args] = scripts[script].split(" ");
    return [...programs[program](), ...args];
  };
  // The developer's own variables are left out. Tools must not write into the home folder.
  const envOf = (more) => ({
    LTI_KEY: undefined,
    LTI_SECRET: undefined,
    LTI_BASE_URL: undefined,
    HOME: folder,
    DENO_DIR: join(scratch, "deno-cache"),
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    ...more,
  });
  const serving = async (work, script, env, extra = []) => {
    say(`· ${name}: ${script}`);
    await whileRunning([...command(script), ...extra], { cwd: folder, env: consumerEnv(envOf(env)) }, work);
  };
  return {
    folder,
    finish(script, env) {
      const [program, ...args] = command(script);
      return run(program, args, {
        cwd: folder,
        env: consumerEnv(envOf(env)),
        label: `${name}: ${script}`,
        quiet: true,
        timeoutMs: 120_000,
      });
    },
    whileEmulating: (work) => serving((url, log) => work(emulatorAt(url, log)), "emulator", { EMULATOR_PORT: "0" }),
    async whileServing(work) {
      if (!choosePort) return serving(work, "start", { PORT: "0" });
      const port = await freePort();
      return serving((_, log) => work(`http://127.0.0.1:${port}/`, log), "start", {}, choosePort(port));
    },
  };
}

/**
 * Starts a server, calls `work(url, log)` once it has printed a local address, and stops it with all that it started.
 */
async function whileRunning([program, ...args], options, work) {
  const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/;
  let found;
  const up = new Promise((resolve) => (found = resolve));
  const server = startServer(program, args, { ...options, onOutput: () => address.test(log()) && found() });
  const log = () => server.output();
  const ended = server.ended.then((code) => Promise.reject(new Error(`the server ended with code ${code}`)));
  ended.catch(() => {}); // it is expected to end at the end of the test
  try {
    await within(Promise.race([up, ended]), 90_000, "the server printed no address");
    await Promise.race([work(`${address.exec(log())[0]}/`, log), ended]);
  } catch (error) {
    throw new Error(`${error.message}\nThe server printed:\n${log().slice(-3000)}`, { cause: error });
  } finally {
    await server.stop();
  }
}

function emulatorAt(url, log) {
  return {
    baseUrl: `http://127.0.0.1:${new URL(url).port}/api/v1/lti/rich`,
    requests: () => log().match(/^request: GET /gm)?.length ?? 0,
    users: () => [...log().matchAll(/^user: (\S+)/gm)].map(([, userId]) => userId),
  };
}

/** The sample file with the emulator's current address. */
function variables(folder, baseUrl) {
  const sample = readdirSync(folder).find((file) => file.endsWith(".example"));
  return replaced(readFileSync(join(folder, sample), "utf8"), "http://127.0.0.1:8790/api/v1/lti/rich", baseUrl);
}

function replaceIn(path, words, others) {
  writeFileSync(path, replaced(readFileSync(path, "utf8"), words, others));
}

function replaced(text, words, others) {
  assert.equal(text.split(words).length, 2, `"${words}" once`);
  return text.replace(words, others);
}

// npm packages and programs

/** The node_modules of the example: this package from the tarball, the others linked from a cache. */
async function install(name, folder) {
  const { dependencies, ...rest } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  assert.deepEqual(dependencies, { "zoom-lti-pro": "^0.1.0" });
  const into = join(folder, "node_modules");
  mkdirSync(into);
  putPackage(withPackage, folder);
  if (!rest.devDependencies) return;
  const from = await cachedPackages(name, rest);
  for (const entry of readdirSync(from).filter((each) => !each.startsWith(".")))
    symlinkSync(join(from, entry), join(into, entry), "junction");
}

/** Installed once per package.json and machine; resolves to the node_modules. */
async function cachedPackages(name, { devDependencies }) {
  const wanted = JSON.stringify({ private: true, devDependencies });
  const hash = createHash("sha256").update(`${wanted} ${process.platform} ${process.arch}`).digest("hex").slice(0, 12);
  const folder = join(writableCache(), "examples", `${name}-${hash}`);
  const complete = join(folder, "node_modules", ".complete");
  await exclusively(folder, async () => {
    if (existsSync(complete)) return;
    say(`· ${name}: installing its packages (once per machine)`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), wanted);
    const [command, first] = npm();
    await run(
      command,
      [...first, "install", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"],
      { cwd: folder, env: consumerEnv(), label: `npm install (${name})`, quiet: true, timeoutMs: 8 * 60_000 },
    );
    writeFileSync(complete, ""); // last, so that a broken install has no record
  });
  return join(folder, "node_modules");
}

/** The programs that an example needs come from the npm packages of the matrix. */
const runtimes = {
  deno: () =>
    withFixture("deno", withPackage, (folder) => binaryIn(folder, scoped(folder, "@deno"), [`deno${exe}`]).path),
  bun: () =>
    withFixture("bun", withPackage, (folder) => binaryIn(folder, scoped(folder, "@oven"), [`bin/bun${exe}`]).path),
};
