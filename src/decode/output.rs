//! Writes text. ASCII is stored apart from other characters, so that JavaScript engines and TextDecoder use their fast
//! path for almost all text.

use super::octets::{HIGHS, short};
use super::tape::{Slot, Tag, Tape, index, word};

/// The tape that is being written. Pending text is in `ascii`, after the kept text, until it is kept or overwritten.
#[derive(Debug)]
pub(super) struct Output<'a> {
    pub(super) tape: &'a mut Tape,
    pub(super) kept: Mark,
    /// The length of the pending text in bytes.
    length: usize,
    pub(super) is_ascii: bool,
    /// Whether the text contains an unpaired surrogate, which UTF-8 cannot represent.
    is_lone: bool,
}

/// The lengths of the pools.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    pub(super) ascii: usize,
    pub(super) wide: usize,
    /// The length of `wide` in UTF-16 units.
    pub(super) units: usize,
}

impl<'a> Output<'a> {
    pub(super) fn new(tape: &'a mut Tape) -> Self {
        Self {
            tape,
            kept: Mark::default(),
            length: 0,
            is_ascii: true,
            is_lone: false,
        }
    }

    /// Starts a new pending text, which counts as ASCII at first.
    pub(super) fn begin(&mut self) {
        self.length = 0;
        self.is_ascii = true;
        self.is_lone = false;
    }

    fn extend(&mut self, bytes: &[u8]) {
        // There is always room, because no text is longer than its source.
        let room = self.tape.ascii.get_mut(self.kept.ascii + self.length..);
        for (to, &byte) in room.unwrap_or_default().iter_mut().zip(bytes) {
            *to = byte;
        }
        self.length += bytes.len();
    }

    /// Adds the first `length` of eight bytes.
    #[inline(always)]
    pub(super) fn push_eight(&mut self, eight: u64, length: usize) {
        let eight = eight.to_le_bytes();
        let room = self.tape.ascii.get_mut(self.kept.ascii + self.length..);
        if let Some(place) = room.and_then(|room| room.first_chunk_mut()) {
            *place = eight;
            self.length += length;
        } else {
            self.extend(eight.get(..length).unwrap_or_default());
        }
    }

    /// Adds a code point; U+FFFD replaces an unpaired surrogate.
    pub(super) fn push_code(&mut self, code: u32) {
        let character = char::from_u32(code);
        self.is_lone |= character.is_none();
        self.is_ascii &= code < 0x80;
        let text = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        self.extend(text.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Makes source text pending.
    pub(super) fn pend(&mut self, source: &[u8]) {
        self.begin();
        self.is_ascii = source.is_ascii();
        self.extend(source);
    }

    /// Keeps the source of an undocumented value.
    pub(super) fn keep_source(&mut self, source: &[u8]) -> Slot {
        let extra = &mut self.tape.extra;
        let at = extra.len();
        extra.extend_from_slice(source);
        extra.push(b',');
        Slot::text(word(at), word(source.len()), Tag::Same)
    }

    pub(super) fn pending(&self) -> &[u8] {
        let start = self.kept.ascii;
        self.tape.ascii.get(start..start + self.length).unwrap_or_default()
    }

    pub(super) fn is_lone(&self) -> bool {
        self.is_lone
    }

    /// Keeps the pending text as text or as JSON.
    pub(super) fn keep(&mut self, is_json: bool) -> Slot {
        let kept = self.kept;
        if self.is_ascii {
            self.kept.ascii += self.length;
            let tag = if is_json { Tag::AsciiJson } else { Tag::Ascii };
            return Slot::text(word(kept.ascii), word(self.length), tag);
        }
        let units = utf16_length(self.pending());
        let Tape { ascii, wide, .. } = &mut *self.tape;
        let text = ascii.get(kept.ascii..kept.ascii + self.length);
        wide.extend_from_slice(text.unwrap_or_default());
        self.kept.wide += self.length;
        self.kept.units += units;
        let tag = if is_json { Tag::WideJson } else { Tag::Wide };
        Slot::text(word(kept.units), word(units), tag)
    }
}

/// The length in UTF-16 of valid UTF-8: two units for a character from U+10000 on, otherwise one.
fn utf16_length(text: &[u8]) -> usize {
    let (blocks, rest) = text.as_chunks::<8>();
    let (mut later, mut long) = (0, 0);
    let mut count = |eight: u64| {
        later += (eight & !(eight << 1) & HIGHS).count_ones();
        long += (eight & eight << 1 & eight << 2 & eight << 3 & HIGHS).count_ones();
    };
    for block in blocks {
        count(u64::from_le_bytes(*block));
    }
    count(short(rest));
    text.len() - index(later) + index(long)
}
