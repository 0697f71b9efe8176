//! What a signature header looks like, whatever the secret.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Serialize;

use crate::signature::Mac;

/// A header's looks, and its right spelling where only the encoding is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// What it looks like.
    pub code: ShapeCode,
    /// The right spelling of the same 20 bytes.
    pub corrected: Option<String>,
}

/// What a header can look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ShapeCode {
    /// 27 characters of base64url that 20 bytes can give.
    Signature,
    /// 27 characters that no 20 bytes give: cut, or changed on the way.
    Corrupted,
    /// A right signature with `=` left on.
    Padded,
    /// `+` or `/`: the standard alphabet. About 44 in 100 signatures have neither, so it works at times.
    StandardAlphabet,
    /// A space inside: a `+` read as one on the way.
    Space,
    /// `%2B`, `%2F` or `%3D` inside: headers are not decoded.
    PercentEncoded,
    /// 40 hexadecimal digits: the digest as hex.
    Hex,
    /// The hexadecimal text, encoded as base64.
    HexBase64,
    /// Base64 of the base64 text.
    Base64Twice,
    /// As long as SHA-256.
    Sha256,
    /// As long as SHA-512.
    Sha512,
    /// As long as MD5.
    Md5,
    /// Bytes that went through a text string: the digest is lost.
    Text,
    /// What a tool prints around a digest, pasted along.
    Prefixed,
    /// A value's name instead of the value, such as `[object Promise]` or `b'…'`.
    LanguageArtefact,
    /// Anything else.
    Unknown,
}

/// Tells a header's shape.
///
/// ```
/// use zoom_lti_pro::explain::{ShapeCode, shape};
///
/// assert_eq!(shape("HJbQ5AB1Hydbl2m_pdON4il1j3w").code, ShapeCode::Signature);
/// assert_eq!(shape("HJbQ5AB1Hydbl2m/pdON4il1j3w=").corrected.as_deref(), Some("HJbQ5AB1Hydbl2m_pdON4il1j3w"));
/// ```
#[must_use]
pub fn shape(header: &str) -> Shape {
    let plain = |code| Shape {
        code,
        corrected: None,
    };
    if Mac::decode(header).is_some() {
        return plain(ShapeCode::Signature);
    }
    if is_artefact(header) {
        return plain(ShapeCode::LanguageArtefact);
    }
    if let Some(inner) = without_prefix(header) {
        return Shape {
            code: ShapeCode::Prefixed,
            corrected: correct(inner),
        };
    }
    if header.contains('%') {
        let decoded = crate::query::percent_decode(&header.replace('+', "%2B"));
        return Shape {
            code: ShapeCode::PercentEncoded,
            corrected: decoded.ok().as_deref().and_then(correct),
        };
    }
    if header.contains(' ') {
        return Shape {
            code: ShapeCode::Space,
            corrected: correct(&header.replace(' ', "+")),
        };
    }
    if header.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return by_hex(header);
    }
    by_base64(header)
}

/// The right spelling of what encodes 20 bytes in whatever way.
fn correct(text: &str) -> Option<String> {
    if Mac::decode(text).is_some() {
        return Some(text.to_string());
    }
    shape(text).corrected
}

fn by_hex(header: &str) -> Shape {
    let code = match header.len() {
        40 => {
            return Shape {
                code: ShapeCode::Hex,
                corrected: hex_bytes(header.as_bytes()).and_then(|bytes| encoded(&bytes)),
            };
        }
        64 => ShapeCode::Sha256,
        128 => ShapeCode::Sha512,
        32 => ShapeCode::Md5,
        _ => return by_base64(header),
    };
    Shape {
        code,
        corrected: None,
    }
}

