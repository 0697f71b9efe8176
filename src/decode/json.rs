//! JSON (RFC 8259), one value at a time without recursion. UTF-8 is checked where it can stand: in strings.

use core::ops::Range;

use super::schema::{Field, head};
use super::tape::Slot;
use super::text::{Pending, Pools};
use crate::error::Reason;

/// How many arrays and objects may nest.
const MAX_DEPTH: usize = 128;

/// A place in a body. An error is a [`Reason`] for stopping at [`Json::at`].
#[derive(Debug)]
pub(super) struct Json<'a> {
    pub(super) body: &'a [u8],
    pub(super) at: usize,
    pub(super) pools: Pools,
    depth: usize,
    /// Whether the container at each depth is an object.
    objects: [bool; MAX_DEPTH],
}

impl<'a> Json<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self {
            body,
            at: 0,
            pools: Pools::new(body.len()),
            depth: 0,
            objects: [false; MAX_DEPTH],
        }
    }

    /// The byte here; 0, which JSON never holds bare, at the end.
    #[inline(always)]
    pub(super) fn peek(&self) -> u8 {
        self.body.get(self.at).copied().unwrap_or(0)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.body.len()
    }

    pub(super) fn source(&self, range: Range<usize>) -> &'a [u8] {
        self.body.get(range).unwrap_or_default()
    }

    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        self.source(start..self.at)
    }

    #[inline(always)]
    pub(super) fn space(&mut self) {
        if self.peek() <= b' ' {
            self.at = space(self.body, self.at);
        }
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == byte;
        self.at += usize::from(is_here);
        is_here
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Reason> {
        if self.eat(byte) { Ok(()) } else { Err(Reason::Syntax) }
    }

    /// Steps into an array or object.
    pub(super) fn enter(&mut self) -> Result<(), Reason> {
        let is_object = self.peek() == b'{';
        *self.objects.get_mut(self.depth).ok_or(Reason::TooDeep)? = is_object;
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

    /// Steps past what follows an item: `true` when another one does, `false` at the end of the
    /// array or object.
    pub(super) fn more(&mut self, close: u8) -> Result<bool, Reason> {
        self.space();
        let byte = self.peek();
        if byte == b',' {
            self.at += 1;
            self.space();
            return Ok(true);
        }
        if self.ends(close) { Ok(false) } else { Err(Reason::Syntax) }
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

    /// Reads a key and the colon: its field, if it is one of them.
    pub(super) fn key(&mut self, fields: &'static [Field]) -> Result<Option<&'static Field>, Reason> {
        let head = head(self.body.get(self.at..).unwrap_or_default());
        let found = fields.iter().find(|field| field.is_first(head));
        if let Some(field) = found {
            self.at += field.name.len() + 3;
            self.space();
            return Ok(found);
        }
        let key = self.string()?;
        let key = self.pools.pending(key);
        let found = fields.iter().find(|field| field.name.as_bytes() == key);
        self.space();
        self.expect(b':')?;
        self.space();
        Ok(found)
    }

    /// Reads a string into the pools, as pending text.
    pub(super) fn string(&mut self) -> Result<Pending, Reason> {
        self.expect(b'"')?;
        self.uneven_string()
    }

    /// The rest of a string that holds an escape or more than ASCII, or ends with the body.
    fn uneven_string(&mut self) -> Result<Pending, Reason> {
        let mut is_lone = false;
        self.pools.begin();
        loop {
            match self.peek() {
                b'"' => break,
                b'\\' => is_lone |= self.escape()?,
                0..0x20 => return Err(Reason::Syntax),
                byte => {
                    self.pools.push(byte);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        let text = self.pools.end(is_lone);
        if !text.is_ascii && core::str::from_utf8(self.pools.pending(text)).is_err() {
            return Err(Reason::Encoding);
        }
        Ok(text)
    }

    /// Reads an escape; whether it is half a surrogate pair.
    fn escape(&mut self) -> Result<bool, Reason> {
        self.at += 1;
        let byte = match self.peek() {
            b'u' => return self.unicode_escape(),
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            byte @ (b'"' | b'\\' | b'/') => byte,
            _ => return Err(Reason::Syntax),
        };
        self.at += 1;
        self.pools.push(byte);
        Ok(false)
    }

    fn unicode_escape(&mut self) -> Result<bool, Reason> {
        let mut code = self.hex()?;
        if code & 0xfc00 == 0xd800 {
            code = self.low_half(code)?;
        }
        let character = char::from_u32(code);
        let text = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        self.pools.extend(text.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(character.is_none())
    }

    /// The code point of a surrogate pair, or `high` where no second half follows.
    fn low_half(&mut self, high: u32) -> Result<u32, Reason> {
        let after_high = self.at;
        if self.eat(b'\\') && self.peek() == b'u' {
            let low = self.hex()?;
            if low & 0xfc00 == 0xdc00 {
                return Ok(0x1_0000 + ((high & 0x3ff) << 10 | low & 0x3ff));
            }
        }
        self.at = after_high;
        Ok(high)
    }

    /// The four digits after `u`.
    fn hex(&mut self) -> Result<u32, Reason> {
        let mut code = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = char::from(self.peek()).to_digit(16);
            code = code << 4 | digit.ok_or(Reason::Syntax)?;
        }
        self.at += 1;
        Ok(code)
    }

    /// Reads a number.
    pub(super) fn number(&mut self) -> Result<Number, Reason> {
        let number = Number::starting(self.body.get(self.at..).unwrap_or_default());
        self.at += number.length;
        if number.is_valid { Ok(number) } else { Err(Reason::Syntax) }
    }

    pub(super) fn word(&mut self, word: &[u8]) -> Result<(), Reason> {
        word.iter().try_for_each(|&byte| self.expect(byte))
    }

    /// Reads any value and checks it.
    pub(super) fn skip(&mut self) -> Result<(), Reason> {
        let floor = self.depth;
        loop {
            if self.leaf_or_open()? {
                continue;
            }
            while self.depth > floor && !self.next_item()? {}
            if self.depth == floor {
                return Ok(());
            }
        }
    }

    /// Reads a value without items, or steps to the first item (`true`).
    fn leaf_or_open(&mut self) -> Result<bool, Reason> {
        match self.peek() {
            b'{' | b'[' => return self.open(),
            b'"' => self.string().map(drop)?,
            b'-' | b'0'..=b'9' => self.number().map(drop)?,
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            _ => self.word(b"null")?,
        }
        Ok(false)
    }

    fn open(&mut self) -> Result<bool, Reason> {
        self.enter()?;
        let close = self.close();
        if self.ends(close) {
            return Ok(false);
        }
        self.item_key()?;
        Ok(true)
    }

    fn next_item(&mut self) -> Result<bool, Reason> {
        let close = self.close();
        let more = self.more(close)?;
        if more {
            self.item_key()?;
        }
        Ok(more)
    }

    fn item_key(&mut self) -> Result<(), Reason> {
        if self.close() == b'}' {
            self.key(&[])?;
        }
        Ok(())
    }

    /// What ends the innermost array or object.
    fn close(&self) -> u8 {
        let is_object = self.depth.checked_sub(1).and_then(|depth| self.objects.get(depth));
        if is_object == Some(&true) { b'}' } else { b']' }
    }

    /// Keeps source text as JSON.
    pub(super) fn keep_json(&mut self, source: &[u8]) -> Slot {
        let literal = self.pend(source);
        self.pools.keep_json(literal)
    }

    /// Makes source text the pending text.
    pub(super) fn pend(&mut self, source: &[u8]) -> Pending {
        self.pools.begin();
        self.pools.extend(source);
        self.pools.end(false)
    }
}

/// Where the white space at `at` ends.
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

/// How many of eight bytes, from the first, need no thought inside a string: neither quote,
/// backslash, control character nor part of a longer character.
#[inline(always)]
pub(super) fn stops(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    // Each term sets the high bit of a byte it looks for, and of others only after such a one. Flipping one bit puts the
    // quote next to the control characters.
    let quote_or_control = (eight ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (eight ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (quote_or_control | backslash | eight) & ONES << 7
}

/// What stands where a number should.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// In bytes: to its end, or to what is wrong.
    pub(super) length: usize,
    pub(super) is_valid: bool,
    /// It has neither fraction nor exponent.
    pub(super) is_integer: bool,
}

impl Number {
    pub(super) fn starting(text: &[u8]) -> Self {
        let byte = |at| text.get(at).copied().unwrap_or(0);
        let start = usize::from(byte(0) == b'-');
        let mut at = if byte(start) == b'0' { start + 1 } else { digits(text, start) };
        let mut is_valid = at > start;
        let integer = at;
        if is_valid && byte(at) == b'.' {
            let fraction = at + 1;
            at = digits(text, fraction);
            is_valid = at > fraction;
        }
        if is_valid && matches!(byte(at), b'e' | b'E') {
            let exponent = at + 1 + usize::from(matches!(byte(at + 1), b'+' | b'-'));
            at = digits(text, exponent);
            is_valid = at > exponent;
        }
        Self { length: at, is_valid, is_integer: at == integer }
    }
}

/// Where the digits from `at` end.
fn digits(text: &[u8], at: usize) -> usize {
    let digits = text.iter().skip(at).take_while(|byte| byte.is_ascii_digit());
    at + digits.count()
}

/// The value of up to nine digits.
pub(super) fn small(text: &[u8]) -> Option<u32> {
    if text.len() > 9 {
        return None;
    }
    text.iter().try_fold(0, |value, &byte| {
        let digit = char::from(byte).to_digit(10)?;
        Some(value * 10 + digit)
    })
}
