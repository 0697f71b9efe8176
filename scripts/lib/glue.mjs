// Our patches for the JavaScript that wasm-bindgen generates. The build fails if a patch does not apply: someone must
// review the output of a new wasm-bindgen.

const patches = [
  {
    why: "the Edge Runtime's Module is of another realm, where `instanceof` is false; ours is always compiled",
    find: /    if \(!\(module instanceof WebAssembly\.Module\)\) \{\n        module = new WebAssembly\.Module\(module\);\n    \}\n/g,
    times: 1,
    replace: "",
  },
  {
    why: "initSync has one caller, which passes what it takes today",
    find: /    if \(module !== undefined\) \{\n        if \(Object\.getPrototypeOf\(module\) === Object\.prototype\) \{\n            \(\{module\} = module\)\n        \} else \{\n            console\.warn\(.*\)\n        \}\n    \}\n/g,
    times: 1,
    replace: "    ({module} = module);\n",
  },
  {
    why: "only a call of `schedule_reinit` in Rust would ask the guard to start a new instance, and nothing calls it",
    find: /function __wbg_call_guard\(\) \{\n    if \(__wbg_reinit_scheduled\) \{\n        __wbg_reset_state\(\);\n        return;\n    \}\n\}\n/g,
    times: 1,
    replace: "",
  },
  {
    why: "so no export calls the guard",
    find: /    let ret;\n    __wbg_call_guard\(\);\n    ret = (.*);\n    return ret/g,
    replace: "    return $1",
  },
  {
    why: "the same for exports that return nothing",
    find: /    __wbg_call_guard\(\);\n/g,
    replace: "",
  },
  {
    why: "the memory of the instance, without a call into wasm",
    find: /^let wasmModule, wasmInstance, wasm;\n/gm,
    times: 1,
    replace: "let wasmModule, wasmInstance, wasm;\nexport function linear_memory() {\n    return wasm.memory;\n}\n",
  },
];

/** Patches generated glue. */
export function patchGlue(text) {
  const patched = patches.reduce(apply, text);
  if (patched.includes("__wbg_call_guard"))
    throw new Error("wasm-bindgen's glue still calls its guard: read it, then fix scripts/lib/glue.mjs");
  return patched;
}

/** wasm-opt's name for the module that all imports come from. */
const oneModule = "a";

/** Replaces the names of imports and exports in the glue with wasm-opt's short names. */
export function shortNames(text, { imports, exports }) {
  const module = rename(text, /"\.\/\w+_bg\.js": import0,/, `${JSON.stringify(oneModule)}: import0,`, "module");
  const renamed = imports.reduce(
    (glue, [, name, short]) => rename(glue, new RegExp(`^        ${name}:`, "m"), `        ${short}:`, name),
    module,
  );
  // Only wasm itself calls some exports.
  return exports.reduce(
    (glue, [name, short]) => glue.replaceAll(new RegExp(`\\bwasm\\.${name}\\b`, "g"), `wasm.${short}`),
    renamed,
  );
}

function rename(text, find, replace, name) {
  if (!find.test(text))
    throw new Error(
      `wasm-bindgen's glue does not define the import ${name} where it did: read it, then fix scripts/lib/glue.mjs`,
    );
  return text.replace(find, replace);
}

/** Without `times`, the number of places differs from module to module. */
function apply(text, { why, find, times, replace }) {
  const found = text.match(find)?.length ?? 0;
  if (times !== undefined && found !== times) {
    throw new Error(
      `wasm-bindgen's glue has ${found} places instead of ${times} for the patch "${why}": read it, then fix scripts/lib/glue.mjs`,
    );
  }
  return text.replace(find, replace);
}
