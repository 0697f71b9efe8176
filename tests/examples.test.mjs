// Each example in a copied folder: installed, type-checked, and run in its own runtime, with a sign-in service and an
// emulator of Zoom's server on this machine.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root, writableCache } from "../scripts/lib/paths.mjs";
import { npm, run } from "../scripts/lib/run.mjs";
import { copyFolder, copyOf, examples, packageFolder, runtimeOf, scratch, whileRunning } from "./examples/copies.mjs";
import { audience, startSignInService } from "./examples/sign-in-service.mjs";
import { refusedTokens } from "./examples/tokens.mjs";
import "./examples/users.mjs";
import { consumerEnv } from "./matrix/lib/fixtures.mjs";

const teacher = "_vIWeZ76TtuFceCKHkVk4Q";
const usersCsv = [
  "First Name,Email,User ID",
  `Zoë, Zoe.Nunez@Example.EDU ,${teacher}`,
  "陈伟,chen.wei@example.edu,kQ3nZb7wR1yTfX0aLmC9Vg",
].join("\r\n");

/**
 * `demo` and `entry` are the files that `npm start` and a deployment run. `serve` is the script that runs `entry` on
 * this machine.
 */
const services = {
  "cloudflare-worker": { demo: "demo/index.ts", entry: "src/index.ts", serve: "dev" },
  deno: { demo: "demo.ts", entry: "main.ts", serve: "serve" },
  bun: { demo: "demo.ts", entry: "server.ts", serve: "serve" },
  "vercel-edge": { demo: "demo/meetings.ts", entry: "api/meetings.ts", serve: "serve" },
};

let emulator;

before(async () => {
  emulator = await startEmulator();
});

after(() => emulator.close());

for (const [name, { serve, entry, demo }] of Object.entries(services)) {
  describe(name, async () => {
    let example;
    let signIn;

    before(async () => {
      example = await copyOf(name);
      signIn = await startSignInService();
    });

    after(() => signIn.close());

    test("its types are correct", () => example.finish("typecheck"));

    test("npm start is a demo that shows emulated meetings at once", () =>
      example.whileServing("start", async (url, log) => {
        const { status, body, type, policy } = await get(url, { Accept: "text/html,*/*;q=0.8" });
        assert.deepEqual([status, type], [200, "text/html; charset=utf-8"], body);
        assert.match(body, /Demo: emulated meetings/);
        assertPage(body, policy);
        const json = JSON.parse((await get(url)).body);
        assert.match(json.demo, /^Demo: emulated meetings/);
        assert.deepEqual([json.total, json.list.length], [45, 45]);
        assert.match(log(), /Demo: emulated meetings/);
        await hasHelpful404(url);
      }));

    test("what is deployed contains neither the demo nor the emulator", async () => {
      const inputs = async (path) => Object.keys((await bundled(example.folder, path)).metafile.inputs).join("\n");
      assert.match(await inputs(demo), /zoom-lti-pro\/dist\/testing/);
      assert.doesNotMatch(await inputs(entry), /demo|testing|csv-parse/);
    });

    test("as shipped it lists nothing, and says in its log what is missing", () => isNotSetUp(name, example));

    test("the table of teachers is filled from a CSV file", () => fillsTable(name, example));

    test("keys over http from another machine are refused", async () => {
      configure(name, example, { issuer: "http://sign-in.example.edu", jwksUrl: "http://sign-in.example.edu/certs" });
      await refusesToServe(name, example, /must be a URL that starts with https/);
    });

    test("a signed-in teacher gets the own meetings, everybody else gets none", async () => {
      configure(name, example, signIn);
      await example.whileServing(serve, async (url, log) => {
        await needsTheKeys(url, signIn);
        await listsMeetings(url, signIn);
        await refusesTokens(url, signIn, log);
        await refusesUnknownPersons(url, signIn);
        await followsRotation(url, signIn);
      });
    });

    test("a wrong secret is an error without details", async () => {
      // People also copy the team domain with a slash.
      const issuer = name === "cloudflare-worker" ? `${signIn.issuer}/` : signIn.issuer;
      configure(name, example, { ...signIn, issuer, secret: "another-secret" });
      await example.whileServing(serve, (url, log) => fails(url, signIn, log));
    });
  });
}

