//! The house rules that no compiler knows: which way imports run, and where a crate may be named.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which modules a module of the core may name. `js` may name all of them, and nobody may name `js`.
const MAY_NAME: [(&str, &[&str]); 13] = [
    ("error", &[]),
    ("meeting", &[]),
    ("parameters", &[]),
    ("endpoints", &["parameters"]),
    ("signature", &[]),
    ("time", &["error"]),
    ("policy", &["error", "time"]),
    ("query", &["error", "parameters", "time"]),
    ("credentials", &["error", "query", "signature"]),
    (
        "request",
        &["credentials", "endpoints", "error", "query", "signature", "time"],
    ),
    ("decode", &["error", "meeting", "policy", "time"]),
    (
        "explain",
        &[
            "credentials",
            "endpoints",
            "error",
            "parameters",
            "query",
            "request",
            "signature",
            "time",
        ],
    ),
    (
        "js",
        &[
            "credentials",
            "decode",
            "error",
            "explain",
            "meeting",
            "parameters",
            "policy",
            "query",
            "request",
            "signature",
            "time",
        ],
    ),
];

const JS_CRATES: [&str; 7] = [
    "js_sys",
    "web_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_net",
    "gloo",
    "serde_wasm_bindgen",
];

/// A source file: its path from the root of the project, and its text without comments, line for line.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.lines().map(without_comment).collect::<Vec<_>>().join("\n"),
        }
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    fn line_at(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    /// `src/explain/paste.rs` is `["explain", "paste"]`, `src/js/mod.rs` is `["js"]`.
    fn module(&self) -> Vec<&str> {
        let inner = self
            .path
            .trim_start_matches("src/")
            .trim_end_matches(".rs")
            .trim_end_matches("/mod");
        inner.split('/').collect()
    }

    fn is_core(&self) -> bool {
        self.module().first() != Some(&"js")
    }

    /// Where the rule is broken: `rule: src/query.rs:12: what`.
    fn broken(&self, line: usize, rule: &str, what: &str) -> String {
        format!("{rule}: {}:{line}: {what}", self.path)
    }
}

/// A `//` in a string stands behind a colon: `https://`.
fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with("//") || line.trim_start().starts_with('*') || line.trim_start().starts_with("/*")
    {
        return "";
    }
    line.split(" //").next().unwrap_or_default()
}

fn sources(folder: &str, extension: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), extension, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no .{extension} file in {folder}");
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a readable source file");
        Source::new(path.strip_prefix(root).unwrap().to_str().unwrap(), &text)
    };
    found.iter().map(read).collect()
}

fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
}

#[track_caller]
fn assert_kept(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

// Rust: which way imports run

/// The modules at the root of the crate that a file names, by `crate::` or `super::`, with their lines.
fn named_modules(source: &Source) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (offset, _) in source.text.match_indices("crate::") {
        if starts_path(&source.text, offset) {
            let rest = &source.text[offset + "crate::".len()..];
            named.extend(heads(rest).into_iter().map(|head| (source.line_at(offset), head)));
        }
    }
    for (offset, _) in source.text.match_indices("super::") {
        let path = &source.text[offset..];
        let rest = path.trim_start_matches("super::");
        let hops = (path.len() - rest.len()) / "super::".len();
        // Fewer hops stay inside the module.
        if starts_path(&source.text, offset) && hops >= source.module().len() {
            named.extend(heads(rest).into_iter().map(|head| (source.line_at(offset), head)));
        }
    }
    named
}

fn starts_path(text: &str, offset: usize) -> bool {
    let before = text[..offset].chars().next_back();
    !before.is_some_and(|char| char.is_alphanumeric() || char == '_' || char == ':')
}

/// The first name of a path, or of each path in a group: `{decode, time::decimal}`.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![identifier(path)];
    };
    let mut depth = 0;
    let mut heads = vec![String::new()];
    for char in group.chars() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(String::new()),
            _ if depth == 0 => heads.last_mut().unwrap().push(char),
            _ => {}
        }
    }
    heads
        .iter()
        .map(|head| identifier(head.trim()))
        .filter(|head| !head.is_empty())
        .collect()
}

