/** What the shape of a header says, worded by its code. A code without words here shows the package's own verdict. */

export interface ShapeWords {
  /** A few words, for the chip. */
  name: string;
  /** What it means and what to do. */
  text: string;
  /** Whether the shape is the right one. */
  right?: boolean;
}

const SHAPES: Readonly<Record<string, ShapeWords>> = {
  signature: {
    name: "Right shape",
    text: "27 characters of base64url for 20 bytes, no padding: the form is right. Whether the signature is, the secret tells.",
    right: true,
  },
  corrupted: {
    name: "Corrupted",
    text: "27 characters, but 20 bytes cannot end in the last one. Something was cut off or changed after signing.",
  },
  padded: { name: "Padding left on", text: "28 characters ending in “=”. The API wants base64url without padding: drop the “=”." },
  standard_alphabet: {
    name: "Standard alphabet",
    text: "“+” and “/” belong to standard base64. The API wants base64url: “-” and “_”. This works sometimes, when a digest happens to have neither.",
  },
  space: { name: "Space inside", text: "A “+” was read as a space on the way. With base64url there is no “+” to lose." },
  percent_encoded: { name: "Percent-encoded", text: "%2B, %2F or %3D in a header: headers are not decoded. Send the base64url text itself." },
  hex: { name: "Hex", text: "40 hex digits: the digest as hex. Encode the 20 raw bytes as base64url instead." },
  hex_base64: { name: "Hex, then base64", text: "The hex text of the digest was base64-encoded. Encode the 20 raw bytes, not their 40 hex digits." },
  base64_twice: { name: "Base64 twice", text: "Decoded once, this is base64 again. Encode the 20 raw bytes once." },
  sha256: { name: "SHA-256", text: "32 bytes: another hash. The API uses HMAC-SHA1, which gives 20." },
  sha512: { name: "SHA-512", text: "64 bytes: another hash. The API uses HMAC-SHA1, which gives 20." },
  md5: { name: "MD5", text: "16 bytes: another hash. The API uses HMAC-SHA1, which gives 20." },
  text: { name: "Went through text", text: "The digest was turned into a text string before it was encoded, which destroys it. Keep it as bytes." },
  prefix: { name: "With a prefix", text: "A tool’s prefix or quotes came along. Send the signature alone." },
  secret: { name: "The secret itself", text: "This is the LTI secret. Replace it in the LTI Pro configuration: whoever saw this request has it." },
  key: { name: "The key", text: "This is the LTI key, which is sent in the query. The header carries the signature." },
  artefact: { name: "Not a value", text: "A programming language printed an object here, not its bytes." },
  empty: { name: "Empty", text: "The header has no value." },
  unknown: { name: "Unknown shape", text: "This is no encoding of a 20-byte digest that we know of." },
};

/** The words for a shape. */
export function shapeWords(code: string, verdict: string): ShapeWords {
  return Object.hasOwn(SHAPES, code) ? (SHAPES[code] as ShapeWords) : { name: code.replaceAll("_", " "), text: verdict };
}
