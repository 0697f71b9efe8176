//! The documented answer as tables: which names it has, and what each may hold.

/// One name of an object and where its value goes. Two names may share a slot.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) slot: usize,
    pub(super) kind: Kind,
    /// Which of the fields that tend to repeat, if it is one.
    pub(super) repeated: usize,
    pub(super) is_text: bool,
    pub(super) is_nullable: bool,
    /// `"name":`, and which of these bytes count: a key is found in two comparisons.
    pub(super) key: [u64; 2],
    pub(super) mask: [u64; 2],
}

impl Field {
    /// Whether a [`head`] begins with this name, in quotes and before a colon.
    #[inline(always)]
    pub(super) fn is_first(&self, [low, high]: [u64; 2]) -> bool {
        let ([key_low, key_high], [mask_low, mask_high]) = (self.key, self.mask);
        (low ^ key_low) & mask_low | (high ^ key_high) & mask_high == 0
    }
}

/// The first 16 bytes, zeros where there are not so many.
#[inline(always)]
pub(super) fn head(from: &[u8]) -> [u64; 2] {
    match from.as_chunks() {
        ([low, high, ..], _) => [u64::from_le_bytes(*low), u64::from_le_bytes(*high)],
        _ => short_head(from),
    }
}

#[inline(never)]
fn short_head(from: &[u8]) -> [u64; 2] {
    let mut head = [0; 16];
    for (to, byte) in head.iter_mut().zip(from) {
        *to = *byte;
    }
    halves(head)
}

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string, or a whole number whose digits are taken as one.
    Text,
    /// The same, in a field whose value tends to repeat from meeting to meeting.
    Repeated(usize),
    /// A string; null, missing and empty are one.
    Start,
    /// [`Kind::Text`] or null.
    Pmi,
    /// A number, or a string that holds one.
    Number,
    /// `true` or `false`.
    Flag,
    /// Text of an error: a string or a number, anything else counting as absent.
    Note(usize),
    /// The object `result`.
    Result,
    /// The array `list`.
    List,
}

impl Kind {
    /// For messages.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Text | Self::Repeated(_) | Self::Note(_) => "a string",
            Self::Start | Self::Pmi => "a string or null",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Result => "an object",
            Self::List => "an array",
        }
    }

    pub(super) const fn is_optional(self) -> bool {
        matches!(self, Self::Start | Self::Note(_))
    }
}

/// What a value is. The discriminants are stored in the words of a faulty slot.
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

    /// What a value that starts with `byte` is, if it is one.
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

    /// For messages.
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

pub(super) const ENVELOPE: &[Field] = &[
    field("status", 0, Kind::Flag),
    field("result", 1, Kind::Result),
    field("errorCode", 2, Kind::Note(0)),
    field("errorMessage", 3, Kind::Note(1)),
];

pub(super) const RESULT: &[Field] = &[
    field("pageNum", 4, Kind::Number),
    field("pageSize", 5, Kind::Number),
    field("total", 6, Kind::Number),
    field("list", 7, Kind::List),
];

/// In the order of the documented example, so that the key expected next is mostly the one found.
pub(super) const ROW: &[Field] = &[
    field("meetingId", 0, Kind::Text),
    field("meetingNumber", 1, Kind::Text),
    field("hostId", 2, Kind::Repeated(0)),
    field("topic", 3, Kind::Text),
    field("startTime", 4, Kind::Start),
    field("duration", 5, Kind::Number),
    field("timezone", 6, Kind::Repeated(1)),
    field("pmi", 7, Kind::Pmi),
    field("type", 8, Kind::Number),
    field("status", 9, Kind::Number),
    field("timeZone", 6, Kind::Repeated(1)),
];

const fn field(name: &'static str, slot: usize, kind: Kind) -> Field {
    let (key, mask) = quoted(name.as_bytes());
    let is_text = matches!(kind, Kind::Text | Kind::Repeated(_) | Kind::Start | Kind::Pmi);
    let is_nullable = matches!(kind, Kind::Start | Kind::Pmi);
    let repeated = if let Kind::Repeated(which) = kind { which } else { usize::MAX };
    Field { name, slot, kind, repeated, is_text, is_nullable, key, mask }
}

/// Evaluated while compiling: a name over 13 bytes would not compile.
const fn quoted(name: &[u8]) -> ([u64; 2], [u64; 2]) {
    let mut key = [0; 16];
    let mut mask = [0; 16];
    let mut at = 0;
    while at < name.len() + 3 {
        key[at] = match at {
            0 => b'"',
            _ if at <= name.len() => name[at - 1],
            _ if at == name.len() + 1 => b'"',
            _ => b':',
        };
        mask[at] = u8::MAX;
        at += 1;
    }
    (halves(key), halves(mask))
}

const fn halves(bytes: [u8; 16]) -> [u64; 2] {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = bytes;
    [
        u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        u64::from_le_bytes([i, j, k, l, m, n, o, p]),
    ]
}