fn identifier(text: &str) -> String {
    text.chars()
        .take_while(|char| char.is_alphanumeric() || *char == '_')
        .collect()
}

fn against_the_direction(source: &Source) -> Vec<String> {
    const RULE: &str = "imports run one way";
    let module = source.module();
    let own = module.first().copied().unwrap_or_default();
    if own == "lib" {
        return Vec::new();
    }
    let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == own) else {
        return vec![source.broken(1, RULE, &format!("`{own}` is not in the table of tests/house.rs"))];
    };
    named_modules(source)
        .into_iter()
        .filter(|(_, named)| named != own && !allowed.contains(&named.as_str()))
        .map(|(line, named)| source.broken(line, RULE, &format!("`{own}` may not name `{named}`")))
        .collect()
}

#[test]
fn imports_run_one_way() {
    assert_kept(sources("src", "rs").iter().flat_map(against_the_direction).collect());
}

#[test]
fn the_direction_has_no_circle() {
    for (index, (name, allowed)) in MAY_NAME.iter().enumerate() {
        let earlier: Vec<&str> = MAY_NAME.iter().take(index).map(|(name, _)| *name).collect();
        assert!(
            allowed.iter().all(|other| earlier.contains(other)),
            "{name} names what stands below it"
        );
    }
}

// Rust: where a crate may be named

/// `name::…`, `use name`, `extern crate name` or the attribute of that name.
fn names_crate(line: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let starts = |offset: usize| {
        let absolute = line[..offset].strip_suffix("::").map(str::len);
        starts_path(line, absolute.unwrap_or(offset))
    };
    let in_path = line.match_indices(&path).any(|(offset, _)| starts(offset));
    let imported = ["use ", "extern crate "].iter().any(|keyword| {
        let rest = line.split_once(keyword).map(|(_, rest)| rest);
        rest.is_some_and(|rest| identifier(rest.trim_start_matches("::")) == name)
    });
    in_path || imported || line.contains(&format!("#[{name}"))
}

fn naming(source: &Source, crates: &[&str], rule: &str) -> Vec<String> {
    let named = |(number, line): (usize, &str)| {
        let name = crates.iter().find(|name| names_crate(line, name))?;
        Some(source.broken(number, rule, &format!("names `{name}`")))
    };
    source.lines().filter_map(named).collect()
}

fn naming_outside(homes: &[&str], crates: &[&str], rule: &str) -> Vec<String> {
    let elsewhere = |source: &Source| !homes.contains(&source.path.as_str());
    sources("src", "rs")
        .iter()
        .filter(|source| elsewhere(source))
        .flat_map(|source| naming(source, crates, rule))
        .collect()
}

#[test]
fn only_js_knows_javascript() {
    let rule = "the core knows no JavaScript";
    let core = sources("src", "rs").into_iter().filter(Source::is_core);
    assert_kept(core.flat_map(|source| naming(&source, &JS_CRATES, rule)).collect());
}

#[test]
fn sha1_is_named_where_it_belongs() {
    assert_kept(naming_outside(
        &["src/signature.rs", "src/explain/hashes.rs"],
        &["sha1"],
        "sha1 belongs to src/signature.rs and src/explain/hashes.rs",
    ));
}

/// The debugger's alone: what people take in place of HMAC-SHA1.
#[test]
fn other_hashes_are_named_in_the_debugger_alone() {
    assert_kept(naming_outside(
        &["src/explain/hashes.rs"],
        &["hmac", "sha2", "md5"],
        "hmac, sha2 and md5 belong to src/explain/hashes.rs",
    ));
}

