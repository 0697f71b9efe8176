/** The words for what the core finds: the one place, in one language. */
import type { HeaderShape, Problem } from "./types.js";

const problems: Record<Problem["code"], string> = {
  no_parameters: "There is no parameter in this text. Paste the whole URL, the curl command or the query.",
  missing_parameter: "The parameter {name} is missing; the API needs it, and it has to be signed.",
  unknown_parameter: "The API does not document the parameter {name}. If a tool added it after signing, the signature no longer fits.",
  duplicate_parameter: "The parameter {name} is given twice.",
  unsignable_value: "The value of {name} holds &, a control character or broken percent-encoding, and cannot be signed.",
  timestamp: "The timestamp must be milliseconds since 1970, such as Date.now() gives: 13 digits.",
  is_up_coming: "isUpComing must be true or false, in lower case.",
  page_num: "pageNum must be a whole number from 1, in plain digits.",
  page_size: "pageSize must be a whole number from 1 to 1000, in plain digits.",
  user_id: "userId must be the Zoom user's id: not empty, not an e-mail address, and without blanks or invisible characters at its ends.",
  times_sign: "“×tamp” was “&timestamp”: a text extractor read &times as the sign ×. Put &timestamp back.",
  secret: "The secret is a placeholder, or has white space at an end. Copy it again from the LTI Pro configuration page.",
};

const shapes: Record<HeaderShape, string> = {
  signature: "The header has the right shape: 27 characters of base64url.",
  corrupted: "No 20 bytes give this last character: the signature was cut or changed on the way.",
  padded: "Padding was left on: take the = off the end.",
  standard_alphabet: "This is the standard alphabet of base64: write - for + and _ for /, without = at the end. About 44 in 100 signatures hold neither, so this mistake works at times.",
  space: "There is a space inside: a + was read as one on the way, and it should have been a - in the first place.",
  percent_encoded: "The header is percent-encoded. Headers are not decoded: send the plain characters.",
  hex: "This is the digest in hexadecimal digits. Encode the 20 bytes as base64url instead.",
  hex_base64: "The hexadecimal text was encoded as base64. Encode the 20 raw bytes instead.",
  base64_twice: "This was encoded as base64 twice.",
  sha256: "As long as a SHA-256 digest. The API wants HMAC-SHA1.",
  sha512: "As long as a SHA-512 digest. The API wants HMAC-SHA1.",
  md5: "As long as an MD5 digest. The API wants HMAC-SHA1.",
  text: "The digest went through a text string and is lost. Encode its bytes, not a string made of them.",
  prefixed: "Something stands around the signature, such as sha1= or quotes. Send the signature alone.",
  language_artefact: "This is what a program prints for a value, not the value: a promise that was not awaited, or bytes that were not encoded.",
  secret: "This is the LTI secret itself, or shows it: whoever saw the request can sign in your name. Make a new secret on the LTI Pro configuration page, and send the signature instead.",
  key: "This is the LTI key. It belongs into the query, as key; the header takes the signature.",
  unknown: "This is not a signature: 27 characters of A–Z, a–z, 0–9, - and _ are.",
};

export function describeProblem(code: Problem["code"], name: string | undefined): string {
  return problems[code].replace("{name}", name ?? "");
}

export function describeShape(shape: HeaderShape): string {
  return shapes[shape];
}
