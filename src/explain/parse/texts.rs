//! The text in other readings, without what a display adds.

use alloc::string::String;
use alloc::vec::Vec;

use super::paste::scan::{QUOTES, back, find, first, front, is_word, last, skip, skip_back, starts};
use super::paste::{shown, without_entities};

/// A longer text is read in one way only.
pub(super) const MAX_BYTES: usize = 16_384;

/// How many of the readings can be those of a text that has exactly what was sent.
pub(super) const EXACT: usize = 3;

/// The text in other readings: what a page or a display adds is taken away.
pub(super) fn texts(text: &str) -> [String; 7] {
    let doubled = text.replace("\"\"", "\"").replace("''", "'").replace("%%", "%");
    let doubled = doubled.replace("#015#012", "\n");
    let mut single = doubled.replace("\\", "");
    // Only an encoder of whole texts encodes the `=`.
    if !single.contains("timestamp=") {
        single = without_entities(&single);
    }
    let [wide, narrow] = [false, true].map(|is_narrow| joined(text, is_narrow));
    [doubled, wide, shown(text), narrow, literals(text), single, plain(text)]
}

/// The text with the lines joined that a display of this width broke. In a narrow one, a line without a blank or a
/// colon continues the last one.
fn joined(text: &str, is_narrow: bool) -> String {
    let width = text.lines().map(str::len).max().unwrap_or_default();
    let mut plain = String::new();
    let mut is_full = true;
    for line in text.lines() {
        let bare = skip_back(skip(line, STARTS), MARKS);
        let is_joined = if is_narrow {
            !bare.is_empty() && !bare.contains([' ', ':'])
        } else {
            is_full
        };
        if !is_joined {
            plain.push('\n');
        }
        plain.push_str(if is_narrow {
            bare
        } else {
            skip_back(skip(line, MARKS), MARKS)
        });
        is_full = line.len() >= 40 && line.len() + 12 >= width;
    }
    plain
}

/// What stands at the ends of lines in mail, comments and boxes.
const MARKS: &str = " \t>|#*│\\";
/// What starts a line of a comment.
const STARTS: &str = " \t>|#*│\\/;'+~-";

/// The text with the string literals joined that a program joins.
fn literals(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = find(rest, QUOTES) {
        let after = back(rest, at + 1);
        let next = skip(after, " \t\r\n+.&_\\,<>|~");
        let is_joined = next.len() < after.len() && starts(next, QUOTES);
        plain.push_str(front(rest, at + usize::from(!is_joined)));
        rest = if is_joined { back(next, 1) } else { after };
    }
    plain.push_str(rest);
    plain
}

/// The text without the marks of emphasis around its lines and words: `_https://…_`, `=signature=`.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for line in text.lines() {
        let words: Vec<&str> = inner(line.trim()).split(' ').map(inner).collect();
        plain.push_str(&words.join(" "));
        plain.push('\n');
    }
    plain
}

/// The text between two equal marks.
fn inner(text: &str) -> &str {
    let mark = first(text).filter(|mark| last(text) == Some(*mark) && (*mark == '_' || !is_word(*mark)));
    let length = mark.map_or(0, char::len_utf8);
    if text.len() > 2 * length {
        front(back(text, length), text.len() - 2 * length)
    } else {
        text
    }
}
