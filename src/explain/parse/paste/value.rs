//! Finds the value of a name, as headers, commands, JSON and programs write it.

use super::scan::{
    BLANK, LINE_END, QUOTES, SPACE, back, ends, first, front, last, last_line, limited, skip, skip_back, starts,
    starts_name, until, until_quote, word, word_back,
};
use crate::request::SIGNATURE_HEADER;

/// What the name stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A header. Quotes around its value can be part of it.
    Header,
    /// A parameter in a list.
    Parameter,
}

/// The quote that closes this one.
pub(super) fn closing(quote: char) -> Option<char> {
    match quote {
        '"' | '\'' | '`' | '”' | '’' => Some(quote),
        '“' => Some('”'),
        '‘' => Some('’'),
        '„' => Some('“'),
        '«' => Some('»'),
        '「' => Some('」'),
        _ => None,
    }
}

/// Whether this is the name of the signature header, in any case (RFC 9110, section 5.1).
pub(super) fn is_signature(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(SIGNATURE_HEADER)
}

/// The start and end of each occurrence of a name, in any case.
pub(in crate::explain) fn occurrences<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let first = name.as_bytes().first().copied().unwrap_or_default();
    let bytes = text.as_bytes().iter().enumerate();
    let starts = bytes.filter(move |(_, byte)| byte.eq_ignore_ascii_case(&first));
    let places = starts.map(move |(start, _)| (start, start + name.len()));
    places.filter(move |(start, end)| {
        let found = text.get(*start..*end);
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// Whether the line is `Name: value`. Names of HTTP/2 can start with a colon.
pub(super) fn is_field(line: &str) -> bool {
    let line = skip(line, BLANK);
    let bare = line.strip_prefix(':').unwrap_or(line);
    let name = until(bare, ":");
    let value = back(bare, name.len() + 1);
    let token = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_apart = value.is_empty() || starts(value, BLANK) || is_signature(name);
    token && !name.is_empty() && name.len() < bare.len() && is_apart
}

/// The maximum length of a value, so that long lines take linear time.
const MAX_BYTES: usize = 4096;

/// The value of the name at this place.
pub(super) fn value(text: &str, start: usize, end: usize, of: Of) -> Option<&str> {
    let before = front(text, start);
    let before = back(before, limited(before, before.len().saturating_sub(MAX_BYTES)).len());
    let after = limited(back(text, end), MAX_BYTES);
    let opened = last(before).and_then(closing);
    let value = match opened.map(|close| (close, after.strip_prefix(close))) {
        Some((_, Some(rest))) => of_quoted(before, rest, of),
        Some((close, None)) => Some(until_quote(separated(skip(after, BLANK))?, close)),
        None => of_bare(before, after, of),
    };
    value.map(str::trim).filter(|value| !value.is_empty())
}

/// What stands between a name and its value in some display.
const BETWEEN: &str = " \t\r\n\"'`“”‘’„«»:：=>|│┃,;()[]{}*•→\u{a0}";
const BETWEEN_WORDS: [&str; 9] = ["Just", "Optional", "Some", "some", "string", "to", "value", "is", "was"];
/// Longer text between a name and a value says something else.
const MAX_BETWEEN: usize = 200;

/// The text beside a name, in a display of any form.
pub(super) fn beside(text: &str, start: usize, end: usize) -> Option<&str> {
    let before = front(text, start);
    let rest = limited(back(text, end), MAX_BETWEEN * 2);
    // The names of a property list are texts of tags.
    if before.ends_with("</") || (before.ends_with('<') && rest.contains("<string>")) {
        return None;
    }
    let mut own = rest;
    let mut is_closed = false;
    let tag = until(rest, "<>");
    if is_in_tag(before) && back(rest, tag.len()).starts_with('>') {
        own = back(rest, tag.find("value=").map_or(tag.len(), |at| at + "value".len()));
    }
    loop {
        let next = skip(own, BETWEEN);
        let word = word(next);
        let after = back(next, word.len());
        if let Some(arrow) = next.strip_prefix("->").or_else(|| next.strip_prefix("- ")) {
            own = arrow;
        } else if next.starts_with('<') {
            let tag = until(next, ">");
            // Another entry starts.
            if is_closed && tag.contains(" name=") {
                return None;
            }
            is_closed |= next.starts_with("</");
            own = back(next, tag.len());
        } else if BETWEEN_WORDS.contains(&word) && starts(after, BETWEEN) {
            own = after.strip_prefix('(').map_or(after, |size| skip(size, "0123456789"));
        } else {
            own = next;
            break;
        }
    }
    let between = front(rest, rest.len() - own.len());
    if between.is_empty() || between.len() > MAX_BETWEEN || own.is_empty() {
        return None;
    }
    let value = match last(between).and_then(closing) {
        Some(close) if !starts(own, LINE_END) => until_quote(own, close),
        _ => until(own, "\r\n\t,;)]}|│┃<\"'`"),
    };
    let value = front(value, value.find("  ").unwrap_or(value.len())).trim();
    (!value.is_empty()).then_some(value)
}

/// Whether the text ends inside a tag, behind its name.
fn is_in_tag(before: &str) -> bool {
    let near = back(before, limited(before, before.len().saturating_sub(MAX_BETWEEN)).len());
    let tag = back(near, near.rfind('<').unwrap_or(near.len()));
    tag.contains('=') && !tag.contains('>')
}

/// The lengths of encoded digests.
const LENGTHS: [usize; 10] = [27, 28, 40, 43, 44, 54, 56, 64, 86, 88];

/// A digest at the start of a line, without the text that follows it.
fn digest(line: &str) -> &str {
    let is_digit = |char: char| char.is_ascii_alphanumeric() || "+/=_-".contains(char);
    let end = line.find(|char| !is_digit(char)).unwrap_or(line.len());
    let rest = back(line, end);
    // `+` can arrive as a space, and `%` starts an encoded character.
    let is_spaced = rest.starts_with(' ')
        && rest.chars().all(|char| is_digit(char) || char == ' ')
        && LENGTHS.contains(&line.trim_end().len());
    let is_kept = rest.is_empty() || is_spaced || starts(rest, "%") || !LENGTHS.contains(&end);
    if is_kept { line } else { front(line, end) }
}

/// The content of a string at the start.
fn string(text: &str) -> Option<&str> {
    let open = first(text)?;
    Some(until_quote(back(text, open.len_utf8()), closing(open)?))
}

/// The text behind `=>`, `==`, `:` or `=`.
fn separated(text: &str) -> Option<&str> {
    let mut marks = ["=>", "==", ":", "=", "："].iter();
    marks.find_map(|mark| text.strip_prefix(*mark))
}

/// `"name": "value"`, `"name", "value"`, `['name'] = 'value'`, or the pair of a list.
fn of_quoted<'a>(before: &'a str, rest: &'a str, of: Of) -> Option<&'a str> {
    let rest = skip(skip(rest, "]"), SPACE);
    let tuple = rest.strip_prefix(',');
    // Lisp and Haskell write `"name" . "value"` and `"name" .~ ["value"]`.
    let dotted = || rest.strip_prefix(".~").or_else(|| rest.strip_prefix(". "));
    let own = tuple.or_else(|| separated(rest)).or_else(dotted).unwrap_or(rest);
    let object = skip(own, " \t\r\n[").strip_prefix('{');
    if let Some(value) = object.and_then(|object| labeled(object, of)) {
        return Some(value);
    }
    let is_last = tuple.is_some() || starts(rest, ")}");
    labeled(rest, of)
        .or_else(|| literal(own, of).filter(|value| tuple.is_none() || of == Of::Parameter || !is_name(value)))
        .or_else(|| value_before(before).filter(|value| is_last && !is_name(value)))
}

/// In a list of names, the next name is not a value.
fn is_name(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

/// `, "type": "text", "value": "…"` after a name, also on lines of their own.
fn labeled(text: &str, of: Of) -> Option<&str> {
    let mut rest = text;
    for _ in 0..4 {
        let label = skip(skip(skip(rest, ", \t\r\n"), "-"), " \"'");
        let name = word(label);
        let own = separated(skip(back(label, name.len()), " \"'")).filter(|_| !name.is_empty())?;
        // MockServer writes `values`.
        if starts_name(name, "value") {
            return literal(own, of).or_else(|| Some(to_end(skip(own, BLANK), of)));
        }
        let other = literal(own, Of::Parameter)?;
        rest = skip(back(own, own.find(other)? + other.len()), QUOTES);
    }
    None
}

/// `"value": "…", "name": "name"` and `("value", forField: "name")`.
fn value_before(before: &str) -> Option<&str> {
    let before = skip_back(skip_back(before, "\"'"), SPACE);
    let before = skip_back(before.strip_suffix(":").or_else(|| before.strip_suffix('='))?, " \"'");
    let label = word_back(before);
    let before = skip_back(front(before, before.len() - label.len()), " \t\r\n\"'");
    let before = skip_back(before.strip_suffix(',')?, SPACE);
    let quote = last(before).filter(|char| QUOTES.contains(*char))?;
    let line = last_line(front(before, before.len() - 1));
    let value = back(line, line.rfind(quote)? + 1);
    (!label.eq_ignore_ascii_case("value")).then_some(value)
}

/// A string, or a number or Boolean of a parameter.
fn literal(text: &str, of: Of) -> Option<&str> {
    let inner = skip(text, " \t\r\n[({");
    // Mock servers write `{"equalTo": "value"}`.
    if let Some(name) = string(inner).filter(|_| front(text, text.len() - inner.len()).contains('{'))
        && let Some(own) = separated(skip(back(inner, name.len() + 2), SPACE))
    {
        return literal(own, of);
    }
    let text = inner;
    let bare = back(
        text,
        usize::from(starts(text, "b@$fr") && starts(back(text, 1), QUOTES)),
    );
    let scalar = || {
        let word = to_end(text, Of::Parameter);
        let is_boolean = word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false");
        let is_scalar = is_boolean || first(word).is_some_and(|char| char.is_ascii_digit());
        (of == Of::Parameter && is_scalar).then_some(word)
    };
    string(bare).or_else(scalar)
}

fn to_end(text: &str, of: Of) -> &str {
    match of {
        Of::Header => digest(until(text, LINE_END)),
        Of::Parameter => until(text, " \t\r\n,;)]}&<\"'`"),
    }
}

/// `name: value`, `name = "value"`, a name and its value on two lines, or `name=value` in a query.
fn of_bare<'a>(before: &'a str, after: &'a str, of: Of) -> Option<&'a str> {
    if ends(before, "?&") {
        let value = after.strip_prefix('=').filter(|_| of == Of::Header)?;
        return Some(until(value, "&# \"'`\r\n"));
    }
    // Before the name, the line has only spaces and list markers.
    let start = skip_back(before, " \t-*>|<#");
    let starts_line = start.is_empty() || ends(start, LINE_END);
    let after = skip(after, "]*）");
    let tail = skip(after, BLANK);
    if tail.is_empty() || starts(tail, LINE_END) {
        return labeled(tail, of).or_else(|| below(before, tail).filter(|_| starts_line));
    }
    // The line is a row of a table.
    let is_row = starts(tail, "|,") || after.starts_with('\t') || after.starts_with("  ");
    if starts_line && is_row && !starts(tail, ":=") {
        return table_cell(skip(tail, "|, \t"), of);
    }
    let keyword = Some(tail).filter(|_| starts(tail, QUOTES) && before.ends_with(':'));
    let pair = tail.strip_prefix(',').filter(|_| ends(before, "[("));
    let own = separated(tail).or(keyword).or(pair)?;
    // Markdown's bold type ends behind the colon.
    let value = skip(skip(own, "*"), BLANK);
    // OpenTelemetry prints a header as `Slice(["value"])`.
    let value = value.strip_prefix("Slice([").unwrap_or(value);
    if of == Of::Header && starts_line && starts(value, LINE_END) {
        return below(before, value);
    }
    let (is_colon, is_near) = (tail.starts_with(':'), own.len() == value.len());
    let value = back(
        value,
        usize::from(!is_colon && value.starts_with('b') && starts(back(value, 1), QUOTES)),
    );
    if let Some(string) = string(value) {
        // A header of a raw request has nothing before it.
        let is_apart = start.len() < before.len();
        let is_display = of == Of::Parameter || !is_colon || !starts_line || is_near || is_apart;
        return Some(if is_display || is_quoted_beside(before, own) {
            string
        } else {
            to_end(value, of)
        });
    }
    if let Some(list) = value.strip_prefix('[').filter(|_| of == Of::Parameter) {
        return Some(until(list, "]"));
    }
    let value_end = to_end(value, of);
    if of == Of::Header
        && is_colon
        && starts_line
        && mark_behind(before, value, value_end).is_some()
        && before.contains(" HTTP/")
    {
        return Some(front(value, value_end.len() + 1));
    }
    match of {
        // A query is not a list.
        Of::Parameter => (!back(value, value_end.len()).starts_with('&')).then_some(value_end),
        Of::Header if starts_line => Some(without_quote(value_end)),
        Of::Header => Some(inside(last(before), value_end, is_near)),
    }
}

/// The `;` or `,` that ends the line behind a value, if the lines above and below do not end with it.
pub(in crate::explain) fn mark_behind<'a>(before: &str, text: &'a str, value: &str) -> Option<&'a str> {
    let line = until(text, LINE_END);
    let mark = back(line, value.len()).trim_end();
    let below = until(skip(back(text, line.len()), LINE_END), LINE_END);
    let above = last_line(skip_back(before, " \t-*>|<#\r\n"));
    let is_display = above.trim_end().ends_with(mark) || below.trim_end().ends_with(mark);
    (matches!(mark, ";" | ",") && !is_display).then_some(mark)
}

/// A cell of a row. A cell of several words is a value of a parameter only.
fn table_cell(text: &str, of: Of) -> Option<&str> {
    if of == Of::Parameter {
        let cell = string(text).unwrap_or_else(|| until(text, "|\t\r\n").trim());
        let cell = front(cell, cell.find("  ").unwrap_or(cell.len()));
        return Some(cell).filter(|cell| !cell.contains(','));
    }
    let cell = string(text).unwrap_or_else(|| until(text, "|\r\n"));
    Some(cell).filter(|cell| !cell.trim().contains([' ', ',']))
}

/// The line below a name: panes of browsers are copied like this. The names of other headers can be values, too.
fn below<'a>(before: &str, tail: &'a str) -> Option<&'a str> {
    let above = last_line(skip_back(before, SPACE));
    let line = until(skip(tail, LINE_END), LINE_END).trim();
    // Tables of AsciiDoc have each cell on its own line.
    let line = line.strip_prefix('|').filter(|_| before.ends_with('|')).unwrap_or(line);
    let is_value = !line.contains(' ') && !is_field(line) && !above.trim().ends_with("-headers");
    is_value.then_some(line)
}

