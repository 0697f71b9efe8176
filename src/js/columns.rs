//! Many short values in one frame. A field for each value takes JavaScript several times as long.
//!
//! Its five fields: texts that are mostly ASCII, and their lengths; texts in any language, and their lengths; numbers.
//! Texts are joined by one more character. Lengths are UTF-16 units, as `u32`; numbers are `f64`; both little-endian.
//! Values are read in the order in which they were written (`src/npm/wasm/columns.ts`).

use alloc::string::String;
use alloc::vec::Vec;

use super::frame::{self, Fields};

/// The values of an input frame.
pub(super) struct Columns<'a> {
    names: Texts<'a>,
    texts: Texts<'a>,
    numbers: &'a [u8],
}

impl<'a> Columns<'a> {
    pub(super) fn of(frame: &'a [u8]) -> Self {
        let mut fields = Fields::of(frame);
        Self {
            names: Texts::of(&mut fields),
            texts: Texts::of(&mut fields),
            numbers: fields.bytes(),
        }
    }

    /// The next text that is mostly ASCII; empty after the last one.
    pub(super) fn name(&mut self) -> &'a str {
        self.names.next()
    }

    /// The next text in any language; empty after the last one.
    pub(super) fn text(&mut self) -> &'a str {
        self.texts.next()
    }

    /// The next number; NaN after the last one.
    pub(super) fn number(&mut self) -> f64 {
        let Some((number, rest)) = self.numbers.split_first_chunk() else {
            return f64::NAN;
        };
        self.numbers = rest;
        f64::from_le_bytes(*number)
    }

    /// Whether no name is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.names.lengths.is_empty()
    }
}

/// Joined texts.
struct Texts<'a> {
    joined: &'a str,
    lengths: &'a [u8],
}

impl<'a> Texts<'a> {
    fn of(fields: &mut Fields<'a>) -> Self {
        Self {
            joined: fields.text(),
            lengths: fields.bytes(),
        }
    }

    fn next(&mut self) -> &'a str {
        let Some((length, rest)) = self.lengths.split_first_chunk() else {
            return "";
        };
        self.lengths = rest;
        let units = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let length = match self.joined.get(..units) {
            // Only ASCII has as many bytes as UTF-16 units.
            Some(text) if text.is_ascii() => units,
            _ => utf8_length(self.joined, units),
        };
        let (text, rest) = self.joined.split_at_checked(length).unwrap_or_default();
        self.joined = rest.get(1..).unwrap_or_default();
        text
    }
}

/// How many bytes the first `units` UTF-16 units of a text take.
fn utf8_length(text: &str, units: usize) -> usize {
    let mut left = units;
    let characters = text.chars().take_while(|character| {
        let is_inside = left > 0;
        left = left.saturating_sub(character.len_utf16());
        is_inside
    });
    characters.map(char::len_utf8).sum()
}

/// The values of an output frame. Its texts have no separators.
#[derive(Default)]
pub(super) struct OutColumns {
    texts: String,
    lengths: Vec<u8>,
    numbers: Vec<u8>,
}

impl OutColumns {
    pub(super) fn text(&mut self, text: &str) {
        let units = if text.is_ascii() {
            text.len()
        } else {
            text.encode_utf16().count()
        };
        self.texts.push_str(text);
        self.lengths
            .extend_from_slice(&u32::try_from(units).unwrap_or(u32::MAX).to_le_bytes());
    }

    pub(super) fn number(&mut self, number: f64) {
        self.numbers.extend_from_slice(&number.to_le_bytes());
    }

    /// Writes the output. Returns the length of the frame.
    pub(super) fn finish(self) -> u32 {
        frame::write(|frame| {
            frame.text(&self.texts);
            frame.bytes(&self.lengths);
            frame.bytes(&self.numbers);
        })
    }
}
