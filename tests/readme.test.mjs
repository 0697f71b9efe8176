// The snippets of README.md and docs/ run unchanged with the packed and installed package.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { root } from "../scripts/lib/paths.mjs";
import { binOf, consumerEnv, withFixture } from "./matrix/lib/fixtures.mjs";
import { freePort, whileServing } from "./matrix/lib/serve.mjs";
import { installed } from "./support/installed.mjs";
import { nodeBinaries } from "./support/nodes.mjs";

const run = promisify(execFile);

const guides = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);
const snippets = guides.flatMap((page) => fences(page, "ts").map((code) => ({ page, code })));
const used = new Set();
let folder;

before(async () => {
  folder = await installed();
});

/** The code blocks of a page in one language. */
function fences(page, language) {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, code]) => code);
}

function snippet(page, words) {
  const found = snippets.filter((each) => each.page === page && each.code.includes(words));
  assert.equal(found.length, 1, `one snippet of ${page} with "${words}"`);
  used.add(found[0]);
  return found[0].code;
}

/** Runs a snippet, with `end` after it, in the folder of the installed package. Resolves to its output. */
async function output(page, words, { env = {}, end = "" } = {}) {
  const place = await mkdtemp(join(folder, "snippet-"));
  const file = join(place, "snippet.mjs");
  const { code } = await transform(snippet(page, words) + end, { loader: "ts", format: "esm", target: "node20" });
  writeFileSync(file, code);
  return (await run(process.execPath, [file], { cwd: place, env: { ...process.env, ...env } })).stdout;
}

/** Runs the installed command's emulator, and calls `work` with the values that README writes to `.dev.vars`. */
async function whileEmulating(work) {
  const command = binOf(folder, "zoom-lti-pro");
  await whileServing(process.execPath, [command, "emulate", "--port", "0"], folder, async (url) => {
    const [values] = fences("README.md", "ini");
    const [, shown] = /^LTI_BASE_URL=http:\/\/127\.0\.0\.1:(\d+)/m.exec(values);
    assert.equal(shown, "8790", "the emulator's default port");
    await work(values.replace(shown, new URL(url).port));
  });
}

const variables = (text) =>
  Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));

test("README: the commands install the package from a clone", async () => {
  const [commands] = fences("README.md", "sh").filter((block) => block.includes("npm pack"));
  const [inClone, inProject] = commands.split("# in your project\n");
  const build = /^# in the clone\nnpm run build .*\n/;
  assert.match(inClone, build);
  const home = await mkdtemp(join(folder, "home-"));
  const clone = join(home, "clone");
  const project = join(home, "project");
  mkdirSync(project);
  // What `npm run build` made, with everything that npm packs.
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of ["package.json", "README.md", ...files])
    cpSync(join(root, name), join(clone, name), { recursive: true });
  const settings = { npm_config_offline: "true", npm_config_audit: "false", npm_config_update_notifier: "false" };
  const env = consumerEnv({ HOME: home, USERPROFILE: home, ...settings });
  const shell = (commands, cwd) => run("bash", ["-ec", commands], { cwd, env });
  await shell(inClone.replace(build, ""), clone);
  await shell(inProject, project);
  const { stdout } = await shell("npx zoom-lti-pro --version", project);
  assert.equal(stdout.trim(), JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
});

test("README: the Worker lists the emulator's meetings under wrangler, and says what is wrong", async () => {
  const [node] = await nodeBinaries([22]);
  await whileEmulating((values) =>
    withFixture("workers", folder, async (project) => {
      mkdirSync(join(project, "src"), { recursive: true });
      writeFileSync(join(project, "src", "index.ts"), snippet("README.md", "interface Env"));
      writeFileSync(join(project, "wrangler.jsonc"), fences("README.md", "jsonc")[0]);
      const serve = async (vars, work) => {
        writeFileSync(join(project, ".dev.vars"), vars);
        const port = String(await freePort());
        const where = ["--ip", "127.0.0.1", "--port", port, "--inspector-port", "0"];
        const args = [binOf(project, "wrangler"), "dev", "--config", "wrangler.jsonc", ...where];
        const env = { HOME: project, CLOUDFLARE_CF_FETCH_ENABLED: "false" };
        await whileServing(node.path, [...args, "--show-interactive-dev-session=false"], project, work, { env });
      };
      await serve(values, async (url) => {
        const response = await fetch(url);
        const meetings = await response.json();
        assert.equal(response.status, 200, JSON.stringify(meetings));
        assert.equal(meetings.length, 45);
        assert.ok(meetings.some(({ start }) => start === null));
        for (const { topic, number, start, minutes } of meetings) {
          assert.match(number, /^\d{9,11}$/);
          assert.equal(typeof topic, "string");
          assert.ok(start === null || Date.parse(start) > Date.now() - 86_400_000);
          assert.ok(minutes === null || minutes > 0);
        }
      });
      await serve(values.replace("emulator-secret", "another-secret"), async (url) => {
        const response = await fetch(url);
        assert.equal(response.status, 502);
        assert.deepEqual(await response.json(), { error: "signature_rejected" });
      });
    }),
  );
});

