// Which file may import which, in TypeScript: https://github.com/sverweij/dependency-cruiser. Checked by `npm test`.
// In Rust, `tests/house.rs` and the features of Cargo.toml do that.

const command = "^src/npm/command/";
const testing = "^src/npm/testing/";
const explain = "^src/npm/explain/";
const entries = "^src/npm/(entries|wasm/load)/";
/** Data and functions without imports of their own, for every part. */
const shared = "^src/npm/(generated/parameters|text/invisible)\\.ts$";
const published = "^src/npm/(index|explain|testing)\\.d\\.ts$";
/** Put in place by the build: no file has these names. */
const built = "^#(load|(client|explain)-(glue|wasm))$|^\\./(client|explain)\\.wasm(\\?module)?$";

/** A rule: what is in `from` and not in `except` may import nothing of `to`, or nothing but `only`. */
const rule = (name, comment, { from, except, to, only, ...more }) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, ...(except && { pathNot: except }) },
  to: { ...(to && { path: to }), ...(only && { pathNot: only }), ...more },
});

export default {
  forbidden: [
    rule("no-circle", "No file needs itself, by whatever way. Types may refer to each other.", {
      circular: true,
      viaOnly: { dependencyTypesNot: ["type-only"] },
    }),
    rule("package", "The package needs nothing but itself, and runs everywhere.", {
      from: "^src/npm/",
      except: command,
      only: ["^src/npm/", built],
    }),
    rule("command", "The command uses the published entries, as everybody does.", {
      from: command,
      only: [command, published, shared],
      dependencyTypesNot: ["core"],
    }),
    rule("command-apart", "Nobody uses the command.", { from: ".", except: command, to: command }),
    rule("entries", "An entry loads wasm and exports, and does nothing else.", {
      from: entries,
      only: ["^src/npm/(client/client|wasm/base64-module|explain/explanation|testing/emulator)\\.ts$", built],
    }),
    rule("entries-apart", "Nobody imports an entry.", { from: ".", to: entries }),
    rule("client-glue", "The wasm belongs to one room.", {
      from: "^src/npm/",
      except: "^src/npm/wasm/",
      to: "^#(client-glue|load)$",
    }),
    rule("explain-glue", "The debugger's wasm belongs to one file.", {
      from: "^src/npm/",
      except: "^src/npm/explain/explanation\\.ts$",
      to: "^#explain-glue$",
    }),
    rule("emulator", "The emulator takes only types of the client: it is handed the functions.", {
      from: testing,
      only: [testing, shared],
      dependencyTypesNot: ["type-only"],
    }),
    rule("client", "The client stays small: it has neither emulator nor debugger.", {
      from: "^src/npm/",
      except: [testing, explain, command, entries, published],
      to: [testing, explain],
    }),
    rule("shared", "What every part may import has no imports of its own.", { from: shared, to: "." }),
    rule("pages", "The demo uses the published entries, as everybody does.", {
      from: "^www/",
      only: ["^www/", "^zoom-lti-pro(/explain|/testing)?$", "^#worker$", shared],
    }),
  ],
  options: { tsPreCompilationDeps: "specify" },
};
