//! The shape of a signature header, which does not depend on the secret.

use alloc::string::{String, ToString};
use core::iter::successors;

use serde::Serialize;

use crate::explain::encoding::{Decoded, digest_in_other_encoding, hex_bytes, lenient, signature};
use crate::signature::Signature;

/// The shape of a header, and its corrected value if only the encoding is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The shape.
    pub code: ShapeCode,
    /// The correct encoding of the same 20 bytes.
    pub corrected: Option<String>,
}

/// The shapes that a header can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ShapeCode {
    /// 27 characters of base64url that encode 20 bytes.
    Signature,
    /// The last character is impossible for 20 bytes: the header was cut or changed.
    Corrupted,
    /// A correct encoding with `=` padding.
    Padded,
    /// `+` or `/` of the standard alphabet. About 44 in 100 signatures contain neither, so the mistake is intermittent.
    StandardAlphabet,
    /// A space inside: a `+` was decoded as a space.
    Space,
    /// `%2B`, `%2F` or `%3D` inside: servers do not decode headers.
    PercentEncoded,
    /// 40 hexadecimal digits.
    Hex,
    /// Base64 of the hexadecimal digits.
    HexBase64,
    /// Base64 of base64.
    Base64Twice,
    /// A digest with the length of SHA-256.
    Sha256,
    /// A digest with the length of SHA-512.
    Sha512,
    /// A digest with the length of MD5.
    Md5,
    /// 20 bytes in an encoding that is neither base64 nor hexadecimal, such as base32 or a decimal number.
    Encoding,
    /// Bytes that were converted to a text string, which loses the digest.
    Text,
    /// A digest with other text of a tool's output.
    Prefixed,
    /// The printed form of an object, such as `[object Promise]` or `b'…'`.
    LanguageArtifact,
    /// The secret itself ([`explain`](crate::explain::explain) detects it).
    Secret,
    /// The key, which belongs in the query ([`explain`](crate::explain::explain) detects it).
    Key,
    /// Anything else.
    Unknown,
}

/// Finds the shape of a header.
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

/// The maximum number of layers. No honest mistake has more.
const LAYERS: usize = 8;

/// The header, then the text inside each prefix, quote or encoding.
pub(in crate::explain) fn layers(header: &str) -> impl Iterator<Item = String> {
    let inside = |outer: &String| peel(outer).map(|(_, inner)| inner);
    successors(Some(header.to_string()), inside).take(LAYERS)
}

/// Removes one layer, if there is one.
fn peel(header: &str) -> Option<(ShapeCode, String)> {
    if is_signature(header) || is_artifact(header) {
        return None;
    }
    if let Some(inner) = without_prefix(header) {
        return Some((ShapeCode::Prefixed, inner.to_string()));
    }
    if header.contains('%') {
        // A `+` in the header is not an encoded space.
        let decoded = crate::query::percent_decode(&header.replace('+', "%2B"));
        return decoded.ok().map(|decoded| (ShapeCode::PercentEncoded, decoded));
    }
    let with_plus = header.replace(' ', "+");
    // Each list of numbers has spaces, too.
    let is_base64 = lenient(&with_plus).is_some() && digest_in_other_encoding(header).is_none();
    (is_base64 && header.contains(' ')).then_some((ShapeCode::Space, with_plus))
}

/// The correct encoding of 20 bytes in another encoding.
fn correct(text: String) -> Option<String> {
    let innermost = layers(&text).last()?;
    let Shape { code, corrected } = flat(&innermost);
    corrected.or_else(|| (code == ShapeCode::Signature).then_some(innermost))
}

fn is_signature(header: &str) -> bool {
    let is_digest = |digest: Decoded| digest.canonical && digest.bytes.len() == 20;
    header.len() == Signature::LENGTH && !header.contains(['+', '/', '=']) && lenient(header).is_some_and(is_digest)
}

/// The shape of a header without layers.
fn flat(header: &str) -> Shape {
    if is_signature(header) {
        return plain(ShapeCode::Signature);
    }
    if is_artifact(header) {
        return plain(ShapeCode::LanguageArtifact);
    }
    if header.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return by_hex(header);
    }
    if let Some((bytes, _)) = digest_in_other_encoding(header) {
        return Shape {
            code: ShapeCode::Encoding,
            corrected: signature(&bytes),
        };
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
        // This goes first: such text can have any length.
        _ if went_through_text(&decoded.bytes) => ShapeCode::Text,
        32 => ShapeCode::Sha256,
        64 => ShapeCode::Sha512,
        16 => ShapeCode::Md5,
        _ => ShapeCode::Unknown,
    })
}

/// Twenty bytes in an encoding that is not the canonical one.
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

/// Text inside base64: hexadecimal digits, or base64 again.
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

/// Whether the bytes contain replacement characters, or Latin-1 bytes written as UTF-8.
fn went_through_text(bytes: &[u8]) -> bool {
    let replaced = bytes.windows(3).any(|window| *window == [0xef, 0xbf, 0xbd]);
    let doubled = bytes.iter().filter(|byte| matches!(byte, 0xc2 | 0xc3)).count();
    replaced || (doubled >= 3 && core::str::from_utf8(bytes).is_ok())
}

fn is_artifact(header: &str) -> bool {
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
    // `sha1sum` and `openssl dgst -r` print these for standard input. `openssl dgst` prints the name of a file.
    let ends = ["  -", " *-", " *stdin"];
    prefixed
        .or_else(|| ends.iter().find_map(|end| header.strip_suffix(end)))
        .or_else(|| of_file(header))
        .or_else(|| behind_word(header))
        .or_else(|| quoted(header))
}

/// A whole digest behind a word: `HMAC …`, `signature=…`, `t=1661494048,v1=…`.
fn behind_word(header: &str) -> Option<&str> {
    const BETWEEN: [char; 4] = [' ', '=', ':', ','];
    let at = header.trim_end_matches('=').rfind(BETWEEN)?;
    let rest = header.get(at + 1..)?;
    let is_digest = |bytes: &[u8]| matches!(bytes.len(), 20 | 32 | 64);
    let is_whole = lenient(rest).is_some_and(|digest| is_digest(&digest.bytes))
        || hex_bytes(rest.as_bytes()).is_some_and(|digest| is_digest(&digest));
    (at > 0 && is_whole).then_some(rest)
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
