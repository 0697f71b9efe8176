//! Finds the value of a name, as headers, commands, JSON and programs write it.

use crate::request::SIGNATURE_HEADER;

/// What the name stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A header. Quotes around its value can be part of it.
    Header,
    /// A parameter in a list.
    Parameter,
}

const BLANK: [char; 2] = [' ', '\t'];
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// The quote that closes this one.
pub(super) fn closing(quote: char) -> Option<char> {
    match quote {
        '"' | '\'' | '`' | '”' | '’' => Some(quote),
        '“' => Some('”'),
        '‘' => Some('’'),
        _ => None,
    }
}

/// Whether this is the name of the signature header, in any case (RFC 9110, section 5.1).
pub(super) fn is_signature(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(SIGNATURE_HEADER)
}

/// The start and end of each occurrence of a name, in any case.
pub(super) fn occurrences<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let first = name.as_bytes().first().copied().unwrap_or_default();
    let bytes = text.as_bytes().iter().enumerate();
    let starts = bytes.filter(move |(_, byte)| byte.eq_ignore_ascii_case(&first));
    let places = starts.map(move |(start, _)| (start, start + name.len()));
    places.filter(move |(start, end)| {
        let found = text.get(*start..*end);
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// The name and value of a line `Name: value`.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let mut colons = line.match_indices(':').map(|(at, _)| at);
    let (name, value) = line.split_at_checked(colons.find(|at| *at > 0)?)?;
    let value = value.strip_prefix(':')?;
    let bare = name.strip_prefix(':').unwrap_or(name);
    let token = bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let apart = value.is_empty() || value.starts_with(BLANK) || is_signature(name);
    (token && apart).then(|| (name, value.trim()))
}

/// The value of the name at this place.
pub(super) fn value(text: &str, start: usize, end: usize, of: Of) -> Option<&str> {
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    let opened = before.chars().next_back().and_then(closing);
    let value = match opened.map(|close| (close, after.strip_prefix(close))) {
        Some((_, Some(rest))) => of_quoted(before, rest, of),
        Some((close, None)) => separated(after.trim_start_matches(BLANK))?.split([close, '\r', '\n']).next(),
        None => of_bare(before, after, of),
    };
    value.map(str::trim).filter(|value| !value.is_empty())
}

/// The text behind `=>`, `==`, `:` or `=`.
fn separated(text: &str) -> Option<&str> {
    let marks = ["=>", "==", ":", "="].iter();
    marks.filter_map(|mark| text.strip_prefix(mark)).next()
}

/// `"name": "value"`, `"name", "value"`, `['name'] = 'value'`, or the pair of a list.
fn of_quoted<'a>(before: &'a str, rest: &'a str, of: Of) -> Option<&'a str> {
    let rest = rest.trim_start_matches(']').trim_start();
    if let Some(value) = labelled(rest, of) {
        return Some(value);
    }
    let (own, tuple) = match rest.strip_prefix(',') {
        Some(rest) => (rest, true),
        None => (separated(rest).unwrap_or(rest), false),
    };
    let value = literal(own, of).filter(|value| !tuple || !is_name(value));
    let is_last = || tuple || rest.starts_with([')', '}']);
    value.or_else(|| value_before(before).filter(|value| is_last() && !is_name(value)))
}

/// In a list of names, the next name is not a value.
fn is_name(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

/// `, "type": "text", "value": "…"` after a name, also on lines of their own.
fn labelled(text: &str, of: Of) -> Option<&str> {
    let mut rest = text;
    for _ in 0..4 {
        rest = rest.trim_start_matches(|char: char| char == ',' || char.is_whitespace());
        let label = rest.trim_start_matches(QUOTES);
        let length = label.find(|char: char| !char.is_alphanumeric())?;
        let (name, after) = label.split_at_checked(length).filter(|(name, _)| !name.is_empty())?;
        let own = separated(after.trim_start_matches(QUOTES).trim_start_matches(BLANK))?;
        if name.eq_ignore_ascii_case("value") {
            return literal(own, of).or_else(|| Some(to_end(own.trim_start_matches(BLANK), of)));
        }
        rest = match literal(own, Of::Parameter) {
            Some(value) => own.get(own.find(value)? + value.len()..)?.trim_start_matches(QUOTES),
            None => return None,
        };
    }
    None
}

/// `"value": "…", "name": "name"` and `("value", forField: "name")`.
fn value_before(before: &str) -> Option<&str> {
    let before = before.get(..before.len().checked_sub(1)?)?.trim_end();
    let before = before.strip_suffix([':', '='])?.trim_end().trim_end_matches(QUOTES);
    let word = |char: char| char.is_alphanumeric() || char == '_';
    let label = before.trim_end_matches(word);
    let is_value = before.get(label.len()..)?.eq_ignore_ascii_case("value");
    let before = label.trim_end_matches(QUOTES).trim_end();
    let before = before.strip_suffix(',')?.trim_end();
    let quote = before.chars().next_back().filter(|char| QUOTES.contains(char))?;
    let (_, value) = before.strip_suffix(quote)?.rsplit_once([quote, '\n'])?;
    (!is_value).then_some(value)
}

/// A string, or a number or Boolean of a parameter.
fn literal(text: &str, of: Of) -> Option<&str> {
    let text = text.trim_start().trim_start_matches(['[', '(', '{']).trim_start();
    let prefix = text.get(1..).filter(|rest| text.starts_with(['b', '@', '$', 'f', 'r']) && rest.starts_with(QUOTES));
    let text = prefix.unwrap_or(text);
    let first = text.chars().next()?;
    if let Some(close) = closing(first) {
        return text.get(first.len_utf8()..)?.split([close, '\r', '\n']).next();
    }
    let word = to_end(text, Of::Parameter);
    let scalar = word.starts_with(|char: char| char.is_ascii_digit())
        || ["true", "false"].iter().any(|other| word.eq_ignore_ascii_case(other));
    (of == Of::Parameter && scalar).then_some(word)
}

fn to_end(text: &str, of: Of) -> &str {
    let is_end = |char: char| match of {
        Of::Header => matches!(char, '\r' | '\n'),
        Of::Parameter => char.is_ascii_whitespace() || ",;)]}&\"'`".contains(char),
    };
    text.split(is_end).next().unwrap_or_default()
}

/// `name: value`, `name = "value"`, a name and its value on two lines, or `name=value` in a query.
fn of_bare<'a>(before: &'a str, after: &'a str, of: Of) -> Option<&'a str> {
    if before.ends_with(['?', '&']) {
        let value = after.strip_prefix('=').filter(|_| of == Of::Header)?;
        return value.split(['&', '#', ' ', '"', '\'', '`', '\r', '\n']).next();
    }
    let starts_line = starts_line(before);
    let tail = after.trim_start_matches(BLANK);
    if tail.is_empty() || tail.starts_with(['\r', '\n']) {
        return labelled(tail, of).or_else(|| below(before, tail).filter(|_| starts_line));
    }
    let tabbed = after.strip_prefix('\t').filter(|_| starts_line);
    let own = match separated(tail).or(tabbed) {
        Some(own) => own,
        None if tail.starts_with(QUOTES) && before.ends_with(':') => tail,
        None => return None,
    };
    let value = own.trim_start_matches(BLANK);
    let (is_colon, is_near) = (tail.starts_with(':'), own.len() == value.len());
    let bytes = value.get(1..).filter(|rest| value.starts_with('b') && rest.starts_with(QUOTES) && !is_colon);
    let value = bytes.unwrap_or(value);
    if let Some(close) = value.chars().next().and_then(closing) {
        let line = to_end(value, Of::Header);
        let is_display = of == Of::Parameter || !is_colon || !starts_line || is_near;
        if is_display || is_quoted_beside(before, own) {
            return value.get(close.len_utf8()..)?.split([close, '\r', '\n']).next();
        }
        return Some(line);
    }
    match of {
        Of::Parameter => {
            let word = to_end(value, of);
            let is_query = value.get(word.len()..)?.starts_with('&');
            (!is_query).then_some(word)
        }
        Of::Header if starts_line => Some(without_quote(to_end(value, of))),
        Of::Header => inside(before, value, is_near),
    }
}

/// Whether only spaces and marks of a list stand before on the line.
fn starts_line(before: &str) -> bool {
    let start = before.trim_end_matches(|char| " \t-*>|<#".contains(char));
    start.is_empty() || start.ends_with(['\n', '\r'])
}

/// The line below a name: panes of browsers are copied like this. The names of other headers can be values, too.
fn below<'a>(before: &str, tail: &'a str) -> Option<&'a str> {
    let above = before.trim_end().rsplit('\n').next().unwrap_or_default();
    let line = tail.trim_start_matches(['\r', '\n']).lines().next()?.trim();
    let is_value = !line.contains(BLANK) && field(line).is_none() && !above.trim().ends_with("-headers");
    is_value.then_some(line)
}

