//! TypeScript's copy of names and numbers that both languages use: codes, decisions, the layout of the tape, limits.
//!
//! It reads the sources as text, so that `scripts/generate.mjs` need not build the crate.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

const ERROR_CODES: &str = "src/npm/generated/error-codes.ts";
const FINDING_CODES: &str = "src/npm/generated/finding-codes.ts";
const DECISIONS: &str = "src/npm/generated/decisions.ts";
const LAYOUT: &str = "src/npm/generated/layout.ts";

#[test]
fn typescript_has_the_same_codes() {
    compare(ERROR_CODES, &error_codes());
    compare(FINDING_CODES, &finding_codes());
}

#[test]
fn typescript_has_the_same_decisions() {
    compare(DECISIONS, &decisions());
}

#[test]
fn typescript_has_the_same_layout() {
    compare(LAYOUT, &layout());
}

fn compare(path: &str, text: &str) {
    // Set by `npm run generate`.
    if std::env::var_os("GENERATE").is_some() {
        fs::write(file(path), text).unwrap();
    }
    let copy = fs::read_to_string(file(path)).unwrap().replace("\r\n", "\n");
    assert!(copy == text, "{path} is not current: run `npm run generate`");
}

fn error_codes() -> String {
    let mut text = head("The codes of errors");
    text += &union(
        "src/error.rs",
        "Code",
        "ErrorCode",
        "Every `code` of an `LtiProError`. The set is closed: a `switch` over it can be complete.",
    );
    text += &union(
        "src/error.rs",
        "Reason",
        "BodyReason",
        "Why a body could not be decoded.",
    );
    text
}

fn finding_codes() -> String {
    let mut text = head("The codes of the debugger's findings");
    text += &union(
        "src/explain/report/verdict.rs",
        "Verdict",
        "VerdictCode",
        "The result of an explanation.",
    );
    text += &findings();
    text += &union("src/explain/finding.rs", "Grade", "Grade", "How sure a finding is.");
    text += &union(
        "src/explain/finding.rs",
        "Stage",
        "StageName",
        "The stage of signing that a finding belongs to.",
    );
    text + &union(
        "src/explain/parse/shape.rs",
        "ShapeCode",
        "HeaderShape",
        "What a header looks like.",
    )
}

/// The decisions of src/policy.rs: what src/js/policy.rs reads, in this order, and what it returns.
fn decisions() -> String {
    let mut text = head("Decisions that Rust makes for TypeScript");
    for (name, about) in [
        ("Next", "What follows a failed request."),
        ("Paging", "Whether to request another page."),
        ("Completeness", "Whether a reading is the whole list."),
    ] {
        text += &decided(name, about);
    }
    for (name, about) in [
        ("Failure", "What is known of a failed request."),
        ("Budget", "What a call has used up, and what is left."),
        ("PageSeen", "What a page shows."),
        ("Progress", "What the pages before it show."),
        ("Reading", "What a reading of the whole list shows."),
    ] {
        text += &tuple("src/policy.rs", name, about);
    }
    text += &array(
        "src/policy.rs",
        "Sent",
        "SENT",
        "What is known of a request that failed, in the order of `Sent` in src/policy.rs.",
    );
    text
}

/// Numbers, as enums whose names esbuild replaces by their values.
fn layout() -> String {
    let mut text = head("Numbers that Rust and TypeScript share");
    let tape = source("src/decode/tape.rs");
    let shown = source("src/js/tape.rs");
    let schema = source("src/decode/schema.rs");

    let parts = fields(&tape, "Tape").into_iter().map(|(_, name)| pascal(&name));
    let mut parts: Vec<(String, u64)> = parts.zip(0..).collect();
    for name in ["LARGE", "CLOCK", "INPUT_FREED"] {
        parts.push((pascal(&name.to_lowercase()), constant(&shown, name)));
    }
    text += &numbers("Part", "Indexes of `PARTS` in src/js/tape.rs.", &parts);

    let tags = between(&tape, "const fn code(self) -> u32 {", "\n    }\n");
    let tags: Vec<(String, u64)> = arms(&tags).map(|(name, code)| (name, code.parse().unwrap())).collect();
    text += &numbers(
        "Tag",
        "The type of a slot: the low three bits of its second word.",
        &tags,
    );

    // A slot has two words.
    let result = constant(&tape, "RESULT");
    let mut header: Vec<(String, u64)> = slots(&schema, "RESULT")
        .map(|(name, slot)| (name, 2 * (result + slot)))
        .collect();
    header.push(("Size".into(), 2 * constant(&tape, "HEADER")));
    text += &numbers("Header", "Words of the head of the tape.", &header);

    let mut row: Vec<(String, u64)> = slots(&schema, "ROW").map(|(name, slot)| (name, 2 * slot)).collect();
    // Another spelling of `timezone`.
    row.retain(|(name, _)| name != "TimeZone");
    row.push(("Extra".into(), 2 * constant(&tape, "EXTRA")));
    row.push(("Size".into(), 2 * constant(&tape, "STRIDE")));
    text += &numbers("Row", "Words of a meeting on the tape.", &row);

    let piece = between(&tape, "pub(crate) pieces: Vec<[u32; ", "]>,");
    let names = ["Meeting", "Ascii", "Wide", "WideUnit", "Extra"];
    assert_eq!(piece.parse(), Ok(names.len()), "src/decode/tape.rs has other pieces");
    let mut piece: Vec<(String, u64)> = names.map(String::from).into_iter().zip(0..).collect();
    piece.push(("Size".into(), u64::try_from(names.len()).unwrap()));
    text += &numbers("Piece", "Words of a place to cut the text.", &piece);

    let fail = between(&source("src/js/frame.rs"), "fn fail(error: &Error) -> u32 {", "\n}\n");
    let names = fail
        .lines()
        .filter_map(|line| line.trim().strip_prefix("frame."))
        .map(error_field);
    let names: Vec<(String, u64)> = names.zip(0..).collect();
    text += &numbers(
        "ErrorField",
        "Fields of the frame of an error, in the order of src/js/frame.rs.",
        &names,
    );

    let query = source("src/query.rs");
    let limits = [
        (
            "SignatureLength".to_owned(),
            constant(&source("src/signature.rs"), "LENGTH"),
        ),
        ("EncodedQuery".to_owned(), constant(&query, "MAX_ENCODED_BYTES")),
        ("WindowMs".to_owned(), constant(&source("src/request.rs"), "WINDOW_MS")),
        (
            "CorrectionMs".to_owned(),
            constant(&source("src/policy.rs"), "MAX_CORRECTION_MS"),
        ),
    ];
    let about = "The length of a signature and of an encoded query, how long a signature is valid, and how far a clock \
                 is corrected.";
    text + &numbers("Limit", about, &limits)
}

