//! Checks the shape of the header, and whether it shows the key or a secret.

use alloc::string::String;

use crate::credentials::Credentials;
use crate::explain::blank::bare;
use crate::explain::encoding;
use crate::explain::finding::{FindingCode, Note};
use crate::explain::names::distance;
use crate::explain::parse::case::Case;
use crate::explain::parse::paste::scan::is_letter;
use crate::explain::parse::shape::{self, ShapeCode};

/// The finding for a shape; `None` for the correct one.
pub(in crate::explain) fn code(shape: ShapeCode) -> Option<FindingCode> {
    Some(match shape {
        ShapeCode::Signature => return None,
        ShapeCode::Corrupted => FindingCode::HeaderCorrupted,
        ShapeCode::Padded => FindingCode::HeaderPadded,
        ShapeCode::StandardAlphabet => FindingCode::HeaderStandardAlphabet,
        ShapeCode::Space => FindingCode::HeaderSpace,
        ShapeCode::PercentEncoded => FindingCode::HeaderPercentEncoded,
        ShapeCode::Hex => FindingCode::HeaderHex,
        ShapeCode::HexBase64 => FindingCode::HeaderHexBase64,
        ShapeCode::Base64Twice => FindingCode::HeaderBase64Twice,
        ShapeCode::Sha256 => FindingCode::HeaderSha256,
        ShapeCode::Sha512 => FindingCode::HeaderSha512,
        ShapeCode::Md5 => FindingCode::HeaderMd5,
        ShapeCode::Encoding => FindingCode::HeaderEncoding,
        ShapeCode::Text => FindingCode::HeaderText,
        ShapeCode::Prefixed => FindingCode::HeaderPrefixed,
        ShapeCode::LanguageArtifact => FindingCode::HeaderArtifact,
        ShapeCode::Secret => FindingCode::HeaderSecret,
        ShapeCode::Key => FindingCode::HeaderKey,
        ShapeCode::Unknown => FindingCode::HeaderUnknown,
    })
}

/// Whether the header is a JSON Web Token: its first two parts are JSON.
pub(in crate::explain) fn is_token(header: &str) -> bool {
    header.starts_with("eyJ") && header.contains(".eyJ")
}

/// How the header differs from the correct signature if most of it is still there.
pub(in crate::explain) fn damage(header: &str, right: &str) -> Option<Note> {
    let corrupted = |mistake| Some(Note::variant(FindingCode::HeaderCorrupted, mistake));
    let hex_of = |text: &str| encoding::lenient(text).map(|decoded| encoding::hex(&decoded.bytes));
    let in_hex = hex_of(right)?;
    let digits = hex_of(header).unwrap_or_default();
    let url_safe = header.replace('+', "-").replace('/', "_");
    let lower = header.to_ascii_lowercase();
    let is_part =
        |text: &str, whole: &str| text.len() >= MIN_MATCH && (whole.starts_with(text) || whole.ends_with(text));
    // Programs use many characters for the two that are not alphanumeric, and for the padding.
    let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let is_spelled = |text: &str| text.contains(right) || text.contains(&in_hex);
    if header == right {
        None
    } else if let Some(mark) = mark_behind(header, right) {
        Some(Note::variant(FindingCode::HeaderPrefixed, "end").seen(mark))
    } else if is_spelled(&url_safe) || is_spelled(&lower) {
        Some(Note::new(FindingCode::HeaderPrefixed))
    } else if header == right.to_ascii_lowercase() {
        corrupted("lower_case")
    } else if header == right.to_ascii_uppercase() {
        corrupted("upper_case")
    } else if is_part(url_safe.trim_end_matches('='), right) || is_part(&lower, &in_hex) || is_part(&digits, &in_hex) {
        corrupted("cut")
    } else if header.eq_ignore_ascii_case(right) {
        corrupted("case")
    } else if letters(header) == letters(right) {
        corrupted("alphabet")
    } else if header.is_ascii()
        && header.len().abs_diff(right.len()) <= MAX_TYPOS
        && distance(&url_safe, right) <= MAX_TYPOS
    {
        corrupted("typed")
    } else if lower == unpadded(&in_hex) {
        Some(Note::variant(FindingCode::HeaderHex, "without_zeros"))
    } else {
        None
    }
}

/// The mark behind a whole signature. It may be the padding of another alphabet, or a part of the program's text.
fn mark_behind<'a>(header: &'a str, right: &str) -> Option<&'a str> {
    let mark = header.strip_prefix(right)?;
    let is_mark = |char: char| !is_letter(char) && !char.is_whitespace();
    mark.chars().all(is_mark).then_some(mark)
}

/// The maximum number of wrong, missing and extra characters of a header that somebody typed.
const MAX_TYPOS: usize = 3;

/// Each byte without its leading zero, as a program prints it that forgets the width.
fn unpadded(digits: &str) -> String {
    let bytes = digits
        .as_bytes()
        .chunks(2)
        .filter_map(|pair| core::str::from_utf8(pair).ok());
    bytes.map(|pair| pair.strip_prefix('0').unwrap_or(pair)).collect()
}

/// A shorter match may be chance.
const MIN_MATCH: usize = 12;

/// Whether the header is the key or the secret. The key is checked first: it is public, even if it was also given as a
/// secret.
pub(in crate::explain) fn credential(header: &str, case: &Case<'_>) -> Option<ShapeCode> {
    let key = case.value("key").filter(|key| !key.is_empty());
    if key.is_some_and(|key| shape::layers(header).any(|layer| layer == key)) {
        return Some(ShapeCode::Key);
    }
    let secrets = case.secrets.iter().map(|given| bare(given.secret));
    // A placeholder is not a secret.
    let mut secrets = secrets.filter(|secret| Credentials::new("key", secret.as_bytes()).is_ok());
    let shown = secrets.any(|secret| {
        shape::layers(header).any(|layer| {
            let encoded = encoding::base64_text(&layer);
            shows(&layer, secret) || encoded.is_some_and(|text| shows(&text, secret))
        })
    });
    shown.then_some(ShapeCode::Secret)
}

/// A short secret can occur in a longer text by chance.
fn shows(text: &str, secret: &str) -> bool {
    text == secret || (secret.len() >= 8 && text.contains(secret))
}
