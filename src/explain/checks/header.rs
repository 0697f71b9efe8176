//! Checks the shape of the header.

use crate::explain::finding::FindingCode;
use crate::explain::shape::ShapeCode;

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
        ShapeCode::LanguageArtefact => FindingCode::HeaderArtefact,
        ShapeCode::Secret => FindingCode::HeaderSecret,
        ShapeCode::Key => FindingCode::HeaderKey,
        ShapeCode::Unknown => FindingCode::HeaderUnknown,
    })
}