test("README: the lines by hand list the same meetings", async () => {
  await whileEmulating(async (values) => {
    const env = { ...variables(values), ZOOM_USER_ID: "_vIWeZ76TtuFceCKHkVk4Q" };
    const { listMeetings } = await import(pathToFileURL(join(folder, "node_modules/zoom-lti-pro/dist/index.js")).href);
    const credentials = { key: env.LTI_KEY, secret: env.LTI_SECRET };
    const { list } = await listMeetings(credentials, { userId: env.ZOOM_USER_ID }, { baseUrl: env.LTI_BASE_URL });
    const lines = (await output("README.md", "createHmac", { env })).trimEnd().split("\n");
    assert.equal(lines.length, 45);
    // A start time may be null, empty or missing.
    const start = (text) => (/^\d/.test(text) ? text.slice(0, 19) : null);
    assert.deepEqual(
      lines.map(start),
      list.map(({ startTime }) => startTime),
    );
  });
});

test("docs/emulator.md: the emulator lists and imports meetings, and fails on demand", async () => {
  assert.match(await output("docs/emulator.md", "teacher.userId"), /^5 of 45 meetings; the next is “.+”\n$/);
  assert.equal(await output("docs/emulator.md", "signRequest"), "true\n");
  assert.equal(await output("docs/emulator.md", "partial_success"), "");
});

test("docs/options.md: a client lists a page", async () => {
  assert.equal(await output("docs/options.md", "onRetry"), "5 45 1\n");
});

test("docs/errors.md: the error has code, message and hint", async () => {
  const [code, message, hint] = (await output("docs/errors.md", "isLtiProError(error)")).split("\n");
  assert.deepEqual([code, message], ["invalid_argument", "userId is an e-mail address"]);
  assert.match(hint, /user\/settings\/all/);
});

test("docs/times.md: the two readings of a start time", async () => {
  const printed = await output("docs/times.md", 'timezone: "Asia/Shanghai"');
  assert.equal(printed, "2022-08-04T10:00:00.000Z\n2022-08-04T02:00:00.000Z\n");
});

test("docs/calendar.md: a feed, and the end of a meeting", async () => {
  const printed = (await output("docs/calendar.md", "calendarResponse")).split("\n");
  assert.match(printed[0], /^200 "[\w-]{11}"$/);
  assert.equal(await output("docs/calendar.md", "isLive"), "2022-08-04T11:00:00.000Z\ntrue\n");
});

test("docs/lists.md: all meetings, the latest, and each user's", async () => {
  const [all, latest, ...users] = (await output("docs/lists.md", "listMeetingsForUsers")).trim().split("\n");
  assert.deepEqual([all, latest], ["45 true", "10"]);
  assert.ok(users.length > 1);
  for (const line of users) assert.match(line, /^\S{22} \d+ true$/);
});

test("docs/other-endpoints.md: a meeting is imported", async () => {
  const printed = await output("docs/other-endpoints.md", "/meeting/bulkImport");
  assert.match(printed, /^1 \{ emulated: true, accepted: \[ '86756778157' \], refused: \[\] \}\n$/);
});

test("docs/debugger.md: the mistake and the correct signature", async () => {
  const [verdict, title, fix, base, signature] = (await output("docs/debugger.md", "explainSignature")).split("\n");
  assert.equal(verdict, "proved");
  assert.equal(title, "The parameters were signed in another order");
  assert.match(fix, /^Sort by name, upper case before lower case: isUpComing, key, /);
  assert.match(base, /^isUpComing=true&key=my-key&pageNum=1&/);
  assert.match(signature, /^[\w-]{27}$/);
});

test("docs/verify.md: a request is accepted once", async () => {
  assert.equal(await output("docs/verify.md", "expiresAt"), "_vIWeZ76TtuFceCKHkVk4Q\nrefused\n");
});

test("docs/scale.md: userIds arrive one after the other", async () => {
  const end = 'for await (const userId of paced(["first", "second"], 50)) console.log(userId);';
  assert.equal(await output("docs/scale.md", "paced", { end }), "first\nsecond\n");
});

test("every snippet has a test", () => {
  // tests/scale.test.mjs runs this one.
  snippet("docs/scale.md", "sendBatch");
  const unused = snippets.filter((each) => !used.has(each)).map(({ page, code }) => `${page}: ${code.slice(0, 80)}`);
  assert.deepEqual(unused, []);
});