fn head(about: &str) -> String {
    format!("/** {about}. Generated from the sources in Rust by `npm run generate`. */\n")
}

fn file(path: &str) -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join(path)
}

fn source(path: &str) -> String {
    fs::read_to_string(file(path)).unwrap().replace("\r\n", "\n")
}

fn between(text: &str, start: &str, end: &str) -> String {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("there is no `{start}`"));
    rest.split_once(end)
        .unwrap_or_else(|| panic!("there is no end of `{start}`"))
        .0
        .to_owned()
}

/// Names with their documentation: the lines `name,` or `pub name: …,` of a block.
fn documented(block: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut docs = Vec::new();
    for line in block.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if let Some(item) = line.strip_suffix(',') {
            let name = item
                .strip_prefix("pub(crate) ")
                .or(item.strip_prefix("pub "))
                .unwrap_or(item);
            let end = name
                .find(|char: char| !char.is_alphanumeric() && char != '_')
                .unwrap_or(name.len());
            found.push((plain(&docs.join(" ")), name[..end].to_owned()));
            docs.clear();
        }
    }
    found
}

/// Documentation without links of rustdoc.
fn plain(docs: &str) -> String {
    let mut text = String::new();
    let mut rest = docs;
    while let Some((before, after)) = rest.split_once("[`") {
        let (name, after) = after.split_once("`]").unwrap();
        let name = name.strip_prefix("Code::").map_or_else(|| name.to_owned(), snake);
        write!(text, "{before}`{name}`").unwrap();
        rest = after
            .strip_prefix('(')
            .and_then(|target| target.split_once(')'))
            .map_or(after, |(_, after)| after);
    }
    text + rest
}

fn variants(text: &str, name: &str) -> Vec<(String, String)> {
    documented(&between(text, &format!("enum {name} {{"), "\n}\n"))
}

fn fields(text: &str, name: &str) -> Vec<(String, String)> {
    documented(&between(text, &format!("struct {name} {{"), "\n}\n"))
}

/// A union type of the variants of an enum.
fn union(path: &str, rust: &str, name: &str, about: &str) -> String {
    let text = source(path);
    let is_camel = text.contains(&format!("rename_all = \"camelCase\")]\npub enum {rust} "));
    let variants = variants(&text, rust).into_iter();
    let named = variants.map(|(docs, variant)| (docs, if is_camel { camel(&variant) } else { snake(&variant) }));
    union_of(name, about, named)
}

fn union_of(name: &str, about: &str, named: impl Iterator<Item = (String, String)>) -> String {
    let named: Vec<(String, String)> = named.collect();
    assert!(!named.is_empty(), "{name} has no names");
    let names: Vec<String> = named.iter().map(|(_, name)| format!("{name:?}")).collect();
    let line = format!("\n{}export type {name} = {};\n", comment(0, about), names.join(" | "));
    if named.iter().all(|(docs, _)| docs.is_empty()) && line.lines().all(|line| line.len() <= 120) {
        return line;
    }
    let arms: String = named
        .iter()
        .map(|(docs, name)| format!("\n{}  | {name:?}", comment(2, docs)))
        .collect();
    format!("\n{}export type {name} ={arms};\n", comment(0, about))
}

