/** Checks parameters and body against the documented rules. Returns the name of what is missing or wrong. */
import type { Endpoint, Field, Rule } from "../generated/parameters.js";
import { isObject, type Fields } from "./endpoint-call.js";
import type { Server } from "./server-options.js";

/** The first parameter that is missing or outside its documented values. */
export function wrongParameter(
  { parameters: rules }: Endpoint,
  parameters: Readonly<Record<string, string | undefined>>,
  server: Server,
): string | undefined {
  return rules.find((rule) => !isRight(rule, parameters[rule.name], server))?.name;
}

/** A parameter may be missing only if it is optional and has no default. */
function isRight(rule: Rule, text: string | undefined, server: Server): boolean {
  if (text === undefined) return !rule.required && rule.default === undefined;
  if (rule.kind === "boolean") return text === "true" || text === "false";
  return rule.kind === "whole" ? ranged(server, text, rule) !== null : text !== "";
}

/** The number if it is within the limits. Otherwise the option `outOfRange` decides. */
export function ranged(
  { outOfRange }: Server,
  text: string | undefined,
  { min = 1, max = 0x7fffffff }: Rule,
): number | null {
  const number = /^\d{1,10}$/.test(text ?? "") ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  if (Number.isNaN(number) || text!.length > 9 || outOfRange === "refuse") return null;
  return outOfRange === "accept" ? number : Math.min(Math.max(number, min), max);
}

/** The first field that is missing or wrong, such as `meetingList[3].domain`, or `body` if the whole body is wrong. */
export function wrongField({ body }: Endpoint, content: unknown): string | undefined {
  if (body === undefined) return undefined;
  const alone = Array.isArray(content) ? body.fields.find(({ name }) => name === body.alone) : undefined;
  // An array at the top has no name: `[3].domain`.
  const wrong = alone ? wrongIn(alone, content, "") : isObject(content) ? wrongOf(body.fields, content, "") : "";
  return wrong === "" ? "body" : wrong;
}

function wrongOf(fields: readonly Field[], content: Fields, before: string): string | undefined {
  for (const field of fields) {
    const wrong = wrongIn(field, content[field.name], before + field.name);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** `path` names the value. */
function wrongIn(
  { kind, required, max = Infinity, fields = [] }: Field,
  value: unknown,
  path: string,
): string | undefined {
  if (value === undefined || value === null) return required ? path : undefined;
  if (kind === "object") return isObject(value) ? wrongOf(fields, value, `${path}.`) : path;
  if (kind === "list") return Array.isArray(value) && value.length <= max ? wrongEntry(fields, value, path) : path;
  const isRight = typeof value === "string" && (!required || value !== "") && [...value].length <= max;
  return isRight && (kind === "text" || /^\d+$/.test(value)) ? undefined : path;
}

function wrongEntry(fields: readonly Field[], list: readonly unknown[], path: string): string | undefined {
  for (const [i, entry] of list.entries()) {
    const at = `${path}[${i}]`;
    const wrong = isObject(entry) ? wrongOf(fields, entry, `${at}.`) : at;
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
