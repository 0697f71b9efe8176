//! The table of parameters: TypeScript's copy of it, the types and README.
//!
//! It includes the file of the table, so that `scripts/generate.mjs` need not build the crate.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, unreachable_pub, reason = "a copy of a module of the crate")]
#[path = "../src/endpoints.rs"]
mod endpoints;
#[allow(dead_code, unreachable_pub, reason = "a copy of a module of the crate")]
#[path = "../src/parameters.rs"]
mod parameters;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use endpoints::{BASE_URL, Body, Content, ENDPOINTS, Endpoint, Field};
use parameters::{Kind, LIST, Missing, Parameter, Rule, SIGNING};

const COPY: &str = "src/npm/generated/parameters.ts";

fn file(path: &str) -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join(path)
}

#[test]
fn typescript_has_the_same_table() {
    let text = typescript();
    // Set by `npm run generate`.
    if std::env::var_os("GENERATE").is_some() {
        fs::write(file(COPY), &text).unwrap();
    }
    let copy = fs::read_to_string(file(COPY)).unwrap().replace("\r\n", "\n");
    assert!(copy == text, "{COPY} is not current: run `npm run generate`");
}

#[test]
fn types_and_readme_have_every_parameter() {
    let types = fs::read_to_string(file("src/npm/public/types.ts")).unwrap();
    let query = types.split("export interface MeetingQuery {").nth(1).unwrap();
    let query = query.split("\n}").next().unwrap();
    let readme = fs::read_to_string(file("README.md")).unwrap();
    for Parameter { rule, .. } in &LIST {
        let typed = [":", "?:"]
            .iter()
            .any(|mark| query.contains(&format!("\n  {}{mark} ", rule.name)));
        assert!(typed, "MeetingQuery in src/npm/public/types.ts has no {}", rule.name);
        assert!(
            readme.contains(&format!("\n| `{}` |", rule.name)),
            "README's table has no {}",
            rule.name
        );
    }
}

#[test]
fn docs_have_every_endpoint() {
    let page = fs::read_to_string(file("docs/other-endpoints.md")).unwrap();
    for Endpoint { method, path, .. } in &ENDPOINTS[1..] {
        assert!(
            page.contains(&format!("`{path}` ({method})")),
            "the table of docs/other-endpoints.md has no {path}"
        );
    }
}

#[test]
fn names_and_options_are_unique() {
    let mut names: Vec<&str> = LIST
        .iter()
        .chain(&SIGNING)
        .map(|parameter| parameter.rule.name)
        .collect();
    names.extend(LIST.iter().filter_map(|parameter| parameter.option));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
}

fn typescript() -> String {
    let mut text = String::from(HEAD);
    text +=
        "\n/** The parameters of the meeting list, and what a value may be besides text: what the client needs. */\n";
    text += "export const listTypes: readonly { name: string; type: \"string\" | \"number\" | \"boolean\" }[] = [\n";
    for Parameter { rule, .. } in &LIST {
        let accepted = match rule.kind {
            Kind::Boolean => "boolean",
            Kind::Whole { .. } | Kind::Timestamp => "number",
            Kind::Text | Kind::UserId => "string",
        };
        writeln!(text, "  {{ name: {:?}, type: {accepted:?} }},", rule.name).unwrap();
    }
    text += "];\n";
    text += "\n/** The parameters of every signed request. */\nexport const signingRules: readonly Rule[] = [\n";
    for parameter in &SIGNING {
        text += &rule(&parameter.rule);
    }
    text += "];\n";
    text += "\nexport const words: Readonly<Record<string, Words>> = {\n";
    for parameter in LIST.iter().chain(&SIGNING) {
        text += &words(parameter);
    }
    text + "};\n" + &endpoints_typescript()
}

fn endpoints_typescript() -> String {
    let names: Vec<String> = ENDPOINTS
        .iter()
        .map(|endpoint| format!("{:?}", endpoint.name))
        .collect();
    let mut text = format!("\n/** Where the API lives. */\nexport const baseUrl = {BASE_URL:?};\n");
    write!(text, "\nexport type EndpointName = {};\n", names.join(" | ")).unwrap();
    text += "\nexport const endpoints: Readonly<Record<EndpointName, Endpoint>> = {\n";
    for Endpoint {
        name,
        article,
        method,
        path,
        help,
        parameters,
        body,
    } in &ENDPOINTS
    {
        writeln!(text, "  {name}: {{\n    article: {article:?},\n    method: {method:?},").unwrap();
        writeln!(text, "    path: {path:?},\n    help: {help:?},").unwrap();
        let rules: String = parameters.iter().map(rule).collect();
        text += &list(4, "parameters", &rules);
        if let Some(Body { fields: all, alone }) = body {
            text += "    body: {\n";
            if let Some(alone) = alone {
                writeln!(text, "      alone: {alone:?},").unwrap();
            }
            text += &list(6, "fields", &fields(all));
            text += "    },\n";
        }
        text += "  },\n";
    }
    text + "};\n"
}

