//! Writes content lines: folding (RFC 5545, section 3.1), text values (3.3.11) and UTC times (3.3.5).

use alloc::string::String;

use crate::time::{civil, decimal};

/// The maximum length of a line in bytes, without its CRLF.
const LINE: usize = 75;

pub(super) struct Writer {
    out: String,
    /// The length of the current line in bytes.
    column: usize,
}

impl Writer {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            column: 0,
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Lines that are already complete and shorter than the maximum.
    pub(super) fn raw(&mut self, lines: &str) {
        self.out.push_str(lines);
    }

    /// A property with a text value. Control characters are dropped, except tabs and line ends. If nothing is left, the
    /// property is omitted: libical calls a line without a value an error.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        if value.chars().all(is_dropped) {
            return;
        }
        self.name(name);
        let mut rest = value;
        while let Some((at, length, escape)) = first_special(rest) {
            self.plain(rest.get(..at).unwrap_or_default());
            self.escape(escape);
            rest = rest.get(at + length..).unwrap_or_default();
        }
        self.plain(rest);
        self.end();
    }

    /// A property whose value is a URI, unless it is empty. A URI has no escapes. A character that no URI has would end
    /// the line, so such a value is omitted.
    pub(super) fn uri(&mut self, name: &str, value: &str) {
        let is_plain = value.bytes().all(|byte| byte.is_ascii_graphic());
        let ends_line = |character: char| character.is_control() || character.is_whitespace();
        if value.is_empty() || (!is_plain && value.contains(ends_line)) {
            return;
        }
        self.name(name);
        self.plain(value);
        self.end();
    }

    /// A time in UTC, in whole seconds.
    pub(super) fn time(&mut self, name: &str, time: &UtcTime) {
        self.line(name, time.as_str());
    }

    pub(super) fn number(&mut self, name: &str, value: u32) {
        self.line(name, &decimal(value.into()));
    }

    /// A duration in minutes (RFC 5545, section 3.3.6).
    pub(super) fn minutes(&mut self, name: &str, minutes: u32) {
        self.name(name);
        self.out.push_str("PT");
        self.out.push_str(&decimal(minutes.into()));
        self.out.push_str("M\r\n");
    }

    /// A property that fits on one line, without special characters.
    fn line(&mut self, name: &str, value: &str) {
        self.name(name);
        self.out.push_str(value);
        self.end();
    }

    fn name(&mut self, name: &str) {
        self.out.push_str(name);
        self.out.push(':');
        self.column = name.len() + 1;
    }

    /// Text without special characters. A line may end between any two characters.
    fn plain(&mut self, mut text: &str) {
        loop {
            let mut room = LINE - self.column;
            if text.len() <= room {
                self.out.push_str(text);
                self.column += text.len();
                return;
            }
            while !text.is_char_boundary(room) {
                room -= 1;
            }
            let (head, rest) = text.split_at_checked(room).unwrap_or((text, ""));
            self.out.push_str(head);
            self.fold();
            text = rest;
        }
    }

    /// An escape stays on one line.
    fn escape(&mut self, escape: &str) {
        if self.column + escape.len() > LINE {
            self.fold();
        }
        self.out.push_str(escape);
        self.column += escape.len();
    }

    fn fold(&mut self) {
        self.out.push_str("\r\n ");
        self.column = 1;
    }

    fn end(&mut self) {
        self.out.push_str("\r\n");
    }
}

/// The first character that is not written as it is: where, its length, and what is written.
fn first_special(text: &str) -> Option<(usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied();
        return Some(match byte {
            b'\\' => (at, 1, "\\\\"),
            b';' => (at, 1, "\\;"),
            b',' => (at, 1, "\\,"),
            b'\r' if next == Some(b'\n') => (at, 2, "\\n"),
            b'\r' | b'\n' => (at, 1, "\\n"),
            b'\t' => continue,
            0..b' ' | 0x7f => (at, 1, ""),
            // U+0080 to U+009F are control characters.
            0xc2 if matches!(next, Some(0x80..=0x9f)) => (at, 2, ""),
            _ => continue,
        });
    }
    None
}

/// A time such as `20220804T100000Z`.
pub(super) struct UtcTime([u8; 16]);

impl UtcTime {
    pub(super) fn of(millis: i64) -> Self {
        let [year, month, day, hour, minute, second] = civil(millis);
        let mut text = *b"00000000T000000Z";
        let parts = [year / 100, year % 100, month, day, hour, minute, second];
        for (part, start) in parts.into_iter().zip([0, 2, 4, 6, 9, 11, 13]) {
            for (place, digit) in text.iter_mut().skip(start).zip([part / 10, part % 10]) {
                *place += u8::try_from(digit).unwrap_or(0);
            }
        }
        Self(text)
    }

    fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn is_dropped(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}
