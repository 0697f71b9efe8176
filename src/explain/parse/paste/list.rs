//! Finds the parameters in lists of names and values: JSON, programs, request files and panes of browsers.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::curl::percent_encoded;
use super::scan::{
    LINE_END, QUOTES, back, ends, find, first, front, is_word, last, limited, name_back, skip, skip_back, starts,
    until, until_quote, word,
};
use super::value::{Of, beside, is_signature, occurrences, value};
use crate::explain::names::{self, DOCUMENTED, is_documented, nearly};
use crate::explain::parse::parameter::{Parameter, Test, mapped};
use crate::parameters::Kind;

/// A name in the text with its value.
struct Pair<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    value: &'a str,
}

/// A list needs this many documented names: one word alone can have another meaning.
const NAMES: usize = 3;

/// The endpoints beside the meeting list need only a key and a timestamp.
fn needed(text: &str) -> usize {
    if text.contains("/lti/rich/meeting/") { 2 } else { NAMES }
}

/// The parameters of a list.
pub(super) struct List {
    pub(super) parameters: Vec<Parameter>,
    /// Whether a value may end elsewhere, or a name has none that can be read.
    pub(super) doubtful: bool,
}

/// The list with the most documented parameters. A list without a key and a time is a part of a program.
pub(super) fn list(text: &str) -> Option<List> {
    let strict = |start, end| value(text, start, end, Of::Parameter);
    if let Some(found) = longest(text, &strict) {
        // A list of names and types, or of words, is not a request.
        let doubtful = found.doubtful || !has_digit(&found.parameters);
        return Some(List { doubtful, ..found });
    }
    let found = longest(text, &|start, end| beside(text, start, end));
    let found = found.map(|list| list.parameters).filter(|found| has_time(found));
    let mut parameters = found.unwrap_or_else(|| columns(text));
    parameters.retain(|part| is_documented(&part.name) || nearly(&part.name).is_some());
    let doubtful = true;
    (!parameters.is_empty()).then_some(List { parameters, doubtful })
}

/// How many entries before and behind the known ones may be parameters, too.
const MORE: usize = 5;

/// A longer list is not a request.
const MAX_ENTRIES: usize = 24;

/// Reads a list by how it is written: the same text stands between each name and its value, and between two entries.
/// So it finds names that the API does not document, and values with any characters.
pub(in crate::explain) fn written_alike(text: &str, test: Test<'_>) -> bool {
    let mut single = text.to_string();
    while single.contains("  ") {
        single = single.replace("  ", " ");
    }
    let text = single.as_str();
    let strict = |start, end| value(text, start, end, Of::Parameter);
    let loose = |start, end| beside(text, start, end);
    any_part(&columns(text), test) || neighbors(text, &strict, test) || neighbors(text, &loose, test)
}

/// Tries each pair of known entries that are next to each other.
fn neighbors<'a>(text: &'a str, read: Read<'_, 'a>, test: Test<'_>) -> bool {
    let mut known = pairs(text, 0, text.len(), &is_documented, read);
    let Some(mut one) = known.next() else { return false };
    for _ in 0..MAX_ENTRIES {
        let Some(other) = known.next() else { return false };
        if alike(text, &one, &other, test) {
            return true;
        }
        one = other;
    }
    false
}

/// Tries the entries that are written as these two neighbors are.
fn alike(text: &str, one: &Pair<'_>, other: &Pair<'_>, test: Test<'_>) -> bool {
    let value = other.end - other.value.len();
    let (Some(between), Some(gap)) = (
        text.get(other.start + other.name.len()..value),
        text.get(one.end..other.start),
    ) else {
        return false;
    };
    let (between, gap) = (skip_back(between, QUOTES), skip(gap, QUOTES));
    if between.is_empty() || gap.is_empty() || between.len() + gap.len() > BESIDE {
        return false;
    }
    let place = front(text, other.start).matches(gap).count();
    let mut entries: Vec<Parameter> = Vec::new();
    for (at, piece) in text.split(gap).enumerate() {
        let (mut start, mut value) = piece.split_once(between).unwrap_or_default();
        // Before the first entry there is other text.
        while at < place
            && let Some(parts) = value.split_once(between)
        {
            (start, value) = parts;
        }
        let name = name_back(start);
        if name.len() < start.len() || name.is_empty() {
            if at > place {
                break;
            }
            entries.clear();
        }
        if !name.is_empty() && entries.len() < MAX_ENTRIES {
            entries.push(Parameter::plain(name, unquoted(value)));
        }
    }
    any_part(&entries, test)
}