fn by_base64(header: &str) -> Shape {
    let plain = |code| Shape {
        code,
        corrected: None,
    };
    let Some(bytes) = lenient(header) else {
        return plain(ShapeCode::Unknown);
    };
    if bytes.len() == 20 {
        return twenty(header, &bytes);
    }
    if let Some(inner) = bytes.is_ascii().then(|| inner_digest(&bytes)).flatten() {
        return inner;
    }
    plain(match bytes.len() {
        32 => ShapeCode::Sha256,
        64 => ShapeCode::Sha512,
        16 => ShapeCode::Md5,
        _ if went_through_text(&bytes) => ShapeCode::Text,
        _ => ShapeCode::Unknown,
    })
}

/// Twenty bytes that are not spelt the canonical way.
fn twenty(header: &str, bytes: &[u8]) -> Shape {
    let standard = header.contains(['+', '/']);
    let code = if standard {
        ShapeCode::StandardAlphabet
    } else if header.ends_with('=') {
        ShapeCode::Padded
    } else {
        ShapeCode::Corrupted
    };
    let corrected = encoded(bytes).filter(|_| code != ShapeCode::Corrupted);
    Shape { code, corrected }
}

/// Text inside base64: the hexadecimal digest, or base64 once more.
fn inner_digest(bytes: &[u8]) -> Option<Shape> {
    if bytes.len() == 40 && bytes.iter().all(u8::is_ascii_hexdigit) {
        let corrected = hex_bytes(bytes).and_then(|digest| encoded(&digest));
        return Some(Shape {
            code: ShapeCode::HexBase64,
            corrected,
        });
    }
    let inner = lenient(core::str::from_utf8(bytes).ok()?)?;
    let corrected = (inner.len() == 20).then(|| encoded(&inner)).flatten()?;
    Some(Shape {
        code: ShapeCode::Base64Twice,
        corrected: Some(corrected),
    })
}

/// Replacement characters, or Latin-1 bytes each written as two of UTF-8.
fn went_through_text(bytes: &[u8]) -> bool {
    let replaced = bytes
        .windows(3)
        .filter(|window| *window == [0xef, 0xbf, 0xbd])
        .count();
    let doubled = bytes
        .iter()
        .filter(|byte| matches!(byte, 0xc2 | 0xc3))
        .count();
    replaced >= 1 || (doubled >= 3 && core::str::from_utf8(bytes).is_ok())
}

fn is_artefact(header: &str) -> bool {
    let literal = ["undefined", "null", "None", "NaN", "System.Byte[]"].contains(&header);
    literal
        || header.starts_with("[object ")
        || header.starts_with("b'")
        || header.starts_with("b\"")
        || header.starts_with("<Buffer")
}

fn without_prefix(header: &str) -> Option<&str> {
    const PREFIXES: [&str; 8] = [
        "sha1=",
        "sha1:",
        "HMAC-SHA1 ",
        "(stdin)= ",
        "SHA1(stdin)= ",
        "HMAC-SHA1(stdin)= ",
        "Bearer ",
        "X-Lti-Signature: ",
    ];
    let prefixed = PREFIXES.iter().find_map(|prefix| {
        let start = header.get(..prefix.len())?;
        start
            .eq_ignore_ascii_case(prefix)
            .then(|| header.get(prefix.len()..))?
    });
    prefixed.or_else(|| quoted(header))
}

fn quoted(header: &str) -> Option<&str> {
    ['"', '\'', '`']
        .iter()
        .find_map(|quote| header.strip_prefix(*quote)?.strip_suffix(*quote))
}

fn encoded(bytes: &[u8]) -> Option<String> {
    let bytes: [u8; 20] = bytes.try_into().ok()?;
    Some(Mac::from_bytes(bytes).encode().as_str().to_string())
}

fn hex_bytes(digits: &[u8]) -> Option<Vec<u8>> {
    let nibble = |digit: &u8| {
        char::from(*digit)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    digits
        .chunks_exact(2)
        .map(|pair| Some(nibble(pair.first()?)? << 4 | nibble(pair.last()?)?))
        .collect()
}

/// Decodes either alphabet, mixed even, padded or not, canonical or not.
fn lenient(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let url_safe = text.replace('+', "-").replace('/', "_");
    GeneralPurpose::new(&alphabet::URL_SAFE, config)
        .decode(url_safe)
        .ok()
}
