/** The report of `explain`, in reading order: verdict, fix, difference, corrected request, other findings. */
import { compared, rows } from "./difference.js";
import type { Printer } from "./io.js";
import type { Grade } from "zoom-lti-pro/explain";
import type { Style } from "./color.js";
import { drawnText } from "./character-names.js";
import { visibleControls } from "./terminal-text.js";

export interface Report {
  /** Undefined if it is unknown. */
  correct: boolean | undefined;
  /** Whether the signature is correct, but something else is a mistake. */
  caution: boolean;
  /** The verdict in a few words. */
  title: string;
  /** Undefined if a mistake says it. */
  message: string | undefined;
  suggestions: readonly string[];
  /** The mistakes that the verdict is about. */
  mistakes: readonly Remark[];
  difference: Difference | undefined;
  /** Texts to copy. */
  request: readonly { title: string; text: string }[];
  /** What is still wrong with the request. */
  unfinished: readonly string[];
  others: readonly Remark[];
  checked: readonly string[];
}

/** A finding for display. */
export interface Remark {
  grade: Grade;
  text: string;
  /** What was found, if no other text shows it. */
  seen: string | undefined;
  fix: string;
  /** Other possible mistakes that give the same bytes. */
  alternatives: readonly string[];
}

export interface Difference {
  title: string;
  yours: string;
  corrected: string;
  /** The unit of comparison. */
  pieces: "parameters" | "characters";
}

export function printReport(report: Report, out: Printer): void {
  const isOpen = report.correct === undefined || report.caution;
  const style: Style = isOpen ? "yellow" : report.correct ? "green" : "red";
  out.paragraph(out.paint(visibleControls(`${report.title}.`), "bold", style));
  if (report.message !== undefined) out.paragraph(visibleControls(report.message));
  for (const suggestion of report.suggestions) printItem(suggestion, out);
  for (const mistake of report.mistakes) printRemark(mistake, out);
  if (report.difference) printDifference(report.difference, out);
  for (const { title, text } of report.request) out.line(`\n${out.paint(title, "bold")}\n${visibleControls(text)}`);
  if (report.request.length > 0 && report.unfinished.length > 0)
    out.paragraph(out.paint(visibleControls(`Before you send it: ${report.unfinished.join(" ")}`), "yellow"));
  if (report.others.length > 0) out.line(`\n${out.paint("Also", "bold")}`);
  for (const other of report.others) printRemark(other, out);
  if (report.checked.length === 0) return;
  out.line(`\n${out.paint("Checked", "bold")}`);
  for (const line of report.checked) out.paragraph(out.paint(visibleControls(line), "dim"), 2);
}

function printItem(text: string, out: Printer): void {
  out.line(`  - ${out.wrap(visibleControls(text), 4).trimStart()}`);
}

function printDifference({ title, yours, corrected, pieces }: Difference, out: Printer): void {
  const both = compared(yours, corrected, pieces);
  out.line(`\n${out.paint(title, "bold")}`);
  const lines = [
    ...rows("  yours      ", both.yours, "red", out),
    ...rows("  corrected  ", both.corrected, "green", out),
  ];
  for (const line of lines) out.line(line);
}

const GRADES: Readonly<Record<Grade, Style>> = { proved: "red", certain: "red", possible: "yellow" };

function printRemark({ grade, text, seen, fix, alternatives }: Remark, out: Printer): void {
  const [first = "", ...rest] = out.wrap(visibleControls(text), INDENT).split("\n");
  out.line(`  ${out.paint(grade.padEnd(INDENT - 2), GRADES[grade])}${first.slice(INDENT)}`);
  for (const line of rest) out.line(line);
  if (seen !== undefined) out.paragraph(`found: ${drawnText(seen)}`, INDENT);
  if (alternatives.length > 0)
    out.paragraph(out.paint(visibleControls(`or: ${alternatives.join("; ")}`), "dim"), INDENT);
  const [arrow = "", ...more] = out.wrap(visibleControls(fix), INDENT + 2).split("\n");
  out.line(" ".repeat(INDENT) + out.paint(`→ ${arrow.trimStart()}`, "cyan"));
  for (const line of more) out.line(out.paint(line, "cyan"));
}

const INDENT = 12;