describe("cloudflare-worker, with wrangler", () => {
  let example;

  before(async () => {
    example = await copyOf("cloudflare-worker");
  });

  test("what wrangler would deploy contains neither the demo nor the emulator", async () => {
    await example.finish("deploy", { args: ["--dry-run", "--outdir", "out"] });
    const files = readdirSync(join(example.folder, "out"));
    const containing = (text) =>
      files.filter((file) => readFileSync(join(example.folder, "out", file), "latin1").includes(text));
    assert.ok(containing("Cf-Access-Jwt-Assertion").includes("index.js"));
    for (const text of ["Demo: emulated", "not-for-zoom", "createEmulator"]) assert.deepEqual(containing(text), []);
  });

  test("if the demo is deployed nevertheless, it does nothing", () =>
    example.whileServing("start", async (url) => {
      for (const host of ["my-meetings-demo.example.workers.dev", "localhost.example.com"]) {
        const { status, body } = await getAs(host, url);
        assert.equal(status, 403, body);
        assert.match(body, /only on the machine where it was started/);
      }
    }));
});

describe("node", () => {
  let example;
  const meetings = (settings) => {
    writeFileSync(join(example.folder, ".env"), lines({ ...zoomSettings(), ZOOM_USER_ID: teacher, ...settings }));
    return example.finish("meetings");
  };
  const rows = (output) => output.match(/^│ \d+ /gm)?.length;

  before(async () => {
    example = await copyOf("node");
  });

  test("npm start is a demo that shows emulated meetings at once", async () => {
    const before = emulator.requests();
    const output = await example.finish("start");
    assert.match(output, /^Demo: emulated meetings/m);
    assert.equal(rows(output), 45);
    assert.equal(emulator.requests(), before);
  });

  test("as shipped it says what is missing", () =>
    assert.rejects(example.finish("meetings"), ({ output }) =>
      /^Not set up: LTI_KEY, LTI_SECRET, ZOOM_USER_ID must be set/m.test(output),
    ));

  test("with .env it prints the meetings, without a time if it is not fixed", async () => {
    const output = await meetings({});
    assert.equal(rows(output), 45, output);
    // The emulator sends a start time for this meeting.
    assert.match(output, /│ 'no fixed time' +│ 60 +│ 'Alpha DevA Course1'/);
  });

  test("it prints each meeting once, even if the server has no total or its pages overlap", async () => {
    for (const page of [(n) => [0, twentyFive.slice(10 * n - 10, 10 * n)], (n) => [25, overlapping(n)]])
      await withPages(page, async (LTI_BASE_URL) => assert.equal(rows(await meetings({ LTI_BASE_URL })), 25));
  });

  test("if meetings may be missing, it says so and fails", () =>
    withPages(
      (n) => [30, twentyFive.slice(10 * n - 10, 10 * n)],
      (LTI_BASE_URL) =>
        assert.rejects(
          meetings({ LTI_BASE_URL }),
          ({ code, output }) =>
            code === 3 &&
            rows(output) === 25 &&
            output.includes("The list may be incomplete (total_mismatch): run this again."),
        ),
    ));

  test("a wrong secret gives a message without the secret", async () => {
    const LTI_SECRET = "another-secret-than-the-emulators";
    await assert.rejects(
      meetings({ LTI_SECRET }),
      ({ output }) => /^signature_rejected: /m.test(output) && !output.includes(LTI_SECRET),
    );
  });
});

