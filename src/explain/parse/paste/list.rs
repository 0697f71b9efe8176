//! Finds the parameters in lists of names and values: JSON, programs, request files and panes of browsers.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::curl::percent_encoded;
use super::scan::{back, find, first, is_word, word};
use super::value::{Of, is_signature, occurrences, value};
use crate::explain::names::{is_documented, nearly};
use crate::explain::parse::parameter::Parameter;

/// A name in the text with its value.
struct Pair<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    value: &'a str,
}

/// A list needs this many documented names: one word alone can have another meaning.
const NAMES: usize = 3;

/// The list with the most documented parameters. A list without a key and a time is a part of a program.
pub(super) fn list(text: &str) -> Option<Vec<Parameter>> {
    let mut longest: (usize, usize, usize) = (0, 0, 0);
    let mut names: Vec<&str> = Vec::new();
    let mut first = 0;
    for pair in pairs(text, 0, text.len(), &is_documented) {
        // A repeated name starts another list.
        if names.contains(&pair.name) {
            names.clear();
        }
        if names.is_empty() {
            first = pair.start;
        }
        names.push(pair.name);
        if names.len() > longest.0 {
            longest = (names.len(), first, pair.end);
        }
    }
    let (length, start, end) = longest;
    if length < NAMES {
        return None;
    }
    let is_meant = |name: &str| is_documented(name) || nearly(name).is_some();
    let found: Vec<Parameter> = pairs(text, start, end, &is_meant)
        .map(|pair| parameter(&pair))
        .collect();
    let has = |name: &str| {
        found
            .iter()
            .any(|part| part.name == name || nearly(&part.name) == Some(name))
    };
    (has("key") && has("timestamp")).then_some(found)
}

fn parameter(pair: &Pair<'_>) -> Parameter {
    let raw = percent_encoded(pair.value).replace('+', "%20");
    Parameter {
        name: pair.name.to_string(),
        raw,
        value: pair.value.to_string(),
        decodes: true,
    }
}

/// The names that `is_meant` accepts in this part of the text, with their values.
fn pairs<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    is_meant: &'a dyn Fn(&str) -> bool,
) -> impl Iterator<Item = Pair<'a>> {
    let mut place = start;
    core::iter::from_fn(move || {
        while place < end {
            let rest = back(text, place);
            let name = word(rest);
            let start = place;
            place += name.len().max(first(rest)?.len_utf8());
            if is_meant(name)
                && let Some(value) = value(text, start, start + name.len(), Of::Parameter)
                // This is program code that computes the value.
                && find(value, "($<{").is_none()
                // `"key": "userId"` is a label and a name, not a parameter.
                && !is_documented(value)
                && !is_signature(value)
                && nearly(value).is_none()
            {
                let end = start + name.len() + value.len();
                let end = back(text, start).find(value).map_or(end, |at| start + at + value.len());
                return Some(Pair {
                    start,
                    end,
                    name,
                    value,
                });
            }
        }
        None
    })
}

/// The values of a label, with where they start.
pub(super) fn labels<'a>(text: &'a str, label: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    occurrences(text, label).filter_map(move |(start, end)| {
        let is_end = !first(back(text, end)).is_some_and(|char| is_word(char) || char == '-');
        Some((start, value(text, start, end, Of::Parameter).filter(|_| is_end)?))
    })
}