fn findings() -> String {
    let text = between(&source("src/explain/finding.rs"), "\ncodes! {\n", "\n}\n");
    let mut unions = String::new();
    let mut all = Vec::new();
    for block in text.split("\n    }") {
        let Some((stage, block)) = block.split_once(" {\n") else {
            continue;
        };
        let stage = stage.trim();
        let named = documented(block).into_iter().map(|(docs, code)| (docs, snake(&code)));
        let about = format!("Mistakes that belong to the stage `{}`.", camel(stage));
        unions += &union_of(&format!("{stage}Code"), &about, named);
        all.push(format!("{stage}Code"));
    }
    format!(
        "\n/** Every kind of mistake. */\nexport type FindingCode = {};\n{unions}",
        all.join(" | ")
    )
}

/// The numbers that src/js/policy.rs gives to the variants of an enum.
fn decided(name: &str, about: &str) -> String {
    let text = source("src/js/policy.rs");
    let start = format!("{name}::");
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix(&start));
    let coded = lines.filter_map(|line| line.trim_end_matches(',').split_once(" => "));
    let coded: Vec<(String, u64)> = coded
        .map(|(name, code)| (name.trim_end_matches("(_)").to_owned(), code.parse().unwrap()))
        .collect();
    assert!(!coded.is_empty(), "{name} has no decisions");
    numbers(name, about, &coded)
}

/// The fields of a struct as a tuple of numbers.
fn tuple(path: &str, name: &str, about: &str) -> String {
    let fields: Vec<String> = fields(&source(path), name)
        .into_iter()
        .map(|(_, field)| format!("{}: number", camel(&pascal(&field))))
        .collect();
    let line = format!("export type {name} = readonly [{}];\n", fields.join(", "));
    let lines = format!("export type {name} = readonly [\n  {},\n];\n", fields.join(",\n  "));
    format!("\n{}{}", comment(0, about), if line.len() > 121 { lines } else { line })
}

fn array(path: &str, rust: &str, name: &str, about: &str) -> String {
    let names: Vec<String> = variants(&source(path), rust)
        .into_iter()
        .map(|(_, variant)| format!("{:?}", snake(&variant)))
        .collect();
    format!(
        "\n{}export const {name} = [{}] as const;\n",
        comment(0, about),
        names.join(", ")
    )
}

fn numbers(name: &str, about: &str, values: &[(String, u64)]) -> String {
    let lines: String = values
        .iter()
        .map(|(name, value)| format!("  {name} = {value},\n"))
        .collect();
    format!("\n{}export const enum {name} {{\n{lines}}}\n", comment(0, about))
}

/// `Self::Name => value,` of a `match`.
fn arms(text: &str) -> impl Iterator<Item = (String, String)> {
    text.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("Self::")?.split_once(" => ")?;
        Some((name.to_owned(), value.trim_end_matches(',').to_owned()))
    })
}

/// The names and slots of a table of src/decode/schema.rs.
fn slots(text: &str, table: &str) -> impl Iterator<Item = (String, u64)> {
    let table = between(text, &format!("const {table}: &[Field] = &["), "];");
    let lines: Vec<String> = table.lines().map(|line| line.trim().to_owned()).collect();
    lines.into_iter().filter(|line| line.starts_with("field(")).map(|line| {
        let (name, rest) = line["field(\"".len()..].split_once("\", ").unwrap();
        let name = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        (name, rest.split_once(',').unwrap().0.parse().unwrap())
    })
}

/// The name of a field of an error, from the expression that writes it.
fn error_field(line: &str) -> String {
    let name = line.rsplit_once("result.").map_or_else(
        || between(line, "error.", "("),
        |(_, name)| name.trim_end_matches([')', ';']).to_owned(),
    );
    let name = name.strip_prefix("is_").unwrap_or(&name);
    pascal(name.strip_suffix("_ms").unwrap_or(name))
}

/// The value of a constant: a sum of products of numbers and other constants of the file.
fn constant(text: &str, name: &str) -> u64 {
    let line = text
        .lines()
        .find(|line| line.contains(&format!("const {name}: ")))
        .unwrap();
    let value = between(line, " = ", ";");
    let factor = |factor: &str| {
        factor
            .replace('_', "")
            .parse()
            .unwrap_or_else(|_| constant(text, factor))
    };
    value
        .split(" + ")
        .map(|product| product.split(" * ").map(factor).product::<u64>())
        .sum()
}

fn comment(depth: usize, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let indent = " ".repeat(depth);
    let line = format!("{indent}/** {text} */\n");
    if line.len() <= 121 {
        return line;
    }
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if last.chars().count() + word.chars().count() + depth + 4 > 120 {
            lines.push(word.to_owned());
        } else {
            *last += if last.is_empty() { "" } else { " " };
            *last += word;
        }
    }
    let lines: String = lines.iter().map(|line| format!("{indent} * {line}\n")).collect();
    format!("{indent}/**\n{lines}{indent} */\n")
}

fn snake(name: &str) -> String {
    let mut text = String::new();
    for char in name.chars() {
        if char.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(char.to_lowercase());
    }
    text
}

fn camel(name: &str) -> String {
    format!("{}{}", name[..1].to_lowercase(), &name[1..])
}

fn pascal(name: &str) -> String {
    name.split('_')
        .map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..]))
        .collect()
}
