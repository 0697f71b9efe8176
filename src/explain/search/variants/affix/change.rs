//! A change to the base string: text around it, and a change to the base string itself.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::explain::encoding::{self, Percent};
use crate::explain::search::hashes::Hash;
use crate::time::decimal;

/// A change to the base string before it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::explain) struct Affix {
    pub(super) before: String,
    text: Text,
    after: String,
}

/// How the base string itself was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Kept,
    LeftOut,
    Lower,
    Upper,
    /// Twice, one after the other.
    Doubled,
    Utf16 {
        big_endian: bool,
    },
    /// UTF-16 in units of four bytes: UTF-32.
    Utf32 {
        big_endian: bool,
    },
    /// One byte for each character; `?` for characters that have none.
    Latin1,
    Encoded(Percent),
    Base64,
    Base64Url,
    /// Base64 in lines of this length.
    Base64Lines(usize, &'static str),
    Hex,
    HexUpper,
    /// `1C-96-D0`, as .NET's `BitConverter` prints bytes.
    HexDashed,
    /// Decimal numbers with this text between them.
    Numbers(&'static str),
    Hashed(Hash),
    HashedBase64(Hash),
    HashedHex(Hash),
    /// Every occurrence of the first text is replaced by the second.
    Replaced(&'static str, &'static str),
    /// A text is inserted at this position.
    Inserted(usize, &'static str),
    /// Only the bytes from this position, or only those before it.
    From(usize),
    To(usize),
    /// Without the byte at this position.
    Without(usize),
}

pub(super) fn around(before: &str, text: Text, after: &str) -> Affix {
    Affix {
        before: before.to_string(),
        text,
        after: after.to_string(),
    }
}

pub(in crate::explain) fn wrapped(message: Vec<u8>, affix: &Affix) -> Vec<u8> {
    let before = affix.before.as_bytes();
    if let Text::Utf16 { .. } = affix.text {
        // The byte order mark is in UTF-16, too.
        return affix.text.changed([before, &message].concat());
    }
    [before, &affix.text.changed(message), affix.after.as_bytes()].concat()
}

impl Text {
    /// What is signed instead of the base string.
    fn changed(self, message: Vec<u8>) -> Vec<u8> {
        let text = || String::from_utf8_lossy(&message);
        match self {
            Self::Kept => message,
            Self::LeftOut => Vec::new(),
            Self::Lower => message.to_ascii_lowercase(),
            Self::Upper => message.to_ascii_uppercase(),
            Self::Doubled => [message.as_slice(), &message].concat(),
            Self::Utf16 { big_endian } => encoding::utf16(&message, big_endian),
            Self::Encoded(how) => encoding::percent(&text(), how).into_bytes(),
            Self::Base64 => encoding::base64(&message).into_bytes(),
            Self::Base64Url => encoding::base64url(&message).into_bytes(),
            Self::Base64Lines(width, between) => {
                encoding::in_groups(&encoding::base64(&message), width, between).into_bytes()
            }
            Self::HexDashed => {
                let digits = encoding::hex(&message).to_ascii_uppercase();
                encoding::in_groups(&digits, 2, "-").into_bytes()
            }
            Self::Numbers(between) => {
                let mut numbers = String::new();
                for (place, byte) in message.iter().enumerate() {
                    numbers.extend([if place == 0 { "" } else { between }, &decimal(u64::from(*byte))]);
                }
                numbers.into_bytes()
            }
            Self::From(place) => message.get(place..).unwrap_or_default().to_vec(),
            Self::To(place) => message.get(..place).unwrap_or_default().to_vec(),
            Self::Without(place) => {
                let (before, after) = message.split_at_checked(place).unwrap_or_default();
                [before, after.get(1..).unwrap_or_default()].concat()
            }
            Self::Hex => encoding::hex(&message).into_bytes(),
            Self::HexUpper => encoding::hex(&message).to_ascii_uppercase().into_bytes(),
            Self::Utf32 { big_endian } => {
                let units = encoding::utf16(&message, big_endian);
                let wide = |unit: &[u8]| {
                    if big_endian {
                        [&[0, 0], unit].concat()
                    } else {
                        [unit, &[0, 0]].concat()
                    }
                };
                units.chunks(2).flat_map(wide).collect()
            }
            Self::Latin1 => text()
                .chars()
                .map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?'))
                .collect(),
            Self::Hashed(hash) => hash.digest(&message),
            Self::HashedBase64(hash) => encoding::base64(&hash.digest(&message)).into_bytes(),
            Self::HashedHex(hash) => encoding::hex(&hash.digest(&message)).into_bytes(),
            Self::Replaced(from, to) => text().replace(from, to).into_bytes(),
            Self::Inserted(place, inserted) => match message.split_at_checked(place) {
                Some((first, rest)) => [first, inserted.as_bytes(), rest].concat(),
                None => message,
            },
        }
    }
}
