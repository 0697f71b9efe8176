/** Masks what an error must not show, in any encoding in which a server or `fetch` may repeat it. */
import { changed, type LtiProError } from "./error.js";
import type { SignedRequest } from "./types.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/** The standard base64 alphabet. Forms are compared after {@link folded}. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const HEX_DIGITS = "0123456789abcdef";

/** `%2F`, `\x2f`, `&#x2F;`, `\u002f`, `&#47;`, `&quot;` and `\"`. */
const ESCAPE = /(?:%|\\x|&#x)([\da-f]{2});?|\\u([\da-f]{4})|&#(\d+);|&(lt|gt|quot|apos);|\\(.)/gi;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'" };

/** How many levels of nested escapes are decoded. */
const MAX_LEVELS = 4;

/** Fields of a body with personal data. */
const PERSONAL = /^(?:userId|hostId|email|topic)$/i;

/** The decoder quotes less of a body, so a longer value cannot be in a message. */
const MAX_QUOTED = 1024;

/** What an error must not show of a request. */
export interface Hidden {
  /** As in the request. */
  values: string[];
  /** In every encoding, folded. */
  forms: string[];
}

/** `secret`: the secret that signed the request. */
export function hiddenOf({ baseString, signature }: SignedRequest, body: unknown, secret: Uint8Array): Hidden {
  const pairs = baseString.split("&");
  const signed = pairs.flatMap((pair) => /^(?:key|userId|timestamp)=(.*)$/s.exec(pair)?.[1] ?? []);
  // Not as arguments: there may be too many for one call.
  const named = [signature].concat(signed, personal(body));
  const values = [baseString, ...pairs, ...named];
  const digest = rebased(
    Array.from(standard(signature), (digit) => DIGITS.indexOf(digit)),
    6,
    8,
  ).slice(0, 20);
  const encoded = [digest, secret, ...named.map((value) => encoder.encode(value))].flatMap(formsOf);
  return { values: longestFirst(values), forms: longestFirst([...values.map(folded), ...encoded]) };
}

function longestFirst(texts: string[]): string[] {
  return texts.filter(Boolean).sort((a, b) => b.length - a.length);
}

/** Bytes unencoded, in hexadecimal, and in base64 at each offset in the encoded text. */
function formsOf(bytes: ArrayLike<number>): string[] {
  const forms = [Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")];
  if (bytes.length > 2) {
    forms.push(spelled(bytes, 4, HEX_DIGITS), spelled(bytes, 6, DIGITS));
    for (const before of [0, 1, 2]) {
      const text = spelled([...Array(before).fill(0), ...Array.from(bytes)], 6, DIGITS);
      forms.push(text.slice(before && before + 1, Math.floor(((before + bytes.length) * 4) / 3)));
    }
  }
  return forms.map(folded);
}

function spelled(bytes: ArrayLike<number>, bits: number, digits: string): string {
  return rebased(bytes, 8, bits)
    .map((digit) => digits[digit])
    .join("");
}

/** Converts digits of `from` bits to digits of `to` bits. The last one is filled with zeros. */
function rebased(digits: ArrayLike<number>, from: number, to: number): number[] {
  const result: number[] = [];
  let [rest, bits] = [0, 0];
  for (const digit of Array.from(digits)) {
    rest = (rest << from) | digit;
    for (bits += from; bits >= to; rest &= (1 << bits) - 1) result.push(rest >> (bits -= to));
  }
  if (bits > 0) result.push(rest << (to - bits));
  return result;
}

/** The values of personal fields in a JSON body. */
function personal(body: unknown): string[] {
  const found = new Set<string>();
  try {
    JSON.parse(
      typeof body === "string" ? body : new TextDecoder("utf-8", { ignoreBOM: true }).decode(body as Uint8Array),
      (name, value) => {
        if (PERSONAL.test(name) && typeof value !== "object" && String(value).length <= MAX_QUOTED)
          found.add(String(value));
        return value;
      },
    );
  } catch {
    // The body is missing, or holds no fields.
  }
  return [...found];
}

/**
 * What may be passed on of an error of `fetch`: name, code and message, masked and without the query of a URL. Deno,
 * for one, writes the whole URL into the message; an error may hold the request itself, or be anything at all.
 */
export function safeCause(error: unknown, hidden: Hidden, depth = 0): unknown {
  const redacted = (value: unknown) => mask(String(value), hidden).replace(/(\?|%3F)[^\s"'<>]*/gi, "?…");
  if (typeof error === "string") return redacted(error);
  if ((typeof error !== "object" && typeof error !== "function") || error === null) return error;
  try {
    const { name, message, code, cause } = error as Record<string, unknown>;
    const safe: Error & { code?: unknown } = new Error(redacted(message));
    safe.name = redacted(name);
    if (typeof code === "string" || typeof code === "number")
      safe.code = typeof code === "string" ? redacted(code) : code;
    if (cause !== undefined && depth < 4) safe.cause = safeCause(cause, hidden, depth + 1);
    // Its own stack would show where it was copied, not what failed.
    safe.stack = `${safe.name}: ${safe.message}`;
    return safe;
  } catch {
    return new Error("an error that cannot be read");
  }
}

/** An error without what a server repeated of the request. */
export function masked(error: LtiProError, hidden: Hidden): LtiProError {
  const { message, errorCode } = error;
  const shown = { message: mask(message, hidden), errorCode: errorCode && mask(errorCode, hidden) };
  if (shown.message === message && shown.errorCode === errorCode) return error;
  return changed(error, { errorCode: shown.errorCode }, shown.message);
}

/** Masks an unencoded value. If there is an encoded one, the whole quote is removed. */
function mask(text: string, { values, forms }: Hidden): string {
  const shown = without(text, values);
  let plain = shown;
  for (let level = 0; level <= MAX_LEVELS; level++) {
    if (without(folded(plain), forms) !== folded(plain)) return shown.replace(/^(.*?: )?.*/s, "$1…");
    plain = plain.replace(ESCAPE, (_, byte, unit, decimal, entity, other) => {
      if (entity) return ENTITIES[entity.toLowerCase()]!;
      return other ?? String.fromCharCode(decimal ?? parseInt(byte ?? unit, 16));
    });
  }
  return shown;
}

/**
 * Short values only where they are a word by themselves, as `Error::mask` in `src/error.rs`. It ignores case: a
 * topic may be a common word, and then the rest of the message is still useful.
 */
function without(text: string, values: readonly string[]): string {
  let shown = text;
  for (const value of values) {
    if (value.length > shown.length) continue;
    const anyCase = new RegExp(value.replace(/\W/g, "\\$&"), "gi");
    shown = shown.replace(anyCase, (found, at, all) => {
      const beside = all.charAt(at - 1) + all.charAt(at + found.length);
      return value.length < 6 && /[\p{L}\p{N}]/u.test(beside) ? found : "…";
    });
  }
  return shown;
}

/** Makes upper and lower case, both base64 alphabets, and both forms of a space equal. */
function folded(text: string): string {
  return standard(text.toLowerCase()).replaceAll(" ", "+");
}

function standard(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}