/// A property at this depth, with entries that are indented by 2.
fn list(depth: usize, name: &str, entries: &str) -> String {
    let indent = " ".repeat(depth);
    match entries.lines().count() {
        0 => format!("{indent}{name}: [],\n"),
        1 => format!("{indent}{name}: [{}],\n", entries.trim().trim_end_matches(',')),
        _ => {
            let entries: String = entries.lines().map(|line| format!("{indent}{line}\n")).collect();
            format!("{indent}{name}: [\n{entries}{indent}],\n")
        }
    }
}

fn fields(all: &[Field]) -> String {
    let each = all.iter().map(
        |Field {
             name,
             required,
             content,
         }| {
            let head = format!("name: {name:?}, required: {required}, kind:");
            let nested = |kind: &str, max: &str, of| {
                let lines = format!("{}, {max}", head.replace("kind:", kind));
                let lines = lines.trim_end().trim_end_matches(',').replace(", ", ",\n    ");
                format!("  {{\n    {lines},\n{}  }},\n", list(4, "fields", &fields(of)))
            };
            match content {
                Content::Text(u32::MAX) => format!("  {{ {head} \"text\" }},\n"),
                Content::Text(max) => format!("  {{ {head} \"text\", max: {max} }},\n"),
                Content::Digits => format!("  {{ {head} \"digits\" }},\n"),
                Content::Object(of) => nested("kind: \"object\"", "", of),
                Content::List(max, of) => nested("kind: \"list\"", &format!("max: {max}"), of),
            }
        },
    );
    each.collect()
}

fn rule(rule: &Rule) -> String {
    let Rule { name, kind, missing } = rule;
    let mut text = format!("  {{\n    name: {name:?},\n");
    let kind = match kind {
        Kind::Text => "text",
        Kind::UserId => "userId",
        Kind::Boolean => "boolean",
        Kind::Timestamp => "timestamp",
        Kind::Whole { min, max, .. } => {
            writeln!(text, "    min: {min},").unwrap();
            if *max < u32::MAX {
                writeln!(text, "    max: {max},").unwrap();
            }
            "whole"
        }
    };
    writeln!(text, "    kind: {kind:?},").unwrap();
    writeln!(text, "    required: {},", *missing == Missing::Refused).unwrap();
    if let Missing::Default(default) = missing {
        writeln!(text, "    default: {default:?},").unwrap();
    }
    text + "  },\n"
}

fn words(parameter: &Parameter) -> String {
    let Parameter {
        rule,
        help,
        example,
        option,
        ..
    } = parameter;
    let option = option.map_or_else(|| kebab(rule.name), Into::into);
    let lines = [("help", *help), ("example", example), ("option", &option)];
    let lines: String = lines
        .iter()
        .map(|(name, value)| format!("    {name}: {value:?},\n"))
        .collect();
    format!("  {}: {{\n{lines}  }},\n", rule.name)
}

fn kebab(name: &str) -> String {
    let mut text = String::new();
    for char in name.chars() {
        if char.is_uppercase() {
            text.push('-');
        }
        text.extend(char.to_lowercase());
    }
    text
}

const HEAD: &str = r#"/** Generated from src/parameters.rs and src/endpoints.rs by `npm run generate`. */

export interface Rule {
  readonly name: string;
  readonly kind: "text" | "userId" | "boolean" | "whole" | "timestamp";
  readonly min?: number;
  readonly max?: number;
  readonly required: boolean;
  /** The value that is sent if none is given. Without a default, the parameter is left out. */
  readonly default?: string;
}

export interface Words {
  readonly help: string;
  readonly example: string;
  /** The command's option. */
  readonly option: string;
}

/** A field of a body. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly kind: "text" | "digits" | "object" | "list";
  /** The maximum number of characters of a text, or of entries of a list. */
  readonly max?: number;
  /** Of an object, or of each object in a list. */
  readonly fields?: readonly Field[];
}

export interface Endpoint {
  /** Of Zoom's support. */
  readonly article: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Below the base URL. */
  readonly path: `/${string}`;
  readonly help: string;
  /** The parameters of its query, besides `key` and `timestamp`. */
  readonly parameters: readonly Rule[];
  readonly body?: {
    /** The field whose value may also be the whole body. */
    readonly alone?: string;
    readonly fields: readonly Field[];
  };
}
"#;
