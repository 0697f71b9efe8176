// Removes from a wasm file what only panics run.
//
// A panic of Rust writes its message and ends in `unreachable`. With std on wasm32-unknown-unknown nothing receives the
// message, so the functions that write it can be `unreachable` themselves.

/** What the compiler calls for a panic, as the names of the wasm have it. */
const panics = [
  /^(__rustc|core|alloc|std)(\[\w+\])?::.*(panic|_fail(ed)?(_|:|$)|capacity_overflow|alloc_error)/,
  /(>|::)(assert_failed|capacity_overflow)$/,
];

/** What formats a value for a message. No text of this package is made with `{:?}`: tests/house.rs holds that. */
const messages = [/ as core(\[\w+\])?::fmt::Debug>::fmt|Borrow(Mut)?Error as .*Display>::fmt/];

/** Without these, another compiler names its functions otherwise. */
const expected = ["panic_fmt", "slice_error_fail", "Debug>::fmt"];

/** The wasm file, in which each function that only panics run is `unreachable`. */
export async function withoutPanicMessages(bytes) {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(bytes);
  try {
    const found = [];
    for (let place = 0; place < module.getNumFunctions(); place++) {
      const reference = module.getFunctionByIndex(place);
      const { name, module: imported } = binaryen.getFunctionInfo(reference);
      if (imported || ![...panics, ...messages].some((pattern) => pattern.test(name))) continue;
      binaryen.Function.setBody(reference, module.unreachable());
      found.push(name);
    }
    const missing = expected.filter((part) => !found.some((name) => name.includes(part)));
    if (missing.length > 0)
      throw new Error(`no function of a panic is named ${missing.join(", ")}: read scripts/lib/panics.mjs`);
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}
