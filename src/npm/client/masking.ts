/** Masks what an error must not show, in any encoding in which a server or `fetch` may repeat it. */
import { changed, type LtiProError } from "../public/error.js";
import type { SignedRequest } from "../public/types.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/** `%2F`, `\x2f`, `\u002f`, `\u{2f}`, `&#x2F;`, `&#47;`, `&quot;` and `\"`. */
const ESCAPE =
  /(?:%|\\x|\\u00|(?:&#x|\\u\{)0*)([\da-f]{2})[;}]?|\\u([\da-f]{4})|&#0*(\d+);?|&(lt|gt|quot|apos);|\\(.)/gi;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'" };

/** How many levels of nested escapes are decoded. A text with more levels is not shown. */
const MAX_LEVELS = 16;

/** A value of this many letters and digits is found with anything between them, such as line breaks. */
const MIN_SPREAD = 6;

/** Fields of a body with personal data. */
const PERSONAL = /^(?:userId|hostId|email|topic)$/i;

/** The decoder quotes less of a body, so a longer value cannot be in a message. */
const MAX_QUOTED = 1024;

/** The values of a request that an error must not show. */
export interface Hidden {
  /** As in the request. */
  values: string[];
  /** In every encoding, folded. */
  forms: string[];
  /** The letters and digits of each form, to find it in pieces. */
  spread: string[];
}

/** `secret`: the secret that signed the request. */
export function hiddenOf({ baseString, signature }: SignedRequest, body: unknown, secret: Uint8Array): Hidden {
  const pairs = baseString.split("&");
  const signed = pairs.flatMap((pair) => /^(?:key|userId|timestamp)=(.*)$/s.exec(pair)?.[1] ?? []);
  // `concat` takes arrays. With `push`, there may be too many arguments for one call.
  const named = [signature].concat(signed, personal(body));
  const values = [baseString, ...pairs, ...named];
  const base64 = standard(signature);
  const texts = named.concat(base64).map((value) => encoder.encode(value));
  const encoded = [atob(`${base64}=`), ...[secret, ...texts].map(binary)].flatMap(formsOf);
  const spread = named.map(folded).concat(encoded).map(squeezed);
  return {
    values: values.filter(Boolean).sort((a, b) => b.length - a.length),
    forms: values.map(folded).concat(encoded).filter(Boolean),
    spread: spread.filter((form) => form.length >= MIN_SPREAD),
  };
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** Bytes unencoded, as numbers, in hexadecimal, and in base64 at each offset in the encoded text. */
function formsOf(text: string): string[] {
  const forms = [text];
  if (text.length > 2) {
    const bytes = Array.from(text, (char) => char.charCodeAt(0));
    const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0"));
    forms.push(bytes.join(), hex.join(""), btoa(text).replaceAll("=", ""));
    for (const before of ["", "0", "00"]) {
      const { length } = before;
      forms.push(btoa(before + text).slice(length && length + 1, Math.floor(((length + text.length) * 4) / 3)));
    }
  }
  return forms.map(folded);
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
 * The parts of an error of `fetch` that may be passed on: name, code and message, masked and without the query of a
 * URL. Deno writes the whole URL into the message. An error may also contain the request, or be any other value.
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
    // The copy's own stack would show where it was made, not what failed.
    safe.stack = `${safe.name}: ${safe.message}`;
    return safe;
  } catch {
    return new Error("an error that cannot be read");
  }
}

/** Masks the values of the request that the server repeated in its error. */
export function masked(error: LtiProError, hidden: Hidden): LtiProError {
  const { message, errorCode } = error;
  const shown = { message: mask(message, hidden), errorCode: errorCode && mask(errorCode, hidden) };
  if (shown.message === message && shown.errorCode === errorCode) return error;
  return changed(error, { errorCode: shown.errorCode }, shown.message);
}

/** Masks an unencoded value. If there is an encoded one, or one in pieces, the whole quote is removed. */
function mask(text: string, hidden: Hidden): string {
  const shown = without(text, hidden.values);
  let plain = shown;
  for (let level = 0; level <= MAX_LEVELS && !holds(folded(plain), hidden); level++) {
    const before = plain;
    plain = before.replace(ESCAPE, (_, byte, unit, decimal, entity, other) => {
      if (entity) return ENTITIES[entity.toLowerCase()]!;
      return other ?? String.fromCharCode(decimal ?? parseInt(byte ?? unit, 16));
    });
    if (plain === before) return shown;
  }
  return shown.replace(/^(.*?: )?.*/s, "$1…");
}

/** Whether a text contains a value, or a value's beginning at its end, because it was cut. */
function holds(text: string, { forms, spread }: Hidden): boolean {
  const letters = squeezed(text);
  const isIn = (form: string) => {
    const at = letters.lastIndexOf(form.slice(0, MIN_SPREAD));
    return letters.includes(form) || (at >= 0 && text.endsWith("…") && form.startsWith(letters.slice(at)));
  };
  return without(text, forms) !== text || spread.some(isIn);
}

/**
 * Masks the values, in any case. A short value is masked only as a whole word, as in `Error::mask` (`src/error.rs`):
 * a topic may be a common word, and the rest of the message is still useful.
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

/** Only letters and digits, without the 0x of a byte dump. */
function squeezed(text: string): string {
  return text.replace(/0x|[^\p{L}\p{N}]/gu, "");
}

function standard(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}
