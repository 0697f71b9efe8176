//! The secret in another encoding.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::explain::encoding::{self, Percent, percent};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::search::hashes::Hash;
use crate::explain::search::variants::values::EXCHANGED;
use crate::explain::search::variants::variant::halves;

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
    found.extend(
        crate::query::percent_decode(secret)
            .ok()
            .map(|plain| text(plain, note("percent_decoded"))),
    );
    let mut add = |bytes: Vec<u8>, mistake| push(&mut found, bytes, FindingCode::SecretEncoding, mistake);
    let once = encoding::base64(bytes);
    for text in [
        encoding::base64_unpadded(bytes),
        encoding::base64url(bytes),
        [&once, "\n"].concat(),
        encoding::base64(once.as_bytes()),
        encoding::base64(&[bytes, b"\n"].concat()),
        once,
    ] {
        add(text.into_bytes(), "base64_encoded");
    }
    add(encoding::base32(bytes).into_bytes(), "base32_encoded");
    let digits = encoding::hex(bytes);
    add(digits.to_ascii_uppercase().into_bytes(), "hex_encoded");
    add(digits.into_bytes(), "hex_encoded");
    for &(big_endian, marked, mistake) in &[
        (false, false, "utf16"),
        (false, true, "utf16_mark"),
        (true, false, "utf16_big_endian"),
        (true, true, "utf16_big_endian_mark"),
    ] {
        add(utf16(big_endian, marked), mistake);
    }
    add(secret.to_ascii_lowercase().into_bytes(), "lower_case");
    add(secret.to_ascii_uppercase().into_bytes(), "upper_case");
    for &how in &[Percent::Component, Percent::Form] {
        add(percent(secret, how).into_bytes(), "percent_encoded");
    }
    for (changes, mistake) in [
        ([("-", "+"), ("_", "/")], "standard_alphabet"),
        ([("+", "-"), ("/", "_")], "url_alphabet"),
        ([("+", " "), ("", "")], "plus_as_space"),
    ] {
        let [(one, by), (other, by_other)] = changes;
        let text = secret.replace(one, by);
        let text = if other.is_empty() {
            text
        } else {
            text.replace(other, by_other)
        };
        add(text.into_bytes(), mistake);
    }
    add(secret.chars().rev().collect::<String>().into_bytes(), "reversed");
    for hash in Hash::ALL {
        let digest = hash.digest(bytes);
        let digits = encoding::hex(&digest);
        add(digits.to_ascii_uppercase().into_bytes(), "hashed");
        add(digits.into_bytes(), "hashed");
        add(encoding::base64(&digest).into_bytes(), "hashed");
        add(digest, "hashed");
    }
    found
}

/// Encodings that are tried as the only mistake.
pub(super) fn rare_encodings(secret: &str) -> Vec<Changed> {
    let bytes = secret.as_bytes();
    let mut found = Vec::new();
    let mut add = |bytes: Vec<u8>, mistake| push(&mut found, bytes, FindingCode::SecretEncoding, mistake);
    add(encoding::base32_bytes(secret).unwrap_or_default(), "base32_decoded");
    add(
        encoding::base64(&encoding::utf16(bytes, false)).into_bytes(),
        "base64_encoded",
    );
    let digits = encoding::hex(bytes);
    for between in &["-", ":", " "] {
        let text = encoding::in_groups(&digits, 2, between);
        add(text.to_ascii_uppercase().into_bytes(), "hex_encoded");
        add(text.into_bytes(), "hex_encoded");
    }
    add(expanded(secret).into_bytes(), "expanded");
    add(unescaped(secret).into_bytes(), "unescaped");
    for (from, to) in halves("$$~$¦%%~%¦&~&amp;¦<~&lt;¦>~&gt;¦\"~&quot;¦'~&#39;") {
        add(secret.replace(from, to).into_bytes(), "unescaped");
    }
    for pairs in [true, false] {
        add(careless_hex(bytes, pairs), "hex_decoded");
    }
    // PHP skips other characters, and Go's decoder stops at them, if the program ignores its error.
    let standard = |char: &char| char.is_ascii_alphanumeric() || "+/".contains(*char);
    let start: String = secret.chars().take_while(standard).collect();
    let whole = start.len() - start.len() % 4;
    for text in [
        &secret.chars().filter(standard).collect::<String>(),
        start.get(..whole).unwrap_or_default(),
    ] {
        add(forgiving(text).unwrap_or_default(), "base64_decoded");
    }
    for &(from, to) in &EXCHANGED {
        add(secret.replace(from, to).into_bytes(), "exchanged");
    }
    // As a person or a program reads them in a picture.
    let digits = secret.replace("l", "1").replace("I", "1").replace("O", "0");
    add(digits.into_bytes(), "exchanged");
    found
}

/// The secret in a shell that has no variable of the name after each `$`.
fn expanded(secret: &str) -> String {
    let mut text = String::new();
    let mut name = "";
    for char in secret.chars() {
        let is_digit = char.is_ascii_digit();
        match name {
            "$" if is_digit => name = "",
            "$" | "name" if is_digit || char.is_ascii_alphabetic() || char == '_' => name = "name",
            _ => {
                text.push_str(if name == "$" { name } else { "" });
                name = if char == '$' { "$" } else { "" };
                text.extend(Some(char).filter(|char| *char != '$'));
            }
        }
    }
    text
}

/// The secret in double quotes of a settings file or a program, which reads `\\n` as a line feed.
fn unescaped(secret: &str) -> String {
    let mut text = String::new();
    let mut is_escaped = false;
    for char in secret.chars() {
        if char == '\\' && !is_escaped {
            is_escaped = true;
            continue;
        }
        text.push(match char {
            'n' if is_escaped => '\n',
            'r' if is_escaped => '\r',
            't' if is_escaped => '\t',
            other => other,
        });
        is_escaped = false;
    }
    text
}

/// What decoders make of characters that are not hexadecimal digits. CryptoJS reads pairs as JavaScript's `parseInt`
/// does, and PHP reads each character alone.
fn careless_hex(secret: &[u8], in_pairs: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    for pair in secret.chunks(2) {
        let digit = |place: usize| pair.get(place).and_then(|char| char::from(*char).to_digit(16));
        let number = match (digit(0), digit(1)) {
            (Some(first), None) if in_pairs => first,
            (None, Some(_)) if in_pairs => 0,
            (first, second) => first.unwrap_or(0) * 16 + second.unwrap_or(0),
        };
        bytes.extend(u8::try_from(number));
    }
    bytes
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