/// The closing quote of a string that contains the whole line is not part of the value.
fn without_quote(line: &str) -> &str {
    match line.find(['"', '\'']) {
        Some(place) if line.rfind(['"', '\'']) == Some(place) => front(line, place),
        _ => line,
    }
}

/// A tool that shows one value in quotes shows all values in quotes.
fn is_quoted_beside(before: &str, own: &str) -> bool {
    let is_quoted = |line: &str| line.contains(": \"") && ends(line.trim(), "\",");
    let line = until(own, LINE_END);
    let below = until(skip(back(own, line.len()), LINE_END), LINE_END);
    is_quoted(last_line(skip_back(before, SPACE))) || is_quoted(below)
}

/// A value inside a line: `{name: value, …}`, `[name: value]`, `map[name:[value]]` or `name:value` of a command.
fn inside(before: Option<char>, value: &str, is_near: bool) -> &str {
    if let Some(value) = value.strip_prefix('[') {
        return until(skip(value, QUOTES), "]\"'`");
    }
    let value = until(
        digest(value),
        if is_near {
            ",}\"'`<“”» \t"
        } else {
            ",}\"'`<“”»"
        },
    );
    match before {
        Some('[') => until(value, "]"),
        Some('(') => until(value, ")"),
        _ => value,
    }
}
