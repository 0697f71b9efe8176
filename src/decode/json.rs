//! Reads JSON (RFC 8259) one value at a time, without recursion. Checks UTF-8 in strings; elsewhere only ASCII is
//! valid.

use super::octets::{HIGHS, byte, bytes_before, eight, ends, space};
use super::output::Output;
use super::schema::{Field, UNKNOWN};
use super::tape::Tape;
use crate::error::Reason;

/// The maximum depth of nested arrays and objects.
const MAX_DEPTH: usize = 128;

/// The body is invalid: see [`Json::reason`] and [`Json::at`].
#[derive(Debug)]
pub(super) struct Stop;

/// The result of a step through the body.
pub(super) type Step<T = ()> = Result<T, Stop>;

/// A position in a body.
#[derive(Debug)]
pub(super) struct Json<'a> {
    pub(super) body: &'a [u8],
    pub(super) at: usize,
    pub(super) reason: Reason,
    pub(super) out: Output<'a>,
    depth: usize,
}

impl<'a> Json<'a> {
    pub(super) fn new(body: &'a [u8], tape: &'a mut Tape) -> Self {
        tape.renew(body.len());
        Self {
            body,
            at: 0,
            reason: Reason::Syntax,
            out: Output::new(tape),
            depth: 0,
        }
    }

    /// The byte at this position. At the end it is 0, which never occurs unescaped in JSON.
    #[inline(always)]
    pub(super) fn peek(&self) -> u8 {
        byte(self.body, self.at)
    }

    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        self.body.get(start..self.at).unwrap_or_default()
    }

    #[inline(always)]
    pub(super) fn space(&mut self) {
        if self.peek() <= b' ' {
            self.at = space(self.body, self.at);
        }
    }

    fn expect(&mut self, byte: u8) -> Step {
        if self.peek() != byte {
            return Err(Stop);
        }
        self.at += 1;
        Ok(())
    }

    /// Enters one of the four arrays and objects that the schema knows.
    #[inline(always)]
    pub(super) fn step_in(&mut self) {
        self.depth += 1;
        self.at += 1;
        self.space();
    }

    /// Moves past the separator after an item. Returns `false` at the end of the array or object.
    pub(super) fn more(&mut self, close: u8) -> Step<bool> {
        self.space();
        if self.peek() == b',' {
            self.at += 1;
            self.space();
            return Ok(true);
        }
        if self.ends(close) { Ok(false) } else { Err(Stop) }
    }

    /// Leaves an array or object if it ends here.
    #[inline(always)]
    pub(super) fn ends(&mut self, close: u8) -> bool {
        let ends = self.peek() == close;
        if ends {
            self.at += 1;
            self.depth -= 1;
        }
        ends
    }

    /// Reads a key that [`super::quick::run`] did not find, and its colon. Returns the field or [`UNKNOWN`].
    pub(super) fn key(&mut self, fields: &'static [Field]) -> Step<&'static Field> {
        let start = self.at;
        let has_escape = self.string(false)?;
        // `quick::run` would have found a key without escapes directly before its colon.
        let found = if has_escape || self.peek() != b':' {
            self.at = start;
            self.string(true)?;
            let name = self.out.pending();
            fields.iter().find(|field| field.name() == name)
        } else {
            None
        };
        self.colon()?;
        Ok(found.unwrap_or(&UNKNOWN))
    }

    /// Moves past `known`, a key with its colon, if it comes next.
    pub(super) fn pass(&mut self, known: &[u8]) -> bool {
        let is_next = self.body.get(self.at..).is_some_and(|rest| rest.starts_with(known));
        if is_next {
            self.at += known.len();
            self.space();
        }
        is_next
    }

    pub(super) fn colon(&mut self) -> Step {
        self.space();
        self.expect(b':')?;
        self.space();
        Ok(())
    }

    /// Reads and checks any value. A string becomes the pending text.
    pub(super) fn value(&mut self) -> Step {
        if self.peek() == b'"' {
            self.string(true).map(drop)
        } else {
            self.skip()
        }
    }

    /// Reads and checks any value.
    pub(super) fn skip(&mut self) -> Step {
        let floor = self.depth;
        // One bit for each open array (0) or object (1); the lowest bit is the innermost.
        let mut objects = 0_u128;
        loop {
            let mut is_item = self.scalar_or_open(&mut objects)?;
            while !is_item {
                if self.depth == floor {
                    return Ok(());
                }
                let is_object = objects & 1 == 1;
                is_item = self.more(if is_object { b'}' } else { b']' })?;
                if !is_item {
                    objects >>= 1;
                }
            }
            if objects & 1 == 1 {
                self.string(false)?;
                self.colon()?;
            }
        }
    }

    /// Reads a value without items, or moves to the first item and returns `true`.
    fn scalar_or_open(&mut self, objects: &mut u128) -> Step<bool> {
        match self.peek() {
            b'"' => self.string(false).map(drop)?,
            b'-' | b'0'..=b'9' if !number(self.body, &mut self.at) => return Err(Stop),
            b'-' | b'0'..=b'9' => {}
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            b'n' => self.word(b"null")?,
            open @ (b'{' | b'[') => {
                if self.depth >= MAX_DEPTH {
                    self.reason = Reason::TooDeep;
                    return Err(Stop);
                }
                self.step_in();
                // In ASCII, `}` and `]` are two after their opening characters.
                if !self.ends(open + 2) {
                    *objects = *objects << 1 | u128::from(open == b'{');
                    return Ok(true);
                }
            }
            _ => return Err(Stop),
        }
        Ok(false)
    }

    fn word(&mut self, word: &[u8]) -> Step {
        word.iter().try_for_each(|&byte| self.expect(byte))
    }

    /// Reads and checks a string. If it `is_wanted`, its decoded text becomes the pending text. Returns whether it has
    /// escapes.
    #[inline(never)]
    fn string(&mut self, is_wanted: bool) -> Step<bool> {
        self.expect(b'"')?;
        self.out.begin();
        let (body, start) = (self.body, self.at);
        let (mut at, mut has_escape, mut all) = (start, false, 0);
        loop {
            let eight = eight(body, at);
            let stops = ends(eight);
            // The high bits of the bytes before the first stop.
            all |= eight & HIGHS & stops.wrapping_sub(1) & !stops;
            let plain = bytes_before(stops);
            if is_wanted {
                self.out.push_eight(eight, plain);
            }
            at += plain;
            if stops == 0 {
                continue;
            }
            match byte(body, at) {
                b'"' => break,
                b'\\' => {
                    has_escape = true;
                    at += 1;
                    let letter = byte(body, at);
                    let Some(plain) = unescaped(letter) else {
                        self.at = at;
                        self.unicode_escape()?;
                        at = self.at;
                        continue;
                    };
                    at += 1;
                    if is_wanted {
                        self.out.push_eight(u64::from(plain), 1);
                    }
                }
                _ => {
                    self.at = at;
                    return Err(Stop);
                }
            }
        }
        self.at = at + 1;
        if all != 0 {
            let inside = body.get(start..at).unwrap_or_default();
            if core::str::from_utf8(inside).is_err() {
                self.reason = Reason::Encoding;
                return Err(Stop);
            }
            self.out.is_ascii = false;
        }
        Ok(has_escape)
    }

    /// Reads an escape from its `u` on, or a surrogate pair of escapes.
    #[inline(never)]
    fn unicode_escape(&mut self) -> Step {
        let mut code = self.hex()?;
        let after = self.at;
        if code & 0xfc00 == 0xd800 && self.expect(b'\\').is_ok() && self.peek() == b'u' {
            let low = self.hex()?;
            if low & 0xfc00 == 0xdc00 {
                code = 0x1_0000 + ((code & 0x3ff) << 10 | low & 0x3ff);
            } else {
                self.at = after;
            }
        } else {
            self.at = after;
        }
        self.out.push_code(code);
        Ok(())
    }

    /// The four digits after a `u`.
    fn hex(&mut self) -> Step<u32> {
        self.expect(b'u')?;
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.peek()).to_digit(16);
            code = code << 4 | digit.ok_or(Stop)?;
            self.at += 1;
        }
        Ok(code)
    }
}

