//! Where text goes: characters of one byte apart from all others, so that both runtimes and the
//! TextDecoder take the short way for almost everything.

use alloc::vec::Vec;

use super::tape::{Slot, Tag, word};

/// Two pools. Text is pending past their marks until it is kept or the next text overwrites it.
#[derive(Debug)]
pub(super) struct Pools {
    ascii: Vec<u8>,
    wide: Vec<u8>,
    kept: Mark,
}

/// How far the pools are filled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    pub(super) ascii: usize,
    pub(super) wide: usize,
    /// UTF-16 units of `wide`.
    pub(super) units: usize,
}

/// The pending text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending {
    /// In bytes.
    pub(super) length: usize,
    pub(super) is_ascii: bool,
    /// Half a surrogate pair stands alone, which no UTF-8 can hold.
    pub(super) is_lone: bool,
}

impl Pools {
    /// For a body of `length` bytes: no text is longer than its source.
    pub(super) fn new(length: usize) -> Self {
        Self { ascii: alloc::vec![0; length], wide: Vec::new(), kept: Mark::default() }
    }

    pub(super) fn kept(&self) -> Mark {
        self.kept
    }

    /// The pool of ASCII, and how much of it is kept.
    pub(super) fn ascii(&mut self) -> (&mut [u8], usize) {
        (&mut self.ascii, self.kept.ascii)
    }

    /// Keeps what was written to that pool.
    pub(super) fn keep_to(&mut self, end: usize) {
        self.kept.ascii = end;
    }

    /// Begins pending text of unknown kind.
    pub(super) fn begin(&mut self) {
        self.wide.truncate(self.kept.wide);
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.wide.push(byte);
    }

    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.wide.extend_from_slice(bytes);
    }

    /// Ends pending text begun with [`Pools::begin`].
    pub(super) fn end(&mut self, is_lone: bool) -> Pending {
        let text = self.wide.get(self.kept.wide..).unwrap_or_default();
        let is_ascii = text.is_ascii();
        if is_ascii {
            for (to, from) in self.ascii.iter_mut().skip(self.kept.ascii).zip(text) {
                *to = *from;
            }
        }
        Pending { length: text.len(), is_ascii, is_lone }
    }

    pub(super) fn pending(&self, text: Pending) -> &[u8] {
        let (pool, start) = if text.is_ascii {
            (&self.ascii, self.kept.ascii)
        } else {
            (&self.wide, self.kept.wide)
        };
        pool.get(start..start + text.length).unwrap_or_default()
    }

    /// Keeps pending text.
    pub(super) fn keep(&mut self, text: Pending) -> Slot {
        self.keep_as(text, Tag::Ascii, Tag::Wide)
    }

    /// Keeps pending JSON text.
    pub(super) fn keep_json(&mut self, text: Pending) -> Slot {
        self.keep_as(text, Tag::AsciiJson, Tag::WideJson)
    }

    fn keep_as(&mut self, text: Pending, ascii: Tag, wide: Tag) -> Slot {
        let kept = self.kept;
        if text.is_ascii {
            self.kept.ascii += text.length;
            return Slot::text(word(kept.ascii), word(text.length), ascii);
        }
        let units = utf16_length(self.pending(text));
        self.kept.wide += text.length;
        self.kept.units += units;
        Slot::text(word(kept.units), word(units), wide)
    }

    pub(super) fn into_parts(mut self) -> (Vec<u8>, Vec<u8>) {
        self.ascii.truncate(self.kept.ascii);
        self.begin();
        (self.ascii, self.wide)
    }
}

/// Of valid UTF-8: one unit a character, two from U+10000.
fn utf16_length(text: &[u8]) -> usize {
    text.iter().map(|&byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}
