//! Percent-encoding.

use super::*;

fn every_char() -> impl Iterator<Item = char> {
    ('\0'..=char::MAX).filter(|char| *char != '&' && !char.is_control())
}

#[test]
fn every_character_is_encoded_as_defined() {
    for char in every_char() {
        let query = canonical(&[("n", &char.to_string())]).unwrap();
        assert_eq!(
            query.encoded(),
            format!("n={}", percent_encode(&char.to_string())),
            "{char:?}"
        );
    }
}

#[test]
fn every_character_of_a_name_is_encoded_as_defined() {
    for char in every_char().filter(|char| *char != '=') {
        let query = canonical(&[(&char.to_string(), "v")]).unwrap();
        assert_eq!(
            query.encoded(),
            format!("{}=v", percent_encode(&char.to_string())),
            "{char:?}"
        );
    }
}

/// The samples of the two tests above contain each byte that a value may contain in UTF-8.
#[test]
fn the_samples_contain_every_byte_of_utf8() {
    let mut reached = [false; 256];
    for char in every_char() {
        for byte in char.to_string().bytes() {
            reached[usize::from(byte)] = true;
        }
    }
    let missing: Vec<usize> = (0..256).filter(|byte| !reached[*byte]).collect();
    let control = (0..0x20).chain([0x7f]);
    let never_in_utf8 = [0xc0, 0xc1].into_iter().chain(0xf5..=0xff);
    let mut expected: Vec<usize> = control.chain([usize::from(b'&')]).chain(never_in_utf8).collect();
    expected.sort_unstable();
    assert_eq!(missing, expected);
}

#[test]
fn every_character_is_signed_as_it_is() {
    for char in every_char() {
        assert_eq!(base_string([("n", char.to_string())]).unwrap(), format!("n={char}"));
    }
}

#[test]
fn every_character_comes_back_from_its_encoding() {
    for char in every_char() {
        let query = canonical(&[("n", &char.to_string())]).unwrap();
        assert_eq!(CanonicalQuery::parse(&query.encoded()), Ok(query), "{char:?}");
    }
}

/// The WHATWG URL parser's special-query percent-encode set, which it would encode after signing.
#[test]
fn no_character_remains_that_a_url_parser_changes() {
    assert!(!KEPT.contains([' ', '"', '#', '<', '>', '\'', '%', '&', '+']));
}

#[test]
fn values_are_encoded_once() {
    let query = canonical(&[("n", "%2B%252B")]).unwrap();
    assert_eq!(query.encoded(), "n=%252B%25252B");
}
