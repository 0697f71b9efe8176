// The rules of the workflows: pinned actions, few permissions, and jobs that publish do nothing else.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
// A dependency of textlint, which the language check uses.
import yaml from "js-yaml";
import { projectCache, root } from "../scripts/lib/paths.mjs";
import { npm, run } from "../scripts/lib/run.mjs";

const folder = join(root, ".github/workflows");
const texts = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

/** The only commands and actions of a job that may publish. */
const publishing = [
  /^sha256sum --check --strict <<< "\$CHECKSUMS"$/,
  /^npm publish "\.\/zoom-lti-pro-\$\{GITHUB_REF_NAME#v\}\.tgz" --provenance --access public --ignore-scripts$/,
  /^cargo package --no-verify --locked$/,
  /^cmp target\/package\/\*\.crate target\/release-artifact\/\*\.crate$/,
  /^cargo publish --no-verify --locked$/,
];
const publishers = [
  "actions/checkout",
  "actions/setup-node",
  "actions/download-artifact",
  "rust-lang/crates-io-auth-action",
];

/** The problems of a workflow, as texts. */
function problems(text) {
  const found = [];
  const workflow = yaml.load(text);
  if (JSON.stringify(workflow.permissions) !== '{"contents":"read"}') found.push("permissions: not only to read");
  if (/\bsecrets\s*[.[]/.test(text)) found.push("a secret is used");
  for (const line of text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line))) {
    if (!/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)) found.push(`not pinned: ${line.trim()}`);
  }
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const permissions = job.permissions ?? workflow.permissions;
    const canPublish = permissions["id-token"] === "write";
    const rights = Object.entries(permissions).filter(([, right]) => right !== "read" && right !== "none");
    if (rights.length > (canPublish ? 1 : 0)) found.push(`${name}: may write ${rights.map(([right]) => right)}`);
    if (canPublish && (job.environment !== "release" || !job.needs))
      found.push(`${name}: publishes what is not tested`);
    if (!job["timeout-minutes"]) found.push(`${name}: has no timeout`);
    for (const step of job.steps) {
      const action = step.uses?.split("@", 1)[0];
      if (action === "actions/checkout" && step.with?.["persist-credentials"] !== false)
        found.push(`${name}: the checkout keeps its credentials`);
      if (!canPublish) continue;
      if (action && !publishers.includes(action)) found.push(`${name}: uses ${action}`);
      if (step.with?.cache) found.push(`${name}: takes files from a cache`);
      const commands = (step.run ?? "").split("\n").filter(Boolean);
      for (const command of commands)
        if (!publishing.some((allowed) => allowed.test(command))) found.push(`${name}: runs ${command}`);
    }
    const runs = job.steps.map(({ run }) => run ?? "").join("\n");
    if (/\b(npm|cargo) publish\b/.test(runs) && !canPublish) found.push(`${name}: publishes without OIDC`);
    if (canPublish && !runs.includes("sha256sum --check")) found.push(`${name}: checks no checksum`);
  }
  return found;
}

for (const [name, text] of Object.entries(texts)) {
  test(`${name} follows the rules`, () => assert.deepEqual(problems(text), []));
}

test("the release publishes the package and the crate, each after the job that tests", () => {
  const { jobs } = yaml.load(texts["release.yml"]);
  const publishers = Object.entries(jobs).filter(([, { permissions }]) => permissions?.["id-token"] === "write");
  assert.deepEqual(
    publishers.map(([name, { needs }]) => [name, needs]),
    [
      ["npm", "build"],
      ["crate", "build"],
    ],
  );
  const runs = jobs.build.steps.map(({ run }) => run ?? "");
  const place = (part) => runs.findIndex((run) => run.includes(part));
  assert.ok(place("release.mjs check") >= 0);
  assert.ok(place(".ci/run") > place("release.mjs check"));
  assert.ok(place("release.mjs pack") > place(".ci/run"));
});

