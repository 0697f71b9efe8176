/** The report of `explain`, in reading order: verdict, proof, findings, what to do, what was checked. */
import { compared, rows } from "./difference.js";
import type { Printer } from "./io.js";
import type { Grade } from "zoom-lti-pro/explain";
import type { Style } from "./color.js";
import { drawnText } from "./character-names.js";
import { visibleControls } from "./terminal-text.js";

export interface Report {
  /** Undefined if it is unknown. */
  correct: boolean | undefined;
  /** The verdict in one sentence. */
  sentence: string;
  remarks: readonly Remark[];
  /** Sent texts, each with the correct text. */
  proofs: readonly Proof[];
  /** Texts to send instead, ready to copy. */
  fixes: readonly { title: string; text: string }[];
  checked: readonly string[];
}

/** A finding for display. */
export interface Remark {
  grade: Grade;
  text: string;
  /** What was found, if there is no expected value to compare it with. */
  seen: string | undefined;
  fix: string;
  /** Other possible mistakes that give the same bytes. */
  alternatives: readonly string[];
}

export interface Proof {
  title: string;
  right: string;
  sent: string;
  /** The unit of comparison. */
  pieces: "parameters" | "characters";
}

/** An ampersand is a separate piece, so that a parameter is equal at any position. */
const PARAMETERS = /(?=&)|(?<=&)/;
const CHARACTERS = /(?:)/u;

export function printReport(report: Report, out: Printer): void {
  const style: Style = report.correct === undefined ? "yellow" : report.correct ? "green" : "red";
  out.paragraph(out.paint(visibleControls(report.sentence), "bold", style));
  for (const proof of report.proofs) printProof(proof, out);
  if (report.remarks.length > 0) out.line(`\n${out.paint("Findings", "bold")}`);
  for (const remark of report.remarks) printRemark(remark, out);
  for (const { title, text } of report.fixes) out.line(`\n${out.paint(title, "bold")}\n${visibleControls(text)}`);
  if (report.checked.length === 0) return;
  out.line(`\n${out.paint("Checked", "bold")}`);
  for (const line of report.checked) out.paragraph(out.paint(visibleControls(line), "dim"), 2);
}

function printProof({ title, right, sent, pieces }: Proof, out: Printer): void {
  const both = compared(right, sent, pieces === "parameters" ? PARAMETERS : CHARACTERS);
  out.line(`\n${out.paint(title, "bold")}`);
  for (const line of [...rows("  right  ", both.right, out), ...rows("  sent   ", both.sent, out)]) out.line(line);
}

const GRADES: Readonly<Record<Grade, Style>> = { proved: "red", certain: "red", possible: "yellow" };

function printRemark({ grade, text, seen, fix, alternatives }: Remark, out: Printer): void {
  const [first = "", ...rest] = out.wrap(visibleControls(text), INDENT).split("\n");
  out.line(`  ${out.paint(grade.padEnd(INDENT - 2), GRADES[grade])}${first.slice(INDENT)}`);
  for (const line of rest) out.line(line);
  if (seen !== undefined) out.paragraph(`found: ${drawnText(seen)}`, INDENT);
  for (const alternative of alternatives)
    out.paragraph(out.paint(`or: ${visibleControls(alternative)}`, "dim"), INDENT);
  out.paragraph(out.paint(`→ ${visibleControls(fix)}`, "cyan"), INDENT);
}

const INDENT = 12;
