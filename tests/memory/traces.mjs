// The traces that a secret can leave in memory, and a search for them. It imports nothing of Node.

/** Without TextEncoder, which the tests watch. */
export const asciiBytes = (text) => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** Converts each byte to one character, so that bytes can be searched as text. */
const decoder = new TextDecoder("latin1");

const rotate = (word, by) => (word << by) | (word >>> (32 - by));

/** SHA-1 of one block. No platform gives access to its state (FIPS 180-4, 6.1.2). */
function compress(state, block) {
  const view = new DataView(block.buffer, block.byteOffset, 64);
  const words = Array.from({ length: 16 }, (_, i) => view.getUint32(4 * i));
  for (let i = 16; i < 80; i++) words.push(rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1));
  let [a, b, c, d, e] = state;
  for (let i = 0; i < 80; i++) {
    const [f, k] = [
      [(b & c) | (~b & d), 0x5a827999],
      [b ^ c ^ d, 0x6ed9eba1],
      [(b & c) | (b & d) | (c & d), 0x8f1bbcdc],
      [b ^ c ^ d, 0xca62c1d6],
    ][Math.floor(i / 20)];
    [e, d, c, b, a] = [d, c, rotate(b, 30), a, (rotate(a, 5) + f + e + k + words[i]) | 0];
  }
  return [a, b, c, d, e].map((word, i) => (word + state[i]) | 0);
}

const initial = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

/** The state after `bytes`, padded as the last of `before + bytes.length` bytes. */
function finish(state, bytes, before) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, 8 * (before + bytes.length));
  for (let at = 0; at < padded.length; at += 64) state = compress(state, padded.subarray(at, at + 64));
  return state;
}

/** A state as bytes: big-endian as in a digest, little-endian as in linear memory. */
function bytesOf(state, isLittle) {
  const view = new DataView(new ArrayBuffer(20));
  state.forEach((word, i) => view.setUint32(4 * i, word, isLittle));
  return new Uint8Array(view.buffer);
}

/** The keys of HMAC-SHA1 (RFC 2104): hashed if longer than a block, both pads, the state after each. */
function keyOf(secret) {
  const short = secret.length > 64 ? bytesOf(finish(initial, secret, 0)) : secret;
  const pad = (byte) => Uint8Array.from({ length: 64 }, (_, i) => (short[i] ?? 0) ^ byte);
  const [inner, outer] = [pad(0x36), pad(0x5c)];
  return { short, inner, outer, innerState: compress(initial, inner), outerState: compress(initial, outer) };
}

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** HMAC-SHA1 in base64url from the states. It proves that these are the states to search for. */
export function signatureFromStates(secret, message) {
  const { innerState, outerState } = keyOf(asciiBytes(secret));
  const inner = bytesOf(finish(innerState, asciiBytes(message), 64));
  return toUrl(base64(bytesOf(finish(outerState, inner, 64))));
}

const toUrl = (text) => text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A block as SHA-1 reads it: words of four bytes in reversed order. */
const asWords = (bytes) => bytes.map((_, i) => bytes[i ^ 3]);

/** Pieces of 8 bytes in steps of `step`, so that a partial state is found, too. */
function pieces(bytes, step) {
  const found = [];
  for (let at = 0; at + 8 <= bytes.length; at += step) found.push(bytes.subarray(at, at + 8));
  return found;
}

/** [name, bytes]: everything that reveals a secret, as bytes and in the encodings that may occur. */
export function traces(secret) {
  const bytes = asciiBytes(secret);
  const { short, inner, outer, innerState, outerState } = keyOf(bytes);
  const wholes = {
    secret: bytes,
    "hashed secret": short,
    "inner pad": inner,
    "outer pad": outer,
    "inner state": bytesOf(innerState),
    "outer state": bytesOf(outerState),
  };
  const found = [
    ...pieces(bytes, 4).map((piece) => ["secret", piece]),
    ["secret as UTF-16", Uint8Array.from([...bytes].flatMap((byte) => [byte, 0]))],
  ];
  for (const [name, text] of [
    ["reversed", [...secret].reverse().join("")],
    ["in upper case", secret.toUpperCase()],
    ["in lower case", secret.toLowerCase()],
  ])
    found.push([`secret ${name}`, asciiBytes(text)]);
  for (const [name, pad] of [
    ["inner pad", inner],
    ["outer pad", outer],
  ])
    found.push(
      ...[pad, asWords(pad)].flatMap((bytes) => pieces(bytes.subarray(0, short.length & ~3), 4)).map((p) => [name, p]),
    );
  for (const [name, state] of [
    ["inner state", innerState],
    ["outer state", outerState],
  ])
    for (const isLittle of [false, true])
      found.push(...pieces(bytesOf(state, isLittle), 4).map((piece) => [name, piece]));
  if (short !== bytes) {
    const state = finish(initial, bytes, 0);
    found.push(
      ...[false, true].flatMap((isLittle) => pieces(bytesOf(state, isLittle), 4)).map((p) => ["hashed secret", p]),
    );
  }
  for (const [name, whole] of Object.entries(wholes)) {
    const texts = { base64: base64(whole).replaceAll("=", ""), base64url: toUrl(base64(whole)), hex: hex(whole) };
    texts["upper-case hex"] = texts.hex.toUpperCase();
    for (const [encoding, text] of Object.entries(texts)) found.push([`${name} in ${encoding}`, asciiBytes(text)]);
  }
  return found;
}

/** The traces of a secret in these memories: {name: count}. */
export function search(memories, secret) {
  const texts = memories.map(({ buffer }) => decoder.decode(buffer));
  const found = {};
  for (const [name, bytes] of traces(secret)) {
    const needle = decoder.decode(bytes);
    for (const text of texts)
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1))
        found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

/** Whether one of these memories contains the text or bytes. */
export function find(memories, needle) {
  const text = decoder.decode(typeof needle === "string" ? asciiBytes(needle) : needle);
  return memories.some(({ buffer }) => decoder.decode(buffer).includes(text));
}

/** The bytes of a signature. */
export const digestOf = (signature) =>
  Uint8Array.from(atob(signature.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
