// A program in a pseudo-terminal. Node has none, so Python provides it.

import { spawn, spawnSync } from "node:child_process";

/** Runs the program in the arguments. Standard input is typed, and descriptor 3 reports the end. */
const driver = `
import os, pty, select, sys, termios
pid, master = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
watched = [master, 0]
while True:
    for ready in select.select(watched, [], [])[0]:
        try:
            data = os.read(ready, 65536)
        except OSError:
            data = b""
        if ready == 0:
            os.write(master, data) if data else watched.remove(0)
        elif data:
            os.write(1, data)
        else:
            echo = bool(termios.tcgetattr(master)[3] & termios.ECHO)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            os.write(3, f"{status} {echo}".encode())
            sys.exit(0)
`;

/** Why there is no pseudo-terminal here, or undefined. */
export function missingTerminal() {
  if (process.platform === "win32") return "pseudo-terminals are POSIX's";
  const { status } = spawnSync("python3", ["-c", "import os, pty, termios; os.waitstatus_to_exitcode"]);
  return status === 0 ? undefined : "python3 (3.9 or later), which provides the pseudo-terminal, is not installed";
}

/**
 * Runs a program; `script` is pairs of what to wait for on the screen and what to type then. Resolves to
 * {screen, status, echo}: `echo` says whether the terminal shows what is typed, after the program has ended.
 */
export function inTerminal(command, args, { env = process.env, script, stdin } = {}) {
  const program =
    stdin === undefined
      ? [command, ...args]
      : ["sh", "-c", 'input=$1; shift; exec "$@" < "$input"', "sh", stdin, command, ...args];
  const child = spawn("python3", ["-c", driver, ...program], { env, stdio: ["pipe", "pipe", "inherit", "pipe"] });
  const steps = [...script];
  let [screen, seen, end] = ["", 0, ""];
  child.stdout.on("data", (data) => {
    screen += data;
    while (steps.length > 0 && screen.indexOf(steps[0][0], seen) >= 0) {
      const [awaited, typed] = steps.shift();
      seen = screen.indexOf(awaited, seen) + awaited.length;
      child.stdin.write(typed);
    }
  });
  child.stdio[3].on("data", (data) => (end += data));
  const limit = setTimeout(() => child.kill("SIGKILL"), 30_000);
  return new Promise((resolve) => {
    child.on("close", () => {
      clearTimeout(limit);
      const [status, echo] = end.split(" ");
      resolve({ screen, status: Number(status), echo: echo === "True", untyped: steps.length });
    });
  });
}
