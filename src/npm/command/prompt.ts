/**
 * Prompts at the terminal, even if standard input is a pipe: `pbpaste | npx zoom-lti-pro explain` can still ask for the
 * secret.
 */
import { openSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import { ReadStream } from "node:tty";
import { Interrupted } from "./command-definition.js";
import type { Printer } from "./io.js";

export interface Terminal {
  readonly input: ReadStream;
  close(): void;
}

/** The terminal for prompts. Undefined if nobody would see them. */
export function openTerminal(err: Printer): Terminal | undefined {
  if (!err.terminal) return undefined;
  if (process.stdin.isTTY) return { input: process.stdin, close: () => process.stdin.pause() };
  try {
    const input = new ReadStream(openSync(process.platform === "win32" ? "\\\\.\\CONIN$" : "/dev/tty", "r"));
    return { input, close: () => input.destroy() };
  } catch {
    return undefined;
  }
}

/** Reads one line. Undefined if the user ends the input (Ctrl-D). */
export async function askLine(question: string, terminal: Terminal, err: Printer): Promise<string | undefined> {
  return asked(terminal, process.stderr, (lines, done) => {
    lines.setPrompt(err.paint(question, "bold"));
    lines.prompt();
    lines.once("line", done);
  });
}

/** Reads one line that is neither shown nor kept in a history. */
export async function askHidden(question: string, terminal: Terminal, err: Printer): Promise<string | undefined> {
  try {
    return await asked(terminal, nowhere(), (lines, done) => {
      // The question comes only now: until the line editor starts, the terminal shows what is typed.
      err.write(err.paint(question, "bold"));
      lines.once("line", done);
    });
  } finally {
    err.line();
  }
}

/** Reads several lines up to an empty one with nothing after it: a paste may contain empty lines. */
export async function askLines(question: string, terminal: Terminal, err: Printer): Promise<string> {
  const text: string[] = [];
  const last = await asked(terminal, process.stderr, (lines, done) => {
    err.paragraph(err.paint(question, "bold"));
    let ending: NodeJS.Timeout | undefined;
    lines.on("line", (line) => {
      clearTimeout(ending);
      if (line !== "" || text.length === 0) return void (line !== "" && text.push(line));
      text.push(line);
      ending = setTimeout(() => lines.line === "" && done(""), PASTE_PAUSE_MS);
    });
    lines.once("close", () => done(lines.line));
  });
  return [...text, last ?? ""].join("\n");
}

/** The maximum pause of a terminal between two parts of one paste. */
const PASTE_PAUSE_MS = 150;

type Ask = (lines: Interface, done: (answer: string) => void) => void;

/** Uses Node's line editor: it turns echo off and on again, and handles backspace, arrows and paste. */
function asked(terminal: Terminal, output: NodeJS.WritableStream, ask: Ask): Promise<string | undefined> {
  const lines = createInterface({ input: terminal.input, output, terminal: true, historySize: 0 });
  return new Promise<string | undefined>((resolve, reject) => {
    lines.once("SIGINT", () => reject(new Interrupted("interrupted")));
    ask(lines, resolve);
    lines.once("close", () => resolve(undefined));
  }).finally(() => lines.close());
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
