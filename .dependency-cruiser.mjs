// Which file may import which, in TypeScript: https://github.com/sverweij/dependency-cruiser. Checked by `npm test`.
// In Rust, `tests/house.rs` and the features of Cargo.toml do that.

/** The rooms of src/npm, and which rooms each one may import. Every arrow points down this list. */
export const rooms = {
  command: ["text", "generated"],
  testing: ["public", "generated"],
  calendar: ["client", "wasm", "public", "generated"],
  explain: ["wasm", "public", "text", "generated"],
  client: ["wasm", "public", "generated"],
  wasm: ["public", "generated"],
  public: ["generated"],
  text: [],
  generated: [],
};
const npm = "^src/npm/";
const inRoom = (name) => `${npm}${name}/`;
/** The entries: they export what rooms have, and do nothing else. */
const entry = (name) => `${npm}${name}\\.ts$`;
const entries = {
  index: ["client", "public"],
  calendar: ["calendar"],
  explain: ["explain", "generated"],
  testing: ["testing"],
};
/** Put in place by the build: no file has these names. */
const built = "^#(load|wasm(-base64|\\?module)?|(client|calendar|explain)-glue)$";
const published = "^zoom-lti-pro(/calendar|/explain|/testing)?$";
/** What a room may import besides rooms. */
const exceptions = { command: [published], testing: [entry("index")], wasm: [built] };

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
    rule("no-circle", "No file imports itself through other files, not even for a type.", { circular: true }),
    ...Object.entries(rooms).map(([name, others]) =>
      rule(`room-${name}`, `What the room ${name} may import.`, {
        from: inRoom(name),
        only: [inRoom(name), ...others.map(inRoom), ...(exceptions[name] ?? [])],
        ...(name === "command" && { dependencyTypesNot: ["core"] }),
      }),
    ),
    ...Object.entries(entries).map(([name, exported]) =>
      rule(`entry-${name}`, "An entry only exports from rooms.", { from: entry(name), only: exported.map(inRoom) }),
    ),
    rule("no-other-room", "A file of src/npm is in a room, or is an entry.", {
      from: npm,
      except: [...Object.keys(rooms).map(inRoom), ...Object.keys(entries).map(entry)],
      to: ".",
    }),
    rule("client-wasm", "The client does not load the debugger's wasm.", {
      from: `${npm}wasm/`,
      except: [`${npm}wasm/(debugger|start|load/.*|base64-module)\\.ts$`],
      to: "^#explain-glue$",
    }),
    rule("calendar-small", "The calendar contains the start times of the client, and no calls.", {
      from: inRoom("calendar"),
      to: inRoom("client"),
      only: `${npm}client/(meeting-start|meeting-times|values|warnings)\\.ts$`,
    }),
    rule("calendar-apart", "Only the calendar uses the calendar's wasm.", {
      from: npm,
      except: [inRoom("calendar"), `${npm}wasm/calendar-calls\\.ts$`],
      to: `^#calendar-glue$|${npm}wasm/calendar-calls\\.ts$`,
    }),
    rule("debugger-apart", "Only the debugger uses the debugger's wasm.", {
      from: npm,
      except: [inRoom("explain")],
      to: `${npm}wasm/debugger\\.ts$`,
    }),
    rule("debugger-wasm", "The debugger does not load the client's wasm.", {
      from: [inRoom("explain"), `${npm}wasm/debugger\\.ts$`],
      to: `${npm}wasm/`,
      only: `${npm}wasm/(debugger|start)\\.ts$`,
    }),
    rule("pages", "The demo uses the published entries, as any user does.", {
      from: "^www/",
      only: ["^www/", published, "^#worker$", inRoom("text"), inRoom("generated")],
    }),
  ],
  options: { tsPreCompilationDeps: "specify" },
};
