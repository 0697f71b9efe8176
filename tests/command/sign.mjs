// `sign`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { canary, hmac, run, teacher, windows } from "./command.mjs";

describe("sign", () => {
  const env = { LTI_KEY: "my-key", LTI_SECRET: canary };

  test("the meeting list: URL, header, base string and curl", async () => {
    const { status, stdout } = await run(
      ["sign", "--user", teacher, "--page-size", "20", "--timestamp", "1661494048201"],
      { env },
    );
    const base = `isUpComing=true&key=my-key&pageNum=1&pageSize=20&timestamp=1661494048201&userId=${teacher}`;
    const url = `https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?${base}`;
    const header = `X-Lti-Signature: ${hmac(canary, base)}`;
    assert.equal(status, 0);
    const quote = windows ? '"' : "'";
    const curl = `${windows ? "curl.exe" : "curl"} ${quote}${url}${quote} -H ${quote}${header}${quote}`;
    assert.equal(
      stdout,
      `URL\n${url}\n\nHeader\n${header}\n\nBase string (the signed text)\n${base}\n\ncurl\n${curl}\n`,
    );
  });

  test("another path with name=value parameters: sorted, signed unencoded, sent encoded", async () => {
    const { stdout } = await run(
      ["sign", "--path", "/meeting/bulkImport", "userId=a+b=", "a=é", "--timestamp", "1661494048201", "--json"],
      { env },
    );
    const { url, baseString, signature, timestamp } = JSON.parse(stdout);
    assert.equal(baseString, "a=é&key=my-key&timestamp=1661494048201&userId=a+b=");
    assert.equal(signature, hmac(canary, baseString));
    assert.equal(timestamp, 1661494048201);
    assert.match(url, /\/meeting\/bulkImport\?a=%C3%A9&key=my-key&timestamp=1661494048201&userId=a%2Bb=$/);
  });

  test("the default timestamp is now", async () => {
    const { stdout } = await run(["sign", "--user", teacher, "--json"], { env });
    assert.ok(Math.abs(JSON.parse(stdout).timestamp - Date.now()) < 60_000);
  });

  test("a base string, as an argument or on standard input, needs no key", async () => {
    const text = "key=k&timestamp=1661494048201";
    for (const given of [
      { args: ["--base-string", text] },
      { args: [], input: text },
      { args: ["--base-string", "-"], input: text },
    ]) {
      const { status, stdout, stderr } = await run(["sign", ...given.args], {
        env: { LTI_SECRET: canary },
        input: given.input,
      });
      assert.deepEqual([status, stdout, stderr], [0, `${hmac(canary, text)}\n`, ""]);
    }
  });

  test("the line break that echo adds, LF or CRLF, is removed, with a note", async () => {
    for (const ending of ["\n", "\r\n"]) {
      const { stdout, stderr } = await run(["sign"], { env, input: `key=k${ending}` });
      assert.equal(stdout, `${hmac(canary, "key=k")}\n`);
      assert.match(stderr, /line break at the end was removed/);
    }
  });

  test("reads UTF-16, as Windows PowerShell writes it", async () => {
    const { stdout } = await run(["sign"], { env, input: Buffer.from("\ufeffkey=é", "utf16le") });
    assert.equal(stdout, `${hmac(canary, "key=é")}\n`);
  });

  test("options that exclude each other are refused", async () => {
    for (const args of [
      ["--path", "/x", "--user", "u"],
      ["a=b"],
      ["--path", "/x", "=b"],
      ["--base-string", "x", "--user", "u"],
      ["--base-string", "-"],
      [],
    ]) {
      const { status, stdout } = await run(["sign", ...args], { env });
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    }
  });
});
