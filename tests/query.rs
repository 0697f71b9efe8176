//! The canonical query: order, refusals, percent-encoding, and the limits of `MeetingQuery`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use common::encoding::{KEPT, percent_encode};
use common::oracle;
use common::prng::Prng;
use zoom_lti_pro::query::{CanonicalQuery, MAX_PARAMETER_BYTES, MAX_PARAMETERS, MeetingQuery, base_string};
use zoom_lti_pro::{Code, Error};

fn canonical(parameters: &[(&str, &str)]) -> Result<CanonicalQuery<'static>, Error> {
    CanonicalQuery::new(
        parameters
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string())),
    )
}

#[track_caller]
fn assert_refused(result: Result<impl Sized, Error>, field: &str) {
    let error = result.err().expect("an error");
    assert_eq!((error.code(), error.field()), (Code::InvalidArgument, Some(field)));
}

// Percent-encoding

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

// Order

#[test]
fn names_are_sorted_by_their_bytes() {
    let given = [
        ("b", "1"),
        ("é", "2"),
        ("B", "3"),
        ("a", "4"),
        ("aa", "5"),
        ("a-", "6"),
        ("😀", "7"),
        ("Ａ", "8"),
    ];
    let base = base_string(given).unwrap();
    assert_eq!(base, "B=3&a=4&a-=6&aa=5&b=1&é=2&Ａ=8&😀=7");
}

#[test]
fn base_string_and_url_have_the_same_order() {
    let query = canonical(&[("~", "1"), ("%", "2"), ("+", "3"), (" ", "4"), ("z", "5")]).unwrap();
    assert_eq!(query.base_string(), " =4&%=2&+=3&z=5&~=1");
    assert_eq!(query.encoded(), "%20=4&%25=2&%2B=3&z=5&~=1");
}

#[test]
fn the_given_order_does_not_matter() {
    let mut prng = Prng::seeded(1);
    for _ in 0..10_000 {
        let mut parameters = oracle::parameters(&mut prng);
        let query = CanonicalQuery::new(parameters.clone()).unwrap();
        prng.shuffle(&mut parameters);
        assert_eq!(CanonicalQuery::new(parameters).unwrap(), query);
    }
}

#[test]
fn iteration_is_sorted_and_complete() {
    let mut prng = Prng::seeded(2);
    for _ in 0..10_000 {
        let mut parameters = oracle::parameters(&mut prng);
        let query = CanonicalQuery::new(parameters.clone()).unwrap();
        parameters.sort();
        let iterated: Vec<(String, String)> = query.iter().map(|(name, value)| (name.into(), value.into())).collect();
        assert_eq!(iterated, parameters);
    }
}

#[test]
fn values_are_found_by_name() {
    let mut prng = Prng::seeded(3);
    for _ in 0..10_000 {
        let parameters = oracle::parameters(&mut prng);
        let query = CanonicalQuery::new(parameters.clone()).unwrap();
        for (name, value) in &parameters {
            assert_eq!(query.value(name), Some(value.as_str()));
        }
        assert_eq!(query.value("timestamp"), None);
    }
}

#[test]
fn no_parameters_give_an_empty_base_string() {
    assert_eq!(canonical(&[]).unwrap().base_string(), "");
}

// Refusals

#[test]
fn a_name_given_twice_is_refused() {
    assert_refused(canonical(&[("a", "1"), ("b", "2"), ("a", "1")]), "a");
    assert_refused(canonical(&[("a", "1"), ("a", "2")]), "a");
}

#[test]
fn names_are_case_sensitive() {
    assert_eq!(
        base_string([("userId", "1"), ("userid", "2")]).unwrap(),
        "userId=1&userid=2"
    );
}

#[test]
fn an_empty_name_is_refused() {
    assert_refused(canonical(&[("", "1")]), "");
}

#[test]
fn ampersand_and_equals_are_refused_in_a_name() {
    for name in ["a&b", "&", "a=b", "="] {
        assert_refused(canonical(&[(name, "1")]), name);
    }
}

#[test]
fn an_ampersand_is_refused_in_a_value() {
    for value in ["&", "a&b", "a&userId=b"] {
        assert_refused(canonical(&[("n", value)]), "n");
    }
}

#[test]
fn equals_signs_are_accepted_in_a_value() {
    assert_eq!(base_string([("n", "a=b==")]).unwrap(), "n=a=b==");
}

fn controls() -> impl Iterator<Item = char> {
    ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}')
}

