//! What a signature header looks like, whatever the secret.

use alloc::string::{String, ToString};
use core::iter::successors;

use serde::Serialize;

use super::encoding::{Decoded, hex_bytes, lenient, signature};
use crate::signature::{Mac, Signature};

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
    /// A last character that no 20 bytes give: cut, or changed on the way.
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
    /// The secret itself ([`explain`](super::explain) knows it).
    Secret,
    /// The key, which belongs into the query ([`explain`](super::explain) knows it).
    Key,
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
    match peel(header) {
        Some((code, inner)) => Shape {
            code,
            corrected: correct(inner),
        },
        None => flat(header),
    }
}

/// Layers looked through: more of them are no mistake but an attempt to keep the reader busy.
const LAYERS: usize = 8;

/// The header, then what stands inside each prefix, quote or encoding around it.
pub(super) fn layers(header: &str) -> impl Iterator<Item = String> {
    let inside = |outer: &String| peel(outer).map(|(_, inner)| inner);
    successors(Some(header.to_string()), inside).take(LAYERS)
}

/// Takes one layer off, if there is one.
fn peel(header: &str) -> Option<(ShapeCode, String)> {
    if is_signature(header) || is_artefact(header) {
        return None;
    }
    if let Some(inner) = without_prefix(header) {
        return Some((ShapeCode::Prefixed, inner.to_string()));
    }
    if header.contains('%') {
        // A `+` beside it stands for itself.
        let decoded = crate::query::percent_decode(&header.replace('+', "%2B"));
        return Some((ShapeCode::PercentEncoded, decoded.unwrap_or_default()));
    }
    let spaced = header.contains(' ');
    spaced.then(|| (ShapeCode::Space, header.replace(' ', "+")))
}

/// The right spelling of what encodes 20 bytes in whatever way.
fn correct(text: String) -> Option<String> {
    let innermost = layers(&text).last()?;
    let Shape { code, corrected } = flat(&innermost);
    corrected.or_else(|| (code == ShapeCode::Signature).then_some(innermost))
}

fn is_signature(header: &str) -> bool {
    header.len() == Signature::LENGTH && Mac::decode(header).is_some()
}

/// The shape of what has no layer around it.
fn flat(header: &str) -> Shape {
    if is_signature(header) {
        return plain(ShapeCode::Signature);
    }
    if is_artefact(header) {
        return plain(ShapeCode::LanguageArtefact);
    }
    if header.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return by_hex(header);
    }
    by_base64(header)
}

fn plain(code: ShapeCode) -> Shape {
    Shape { code, corrected: None }
}

fn by_hex(header: &str) -> Shape {
    match header.len() {
        40 => Shape {
            code: ShapeCode::Hex,
            corrected: hex_bytes(header.as_bytes()).and_then(|bytes| signature(&bytes)),
        },
        64 => plain(ShapeCode::Sha256),
        128 => plain(ShapeCode::Sha512),
        32 => plain(ShapeCode::Md5),
        _ => by_base64(header),
    }
}

fn by_base64(header: &str) -> Shape {
    let Some(decoded) = lenient(header) else {
        return plain(ShapeCode::Unknown);
    };
    if decoded.bytes.len() == 20 {
        return twenty(header, &decoded);
    }
    if let Some(inner) = inner_digest(&decoded) {
        return inner;
    }
    plain(match decoded.bytes.len() {
        // Before the lengths: mangled text can have any of them.
        _ if went_through_text(&decoded.bytes) => ShapeCode::Text,
        32 => ShapeCode::Sha256,
        64 => ShapeCode::Sha512,
        16 => ShapeCode::Md5,
        _ => ShapeCode::Unknown,
    })
}

/// Twenty bytes that are not spelt the canonical way.
fn twenty(header: &str, decoded: &Decoded) -> Shape {
    if !decoded.canonical {
        return plain(ShapeCode::Corrupted);
    }
    let standard = header.contains(['+', '/']);
    Shape {
        code: if standard {
            ShapeCode::StandardAlphabet
        } else {
            ShapeCode::Padded
        },
        corrected: signature(&decoded.bytes),
    }
}

/// Text inside base64: the hexadecimal digest, or base64 once more.
fn inner_digest(outer: &Decoded) -> Option<Shape> {
    let text = core::str::from_utf8(&outer.bytes).ok()?;
    if text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let digest = hex_bytes(text.as_bytes()).filter(|_| outer.canonical);
        return Some(Shape {
            code: ShapeCode::HexBase64,
            corrected: digest.and_then(|digest| signature(&digest)),
        });
    }
    let inner = lenient(text).filter(|inner| inner.bytes.len() == 20)?;
    let intact = outer.canonical && inner.canonical;
    Some(Shape {
        code: ShapeCode::Base64Twice,
        corrected: intact.then(|| signature(&inner.bytes)).flatten(),
    })
}

/// Replacement characters, or Latin-1 bytes each written as two of UTF-8.
fn went_through_text(bytes: &[u8]) -> bool {
    let replaced = bytes.windows(3).any(|window| *window == [0xef, 0xbf, 0xbd]);
    let doubled = bytes.iter().filter(|byte| matches!(byte, 0xc2 | 0xc3)).count();
    replaced || (doubled >= 3 && core::str::from_utf8(bytes).is_ok())
}

fn is_artefact(header: &str) -> bool {
    let literal = ["undefined", "null", "None", "NaN", "System.Byte[]"].contains(&header);
    literal
        || header.starts_with("[object ")
        || header.starts_with("b'")
        || header.starts_with("b\"")
        || header.starts_with("<Buffer")
        || header.starts_with("[B@")
        || header.starts_with("bytearray(")
        || header.starts_with("Promise {")
}

fn without_prefix(header: &str) -> Option<&str> {
    const PREFIXES: [&str; 9] = [
        "sha1=",
        "sha1:",
        "HMAC-SHA1 ",
        "(stdin)= ",
        "SHA1(stdin)= ",
        "HMAC-SHA1(stdin)= ",
        "Bearer ",
        "Basic ",
        "X-Lti-Signature:",
    ];
    let prefixed = PREFIXES.iter().find_map(|prefix| {
        let (start, rest) = header.split_at_checked(prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then(|| rest.trim())
    });
    // As `sha1sum` and `openssl dgst -r` print what they read from standard input, and `openssl dgst` what it read from
    // a file.
    let ends = ["  -", " *-", " *stdin"];
    prefixed
        .or_else(|| ends.iter().find_map(|end| header.strip_suffix(end)))
        .or_else(|| of_file(header))
        .or_else(|| quoted(header))
}

/// `HMAC-SHA1(base.txt)= …`
fn of_file(header: &str) -> Option<&str> {
    let (before, rest) = header.split_once(")= ")?;
    let (name, _) = before.split_once('(')?;
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        .then_some(rest)
}

fn quoted(header: &str) -> Option<&str> {
    const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];
    QUOTES
        .iter()
        .find_map(|(open, close)| header.strip_prefix(*open)?.strip_suffix(*close))
}
