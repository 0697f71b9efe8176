// Colors and prompts in a terminal.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { environment } from "../support/command.mjs";
import { inTerminal } from "../support/terminal.mjs";
import { command, emulated, emulator, folder, hmac, nobody, noTerminal, run, teacher } from "./command.mjs";

describe("colors", () => {
  const colored = async (env) =>
    /\x1b\[/.test(
      (await run(["list", "--user", teacher, "--page-size", "1"], { env: { ...emulated, ...env } })).stdout,
    );

  test("are for terminals only, unless FORCE_COLOR is set", async () => {
    assert.deepEqual(
      [await colored({}), await colored({ FORCE_COLOR: "1" }), await colored({ FORCE_COLOR: "0" })],
      [false, true, false],
    );
  });

  test("are shown in a terminal, except with NO_COLOR", { skip: noTerminal }, async () => {
    const screen = async (env) =>
      (
        await inTerminal(process.execPath, [command, "list", "--user", teacher, "--page-size", "1"], {
          env: environment({ TERM: "xterm", ...emulated, ...env }),
          script: [],
        })
      ).screen;
    assert.match(await screen({}), /\x1b\[1m(?:Yesterday|Today|Tomorrow|\w{3}) /);
    assert.doesNotMatch(await screen({ NO_COLOR: "1" }), /\x1b\[/);
  });
});

describe("the prompts", { skip: noTerminal }, () => {
  const terminal = (args, script, { env = {}, stdin } = {}) =>
    inTerminal(process.execPath, [command, ...args], {
      env: environment({ TERM: "xterm", NO_COLOR: "1", ...env }),
      script,
      stdin,
    });
  const text = "key=k";

  test("the secret is not shown; backspace and paste work; the terminal shows input again afterward", async () => {
    const { screen, status, echo } = await terminal(
      ["sign", "--base-string", text],
      [["LTI secret (it is not shown): ", "hidden-secretX\x7f\r"]],
    );
    assert.deepEqual([status, echo], [0, true]);
    assert.ok(screen.includes(hmac("hidden-secret", text)));
    assert.ok(!screen.includes("hidden"), screen);
  });

  test("asks for the key and the secret if the environment has neither", async () => {
    const { screen, status } = await terminal(
      ["list", "--user", nobody],
      [
        ["LTI key: ", `${emulator.key}\r`],
        ["LTI secret (it is not shown): ", `${emulator.secret}\r`],
      ],
      { env: { LTI_BASE_URL: emulator.baseUrl } },
    );
    assert.equal(status, 0);
    assert.match(screen, /No upcoming meetings/);
    assert.ok(!screen.includes(emulator.secret));
  });

  test("Ctrl-C at the prompt ends it with status 130 and restores the terminal", async () => {
    const { screen, status, echo } = await terminal(
      ["sign", "--base-string", text],
      [["LTI secret (it is not shown): ", "half-a-secret\x03"]],
    );
    assert.deepEqual([status, echo], [130, true]);
    assert.ok(!screen.includes("half-a-secret"));
  });

  test("Ctrl-D or Enter alone means that there is no secret", async () => {
    for (const typed of ["\x04", "\r"]) {
      const { screen, status, echo } = await terminal(
        ["sign", "--base-string", text],
        [["LTI secret (it is not shown): ", typed]],
      );
      assert.deepEqual([status, echo], [2, true]);
      assert.match(screen, /the LTI secret is missing/);
    }
  });

  test("a request longer than a terminal's line can be pasted; then it asks for signature and secret", async () => {
    const base = `isUpComing=true&key=my-key&pageNum=1&pageSize=20&timestamp=1661494048201&userId=${teacher}`;
    const pasted =
      `GET /api/v1/lti/rich/open/meeting/list?${base} HTTP/1.1\rHost: applications.zoom.us\rCookie: ` +
      `${"c".repeat(6000)}\r\r\r`;
    const script = [
      ["on an empty line:", pasted],
      ["(Enter if there is no signature): ", `${hmac("hidden-secret", base)}\r`],
      ["continue without it): ", "hidden-secret\r"],
    ];
    const { screen, status, echo, untyped } = await terminal(["explain"], script);
    assert.deepEqual([status, echo, untyped], [0, true, 0], screen.slice(-500));
    assert.ok(!screen.includes("hidden-secret"));
  });

  test("Ctrl-C ends a deep search and shows what was found", async () => {
    const file = join(folder, "request.txt");
    writeFileSync(
      file,
      `key=k&timestamp=1661494048201&userId=u\nX-Lti-Signature: ${hmac("another secret", "key=k")}\n`,
    );
    const { screen, status, untyped } = await terminal(["explain", "--deep"], [["Ctrl-C ends it.", "\x03"]], {
      env: { LTI_SECRET: "another-secret" },
      stdin: file,
    });
    assert.deepEqual([status, untyped], [1, 0], screen);
    assert.match(screen, /The search was\s+stopped/);
  });

  test("after a wrong secret, explain asks for others until one fits or none is typed", async () => {
    const base = "key=k&timestamp=1661494048201&userId=u";
    const file = join(folder, "wrong-secret.txt");
    writeFileSync(file, `${base}\nX-Lti-Signature: ${hmac("the-right-secret", base)}\n`);
    const first = ["continue without it): ", "a-wrong-secret\r"];
    const next = (typed) => ["continue without one): ", `${typed}\r`];
    const found = await terminal(["explain"], [first, next("another-secret"), next("the-right-secret")], {
      stdin: file,
    });
    assert.deepEqual([found.status, found.untyped], [1, 0], found.screen);
    assert.match(found.screen, /made with the typed secret 3/);
    assert.ok(!/wrong-secret|another-secret|right-secret/.test(found.screen), found.screen);
    const ended = await terminal(["explain"], [first, next("")], { stdin: file });
    assert.deepEqual([ended.status, ended.untyped], [1, 0], ended.screen);
  });

  test("explain works without a secret if none is typed, and does not ask with --no-secret", async () => {
    const asked = await terminal(
      ["explain"],
      [
        ["on an empty line:", "key=k&timestamp=1\r\r"],
        ["(Enter if there is no signature): ", "\r"],
        ["continue without it): ", "\r"],
      ],
    );
    const unasked = await terminal(
      ["explain", "--no-secret"],
      [
        ["on an empty line:", "key=k&timestamp=1\r\r"],
        ["(Enter if there is no signature): ", "\r"],
      ],
    );
    assert.deepEqual([asked.status, asked.untyped, unasked.status, unasked.untyped], [1, 0, 1, 0]);
    assert.ok(!unasked.screen.includes("LTI secret"));
  });

  test("a table fits into the terminal", async () => {
    const { screen } = await terminal(["list", "--user", teacher, "--all"], [], { env: emulated });
    assert.ok(screen.includes("…"));
    const columns = (line) => [...new Intl.Segmenter().segment(line)].length;
    for (const line of screen.split(/\r?\n/)) assert.ok(columns(line) <= 80, line);
  });

  test("list and help fit into a terminal of 40 columns", async () => {
    const narrow = async (...args) => {
      const script = 'stty cols 40; exec "$@"';
      const { screen } = await inTerminal("sh", ["-c", script, "sh", process.execPath, command, ...args], {
        env: environment({ TERM: "xterm", NO_COLOR: "1", ...emulated }),
        script: [],
      });
      return screen.split(/\r?\n/);
    };
    const columns = (line) => [...new Intl.Segmenter().segment(line)].length;
    for (const line of await narrow("list", "--user", teacher, "--all")) assert.ok(columns(line) <= 40, line);
    const help = await narrow("list", "--help");
    assert.ok(help.includes("  --user <userId>"));
    // A command to copy stays whole.
    for (const line of help.filter((each) => !each.includes("npx "))) assert.ok(columns(line) <= 40, line);
  });

  test("the base string may come from a pipe while the secret is typed", async () => {
    const file = join(folder, "base-string.txt");
    writeFileSync(file, text);
    const { screen, status, echo } = await terminal(["sign"], [["LTI secret (it is not shown): ", "hidden-secret\r"]], {
      stdin: file,
    });
    assert.deepEqual([status, echo], [0, true]);
    assert.ok(screen.includes(hmac("hidden-secret", text)));
  });
});