/// Tries the known entries with some before and behind them.
fn any_part(entries: &[Parameter], test: Test<'_>) -> bool {
    let is_known = |entry: &Parameter| is_documented(&entry.name);
    let (Some(first), Some(last)) = (entries.iter().position(is_known), entries.iter().rposition(is_known)) else {
        return false;
    };
    if last - first > MAX_ENTRIES {
        return false;
    }
    let decoded = |entry: &Parameter| Parameter {
        name: entry.name.clone(),
        ..Parameter::read(&["=", &entry.raw].concat())
    };
    for before in 0..MORE {
        for behind in 0..MORE {
            let own = entries
                .get(first.saturating_sub(before)..last + behind + 1)
                .unwrap_or_default();
            if test(own.to_vec()) || test(mapped(own, &decoded)) {
                return true;
            }
        }
    }
    false
}

/// The value without the quotes around it, which can also stand inside a word.
fn unquoted(value: &str) -> &str {
    let line = until(value, LINE_END);
    let Some(quote) = first(line).filter(|quote| QUOTES.contains(*quote)) else {
        return line;
    };
    let inner = back(line, 1);
    let mut end = 0;
    loop {
        end += until_quote(back(inner, end), quote).len();
        if !first(back(inner, end + 1)).is_some_and(is_word) {
            return front(inner, end);
        }
        end += 1;
    }
}

