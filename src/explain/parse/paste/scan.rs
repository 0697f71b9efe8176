//! Small searches in text. One function for each keeps the wasm small: patterns of the standard library are copied to
//! every place that uses them.

/// Spaces and tabs.
pub(in crate::explain) const BLANK: &str = " \t";
/// The ends of a line.
pub(in crate::explain) const LINE_END: &str = "\r\n";
/// Blanks and ends of lines.
pub(in crate::explain) const SPACE: &str = " \t\r\n";
/// Quotes of programs and shells.
pub(in crate::explain) const QUOTES: &str = "\"'`";

/// The place of the first of these characters.
#[inline(never)]
pub(in crate::explain) fn find(text: &str, chars: &str) -> Option<usize> {
    let mut places = text.char_indices();
    places.find(|(_, char)| chars.contains(*char)).map(|(at, _)| at)
}

/// The text before the first of these characters.
#[inline(never)]
pub(in crate::explain) fn until<'a>(text: &'a str, chars: &str) -> &'a str {
    front(text, find(text, chars).unwrap_or(text.len()))
}

/// The text without these characters at its start.
#[inline(never)]
pub(in crate::explain) fn skip<'a>(text: &'a str, chars: &str) -> &'a str {
    let mut rest = text.chars();
    loop {
        let kept = rest.as_str();
        if !rest.next().is_some_and(|char| chars.contains(char)) {
            return kept;
        }
    }
}

/// The text without these characters at its end.
#[inline(never)]
pub(in crate::explain) fn skip_back<'a>(text: &'a str, chars: &str) -> &'a str {
    let mut rest = text.chars();
    loop {
        let kept = rest.as_str();
        if !rest.next_back().is_some_and(|char| chars.contains(char)) {
            return kept;
        }
    }
}

/// The letters, digits and `_` at the end.
#[inline(never)]
pub(in crate::explain) fn word_back(text: &str) -> &str {
    let mut rest = text.chars();
    loop {
        let left = rest.as_str().len();
        if !rest.next_back().is_some_and(is_word) {
            return back(text, left);
        }
    }
}

/// The name at the end, with the marks that names of parameters, headers and hosts can have.
pub(in crate::explain) fn name_back(text: &str) -> &str {
    let mut rest = text;
    loop {
        let bare = skip_back(rest, "-.");
        let word = word_back(bare);
        if word.is_empty() {
            return back(text, rest.len());
        }
        rest = front(bare, bare.len() - word.len());
    }
}

/// The letters, digits and `_` at the start.
#[inline(never)]
pub(in crate::explain) fn word(text: &str) -> &str {
    let mut rest = text.chars();
    loop {
        let left = rest.as_str().len();
        if !rest.next().is_some_and(is_word) {
            return front(text, text.len() - left);
        }
    }
}

pub(in crate::explain) fn is_word(char: char) -> bool {
    is_letter(char) || char == '_'
}

/// A letter or a digit. Outside of ASCII by blocks of Unicode: with the tables of `char::is_alphanumeric`, explain.wasm
/// is 1.5 KiB (brotli) larger.
pub(in crate::explain) fn is_letter(char: char) -> bool {
    char.is_ascii_alphanumeric()
        || matches!(char, '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '\u{3041}'..='\u{d7ff}'
            | '\u{f900}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ffdc}'
            | '\u{10000}'..='\u{1efff}' | '\u{20000}'..)
}

/// The text before this place.
#[inline(never)]
pub(in crate::explain) fn front(text: &str, place: usize) -> &str {
    text.get(..place).unwrap_or_default()
}

/// The text before this quote or the end of the line.
#[inline(never)]
pub(in crate::explain) fn until_quote(text: &str, close: char) -> &str {
    let mut places = text.char_indices();
    let end = places.find(|(_, char)| *char == close || matches!(char, '\r' | '\n'));
    front(text, end.map_or(text.len(), |(at, _)| at))
}

/// The text from this place.
#[inline(never)]
pub(in crate::explain) fn back(text: &str, place: usize) -> &str {
    text.get(place..).unwrap_or_default()
}

/// At most this many bytes from the start, because a value in a long line is not searched to the end of the line.
#[inline(never)]
pub(in crate::explain) fn limited(text: &str, length: usize) -> &str {
    let mut length = length.min(text.len());
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    front(text, length)
}

pub(in crate::explain) fn first(text: &str) -> Option<char> {
    text.chars().next()
}

pub(in crate::explain) fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// Whether it starts with one of these characters.
pub(in crate::explain) fn starts(text: &str, chars: &str) -> bool {
    first(text).is_some_and(|char| chars.contains(char))
}

/// Whether it ends with one of these characters.
pub(in crate::explain) fn ends(text: &str, chars: &str) -> bool {
    last(text).is_some_and(|char| chars.contains(char))
}

/// Whether it starts with this name, in any case.
pub(in crate::explain) fn starts_name(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name))
}

/// Whether it ends with this name, in any case.
pub(in crate::explain) fn ends_name(text: &str, name: &str) -> bool {
    let start = text.len().checked_sub(name.len());
    start.is_some_and(|start| starts_name(back(text, start), name))
}

/// The last line of the text.
#[inline(never)]
pub(in crate::explain) fn last_line(text: &str) -> &str {
    back(text, text.rfind('\n').map_or(0, |at| at + 1))
}
