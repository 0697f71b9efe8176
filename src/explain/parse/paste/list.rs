//! Finds the parameters in lists of names and values: JSON, programs, request files and panes of browsers.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::curl::percent_encoded;
use super::value::{Of, is_signature, value};
use crate::explain::names::{is_documented, nearly};
use crate::explain::parse::parameter::Parameter;

/// A name in the text with its value.
struct Pair<'a> {
    start: usize,
    name: &'a str,
    value: &'a str,
}

/// A list needs this many documented names: one word alone can have another meaning.
const NAMES: usize = 3;

/// The list with the most documented parameters.
pub(super) fn list(text: &str) -> Option<Vec<Parameter>> {
    let pairs: Vec<Pair<'_>> = words(text)
        .filter(|(_, name)| is_documented(name))
        .filter_map(|(start, name)| pair(text, start, name))
        .collect();
    let mut groups: Vec<Vec<Pair<'_>>> = Vec::new();
    for pair in pairs {
        match groups.last_mut() {
            Some(group) if group.iter().all(|other| other.name != pair.name) => group.push(pair),
            _ => groups.push(Vec::from([pair])),
        }
    }
    // The first of several lists of the same length.
    groups.reverse();
    let mut group = groups.into_iter().max_by_key(Vec::len).filter(|group| group.len() >= NAMES)?;
    let (first, last) = (group.first()?.start, group.last()?.start);
    let around = text.get(first..last)?;
    let misspelt = words(around).filter(|(_, name)| nearly(name).is_some());
    let misspelt = misspelt.filter_map(|(start, name)| pair(text, first + start, name));
    let misspelt: Vec<Pair<'_>> = misspelt
        .filter(|pair| group.iter().all(|other| Some(other.name) != nearly(pair.name)))
        .collect();
    group.extend(misspelt);
    group.sort_by_key(|pair| pair.start);
    Some(group.iter().map(parameter).collect())
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

/// The words of a text, with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |char: char| char.is_alphanumeric() || char == '_' || char == '-';
    let mut start = 0;
    text.split(move |char| !is_word(char)).map(move |word| {
        let own = start;
        // Skips the word and the character behind it.
        let behind = text.get(own + word.len()..).and_then(|rest| rest.chars().next());
        start = own + word.len() + behind.map_or(0, char::len_utf8);
        (own, word)
    })
}

/// `"key": "userId"` is a label and a name, not a parameter.
fn pair<'a>(text: &'a str, start: usize, name: &'a str) -> Option<Pair<'a>> {
    let value = value(text, start, start + name.len(), Of::Parameter)?;
    let is_label = is_documented(value) || is_signature(value) || nearly(value).is_some();
    (!is_label).then_some(Pair { start, name, value })
}

/// The values of a label, with where they start.
pub(super) fn labels<'a>(text: &'a str, label: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    super::value::occurrences(text, label).filter_map(move |(start, end)| {
        let is_end = !text.get(end..)?.starts_with(|char: char| char.is_alphanumeric() || char == '-');
        Some((start, value(text, start, end, Of::Parameter).filter(|_| is_end)?))
    })
}