/** [change, from, to, expected problem] */
const mistakes = [
  ["an action by its tag", /setup-node@[0-9a-f]{40}/, "setup-node@v4", /not pinned/],
  ["an action of a version nobody can read", / # v4\.3\.0/, "", /not pinned/],
  ["the right to publish for all jobs", "permissions:\n  contents: read", "permissions:\n  id-token: write", /read/],
  ["an install before publishing", "- run: npm publish", "- run: npm ci\n      - run: npm publish", /runs npm ci/],
  ["a build before publishing", "- run: cmp", "- run: cargo build\n      - run: cmp", /runs cargo build/],
  ["a folder in place of the file", /"\.\/zoom-lti-pro-\S+ /, "", /runs npm publish/],
  ["lifecycle scripts", " --ignore-scripts", "", /runs npm publish/],
  ["a crate that is compiled", "cargo publish --no-verify", "cargo publish", /runs cargo publish/],
  ["a token", "steps.auth.outputs.token", "secrets.TOKEN", /a secret/],
  ["no test before", "    needs: build\n", "", /not tested/],
  ["no environment", "    environment: release\n", "", /not tested/],
  ["credentials in the checkout", "persist-credentials: false", "persist-credentials: true", /credentials/],
  ["a file that nobody checked", /- run: sha256sum.*\n/, "- run: cmp target\n", /no checksum/],
  ["more rights", "id-token: write", "id-token: write\n      contents: write", /may write/],
];

for (const [what, from, to, problem] of mistakes) {
  test(`found in a release: ${what}`, () => {
    const changed = texts["release.yml"].replace(from, () => to);
    assert.notEqual(changed, texts["release.yml"]);
    assert.match(problems(changed).join("\n"), problem);
  });
}

test("a release publishes the package and the crate, with their checksums", async () => {
  mkdirSync(projectCache, { recursive: true });
  const release = mkdtempSync(join(projectCache, "release-"));
  const url = "https://github.com/example/zoom-lti-pro";
  try {
    await run(process.execPath, [join(root, "scripts/release.mjs"), "pack", release], {
      label: "packing a release",
      quiet: true,
      env: { ...process.env, RELEASE_ALLOW_DIRTY: "1", RELEASE_TEST_REPOSITORY: url },
    });
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const [crate, tarball] = [`zoom-lti-pro-${version}.crate`, `zoom-lti-pro-${version}.tgz`];
    assert.deepEqual(readdirSync(release).sort(), ["SHA256SUMS", crate, tarball]);
    const sums = readFileSync(join(release, "SHA256SUMS"), "utf8").trim().split("\n");
    assert.deepEqual(sums.sort(), [crate, tarball].map((name) => `${sha256(join(release, name))}  ${name}`).sort());
    const files = await unpacked(join(release, tarball), release);
    const readme = readFileSync(join(files, "README.md"), "utf8");
    assert.ok(readme.includes(`](${url}/blob/v${version}/docs/matrix.md)`));
    assert.deepEqual(readme.match(/\]\((?!https:|#)[^)]*\)/g), null, "README has relative links");
    const listed = await unpacked(await plainTarball(release), join(release, "plain"));
    const same = (name) => !name.endsWith(".md");
    assert.deepEqual(contents(files, same), contents(listed, same));
    const again = join(root, "target/package", crate);
    const before = sha256(again);
    await run("cargo", ["package", "--no-verify", "--locked", "--allow-dirty"], {
      label: "cargo package",
      quiet: true,
    });
    assert.equal(sha256(again), before, "cargo packs the same sources into another file");
  } finally {
    rmSync(release, { recursive: true, force: true });
  }
});

async function unpacked(tarball, into) {
  await run("tar", ["-xzf", tarball, "-C", into], { label: "tar", quiet: true });
  return join(into, "package");
}

/** What npm packs without the release script. */
async function plainTarball(release) {
  const into = join(release, "plain");
  mkdirSync(into);
  const [program, ...first] = npm().flat();
  await run(program, [...first, "pack", "--ignore-scripts", "--pack-destination", into], {
    label: "npm pack",
    quiet: true,
  });
  return join(into, readdirSync(into)[0]);
}

/** The checksums of the files of a folder, by name. */
function contents(folder, filter) {
  const names = readdirSync(folder, { recursive: true }).filter(filter).sort();
  return names.map((name) => (statSync(join(folder, name)).isFile() ? `${name} ${sha256(join(folder, name))}` : name));
}

function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