/// The character for the letter of an escape; `None` for `u` and for invalid letters.
#[inline(always)]
fn unescaped(letter: u8) -> Option<u8> {
    Some(match letter {
        b'"' | b'\\' | b'/' => letter,
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 8,
        b'f' => 12,
        _ => return None,
    })
}

/// Moves past a number, or to the invalid byte in it.
pub(super) fn number(text: &[u8], at: &mut usize) -> bool {
    *at += usize::from(byte(text, *at) == b'-');
    if byte(text, *at) == b'0' {
        *at += 1;
    } else if !digits(text, at) {
        return false;
    }
    if byte(text, *at) == b'.' {
        *at += 1;
        if !digits(text, at) {
            return false;
        }
    }
    if !matches!(byte(text, *at), b'e' | b'E') {
        return true;
    }
    *at += 1;
    *at += usize::from(matches!(byte(text, *at), b'+' | b'-'));
    digits(text, at)
}

/// Moves past digits. Returns whether there were any.
fn digits(text: &[u8], at: &mut usize) -> bool {
    let start = *at;
    while byte(text, *at).is_ascii_digit() {
        *at += 1;
    }
    *at > start
}

/// The value of up to nine digits.
pub(super) fn small(text: &[u8]) -> Option<u32> {
    if text.len() > 9 {
        return None;
    }
    text.iter().try_fold(0, |value, &byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            None
        } else {
            Some(value * 10 + u32::from(digit))
        }
    })
}

/// Whether this is a whole number from 0 to 2^53 - 1, such as `25` or `25.0`.
#[inline(never)]
pub(super) fn is_count(text: &[u8]) -> bool {
    let mut value: u64 = 0;
    let mut is_fraction = false;
    for &byte in text {
        let digit = u64::from(byte.wrapping_sub(b'0'));
        match byte {
            b'.' => is_fraction = true,
            b'0' if is_fraction => {}
            _ if is_fraction || digit > 9 => return false,
            _ => value = value * 10 + digit,
        }
        if value >> 53 != 0 {
            return false;
        }
    }
    true
}
