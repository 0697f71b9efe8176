//! Rules that features and visibility cannot express: which modules and crates a module may use. The rules for
//! TypeScript are in `.dependency-cruiser.mjs`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The modules that each module may use. They must be above it in this table.
const MAY_NAME: [(&str, &str); 14] = [
    ("error", ""),
    ("meeting", ""),
    ("parameters", ""),
    ("endpoints", "parameters"),
    ("signature", ""),
    ("time", "error"),
    ("calendar", "time"),
    ("policy", "error time"),
    ("query", "error parameters time"),
    ("credentials", "error query signature"),
    ("request", "credentials endpoints error query signature time"),
    ("decode", "error meeting policy time"),
    (
        "explain",
        "credentials endpoints error parameters query request signature time",
    ),
    (
        "js",
        "calendar credentials decode error explain meeting parameters policy query request signature time",
    ),
];

/// The rooms of the debugger, and the rooms that each may use. The first five are shared.
const ROOMS: [(&str, &str); 9] = [
    ("blank", ""),
    ("encoding", ""),
    ("finding", ""),
    ("names", "finding"),
    ("sorting", ""),
    ("parse", "blank encoding names"),
    ("check", "blank encoding finding names parse"),
    ("search", "blank check encoding finding names parse sorting"),
    ("report", "blank check encoding finding names parse search sorting"),
];

/// The files that may use a crate. The debugger's crates need a feature, and those for JavaScript exist only in wasm.
const HOMES: [(&str, &[&str]); 11] = [
    (
        "base64",
        &["src/signature.rs", "src/calendar/uid.rs", "src/explain/encoding.rs"],
    ),
    (
        "sha1",
        &[
            "src/signature.rs",
            "src/calendar/uid.rs",
            "src/explain/search/hashes.rs",
        ],
    ),
    ("hmac", &["src/explain/search/hashes.rs"]),
    ("md5", &["src/explain/search/hashes.rs"]),
    ("sha2", &["src/explain/search/hashes.rs"]),
    ("gloo_net", &["src/js/"]),
    ("js_sys", &["src/js/"]),
    ("serde_wasm_bindgen", &["src/js/"]),
    ("wasm_bindgen", &["src/js/"]),
    ("web_sys", &["src/js/"]),
    ("std", &[]),
];

#[test]
fn modules_use_only_modules_above_them() {
    for (place, (name, allowed)) in MAY_NAME.iter().enumerate() {
        let above = |other: &str| MAY_NAME.iter().take(place).any(|(name, _)| *name == other);
        assert!(allowed.split_whitespace().all(above), "{name} uses a module below it");
    }
    assert_eq!(broken(against_the_direction), Vec::<String>::new());
}

#[test]
fn rooms_of_the_debugger_use_only_rooms_above_them() {
    for (place, (name, allowed)) in ROOMS.iter().enumerate() {
        let above = |other: &str| ROOMS.iter().take(place).any(|(name, _)| *name == other);
        assert!(allowed.split_whitespace().all(above), "{name} uses a module below it");
    }
    assert_eq!(broken(against_the_rooms), Vec::<String>::new());
}

#[test]
fn modules_have_no_circle() {
    let modules = modules();
    assert!(modules.len() > 60, "{}", modules.len());
    assert_eq!(circle(&named_by(&modules)), None);
}

#[test]
fn a_circle_is_found() {
    let own = |text: &str| {
        let modules = [
            ("explain", "mod a; mod b; use a::A;"),
            ("explain::a", text),
            ("explain::b", "mod c; // crate::explain::a::A"),
            ("explain::b::c", "fn d() { super::super::a::f() }"),
        ];
        let modules = modules.map(|(name, text)| (name.to_owned(), text.to_owned()));
        circle(&named_by(&modules))
    };
    assert_eq!(own("pub(in crate::explain) use crate::explain::b::X;"), None);
    let expected = Some("explain::a explain::b::c explain::a".to_owned());
    for text in [
        "use crate::explain::b::{self, c};",
        "use super::b::c;",
        "fn f() { crate::explain::b::c::d() }",
    ] {
        assert_eq!(own(text), expected, "{text}");
    }
}

#[test]
fn crates_are_used_only_where_allowed() {
    assert_eq!(broken(outside_their_homes), Vec::<String>::new());
}

#[test]
fn violations_are_found() {
    let page = "use crate::{error::Error};\nuse crate::query;\nfn f() { super::super::js::f() }";
    assert_eq!(
        against_the_direction("src/decode/page.rs", page),
        [
            "src/decode/page.rs: names `{error`",
            "src/decode/page.rs: names `query`",
            "src/decode/page.rs: leaves its module by `super`"
        ]
    );
    assert_eq!(
        against_the_direction("src/novel.rs", ""),
        ["src/novel.rs: is not in the table"]
    );
    for text in [
        "use sha1::Sha1;",
        "use sha1;",
        "extern crate sha1;",
        "x = ::sha1::digest(y)",
        "#[sha1]",
    ] {
        assert_eq!(
            outside_their_homes("src/query.rs", text),
            ["src/query.rs: names `sha1`"],
            "{text}"
        );
    }
    for text in ["use crate::sha1_like;", "let sha1 = 1;", "my_sha1::f()", "// sha1::"] {
        assert_eq!(
            outside_their_homes("src/query.rs", text),
            Vec::<String>::new(),
            "{text}"
        );
    }
}

