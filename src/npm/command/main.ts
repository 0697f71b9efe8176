/** The command `zoom-lti-pro`. */
import { isLtiProError, type LtiProError } from "zoom-lti-pro";
import { readArguments, refuseSecrets } from "./arguments.js";
import { doctor } from "./doctor-command.js";
import { emulate } from "./emulate-command.js";
import { explain } from "./explain-command.js";
import { commandHelp, overview } from "./help.js";
import { Io } from "./io.js";
import { baseUrlOf, list } from "./list-command.js";
import { nearest } from "./nearest.js";
import { useProxy } from "./proxy.js";
import { sign } from "./sign-command.js";
import { Interrupted, INTERRUPTED, STATUS, UsageError, type Command } from "./command-definition.js";

/** The version in package.json. scripts/build.mjs inserts it. */
declare const VERSION: string;

const COMMANDS: readonly Command[] = [list, sign, explain, doctor, emulate];

const io = new Io(process);
const argv = process.argv.slice(2);

process.on("uncaughtException", (error) => process.exit(report(error)));
main()
  .catch(report)
  // process.exit() would lose output that is still being written to a pipe.
  .then((status) => (process.exitCode = status));

async function main(): Promise<number> {
  const [name = "--help", ...rest] = argv;
  refuseSecrets([name]);
  if (name === "--version" || name === "-V") return said(() => io.out.line(VERSION));
  if (name === "--help" || name === "-h" || name === "help")
    return said(() => (rest[0] === undefined ? overview(COMMANDS, io.out) : commandHelp(find(rest[0]), io.out)));
  const command = find(name);
  const args = readArguments(command, rest);
  if (args.flag("help")) return said(() => commandHelp(command, io.out));
  const status = command.sends ? await useProxy(baseUrlOf(args, io), io) : undefined;
  return status ?? command.run(args, io);
}

function said(say: () => void): number {
  say();
  return STATUS.ok;
}

function find(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name || command.aliases?.includes(name));
  if (found) return found;
  // Unknown words are not shown: one might be a secret.
  const dashed = name.startsWith("-");
  const names = COMMANDS.map((command) => command.name);
  const meant = nearest(name, [...names, ...COMMANDS.flatMap(({ aliases = [] }) => aliases), "--help", "--version"]);
  if (meant !== undefined)
    throw new UsageError(`there is no such ${dashed ? "option" : "command"}`, `Did you mean ${meant}?`);
  const what = dashed ? "the first word is not a command" : "there is no such command";
  throw new UsageError(`${what}: the commands are ${names.join(", ")}`);
}

/** Prints the error and returns the exit status. */
function report(error: unknown): number {
  if (error instanceof Interrupted) return INTERRUPTED;
  if (isLtiProError(error)) return reportLtiPro(error);
  if (error instanceof UsageError)
    return failed({ code: "usage", message: error.message, hint: error.hint ?? seeHelp() }, STATUS.usage);
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall === "write") {
    // Not as JSON: the output is what failed.
    io.error(`the output could not be written (${code})`);
    return STATUS.failed;
  }
  // Print only where it happened: the message of an unknown error may contain anything.
  const { name = "Error", stack = "" } = error instanceof Error ? error : {};
  const frames = stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return failed(
    {
      code: "internal",
      message: `this command has a bug (${name}); please report it`,
      hint: frames.join("\n") || undefined,
    },
    STATUS.failed,
  );
}

/** An error in the caller's input means that nothing was sent. */
function reportLtiPro(error: LtiProError): number {
  const { code, message, hint } = error;
  const status = code === "invalid_argument" || code === "invalid_credentials" ? STATUS.usage : STATUS.failed;
  const api = error.errorCode === undefined ? "" : ` (errorCode ${error.errorCode})`;
  const why = code === "network" ? innermost(error.cause) : undefined;
  return failed({ ...error.toJSON(), code, message: `${message}${api}${why ? `: ${why}` : ""}`, hint }, status);
}

/** Node's reason for a failed connection is the last of the causes: `getaddrinfo ENOTFOUND …`. */
function innermost(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return innermost(cause.cause) ?? (cause.message || ("code" in cause ? String(cause.code) : undefined));
}

function failed(what: { code: string; message: string; hint: string | undefined }, status: number): number {
  if (argv.includes("--json")) io.json({ error: what });
  io.error(what.message, what.hint);
  return status;
}

function seeHelp(): string {
  const command = COMMANDS.find(({ name }) => name === argv[0]);
  return `See: npx zoom-lti-pro ${command ? `${command.name} ` : ""}--help`;
}
