// Options, arguments and standard input.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ended, environment } from "../support/command.mjs";
import { canary, command, emulated, emulator, folder, nobody, run, teacher, version, windows } from "./command.mjs";

describe("the command line", () => {
  test("--version prints the version of the package; no arguments print the help", async () => {
    assert.equal((await run(["--version"])).stdout, `${version}\n`);
    const [bare, asked] = [await run([]), await run(["--help"])];
    assert.deepEqual(bare, asked);
    assert.equal(bare.status, 0);
  });

  for (const name of ["list", "sign", "explain", "doctor", "emulate"]) {
    test(`${name} --help names every option and shows examples`, async () => {
      const { status, stdout, stderr } = await run([name, "--help"]);
      assert.deepEqual([status, stderr, (await run(["help", name])).stdout], [0, "", stdout]);
      for (const words of ["Usage", "--json", "Exit status", "Examples", `npx zoom-lti-pro ${name}`])
        assert.ok(stdout.includes(words), words);
      // The help of all commands has the rest.
      assert.equal(stdout.includes("LTI_SECRET"), name !== "emulate");
      assert.equal(stdout.includes("HTTPS_PROXY"), name === "list" || name === "doctor");
      assert.equal(/^ {2}3 /m.test(stdout), name === "list");
      assert.ok(!stdout.includes("NO_COLOR"));
      assert.ok(
        stdout.split("\n").every((line) => line.length <= 110),
        "lines are short",
      );
    });
  }

  test("the help of all commands says how to set a variable in three shells", async () => {
    const { stdout } = await run(["--help"]);
    for (const line of ["export LTI_KEY=…", '$env:LTI_KEY = "…"', 'set "LTI_KEY=…"', "NO_COLOR", "HTTPS_PROXY"])
      assert.ok(stdout.includes(line), line);
  });

  test("on Windows, variables are set as PowerShell and cmd.exe do", async () => {
    const file = join(folder, "windows.mjs");
    writeFileSync(file, 'Object.defineProperty(process, "platform", { value: "win32" });');
    const onWindows = (args) =>
      spawn(process.execPath, ["--import", pathToFileURL(file).href, command, ...args], {
        env: environment({}),
      });
    const { status, stderr } = await ended(onWindows(["list", "--user", "u"]));
    assert.equal(status, 2);
    assert.match(stderr, /in PowerShell:\n +\$env:LTI_KEY = "…"\n +\$env:LTI_SECRET = "…"\n/);
    assert.match(stderr, /in cmd\.exe:\n +set "LTI_KEY=…"\n/);
    assert.doesNotMatch(stderr, /export/);
    const emulating = onWindows(["emulate", "--port", "0"]);
    let shown = "";
    emulating.stdout.on("data", (text) => (shown += text).includes("Stop with Ctrl-C") && emulating.kill());
    const { stdout } = await ended(emulating);
    assert.match(stdout, /^ {2}\$env:LTI_KEY = "emulator-key-not-for-zoom"$/m);
    assert.match(stdout, /^ {2}set "LTI_BASE_URL=http:.*"$/m);
  });

  const misspelled = [
    [["lst"], "list"],
    [["explian"], "explain"],
    [["help", "sing"], "sign"],
    [["--hlep"], "--help"],
    [["version"], "--version"],
    [["list", "--usr", "u"], "--user"],
    [["list", "--user-id", "u"], "--user"],
    [["list", "--isc"], "--ics"],
    [["list", "--calender-name", "n"], "--calendar-name"],
    [["sign", "--pageSize", "3"], "--page-size"],
    [["emulate", "--fault", "htp_status"], "http_status"],
  ];
  for (const [args, meant] of misspelled)
    test(`${args.join(" ")}: did you mean ${meant}?`, async () => {
      const { status, stdout, stderr } = await run(args);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, new RegExp(`^error: there is no .*\\n {2}Did you mean ${meant}\\?\\n$`));
    });

  test("a word that is near to nothing gets no guess", async () => {
    for (const args of [["ls"], ["frobnicate"], ["list", "--x"], ["list", "--frobnicate"]])
      assert.doesNotMatch((await run(args)).stderr, /Did you mean/);
  });

  test("unknown commands, unknown options and missing values: status 2", async () => {
    for (const args of [
      ["frobnicate"],
      ["--frobnicate"],
      ["list", "--frobnicate"],
      ["list", "--user"],
      ["list", "--user", "u", "word"],
      ["list", "--history=yes"],
      ["list"],
    ]) {
      const { status, stdout, stderr } = await run(args);
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
      assert.match(stderr, /^error: /);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  test("a secret as an argument is refused with the reason, and not printed", async () => {
    for (const args of [
      ["list", "--secret", canary],
      ["sign", `--secret=${canary}`],
      ["explain", "--lti-secret", canary],
      ["--secret", canary],
      ["sign", `LTI_SECRET=${canary}`],
      [`--client_secret=${canary}`, "list"],
    ]) {
      const { status, stdout, stderr } = await run(args);
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
      assert.match(stderr, /command line must not contain a secret.*history/s);
      assert.ok(!stderr.includes(canary));
    }
  });

  test("a value that only looks like an option is a value", async () => {
    const { status, stdout } = await run(["list", "--user", "-secretary", "--json"], { env: emulated });
    assert.deepEqual([status, JSON.parse(stdout).list], [0, []]);
  });

  test("a secret in any other argument is not printed either", async () => {
    for (const args of [
      ["list", canary],
      ["list", `--${canary}`],
      [canary],
      ["list", "--user", canary, "--page-num", canary],
      ["sign", "--path", canary, canary],
      ["sign", "--timestamp", canary, "--user", "u"],
      ["emulate", "--fault", canary],
      ["emulate", "--port", canary],
    ]) {
      const { status } = await run(args, { env: { ...emulated, LTI_SECRET: canary } });
      assert.equal(status, 2, args[0]);
    }
  });

  test("a crash prints where it happened, but not the thrown value, which may contain the secret", async () => {
    const broken = join(folder, "broken.mjs");
    writeFileSync(
      broken,
      'const fail = () => { throw new TypeError("holds " + process.env.LTI_SECRET); };\n' +
        "Intl.DateTimeFormat.prototype.resolvedOptions = fail;",
    );
    const child = spawn(
      process.execPath,
      ["--import", pathToFileURL(broken).href, command, "list", "--user", teacher],
      { env: environment(emulated) },
    );
    const { status, stderr } = await ended(child);
    assert.equal(status, 1);
    assert.match(stderr, /^error: this command has a bug \(TypeError\); please report it\n {2}at /);
    assert.ok(!stderr.includes(emulator.secret));
  });

  test("without a terminal the missing variable is named", async () => {
    const { status, stderr } = await run(["list", "--user", "u"], { env: { LTI_KEY: "k" } });
    assert.equal(status, 2);
    assert.match(stderr, /LTI_SECRET is not set, and there is no terminal for a prompt/);
  });

  test("a wrong parameter is refused before the credentials are asked for", async () => {
    for (const name of ["list", "sign", "doctor"]) {
      const { status, stderr } = await run([name, "--user", "teacher@example.edu"]);
      assert.equal(status, 2);
      assert.match(stderr, /^error: userId is an e-mail address\n/);
    }
  });

  test("a closed standard input counts as empty", { skip: windows && "it is closed by a POSIX shell" }, async () => {
    for (const args of [["list", "--user", nobody], ["sign", "--user", nobody], ["sign"], ["explain"]]) {
      const child = spawn("sh", ["-c", 'exec "$@" <&-', "sh", process.execPath, command, ...args], {
        env: environment(emulated),
      });
      const { status, stderr } = await ended(child);
      assert.equal(status, args.length > 1 ? 0 : 2, args.join(" "));
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  test("it ends quietly when the reader of its output ends", {
    skip: windows && "the pipe is a POSIX shell's",
  }, async () => {
    for (const line of ["list --all --json --user $USER_ID", "--help", "sign --user $USER_ID"]) {
      const child = spawn("sh", ["-c", `"$NODE" "$COMMAND" ${line} | true`], {
        env: environment({ ...emulated, NODE: process.execPath, COMMAND: command, USER_ID: teacher }),
      });
      assert.deepEqual((await ended(child)).stderr.match(/EPIPE|\n\s+at /g), null, line);
    }
  });

  test("it says that its output could not be written", {
    skip: process.platform !== "linux" && "only Linux has /dev/full",
  }, async () => {
    for (const form of ["--json", "--csv", "--ics"]) {
      const args = [command, "list", "--user", teacher, form];
      const child = spawn("sh", ["-c", 'exec "$@" > /dev/full', "sh", process.execPath, ...args], {
        env: environment(emulated),
      });
      const { status, stderr } = await ended(child);
      assert.equal(status, 1, form);
      assert.match(stderr, /^error: the output could not be written \(ENOSPC\)$/m, form);
      assert.doesNotMatch(stderr, /bug|\n\s+at /);
    }
  });

  test("the file that npm links can be executed directly", {
    skip: windows && "npm writes a wrapper there",
  }, async () => {
    const child = spawn(join(folder, "node_modules", ".bin", "zoom-lti-pro"), ["--version"], { env: environment({}) });
    assert.equal((await ended(child)).stdout, `${version}\n`);
  });
});
