/** Turns findings into messages. */
import type { FindingCode, VerdictCode } from "./codes.js";
import { findings } from "./finding-messages.js";
import type { Alternative, Finding, HeaderShape } from "./types.js";
import { ways } from "./variant-messages.js";

const verdicts: Record<VerdictCode, string> = {
  correct:
    "This signature is correct. If the request is refused all the same, look at its age, at whether the " +
    "credential is in use, and at userId.",
  other_secret: "This signature is correct under another of the secrets given than the first.",
  proved: "Proved:",
  certain: "Certain:",
  possible: "Nothing is certain without the secret; something is worth a look.",
  not_found: "No mistake known here gives this header: most likely it was made with another secret.",
  no_secret: "Nothing is wrong as far as can be told without the secret.",
  no_signature: "There is no signature to explain.",
  no_request: "There is no request in this text.",
};

const shapes: Record<HeaderShape, string> = {
  signature: "The header has the right shape: 27 characters of base64url.",
  corrupted: said("header_corrupted"),
  padded: said("header_padded"),
  standard_alphabet: said("header_standard_alphabet"),
  space: said("header_space"),
  percent_encoded: said("header_percent_encoded"),
  hex: said("header_hex"),
  hex_base64: said("header_hex_base64"),
  base64_twice: said("header_base64_twice"),
  sha256: said("header_sha256"),
  sha512: said("header_sha512"),
  md5: said("header_md5"),
  text: said("header_text"),
  prefixed: said("header_prefixed"),
  language_artefact: said("header_artefact"),
  secret: said("header_secret"),
  key: said("header_key"),
  unknown: said("header_unknown"),
};

function said(code: FindingCode): string {
  return `${findings[code].message} ${findings[code].fix}`;
}

/** The verdict names the mistake, or both mistakes, so that the first sentence is enough. */
export function describeVerdict(code: VerdictCode, found: readonly Finding[]): string {
  const named =
    code === "proved" ? found.filter(({ grade }) => grade === code) : code === "certain" ? found.slice(0, 1) : [];
  return [verdicts[code], ...named.map(({ message }) => message)].join(" ");
}

export function describeShape(shape: HeaderShape): string {
  return shapes[shape];
}

type Facts = Omit<Alternative, "message">;

export function describe(found: Facts): { message: string; fix: string } {
  const { message, fix } = findings[found.code];
  const way = ways[`${found.code}.${found.mistake}`];
  return { message: filled(message, found) + (way ? ` ${way}` : ""), fix: filled(fix, found) };
}

/** Fills in a finding's facts. A part in brackets is removed if one of its facts is missing. */
function filled(text: string, facts: Facts): string {
  const known = (name: string) => facts[name as "name" | "seen" | "expected"];
  const part = /\[([^[\]]*)\]/g;
  const place = /\{(name|seen|expected)\}/g;
  const kept = text.replace(part, (_, inner: string) =>
    [...inner.matchAll(place)].every(([, name]) => known(name!)) ? inner : "",
  );
  return kept.replace(place, (_, name: string) => shown(known(name) ?? ""));
}

/** Shortens the value and replaces characters that a terminal or a page does not show. */
function shown(value: string): string {
  const visible = value.replace(
    /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return visible.length > 120 ? `${visible.slice(0, 119)}…` : visible;
}
