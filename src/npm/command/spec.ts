/** What a command is: read by the parser of arguments, the help and `main`, so that the three agree. */
import type { Io } from "./io.js";

export interface Option {
  readonly type: "string" | "boolean";
  /** What stands for the value in the help. */
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
  /** Variables besides those that all commands read, and what they mean. */
  readonly environment?: readonly (readonly [name: string, meaning: string])[];
  /** Whether it sends requests to the server, by a proxy where the environment names one. */
  readonly sends?: true;
  /** Whether words without `--` mean anything to it. */
  readonly words?: true;
  /** A command line, and what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Resolves to the exit status. */
  run(args: Arguments, io: Io): Promise<number>;
}

/** What stood on the command line. */
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

  /** All of them; those in `names` that are given. */
  given(names: readonly string[]): string[] {
    return names.filter((name) => this.#values[name] !== undefined);
  }
}

/**
 * The command line is not one that we know. It names options, and shows no value: that could be a secret in the wrong
 * place.
 */
export class UsageError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Somebody pressed Ctrl-C at a prompt. */
export class Interrupted extends Error {}

/** What a shell reports of a program that was ended by SIGINT. */
export const INTERRUPTED = 130;

/** Documented in the help of every command. */
export const STATUS = { ok: 0, failed: 1, usage: 2, incomplete: 3 } as const;
