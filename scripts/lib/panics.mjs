// Removes from a wasm file what only panics run.
//
// A panic of Rust writes its message and ends in `unreachable`. With std on wasm32-unknown-unknown nothing receives the
// message, so the functions that write it can be `unreachable` themselves, and the places in the sources are not read.

/** What the compiler calls for a panic, as the names of the wasm have it. */
const panics = [
  /^(__rustc|core|alloc|std)(\[\w+\])?::.*(panic|_fail(ed)?(_|:|$)|capacity_overflow|alloc_error)/,
  /(>|::)(assert_failed|capacity_overflow)$/,
];

/** What formats a value for a message. No text of this package is made with `{:?}`: tests/house.rs holds that. */
const messages = [/ as core(\[\w+\])?::fmt::Debug>::fmt|Borrow(Mut)?Error as .*Display>::fmt|::PadAdapter as /];

/** What JavaScript calls of closures and futures. The debugger has none, but a table names these functions. */
const callbacks = [/^wasm_bindgen::convert::closures::|^js_sys::futures::/];

/** Without these, another compiler names its functions otherwise. */
const expected = ["panic_fmt", "slice_error_fail", "Debug>::fmt", "PadAdapter", "closures::"];

/** A path of a source file. */
const path = /^[\w./-]+\.rs$/;

/** The wasm file, in which each function that only panics run is `unreachable`. */
export async function withoutPanicMessages(bytes) {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(bytes);
  try {
    const found = [];
    for (let place = 0; place < module.getNumFunctions(); place++) {
      const reference = module.getFunctionByIndex(place);
      const { name, module: imported } = binaryen.getFunctionInfo(reference);
      if (imported || ![...panics, ...messages, ...callbacks].some((pattern) => pattern.test(name))) continue;
      binaryen.Function.setBody(reference, module.unreachable());
      found.push(name);
    }
    const missing = expected.filter((part) => !found.some((name) => name.includes(part)));
    if (missing.length > 0)
      throw new Error(`no function of a panic is named ${missing.join(", ")}: read scripts/lib/panics.mjs`);
    return withoutPlaces(Buffer.from(module.emitBinary()));
  } finally {
    module.dispose();
  }
}

/** Fills with zeros the places in the sources that panics name: wasm-opt removes the zeros. */
function withoutPlaces(bytes) {
  const segments = dataSegments(bytes);
  const positionOf = (address) => {
    const segment = segments.find(({ start, length }) => address >= start && address < start + length);
    return segment && segment.position + address - segment.start;
  };
  const found = [];
  // Four numbers: the address and the length of the path, the line and the column.
  for (const { start, length, position } of segments)
    for (let at = -start & 3; at + 16 <= length; at += 4) {
      const text = positionOf(bytes.readUInt32LE(position + at));
      const end = text + bytes.readUInt32LE(position + at + 4);
      if (end <= bytes.length && path.test(bytes.toString("latin1", text, end)))
        found.push([position + at, position + at + 16], [text, end]);
    }
  if (found.length === 0) throw new Error("no panic has a place: read scripts/lib/panics.mjs");
  for (const [from, to] of found) bytes.fill(0, from, to);
  return bytes;
}

/** The data that a wasm file puts into its memory: the address, the length, and the position in the file. */
function dataSegments(bytes) {
  const DATA = 11;
  const segments = [];
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    for (let left = section === DATA ? number() : 0; left > 0; left--) {
      // The mode 0, `i32.const`, the address, `end`.
      if (number() !== 0) throw new Error("a data segment of another mode: read scripts/lib/panics.mjs");
      at++;
      const start = number();
      at++;
      const length = number();
      segments.push({ start, length, position: at });
      at += length;
    }
    at = end;
  }
  return segments;
}
