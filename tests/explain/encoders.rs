//! Encodings that are neither hexadecimal nor base64, written without the debugger's decoders.

const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn bit_string(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:08b}")).collect()
}

/// One character for each group of bits; zeros fill up the last group.
fn by_bits(bytes: &[u8], width: usize, digit: impl Fn(usize) -> char) -> String {
    let mut bits = bit_string(bytes);
    while !bits.len().is_multiple_of(width) {
        bits.push('0');
    }
    let groups = (0..bits.len() / width).map(|group| &bits[group * width..(group + 1) * width]);
    groups
        .map(|group| digit(usize::from_str_radix(group, 2).unwrap()))
        .collect()
}

pub(crate) fn base32(bytes: &[u8]) -> String {
    by_bits(bytes, 5, |value| char::from(BASE32[value]))
}

pub(crate) fn binary(bytes: &[u8]) -> String {
    bit_string(bytes)
}

/// As Python's `binascii.b2a_uu` with `backtick`, without the line end.
pub(crate) fn uuencoded(bytes: &[u8]) -> String {
    let mut padded = bytes.to_vec();
    while !padded.len().is_multiple_of(3) {
        padded.push(0);
    }
    let digit = |value: usize| match value {
        0 => '`',
        value => char::from(32 + u8::try_from(value).unwrap()),
    };
    let length = char::from(32 + u8::try_from(bytes.len()).unwrap());
    format!("{length}{}", by_bits(&padded, 6, digit))
}

/// Ascii85 of whole groups of four bytes, without the short form of zeros.
pub(crate) fn ascii85(bytes: &[u8]) -> String {
    let group = |bytes: &[u8]| {
        let mut number = u32::from_be_bytes(bytes.try_into().unwrap());
        let mut digits = Vec::new();
        for _ in 0..5 {
            digits.push(char::from(33 + u8::try_from(number % 85).unwrap()));
            number /= 85;
        }
        digits.into_iter().rev().collect::<String>()
    };
    bytes.chunks(4).map(group).collect()
}

/// The bytes as one decimal number, by doubling a string of digits.
pub(crate) fn decimal(bytes: &[u8]) -> String {
    let mut digits = vec![0_u8];
    for bit in bit_string(bytes).bytes() {
        let mut carry = bit - b'0';
        for digit in &mut digits {
            let doubled = *digit * 2 + carry;
            *digit = doubled % 10;
            carry = doubled / 10;
        }
        if carry > 0 {
            digits.push(carry);
        }
    }
    digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect()
}

/// As Java's `new BigInteger(bytes).toString()`: a number below 0 if the first bit is set.
pub(crate) fn signed_decimal(bytes: &[u8]) -> String {
    if bytes[0] < 128 {
        return decimal(bytes);
    }
    let mut complement: Vec<u8> = bytes.iter().map(|byte| !byte).collect();
    for byte in complement.iter_mut().rev() {
        let (next, is_over) = byte.overflowing_add(1);
        *byte = next;
        if !is_over {
            break;
        }
    }
    format!("-{}", decimal(&complement))
}
