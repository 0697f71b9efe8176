/** Short names for the shapes of a header. The sentence for each is the package's own verdict. */
import type { HeaderShape } from "zoom-lti-pro/explain";

const NAMES: Readonly<Record<HeaderShape, string>> = {
  signature: "Right shape",
  corrupted: "Corrupted",
  padded: "Padding left on",
  standard_alphabet: "Standard alphabet",
  space: "Space inside",
  percent_encoded: "Percent-encoded",
  hex: "Hex",
  hex_base64: "Hex, then base64",
  base64_twice: "Base64 twice",
  sha256: "SHA-256",
  sha512: "SHA-512",
  md5: "MD5",
  encoding: "Other encoding",
  text: "Went through text",
  prefixed: "With a prefix",
  language_artifact: "Not a value",
  secret: "The secret itself",
  key: "The key",
  unknown: "Unknown shape",
};

export function shapeName(shape: HeaderShape): string {
  return NAMES[shape];
}

/** Whether the header could be a signature at all. */
export function isRightShape(shape: HeaderShape): boolean {
  return shape === "signature";
}