/// Whether the timestamp has a digit, in any format.
fn has_digit(parameters: &[Parameter]) -> bool {
    let mut times = parameters.iter().filter(|part| part.name == "timestamp");
    times.all(|part| part.value.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether the timestamp is a number: other texts have the same names.
fn has_time(parameters: &[Parameter]) -> bool {
    let is_time = |value: &str| value.len() >= 10 && value.bytes().all(|byte| byte.is_ascii_digit());
    let mut times = parameters.iter().filter(|part| part.name == "timestamp");
    times.any(|part| is_time(&part.value))
}

/// A longer line is not a row of a table.
const MAX_LINE: usize = 4096;

/// A table with names at the heads of its columns.
fn columns(text: &str) -> Vec<Parameter> {
    let needed = needed(text);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.len() > MAX_LINE || !line.contains("timestamp") {
            continue;
        }
        for separator in ["\t", "|", ",", ";"] {
            // A line between the head and the rows can be a rule.
            for row in lines.clone().take(2) {
                let found = row_of(line, row, separator);
                let known = found.iter().filter(|part| is_documented(&part.name)).count();
                if known >= needed && has_time(&found) {
                    return found;
                }
            }
        }
    }
    Vec::new()
}

/// The cells of a row under names.
fn row_of(mut heads: &str, mut row: &str, separator: &str) -> Vec<Parameter> {
    const AROUND: &str = " *\"`'";
    let bare = |cell| skip_back(skip(cell, AROUND), AROUND);
    let mut found = Vec::new();
    while !heads.is_empty() {
        let (head, cell) = (until(heads, separator), until(row, separator));
        let (name, value) = (bare(head), bare(cell));
        if !name.is_empty() && !value.is_empty() {
            found.push(parameter(name, value));
        }
        heads = back(heads, head.len() + 1);
        row = back(row, cell.len() + 1);
    }
    found
}

/// The value of the name between two places.
type Read<'r, 'a> = &'r dyn Fn(usize, usize) -> Option<&'a str>;

fn longest<'a>(text: &'a str, read: Read<'_, 'a>) -> Option<List> {
    let mut longest: (usize, usize, usize) = (0, 0, 0);
    let mut names: Vec<&str> = Vec::new();
    let mut first = 0;
    for pair in pairs(text, 0, text.len(), &is_documented, read) {
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
    if length < needed(text) {
        return None;
    }
    let is_meant = |name: &str| is_documented(name) || nearly(name).is_some();
    let mut doubtful = false;
    let mut parameters: Vec<Parameter> = pairs(text, start, end, &is_meant, read)
        .map(|pair| {
            let whole = with_blanks(text, &pair);
            doubtful |= whole.is_some() || is_printed(text, &pair);
            parameter(pair.name, whole.unwrap_or(pair.value))
        })
        .collect();
    let from = limited(text, start.saturating_sub(BESIDE)).len();
    let reach = end + BESIDE - from;
    for known in &DOCUMENTED {
        let name = known.rule.name;
        let is_meant = |part: &Parameter| part.name == name || nearly(&part.name) == Some(name);
        if parameters.iter().any(is_meant) {
            continue;
        }
        // The name is in the text, so its value may be, too.
        let places = back(text, from);
        if let Some((start, end)) = occurrences(places, name).find(|place| is_whole(places, *place)) {
            doubtful = true;
            let value = beside(places, start, end).filter(|value| end < reach && is_value(value));
            parameters.extend(value.map(|value| parameter(name, value)));
        }
    }
    let has = |name: &str| {
        parameters
            .iter()
            .any(|part| part.name == name || nearly(&part.name) == Some(name))
    };
    (has("key") && has("timestamp")).then_some(List { parameters, doubtful })
}

fn parameter(name: &str, value: &str) -> Parameter {
    Parameter {
        name: name.to_string(),
        raw: percent_encoded(value).replace('+', "%20"),
        value: value.to_string(),
        decodes: true,
    }
}

/// How far from a list its other values can be.
const BESIDE: usize = 400;

/// Whether the name is not a part of a longer one.
fn is_whole(text: &str, (start, end): (usize, usize)) -> bool {
    !(last(front(text, start)).is_some_and(is_word) || first(back(text, end)).is_some_and(is_word))
}

/// The value with the words behind it, if it has no quotes and they are not the next name.
fn with_blanks<'a>(text: &'a str, pair: &Pair<'a>) -> Option<&'a str> {
    let start = pair.end - pair.value.len();
    let line = limited(back(text, start), BESIDE);
    let whole = until(line, "\r\n\t,;)]}|<&\"'`").trim();
    let whole = front(whole, whole.find("  ").unwrap_or(whole.len()));
    let more = skip_back(back(whole, pair.value.len()), "=");
    let is_word = starts(more, " \u{a0}") && find(more, "=:>#(/").is_none();
    (is_word && !ends(front(text, start), QUOTES)).then_some(whole)
}

/// Whether a program printed its own value: `True`, `null`, `1.0`, `17L`. Another text may have been sent.
fn is_printed(text: &str, pair: &Pair<'_>) -> bool {
    let is_quoted = ends(front(text, pair.end - pair.value.len()), QUOTES);
    let is_plain = |kind| match kind {
        Kind::Text | Kind::UserId => true,
        Kind::Boolean => matches!(pair.value, "true" | "false"),
        Kind::Timestamp | Kind::Whole { .. } => pair.value.bytes().all(|byte| byte.is_ascii_digit()),
    };
    !is_quoted && names::parameter(pair.name).is_some_and(|known| !is_plain(known.rule.kind))
}

/// Whether a value is neither computed by a program nor a name.
fn is_value(value: &str) -> bool {
    // `"key": "userId"` is a label and a name, not a parameter.
    find(value, "<{").is_none()
        && !starts(value, "$")
        && !is_documented(value)
        && !is_signature(value)
        && nearly(value).is_none()
}

/// The names that `is_meant` accepts in this part of the text, with their values.
fn pairs<'r, 'a: 'r>(
    text: &'a str,
    start: usize,
    end: usize,
    is_meant: &'r dyn Fn(&str) -> bool,
    read: Read<'r, 'a>,
) -> impl Iterator<Item = Pair<'a>> + 'r {
    let mut place = start;
    core::iter::from_fn(move || {
        while place < end {
            let rest = back(text, place);
            let name = word(rest);
            let start = place;
            place += name.len().max(first(rest)?.len_utf8());
            // `license-key` is another name, and `--key` is an option.
            let before = skip_back(front(text, start), "-");
            let is_part = before.len() < start && last(before).is_some_and(is_word);
            if is_meant(name)
                && !is_part
                && let Some(value) = read(start, start + name.len())
                && is_value(value)
            {
                let at = value.as_ptr().addr().saturating_sub(text.as_ptr().addr());
                let end = at + value.len();
                // A program calls a function.
                if value.contains('(') && !ends(front(text, at), QUOTES) {
                    continue;
                }
                // The words of a value are not names.
                place = place.max(end);
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
