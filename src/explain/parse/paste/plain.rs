//! Undoes what mail, dumps and printed strings add to a request.

use alloc::string::String;
use alloc::vec::Vec;

use super::scan::{QUOTES, back, first, front, is_word, last, skip, skip_back, starts, until};

/// The text without the marks of quoted mail and of `curl -v`, and with dumped bytes as text.
pub(super) fn lines(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut dump = Dump::default();
    let text = uncolored(text);
    // `cat -A` and `:set list` of Vim mark the end of each line.
    let has_ends = text.lines().nth(2).is_some() && text.lines().all(|line| line.ends_with('$'));
    for line in text.lines() {
        let mut line = unmarked(line);
        if has_ends {
            line = skip_back(line, "$");
            line = line.strip_suffix("^M").unwrap_or(line);
        }
        if !dump.read(line, &mut plain) {
            plain.push_str(line);
            plain.push('\n');
        }
    }
    plain
}

/// The text without the control sequences of a terminal (ECMA-48): colors, and links that it hides. Some displays print
/// the escape as text, or lose it.
fn uncolored(text: &str) -> String {
    let mut text = String::from(text);
    for printed in ["\\x1b[", "\\u001b[", "\\033[", "\\e[", "\u{9b}"] {
        if text.contains(printed) {
            text = text.replace(printed, "\u{1b}[");
        }
    }
    if !text.contains('\u{1b}') && text.contains("[0m") {
        text = text.replace("[", "\u{1b}[");
    }
    let mut parts = text.split('\u{1b}');
    let mut plain = String::from(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str(without_control(part));
    }
    plain
}

/// The text behind an escape, without its control sequence.
fn without_control(text: &str) -> &str {
    if let Some(sequence) = text.strip_prefix('[') {
        let rest = skip(sequence, "0123456789;:?");
        let is_color = starts(rest, "mKJGH");
        return if is_color { back(rest, 1) } else { text };
    }
    match text.strip_prefix(']') {
        Some(link) => back(link, until(link, "\u{7}").len() + 1),
        None => text.strip_prefix('\\').unwrap_or(text),
    }
}

/// `> ` before a line: a quoted mail, or a line that curl sent.
fn unmarked(line: &str) -> &str {
    let mut line = line;
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    line
}

/// A dump of `curl --trace` or `--trace-ascii`: an offset in hex, a colon, and 16 or 64 bytes.
#[derive(Default)]
struct Dump {
    /// The offset of a line that continues the last one.
    next: Option<usize>,
}

impl Dump {
    fn read(&mut self, line: &str, plain: &mut String) -> bool {
        if let Some((offset, bytes)) = self.other_line(line) {
            plain.push_str(&String::from_utf8_lossy(&bytes));
            self.next = Some(offset + bytes.len());
            return true;
        }
        let Some((offset, content)) = self.line(line) else {
            self.next = None;
            return false;
        };
        if self.next != Some(offset) && !plain.is_empty() && !plain.ends_with('\n') {
            plain.push('\n');
        }
        let length = match bytes(content) {
            Some(bytes) => {
                plain.push_str(&String::from_utf8_lossy(&bytes));
                16
            }
            None => {
                plain.push_str(content);
                if content.chars().count() < 64 {
                    plain.push('\n');
                }
                64
            }
        };
        self.next = Some(offset + length);
        true
    }

    /// A line of xxd, of `hexdump -C` or of Netty: an offset of eight digits, and up to 16 bytes.
    fn other_line(&self, line: &str) -> Option<(usize, Vec<u8>)> {
        let line = line.strip_prefix('|').unwrap_or(line);
        let offset = usize::from_str_radix(line.get(..8)?, 16).ok()?;
        let mut rest = back(line, 8);
        rest = rest.strip_prefix([':', '|', ' '])?;
        let mut bytes = Vec::new();
        while bytes.len() < 16 {
            let own = skip(rest, " ");
            let byte = own.get(..2).filter(|_| rest.len() - own.len() <= 2).and_then(hex);
            let Some(byte) = byte.and_then(|byte| u8::try_from(byte).ok()) else {
                break;
            };
            bytes.push(byte);
            rest = back(own, 2);
        }
        let is_next = offset == 0 || self.next == Some(offset);
        (is_next && !bytes.is_empty()).then_some((offset, bytes))
    }

    fn line<'a>(&self, line: &'a str) -> Option<(usize, &'a str)> {
        let (offset, content) = line.split_once(": ")?;
        let offset = usize::from_str_radix(offset, 16).ok().filter(|_| offset.len() == 4)?;
        (offset == 0 || self.next.is_some()).then_some((offset, content))
    }
}

/// `47 45 54 20 …  GET …`
fn bytes(content: &str) -> Option<Vec<u8>> {
    let columns = content.get(..48)?;
    let columns = columns.split_ascii_whitespace();
    columns
        .map(|byte| u8::from_str_radix(byte, 16).ok().filter(|_| byte.len() == 2))
        .collect()
}