describe("in a clone, before the package is published", () => {
  const clone = join(scratch, "clone");

  before(async () => {
    // The package of the clone, which its build has not made yet.
    cpSync(join(await packageFolder(), "node_modules", "zoom-lti-pro"), clone, { recursive: true });
    renameSync(join(clone, "dist"), join(clone, "built"));
    cpSync(join(examples, "build.mjs"), join(clone, "examples", "build.mjs"));
    mkdirSync(join(clone, "scripts"));
    setBuild('process.exitCode = 1; console.log("the build fails");');
    for (const name of ["node", "deno", "bun"]) copyFolder(name, join(clone, "examples", name));
  });

  test("npm start stops if the package cannot be built", async () => {
    await twoCommands("node", npm().flat(), "install", async (start) =>
      assert.rejects(start(), ({ output }) => /the build fails/.test(output) && !/Demo/.test(output)),
    );
  });

  test("node: npm install, npm start", async () => {
    setBuild('import { cpSync } from "node:fs"; cpSync("../../built", "../../dist", { recursive: true });');
    await twoCommands("node", npm().flat(), "install", async (start) => {
      assert.match(await start(), /Building zoom-lti-pro in this clone, once[\s\S]*Demo: emulated meetings/);
      assert.doesNotMatch(await start(), /Building/);
    });
  });

  for (const [name, start] of [
    ["deno", ["task", "start"]],
    ["bun", ["start"]],
  ])
    test(`${name}: ${name} install, ${name} ${start.join(" ")}`, async () => {
      const program = await runtimeOf(name);
      await twoCommands(name, [program], "install", () =>
        whileRunning(
          [program, ...start],
          { cwd: join(clone, "examples", name), env: cloneEnv(program) },
          async (url) => {
            assert.equal(JSON.parse((await get(url)).body).total, 45);
          },
        ),
      );
    });

  test("every example uses the package of the clone, and nothing else is to be changed", () => {
    for (const name of folders()) {
      const { dependencies, scripts } = JSON.parse(readFileSync(join(examples, name, "package.json"), "utf8"));
      assert.equal(dependencies["zoom-lti-pro"], name === "bun" ? "link:../.." : "file:../..", name);
      assert.match(
        scripts.prestart,
        /^(node -e|bun -e|deno eval) "import\('\.\.\/build\.mjs'\)\.catch\(\(\) => \{\}\)"$/,
      );
    }
  });

  test("in a copy elsewhere, npm start builds nothing", async () => {
    const { folder } = await copyOf("node");
    const [program, ...first] = npm().flat();
    const output = await run(program, [...first, "start"], { cwd: folder, env: consumerEnv(), quiet: true });
    assert.match(output, /Demo: emulated meetings/);
  });

  const setBuild = (text) => writeFileSync(join(clone, "scripts", "build.mjs"), text);
  // Deno and Bun keep what they download where the next run finds it. PATH has this Node and the runtime.
  const cloneEnv = (program) =>
    consumerEnv({
      PORT: "0",
      PATH: [dirname(program), dirname(process.execPath), process.env.PATH].join(delimiter),
      DENO_DIR: join(writableCache(), "examples", "deno-dir"),
      BUN_INSTALL_CACHE_DIR: join(writableCache(), "examples", "bun-cache"),
    });

  async function twoCommands(name, [program, ...first], install, work) {
    const options = { cwd: join(clone, "examples", name), env: cloneEnv(program), quiet: true, timeoutMs: 120_000 };
    await run(program, [...first, install], { ...options, label: `${name}: install` });
    await work(() => run(program, [...first, "start"], { ...options, label: `${name}: start` }));
  }
});

test("the code that the examples share is the same in each", () => {
  const shared = [
    ...readdirSync(join(examples, "bun", "lib")).map((file) => `lib/${file}`),
    "settings.ts",
    "teachers.mjs",
  ];
  for (const file of shared) {
    // The Worker has its settings and its table elsewhere.
    const isWorkers = file.startsWith("lib/");
    const names = Object.keys(services).filter((name) => isWorkers || name !== "cloudflare-worker");
    assert.equal(new Set(names.map((name) => readFileSync(join(examples, name, file), "utf8"))).size, 1, file);
  }
  const libs = Object.keys(services).map((name) => readdirSync(join(examples, name, "lib")).join());
  assert.equal(new Set(libs).size, 1);
});

