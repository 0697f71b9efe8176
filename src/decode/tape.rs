//! What the pass over the bytes writes: fixed-size slots of two words, and the text they point into.

use alloc::vec::Vec;

use super::schema::Found;

/// Slots of the envelope and the result, which come first.
pub(super) const HEADER: usize = 8;
/// The first is the envelope's `status`.
pub(super) const STATUS: usize = 0;
/// The envelope's `errorCode`; `errorMessage` follows.
pub(super) const ERROR_CODE: usize = 2;
/// The first of the result.
pub(super) const RESULT: usize = 4;
/// The third of the result.
pub(super) const TOTAL: usize = 6;
/// The last of the result: the number of meetings.
pub(super) const LIST: usize = 7;
/// Slots of a meeting: those of `schema::ROW`, and its part of [`Tape::extra`].
pub(super) const STRIDE: usize = 11;
/// The last of them, and the number of the others.
pub(super) const EXTRA: usize = 10;
/// Bytes of text after which a new piece begins. A TextDecoder call of Node over 128 KB takes sixty
/// times as long as one over 80 KB.
pub(super) const PIECE: usize = 60_000;

/// A page as slots and text, for JavaScript to build objects from.
#[derive(Debug)]
pub(crate) struct Tape {
    /// [`HEADER`] slots, then [`STRIDE`] for each meeting.
    pub(crate) slots: Vec<Slot>,
    /// Where text is to be cut, its end included: meeting, byte of `ascii`, byte of `wide`, UTF-16
    /// unit of `wide`, byte of `extra`.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "JavaScript reads it"))]
    pub(crate) pieces: Vec<[u32; 5]>,
    /// One byte per character.
    pub(crate) ascii: Vec<u8>,
    /// UTF-8; counted in UTF-16 units.
    pub(crate) wide: Vec<u8>,
    /// JSON, each followed by a comma: the fields nobody documented, for each meeting an object; and what of `unknown` is
    /// no plain scalar.
    pub(crate) extra: Vec<u8>,
    /// The values of fields nobody documented of meetings that have the keys of the last such object ([`Tag::Same`]).
    pub(crate) unknown: Vec<Slot>,
}

impl Tape {
    pub(crate) const EMPTY: Self = Self {
        slots: Vec::new(),
        pieces: Vec::new(),
        ascii: Vec::new(),
        wide: Vec::new(),
        extra: Vec::new(),
        unknown: Vec::new(),
    };

    /// Empties the tape and makes room for a body of `length` bytes.
    pub(super) fn renew(&mut self, length: usize) {
        self.slots.clear();
        // A meeting takes 11 slots, and seldom less than 180 bytes of a body.
        self.slots.reserve(length / 16 + HEADER);
        self.pieces.clear();
        // No text is longer than its source.
        if self.ascii.len() < length {
            self.ascii = alloc::vec![0; length];
        }
        self.wide.clear();
        self.extra.clear();
        self.unknown.clear();
    }
}

/// A value: where it is, and `length << 3 | tag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Slot(pub(super) u32, pub(super) u32);

/// What a [`Slot`] holds: the low three bits of its second word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Text in `ascii`, from the character in the first word.
    Ascii,
    /// Text in `wide`, from the UTF-16 unit in the first word.
    Wide,
    /// JSON text in `ascii`.
    AsciiJson,
    /// JSON text in `wide`.
    WideJson,
    /// What the meeting before holds here. Of [`EXTRA`]: its keys, and so many values in [`Tape::unknown`]. There: the next of
    /// [`Tape::extra`].
    Same,
    /// The first word is the number.
    Number,
    Null,
    /// Missing, or of the wrong type: the byte of the body, and a [`Found`].
    Fault,
}

impl Tag {
    const ALL: [Self; 8] = [
        Self::Ascii,
        Self::Wide,
        Self::AsciiJson,
        Self::WideJson,
        Self::Same,
        Self::Number,
        Self::Null,
        Self::Fault,
    ];

    const fn code(self) -> u32 {
        match self {
            Self::Ascii => 0,
            Self::Wide => 1,
            Self::AsciiJson => 2,
            Self::WideJson => 3,
            Self::Same => 4,
            Self::Number => 5,
            Self::Null => 6,
            Self::Fault => 7,
        }
    }
}

impl Slot {
    pub(super) const NULL: Self = Self(0, Tag::Null.code());
    pub(super) const SAME: Self = Self(0, Tag::Same.code());
    /// A fault that found nothing.
    pub(super) const MISSING: Self = Self(0, Tag::Fault.code());

    pub(super) const fn number(value: u32) -> Self {
        Self(value, Tag::Number.code())
    }

    pub(super) const fn text(at: u32, length: u32, tag: Tag) -> Self {
        Self(at, length << 3 | tag.code())
    }

    pub(super) fn fault(at: usize, found: Found) -> Self {
        Self::text(word(at), found.code(), Tag::Fault)
    }

    pub(super) fn tag(self) -> Tag {
        Tag::ALL.get(index(self.1 & 7)).copied().unwrap_or(Tag::Fault)
    }

    pub(super) fn length(self) -> usize {
        index(self.1 >> 3)
    }
}

/// Saturates: a body has at most 256 MiB.
pub(super) fn word(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

pub(super) fn index(word: u32) -> usize {
    usize::try_from(word).unwrap_or(usize::MAX)
}
