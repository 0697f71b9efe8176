// Reads a CSV file of Zoom users. This file is the same in every service.

import { parse } from "csv-parse/sync";
import { signRequest } from "zoom-lti-pro";
import { normalizeEmail } from "./email.mjs";

/** Names of the two columns, in small letters and without other characters. */
const emailNames = ["email", "emailaddress", "emailrequired", "useremail", "workemail", "mail"];
const idNames = ["userid", "zoomuserid", "zoomid", "id"];

/**
 * Reads the text of a CSV file (RFC 4180). Its first row has the names of the columns.
 *
 * `teachers` has a userId for each normalized e-mail address. `problems` says which lines were left out, and why. An
 * address with two different userIds is left out completely, because any choice would be a guess.
 *
 * @param {string} text
 * @returns {{ teachers: Map<string, string>, problems: string[] }}
 */
export function readUsers(text) {
  const [header, ...rows] = records(text);
  const email = column(header.record, emailNames, "an e-mail address, such as Email");
  const id = column(header.record, idNames, "the Zoom user ID, such as User ID");
  const problems = [];
  const lines = new Map();
  for (const { record, info } of rows) {
    const row = { line: info.lines, email: normalizeEmail(record[email] ?? ""), userId: (record[id] ?? "").trim() };
    const problem = problemOf(row);
    if (problem) problems.push(`line ${row.line}: ${problem}`);
    else lines.set(row.email, [...(lines.get(row.email) ?? []), row]);
  }
  const teachers = new Map();
  for (const [address, same] of lines) {
    if (new Set(same.map(({ userId }) => userId)).size === 1) teachers.set(address, same[0].userId);
    else problems.push(`lines ${same.map(({ line }) => line).join(", ")}: ${address} has different user IDs`);
  }
  return { teachers, problems };
}

/** Spreadsheet programs save with commas, semicolons or tabs, and with a byte order mark. */
function records(text) {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const count = (mark) => firstLine.split(mark).length;
  const delimiter = [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  const found = parse(text, { bom: true, delimiter, info: true, skip_empty_lines: true });
  if (found.length === 0) throw new Error("The file is empty.");
  return found;
}

function column(header, names, what) {
  const known = header.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ""));
  const found = known.flatMap((name, index) => (names.includes(name) ? [index] : []));
  if (found.length === 1) return found[0];
  const title = found.length === 0 ? "No column has" : "Several columns seem to have";
  throw new Error(`${title} ${what}. The columns are: ${header.join(", ")}. Rename the right one.`);
}

function problemOf({ email, userId }) {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return `"${email}" is not an e-mail address`;
  if (email.length > 320) return "the e-mail address is too long";
  try {
    // The package knows what cannot be a userId. Nothing is sent.
    signRequest({ key: "no-key", secret: "no-secret" }, { userId });
  } catch (error) {
    return `${email}: ${error.message}`;
  }
  return userId.startsWith("#") ? `${email}: "${userId}" is an error of a spreadsheet, not a user ID` : undefined;
}
