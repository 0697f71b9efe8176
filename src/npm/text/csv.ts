/** CSV for spreadsheets, by RFC 4180. No cell is run as a formula. The command and the demo's page write it. */

export type Cell = string | number | null | undefined;

/** Without it, Excel does not read UTF-8 as UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/** Rows as text with CRLF line ends. The first row has the names of the columns. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(written).join(",")}\r\n`).join("");
}

function written(cell: Cell): string {
  if (typeof cell !== "string") return cell === null || cell === undefined ? "" : String(cell);
  const text = defused(cell.replaceAll(CONTROLS, ""));
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Controls besides tabs and line ends. RFC 4180 has no place for them, and a NUL ends the text in some programs. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

const QUOTED = /[",;\t\n\r]|^\s|\s$/;

/**
 * An apostrophe goes before everything that a spreadsheet may take for a formula (OWASP, "CSV Injection"). Where the
 * comma is the decimal sign, Excel ignores quotes and splits a text at semicolons, tabs and line ends.
 */
function defused(text: string): string {
  const parts = text.replaceAll(PARTS, (part, before: string, rest: string) =>
    isFormula(rest) ? `${before}'${rest}` : part,
  );
  return /^[\t\n\r]/.test(parts) ? `'${parts}` : parts;
}

const PARTS = /(^|[;\t\n\r])([^;\t\n\r]+)/g;

function isFormula(text: string): boolean {
  // Normalization makes ASCII of full-width and small signs.
  const first = text.replace(IGNORED, "").charAt(0).normalize("NFKC");
  return first !== "" && "=+-@−".includes(first);
}

/** What a program may remove from the start of a cell: quotes, and characters that nobody sees. */
const IGNORED = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\p{Pi}\p{Pf}"'`‚„＂＇]+/u;