#[test]
fn base64_is_named_where_it_belongs() {
    let homes = ["src/signature.rs", "src/explain/encoding.rs"];
    assert_kept(naming_outside(
        &homes,
        &["base64"],
        "base64 belongs to src/signature.rs and src/explain/encoding.rs",
    ));
}

/// And with it no clock, network or file.
#[test]
fn std_is_named_nowhere() {
    assert_kept(naming_outside(&[], &["std"], "the crate is no_std and has no clock"));
}

#[test]
fn the_crate_is_no_std() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    assert!(lib.lines().any(|line| line.trim() == "#![no_std]"));
}

/// Whatever the features, a native build holds none of them.
#[test]
fn a_native_build_holds_no_javascript_crate() {
    for features in [&[][..], &["--all-features"]] {
        let found: Vec<String> = native_crates(features)
            .into_iter()
            .filter(|name| JS_CRATES.contains(&name.replace('-', "_").as_str()) || name.starts_with("wasm-bindgen"))
            .collect();
        assert_eq!(found, Vec::<String>::new(), "cargo tree {features:?}");
    }
}

/// The first column of `cargo tree`: the crates in a native build.
fn native_crates(features: &[&str]) -> Vec<String> {
    let arguments = ["tree", "--offline", "--edges", "normal", "--prefix", "none", "--target"];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg(host())
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(output.stdout).unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(tree.starts_with("zoom-lti-pro "), "cargo tree: {problem}");
    tree.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

/// A program that only signs compiles none of the debugger's crates.
#[test]
fn the_debuggers_crates_need_its_feature() {
    for name in ["hmac", "md-5", "sha2"] {
        assert!(
            !native_crates(&[]).iter().any(|found| found == name),
            "{name} by default"
        );
        assert!(
            native_crates(&["--features", "explain"])
                .iter()
                .any(|found| found == name),
            "{name} for explain"
        );
    }
}

fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc says its host")
        .to_owned()
}

// TypeScript

/// What the build puts in place: no file has these names.
const BUILT: [&str; 9] = [
    "#load",
    "#client-glue",
    "#client-wasm",
    "#explain-glue",
    "#explain-wasm",
    "./client.wasm",
    "./client.wasm?module",
    "./explain.wasm",
    "./explain.wasm?module",
];

struct Import {
    line: usize,
    from: String,
    types_only: bool,
}

/// `import … from "x"`, `export … from "x"`, `import "x"` and `import("x")`, over several lines too.
fn imports(source: &Source) -> Vec<Import> {
    let text = source.text.replace('\'', "\"");
    let mut found = Vec::new();
    for keyword in [" from \"", "import \"", "import(\"", "require(\""] {
        for (offset, _) in text.match_indices(keyword) {
            let rest = &text[offset + keyword.len()..];
            let statement = text[..offset]
                .rsplit([';', '\n'])
                .find(|part| part.contains("import") || part.contains("export"));
            found.push(Import {
                line: source.line_at(offset),
                from: rest.split('"').next().unwrap_or_default().to_owned(),
                types_only: statement.is_some_and(|part| part.contains("import type") || part.contains("export type")),
            });
        }
    }
    found
}

/// The file an import means, from the root of the project: `./x.js` in `src/npm/a.ts` is `src/npm/x`.
fn resolved(source: &Source, from: &str) -> String {
    let mut parts: Vec<&str> = source.path.split('/').collect();
    parts.pop();
    for part in from.trim_end_matches(".js").split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// What a rule about imports finds in `src/npm`: `judge` says what is wrong with one.
fn wrong_imports(rule: &str, judge: impl Fn(&Source, &Import) -> Option<String>) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources("src/npm", "ts") {
        for import in imports(&source) {
            if let Some(what) = judge(&source, &import) {
                broken.push(source.broken(import.line, rule, &what));
            }
        }
    }
    broken
}

fn exists(file: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [".ts", ".d.ts"]
        .iter()
        .any(|extension| root.join(format!("{file}{extension}")).exists())
}