/// Groups such as `use crate::{…}` are not allowed: one line for each module.
fn against_the_direction(path: &str, text: &str) -> Vec<String> {
    let own = path.split(['/', '.']).nth(1).expect("a module of the crate").to_owned();
    let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{path}: is not in the table")];
    };
    let named = code(text).flat_map(|line| line.split("crate::").skip(1));
    let mut broken: Vec<String> = named
        .map(|rest| rest.split([':', ';', ',', ' ', ')', '(']).next().unwrap_or_default())
        .filter(|name| *name != own && !allowed.split(' ').any(|other| other == *name))
        .map(|name| format!("{path}: names `{name}`"))
        .collect();
    let out = "super::".repeat(path.trim_end_matches("/mod.rs").matches('/').count());
    if code(text).any(|line| line.contains(&out)) {
        broken.push(format!("{path}: leaves its module by `super`"));
    }
    broken
}

fn against_the_rooms(path: &str, text: &str) -> Vec<String> {
    let Some(inside) = path.strip_prefix("src/explain/") else {
        return Vec::new();
    };
    let own = inside.split(['/', '.']).next().unwrap_or_default().to_owned();
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{path}: is in no room")];
    };
    let named = code(text).flat_map(|line| line.split("crate::explain::").skip(1));
    let mut broken: Vec<String> = named
        .map(|rest| rest.split([':', ';', ',', ' ', ')', '(']).next().unwrap_or_default())
        .filter(|name| *name != own && !allowed.split(' ').any(|other| other == *name))
        .map(|name| format!("{path}: names `{name}`"))
        .collect();
    // A file of a room uses the other files by `super::`.
    let depth = inside.matches('/').count() + 1;
    let out = "super::".repeat(depth);
    for rest in code(text).flat_map(|line| line.split(out.as_str()).skip(1)) {
        let name = rest.split([':', ';', ',', ' ', ')', '(']).next().unwrap_or_default();
        if !allowed.split(' ').any(|other| other == name) {
            broken.push(format!("{path}: names `{name}` by `super`"));
        }
    }
    broken
}

/// The modules of the crate, with their texts: `explain::search`.
fn modules() -> Vec<(String, String)> {
    let read = |path: &str, text: &str| vec![format!("{path}\n{text}")];
    let of = |file: String| {
        let (path, text) = file.split_once('\n')?;
        let name = path.strip_prefix("src/")?.strip_suffix(".rs")?.trim_end_matches("/mod");
        Some((name.replace('/', "::"), text.to_owned()))
    };
    broken(read).into_iter().filter_map(of).collect()
}

/// Each module with the modules that it uses.
fn named_by(modules: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let is_module = |name: &str| modules.iter().any(|(own, _)| own == name);
    let of = |(own, text): &(String, String)| {
        let mut named: Vec<String> = paths(text)
            .iter()
            .filter_map(|path| resolved(own, path, &is_module))
            .filter(|name| name != own)
            .collect();
        named.sort();
        named.dedup();
        (own.clone(), named)
    };
    modules.iter().map(of).collect()
}

/// The paths in a text. A group in braces (without inner groups) gives one path for each name.
fn paths(text: &str) -> Vec<String> {
    let text = code(text)
        .collect::<Vec<_>>()
        .join("\n")
        .replace("(in crate::explain)", "");
    let mut found = Vec::new();
    let is_path = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_path) {
        let tail = &rest[start..];
        let length = tail.find(|char| !is_path(char)).unwrap_or(tail.len());
        let (path, after) = tail.split_at(length);
        rest = after;
        if let Some((group, _)) = after.strip_prefix('{').and_then(|group| group.split_once('}'))
            && path.ends_with("::")
        {
            found.extend(group.split(',').map(|name| format!("{path}{}", name.trim())));
        } else if path.contains("::") {
            found.push(path.to_owned());
        }
    }
    found
}

/// The module that a path in `own` refers to.
fn resolved(own: &str, path: &str, is_module: &impl Fn(&str) -> bool) -> Option<String> {
    let mut base: Vec<&str> = own.split("::").collect();
    let mut rest = path;
    if let Some(of_crate) = rest.strip_prefix("crate::") {
        base.clear();
        rest = of_crate;
    }
    while let Some(outer) = rest.strip_prefix("super::") {
        base.pop();
        rest = outer;
    }
    let is_outside = base.len() < own.split("::").count();
    let own_length = base.len();
    for name in rest.split("::") {
        let longer = [base.join("::").as_str(), name].join("::");
        if !is_module(longer.trim_start_matches("::")) {
            break;
        }
        base.push(name);
    }
    (is_outside || base.len() > own_length)
        .then(|| base.join("::"))
        .filter(|name| is_module(name))
}

