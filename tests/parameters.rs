//! The table of parameters: TypeScript's copy of it, the types and README.
//!
//! It takes the table from its file, so that `scripts/generate.mjs` need not build the crate.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, unreachable_pub, reason = "a copy of a module of the crate")]
#[path = "../src/parameters.rs"]
mod parameters;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use parameters::{Kind, LIST, Missing, Parameter, Rule, SIGNING};

const COPY: &str = "src/npm/parameters.generated.ts";

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
    let types = fs::read_to_string(file("src/npm/types.ts")).unwrap();
    let query = types.split("export interface MeetingQuery {").nth(1).unwrap();
    let query = query.split("\n}").next().unwrap();
    let readme = fs::read_to_string(file("README.md")).unwrap();
    for Parameter { rule, .. } in &LIST {
        let typed = [":", "?:"]
            .iter()
            .any(|mark| query.contains(&format!("\n  {}{mark} ", rule.name)));
        assert!(typed, "MeetingQuery in src/npm/types.ts has no {}", rule.name);
        assert!(
            readme.contains(&format!("\n| `{}` |", rule.name)),
            "README's table has no {}",
            rule.name
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
    for (name, of, table) in [
        ("listRules", "the meeting list", &LIST[..]),
        ("signingRules", "every signed request", &SIGNING),
    ] {
        writeln!(
            text,
            "\n/** The parameters of {of}. */\nexport const {name}: readonly Rule[] = ["
        )
        .unwrap();
        for parameter in table {
            text += &rule(&parameter.rule);
        }
        text += "];\n";
    }
    text += "\nexport const words: Readonly<Record<string, Words>> = {\n";
    for parameter in LIST.iter().chain(&SIGNING) {
        text += &words(parameter);
    }
    text + "};\n"
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

const HEAD: &str = r#"/** Generated from src/parameters.rs by `npm run generate`: edit that file. */

export interface Rule {
  readonly name: string;
  readonly kind: "text" | "userId" | "boolean" | "whole" | "timestamp";
  readonly min?: number;
  readonly max?: number;
  readonly required: boolean;
  /** What is sent where no value is given; without a default the parameter is left out. */
  readonly default?: string;
}

export interface Words {
  readonly help: string;
  readonly example: string;
  /** The command's option. */
  readonly option: string;
}
"#;
