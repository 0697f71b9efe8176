//! The secret in another encoding.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::explain::encoding::{self, Percent, percent};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::search::hashes::Hash;

/// A key that was made from the secret, and the mistake that leads to it.
pub(super) type Changed = (Zeroizing<Vec<u8>>, Note);

/// Not inlined: each of the many calls would add its own copy of this code to the wasm.
#[inline(never)]
pub(super) fn push(found: &mut Vec<Changed>, bytes: Vec<u8>, code: FindingCode, mistake: &'static str) {
    found.push((Zeroizing::new(bytes), Note::variant(code, mistake)));
}

pub(super) fn text(text: String, note: Note) -> Changed {
    (Zeroizing::new(text.into_bytes()), note)
}

pub(super) fn encodings(secret: &str) -> Vec<Changed> {
    let note = |mistake| Note::variant(FindingCode::SecretEncoding, mistake);
    let bytes = secret.as_bytes();
    let decoded = |found: Option<Vec<u8>>, mistake| {
        found
            .filter(|bytes| !bytes.is_empty())
            .map(|bytes| (Zeroizing::new(bytes), note(mistake)))
    };
    let utf16 = |big_endian, marked: bool| {
        let mark: &[u8] = if marked { "\u{feff}".as_bytes() } else { b"" };
        encoding::utf16(&[mark, bytes].concat(), big_endian)
    };
    let mut found: Vec<Changed> = Vec::new();
    found.extend(decoded(
        encoding::lenient(secret.trim_end_matches('=')).map(|decoded| decoded.bytes),
        "base64_decoded",
    ));
    found.extend(decoded(forgiving(secret), "base64_decoded"));
    found.extend(decoded(encoding::hex_bytes(bytes), "hex_decoded"));
    found.extend(decoded(leading_hex(bytes), "hex_decoded"));
    push(
        &mut found,
        encoding::base64(bytes).into_bytes(),
        FindingCode::SecretEncoding,
        "base64_encoded",
    );
    push(
        &mut found,
        encoding::base64_unpadded(bytes).into_bytes(),
        FindingCode::SecretEncoding,
        "base64_encoded",
    );
    push(
        &mut found,
        encoding::base64url(bytes).into_bytes(),
        FindingCode::SecretEncoding,
        "base64_encoded",
    );
    push(
        &mut found,
        [&encoding::base64(bytes), "\n"].concat().into_bytes(),
        FindingCode::SecretEncoding,
        "base64_encoded",
    );
    let twice = encoding::base64(encoding::base64(bytes).as_bytes());
    push(
        &mut found,
        twice.into_bytes(),
        FindingCode::SecretEncoding,
        "base64_encoded",
    );
    push(
        &mut found,
        (encoding::base64(&[bytes, b"\n"].concat())).into_bytes(),
        FindingCode::SecretEncoding,
        "base64_encoded",
    );
    push(
        &mut found,
        encoding::base32(bytes).into_bytes(),
        FindingCode::SecretEncoding,
        "base32_encoded",
    );
    push(
        &mut found,
        encoding::hex(bytes).into_bytes(),
        FindingCode::SecretEncoding,
        "hex_encoded",
    );
    push(
        &mut found,
        encoding::hex(bytes).to_ascii_uppercase().into_bytes(),
        FindingCode::SecretEncoding,
        "hex_encoded",
    );
    push(&mut found, utf16(false, false), FindingCode::SecretEncoding, "utf16");
    push(
        &mut found,
        utf16(false, true),
        FindingCode::SecretEncoding,
        "utf16_mark",
    );
    push(
        &mut found,
        utf16(true, false),
        FindingCode::SecretEncoding,
        "utf16_big_endian",
    );
    push(
        &mut found,
        utf16(true, true),
        FindingCode::SecretEncoding,
        "utf16_big_endian_mark",
    );
    push(
        &mut found,
        secret.to_ascii_lowercase().into_bytes(),
        FindingCode::SecretEncoding,
        "lower_case",
    );
    push(
        &mut found,
        secret.to_ascii_uppercase().into_bytes(),
        FindingCode::SecretEncoding,
        "upper_case",
    );
    push(
        &mut found,
        percent(secret, Percent::Component).into_bytes(),
        FindingCode::SecretEncoding,
        "percent_encoded",
    );
    push(
        &mut found,
        percent(secret, Percent::Form).into_bytes(),
        FindingCode::SecretEncoding,
        "percent_encoded",
    );
    found.extend(
        crate::query::percent_decode(secret)
            .ok()
            .map(|plain| text(plain, note("percent_decoded"))),
    );
    push(
        &mut found,
        secret.replace('-', "+").replace('_', "/").into_bytes(),
        FindingCode::SecretEncoding,
        "standard_alphabet",
    );
    push(
        &mut found,
        secret.replace('+', "-").replace('/', "_").into_bytes(),
        FindingCode::SecretEncoding,
        "url_alphabet",
    );
    push(
        &mut found,
        secret.replace('+', " ").into_bytes(),
        FindingCode::SecretEncoding,
        "plus_as_space",
    );
    push(
        &mut found,
        secret.chars().rev().collect::<String>().into_bytes(),
        FindingCode::SecretEncoding,
        "reversed",
    );
    for hash in Hash::ALL {
        let digest = hash.digest(bytes);
        push(
            &mut found,
            encoding::hex(&digest).into_bytes(),
            FindingCode::SecretEncoding,
            "hashed",
        );
        push(
            &mut found,
            encoding::hex(&digest).to_ascii_uppercase().into_bytes(),
            FindingCode::SecretEncoding,
            "hashed",
        );
        push(
            &mut found,
            encoding::base64(&digest).into_bytes(),
            FindingCode::SecretEncoding,
            "hashed",
        );
        push(&mut found, digest, FindingCode::SecretEncoding, "hashed");
    }
    found
}

/// Node's `Buffer.from(secret, "base64")` accepts any length and ignores an incomplete last group.
fn forgiving(secret: &str) -> Option<Vec<u8>> {
    let kept: String = secret
        .chars()
        .filter(|char| char.is_ascii_alphanumeric() || "+/-_".contains(*char))
        .collect();
    let whole = if kept.len() % 4 == 1 {
        kept.len() - 1
    } else {
        kept.len()
    };
    encoding::lenient(kept.get(..whole)?).map(|decoded| decoded.bytes)
}

/// Node's `Buffer.from(secret, "hex")` stops at the first character that is not a digit.
fn leading_hex(secret: &[u8]) -> Option<Vec<u8>> {
    let digits = secret.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    encoding::hex_bytes(secret.get(..digits - digits % 2)?)
}