#[test]
fn every_control_character_is_refused_in_a_value() {
    for control in controls() {
        assert_refused(canonical(&[("n", &format!("a{control}b"))]), "n");
    }
}

#[test]
fn every_control_character_is_refused_in_a_name() {
    for control in controls() {
        let name = format!("a{control}b");
        assert_refused(canonical(&[(&name, "1")]), &name);
    }
}

/// Otherwise `a=1&b=2` could be one parameter or two, and both would have the same signature.
#[test]
fn different_parameters_have_different_base_strings() {
    let mut prng = Prng::seeded(4);
    for _ in 0..20_000 {
        let parameters = oracle::parameters(&mut prng);
        let base = base_string(parameters.clone()).unwrap();
        let mut read: Vec<(String, String)> = Vec::new();
        for part in base.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap();
            read.push((name.into(), value.into()));
        }
        let mut sorted = parameters;
        sorted.sort();
        assert_eq!(read, sorted);
    }
}

// Reading a received query

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

// MeetingQuery

const USER: &str = "_vIWeZ76TtuFceCKHkVk4Q";

fn user() -> MeetingQuery {
    MeetingQuery::new(USER).unwrap()
}

fn parse(is_upcoming: &str, page_num: &str, page_size: &str) -> Result<MeetingQuery, Error> {
    let given = [
        ("isUpComing", is_upcoming),
        ("pageNum", page_num),
        ("pageSize", page_size),
    ];
    MeetingQuery::parse([("userId", USER)].into_iter().chain(given))
}

#[test]
fn the_defaults_are_the_first_hundred_upcoming_meetings() {
    let expected = [
        ("isUpComing", "true"),
        ("pageNum", "1"),
        ("pageSize", "100"),
        ("userId", USER),
    ];
    assert_eq!(user().params(), expected.map(|(name, value)| (name, value.to_owned())));
}

#[test]
fn empty_text_gives_the_defaults() {
    assert_eq!(parse("", "", "").unwrap(), user());
}

#[test]
fn the_setters_set_the_parameters() {
    let query = user().is_upcoming(false).page_num(7).unwrap().page_size(20).unwrap();
    let expected = [
        ("isUpComing", "false"),
        ("pageNum", "7"),
        ("pageSize", "20"),
        ("userId", USER),
    ];
    assert_eq!(query.params(), expected.map(|(name, value)| (name, value.to_owned())));
}

#[test]
fn text_and_setters_agree() {
    let set = user().is_upcoming(false).page_num(12).unwrap().page_size(345).unwrap();
    assert_eq!(parse("false", "12", "345").unwrap(), set);
}

#[test]
fn page_sizes_go_from_1_to_1000() {
    for size in 1..=1000 {
        assert!(user().page_size(size).is_ok(), "{size}");
        assert!(parse("", "", &size.to_string()).is_ok(), "{size}");
    }
}

#[test]
fn other_page_sizes_are_refused() {
    for size in [0, 1001, 1002, 10_000, u32::MAX] {
        assert_refused(user().page_size(size), "pageSize");
        assert_refused(parse("", "", &size.to_string()), "pageSize");
    }
}

#[test]
fn page_numbers_start_at_1() {
    for number in [1, 2, 1000, u32::MAX] {
        assert!(user().page_num(number).is_ok(), "{number}");
        assert!(parse("", &number.to_string(), "").is_ok(), "{number}");
    }
    assert_refused(user().page_num(0), "pageNum");
    assert_refused(parse("", "0", ""), "pageNum");
}

const NOT_WHOLE_NUMBERS: [&str; 20] = [
    "01",
    "00",
    "+1",
    "-1",
    "1.0",
    "1e2",
    "1 ",
    " 1",
    "0x10",
    "1_000",
    "1,000",
    "ten",
    "٣",
    "１",
    "NaN",
    "Infinity",
    "4294967296",
    "99999999999999999999",
    "\u{200b}1",
    "1\n",
];

#[test]
fn text_that_is_not_a_whole_number_is_refused_as_page_number() {
    for text in NOT_WHOLE_NUMBERS {
        assert_refused(parse("", text, ""), "pageNum");
    }
}

#[test]
fn text_that_is_not_a_whole_number_is_refused_as_page_size() {
    for text in NOT_WHOLE_NUMBERS {
        assert_refused(parse("", "", text), "pageSize");
    }
}

