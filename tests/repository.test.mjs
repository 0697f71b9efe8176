// The address of the repository is one setting. A release needs it, and the packed pages get absolute links from it.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  absoluteLinks,
  pageProblem,
  repositoryOf,
  repositoryProblem,
  withRepository,
} from "../scripts/lib/repository.mjs";
import { root } from "../scripts/lib/paths.mjs";

const url = "https://github.com/example/zoom-lti-pro";
const read = (name) => readFileSync(join(root, name), "utf8");
const ours = { manifest: read("package.json"), cargo: read("Cargo.toml") };
const set = withRepository(ours, url);

test("the address is written to both manifests, and nothing else changes", () => {
  assert.equal(repositoryOf(set.manifest), url);
  const { homepage, bugs, repository, ...rest } = JSON.parse(set.manifest);
  assert.deepEqual([homepage, bugs, repository.type], [`${url}#readme`, `${url}/issues`, "git"]);
  const { homepage: _, bugs: __, repository: ___, ...before } = JSON.parse(ours.manifest);
  assert.deepEqual(rest, before);
  const others = (cargo) => cargo.split("\n").filter((line) => !/^(repository|homepage) = /.test(line));
  assert.deepEqual(others(set.cargo), others(ours.cargo));
  assert.match(set.cargo.split("[lib]")[0], /^repository = "https:\/\/github\.com\/example\/zoom-lti-pro"$/m);
});

test("another address replaces it", () => {
  const again = withRepository(set, `${url}-2`);
  assert.equal(repositoryOf(again.manifest), `${url}-2`);
  assert.equal(again.cargo.match(/^repository = /gm).length, 1);
});

test("what is not an address is refused", () => {
  for (const wrong of ["", "zoom-lti-pro", `${url}.git?x`, "http://github.com/a/b", `${url}/tree/main`])
    assert.throws(() => withRepository(ours, wrong), TypeError);
});

test("a release needs one address, which is this repository's", () => {
  assert.equal(repositoryProblem(set), undefined);
  assert.equal(repositoryProblem(set, "example/zoom-lti-pro"), undefined);
  const empty = { manifest: "{}", cargo: "" };
  assert.match(repositoryProblem(empty), /has no repository: run "node scripts\/release\.mjs repository https:/);
  assert.match(repositoryProblem({ ...set, cargo: "" }), /Cargo\.toml none/);
  assert.match(repositoryProblem(set, "fork/zoom-lti-pro"), /this one is https:\/\/github\.com\/fork\/zoom-lti-pro/);
});

test("a release needs pages that do not deny it", () => {
  const page = "It is not published yet. Until the package is published, …";
  assert.match(pageProblem("docs/rust.md", page), /docs\/rust\.md says 2 times/);
  assert.equal(pageProblem("README.md", "npm install zoom-lti-pro"), undefined);
});

test("a page's links become absolute, and code stays as it is", () => {
  const page = [
    "[a](b.md#c) ![d](e.png) [![f](g.svg)](../h.md) [i](#j) [k](https://l.example/) `[m](n.md)` [`s`](t)",
    "```md",
    "[o](p.md)",
    "```",
    "[q]: r/s.md",
  ];
  assert.deepEqual(absoluteLinks(page.join("\n"), "docs/page.md", url, "v1.2.3").split("\n"), [
    `[a](${url}/blob/v1.2.3/docs/b.md#c) ![d](${url}/raw/v1.2.3/docs/e.png) ` +
      `[![f](${url}/raw/v1.2.3/docs/g.svg)](${url}/blob/v1.2.3/h.md) [i](#j) [k](https://l.example/) \`[m](n.md)\` ` +
      `[\`s\`](${url}/blob/v1.2.3/docs/t)`,
    "```md",
    "[o](p.md)",
    "```",
    `[q]: ${url}/blob/v1.2.3/docs/r/s.md`,
  ]);
});

test("README's absolute links name files that exist", () => {
  const page = absoluteLinks(read("README.md"), "README.md", url, "v1.2.3");
  const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  const relative = links.filter((link) => !/^(https:\/\/|#)/.test(link));
  assert.deepEqual(relative, []);
  const own = links.filter((link) => link.startsWith(url));
  assert.ok(own.length > 10);
  for (const link of own) {
    const [, file] = /\/(?:blob|raw)\/v1\.2\.3\/([^#]+)/.exec(link);
    assert.ok(existsSync(join(root, file)), link);
  }
});
