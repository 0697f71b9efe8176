//! Reading a received query.

use super::*;

#[test]
fn a_plus_reads_as_a_space() {
    assert_eq!(CanonicalQuery::parse("n=a+b").unwrap().value("n"), Some("a b"));
}

#[test]
fn a_percent_encoded_plus_reads_as_a_plus() {
    assert_eq!(CanonicalQuery::parse("n=a%2Bb").unwrap().value("n"), Some("a+b"));
}

#[test]
fn hex_digits_of_both_cases_are_read() {
    assert_eq!(CanonicalQuery::parse("n=%c3%A9%C3%a9").unwrap().value("n"), Some("éé"));
}

#[test]
fn values_are_decoded_once() {
    assert_eq!(CanonicalQuery::parse("n=%252B").unwrap().value("n"), Some("%2B"));
}

#[test]
fn malformed_percent_encoding_is_refused() {
    for query in [
        "n=%", "n=%2", "n=%zz", "n=%2z", "n=%z2", "n=%%", "%=1", "n=a%", "n=%+2", "n=% 2", "n=%-1", "n=%2&m=1",
    ] {
        assert_refused(CanonicalQuery::parse(query), "query");
    }
}

#[test]
fn percent_encoded_bytes_that_are_not_utf8_are_refused() {
    for query in [
        "n=%FF",
        "n=%C3",
        "n=%C3%28",
        "n=%ED%A0%80",
        "n=%C0%AF",
        "n=%F5%80%80%80",
        "%80=1",
    ] {
        assert_refused(CanonicalQuery::parse(query), "query");
    }
}

#[test]
fn an_encoded_ampersand_is_refused() {
    assert_refused(CanonicalQuery::parse("n=a%26b"), "n");
}

#[test]
fn an_encoded_control_character_is_refused() {
    for query in ["n=%00", "n=%0A", "n=%7F", "n=%C2%85"] {
        assert_refused(CanonicalQuery::parse(query), "n");
    }
}

#[test]
fn an_encoded_equals_sign_is_refused_in_a_name() {
    assert_refused(CanonicalQuery::parse("a%3Db=1"), "a=b");
}

#[test]
fn names_that_are_equal_after_decoding_are_duplicates() {
    assert_refused(CanonicalQuery::parse("userId=1&user%49d=2"), "userId");
}

#[test]
fn a_name_without_a_value_is_read_as_empty() {
    assert_eq!(CanonicalQuery::parse("a&b=").unwrap().base_string(), "a=&b=");
}

#[test]
fn the_first_equals_sign_separates_name_and_value() {
    assert_eq!(CanonicalQuery::parse("a=b=c==").unwrap().value("a"), Some("b=c=="));
}