#[test]
fn is_upcoming_is_true_or_false_in_lower_case() {
    assert_eq!(parse("true", "", "").unwrap(), user());
    assert_eq!(parse("false", "", "").unwrap(), user().is_upcoming(false));
    for text in [
        "True",
        "TRUE",
        "False",
        "1",
        "0",
        "yes",
        " true",
        "true ",
        "undefined",
        "null",
    ] {
        assert_refused(parse(text, "", ""), "isUpComing");
    }
}

#[test]
fn ids_are_accepted_as_user_ids() {
    let ids = [
        USER,
        "12dd589465Z=",
        "a+b/c==",
        "u",
        "@",
        "a@b",
        "@b.c",
        "a@.c",
        "a@b.",
        "a b",
        "nullable",
        "é",
    ];
    for id in ids {
        assert!(MeetingQuery::new(id).is_ok(), "{id}");
    }
}

#[test]
fn e_mail_addresses_are_refused_as_user_ids() {
    for id in ["teacher@example.edu", "a@b.c", "a.b@c.d.e", "A@B.C", "a+b@c.d"] {
        assert_refused(MeetingQuery::new(id), "userId");
    }
}

#[test]
fn placeholders_are_refused_as_user_ids() {
    for id in ["", "undefined", "null", "NaN", "[object Object]"] {
        assert_refused(MeetingQuery::new(id), "userId");
    }
}

/// Whitespace and invisible characters, which copying may add.
const BLANKS: [&str; 16] = [
    " ", "\t", "\n", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{a0}", "\u{ad}", "\u{2007}", "\u{200b}", "\u{200d}",
    "\u{2028}", "\u{202f}", "\u{2060}", "\u{feff}",
];

#[test]
fn whitespace_around_a_user_id_is_refused() {
    for blank in BLANKS {
        assert_refused(MeetingQuery::new(&format!("{USER}{blank}")), "userId");
        assert_refused(MeetingQuery::new(&format!("{blank}{USER}")), "userId");
        assert_refused(MeetingQuery::new(blank), "userId");
    }
}

#[test]
fn unsignable_user_ids_are_refused() {
    for id in ["a&b", "a\nb", "a\0b"] {
        assert_refused(MeetingQuery::new(id), "userId");
    }
}

#[test]
fn the_error_for_a_user_id_says_where_to_find_it() {
    let hint = MeetingQuery::new("teacher@example.edu").unwrap_err().hint();
    assert!(hint.is_some_and(|hint| hint.contains("user/settings/all")));
}

// Limits

fn numbered(count: usize) -> Vec<(String, String)> {
    (0..count).map(|number| (number.to_string(), "v".into())).collect()
}

#[test]
fn a_query_has_at_most_a_hundred_parameters() {
    assert!(CanonicalQuery::new(numbered(MAX_PARAMETERS)).is_ok());
    assert_refused(CanonicalQuery::new(numbered(MAX_PARAMETERS + 1)), "params");
}

#[test]
fn names_and_values_have_a_maximum_length_together() {
    let of = |length: usize| canonical(&[("a", &"v".repeat(length - 1))]);
    assert!(of(MAX_PARAMETER_BYTES).is_ok());
    let error = of(MAX_PARAMETER_BYTES + 1).unwrap_err();
    assert_eq!(error.field(), Some("params"));
    assert!(
        error.message().contains("16384") && error.message().contains("100"),
        "{error}"
    );
    assert!(error.hint().is_some());
}

#[test]
fn the_limits_hold_for_a_received_query_however_it_is_encoded() {
    let parse = |pairs: usize, more: usize| {
        let value = "%76".repeat(MAX_PARAMETER_BYTES - (pairs - 1) * 3 - 2 + more);
        let many: Vec<String> = (10..10 + pairs - 1).map(|number| format!("{number}=v")).collect();
        CanonicalQuery::parse(&[many.join("&"), format!("99={value}")].join("&"))
    };
    assert!(parse(2, 0).is_ok_and(|query| query.base_string().len() == MAX_PARAMETER_BYTES + 3));
    assert_refused(parse(2, 1), "params");
    let pairs = |count: usize| {
        let pairs: Vec<String> = (0..count).map(|number| format!("{number}=v")).collect();
        CanonicalQuery::parse(&pairs.join("&&"))
    };
    assert!(pairs(MAX_PARAMETERS).is_ok());
    assert_refused(pairs(MAX_PARAMETERS + 1), "params");
    assert_refused(CanonicalQuery::parse(&"&".repeat(1 << 20)), "params");
}
