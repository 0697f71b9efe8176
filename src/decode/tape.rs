//! The output of the decoder: slots of two words, and the text that they refer to.

use alloc::vec::Vec;

use super::schema::Found;

/// The number of slots of the envelope and the result, which come first.
pub(super) const HEADER: usize = 8;
/// The slot of the envelope's `status`.
pub(super) const STATUS: usize = 0;
/// The slot of the envelope's `errorCode`; `errorMessage` follows.
pub(super) const ERROR_CODE: usize = 2;
/// The first slot of the result.
pub(super) const RESULT: usize = 4;
/// The third slot of the result.
pub(super) const TOTAL: usize = 6;
/// The last slot of the result: the number of meetings.
pub(super) const LIST: usize = 7;
/// The number of slots of a meeting: the fields of `schema::ROW`, and one for [`Tape::extra`].
pub(super) const STRIDE: usize = 11;
/// The last slot of a meeting, and the number of the others.
pub(super) const EXTRA: usize = 10;
/// The number of bytes after which a new piece of text starts. In Node, a TextDecoder call for 128 KB takes sixty times
/// as long as one for 80 KB.
pub(super) const PIECE: usize = 60_000;

/// A page as slots and text, from which JavaScript builds objects.
#[derive(Debug)]
pub(crate) struct Tape {
    /// [`HEADER`] slots, then [`STRIDE`] for each meeting.
    pub(crate) slots: Vec<Slot>,
    /// The places to cut the text, including its end: meeting, byte of `ascii`, byte of `wide`, UTF-16 unit of `wide`,
    /// byte of `extra`.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "JavaScript reads it"))]
    pub(crate) pieces: Vec<[u32; 5]>,
    /// One byte per character.
    pub(crate) ascii: Vec<u8>,
    /// UTF-8; positions count UTF-16 units.
    pub(crate) wide: Vec<u8>,
    /// JSON values, each followed by a comma: an object with the undocumented fields of a meeting, or a value of
    /// `unknown` that is not a plain scalar.
    pub(crate) extra: Vec<u8>,
    /// The undocumented values of meetings with the same keys as the last object in `extra` ([`Tag::Same`]).
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

    /// Clears the tape and reserves space for a body of `length` bytes.
    pub(super) fn renew(&mut self, length: usize) {
        self.slots.clear();
        // A meeting takes 11 slots, and rarely less than 180 bytes of the body.
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

/// A value: its position, and `length << 3 | tag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Slot(pub(super) u32, pub(super) u32);

/// The type of a [`Slot`]: the low three bits of its second word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Text in `ascii`; the first word is its position.
    Ascii,
    /// Text in `wide`; the first word is its UTF-16 position.
    Wide,
    /// JSON text in `ascii`.
    AsciiJson,
    /// JSON text in `wide`.
    WideJson,
    /// The same value as in the previous meeting. In [`EXTRA`]: the same keys, with this many values in
    /// [`Tape::unknown`]. In [`Tape::unknown`]: the next value in [`Tape::extra`].
    Same,
    /// The first word is the number.
    Number,
    Null,
    /// Missing or of the wrong type: the position in the body, and a [`Found`].
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
    /// A missing value.
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

/// Saturation never happens: a body has at most 256 MiB.
pub(super) fn word(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

pub(super) fn index(word: u32) -> usize {
    usize::try_from(word).unwrap_or(usize::MAX)
}