#[test]
fn typescript_imports_stay_in_the_package() {
    assert_kept(wrong_imports(
        "src/npm imports files of src/npm only",
        |source, Import { from, .. }| {
            let file = resolved(source, from);
            let inside =
                from.starts_with('.') && from.ends_with(".js") && file.starts_with("src/npm/") && exists(&file);
            let of_node = of_the_command(&source.path) && from.starts_with("node:");
            (!inside && !of_node && !BUILT.contains(&from.as_str())).then(|| format!("imports {from:?}"))
        },
    ));
}

#[test]
fn typescript_imports_nothing_of_node() {
    assert_kept(wrong_imports(
        "src/npm runs everywhere, but for the command",
        |source, Import { from, .. }| {
            let node = from.starts_with("node:")
                || ["fs", "path", "crypto", "process", "os", "url", "util", "http"].contains(&from.as_str());
            (node && !of_the_command(&source.path)).then(|| format!("imports {from:?} of Node"))
        },
    ));
}

/// Data and rules without imports, for whoever needs them.
fn is_generated(file: &str) -> bool {
    matches!(file, "src/npm/parameters.generated" | "src/npm/invisible")
}

fn of_the_command(path: &str) -> bool {
    path.starts_with("src/npm/command/")
}

/// It is a program of its own, which uses the package as everybody does.
#[test]
fn the_command_stands_apart() {
    let published = ["src/npm/index", "src/npm/explain", "src/npm/testing"];
    assert_kept(wrong_imports(
        "the command uses the published entries, and nobody uses it",
        |source, Import { from, .. }| {
            let file = resolved(source, from);
            let fine = match (of_the_command(&source.path), of_the_command(&file)) {
                (true, false) => from.starts_with("node:") || published.contains(&file.as_str()) || is_generated(&file),
                (inside, named) => inside == named,
            };
            (!fine).then(|| format!("imports {from:?}"))
        },
    ));
}

/// An entry, or what the client loads its wasm by, is the runtime's way of loading and nothing else; that of the
/// emulator takes `verify` from the client.
#[test]
fn entries_load_and_export_only() {
    let shared = [
        "src/npm/client",
        "src/npm/inline",
        "src/npm/explain/create",
        "src/npm/testing/create",
    ];
    assert_kept(wrong_imports(
        "entries import only what loads wasm, and the exports",
        |source, Import { from, .. }| {
            let file = resolved(source, from);
            let fine = shared.contains(&file.as_str()) || BUILT.contains(&from.as_str());
            (is_entry(&source.path) && !fine).then(|| format!("imports {from:?}"))
        },
    ));
}

fn is_entry(path: &str) -> bool {
    path.starts_with("src/npm/entries/") || path.starts_with("src/npm/load/")
}

#[test]
fn nobody_imports_an_entry() {
    assert_kept(wrong_imports(
        "entries are imported by nobody",
        |source, Import { from, .. }| {
            let entry = is_entry(&resolved(source, from)) && !BUILT.contains(&from.as_str());
            entry.then(|| format!("imports {from:?}"))
        },
    ));
}

/// The wasm of the client reaches one module, which owns the instance.
#[test]
fn glue_is_imported_by_its_owner() {
    assert_kept(wrong_imports(
        "the glue belongs to one module",
        |source, Import { from, .. }| {
            let owner = match from.as_str() {
                "#client-glue" | "#load" => "src/npm/instance.ts",
                "#explain-glue" => "src/npm/explain/create.ts",
                _ => return None,
            };
            (source.path != owner).then(|| format!("imports {from:?}, which belongs to {owner}"))
        },
    ));
}

/// The emulator stands beside the client and takes nothing of it but types; it is handed `verify`.
#[test]
fn the_emulator_imports_types_of_the_client_only() {
    assert_kept(wrong_imports(
        "the emulator is no part of the client",
        |source, import| {
            let file = resolved(source, &import.from);
            let inside = file.starts_with("src/npm/testing/") || is_generated(&file);
            let of_emulator = source.path.starts_with("src/npm/testing/");
            (of_emulator && !inside && !import.types_only).then(|| format!("imports {:?} for its values", import.from))
        },
    ));
}

