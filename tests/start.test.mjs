// `npm start`, as the README says: it prints its address and users, and responds.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, test } from "node:test";
import { killTree, npm } from "../scripts/lib/run.mjs";
import { root } from "../scripts/lib/paths.mjs";

const limitMs = 10 * 60_000;
const children = [];
// npm does not pass on every signal, so its whole process group is ended.
after(() => children.forEach((child) => killTree(child)));

/** Resolves to the output of `npm start` when it says how to stop it. */
function start(env) {
  const [command, first] = npm();
  const child = spawn(command, [...first, "start"], {
    cwd: root,
    env: { ...process.env, PORT: "0", ...env },
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let printed = "";
    const limit = setTimeout(() => reject(new Error(`npm start is not up after ${limitMs} ms: ${printed}`)), limitMs);
    const take = (more) => {
      printed += more;
      if (!printed.includes("Stop with Ctrl-C")) return;
      clearTimeout(limit);
      resolve(printed);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("exit", (code) => reject(new Error(`npm start ended with ${code}: ${printed}`)));
  });
}

test("npm start prints a curl command that returns JSON", async () => {
  const printed = await start({ LTI_KEY: "", LTI_SECRET: "" });
  const [, url] = /curl '(http:\/\/127\.0\.0\.1:\d+\/api\/meetings\?userId=[^']+)'/.exec(printed);
  const response = await fetch(url);
  assert.equal(response.status, 200);
  const { list, total } = await response.json();
  assert.ok(list.length > 0 && total >= list.length);
  const page = await fetch(new URL("/", url));
  assert.match(await page.text(), /<title>/);
});

test("npm start with a key and a secret connects to Zoom and shows neither", async () => {
  const secret = "canary-start-secret-7f3a";
  const printed = await start({ LTI_KEY: "canary-start-key", LTI_SECRET: secret });
  assert.ok(!printed.includes(secret));
  assert.ok(!printed.includes("emulator-secret"));
});