test("git ignores the files that hold secrets or people, in each example and in this project", () => {
  const ignored = (folder) => readFileSync(join(folder, ".gitignore"), "utf8").split("\n");
  const secrets = { "cloudflare-worker": ".dev.vars", "vercel-edge": ".env.local" };
  for (const name of folders()) {
    assert.ok(ignored(join(examples, name)).includes(secrets[name] ?? ".env"), name);
    if (name in services) assert.ok(ignored(join(examples, name)).includes("*.csv"), name);
  }
  for (const name of ["deno", "bun", "vercel-edge"]) assert.ok(ignored(join(examples, name)).includes("teachers.json"));
  // Bun reads .env.local, .env.production and others, too.
  for (const folder of [join(examples, "bun"), root])
    for (const line of [".env", ".env.*", "!.env.example"]) assert.ok(ignored(folder).includes(line), folder);
  assert.ok(ignored(root).includes(".dev.vars"));
  assert.ok(ignored(join(examples, "cloudflare-worker")).includes("zoom.env"));
  // Vercel uploads what this file does not name.
  const notUploaded = readFileSync(join(examples, "vercel-edge", ".vercelignore"), "utf8").split("\n");
  for (const line of [".env.local", "*.csv", "demo"]) assert.ok(notUploaded.includes(line), line);
});

test("every example has a test", () => {
  assert.deepEqual(folders().sort(), [...Object.keys(services), "node"].sort());
});

