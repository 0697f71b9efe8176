//! Encodings that programs apply to digests, secrets and messages.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::signature::Mac;
use crate::time::decimal;

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
    let digits = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    let (bytes, rest) = groups(&digits, BASE64URL, 6)?;
    let canonical = rest == 0;
    (digits.len() % 4 != 1).then_some(Decoded { bytes, canonical })
}

pub(super) const BASE64URL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// RFC 4648.
const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// RFC 4648's base32hex, and Crockford's.
const OTHER_BASE32: [&str; 2] = ["0123456789ABCDEFGHIJKLMNOPQRSTUV", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"];
/// From the space, which most encoders write as a backquote.
const UUENCODE: &str = "`!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";
/// Adobe's, ZeroMQ's, and that of RFC 1924 and Python.
const BASE85: [&str; 3] = [
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstu",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
];
/// Base64 in another order: crypt, bcrypt, xxencode, bash and others. See [`spelled_out`].
const ORDERS: [&str; 9] = [
    "./DUL", "./ULD", "+-DUL", "DLU@_", "DUL+/", "DUL-_", "DLU+/", "DLU-_", "-DU_L",
];
/// Numbers of base 58, without characters that look alike, and of base 62.
const NUMBERS: [&str; 5] = [
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
    "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ",
    "DUL",
    "DLU",
    "ULD",
];

/// The alphabet, with the upper-case letters for `U`, the lower-case ones for `L` and the digits for `D`.
fn spelled_out(order: &str) -> String {
    let mut alphabet = String::new();
    for char in order.chars() {
        match char {
            'U' => alphabet.extend('A'..='Z'),
            'L' => alphabet.extend('a'..='z'),
            'D' => alphabet.extend('0'..='9'),
            other => alphabet.push(other),
        }
    }
    alphabet
}

/// The 20 bytes of a digest in an encoding that is neither hexadecimal nor base64, and the name of the encoding. `None`
/// if several alphabets fit.
pub(super) fn digest_in_other_encoding(text: &str) -> Option<(Vec<u8>, &'static str)> {
    let mut found = unlike_base64(text).into_iter();
    let first = found.next()?;
    found.all(|(bytes, _)| bytes == first.0).then_some(first)
}

/// Everything that the text may be, also what looks like base64url.
pub(super) fn digests_in_other_encodings(text: &str) -> Vec<(Vec<u8>, &'static str)> {
    let mut found = unlike_base64(text);
    let mut add = |bytes, name| keep(&mut found, bytes, name);
    // Hexadecimal digits without the zeros at the start. It may also be a digest that was cut.
    let is_short_hex = (37..=39).contains(&text.len());
    add(number(text, 16).filter(|_| is_short_hex), "number");
    if (26..=28).contains(&text.len()) {
        for order in &NUMBERS {
            let alphabet = match order.len() {
                3 => spelled_out(order),
                _ => order.to_string(),
            };
            let value = |char| alphabet.find(char).and_then(|place| u32::try_from(place).ok());
            let radix = u32::try_from(alphabet.len()).unwrap_or_default();
            add(number_of(text, radix, &value), "number");
        }
        let digits = without_padding(text);
        for order in &ORDERS {
            add(bits(digits, &spelled_out(order), 6), "base64_alphabet");
        }
        for alphabet in other_marks(digits) {
            add(bits(digits, &alphabet, 6), "base64_alphabet");
        }
    }
    found
}

/// Not inlined: each of the many calls would add its own copy of this code to the wasm.
#[inline(never)]
fn keep(found: &mut Vec<(Vec<u8>, &'static str)>, bytes: Option<Vec<u8>>, name: &'static str) {
    if let Some(bytes) = bytes.filter(|bytes| bytes.len() == 20) {
        found.push((bytes, name));
    }
}

/// Without a character that fills up the last group.
fn without_padding(text: &str) -> &str {
    let mut chars = text.chars();
    let is_padded = chars.next_back().is_some_and(|char| !char.is_ascii_alphanumeric());
    if text.len() == 28 && is_padded {
        chars.as_str()
    } else {
        text
    }
}

/// Base64 alphabets whose last two digits are the other characters of the text, in either order. Not those of RFC 4648.
fn other_marks(text: &str) -> Vec<String> {
    let mut marks = String::new();
    for char in text.chars() {
        if !char.is_ascii_alphanumeric() && !marks.contains(char) {
            marks.push(char);
        }
    }
    // One mark may be the first or the second of two.
    let mut chars = marks.chars();
    let orders = match (chars.next(), chars.next(), chars.next()) {
        (Some(one), None, _) => [[one, '\0'], ['\0', one]],
        (Some(one), Some(other), None) => [[one, other], [other, one]],
        _ => return Vec::new(),
    };
    let is_usual = |[one, other]: &[char; 2]| "-+\0".contains(*one) && "_/\0".contains(*other);
    let others = orders.iter().filter(|order| marks.is_ascii() && !is_usual(order));
    others
        .map(|[one, other]| {
            let mut alphabet = spelled_out("ULD");
            alphabet.extend([one, other]);
            alphabet
        })
        .collect()
}

/// Encodings with another length or other characters than base64.
fn unlike_base64(text: &str) -> Vec<(Vec<u8>, &'static str)> {
    let upper = text.to_ascii_uppercase();
    let is_of_one_case = text == upper || text == text.to_ascii_lowercase();
    let bare: String = upper.chars().filter(|char| !" =-".contains(*char)).collect();
    let adobe = text.strip_prefix("<~").unwrap_or(text);
    let adobe = adobe.strip_suffix("~>").unwrap_or(adobe);
    // `4` is the length. The last group has a byte too many.
    let counted = text.strip_prefix('4').filter(|rest| rest.len() == 28);
    let uuencoded = counted.and_then(|rest| bits(&rest.replace(' ', "`"), UUENCODE, 6));
    let is_number = |from, to| (from..=to).contains(&text.trim_start_matches('-').len());
    let mut found = Vec::new();
    let mut add = |bytes, name| keep(&mut found, bytes, name);
    if is_of_one_case && bare.len() == 32 {
        add(bits(&bare, BASE32, 5), "base32");
        for alphabet in &OTHER_BASE32 {
            add(bits(&bare, alphabet, 5), "base32");
        }
    }
    add(bits(&bare, "01", 1), "binary");
    add(uuencoded.map(|bytes| bytes.into_iter().take(20).collect()), "uuencode");
    if adobe.len() == 25 {
        for alphabet in &BASE85 {
            add(base85(adobe, alphabet), "base85");
        }
    }
    add(number(text, 10).filter(|_| is_number(46, 49)), "number");
    add(number(text, 36).filter(|_| is_number(30, 31)), "number");
    add(number(text, 16).filter(|_| text.starts_with('-')), "number");
    add(percent_bytes(text), "percent");
    found
}

/// Digits that each stand for this many bits, the highest first.
fn bits(text: &str, alphabet: &str, width: usize) -> Option<Vec<u8>> {
    groups(text, alphabet, width)
        .filter(|(_, rest)| *rest == 0)
        .map(|(bytes, _)| bytes)
}

/// The bytes, and the bits that are left over.
#[inline(never)]
fn groups(text: &str, alphabet: &str, width: usize) -> Option<(Vec<u8>, usize)> {
    let (mut bytes, mut buffer, mut count) = (Vec::new(), 0_usize, 0);
    for byte in text.bytes() {
        buffer = buffer << width | alphabet.bytes().position(|digit| digit == byte)?;
        count += width;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(buffer >> count).ok()?);
            buffer &= (1 << count) - 1;
        }
    }
    Some((bytes, buffer))
}

