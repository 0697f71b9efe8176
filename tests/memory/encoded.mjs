// The bytes that TextEncoder makes of a secret: imported before the package, which must wipe them. Nothing of Node is
// imported.

let watched;
let seen = [];

const { encode } = TextEncoder.prototype;
TextEncoder.prototype.encode = function (text) {
  const bytes = encode.call(this, text);
  if (watched && String(text).includes(watched)) seen.push(bytes);
  return bytes;
};

/** Watches for this text; the function returned gives what was made of it since, and stops. */
export function encodedBytes(text) {
  watched = text;
  seen = [];
  return () => {
    watched = undefined;
    return seen;
  };
}
