/** Input and output of the commands. All output passes through here, so that no secret is printed. */
import type { WriteStream } from "node:tty";
import { painter, wantsColor, type Paint } from "./color.js";
import { printable, visibleControls, visibleJson, wrapped } from "./terminal-text.js";

/** Shorter secrets could occur in any text by chance. */
const MIN_LENGTH = 6;

export class Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Printer;
  readonly err: Printer;
  readonly #secrets = new Set<string>();

  constructor({ env, stdout, stderr }: Pick<NodeJS.Process, "env" | "stdout" | "stderr">) {
    this.env = env;
    const redact = (text: string): string => this.redact(text);
    // Piped output often ends in a terminal. Piped messages often end in a log, where lines should not be wrapped.
    this.out = new Printer(stdout, env, redact, 80);
    this.err = new Printer(stderr, env, redact, Infinity);
  }

  /** From now on, this text is never printed. */
  guard(secret: string): void {
    const inJson = JSON.stringify(secret).slice(1, -1);
    const shown = [visibleControls(secret), visibleJson(inJson)];
    for (const form of [secret, secret.trim(), inJson, encodeURIComponent(secret), ...shown]) {
      if (form.length >= MIN_LENGTH) this.#secrets.add(form);
    }
  }

  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = redacted.replaceAll(secret, "••••••••");
    return redacted;
  }

  /** Only results go to standard output. */
  json(value: unknown): void {
    this.out.line(visibleJson(JSON.stringify(value, null, 2)));
  }

  /** The text of a file. */
  file(text: string): void {
    this.out.file(text);
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

  /** `elsewhere` is the line width if the stream is not a terminal. */
  constructor(stream: WriteStream, env: Io["env"], redact: (text: string) => string, elsewhere: number) {
    this.#stream = stream;
    this.#redact = redact;
    this.#elsewhere = elsewhere;
    this.paint = painter(wantsColor(stream, env));
    stream.on("error", gone);
  }

  get terminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /** The width of the terminal. Without one, lines have no limit. */
  get columns(): number {
    return this.terminal ? this.#stream.columns || 80 : Infinity;
  }

  /** The line width for prose. It stays narrow on a wide terminal. */
  get measure(): number {
    return this.terminal ? Math.min(this.columns, 100) : this.#elsewhere;
  }

  line(text = ""): void {
    this.write(`${text}\n`);
  }

  paragraph(text: string, indent = 0): void {
    this.line(this.wrap(text, indent));
  }

  /** Breaks text at the line width for prose. */
  wrap(text: string, indent: number): string {
    return wrapped(text, this.measure, indent);
  }

  /** Unchanged, unless a terminal shows it. */
  file(text: string): void {
    if (this.terminal) this.write(text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n"));
    else this.#stream.write(this.#redact(text));
  }

  write(text: string): void {
    this.#stream.write(printable(this.#redact(text)));
  }
}

/** The reader closed the pipe, as in `yes | head`. */
function gone(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") process.exit(141);
  throw error;
}
