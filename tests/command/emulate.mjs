// `emulate`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { describe, test } from "node:test";
import { environment, startEmulator } from "../support/command.mjs";
import { canary, command, dashed, emulated, emulator, nobody, printed, run, teacher, windows } from "./command.mjs";

describe("emulate", () => {
  test("prints the key, the secret, the users and a working curl command for each user", {
    skip: windows && "the commands are for another shell",
  }, async () => {
    for (const { curl, userId } of emulator.users) {
      const [, url, header] = /^curl '(.*)' -H 'X-Lti-Signature: (.*)'$/.exec(curl);
      const json = await (await fetch(url, { headers: { "X-Lti-Signature": header } })).json();
      assert.ok(json.status, userId);
    }
    const { stop, ...rest } = await startEmulator();
    await stop();
    assert.deepEqual(
      [rest.key, rest.secret, rest.users.length],
      ["emulator-key-not-for-zoom", "emulator-secret-not-for-zoom", 4],
    );
  });

  test("without --json it prints the same as text, with commands for another terminal", async () => {
    const child = spawn(process.execPath, [command, "emulate", "--port", "0"], { env: environment({}) });
    let stdout = "";
    await new Promise((resolve) =>
      child.stdout.on("data", (text) => (stdout += text).includes("Stop with Ctrl-C") && resolve()),
    );
    child.kill("SIGINT");
    await new Promise((resolve) => child.on("close", resolve));
    for (const words of ["LTI_KEY", "LTI_SECRET", "LTI_BASE_URL", teacher, dashed, "X-Lti-Signature: "])
      assert.ok(stdout.includes(words), words);
  });

  test("logs each request and its response, without query and signature", async () => {
    const own = await startEmulator();
    await run(["list", "--user", teacher], { env: { ...emulated, LTI_BASE_URL: own.baseUrl } });
    await run(["list", "--user", teacher], { env: { ...emulated, LTI_SECRET: canary, LTI_BASE_URL: own.baseUrl } });
    const { stderr } = await own.stop();
    assert.match(stderr, /^\d\d:\d\d:\d\d GET \/api\/v1\/lti\/rich\/open\/meeting\/list 200\n/);
    assert.match(stderr, /list 200 Verify LTI signature failed\(2203\)\.\n/);
    assert.doesNotMatch(stderr, /\?|userId|Signature:/);
  });

  test("never uses the secret of the environment, because it records what it receives", async () => {
    const own = await startEmulator([], { LTI_KEY: "real", LTI_SECRET: canary });
    const { stdout, stderr } = await own.stop();
    printed.set("emulate", stdout + stderr);
    assert.equal(own.secret, "emulator-secret-not-for-zoom");
  });

  test("--fault spoils the given number of responses", async () => {
    const own = await startEmulator(["--fault", "http_status,status=429,retryAfter=0,times=1"]);
    const [{ curl }] = own.users;
    const [url] = /http[^'"]*/.exec(curl);
    const statuses = [];
    for (let time = 0; time < 2; time += 1) statuses.push((await fetch(url)).status);
    await own.stop();
    assert.deepEqual(statuses, [429, 200]);
  });

  test("a fault can be set, shown and ended while the emulator runs", async () => {
    const at = (method, query = "") => fetch(`${emulator.origin}/fault${query}`, { method });
    const list = () => run(["list", "--user", teacher, "--json"], { env: emulated });
    assert.equal((await at("PUT", "?kind=html")).status, 200);
    assert.deepEqual(await (await at("GET")).json(), { fault: "html" });
    const spoiled = await list();
    assert.equal((await at("PUT", "?kind=no_such_fault")).status, 400);
    assert.equal((await at("PUT", "?kind=delay&bytes=3")).status, 400);
    await at("DELETE");
    assert.deepEqual([spoiled.status, (await list()).status], [1, 0]);
  });

  test("its options change its behavior", async () => {
    const own = await startEmulator(["--signed-order", "as_sent", "--max-page-size", "3"]);
    const [{ curl }] = own.users;
    const [, url, header] = /^curl '(.*)' -H 'X-Lti-Signature: (.*)'$/.exec(curl);
    const [base, query] = url.split("?");
    const get = async (sent) => (await fetch(`${base}?${sent}`, { headers: { "X-Lti-Signature": header } })).json();
    const [inOrder, reversed] = [await get(query), await get(query.split("&").reverse().join("&"))];
    await own.stop();
    assert.deepEqual([inOrder.result.list.length, reversed.status], [3, false]);
  });

  test("serves the endpoints that write, and keeps their changes", async () => {
    const own = await startEmulator();
    const env = { ...emulated, LTI_BASE_URL: own.baseUrl };
    const listed = async () => JSON.parse((await run(["list", "--user", nobody, "--json"], { env })).stdout).list;
    const { stdout } = await run(["sign", "--path", "/meeting/bulkImport", `userId=${nobody}`, "--json"], { env });
    const { url, headers } = JSON.parse(stdout);
    const body = JSON.stringify([{ meetingId: "0123456789", contextId: "c", domain: "lms.example.edu" }]);
    await fetch(`${own.origin}/fault?kind=lost_response&times=1`, { method: "PUT" });
    await assert.rejects(fetch(url, { method: "POST", headers, body }));
    const [meeting] = await listed();
    assert.equal(meeting.meetingNumber, "0123456789");
    await own.stop();
  });

  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`${signal} during a request ends it with status 0`, {
      skip: windows && "there are no signals",
    }, async () => {
      const own = await startEmulator(["--fault", "delay,headersMs=60000"]);
      const request = fetch(`${own.baseUrl}/open/meeting/list`).catch(() => "dropped");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { status, stderr } = await own.stop(signal);
      assert.deepEqual([status, await request], [0, "dropped"]);
      assert.match(stderr, /Stopped\.\n$/);
    });
  }

  test("a port in use is named, with a solution", async () => {
    const { port } = new URL(emulator.baseUrl);
    const { status, stderr } = await run(["emulate", "--port", port]);
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`port ${port} is taken.*--port 0`, "s"));
  });

  test("emulator is another name for it; invalid options are refused", async () => {
    for (const args of [
      ["--port", "99999"],
      ["--fault", "meteor"],
      ["--fault", "delay,headersMs=soon"],
      ["--fault", "http_status,status=42"],
      ["--page-size", "0"],
      ["--time-zone-field", "tz"],
      ["--signed-order", "random"],
      ["--max-page-size", "0"],
    ]) {
      const { status, stdout } = await run(["emulator", ...args]);
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    }
  });
});
