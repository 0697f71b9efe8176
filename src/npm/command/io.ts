/** The process as the commands see it. What is printed passes here, so that no secret gets out. */
import type { WriteStream } from "node:tty";
import { painter, wantsColour, type Paint } from "./colour.js";
import { printable, visibleControls, visibleJson, wrapped } from "./text.js";

/** Shorter ones would be found in any text. */
const SHORTEST = 6;

export class Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Printer;
  readonly err: Printer;
  readonly #secrets = new Set<string>();

  constructor({ env, stdout, stderr }: Pick<NodeJS.Process, "env" | "stdout" | "stderr">) {
    this.env = env;
    const redact = (text: string): string => this.redact(text);
    // What is piped may well be on its way to a terminal; what is said beside it, to a log, where a line is a line.
    this.out = new Printer(stdout, env, redact, 80);
    this.err = new Printer(stderr, env, redact, Infinity);
  }

  /** From now on, this is printed by nobody. */
  guard(secret: string): void {
    const inJson = JSON.stringify(secret).slice(1, -1);
    const shown = [visibleControls(secret), visibleJson(inJson)];
    for (const form of [secret, secret.trim(), inJson, encodeURIComponent(secret), ...shown]) {
      if (form.length >= SHORTEST) this.#secrets.add(form);
    }
  }

  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = redacted.replaceAll(secret, "••••••••");
    return redacted;
  }

  /** Results go to standard output alone. */
  json(value: unknown): void {
    this.out.line(visibleJson(JSON.stringify(value, null, 2)));
  }

  /** For the person at the terminal. */
  note(text: string): void {
    this.err.paragraph(text);
  }

  error(message: string, hint?: string): void {
    const { paint } = this.err;
    this.err.paragraph(`${paint("error:", "red", "bold")} ${visibleControls(message)}`, 0);
    for (const line of hint?.split("\n") ?? []) this.err.paragraph(paint(visibleControls(line), "dim"), 2);
  }
}

export class Printer {
  readonly paint: Paint;
  readonly #stream: WriteStream;
  readonly #redact: (text: string) => string;
  readonly #elsewhere: number;

  /** `elsewhere` is the measure where the stream is no terminal. */
  constructor(stream: WriteStream, env: Io["env"], redact: (text: string) => string, elsewhere: number) {
    this.#stream = stream;
    this.#redact = redact;
    this.#elsewhere = elsewhere;
    this.paint = painter(wantsColour(stream, env));
    stream.on("error", gone);
  }

  get terminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Of a terminal; without one, lines are as long as they are. */
  get columns(): number {
    return this.terminal ? this.#stream.columns || 80 : Infinity;
  }

  /** For text to be read, which stays narrow on a wide terminal. */
  get measure(): number {
    return this.terminal ? Math.min(this.columns, 100) : this.#elsewhere;
  }

  line(text = ""): void {
    this.write(`${text}\n`);
  }

  paragraph(text: string, indent = 0): void {
    this.line(this.wrap(text, indent));
  }

  /** For the measure of this terminal. */
  wrap(text: string, indent: number): string {
    return wrapped(text, this.measure, indent);
  }

  write(text: string): void {
    this.#stream.write(printable(this.#redact(text)));
  }
}

/** As `yes | head` ends: whoever reads us has read enough. */
function gone(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") process.exit(141);
  throw error;
}
