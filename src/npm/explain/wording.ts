/** Turns findings into texts. */
import { escaped, INVISIBLE } from "../text/invisible.js";
import type { FindingCode, HeaderShape, VerdictCode } from "../generated/finding-codes.js";
import { findings, type Words } from "./finding-messages.js";
import type { Alternative, Finding, Verdict } from "./types.js";
import { variants } from "./variant-messages.js";

type VerdictWords = Omit<Verdict, "code">;

/** `proved`, `certain` and `other_secret` take their texts from the findings. */
export const verdicts: Record<VerdictCode, VerdictWords> = {
  correct: {
    title: "This signature is correct",
    message: "It is the signature of exactly this request.",
    suggestions: [
      "If the API still refuses it, check its age: a signature is valid for 60 minutes.",
      "Check that key and secret belong to the same LTI credential, and that the credential is in use.",
      "If the list is empty, check that userId is the Zoom user ID.",
    ],
  },
  other_secret: { title: "The signature was made with another secret", message: "" },
  proved: { title: "A mistake was proved", message: "" },
  certain: { title: "The request breaks a rule", message: "" },
  possible: {
    title: "Something may be wrong",
    message: "Without the secret, nothing more is certain. Enter the LTI secret to check the signature itself.",
  },
  not_found: {
    title: "Probably made with another secret",
    message:
      "No known mistake with this secret gives this signature. Try the other secrets that the program may have used.",
    suggestions: [
      "The LTI secret is on the LTI Pro configuration page: choose Edit next to the credential with this key.",
      "The secret of another LTI credential, or an older secret of this one.",
      "The client secret of an OAuth app, or the secret of an SDK app.",
      "The secret token of a webhook.",
      "A part of the secret, if the end was not copied.",
    ],
  },
  no_secret: {
    title: "No mistake found without the secret",
    message: "The request follows every rule that needs no secret. Enter the LTI secret to check the signature itself.",
  },
  no_signature: {
    title: "There is no signature to check",
    message: "Paste the request with its header X-Lti-Signature, or enter the signature separately.",
  },
  no_request: {
    title: "This is not a request",
    message: "The text has no URL with a query, no command and no base string. Paste what was sent, not the program.",
    suggestions: [
      "The URL with its query: https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?key=…&timestamp=…",
      "The command for curl with its headers: in the browser's developer tools, “Copy as cURL”.",
      "The raw HTTP request from a log, with the header X-Lti-Signature.",
      "The base string that the program signed: key=…&timestamp=….",
    ],
  },
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
  encoding: said("header_encoding"),
  text: said("header_text"),
  prefixed: said("header_prefixed"),
  language_artifact: said("header_artifact"),
  secret: said("header_secret"),
  key: said("header_key"),
  unknown: said("header_unknown"),
};

function said(code: FindingCode): string {
  const { title, message, fix } = findings[code];
  return `${title}. ${message} ${fix}`;
}

const COUNTS = ["", "", "Two", "Three"];

/** What a text without its request lacks. */
const alone: VerdictWords = {
  title: "The URL of this request is missing",
  message: "The text has a signature, but no URL with a query and no base string. Paste the URL that was sent with it.",
};

/** What else is wrong if the form of the header is, and the search found no cause of the digest in it. */
const UNEXPLAINED = "Besides, no known mistake with this secret gives this signature: the secret may be wrong, too.";

/** If a mistake is known, the verdict names it. */
export function describeVerdict(
  code: VerdictCode,
  found: readonly Finding[],
  hasHeader = false,
  isUnexplained = false,
): VerdictWords {
  if (code === "no_request" && hasHeader) return { ...verdicts[code], ...alone };
  const [host] = found;
  // The host is the first thing to correct, even if nothing else is known.
  if (code === "no_signature" && host?.code === "wrong_host" && /(^|\.)zoom\.(us|com)$/.test(host.seen ?? ""))
    return { title: host.title, message: `${host.message} ${host.fix}` };
  const known =
    code === "proved" || code === "other_secret"
      ? found.filter(({ grade }) => grade === "proved")
      : code === "certain"
        ? found.slice(0, 1)
        : [];
  const [first] = known;
  if (first === undefined) return verdicts[code];
  const hasDigest = /^header_(?!corrupted|unknown|text|artifact)/.test(first.code);
  const besides = code === "certain" && isUnexplained && hasDigest ? ` ${UNEXPLAINED}` : "";
  if (known.length === 1) return { title: first.title, message: `${first.message}${besides}` };
  return {
    title: `${COUNTS[known.length] ?? "Several"} mistakes were made together`,
    message: known.map(({ title }) => `${title}.`).join(" "),
  };
}

export function describeShape(shape: HeaderShape): string {
  return shapes[shape];
}

type Facts = Omit<Alternative, "title" | "message"> & Partial<Pick<Finding, "grade">>;

export function describe(found: Facts): Words {
  const { code, mistake, grade } = found;
  const kind = findings[code];
  const variant = variants[`${code}.${mistake}`] ?? (grade === "possible" ? variants[`${code}.possible`] : undefined);
  const words =
    typeof variant === "string" ? { ...kind, message: `${kind.message} ${variant}` } : { ...kind, ...variant };
  const texts = Object.entries(words).map(([name, text]) => [name, filled(text, found)]);
  return Object.fromEntries(texts);
}

/** Fills in a finding's facts. A part in brackets is removed if one of its facts is missing. */
function filled(text: string, facts: Facts): string {
  const known = (name: string) => (name === "age" ? age(facts) : facts[name as "name" | "seen" | "expected"]);
  const part = /\[([^[\]]*\{[^[\]]*)\]/g;
  const place = /\{(name|seen|expected|age)\}/g;
  const kept = text.replace(part, (_, inner: string) =>
    [...inner.matchAll(place)].every(([, name]) => known(name!)) ? inner : "",
  );
  return kept.replace(place, (_, name: string) => shown(known(name) ?? ""));
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** The time between a timestamp and the clock, in the largest unit of which there are at least two. */
function age({ seen, expected }: Facts): string | undefined {
  const difference = Math.abs(Number(seen) - Number(expected));
  const unit = UNITS.find(([, size]) => difference >= 2 * size);
  return unit && `${Math.floor(difference / unit[1])} ${unit[0]}s`;
}

/** Shortens the value and replaces characters that a terminal or a page does not show. */
function shown(value: string): string {
  const visible = Array.from(value, (character) =>
    character !== " " && INVISIBLE.test(character) ? escaped(character) : character,
  ).join("");
  return visible.length > 120 ? `${visible.slice(0, 119)}…` : visible;
}
