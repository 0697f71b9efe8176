// What we change in the JavaScript that wasm-bindgen generates, and why. A patch whose place is not found fails the build: a new
// version of wasm-bindgen must be read before it is trusted.

const ofTheStart = [
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
];

const ofCallbacks = [
  {
    why: "what a callback of the event loop throws inside wasm reaches nobody: tell the facade, and let no rejection go unhandled",
    find: /(            return f\(a, state\.b, \.\.\.args\);\n        \}) finally \{/g,
    times: 1,
    replace: "$1 catch {\n            trap.caught();\n        } finally {",
  },
  {
    why: "js-sys asks for other names of the global object where there is no `globalThis`; every engine with what else we use has it",
    find: /const ret = typeof (global|self|window) === 'undefined' \? undefined : \1;\n            return isLikeNone\(ret\) \? 0 : addToExternrefTable0\(ret\);/g,
    times: 3,
    replace: "return 0;",
  },
  {
    why: "callbacks of an instance that was replaced come late, by right: they have nothing to do, and nobody to throw to",
    find: /throw new Error\('Cannot invoke closure from previous WASM instance'\);/g,
    times: 1,
    replace: "return;",
  },
  {
    why: "nothing may be freed in an instance that trapped",
    find: /    real\._wbg_cb_unref = \(\) => \{\n/g,
    times: 1,
    replace: "$&        if (state.instance !== __wbg_instance_id) return;\n",
  },
];

const trap =
  "\n/** `caught` is told when a callback threw inside wasm; `retire` silences the callbacks of the present instance. */\nexport const trap = { caught() {}, retire() { __wbg_instance_id++; } };\n";

/** The patched text of generated glue with callbacks. */
export function patchGlue(text) {
  return [...ofTheStart, ...ofCallbacks].reduce(apply, text) + trap;
}

/** The patched text of generated glue without callbacks. */
export function patchPlainGlue(text) {
  return ofTheStart.reduce(apply, text);
}

/** What wasm-opt calls the one module that everything is imported from. */
const oneModule = "a";

/** The glue with the names that wasm-opt gave to what it and the wasm call each other by. */
export function shortNames(text, { imports, exports }) {
  const module = rename(text, /"\.\/\w+_bg\.js": import0,/, `${JSON.stringify(oneModule)}: import0,`, "module");
  const renamed = imports.reduce(
    (glue, [, name, short]) => rename(glue, new RegExp(`^        ${name}:`, "m"), `        ${short}:`, name),
    module,
  );
  // Some exports are called by wasm alone.
  return exports.reduce(
    (glue, [name, short]) => glue.replaceAll(new RegExp(`\\bwasm\\.${name}\\b`, "g"), `wasm.${short}`),
    renamed,
  );
}

function rename(text, find, replace, name) {
  if (!find.test(text))
    throw new Error(
      `wasm-bindgen's glue does not define the import ${name} where it did: read it, then mend scripts/lib/glue.mjs`,
    );
  return text.replace(find, replace);
}

function apply(text, { why, find, times, replace }) {
  const found = text.match(find)?.length ?? 0;
  if (found !== times) {
    throw new Error(
      `wasm-bindgen's glue has ${found} places instead of ${times} for the patch "${why}": read it, then mend scripts/lib/glue.mjs`,
    );
  }
  return text.replace(find, replace);
}