/// The text with the escapes of printed strings decoded, up to three levels of them.
pub(super) fn plain(text: &str) -> String {
    let mut plain = decoded(
        &text
            .replace("[\\r][\\n]", "\n")
            .replace("'\\''", "'")
            .replace("\\://", "://"),
    );
    // HTML and XML.
    let is_linked = plain.contains("<http") && plain.contains('>');
    if is_linked || plain.contains("</") || plain.contains("/>") {
        plain = without_entities(&plain).replace("</", "\n</");
    }
    // Mail as it is sent (RFC 2045, section 6.7).
    // The value of a key can start with `3D`, but no time does.
    if plain.contains("timestamp=3D") || plain.matches("=3D").nth(3).is_some() {
        plain = plain.replace("=\n", "").replace("=3D", "=");
    }
    for _ in 0..2 {
        if !plain.contains("\\\"") {
            break;
        }
        plain = decoded(&plain);
    }
    plain
}

/// What HTML writes for other characters; `&` is the last.
const ENTITIES: [(&str, &str); 5] = [
    ("<br>", "\n"),
    ("&nbsp;", " "),
    ("&apos;", "'"),
    ("&quot;", "\""),
    ("&amp;", "&"),
];

/// The text with the entities of HTML as characters: `&#39;`, `&#x3D;`, `&quot;`.
pub(in crate::explain) fn without_entities(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut plain = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let number = until(part, ";");
        let digits = number.strip_prefix(['x', 'X']);
        let code = digits.map_or_else(|| number.parse().ok(), hex);
        match code.and_then(char::from_u32) {
            Some(char) => {
                plain.push(if char == '\u{a0}' { ' ' } else { char });
                plain.push_str(back(part, number.len() + 1));
            }
            None => {
                plain.push_str("&#");
                plain.push_str(part);
            }
        }
    }
    for (name, char) in ENTITIES {
        plain = plain.replace(name, char);
    }
    plain
}

fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // Where the last opened string ends.
    let mut end = 0;
    // For each quote without a partner on its line: how much text remains after that line.
    let mut single = [usize::MAX; 3];
    while let Some(char) = first(rest) {
        let after = back(rest, char.len_utf8());
        let in_string = after.len() >= end && end > 0;
        let kind = QUOTES.chars().position(|quote| quote == char).filter(|_| !in_string);
        if let Some(kind) = kind.and_then(|kind| single.get_mut(kind))
            && rest.len() <= *kind
            && opens(&plain)
        {
            match end_of_string(after, char) {
                Some(length) => end = after.len() - length,
                None => *kind = after.len() - until(after, "\n").len(),
            }
        }
        let found = match char {
            '\\' => escape(after, in_string),
            '$' if in_string => cast(after),
            _ => None,
        };
        let (char, length) = found.unwrap_or((char, 0));
        plain.push(char);
        rest = back(after, length);
    }
    plain
}

/// Whether a quote here starts a string: an apostrophe follows a letter. Some languages write a letter before a string.
fn opens(before: &str) -> bool {
    let bare = match last(before) {
        Some('b' | 'B' | 'f' | 'F' | 'r' | 'u' | 'L') => front(before, before.len() - 1),
        _ => before,
    };
    !last(bare).is_some_and(|char| is_word(char) || char == '\\')
}

/// The length of a string that ends on the same line.
fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// `$([char]215)`: browsers write non-ASCII characters this way for PowerShell.
fn cast(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix("([char]")?;
    let (number, _) = inner.split_once(')')?;
    let char = number.parse().ok().and_then(char::from_u32)?;
    Some((char, "([char])".len() + number.len()))
}

/// The character after a backslash and the length of its escape; `None` if it stays as it is.
fn escape(text: &str, in_string: bool) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    let char = match first {
        'n' => '\n',
        'r' => '\r',
        '"' | '/' | '&' | '?' | '=' => first,
        _ if !in_string => return None,
        't' => '\t',
        'x' => return code(text, 1, 2),
        'u' => return utf16(text),
        '\'' | '\\' | '`' | '$' => first,
        _ => return None,
    };
    Some((char, 1))
}

/// One visible character. Any other byte stays as it was printed.
fn code(text: &str, start: usize, digits: usize) -> Option<(char, usize)> {
    let number = hex(text.get(start..start + digits)?)?;
    let char = char::from_u32(number).filter(|char| *char >= ' ' && (digits > 2 || char.is_ascii()))?;
    Some((char, start + digits))
}

/// `\u0026`, `\u{26}`, or two units for a character above U+FFFF.
fn utf16(text: &str) -> Option<(char, usize)> {
    if let Some(inner) = text.strip_prefix("u{") {
        let (number, _) = inner.split_once('}').filter(|(number, _)| number.len() <= 6)?;
        return Some((char::from_u32(hex(number)?)?, number.len() + 3));
    }
    code(text, 1, 4).or_else(|| {
        let high = hex(text.get(1..5)?)?.checked_sub(0xd800)?;
        let low = hex(text.get(5..11)?.strip_prefix("\\u")?)?.checked_sub(0xdc00)?;
        Some((char::from_u32(0x10000 + (high << 10) + low)?, 11))
    })
}

fn hex(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| !digits.starts_with('+'))
}
