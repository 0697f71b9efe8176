//! The query of the meeting list: `MeetingQuery`.

use super::*;

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
        "nullable",
        "12345678",
        "123456789012",
        "8675677815Z",
        "a:/b",
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
fn what_cannot_be_a_user_id_is_refused() {
    let refused = [
        ("hello world!!", "contains a space"),
        ("867 5677 8157", "contains a space"),
        ("86756778157", "is a meeting number"),
        ("4155550123", "is a meeting number"),
        ("123456789", "is a meeting number"),
        ("https://example.edu/user/1", "is a URL"),
        ("http://127.0.0.1", "is a URL"),
    ];
    for (id, problem) in refused {
        let error = MeetingQuery::new(id).unwrap_err();
        assert_eq!(error.field(), Some("userId"), "{id}");
        assert_eq!(error.to_string(), format!("userId {problem}"), "{id}");
        assert!(error.hint().is_some(), "{id}");
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
