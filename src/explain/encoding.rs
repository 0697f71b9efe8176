//! Encodings that programs apply to digests, secrets and messages.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::signature::Mac;

/// The signature of 20 bytes.
pub(super) fn signature(bytes: &[u8]) -> Option<String> {
    let bytes: [u8; 20] = bytes.try_into().ok()?;
    Some(Mac::from_bytes(bytes).encode().as_str().to_string())
}

pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(super) fn base64_unpadded(bytes: &[u8]) -> String {
    STANDARD_NO_PAD.encode(bytes)
}

pub(super) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The text inside base64, if it is text.
pub(super) fn base64_text(header: &str) -> Option<String> {
    String::from_utf8(lenient(header)?.bytes).ok()
}

/// The bytes inside base64, and whether the encoding is canonical.
pub(super) struct Decoded {
    pub(super) bytes: Vec<u8>,
    pub(super) canonical: bool,
}

/// Decodes both alphabets, even mixed, with any number of `=`, canonical or not (RFC 4648, section 3.5).
pub(super) fn lenient(text: &str) -> Option<Decoded> {
    let url_safe = text.trim_end_matches('=');
    let url_safe = url_safe.replace('+', "-").replace('/', "_");
    let decode = |trailing_bits| {
        let config = GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(trailing_bits)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let engine = GeneralPurpose::new(&alphabet::URL_SAFE, config);
        engine.decode(&url_safe).ok()
    };
    let canonical = decode(false).map(|bytes| (bytes, true));
    let (bytes, canonical) = canonical.or_else(|| Some((decode(true)?, false)))?;
    Some(Decoded { bytes, canonical })
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Decodes hexadecimal digits, two for each byte; accepts nothing else.
pub(super) fn hex_bytes(digits: &[u8]) -> Option<Vec<u8>> {
    let nibble = |digit: &u8| {
        char::from(*digit)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => Some(nibble(high)? << 4 | nibble(low)?),
        _ => None,
    });
    pairs.collect()
}

/// Which bytes an encoder leaves unchanged, and how it writes the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Percent {
    /// JavaScript's `encodeURIComponent`.
    Component,
    /// Only the unreserved characters of RFC 3986 are left unchanged.
    Strict,
    /// The same with `%2b` for `%2B`.
    StrictLower,
    /// The same, with `/` unchanged, as Python's `quote`.
    Quote,
    /// JavaScript's legacy `escape`, for ASCII text only.
    Escape,
    /// Forms: `+` for a space (WHATWG URL, `application/x-www-form-urlencoded`).
    Form,
    /// The same with lower-case hexadecimal digits.
    FormLower,
}

pub(super) fn percent(text: &str, how: Percent) -> String {
    let lower = matches!(how, Percent::StrictLower | Percent::FormLower);
    let digit = |nibble: u8| {
        let digit = char::from_digit(nibble.into(), 16).unwrap_or('0');
        if lower { digit } else { digit.to_ascii_uppercase() }
    };
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' if matches!(how, Percent::Form | Percent::FormLower) => encoded.push('+'),
            _ if keeps(how, byte) => encoded.push(char::from(byte)),
            _ => encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
    }
    encoded
}

fn keeps(how: Percent, byte: u8) -> bool {
    let more: &[u8] = match how {
        Percent::Component => b"-_.!~*'()",
        Percent::Strict | Percent::StrictLower => b"-_.~",
        Percent::Quote => b"-_.~/",
        Percent::Escape => b"@*_+-./",
        Percent::Form | Percent::FormLower => b"*-._",
    };
    byte.is_ascii_alphanumeric() || more.contains(&byte)
}

/// Converts UTF-8 to UTF-16 without a byte order mark.
pub(super) fn utf16(bytes: &[u8], big_endian: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let order = |unit: u16| {
        if big_endian {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        }
    };
    text.encode_utf16().flat_map(order).collect()
}
