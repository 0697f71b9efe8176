//! The documented response as tables: the names, and the values that each accepts.

/// A name in an object, and the slot for its value. Two names may share a slot.
#[derive(Debug)]
pub(super) struct Field {
    /// `"name":`, padded with zeros.
    key: [u8; 16],
    /// The bytes of the key to compare. Two comparisons of eight bytes find a key.
    mask: (u64, u64),
    /// The length of the key.
    pub(super) length: usize,
    pub(super) slot: usize,
    pub(super) kind: Kind,
    /// The index among the fields whose values often repeat; 2 or more for other fields.
    pub(super) repeated: usize,
}

/// The values that a field accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string, or a whole number, which becomes a string.
    Text,
    /// [`Kind::Text`], or null or missing. An empty string is null.
    MaybeText,
    /// [`Kind::MaybeText`], but an empty string stays empty.
    Topic,
    /// A string, or null, missing or empty.
    Start,
    /// As [`Kind::MaybeText`], but null in nearly all meetings.
    Pmi,
    /// A whole number from 0 to 2^53 - 1, which JavaScript represents exactly, or a string with such a number.
    Count,
    /// A number, a string with a number, null, missing or an empty string.
    MaybeNumber,
    /// `true` or `false`.
    Flag,
    /// Error text: a string or a number. Other values count as missing.
    Note,
    /// The object `result`.
    Result,
    /// Any JSON value, which stays in the body.
    Any,
    /// The array `list`.
    List,
    /// Anything.
    Unknown,
}

pub(super) const ENVELOPE: &[Field] = &[
    field("status", 0, Kind::Flag),
    field("result", 1, Kind::Result),
    field("errorCode", 2, Kind::Note),
    field("errorMessage", 3, Kind::Note),
];

/// The fields of a response whose result is not documented.
pub(super) const ANY_ENVELOPE: &[Field] = &[
    field("status", 0, Kind::Flag),
    field("result", 1, Kind::Any),
    field("errorCode", 2, Kind::Note),
    field("errorMessage", 3, Kind::Note),
];

pub(super) const RESULT: &[Field] = &[
    field("pageNum", 0, Kind::Count),
    field("pageSize", 1, Kind::Count),
    field("total", 2, Kind::Count),
    field("list", 3, Kind::List),
];

/// The fields of a meeting in the order of the documented example, so that the expected key is usually the next.
///
/// Two fields are required, because they identify the meeting. The others may be null or missing: Zoom's REST API omits
/// duration and timezone for instant meetings and for meetings without a fixed time.
pub(super) const ROW: &[Field] = &[
    field("meetingId", 0, Kind::Text),
    field("meetingNumber", 1, Kind::Text),
    field("hostId", 2, Kind::MaybeText).repeated(0),
    field("topic", 3, Kind::Topic),
    field("startTime", 4, Kind::Start),
    field("duration", 5, Kind::MaybeNumber),
    field("timezone", 6, Kind::MaybeText).repeated(1),
    field("pmi", 7, Kind::Pmi),
    field("type", 8, Kind::MaybeNumber),
    field("status", 9, Kind::MaybeNumber),
    field("timeZone", 6, Kind::MaybeText).repeated(1),
];

/// The field for every undocumented name.
pub(super) const UNKNOWN: Field = field("", 0, Kind::Unknown);

impl Field {
    const fn repeated(self, repeated: usize) -> Self {
        Self { repeated, ..self }
    }

    pub(super) fn name(&'static self) -> &'static [u8] {
        self.key.get(1..self.length - 2).unwrap_or_default()
    }

    /// Whether the two halves of a [`head`] start with this name, in quotes and before a colon.
    #[inline(always)]
    pub(super) fn is_first(&self, low: u64, high: u64) -> bool {
        let ((key_low, key_high), (mask_low, mask_high)) = (halves(self.key), self.mask);
        (low ^ key_low) & mask_low | (high ^ key_high) & mask_high == 0
    }
}

/// The first 16 bytes, padded with zeros.
#[inline(always)]
pub(super) fn head(from: &[u8]) -> (u64, u64) {
    match from.first_chunk() {
        Some(head) => halves(*head),
        None => short_head(from),
    }
}

#[inline(never)]
fn short_head(from: &[u8]) -> (u64, u64) {
    let mut head = [0; 16];
    for (to, byte) in head.iter_mut().zip(from) {
        *to = *byte;
    }
    halves(head)
}

#[inline(always)]
const fn halves(bytes: [u8; 16]) -> (u64, u64) {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = bytes;
    (
        u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        u64::from_le_bytes([i, j, k, l, m, n, o, p]),
    )
}

/// Runs at compile time: a name over 13 bytes is a compile error.
const fn field(name: &str, slot: usize, kind: Kind) -> Field {
    let name = name.as_bytes();
    let length = name.len() + 3;
    let mut key = [0; 16];
    let mut mask = [0; 16];
    let mut at = 0;
    while at < length {
        key[at] = match at {
            0 => b'"',
            _ if at <= name.len() => name[at - 1],
            _ if at == name.len() + 1 => b'"',
            _ => b':',
        };
        mask[at] = u8::MAX;
        at += 1;
    }
    Field {
        key,
        mask: halves(mask),
        length,
        slot,
        kind,
        repeated: usize::MAX,
    }
}

impl Kind {
    /// Whether a meeting is valid without the field.
    pub(super) const fn is_optional(self) -> bool {
        !matches!(self, Self::Text | Self::Count | Self::Flag | Self::Result | Self::List)
    }

    /// The text for messages.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Text | Self::Note => "a string",
            Self::MaybeText | Self::Topic | Self::Start | Self::Pmi => "a string or null",
            Self::Count => "a whole number from 0 to 2^53 - 1",
            Self::MaybeNumber => "a number or null",
            Self::Flag => "true or false",
            Self::Result | Self::Any | Self::Unknown => "an object",
            Self::List => "an array",
        }
    }
}

/// The type of a value. The discriminant is the length in a faulty slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Found {
    const ALL: [Self; 7] = [
        Self::Nothing,
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The type of a value that starts with `byte`, if it is valid.
    pub(super) const fn starting(byte: u8) -> Self {
        match byte {
            b'n' => Self::Null,
            b't' | b'f' => Self::Boolean,
            b'-' | b'0'..=b'9' => Self::Number,
            b'"' => Self::String,
            b'[' => Self::Array,
            b'{' => Self::Object,
            _ => Self::Nothing,
        }
    }

    pub(super) fn from_code(code: usize) -> Self {
        Self::ALL.get(code).copied().unwrap_or(Self::Nothing)
    }

    pub(super) const fn code(self) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::Null => 1,
            Self::Boolean => 2,
            Self::Number => 3,
            Self::String => 4,
            Self::Array => 5,
            Self::Object => 6,
        }
    }

    /// The text for messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}
