//! Splits JSON and JavaScript into strings, words and marks. That is enough to find the parts of a request.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::header;

/// A token of JSON or JavaScript.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A string with its escapes decoded.
    Text(String),
    /// A name, number or other word.
    Word(&'a str),
    /// Any other character.
    Mark(char),
}

impl Token<'_> {
    /// Whether the token is this name, with or without quotes.
    fn names(&self, name: &str) -> bool {
        self.name().is_some_and(|own| own.eq_ignore_ascii_case(name))
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Word(word) => Some(word),
            Self::Mark(_) => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }
}

/// The tokens of a text with these quote characters. An unterminated string ends with the text.
pub(super) fn tokens<'a>(text: &'a str, quotes: &[char]) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if quotes.contains(&first) {
            let (text, after) = string(rest, first);
            (Token::Text(text), after)
        } else {
            word_or_mark(rest, first)
        };
        found.push(token);
        rest = after.trim_start();
    }
    found
}

fn word_or_mark(text: &str, first: char) -> (Token<'_>, &str) {
    let is_word = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
    let length = text.find(|char| !is_word(char)).unwrap_or(text.len());
    if length == 0 {
        return (Token::Mark(first), text.strip_prefix(first).unwrap_or_default());
    }
    let (word, rest) = text.split_at_checked(length).unwrap_or((text, ""));
    (Token::Word(word), rest)
}

fn string(text: &str, quote: char) -> (String, &str) {
    let mut read = String::new();
    let mut chars = text.chars();
    chars.next();
    while let Some(char) = chars.next() {
        match char {
            '\\' => read.extend(escape(&mut chars)),
            _ if char == quote => break,
            _ => read.push(char),
        }
    }
    (read, chars.as_str())
}

/// Decodes the escape after a backslash (RFC 8259, section 7; ECMA-262, 12.9.4); `None` for an escaped line end.
fn escape(chars: &mut core::str::Chars<'_>) -> Option<char> {
    match chars.next()? {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'x' => char::from_u32(hex(chars, 2)),
        'u' => Some(utf16(chars)),
        '\n' => None,
        other => Some(other),
    }
}

/// `{…}` around a code point, or one or two UTF-16 units: characters above U+FFFF need two.
fn utf16(chars: &mut core::str::Chars<'_>) -> char {
    if let Some(inner) = chars.as_str().strip_prefix('{') {
        *chars = inner.chars();
        let code_point = hex(chars, 6);
        let after = chars.as_str();
        *chars = after.strip_prefix('}').unwrap_or(after).chars();
        return char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    let high = hex(chars, 4);
    let mut ahead = chars.clone();
    if (0xd800..0xdc00).contains(&high) && ahead.next() == Some('\\') && ahead.next() == Some('u') {
        let low = hex(&mut ahead, 4);
        if (0xdc00..0xe000).contains(&low) {
            *chars = ahead;
            let joined = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            return char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
    }
    char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Reads at most this many hexadecimal digits, six at most.
fn hex(chars: &mut core::str::Chars<'_>, digits: usize) -> u32 {
    let mut number = 0;
    for _ in 0..digits {
        let mut ahead = chars.clone();
        let Some(digit) = ahead.next().and_then(|char| char.to_digit(16)) else {
            break;
        };
        *chars = ahead;
        number = number << 4 | digit;
    }
    number
}

/// The text after `name:`.
pub(super) fn value_of<'a>(tokens: &'a [Token<'_>], name: &str) -> Option<&'a str> {
    tokens.windows(3).find_map(|window| match window {
        [key, colon, value] if key.names(name) && colon.is(':') => value.text(),
        _ => None,
    })
}

/// The value of the signature header: `"name": "value"`, `"name", "value"`, or the HAR form `"name": "X-Lti-Signature",
/// "value": "…"` in either order.
pub(super) fn signature(tokens: &[Token<'_>]) -> Option<String> {
    let mut places = tokens.iter().enumerate();
    let value = places.find_map(|(place, token)| {
        let named = token.text().is_some_and(header::is_signature);
        let after = tokens.get(place + 1..)?;
        let before = tokens.get(..place)?;
        if named {
            value_behind(after).or_else(|| value_before(before))
        } else {
            None
        }
    });
    value
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .map(ToString::to_string)
}

fn value_behind<'a>(tokens: &'a [Token<'_>]) -> Option<&'a str> {
    match tokens {
        [comma, key, colon, value, ..] if comma.is(',') && colon.is(':') => value.text().filter(|_| key.names("value")),
        [mark, value, ..] if mark.is(':') || mark.is(',') => value.text(),
        _ => None,
    }
}

fn value_before<'a>(tokens: &'a [Token<'_>]) -> Option<&'a str> {
    match tokens {
        [.., key, first, value, comma, name, second]
            if first.is(':') && second.is(':') && comma.is(',') && name.names("name") =>
        {
            value.text().filter(|_| key.names("value"))
        }
        _ => None,
    }
}
