/** The definition of a command. The parser, the help and `main` all read it, so they agree. */
import type { Io } from "./io.js";

export interface Option {
  readonly type: "string" | "boolean";
  /** The placeholder for the value in the help. */
  readonly value?: string;
  readonly about: string;
  readonly multiple?: true;
}

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** A line in the overview. */
  readonly summary: string;
  readonly usage: readonly string[];
  /** Paragraphs below the usage. */
  readonly about: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** The environment variables that it reads, with short meanings. The overview describes the common ones. */
  readonly environment: readonly (readonly [name: string, meaning: string])[];
  /** Its exit statuses. */
  readonly status: readonly (readonly [status: string, meaning: string])[];
  /** Whether it sends requests to the server, possibly through a proxy. */
  readonly sends?: true;
  /** Whether it accepts words without `--`. */
  readonly words?: true;
  /** A command line, and what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Resolves to the exit status. */
  run(args: Arguments, io: Io): Promise<number>;
}

/** Lines for the help of several commands. */
export const VARIABLES = {
  credentials: ["LTI_KEY, LTI_SECRET", "the key and the secret; if one is missing, the command asks for it"],
  server: ["LTI_BASE_URL", "the base URL of another server"],
  proxy: ["HTTPS_PROXY, NO_PROXY", "the proxy; needs Node 22.21 or later"],
} as const;
export const NOT_VALID = [
  "2",
  "the command line, the credentials or a parameter is not valid; nothing was sent",
] as const;

/** The parsed command line. */
export class Arguments {
  readonly words: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>, words: readonly string[]) {
    this.#values = values;
    this.words = words;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === "string" ? value : undefined;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** The options among `names` that were given. */
  given(names: readonly string[]): string[] {
    return names.filter((name) => this.#values[name] !== undefined);
  }
}

/** An invalid command line. The message may name options but never shows a value: that could be a misplaced secret. */
export class UsageError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The user pressed Ctrl-C at a prompt. */
export class Interrupted extends Error {}

/** The exit status that a shell reports after SIGINT. */
export const INTERRUPTED = 130;

/** Documented in the help of every command. */
export const STATUS = { ok: 0, failed: 1, usage: 2, incomplete: 3 } as const;