/// The closing quote of a string that contains the whole line is not part of the value.
fn without_quote(line: &str) -> &str {
    let alone = QUOTES.iter().find(|quote| line.matches(**quote).count() == 1);
    alone.and_then(|quote| line.split(*quote).next()).unwrap_or(line)
}

/// Displays that put one value in quotes put all of them.
fn is_quoted_beside(before: &str, own: &str) -> bool {
    let is_quoted = |line: &str| line.contains(": \"") && line.trim_end().ends_with(['"', ',']);
    let above = before.trim_end().rsplit('\n').next().unwrap_or_default();
    let below = own.lines().nth(1).unwrap_or_default();
    is_quoted(above) || is_quoted(below)
}

/// A value inside a line: `{name: value, …}`, `[name: value]`, `map[name:[value]]` or `name:value` of a command.
fn inside<'a>(before: &str, value: &'a str, is_near: bool) -> Option<&'a str> {
    let close = |open: char| match open {
        '[' => Some(']'),
        '(' => Some(')'),
        '<' => Some('>'),
        _ => None,
    };
    let opened = value.chars().next().filter(|char| *char == '[').and_then(close);
    if let Some(close) = opened {
        return value.get(1..)?.split([close, '\n']).next();
    }
    let around = before.chars().next_back().and_then(close);
    let is_end = |char: char| {
        "\r\n,}\"'`".contains(char) || Some(char) == around || (is_near && char.is_ascii_whitespace())
    };
    value.split(is_end).next()
}