function folders() {
  return readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

// The steps of one service while it runs

/** Before the first request, no key was fetched. A failure of the sign-in service is not the caller's. */
async function needsTheKeys(url, signIn) {
  signIn.fail(true);
  const failed = await get(url, bearer(signIn.token()));
  assert.equal(failed.status, 503, failed.body);
  signIn.fail(false);
  assert.equal((await get(url, bearer(signIn.token()))).status, 200);
}

async function listsMeetings(url, signIn) {
  const before = emulator.requests();
  const first = await get(url, access(signIn.token()));
  assert.equal(first.status, 200, first.body);
  assert.equal(first.cacheControl, "no-store");
  const { list, total } = JSON.parse(first.body);
  assert.deepEqual([list.length, total], [45, 45]);
  // The table has one form of each address.
  const spelled = await get(url, access(signIn.token({ email: " ZOE.nunez@example.EDU", email_verified: true })));
  assert.equal(JSON.parse(spelled.body).total, 45);
  // Another user's ID in the query changes nothing.
  const again = await get(url, access(signIn.token()), "?userId=kQ3nZb7wR1yTfX0aLmC9Vg&email=chen.wei@example.edu");
  for (const meeting of [...list, ...JSON.parse(again.body).list]) assert.equal(meeting.hostId, teacher);
  assert.equal(JSON.parse((await get(url, access(signIn.token()), "?page=2")).body).pageNum, 2);
  assert.equal((await get(url, access(signIn.token()), "?page=x")).status, 400);
  const page = await get(url, { ...access(signIn.token()), Accept: "text/html" });
  assertPage(page.body, page.policy);
  assert.doesNotMatch(page.body, /Demo/);
  const json = await get(url, { ...access(signIn.token()), Accept: "text/html;q=0.5, application/json" });
  assert.match(json.type, /^application\/json/);
  const other = await get(url, access(signIn.token({ email: "chen.wei@example.edu" })));
  assert.equal(JSON.parse(other.body).total, 1);
  assert.equal(emulator.requests() - before, 7);
  await hasHelpful404(url, access(signIn.token()));
  const post = await fetch(url, { method: "POST", headers: access(signIn.token()) });
  assert.equal(post.status, 405);
}

async function refusesTokens(url, signIn, log) {
  const before = emulator.requests();
  const nobody = await get(url);
  assert.deepEqual([nobody.status, nobody.challenge], [401, "Bearer"], nobody.body);
  // Anybody can write this header.
  const header = { "Cf-Access-Authenticated-User-Email": "zoe.nunez@example.edu", Cookie: "CF_Authorization=x" };
  assert.equal((await get(url, header)).status, 401);
  for (const { name, token, status, message } of refusedTokens(signIn)) {
    for (const headers of [access(token), bearer(token)]) {
      const refused = await get(url, headers);
      assert.equal(refused.status, status, `${name}: ${refused.body}`);
      assert.match(JSON.parse(refused.body).error, message, name);
    }
  }
  const page = await get(url, { ...access("x"), Accept: "text/html" });
  assert.deepEqual([page.status, page.type], [401, "text/html; charset=utf-8"]);
  assert.equal(emulator.requests(), before);
  for (const reason of ["ERR_JWT_EXPIRED (exp)", "VALIDATION_FAILED (aud)", "VALIDATION_FAILED (iss)"])
    await until(() => log().includes(reason));
  assert.doesNotMatch(log(), /eyJ|example\.edu/, "a token or an address in the log");
}

async function refusesUnknownPersons(url, signIn) {
  const before = emulator.requests();
  const addresses = [
    "old@example.edu",
    "b@example.edu",
    "zoe@example.edu",
    "zoe.nunez@example.edu.evil.example",
    "__proto__@x",
    "<img src=x>@example.edu",
  ];
  for (const email of addresses) {
    const { status, body } = await get(url, access(signIn.token({ email })));
    assert.equal(status, 403, body);
    assert.match(JSON.parse(body).error, /not in the table of teachers.*You are signed in as/);
    const page = await get(url, { ...access(signIn.token({ email })), Accept: "text/html" });
    assert.equal(page.status, 403);
    assert.match(page.body, /Ask the people who run this service to add it/);
    assert.doesNotMatch(page.body, /<img/);
  }
  assert.equal(emulator.requests(), before);
}

/** A new key is fetched when a token needs it, and the old one is then no longer accepted. */
async function followsRotation(url, signIn) {
  const old = signIn.token();
  const fetched = signIn.fetched();
  signIn.rotate();
  await until(async () => (await get(url, access(signIn.token()))).status === 200, 20_000);
  assert.equal(signIn.fetched(), fetched + 1);
  assert.equal((await get(url, access(old))).status, 401);
}

/** The caller gets only the failure, the log also the cause, and neither shows the secret. */
async function fails(url, signIn, log) {
  const { status, body } = await get(url, access(signIn.token()));
  assert.equal(status, 500, body);
  assert.match(JSON.parse(body).error, /not set up correctly/);
  await until(() => log().includes("signature_rejected"));
  assert.doesNotMatch(log(), /another-secret/);
}

async function hasHelpful404(url, headers = {}) {
  const { status, body } = await get(url, headers, "meetings");
  assert.equal(status, 404);
  assert.match(body, /GET \/ lists the meetings/);
}

/** The emulator's topics contain HTML. A meeting without a fixed time has a start time all the same. */
function assertPage(body, policy) {
  const nonce = /style-src 'nonce-([\w-]+)'/.exec(policy)?.[1];
  assert.match(policy, /^default-src 'none'; /);
  assert.ok(body.includes(`<style nonce="${nonce}">`));
  assert.doesNotMatch(body, /<(b|strong)> and|<script/);
  assert.match(body, /HTML 101: when to use &#60;b&#62; and &#60;strong&#62;/);
  const row = body.split("<li>").find((each) => each.includes("<bdi>Alpha DevA Course1<"));
  assert.match(row, /<span>No fixed time<\/span>/);
  assert.doesNotMatch(row, /<time/);
}

// Settings

/** Only names are filled in: in wrangler.jsonc, .dev.vars and .env. */
function configure(name, { folder }, { issuer, jwksUrl, secret = emulator.secret }) {
  const zoom = { ...zoomSettings(), LTI_SECRET: secret };
  if (name === "cloudflare-worker") {
    const config = join(folder, "wrangler.jsonc");
    const text = readFileSync(join(examples, name, "wrangler.jsonc"), "utf8");
    const withDomain = replaced(text, '"TEAM_DOMAIN": ""', `"TEAM_DOMAIN": "${issuer}"`);
    writeFileSync(config, replaced(withDomain, '"POLICY_AUD": ""', `"POLICY_AUD": "${audience}"`));
    writeFileSync(join(folder, ".dev.vars"), lines(zoom));
    return;
  }
  const file = name === "vercel-edge" ? ".env.local" : ".env";
  const oidc = { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URL: jwksUrl };
  writeFileSync(join(folder, file), lines({ ...zoom, ...oidc }));
}

const zoomSettings = () => ({
  LTI_KEY: emulator.key,
  LTI_SECRET: emulator.secret,
  LTI_BASE_URL: emulator.baseUrl,
});

const lines = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");

/** The script reports what it leaves out, with exit status 3. An address that is missing from the file goes. */
async function fillsTable(name, example) {
  const isWorker = name === "cloudflare-worker";
  const run = async (csv, ...options) => {
    writeFileSync(join(example.folder, "users.csv"), csv);
    const done = example.finish("teachers", { args: ["users.csv", ...(isWorker ? ["--local", ...options] : [])] });
    return done.then(
      (output) => ({ code: 0, output }),
      ({ code, output }) => ({ code, output }),
    );
  };
  const doubtful = "a,old@example.edu,kQ3nZb7wR1yTfX0aLmC9Vg\r\nb,b@example.edu,one\r\nc,B@example.edu,two";
  const first = await run(`${usersCsv}\r\n${doubtful}`);
  assert.equal(first.code, 3, first.output);
  assert.match(first.output, /lines 5, 6: b@example\.edu has different user IDs/);
  assert.match(first.output, /Teachers: 3\. Problems: 1\./);
  const second = await run(usersCsv, "--remove-missing");
  assert.equal(second.code, 0, second.output);
  if (isWorker) return assert.match(second.output, /Addresses that are not in this file: 1, removed/);
  const table = { "zoe.nunez@example.edu": teacher, "chen.wei@example.edu": "kQ3nZb7wR1yTfX0aLmC9Vg" };
  assert.deepEqual(JSON.parse(readFileSync(join(example.folder, "teachers.json"), "utf8")), table);
}

async function isNotSetUp(name, example) {
  if (name === "vercel-edge") writeFileSync(join(example.folder, "teachers.json"), "{}");
  const before = emulator.requests();
  const names =
    name === "cloudflare-worker" ? /TEAM_DOMAIN, POLICY_AUD, LTI_KEY, LTI_SECRET/ : /OIDC_ISSUER, .*LTI_KEY/;
  await refusesToServe(name, example, names);
  assert.equal(emulator.requests(), before);
}

/** Deno and Bun do not start. A Worker and an edge function start with the first request, which fails. */
async function refusesToServe(name, example, reason) {
  const { serve } = services[name];
  if (name === "deno" || name === "bun")
    return assert.rejects(example.finish(serve, { env: { PORT: "0" } }), ({ output }) => reason.test(output));
  return example.whileServing(serve, async (url, log) => {
    const { status, body } = await get(url, { "Cf-Access-Jwt-Assertion": "x" });
    assert.equal(status, 500, body);
    assert.match(JSON.parse(body).error, /not set up correctly/);
    await until(() => reason.test(log()));
  });
}

// Requests

const access = (token) => ({ "Cf-Access-Jwt-Assertion": token });
const bearer = (token) => ({ Authorization: `Bearer ${token}` });

async function get(url, headers = {}, path = "") {
  const response = await fetch(new URL(path, url), { headers, signal: AbortSignal.timeout(60_000) });
  const header = (name) => response.headers.get(name);
  return {
    status: response.status,
    type: header("content-type"),
    cacheControl: header("cache-control"),
    policy: header("content-security-policy"),
    challenge: header("www-authenticate"),
    body: await response.text(),
  };
}

/** With another Host header, which `fetch` does not permit. */
function getAs(host, url) {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { headers: { host } }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode, body }));
    });
    sent.on("error", reject).end();
  });
}

async function until(isTrue, ms = 5000) {
  const end = Date.now() + ms;
  while (!(await isTrue())) {
    assert.ok(Date.now() < end, `not within ${ms} ms: ${isTrue}`);
    await sleep(200);
  }
}

/** Zoom's server as the package emulates it. */
async function startEmulator() {
  const entry = join(await packageFolder(), "node_modules", "zoom-lti-pro", "dist", "testing.js");
  const { createEmulator, createNodeHandler } = await import(pathToFileURL(entry));
  const emulated = createEmulator();
  const handle = createNodeHandler(emulated);
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    handle(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...emulated.credentials,
    baseUrl: `http://127.0.0.1:${server.address().port}/api/v1/lti/rich`,
    requests: () => count,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

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

function replaced(text, words, others) {
  assert.equal(text.split(words).length, 2, `"${words}" once`);
  return text.replace(words, others);
}

const bundled = (folder, path) =>
  build({
    entryPoints: [join(folder, path)],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["*.wasm", "*.wasm?module", "*/teachers.json"],
    logLevel: "silent",
  });
