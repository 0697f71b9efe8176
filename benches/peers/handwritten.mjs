// A fast HMAC-SHA1 by hand. It hashes the two pads once, packs characters directly into words, and allocates only the
// result.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const w = new Int32Array(80);
const initial = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];

/** Signs ASCII messages with an ASCII secret of at most 64 characters. */
export function handwritten(secret) {
  const inner = padded(secret, 0x36363636);
  const outer = padded(secret, 0x5c5c5c5c);
  const state = new Int32Array(5);
  return (message) => {
    state.set(inner);
    absorb(state, message);
    for (let i = 0; i < 5; i++) w[i] = state[i];
    w[5] = 0x80000000 | 0;
    w.fill(0, 6, 15);
    w[15] = (64 + 20) * 8;
    state.set(outer);
    compress(state);
    return base64url(state);
  };
}

function padded(secret, pad) {
  w.fill(0, 0, 16);
  for (let i = 0; i < secret.length; i++) w[i >> 2] |= secret.charCodeAt(i) << (24 - 8 * (i & 3));
  for (let i = 0; i < 16; i++) w[i] ^= pad;
  const state = Int32Array.from(initial);
  compress(state);
  return state;
}

function absorb(state, message) {
  const length = message.length;
  let at = 0;
  for (; at + 64 <= length; at += 64) {
    for (let i = 0, from = at; i < 16; i++, from += 4) {
      w[i] =
        (message.charCodeAt(from) << 24) |
        (message.charCodeAt(from + 1) << 16) |
        (message.charCodeAt(from + 2) << 8) |
        message.charCodeAt(from + 3);
    }
    compress(state);
  }
  w.fill(0, 0, 16);
  for (let i = 0; at < length; i++, at++) w[i >> 2] |= message.charCodeAt(at) << (24 - 8 * (i & 3));
  const rest = length & 63;
  w[rest >> 2] |= 0x80 << (24 - 8 * (rest & 3));
  if (rest > 55) {
    compress(state);
    w.fill(0, 0, 15);
  }
  w[15] = (64 + length) * 8;
  compress(state);
}

function compress(state) {
  for (let i = 16; i < 80; i++) {
    const x = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16];
    w[i] = (x << 1) | (x >>> 31);
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let t = 0;
  for (let i = 0; i < 20; i++) {
    t = (((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + e + 0x5a827999 + w[i]) | 0;
    (e = d), (d = c), (c = (b << 30) | (b >>> 2)), (b = a), (a = t);
  }
  for (let i = 20; i < 40; i++) {
    t = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + w[i]) | 0;
    (e = d), (d = c), (c = (b << 30) | (b >>> 2)), (b = a), (a = t);
  }
  for (let i = 40; i < 60; i++) {
    t = (((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + e + 0x8f1bbcdc + w[i]) | 0;
    (e = d), (d = c), (c = (b << 30) | (b >>> 2)), (b = a), (a = t);
  }
  for (let i = 60; i < 80; i++) {
    t = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62c1d6 + w[i]) | 0;
    (e = d), (d = c), (c = (b << 30) | (b >>> 2)), (b = a), (a = t);
  }
  state[0] = (state[0] + a) | 0;
  state[1] = (state[1] + b) | 0;
  state[2] = (state[2] + c) | 0;
  state[3] = (state[3] + d) | 0;
  state[4] = (state[4] + e) | 0;
}

/** 160 bits: 26 characters of six bits and one of four. */
function base64url(state) {
  let text = "";
  for (let bit = 0; bit < 156; bit += 6) {
    const at = bit >> 5;
    const shift = bit & 31;
    const six =
      shift <= 26 ? state[at] >>> (26 - shift) : (state[at] << (shift - 26)) | (state[at + 1] >>> (58 - shift));
    text += alphabet[six & 63];
  }
  return text + alphabet[(state[4] & 15) << 2];
}
