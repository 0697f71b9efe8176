/**
 * Asks at the terminal, which need not be standard input: `pbpaste | npx zoom-lti-pro explain` can be asked for the
 * secret all the same.
 */
import { openSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import { ReadStream } from "node:tty";
import { Interrupted } from "./spec.js";
import type { Printer } from "./io.js";

export interface Terminal {
  readonly input: ReadStream;
  close(): void;
}

/** The terminal to ask at; undefined where nobody would see the question. */
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

/** One line. Undefined where the person ends the input instead (Ctrl-D). */
export async function askLine(question: string, terminal: Terminal, err: Printer): Promise<string | undefined> {
  return asked(terminal, process.stderr, (lines, done) => {
    lines.setPrompt(err.paint(question, "bold"));
    lines.prompt();
    lines.once("line", done);
  });
}

/** One line that is not shown, nor kept in any history. */
export async function askHidden(question: string, terminal: Terminal, err: Printer): Promise<string | undefined> {
  try {
    return await asked(terminal, nowhere(), (lines, done) => {
      // Not before: until the line editor is there, the terminal shows what is typed.
      err.write(err.paint(question, "bold"));
      lines.once("line", done);
    });
  } finally {
    err.line();
  }
}

/** Several lines, ended by an empty one that nothing follows: a paste may well have empty lines inside. */
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

/** What a terminal takes at most between two pieces of one paste. */
const PASTE_PAUSE_MS = 150;

type Ask = (lines: Interface, done: (answer: string) => void) => void;

/** Node's own line editor: it turns echo off and on again, and knows backspace, arrows and paste. */
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