/// Five digits for each four bytes.
fn base85(text: &str, alphabet: &str) -> Option<Vec<u8>> {
    // A text in the alphabet of base64 is more likely a cut signature.
    if !text.len().is_multiple_of(5) || lenient(text).is_some() {
        return None;
    }
    let mut bytes = Vec::new();
    for group in text.as_bytes().chunks(5) {
        let mut sum = 0_u64;
        for digit in group {
            let value = alphabet.bytes().position(|known| known == *digit)?;
            sum = sum * 85 + u64::try_from(value).ok()?;
        }
        bytes.extend(u32::try_from(sum).ok()?.to_be_bytes());
    }
    Some(bytes)
}

/// 20 bytes as one number in the common digits.
fn number(text: &str, radix: u32) -> Option<Vec<u8>> {
    number_of(text, radix, &|char| char.to_digit(radix))
}

/// 20 bytes as one number. Java's `BigInteger` prints a number below 0 for a digest whose highest bit is set.
fn number_of(text: &str, radix: u32, value: &dyn Fn(char) -> Option<u32>) -> Option<Vec<u8>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut bytes = alloc::vec![0_u8; 20];
    for char in digits.chars() {
        let mut carry = value(char)?;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * radix;
            *byte = carry.to_le_bytes()[0];
            carry >>= 8;
        }
        if carry > 0 {
            return None;
        }
    }
    if digits.len() < text.len() {
        let last = bytes.iter().rposition(|byte| *byte != 0)?;
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = match place.cmp(&last) {
                core::cmp::Ordering::Less => !*byte,
                core::cmp::Ordering::Equal => byte.wrapping_neg(),
                core::cmp::Ordering::Greater => 0,
            };
        }
    }
    Some(bytes)
}