/// The first circle, as the names along it.
fn circle(named: &[(String, Vec<String>)]) -> Option<String> {
    fn walk<'a>(
        own: &'a str,
        named: &'a [(String, Vec<String>)],
        trail: &mut Vec<&'a str>,
        done: &mut Vec<&'a str>,
    ) -> bool {
        if done.contains(&own) {
            return false;
        }
        let is_closed = trail.contains(&own);
        trail.push(own);
        if is_closed {
            return true;
        }
        let (_, others) = named.iter().find(|(name, _)| name == own).expect("a module");
        if others.iter().any(|other| walk(other, named, trail, done)) {
            return true;
        }
        trail.pop();
        done.push(own);
        false
    }
    let mut done = Vec::new();
    named.iter().find_map(|(own, _)| {
        let mut trail = Vec::new();
        let is_closed = walk(own, named, &mut trail, &mut done);
        let start = trail.iter().position(|name| Some(name) == trail.last()).unwrap_or(0);
        is_closed.then(|| trail[start..].join(" "))
    })
}

fn outside_their_homes(path: &str, text: &str) -> Vec<String> {
    HOMES
        .iter()
        .filter(|(_, homes)| !homes.iter().any(|home| path.starts_with(home)))
        .filter(|(name, _)| code(text).any(|line| names_crate(line, name)))
        .map(|(name, _)| format!("{path}: names `{name}`"))
        .collect()
}

/// `name::`, `use name`, `crate name` or `#[name`, if the name is not the end of another name.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (line[..at].trim_end_matches("::"), &line[at + name.len()..]);
        let whole = !before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let imported = ["use ", "extern crate ", "#["]
            .iter()
            .any(|start| before.ends_with(start));
        whole && (after.starts_with("::") || imported && !after.starts_with('_'))
    })
}

/// The lines of a text without its comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" //").next().unwrap_or_default())
}

/// The violations of a rule in each source file except `src/lib.rs`.
fn broken(rule: impl Fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "src/lib.rs" {
                found.extend(rule(&name, &fs::read_to_string(path).expect("a readable file")));
            }
        }
    }
    found
}

/// The build removes `Debug` from the debugger's wasm (`scripts/lib/panics.mjs`): only panics may use it.
fn debug_output(path: &str, text: &str) -> Vec<String> {
    let lines = code(text).filter(|line| line.contains(":?}") || line.contains(":#?}"));
    lines.map(|line| format!("{path}: {line}")).collect()
}

#[test]
fn no_text_is_made_by_debug() {
    assert_eq!(broken(debug_output), Vec::<String>::new());
    let line = r#"let text = format!("{value:?}");"#;
    assert_eq!(debug_output("src/a.rs", line), [format!("src/a.rs: {line}")]);
}

/// The tables of Unicode would make explain.wasm larger: `is_letter` in `src/explain/parse/paste/scan.rs` needs none.
fn unicode_tables(path: &str, text: &str) -> Vec<String> {
    let names = ["alphanumeric", "alphabetic", "numeric", "lowercase", "uppercase"];
    let calls: Vec<String> = names
        .iter()
        .flat_map(|name| {
            [
                format!(".is_{name}()"),
                format!("char::is_{name}"),
                format!(".to_{name}()"),
            ]
        })
        .collect();
    let is_debugger = path.starts_with("src/explain");
    let lines = code(text).filter(|line| is_debugger && calls.iter().any(|call| line.contains(call)));
    lines.map(|line| format!("{path}: {line}")).collect()
}

#[test]
fn the_debugger_needs_no_tables_of_unicode() {
    assert_eq!(broken(unicode_tables), Vec::<String>::new());
    for line in [
        "char.is_alphanumeric()",
        "text.find(char::is_numeric)",
        "text.to_lowercase()",
    ] {
        assert_eq!(
            unicode_tables("src/explain/a.rs", line),
            [format!("src/explain/a.rs: {line}")]
        );
    }
}

#[test]
fn the_crate_is_no_std() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    assert!(lib.lines().any(|line| line == "#![no_std]"));
    assert!(!lib.contains("extern crate std"));
}

/// The crates in a native build.
fn native_crates(features: &[&str]) -> Vec<String> {
    let target = Command::new("rustc").arg("-vV").output().expect("rustc runs").stdout;
    let target = String::from_utf8(target).unwrap();
    let host = target.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--target",
            host,
        ])
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

/// With any features.
#[test]
fn a_native_build_has_no_javascript_crate() {
    for features in [&[][..], &["--all-features"]] {
        let mut crates = native_crates(features);
        crates.retain(|name| {
            ["wasm-bindgen", "js-sys", "web-sys", "gloo"]
                .iter()
                .any(|js| name.contains(js))
        });
        assert_eq!(crates, Vec::<String>::new(), "cargo tree {features:?}");
    }
}

/// A program that only signs compiles none of the debugger's crates.
#[test]
fn the_debuggers_crates_need_its_feature() {
    for name in ["hmac", "md-5", "sha2"] {
        let is_in = |features: &[&str]| native_crates(features).iter().any(|found| found == name);
        assert!(!is_in(&[]), "{name} by default");
        assert!(is_in(&["--features", "explain"]), "{name} for explain");
    }
}
