// Options and the question in a terminal.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { createEmulator, createNodeHandler } from "zoom-lti-pro/testing";
import { environment } from "../support/command.mjs";
import { inTerminal, missingTerminal } from "../support/terminal.mjs";
import { command, run, TEACHER } from "./doctor.mjs";

describe("the command line", () => {
  test("without --user, or with invalid values, nothing is sent: status 2", async () => {
    for (const [args, words] of [
      [["doctor"], /--user is missing/],
      [["doctor", "--user", "teacher@example.edu", "--yes"], /e-mail/],
      [["doctor", "--user", TEACHER, "--yes", "--pause", "soon"], /--pause/],
      [["doctor", "--user", TEACHER, "--yes", "--pause", "60001"], /--pause/],
      [["doctor", "--user", TEACHER, "--yes", "--base-url", "http://example.com/"], /./],
    ]) {
      const { status, stdout, stderr } = await run(args, { LTI_KEY: "a-key-for-tests-only", LTI_SECRET: "a-secret" });
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /The doctor sends/);
    }
  });

  test("without a terminal and without --yes nothing is sent: status 2", async () => {
    const emulator = createEmulator();
    const http = createServer(createNodeHandler(emulator)).listen(0, "127.0.0.1");
    await once(http, "listening");
    const { key, secret } = emulator.credentials;
    const baseUrl = `http://127.0.0.1:${http.address().port}`;
    const { status, stdout, stderr } = await run(["doctor", "--user", TEACHER, "--base-url", baseUrl], {
      LTI_KEY: key,
      LTI_SECRET: secret,
    });
    http.close();
    assert.deepEqual([status, stdout, emulator.requests.length], [2, "", 0]);
    assert.match(stderr, /sends 16 GET requests[^\n]*\nThey change nothing[^\n]*\n[^\n]*nothing was sent\n.*--yes/);
  });

  describe("in a terminal", { skip: missingTerminal() }, () => {
    let http;
    let emulator;
    before(async () => {
      emulator = createEmulator();
      http = createServer(createNodeHandler(emulator)).listen(0, "127.0.0.1");
      await once(http, "listening");
    });
    after(() => {
      http.closeAllConnections();
      http.close();
    });

    const answering = (answer) => {
      const { key, secret } = emulator.credentials;
      const env = environment({
        LTI_KEY: key,
        LTI_SECRET: secret,
        LTI_BASE_URL: `http://127.0.0.1:${http.address().port}/api/v1/lti/rich`,
        TERM: "xterm",
      });
      const script = [["Send them? (y/n) ", answer]];
      emulator.clearRequests();
      return inTerminal(process.execPath, [command, "doctor", "--user", TEACHER, "--pause", "0"], { env, script });
    };

    for (const [name, answer, status, requests] of [
      ["yes sends them", "y\r", 0, 16],
      ["no sends nothing", "n\r", 2, 0],
      ["Enter alone sends nothing", "\r", 2, 0],
      ["Ctrl-D sends nothing", "\x04", 2, 0],
      ["Ctrl-C ends it", "\x03", 130, 0],
    ]) {
      test(name, async () => {
        const result = await answering(answer);
        assert.deepEqual(
          [result.status, emulator.requests.length, result.untyped],
          [status, requests, 0],
          result.screen,
        );
        assert.equal(result.screen.includes("zoom-lti-pro doctor"), requests > 0);
      });
    }
  });
});