/// `%1C%96Q`: percent-encoded bytes that are not text.
fn percent_bytes(text: &str) -> Option<Vec<u8>> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.extend(hex_bytes(digits.as_bytes())?);
        bytes.extend(rest.bytes());
    }
    Some(bytes).filter(|_| text.contains('%'))
}

/// ASCII text in groups of this length.
#[inline(never)]
pub(super) fn in_groups(text: &str, width: usize, between: &str) -> String {
    let mut groups = String::new();
    for (place, char) in text.chars().enumerate() {
        if place > 0 && place.is_multiple_of(width) {
            groups.push_str(between);
        }
        groups.push(char);
    }
    groups
}

/// The bytes inside base32, in letters of either case, with or without padding.
pub(super) fn base32_bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').to_ascii_uppercase();
    groups(&digits, BASE32, 5).map(|(bytes, _)| bytes)
}

/// Base32 without padding.
pub(super) fn base32(bytes: &[u8]) -> String {
    let (mut text, mut buffer, mut count) = (String::new(), 0_usize, 0);
    for byte in bytes.iter().copied().map(Some).chain([None]) {
        match byte {
            Some(byte) => {
                buffer = buffer << 8 | usize::from(byte);
                count += 8;
            }
            // The last digit is filled up with zeros.
            None if count > 0 => {
                buffer <<= 5 - count;
                count = 5;
            }
            None => {}
        }
        while count >= 5 {
            count -= 5;
            text.extend(BASE32.chars().nth(buffer >> count & 31));
            buffer &= (1 << count) - 1;
        }
    }
    text
}

/// The decimal digits of a number, with zeros before them up to this width.
pub(super) fn padded(number: u64, width: usize) -> String {
    let mut digits = decimal(number);
    while digits.len() < width {
        digits.insert(0, '0');
    }
    digits
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
    /// JavaScript's `encodeURI`.
    Uri,
    /// JavaScript's legacy `escape`: `%DC` for `Ü`, and `%u0142` for `ł`.
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
    if matches!(how, Percent::Escape) && !text.is_ascii() {
        for unit in text.encode_utf16() {
            let digits = hex(&unit.to_be_bytes()).to_ascii_uppercase();
            match u8::try_from(unit) {
                Ok(byte) if keeps(how, byte) => encoded.push(char::from(byte)),
                Ok(_) => encoded.extend(["%", digits.get(2..).unwrap_or_default()]),
                Err(_) => encoded.extend(["%u", &digits]),
            }
        }
        return encoded;
    }
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
        Percent::Uri => b"-_.!~*'();/?:@&=+$,#",
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
