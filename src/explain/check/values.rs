//! Checks the values of the parameters.

use alloc::string::String;
use alloc::vec::Vec;

use crate::credentials::Credentials;
use crate::explain::blank::is_blank;
use crate::explain::check::placeholder::placeholder;
use crate::explain::encoding::hex;
use crate::explain::finding::{Finding, FindingCode, Grade, Note};
use crate::explain::names;
use crate::explain::parse::case::Case;
use crate::explain::parse::parameter::Parameter;
use crate::explain::parse::paste::Source;
use crate::parameters::{Kind, Missing, Rule};
use crate::query;

pub(super) fn check(case: &Case<'_>, found: &mut Vec<Finding>) {
    for parameter in case.examined() {
        let note = |code| Note::new(code).of(parameter.name.clone()).seen(parameter.raw.clone());
        if let Some(grade) = placeholder(&parameter.name, &parameter.value) {
            found.extend(unfilled(parameter, grade, &note));
            continue;
        }
        // In a base string, a `%` can be a part of the value.
        let is_base_string = || case.pasted.source == Source::Query && case.is_right();
        if !is_signable(parameter) && !is_base_string() {
            found.push(Finding::certain(note(FindingCode::UnsignableValue)));
        }
        let odd = odd(&parameter.name).or_else(|| odd(&parameter.value));
        let Some(what) = odd else {
            found.extend(wrong(parameter, &note));
            continue;
        };
        found.push(Finding::certain(note(FindingCode::InvisibleCharacter).seen(what)));
        // The character is one mistake. The rest of the value may be another.
        let rest: String = parameter.value.chars().filter(|char| !is_blank(*char)).collect();
        found.extend(wrong(&Parameter::plain(parameter.name.as_str(), rest), &note));
    }
}

/// What the rule of a parameter says about a placeholder.
fn unfilled(parameter: &Parameter, grade: Grade, note: &impl Fn(FindingCode) -> Note) -> Option<Finding> {
    let rule = names::parameter(&parameter.name)?.rule;
    let code = match rule.kind {
        Kind::Timestamp => FindingCode::TimestampFormat,
        Kind::Text if rule.name == "key" => FindingCode::KeyPlaceholder,
        _ => names::value_code(rule.name),
    };
    let says_so = matches!(code, FindingCode::KeyPlaceholder | FindingCode::UserId);
    let mistake = (!says_so).then_some("placeholder");
    Some(Finding::new(grade, Note { mistake, ..note(code) }))
}

fn is_signable(parameter: &Parameter) -> bool {
    parameter.decodes && query::check_pair(&parameter.name, &parameter.value).is_ok()
}

/// The code point of the first character that is invisible or looks like another.
fn odd(text: &str) -> Option<String> {
    let is_odd = |char: &char| {
        let blank = is_blank(*char) && !matches!(char, ' ' | '\n' | '\r' | '\t');
        blank || matches!(char, '“' | '”' | '‘' | '’' | '\u{2010}'..='\u{2015}')
    };
    let ends = text.starts_with(' ') || text.ends_with(' ');
    let char = text.chars().find(is_odd).or_else(|| ends.then_some(' '))?;
    let unit = u16::try_from(u32::from(char)).ok()?;
    Some(["U+", &hex(&unit.to_be_bytes()).to_ascii_uppercase()].concat())
}

fn wrong(parameter: &Parameter, note: &impl Fn(FindingCode) -> Note) -> Option<Finding> {
    let value = parameter.value.as_str();
    // With another separator, the value has the other parameters, too.
    if names::has_parameter(value) {
        return None;
    }
    let rule = names::parameter(&parameter.name)?.rule;
    let is_right = || query::check(&rule, value).is_ok();
    let code = names::value_code(rule.name);
    let certain = |right: bool, code, expected: Option<&str>| {
        let expected = expected.map(Into::into);
        (!right).then(|| Finding::certain(Note { expected, ..note(code) }))
    };
    match rule.kind {
        Kind::UserId if value.contains('@') => {
            (!is_right()).then(|| Finding::possible(note(FindingCode::UserIdEmail).seen(value)))
        }
        Kind::UserId if other_id(value).is_some() => {
            let mistake = other_id(value);
            let note = note(FindingCode::UserIdOther).seen(value);
            Some(Finding::possible(Note { mistake, ..note }))
        }
        // It has its own finding.
        Kind::Text | Kind::UserId if !value.is_empty() && !is_signable(parameter) => None,
        Kind::Text if rule.name == "key" => certain(
            Credentials::new(value, b"any secret").is_ok(),
            FindingCode::KeyPlaceholder,
            None,
        ),
        // `timestamp.rs` checks it.
        Kind::Timestamp => None,
        _ if value.is_empty() && rule.missing == Missing::LeftOut => certain(false, FindingCode::EmptyParameter, None),
        Kind::Boolean => certain(is_right(), code, boolean(value)),
        // Its finding is about placeholders. The client refuses more texts.
        Kind::UserId => certain(
            query::check(
                &Rule {
                    kind: Kind::Text,
                    ..rule
                },
                value,
            )
            .is_ok(),
            code,
            None,
        ),
        Kind::Whole { .. } | Kind::Text => certain(is_right(), code, None),
    }
}

/// What the value looks like if not the ID of a Zoom user. Zoom documents no form of it, so this is never certain.
fn other_id(value: &str) -> Option<&'static str> {
    let bare: String = value.chars().filter(|char| !" -\u{a0}".contains(*char)).collect();
    let is_number = bare.bytes().all(|byte| byte.is_ascii_digit());
    let is_hex = bare.bytes().all(|byte| byte.is_ascii_hexdigit());
    match bare.len() {
        0 => None,
        9..=11 if is_number => Some("meeting_number"),
        // A number, a UUID, or the opaque ID of a launch.
        1..=20 if is_number => Some("lms"),
        32 | 40 if is_hex => Some("lms"),
        _ => None,
    }
}

pub(in crate::explain) fn boolean(value: &str) -> Option<&'static str> {
    match value.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some("true"),
        "false" | "0" | "no" => Some("false"),
        _ => None,
    }
}
