// skills/zoom-lti-pro/SKILL.md and llms.txt: what they say is true, their code runs, their links lead somewhere.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { before, describe, test } from "node:test";
import { promisify } from "node:util";
import { root } from "../scripts/lib/paths.mjs";
import { installed } from "./support/installed.mjs";

const run = promisify(execFile);
const place = "skills/zoom-lti-pro/SKILL.md";
const skill = readFileSync(join(root, place), "utf8");
const llms = readFileSync(join(root, "llms.txt"), "utf8");
const snippetsOf = (text, language) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, code]) => code);
const linksOf = (text) => [...text.matchAll(/\]\(([^):]+)\)/g)].map(([, link]) => link);
let folder;

before(async () => {
  folder = await installed();
});

/** Runs a program beside the installed package. Resolves to its output. */
async function output(code) {
  const into = await mkdtemp(join(folder, "skill-"));
  await writeFile(join(into, "snippet.mjs"), code);
  return (await run(process.execPath, [join(into, "snippet.mjs")])).stdout;
}

describe("SKILL.md", () => {
  test("its front matter has the name of its folder, and a description that loaders accept", () => {
    const [, front] = /^---\n([\s\S]*?)\n---\n/.exec(skill);
    const [, name, description] = /^name: (.+)\ndescription: >-\n((?: {2}.+\n?)+)$/.exec(front);
    assert.equal(name, "zoom-lti-pro");
    assert.equal(place, `skills/${name}/SKILL.md`);
    const text = description.replaceAll(/\s+/g, " ").trim();
    assert.ok(text.length <= 1024, `${text.length} characters`);
    assert.doesNotMatch(text, /[<>]/);
    assert.ok(skill.split("\n").length < 200);
  });

  test("its Worker lists the meetings, and hides the reason of an error", async () => {
    const [worker] = snippetsOf(skill, "ts");
    const printed = await output(`
      ${worker.replace("export default", "const worker =")}
      import { createEmulator } from "zoom-lti-pro/testing";
      const emulator = createEmulator();
      globalThis.fetch = emulator.fetch;
      console.error = (text) => console.log(JSON.parse(text).code);
      const { key, secret } = emulator.credentials;
      const env = { LTI_KEY: key, LTI_SECRET: secret, ZOOM_USER_ID: emulator.users[0].userId };
      const good = await worker.fetch(new Request("https://worker.example/"), env);
      console.log(good.status, (await good.json()).length);
      const bad = await worker.fetch(new Request("https://worker.example/"), { ...env, LTI_SECRET: "other-secret" });
      console.log(bad.status, JSON.stringify(await bad.json()));
    `);
    assert.equal(printed, '200 45\nsignature_rejected\n502 {"error":"signature_rejected"}\n');
  });

  test("the other snippets print what their last comment says", async () => {
    const others = snippetsOf(skill, "ts").slice(1);
    assert.equal(others.length, 2);
    for (const code of others) {
      const [, expected] = /console\.log\(.+\); \/\/ (.+)\n$/.exec(code);
      assert.equal((await output(code)).trim(), expected);
    }
  });

  test("signing by hand gives what the package signs", async () => {
    const [, , byHand] = snippetsOf(skill, "ts");
    const printed = await output(`
      ${byHand.replaceAll(/console\.log\(.*/g, "")}
      import { signRequest } from "zoom-lti-pro";
      const { userId, timestamp, pageSize, key } = parameters;
      const signed = signRequest({ key, secret: "secret" }, { userId, timestamp, pageSize });
      console.log(signed.baseString === baseString, signed.signature === signature, signed.url.endsWith(query));
    `);
    assert.equal(printed, "true true true\n");
  });

  test("its table has every code of an error once", () => {
    const [, section] = /^## Errors\n([\s\S]*?)^## /m.exec(skill);
    const named = [...section.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, cell]) => cell.match(/\w+/g));
    const declared = readFileSync(join(root, "src", "npm", "generated", "error-codes.ts"), "utf8");
    const [, list] = /export type ErrorCode =([\s\S]*?);/.exec(declared);
    const codes = [...list.matchAll(/^ {2}\| "(\w+)"/gm)].map(([, code]) => code);
    assert.ok(codes.length > 10);
    assert.deepEqual(named.sort(), codes.sort());
  });

  test("its commands and their options exist", async () => {
    const command = join(folder, "node_modules", "zoom-lti-pro", "dist", "command.js");
    const called = [...skill.matchAll(/npx zoom-lti-pro (\w+)(.*)/g)];
    assert.ok(called.length >= 4);
    for (const [, name, rest] of called) {
      const { stdout } = await run(process.execPath, [command, name, "--help"]);
      for (const [option] of rest.matchAll(/--\w+/g)) assert.ok(stdout.includes(option), `${name} ${option}`);
    }
  });
});

describe("llms.txt", () => {
  test("has the form of llmstxt.org: a title, a summary, sections of links with a description", () => {
    assert.match(llms, /^# zoom-lti-pro\n\n> .+\n/);
    const sections = llms.split(/^## /m).slice(1);
    assert.deepEqual(
      sections.map((section) => section.split("\n")[0]),
      ["Start", "Reference", "Tools", "Optional"],
    );
    for (const section of sections)
      for (const line of section.trim().split("\n").slice(2)) assert.match(line, /^- \[[^\]]+\]\([^)]+\): ./);
  });

  test("its code prints meetings", async () => {
    const [code, ...others] = snippetsOf(llms, "ts");
    assert.deepEqual(others, []);
    assert.match(await output(code), /^45 \d{11} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n$/);
  });
});

test("all links lead to files", () => {
  for (const [text, from] of [
    [skill, dirname(place)],
    [llms, "."],
  ]) {
    const links = linksOf(text);
    assert.ok(links.length >= 2);
    assert.deepEqual(
      links.filter((link) => !existsSync(join(root, from, link))),
      [],
    );
  }
});

test("llms.txt names every page of docs except that about fuzzing", () => {
  const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== "fuzzing.md");
  const named = linksOf(llms).filter((link) => /^docs\/.+\.md$/.test(link));
  assert.deepEqual(named.sort(), pages.map((name) => `docs/${name}`).sort());
});
