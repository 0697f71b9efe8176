//! JSON (RFC 8259), one value at a time, without recursion. UTF-8 is checked where it can stand: in strings.

use super::output::Output;
use super::quick::stops;
use super::schema::{Field, UNKNOWN};
use super::tape::Tape;
use crate::error::Reason;

/// How many arrays and objects may nest.
const MAX_DEPTH: usize = 128;

/// The body is not what it should be: [`Json::reason`] tells why, [`Json::at`] where.
#[derive(Debug)]
pub(super) struct Stop;

/// What a step over the body returns.
pub(super) type Step<T = ()> = Result<T, Stop>;

/// A place in a body.
#[derive(Debug)]
pub(super) struct Json<'a> {
    pub(super) body: &'a [u8],
    pub(super) at: usize,
    pub(super) reason: Reason,
    pub(super) out: Output<'a>,
    depth: usize,
    /// Whether the container at each depth is an object, a bit for each.
    objects: [u32; MAX_DEPTH / 32],
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
            objects: [0; MAX_DEPTH / 32],
        }
    }

    /// The byte here; 0, which JSON never holds bare, at the end.
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

    /// Steps into an array or object.
    fn enter(&mut self) -> Step {
        let is_object = self.peek() == b'{';
        let Some(bits) = self.objects.get_mut(self.depth / 32) else {
            self.reason = Reason::TooDeep;
            return Err(Stop);
        };
        let bit = 1 << (self.depth % 32);
        *bits = if is_object { *bits | bit } else { *bits & !bit };
        self.step_in();
        Ok(())
    }

    /// The same for one of the four that the schema knows.
    #[inline(always)]
    pub(super) fn step_in(&mut self) {
        self.depth += 1;
        self.at += 1;
        self.space();
    }

    /// Steps past what follows an item: `true` when another one does, `false` at the end of the array or object.
    pub(super) fn more(&mut self, close: u8) -> Step<bool> {
        self.space();
        if self.peek() == b',' {
            self.at += 1;
            self.space();
            return Ok(true);
        }
        if self.ends(close) {
            Ok(false)
        } else {
            Err(Stop)
        }
    }

    /// Steps out of an array or object that ends here.
    #[inline(always)]
    pub(super) fn ends(&mut self, close: u8) -> bool {
        let ends = self.peek() == close;
        if ends {
            self.at += 1;
            self.depth -= 1;
        }
        ends
    }

    /// Reads a key that [`super::quick::run`] did not find, and the colon; its field, or [`UNKNOWN`].
    pub(super) fn key(&mut self, fields: &'static [Field]) -> Step<&'static Field> {
        let start = self.at;
        let has_escape = self.string(false)?;
        let mut name = self.body.get(start + 1..self.at - 1).unwrap_or_default();
        if has_escape {
            self.at = start;
            self.string(true)?;
            name = self.out.pending();
        }
        // A plain key before its colon would have been found there.
        let found = if has_escape || self.peek() != b':' {
            fields.iter().find(|field| field.name() == name)
        } else {
            None
        };
        self.space();
        self.expect(b':')?;
        self.space();
        Ok(found.unwrap_or(&UNKNOWN))
    }

    /// Reads a string; into the output, as the pending text, if it `is_wanted`. Whether it holds an escape.
    fn string(&mut self, is_wanted: bool) -> Step<bool> {
        self.expect(b'"')?;
        self.out.begin();
        let start = self.at;
        let (mut has_escape, mut is_wide) = (false, false);
        loop {
            self.plain(is_wanted);
            match self.peek() {
                ..b' ' => return Err(Stop),
                b'"' => break,
                b'\\' => {
                    self.escape()?;
                    has_escape = true;
                }
                _ => {
                    let from = self.at;
                    while self.peek() >= 0x80 {
                        self.at += 1;
                    }
                    is_wide |= self.at > from;
                    // One of the last eight bytes of the body.
                    self.at += usize::from(self.at == from);
                    if is_wanted {
                        self.out.extend(self.since(from));
                    }
                }
            }
        }
        if is_wide && core::str::from_utf8(self.since(start)).is_err() {
            self.reason = Reason::Encoding;
            return Err(Stop);
        }
        self.at += 1;
        Ok(has_escape)
    }

    /// Reads characters that need no thought inside a string, eight at a time.
    #[inline(always)]
    fn plain(&mut self, is_wanted: bool) {
        let mut rest = self.body.get(self.at..).unwrap_or_default();
        while let Some((&eight, after)) = rest.split_first_chunk() {
            let stops = stops(u64::from_le_bytes(eight));
            let length = usize::try_from(stops.trailing_zeros() / 8).unwrap_or(0);
            if is_wanted {
                self.out.push_eight(eight, length);
            }
            self.at += length;
            if stops != 0 {
                break;
            }
            rest = after;
        }
    }

    fn escape(&mut self) -> Step {
        self.at += 1;
        let byte = match self.peek() {
            b'u' => return self.unicode_escape(),
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            byte @ (b'"' | b'\\' | b'/') => byte,
            _ => return Err(Stop),
        };
        self.at += 1;
        self.out.push(byte);
        Ok(())
    }

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

    /// The four digits after `u`.
    fn hex(&mut self) -> Step<u32> {
        let mut code = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = char::from(self.peek()).to_digit(16);
            code = code << 4 | digit.ok_or(Stop)?;
        }
        self.at += 1;
        Ok(code)
    }

    /// Reads any value and checks it. A string becomes the pending text if it `is_wanted`.
    pub(super) fn skip(&mut self, is_wanted: bool) -> Step {
        let floor = self.depth;
        loop {
            if self.value_or_open(is_wanted)? {
                continue;
            }
            loop {
                if self.depth == floor {
                    return Ok(());
                }
                let close = self.close();
                if self.more(close)? {
                    self.item_key()?;
                    break;
                }
            }
        }
    }

    /// Reads a value without items, or steps to the first item (`true`).
    fn value_or_open(&mut self, is_wanted: bool) -> Step<bool> {
        match self.peek() {
            b'"' => self.string(is_wanted).map(drop)?,
            b'-' | b'0'..=b'9' if !number(self.body, &mut self.at) => return Err(Stop),
            b'-' | b'0'..=b'9' => {}
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            b'n' => self.word(b"null")?,
            b'{' | b'[' => {
                self.enter()?;
                let close = self.close();
                if !self.ends(close) {
                    self.item_key()?;
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

    fn item_key(&mut self) -> Step {
        if self.close() == b'}' {
            self.key(&[])?;
        }
        Ok(())
    }

    /// What ends the innermost array or object.
    fn close(&self) -> u8 {
        let depth = self.depth.wrapping_sub(1);
        let bits = self.objects.get(depth / 32).copied().unwrap_or(0);
        if bits >> (depth % 32) & 1 == 1 {
            b'}'
        } else {
            b']'
        }
    }
}

/// Where the white space at `at` ends.
#[inline(never)]
pub(super) fn space(body: &[u8], mut at: usize) -> usize {
    while matches!(byte(body, at), b' ' | b'\t' | b'\n' | b'\r') {
        at += 1;
    }
    at
}

/// The byte at `at`; 0, which JSON never holds bare, past the end.
#[inline(always)]
pub(super) fn byte(body: &[u8], at: usize) -> u8 {
    body.get(at).copied().unwrap_or(0)
}

/// Steps past a number, or to what is wrong with it.
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

/// Steps past digits; whether there are any.
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
