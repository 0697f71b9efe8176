// `explain`.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { canary, folder, hmac, run, teacher, windows } from "./command.mjs";

describe("explain", () => {
  const env = { LTI_SECRET: canary };
  const base = `isUpComing=true&key=my-key&pageNum=1&pageSize=20&timestamp=1661494048201&userId=${teacher}`;
  const url = `https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?${base}`;
  const request = (signature) => `curl '${url}' \\\n  -H 'X-Lti-Signature: ${signature}'\n`;
  const right = hmac(canary, base);
  const padded = createHmac("sha1", canary).update(base).digest("base64");

  test("a correct signature: status 0", async () => {
    const { status, stdout, stderr } = await run(["explain"], { env, input: request(right) });
    const json = JSON.parse((await run(["explain", "--json"], { env, input: request(right) })).stdout);
    assert.deepEqual([status, stderr, json.verdict.code], [0, "", "correct"]);
    assert.ok(stdout.replaceAll(/\s+/g, " ").startsWith(json.verdict.title));
  });

  test("a wrong signature: status 1, the verdict first, the expected signature, and a request to copy", async () => {
    const { status, stdout } = await run(["explain"], { env, input: request(padded) });
    const json = JSON.parse((await run(["explain", "--json"], { env, input: request(padded) })).stdout);
    assert.equal(status, 1);
    assert.ok(stdout.replaceAll(/\s+/g, " ").startsWith(json.verdict.title));
    assert.match(stdout, new RegExp(`corrected +${right}\n`));
    assert.match(stdout, new RegExp(`yours +${padded.replaceAll(/[+/]/g, ".")}\n`));
    assert.ok(stdout.includes(json.corrected.curl[windows ? "powershell" : "bash"]));
  });

  test("the request to copy says what is still wrong with it", async () => {
    const after = async (timestamp) => {
      const query = base.replace(/timestamp=\d+/, `timestamp=${timestamp}`);
      const input =
        `curl '${url.replace(base, query)}' \\\n  -H 'X-Lti-Signature: ` +
        `${createHmac("sha1", canary).update(query).digest("base64")}'\n`;
      const { stdout } = await run(["explain"], { env, input });
      return stdout.split(/^Corrected request.*$/m)[1];
    };
    assert.doesNotMatch(await after(Date.now()), /Before you send it/);
    assert.match(await after(Date.now() - 5 * 3_600_000), /\nBefore you send it: The timestamp /);
  });

  /** The sections of the output by their headings. The first has none. */
  const sections = (stdout) => {
    const [first, ...rest] = stdout.split(/\n\n/);
    return { "": first, ...Object.fromEntries(rest.map((part) => [part.split("\n")[0], part])) };
  };
  const mistakes = {
    order: request(hmac(canary, base.split("&").reverse().join("&"))),
    "line end": request(hmac(canary, `${base}\n`)),
    "hexadecimal digits": request(createHmac("sha1", canary).update(base).digest("hex")),
    seconds: request(hmac(canary, base.replace("201&", "&"))).replace("201&", "&"),
  };

  for (const [name, input] of Object.entries(mistakes))
    test(`one verdict, one fix, one difference, one request: ${name}`, async () => {
      const { stdout } = await run(["explain", "--sent-at", "1661494048201"], { env, input });
      const json = JSON.parse((await run(["explain", "--json"], { env, input })).stdout);
      const parts = sections(stdout);
      assert.equal(parts[""].match(/→/g).length, 1, stdout);
      assert.ok((stdout.match(/^ +or: /gm) ?? []).length <= 1, stdout);
      assert.equal(stdout.match(/^ +yours /gm).length, 1, stdout);
      assert.equal(stdout.match(/^ +corrected /gm).length, 1, stdout);
      const { corrected } = json;
      const inOrder = [corrected.baseString, corrected.header].map((text) => text.slice(0, 20));
      assert.ok(
        inOrder.some((start) => stdout.includes(`  corrected  ${start}`)),
        stdout,
      );
      const signatures = stdout.match(/X-Lti-Signature: [\w-]+/g);
      assert.deepEqual([...new Set(signatures)], [`X-Lti-Signature: ${corrected.header}`]);
    });

  test("carets are only under what differs", async () => {
    const under = async (signed, sent = request(hmac(canary, signed))) => {
      const { stdout } = await run(["explain"], { env, input: sent });
      const lines = stdout.split("\n");
      return lines.flatMap((line, at) => {
        const carets = [...line.matchAll(/\^+/g)];
        return carets.map(({ index, 0: { length } }) => lines[at - 1].slice(index, index + length));
      });
    };
    assert.deepEqual(await under(`${base}\n`), ["⟨LF U+000A⟩"]);
    assert.deepEqual(await under(base.replace("=true", "=True")), ["T", "t"]);
    const encoded = base.replace(teacher, "a%2Bb%2Fc");
    const sent = request(hmac(canary, encoded)).replace(teacher, "a%2Bb%2Fc");
    assert.deepEqual(await under(encoded, sent), ["%2B", "%2F", "+", "/"]);
    const moved = base.replace(/(key=[^&]*)&(pageNum=1)/, "$2&$1");
    assert.deepEqual(await under(moved), ["pageNum=1&", "pageNum=1&"]);
  });

  test("a line breaks between parameters, and what is yours has another color than what is right", async () => {
    const colored = { ...env, FORCE_COLOR: "1" };
    const { stdout } = await run(["explain"], { env: colored, input: request(hmac(canary, base.replace("=t", "=T"))) });
    assert.match(stdout, /=\x1b\[31m\x1b\[7mT\x1b/);
    assert.match(stdout, /=\x1b\[32m\x1b\[7mt\x1b/);
    const plain = (await run(["explain"], { env, input: mistakes["order"] })).stdout;
    assert.match(plain, /&\n +timestamp=\d{13}&userId=/);
  });

  test("a wrong secret: the common mix-ups, and no number in the verdict", async () => {
    const { status, stdout } = await run(["explain"], { env, input: request(hmac("another-secret", base)) });
    assert.equal(status, 1);
    const { "": verdict } = sections(stdout);
    for (const mixUp of [/OAuth/, /webhook/, /another LTI credential/, /LTI_SECRET_/]) assert.match(verdict, mixUp);
    assert.doesNotMatch(verdict, /\d/);
  });

  test("the request to copy is not called wrong where it is corrected", async () => {
    const after = async (from, to) => {
      const query = base.replace(from, to).replace(/timestamp=\d+/, `timestamp=${Date.now()}`);
      const input = `curl '${url.replace(base, query)}' -H 'X-Lti-Signature: ${hmac(canary, query)}'\n`;
      return (await run(["explain"], { env, input })).stdout.split(/^Corrected request.*$/m)[1];
    };
    assert.doesNotMatch(await after("pageSize=20", "pageSize=020"), /Before you send it/);
    assert.match(await after("pageSize=20", "pageSize=5000"), /\nBefore you send it: pageSize must /);
    assert.match(await after(/&userId=.*/, ""), /\nBefore you send it: The parameter userId is missing/);
  });

  test("says why no signature was compared", async () => {
    const said = async (header, given = env) =>
      (await run(["explain"], { env: given, input: request(header) })).stdout.match(/No signature was compared: .*/)[0];
    assert.match(await said("[object Promise]"), /the header does not hold one/);
    assert.match(await said(right, {}), /needs the secret/);
  });

  test("a certain mistake that does not give the signature: another secret may be the next one", async () => {
    const query = base.replace("201&", "&");
    const said = async (secret) => {
      const input = request(hmac(secret, query)).replace("201&", "&");
      return (await run(["explain"], { env, input })).stdout.replaceAll(/\s+/g, " ");
    };
    assert.match(await said("another-secret"), /If it is still refused, another secret was probably used\./);
    assert.doesNotMatch(await said(canary), /another secret/);
  });

  test("says what the text was read as", async () => {
    const said = async (input) => (await run(["explain"], { env, input })).stdout.match(/Read as .*/)?.[0];
    assert.equal(await said(request(right)), "Read as a curl command: 6 parameters and a signature.");
    assert.equal(await said(url), "Read as a URL: 6 parameters and no signature.");
    assert.equal(await said(base), "Read as a query or base string: 6 parameters and no signature.");
    assert.equal(await said("It does not work. Can you help?"), undefined);
  });

  test("a text without a request: what to paste instead", async () => {
    const { status, stdout } = await run(["explain"], { env, input: "{}" });
    assert.equal(status, 2);
    assert.match(stdout, /^This is not a request\.\n/);
    for (const form of [/URL/, /curl/, /HTTP/, /base string/]) assert.match(stdout, form);
  });

  test("a proved mistake: both base strings, with differences marked and invisible characters named", async () => {
    const { status, stdout } = await run(["explain"], { env, input: request(hmac(canary, `${base}\n`)) });
    assert.equal(status, 1);
    assert.match(stdout, /^ +proved +\S/m);
    assert.match(stdout, /⟨LF U\+000A⟩/);
  });

  test("--sent-at sets the time that timestamps are compared with", async () => {
    const codes = async (...args) =>
      JSON.parse((await run(["explain", "--json", ...args], { env, input: request(right) })).stdout).findings.map(
        ({ code }) => code,
      );
    assert.ok((await codes()).includes("timestamp_expired"));
    assert.ok(!(await codes("--sent-at", "1661494048300")).includes("timestamp_expired"));
  });

  test("--base-url and LTI_BASE_URL name a server whose host is not wrong", async () => {
    const input = request(right).replace("https://applications.zoom.us", "http://localhost:4999");
    const server = "http://localhost:4999/api/v1/lti/rich";
    const codes = async (args, variables) =>
      JSON.parse(
        (await run(["explain", "--json", ...args], { env: { ...env, ...variables }, input })).stdout,
      ).findings.map(({ code }) => code);
    assert.ok((await codes([], {})).includes("wrong_host"));
    assert.ok(!(await codes(["--base-url", server], {})).includes("wrong_host"));
    assert.ok(!(await codes([], { LTI_BASE_URL: server })).includes("wrong_host"));
  });

  test("--response names a file with the server's response", async () => {
    const file = join(folder, "response.json");
    writeFileSync(file, '{"status":false,"errorCode":"401","errorMessage":"The recording does not exist(2237)."}');
    const { stdout } = await run(["explain", "--json", "--response", file], { env, input: request(right) });
    assert.ok(JSON.parse(stdout).findings.some(({ code }) => code === "response_other_error"));
  });

  test("Windows line ends and a byte order mark are ignored", async () => {
    const [plain, windowsText] = [
      request(padded),
      Buffer.from(`\ufeff${request(padded).replaceAll("\n", "\r\n")}`, "utf16le"),
    ];
    assert.equal(
      (await run(["explain", "--sent-at", "1661494048201"], { env, input: windowsText })).stdout,
      (await run(["explain", "--sent-at", "1661494048201"], { env, input: plain })).stdout,
    );
  });

  test("--signature is for a request without the header", async () => {
    const { status } = await run(["explain", "--signature", right], { env, input: url });
    assert.equal(status, 0);
  });

  test("several secrets: the label of the matching one is printed", async () => {
    const { status, stdout } = await run(["explain"], {
      env: { LTI_SECRET: "another-secret", LTI_SECRET_TEST: canary },
      input: request(right),
    });
    assert.equal(status, 1);
    assert.match(stdout, /made with LTI_SECRET_TEST\./);
  });

  test("without a secret it finds the mistakes that need none", async () => {
    const { status, stdout } = await run(["explain"], { input: request(padded) });
    assert.equal(status, 1);
    assert.match(stdout, /base64/);
  });

  test("--json prints the library's result and nothing else on standard output", async () => {
    const { status, stdout, stderr } = await run(["explain", "--json"], { env, input: request(padded) });
    assert.deepEqual([status, stderr], [1, ""]);
    assert.equal(typeof JSON.parse(stdout), "object");
  });

  test("a secret inside the request is not shown", async () => {
    for (const args of [["explain"], ["explain", "--json"]]) await run(args, { env, input: request(canary) });
  });

  test("empty standard input, or a missing --response file: status 2", async () => {
    for (const [args, input] of [
      [[], "\r\n"],
      [["--response", "no-such-file"], request(right)],
      [["--sent-at", "noon"], request(right)],
    ]) {
      const { status, stdout } = await run(["explain", ...args], { env, input });
      assert.deepEqual([status, stdout], [2, ""]);
    }
  });
});
