//! Checks which parameters are present.

use alloc::vec::Vec;

use crate::explain::finding::{Finding, FindingCode, Note};
use crate::explain::names::{DOCUMENTED, holds, is_documented, is_signature, is_tool, nearly};
use crate::explain::parse::case::Case;
use crate::explain::parse::parameter::Parameter;
use crate::parameters::{Missing, Rule};
use crate::query::{MAX_PARAMETER_BYTES, MAX_PARAMETERS};
use crate::time::decimal;

pub(super) fn check(case: &Case<'_>, found: &mut Vec<Finding>) {
    if case.pasted.parameters.is_empty() {
        let note = Note::new(FindingCode::NoParameters);
        // The text has parameters that were not read.
        found.push(if case.text.contains("timestamp") {
            Finding::possible(note)
        } else {
            Finding::certain(note)
        });
        return;
    }
    too_long(case, found);
    missing(case, found);
    let mut names: Vec<&str> = Vec::new();
    for parameter in case.examined() {
        let twice = names.contains(&parameter.name.as_str());
        names.push(&parameter.name);
        let note = |code| Note::new(code).of(parameter.name.clone()).seen(parameter.raw.clone());
        if twice {
            found.push(Finding::certain(note(FindingCode::DuplicateParameter)));
        }
        found.extend(undocumented(case, parameter, &note));
    }
}

/// This package cannot sign such a query, and no known server accepts one.
fn too_long(case: &Case<'_>, found: &mut Vec<Finding>) {
    let parameters = &case.pasted.parameters;
    let bytes: usize = parameters.iter().map(|part| part.name.len() + part.value.len()).sum();
    let (count, unit) = if parameters.len() > MAX_PARAMETERS {
        (parameters.len(), " parameters")
    } else if bytes > MAX_PARAMETER_BYTES {
        (bytes, " bytes")
    } else {
        return;
    };
    let seen = [&decimal(u64::try_from(count).unwrap_or(u64::MAX)), unit].concat();
    found.push(Finding::certain(Note::new(FindingCode::QueryTooLong).seen(seen)));
}

/// The meeting list needs all required parameters; other paths need only `key` and `timestamp`.
fn missing(case: &Case<'_>, found: &mut Vec<Finding>) {
    let is_there = |name: &str| {
        let meant = |own: &str| own == name || nearly(own) == Some(name) || own.strip_prefix("amp;") == Some(name);
        // Behind another separator, it is a part of a value.
        case.examined()
            .any(|parameter| meant(&parameter.name) || holds(&parameter.value, name))
    };
    // The text is a program, whose variable holds the query.
    let has_variable = case
        .examined()
        .any(|parameter| parameter.value.is_empty() && parameter.name.starts_with(['$', '{']));
    for parameter in &DOCUMENTED {
        let Rule { name, missing, .. } = parameter.rule;
        if missing == Missing::LeftOut || is_there(name) {
            continue;
        }
        let note = Note::new(FindingCode::MissingParameter).of(name);
        if has_variable {
            found.push(Finding::possible(note));
        } else if matches!(name, "key" | "timestamp") {
            found.push(Finding::certain(note));
        } else if case.is_surely_list() && missing == Missing::Refused {
            let body = case.pasted.body.as_deref().is_some_and(|body| body.contains(name));
            let mistake = body.then_some("in_body");
            found.push(Finding::certain(Note { mistake, ..note }));
        } else if case.is_list() {
            found.push(Finding::possible(note));
        }
    }
}

fn undocumented(case: &Case<'_>, parameter: &Parameter, note: &impl Fn(FindingCode) -> Note) -> Option<Finding> {
    let name = parameter.name.as_str();
    let is_times = |text: &str| text.contains("×") || text.contains("&times;");
    if name.contains('×') || (is_times(&parameter.value) && parameter.value.contains("tamp=")) {
        return Some(Finding::certain(note(FindingCode::TimesSign).expected("&timestamp")));
    }
    let separator = if name.starts_with("amp;") {
        Some("&amp;")
    } else {
        escaped_separator(&parameter.value)
    };
    if let Some(separator) = separator {
        return Some(Finding::certain(note(FindingCode::EscapedSeparator).seen(separator)));
    }
    if is_documented(name) || is_blank_variant(name) {
        return None;
    }
    if is_signature(name) {
        return Some(Finding::certain(note(FindingCode::HeaderInQuery)));
    }
    if is_tool(name) {
        return Some(Finding::possible(note(FindingCode::ToolParameter)));
    }
    // Another endpoint may have a parameter of this name.
    let is_expected = |meant: &str| case.is_list() || matches!(meant, "key" | "timestamp");
    let is_there = |meant: &str| case.value(meant).or(case.value(&["amp;", meant].concat())).is_some();
    let meant = nearly(name).filter(|meant| !is_there(meant) && is_expected(meant));
    if let Some(meant) = meant {
        return Some(Finding::certain(note(FindingCode::MisspeltParameter).expected(meant)));
    }
    let code = if parameter.value.is_empty() {
        FindingCode::EmptyParameter
    } else {
        FindingCode::UnknownParameter
    };
    case.is_list().then(|| Finding::possible(note(code)))
}

/// Whether the name is documented apart from an invisible character, which has its own finding.
fn is_blank_variant(name: &str) -> bool {
    let bare = name
        .chars()
        .filter(|char| !crate::explain::blank::is_blank(*char))
        .collect::<alloc::string::String>();
    bare != name && is_documented(&bare)
}

/// The escaped `&` of a value that contains a documented parameter. A decoded `&` was `%26` in the query.
fn escaped_separator(value: &str) -> Option<&'static str> {
    let separators = [
        ("&", "%26"),
        ("&amp;", "&amp;"),
        ("\\u0026", "\\u0026"),
        ("%26", "%26"),
        ("&#38;", "&#38;"),
        (";", ";"),
    ];
    let starts = |rest: &str| {
        DOCUMENTED.iter().any(|parameter| {
            rest.strip_prefix(parameter.rule.name)
                .is_some_and(|rest| rest.starts_with('=') || rest.starts_with("%3D") || rest.starts_with("\\u003d"))
        })
    };
    let holds = |separator: &str| {
        let mut places = value.match_indices(separator);
        places.any(|(at, _)| starts(value.get(at + separator.len()..).unwrap_or_default()))
    };
    separators
        .into_iter()
        .find(|(separator, _)| holds(separator))
        .map(|(_, escaped)| escaped)
}
