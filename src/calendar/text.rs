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

    /// A line that is already complete and shorter than the maximum.
    pub(super) fn raw(&mut self, line: &str) {
        self.out.push_str(line);
        self.end();
    }

    /// A property with a text value. Control characters are dropped, except tabs and line ends. If nothing is left, the
    /// property is omitted: libical calls a line without a value an error.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        if value.chars().all(is_dropped) {
            return;
        }
        self.name(name);
        let mut characters = value.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\\' => self.piece("\\\\"),
                ';' => self.piece("\\;"),
                ',' => self.piece("\\,"),
                '\r' => {
                    characters.next_if_eq(&'\n');
                    self.piece("\\n");
                }
                '\n' => self.piece("\\n"),
                _ if is_dropped(character) => {}
                _ => self.piece(character.encode_utf8(&mut [0; 4])),
            }
        }
        self.end();
    }

    /// A property whose value is a URI, unless it is empty. A URI has no escapes. A character that no URI has would end
    /// the line, so such a value is omitted.
    pub(super) fn uri(&mut self, name: &str, value: &str) {
        if value.is_empty() || value.contains(|character: char| character.is_control() || character.is_whitespace()) {
            return;
        }
        self.name(name);
        for character in value.chars() {
            self.piece(character.encode_utf8(&mut [0; 4]));
        }
        self.end();
    }

    /// A time in UTC, in whole seconds.
    pub(super) fn time(&mut self, name: &str, millis: i64) {
        self.name(name);
        let [year, month, day, hour, minute, second] = civil(millis);
        self.digits(year, 1000);
        self.digits(month, 10);
        self.digits(day, 10);
        self.out.push('T');
        self.digits(hour, 10);
        self.digits(minute, 10);
        self.digits(second, 10);
        self.out.push('Z');
        self.end();
    }

    pub(super) fn number(&mut self, name: &str, value: u32) {
        self.name(name);
        self.out.push_str(&decimal(value.into()));
        self.end();
    }

    /// A duration in minutes (RFC 5545, section 3.3.6).
    pub(super) fn minutes(&mut self, name: &str, minutes: u32) {
        self.name(name);
        self.out.push_str("PT");
        self.out.push_str(&decimal(minutes.into()));
        self.out.push('M');
        self.end();
    }

    fn name(&mut self, name: &str) {
        self.out.push_str(name);
        self.out.push(':');
        self.column = name.len() + 1;
    }

    /// Characters that stay on one line: a character, or an escape of two.
    fn piece(&mut self, piece: &str) {
        if self.column + piece.len() > LINE {
            self.out.push_str("\r\n ");
            self.column = 1;
        }
        self.out.push_str(piece);
        self.column += piece.len();
    }

    /// A number with leading zeros; `unit` is the place value of its first digit.
    fn digits(&mut self, number: u16, mut unit: u16) {
        while unit > 0 {
            let digit = u8::try_from(number / unit % 10).unwrap_or(0);
            self.out.push(char::from(b'0' + digit));
            unit /= 10;
        }
    }

    fn end(&mut self) {
        self.out.push_str("\r\n");
        self.column = 0;
    }
}

fn is_dropped(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}
