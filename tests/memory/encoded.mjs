// Watches the bytes that TextEncoder makes of a secret, which the package must wipe. Imported before the package. It
// imports nothing of Node.

let watched;
let seen = [];

const { encode } = TextEncoder.prototype;
TextEncoder.prototype.encode = function (text) {
  const bytes = encode.call(this, text);
  if (watched && String(text).includes(watched)) seen.push(bytes);
  return bytes;
};

/** Watches this text. The returned function stops and returns the bytes made since. */
export function encodedBytes(text) {
  watched = text;
  seen = [];
  return () => {
    watched = undefined;
    return seen;
  };
}
