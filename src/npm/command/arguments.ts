/** Reads a command line by the options of its command. */
import { parseArgs } from "node:util";
import { nearest } from "./nearest.js";
import { Arguments, UsageError, type Command, type Option } from "./command-definition.js";

/** The options of every command. */
export const COMMON: Readonly<Record<string, Option>> = {
  json: { type: "boolean", about: "write the result to standard output as JSON" },
  help: { type: "boolean", about: "show this help" },
};

export function readArguments(command: Command, argv: readonly string[]): Arguments {
  const options = { ...command.options, ...COMMON };
  const args = joined(argv, options);
  refuseSecrets(args, options);
  const { values, positionals } = parsed(args, options);
  if (positionals.length > 0 && !command.words)
    throw new UsageError(`${command.name} accepts only options: remove the word that does not start with --`);
  return new Arguments(values, positionals);
}

function parsed(
  args: string[],
  options: Readonly<Record<string, Option>>,
): { values: Readonly<Record<string, unknown>>; positionals: string[] } {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  try {
    return parseArgs({
      args,
      options: { ...config, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw invalid(error as Error & { code?: string }, options);
  }
}

/** Our own message: Node's message describes its own API. */
function invalid({ code, message }: Error & { code?: string }, options: Readonly<Record<string, Option>>): UsageError {
  const [, name = "an option"] = /'(--?[\w-]+)/.exec(message) ?? [];
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const meant = nearest(name.replace(/^-+/, ""), Object.keys(options));
    return new UsageError(`there is no option ${name}`, meant && `Did you mean --${meant}?`);
  }
  if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return new UsageError("the options are not valid");
  return new UsageError(message.includes("does not take") ? `${name} takes no value` : `${name} needs a value`);
}

/** A Zoom userId may begin with `-`. `parseArgs` accepts such a value only after `=`. */
function joined(argv: readonly string[], options: Readonly<Record<string, Option>>): string[] {
  const args: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const [argument, next] = [argv[at]!, argv[at + 1]];
    if (argument === "--") return [...args, ...argv.slice(at)];
    const takesNext =
      argument.startsWith("--") &&
      options[argument.slice(2)]?.type === "string" &&
      next !== undefined &&
      !isOption(next, options);
    args.push(takesNext ? `${argument}=${next}` : argument);
    if (takesNext) at += 1;
  }
  return args;
}

function isOption(argument: string, options: Readonly<Record<string, Option>>): boolean {
  return argument === "-h" || (argument.startsWith("--") && argument.slice(2).split("=", 1)[0]! in options);
}

/** Secrets are refused first of all: everyone can see arguments in the shell's history and in the list of processes. */
export function refuseSecrets(argv: readonly string[], options: Readonly<Record<string, Option>> = {}): void {
  const found = argv.some((argument) => {
    const [, name] = /^(?:--?)?([\w-]+)/.exec(argument) ?? [];
    const dashed = argument.startsWith("-");
    const option = dashed && name !== undefined && !(name in options) && /secret|password|passwd/i.test(name);
    return option || /^(?:export\s+)?\w*SECRET\w*=/i.test(argument);
  });
  if (!found) return;
  throw new UsageError(
    "the command line must not contain a secret: the shell's history keeps it, and the list of processes shows it",
    "Set LTI_SECRET in the environment, or type the secret at the prompt. If that was the real secret, remove " +
      "it from the history of your shell.",
  );
}
