//! Where text goes: characters of one byte apart from all others, so that both runtimes and the TextDecoder take the short
//! way for almost everything.

use super::json::{HIGHS, short};
use super::tape::{Slot, Tag, Tape, index, word};

/// The tape under way. Text is pending in `ascii`, past what is kept, until it is kept too or the next text overwrites it.
#[derive(Debug)]
pub(super) struct Output<'a> {
    pub(super) tape: &'a mut Tape,
    pub(super) kept: Mark,
    /// Bytes of the pending text.
    length: usize,
    pub(super) is_ascii: bool,
    /// Half a surrogate pair stands alone in it, which no UTF-8 can hold.
    is_lone: bool,
}

/// How far the pools are filled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    pub(super) ascii: usize,
    pub(super) wide: usize,
    /// UTF-16 units of `wide`.
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

    /// Begins a pending text, of ASCII unless said otherwise.
    pub(super) fn begin(&mut self) {
        self.length = 0;
        self.is_ascii = true;
        self.is_lone = false;
    }

    fn extend(&mut self, bytes: &[u8]) {
        // There is room: no text is longer than its source.
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

    /// Adds a code point; U+FFFD for half a surrogate pair.
    pub(super) fn push_code(&mut self, code: u32) {
        let character = char::from_u32(code);
        self.is_lone |= character.is_none();
        self.is_ascii &= code < 0x80;
        let text = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        self.extend(text.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Makes source text the pending text.
    pub(super) fn pend(&mut self, source: &[u8]) {
        self.begin();
        self.is_ascii = source.is_ascii();
        self.extend(source);
    }

    /// Keeps the source of a value that nobody documented.
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

    /// Keeps the pending text, as it is or as JSON.
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

/// Of valid UTF-8: one unit a character, two from U+10000.
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