#[test]
fn the_client_imports_neither_emulator_nor_debugger() {
    let apart = |path: &str| path.starts_with("src/npm/testing") || path.starts_with("src/npm/explain");
    assert_kept(wrong_imports(
        "the client stays small",
        |source, Import { from, .. }| {
            let entry = source.path.starts_with("src/npm/entries/");
            let outside = apart(&resolved(source, from)) && !BUILT.contains(&from.as_str());
            let program = of_the_command(&source.path);
            (!apart(&source.path) && !entry && !program && outside).then(|| format!("imports {from:?}"))
        },
    ));
}

// The rules find what breaks them

#[test]
fn a_wrong_direction_is_named() {
    let source = Source::new("src/query.rs", "use core::fmt;\n\nuse crate::request::sign;\n");
    assert_eq!(
        against_the_direction(&source),
        ["imports run one way: src/query.rs:3: `query` may not name `request`"]
    );
}

#[test]
fn a_wrong_direction_in_a_group_or_a_body_is_named() {
    let source = Source::new(
        "src/decode/page.rs",
        "use crate::{\n    error::Error,\n    query,\n};\nfn f() { crate::js::f() }\nuse super::super::explain;",
    );
    let named: Vec<String> = against_the_direction(&source);
    let lines = [
        "src/decode/page.rs:1: `decode` may not name `query`",
        "src/decode/page.rs:5: `decode` may not name `js`",
        "src/decode/page.rs:6: `decode` may not name `explain`",
    ];
    assert_eq!(named, lines.map(|line| format!("imports run one way: {line}")));
}

#[test]
fn a_module_of_its_own_and_a_comment_are_no_breach() {
    let source = Source::new(
        "src/decode/page.rs",
        "//! See [`crate::query`].\nuse super::json::Json; // crate::js\nuse crate::decode::tape;",
    );
    assert_eq!(against_the_direction(&source), Vec::<String>::new());
}

#[test]
fn an_unknown_module_is_named() {
    let source = Source::new("src/novel.rs", "");
    assert_eq!(
        against_the_direction(&source),
        ["imports run one way: src/novel.rs:1: `novel` is not in the table of tests/house.rs"]
    );
}

#[test]
fn a_crate_is_named_in_each_form() {
    for line in [
        "use js_sys::Date;",
        "use js_sys;",
        "use js_sys as js;",
        "extern crate js_sys;",
        "let now = js_sys::Date::now();",
        "    ::js_sys::f()",
        "#[js_sys]",
    ] {
        assert!(names_crate(line, "js_sys"), "{line}");
    }
    for line in [
        "use crate::js_sys_like;",
        "let js_sys = 1;",
        "my_js_sys::f()",
        "\"js_sys\"",
        "a::js_sys::b()",
    ] {
        assert!(!names_crate(line, "js_sys"), "{line}");
    }
}

#[test]
fn typescript_imports_are_found_in_each_form() {
    let text = "import a from \"./a.js\";\nimport {\n  b,\n} from \"./b.js\";\nimport type { c } from \"./c.js\";\n\
        export { d } from \"./d.js\";\nimport \"./e.js\";\nconst f = await import('node:fs');";
    let mut found: Vec<(usize, String, bool)> = imports(&Source::new("src/npm/x.ts", text))
        .into_iter()
        .map(|import| (import.line, import.from, import.types_only))
        .collect();
    found.sort();
    let expected = [
        (1, "./a.js", false),
        (4, "./b.js", false),
        (5, "./c.js", true),
        (6, "./d.js", false),
        (7, "./e.js", false),
        (8, "node:fs", false),
    ];
    assert_eq!(
        found,
        expected.map(|(line, from, types)| (line, from.to_owned(), types))
    );
}
