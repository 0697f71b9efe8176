/** The report, for an issue. */
import type { Io } from "../io.js";
import { counted } from "../../text/counted.js";
import type { Finding } from "./question-result.js";
import { CANNOT_TELL } from "./outcomes.js";

/** The version in package.json. scripts/build.mjs inserts it. */
declare const VERSION: string;

export interface Report {
  readonly version: string;
  readonly date: string;
  readonly runtime: string;
  /** The kind of server. The report never names another one. */
  readonly server: "default" | "other";
  readonly requests: number;
  /** Whether every request was sent. */
  readonly complete: boolean;
  readonly findings: readonly Finding[];
}

export function reportOf(server: Report["server"], requests: number, complete: boolean, findings: Finding[]): Report {
  const date = new Date().toISOString().slice(0, 10);
  return { version: VERSION, date, runtime: runtime(), server, requests, complete, findings };
}

function runtime(): string {
  const { bun, deno, node } = process.versions;
  const name = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node ${node}`;
  return `${name} on ${process.platform} ${process.arch}`;
}

/** Prints a Markdown list. Lines are not wrapped, so that they can be pasted. */
export function print({ version, date, runtime: on, server, requests, findings }: Report, { out }: Io): void {
  const where = server === "default" ? "Zoom's default base URL" : "another base URL";
  out.line(out.paint("### zoom-lti-pro doctor", "bold"));
  out.line();
  out.line(`Version ${version}, ${date}, ${on}. ${counted(requests, "GET request")} to ${where}.`);
  out.line();
  for (const { about, outcome, meaning, evidence } of findings) {
    const because = outcome === CANNOT_TELL ? `: ${evidence}` : ` (${evidence})`;
    out.line(`- ${out.paint(`**${about}**`, "bold")}: ${meaning}${out.paint(because, "dim")}`);
  }
}
