//! Checks the shape of the header, and whether it shows the key or a secret.

use crate::credentials::Credentials;
use crate::explain::blank::bare;
use crate::explain::encoding;
use crate::explain::finding::FindingCode;
use crate::explain::parse::case::Case;
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
        ShapeCode::Text => FindingCode::HeaderText,
        ShapeCode::Prefixed => FindingCode::HeaderPrefixed,
        ShapeCode::LanguageArtifact => FindingCode::HeaderArtifact,
        ShapeCode::Secret => FindingCode::HeaderSecret,
        ShapeCode::Key => FindingCode::HeaderKey,
        ShapeCode::Unknown => FindingCode::HeaderUnknown,
    })
}

/// How the header differs from the correct signature if most of it is still there.
pub(in crate::explain) fn damage(header: &str, right: &str) -> Option<&'static str> {
    if header == right {
        return None;
    }
    if header == right.to_ascii_lowercase() {
        Some("lower_case")
    } else if header == right.to_ascii_uppercase() {
        Some("upper_case")
    } else if header.len() >= MIN_MATCH && (right.starts_with(header) || right.ends_with(header)) {
        Some("cut")
    } else if header.eq_ignore_ascii_case(right) {
        Some("case")
    } else {
        None
    }
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
