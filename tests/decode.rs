//! The decoder: every rule by name, conformance cases, and a million broken answers against `serde_json`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "decode/agreement.rs"]
mod agreement;
mod common;
#[path = "decode/pages.rs"]
mod pages;
#[path = "decode/reference.rs"]
mod reference;

use agreement::assert_agrees;
use common::prng::Prng;
use zoom_lti_pro::decode::{decode, decode_result};
use zoom_lti_pro::{Code, Error, Meeting, MeetingStatus, MeetingType, Page, Reason};

const ARTICLE: &str = include_str!("vectors/article-answer.json");
const REFUSAL: &str = include_str!("vectors/article-refusal.json");
const ROW: &str = concat!(
    r#""meetingId":"UxDWPuPdT1OBudHV56kYJQ==","meetingNumber":"86756778157","hostId":"_vIWeZ76TtuFceCKHkVk4Q","#,
    r#""topic":"Alpha DevA Course1","startTime":"2022-08-04 10:00:00","duration":60,"timezone":"Asia/Shanghai","#,
    r#""pmi":null,"type":3,"status":0"#,
);

// Helpers

fn answer(rows: &[String]) -> String {
    let rows = rows.join(",");
    format!(r#"{{"status":true,"result":{{"pageNum":1,"pageSize":12,"total":1,"list":[{rows}]}}}}"#)
}

/// An answer of one meeting, `ROW` with a field after it: the last duplicate wins.
fn answer_with(field: &str) -> String {
    answer(&[format!("{{{ROW},{field}}}")])
}

/// An answer of one meeting without a field.
fn answer_without(name: &str) -> String {
    let row: Vec<_> = ROW
        .split(',')
        .filter(|field| !field.starts_with(&format!("\"{name}\"")))
        .collect();
    answer(&[format!("{{{}}}", row.join(","))])
}

#[track_caller]
fn page(body: impl AsRef<[u8]>) -> Page {
    decode(200, body.as_ref()).expect("a page")
}

#[track_caller]
fn meeting(field: &str) -> Meeting {
    page(answer_with(field)).list.pop().expect("a meeting")
}

#[track_caller]
fn error(status: u16, body: impl AsRef<[u8]>) -> Error {
    let body = body.as_ref();
    decode(status, body).expect_err(&String::from_utf8_lossy(body))
}

#[track_caller]
fn assert_flaw(body: &str, row: Option<usize>, field: Option<&str>, message: &str) {
    let error = error(200, body);
    assert_eq!(
        (error.code(), error.reason()),
        (Code::InvalidResponse, Some(Reason::Schema)),
        "{body}"
    );
    assert_eq!(
        (error.row(), error.field(), error.message()),
        (row, field, message),
        "{body}"
    );
    assert!(error.offset().is_some_and(|offset| offset <= body.len()));
    assert_eq!((error.status(), error.is_retryable()), (Some(200), false));
}

#[track_caller]
fn assert_undecodable(body: impl AsRef<[u8]>, code: Code, reason: Reason, offset: usize) {
    let body = body.as_ref();
    let found = error(200, body);
    assert_eq!(
        (found.code(), found.reason(), found.offset()),
        (code, Some(reason), Some(offset)),
        "{found:?}"
    );
    assert_eq!(found.is_retryable(), code == Code::TruncatedBody);
    let found = error(404, body);
    assert_eq!(
        (found.code(), found.reason(), found.status()),
        (Code::HttpStatus, Some(reason), Some(404))
    );
}

// The documented answers

#[test]
fn the_articles_answer() {
    let expected = Meeting {
        meeting_id: "UxDWPuPdT1OBudHV56kYJQ==".into(),
        meeting_number: "86756778157".into(),
        host_id: Some("_vIWeZ76TtuFceCKHkVk4Q".into()),
        topic: Some("Alpha DevA Course1".into()),
        start_time: Some("2022-08-04 10:00:00".into()),
        duration: Some(60.0),
        timezone: Some("Asia/Shanghai".into()),
        pmi: None,
        kind: Some(MeetingType::RecurringNoFixedTime),
        status: Some(MeetingStatus::NotStarted),
        extra: None,
    };
    let page = page(ARTICLE);
    assert_eq!((page.page_num, page.page_size, page.total), (1.0, 12.0, 1.0));
    assert_eq!(page.list, [expected]);
}

#[test]
fn the_articles_refusal() {
    for status in [200, 401, 500] {
        let error = error(status, REFUSAL);
        assert_eq!(error.code(), Code::SignatureRejected);
        assert_eq!((error.error_code(), error.detail()), (Some("401"), Some(2203)));
        assert_eq!((error.status(), error.is_retryable()), (Some(status), false));
        assert!(error.message().contains("Verify LTI signature failed(2203)."));
        assert!(error.hint().is_some_and(|hint| hint.contains("zoom-lti-pro/explain")));
    }
}

#[test]
fn an_empty_list() {
    assert_eq!(page(answer(&[])).list, []);
}

#[test]
fn a_thousand_meetings_in_order() {
    let rows: Vec<_> = (0..1000)
        .map(|row| format!(r#"{{{ROW},"topic":"é{row}","duration":{row}}}"#))
        .collect();
    let page = page(answer(&rows));
    for (row, meeting) in page.list.iter().enumerate() {
        assert_eq!(meeting.topic, Some(format!("é{row}")));
        assert_eq!(meeting.host_id.as_deref(), Some("_vIWeZ76TtuFceCKHkVk4Q"));
    }
}

#[test]
fn a_page_is_a_page_under_any_http_status() {
    for status in [200, 204, 404, 500] {
        assert_eq!(decode(status, ARTICLE.as_bytes()).unwrap().list.len(), 1);
    }
}

// Refusals

#[test]
fn status_false_is_an_error_whatever_else_the_answer_holds() {
    let body = r#"{"result":{"list":7},"status":false}"#;
    let error = error(200, body);
    assert_eq!(
        (error.code(), error.error_code(), error.detail()),
        (Code::ApiError, None, None)
    );
    assert_eq!((error.hint(), error.message()), (None, "the API refused the request"));
}

#[test]
fn error_code_may_be_a_number() {
    let error = error(200, r#"{"status":false,"errorCode":401,"errorMessage":"No(2237)"}"#);
    assert_eq!(
        (error.code(), error.error_code(), error.detail()),
        (Code::ApiError, Some("401"), Some(2237))
    );
}

#[test]
fn detail_is_the_number_at_the_end_of_the_message() {
    let table = [
        ("failed(2203).", Some(2203)),
        ("failed (2237)", Some(2237)),
        ("failed(2203)..", None),
        ("failed(2203). Again", None),
        ("failed(220).", None),
        ("failed(22034).", None),
        ("failed(22a3).", None),
        ("(2203)", Some(2203)),
        ("2203", None),
        ("", None),
    ];
    for (message, detail) in table {
        let body = format!(r#"{{"status":false,"errorMessage":"{message}"}}"#);
        assert_eq!(error(200, body).detail(), detail, "{message}");
    }
}

#[test]
fn an_api_error_is_retryable_by_its_http_status() {
    for (status, retryable) in [
        (200, false),
        (401, false),
        (429, true),
        (500, true),
        (501, false),
        (503, true),
    ] {
        let error = error(status, r#"{"status":false,"errorMessage":"busy"}"#);
        assert_eq!(
            (error.code(), error.is_retryable()),
            (Code::ApiError, retryable),
            "{status}"
        );
    }
}

#[test]
fn notes_of_other_types_count_as_absent() {
    for note in ["null", "true", "[1]", "{}"] {
        let error = error(
            200,
            format!(r#"{{"status":false,"errorCode":{note},"errorMessage":{note}}}"#),
        );
        assert_eq!(
            (error.error_code(), error.message()),
            (None, "the API refused the request")
        );
        let ok = ARTICLE.replacen('{', &format!(r#"{{"errorCode":{note},"#), 1);
        assert_eq!(page(ok).list.len(), 1);
    }
}

#[test]
fn the_apis_message_is_clipped_and_cleaned() {
    let long = "word ".repeat(100);
    let body = format!(r#"{{"status":false,"errorMessage":"a\u0000b\u001b[31m\u2028{long}"}}"#);
    let error = error(200, body);
    assert!(
        error
            .message()
            .starts_with("the API refused the request: a b [31m word word")
    );
    assert!(error.message().chars().count() < 250);
}

// Fields of a meeting

#[test]
fn the_two_fields_that_say_which_meeting_it_is_are_required() {
    for name in ["meetingId", "meetingNumber"] {
        let message = format!("{name}: expected a string, found nothing");
        assert_flaw(&answer_without(name), Some(0), Some(name), &message);
        let message = format!("{name}: expected a string, found null");
        assert_flaw(
            &answer_with(&format!(r#""{name}":null"#)),
            Some(0),
            Some(name),
            &message,
        );
    }
    assert_eq!(meeting(r#""meetingNumber":"""#).meeting_number, "");
}

/// Fields of the article's meeting as JSON, with null for those that are not there.
fn fields(meeting: &Meeting) -> serde_json::Map<String, serde_json::Value> {
    let value = serde_json::to_value(meeting).unwrap();
    value.as_object().unwrap().clone()
}

#[test]
fn any_other_field_may_be_null_missing_or_empty() {
    let whole = fields(&page(ARTICLE).list[0]);
    for name in [
        "hostId",
        "topic",
        "startTime",
        "duration",
        "timezone",
        "pmi",
        "type",
        "status",
    ] {
        let mut expected = whole.clone();
        expected.insert(name.into(), serde_json::Value::Null);
        let null = meeting(&format!(r#""{name}":null"#));
        let missing = page(answer_without(name)).list.pop().unwrap();
        assert_eq!((fields(&null), fields(&missing)), (expected.clone(), expected.clone()));
        let empty = meeting(&format!(r#""{name}":"""#));
        if name == "topic" {
            expected.insert(name.into(), "".into());
        }
        assert_eq!(fields(&empty), expected, "{name}");
    }
}

#[test]
fn a_meeting_may_have_id_and_number_alone() {
    let bare = r#"{"meetingId":"a","meetingNumber":5}"#;
    let list = page(answer(&[bare.into(), format!("{{{ROW}}}"), bare.into()])).list;
    for meeting in [&list[0], &list[2]] {
        assert_eq!(
            (meeting.meeting_id.as_str(), meeting.meeting_number.as_str()),
            ("a", "5")
        );
        let others = fields(meeting).into_iter().filter(|(_, value)| !value.is_null());
        assert_eq!(others.count(), 2);
    }
    assert_eq!(fields(&list[1]), fields(&page(ARTICLE).list[0]));
}

#[test]
fn a_field_of_another_type_is_a_flaw() {
    let table = [
        ("hostId", "a string or null"),
        ("topic", "a string or null"),
        ("startTime", "a string or null"),
        ("duration", "a number or null"),
        ("timezone", "a string or null"),
        ("pmi", "a string or null"),
        ("type", "a number or null"),
        ("status", "a number or null"),
        ("meetingId", "a string"),
    ];
    for (name, expected) in table {
        for (value, found) in [("true", "a boolean"), ("[]", "an array"), ("{}", "an object")] {
            let message = format!("{name}: expected {expected}, found {found}");
            assert_flaw(
                &answer_with(&format!(r#""{name}":{value}"#)),
                Some(0),
                Some(name),
                &message,
            );
        }
    }
}

#[test]
fn start_time_is_a_string() {
    assert_eq!(meeting(r#""startTime":"soon""#).start_time.as_deref(), Some("soon"));
    let message = "startTime: expected a string or null, found a number";
    assert_flaw(
        &answer_with(r#""startTime":1661494048201"#),
        Some(0),
        Some("startTime"),
        message,
    );
}

#[test]
fn a_whole_number_may_stand_for_text() {
    assert_eq!(meeting(r#""meetingNumber":86756778157"#).meeting_number, "86756778157");
    assert_eq!(meeting(r#""meetingNumber":-0"#).meeting_number, "-0");
    assert_eq!(
        meeting(r#""pmi":123456789012345678901234567890"#).pmi.unwrap(),
        "123456789012345678901234567890"
    );
    assert_eq!(meeting(r#""hostId":5"#).host_id.as_deref(), Some("5"));
    for number in ["1.0", "1e5", "1E5"] {
        let message = "meetingNumber: expected a string, found a number";
        assert_flaw(
            &answer_with(&format!(r#""meetingNumber":{number}"#)),
            Some(0),
            Some("meetingNumber"),
            message,
        );
    }
}

#[test]
fn the_offset_of_a_flaw_is_its_value() {
    for value in ["true", "[]", "{}"] {
        let body = answer_with(&format!(r#""topic":{value}"#));
        let at = body.rfind(value.trim_end_matches(['}', ']']));
        assert_eq!(error(200, &body).offset(), at);
    }
}

#[test]
fn pmi_is_a_string_or_null() {
    assert_eq!(meeting(r#""pmi":"123""#).pmi.as_deref(), Some("123"));
    assert_eq!(meeting(r#""pmi":123"#).pmi.as_deref(), Some("123"));
}

#[test]
fn a_number_may_stand_in_a_string() {
    for (text, number) in [
        ("60", 60.0),
        ("-1.5", -1.5),
        ("1e3", 1000.0),
        ("99999999999", 99_999_999_999.0),
        ("0", 0.0),
    ] {
        assert_eq!(meeting(&format!(r#""duration":"{text}""#)).duration, Some(number));
    }
    assert_eq!(meeting(r#""duration":"\u0036\u0030""#).duration, Some(60.0));
    for text in [
        " ", " 60", "60 ", "+60", "060", "0x3c", "60m", "-", "1.", ".5", "1e", "NaN", "Infinity", "é",
    ] {
        let message = "duration: expected a number or null, found a string";
        assert_flaw(
            &answer_with(&format!(r#""duration":"{text}""#)),
            Some(0),
            Some("duration"),
            message,
        );
    }
}

#[test]
fn numbers_are_those_of_json_parse() {
    let table = [
        ("0", 0.0),
        ("999999999", 999_999_999.0),
        ("1000000000", 1e9),
        ("2147483648", 2_147_483_648.0),
        ("-7", -7.0),
        ("1.25", 1.25),
        ("1e400", f64::INFINITY),
        ("-1e400", f64::NEG_INFINITY),
        ("1e-400", 0.0),
        ("9007199254740993", 9_007_199_254_740_992.0),
    ];
    for (literal, number) in table {
        assert_eq!(
            meeting(&format!(r#""duration":{literal}"#)).duration,
            Some(number),
            "{literal}"
        );
    }
    let zero = meeting(r#""duration":-0"#).duration;
    assert!(zero.is_some_and(f64::is_sign_negative));
}

#[test]
fn unknown_codes_survive() {
    let meeting = meeting(r#""type":99,"status":1.5"#);
    assert_eq!(
        (meeting.kind, meeting.status),
        (Some(MeetingType::Other(99.0)), Some(MeetingStatus::Other(1.5)))
    );
}

#[test]
fn time_zone_has_two_names() {
    let body = answer(&[format!("{{{}}}", ROW.replace("timezone", "timeZone"))]);
    assert_eq!(page(body).list[0].timezone.as_deref(), Some("Asia/Shanghai"));
    for (fields, zone) in [
        (r#""timeZone":"UTC""#, Some("UTC")),
        (r#""timeZone":"UTC","timezone":"Europe/Berlin""#, Some("Europe/Berlin")),
        (r#""timezone":null,"timeZone":"UTC""#, Some("UTC")),
        (r#""timeZone":null"#, None),
    ] {
        assert_eq!(meeting(fields).timezone.as_deref(), zone, "{fields}");
    }
}

#[test]
fn a_meeting_must_be_an_object() {
    for (row, found) in [
        ("null", "null"),
        ("[]", "an array"),
        ("\"x\"", "a string"),
        ("1", "a number"),
    ] {
        let body = answer(&[format!("{{{ROW}}}"), row.into()]);
        assert_flaw(
            &body,
            Some(1),
            None,
            &format!("meeting: expected an object, found {found}"),
        );
    }
}

// Repeated strings

#[test]
fn a_repeated_string_is_that_of_the_meeting_before() {
    let zones = [
        "Asia/Shanghai",
        "Asia/Shanghai",
        "Europe/Berlin",
        "Europe/Berlin",
        "UTC",
        "UTC",
        "Asia/Shanghai",
    ];
    let rows: Vec<_> = zones
        .iter()
        .map(|zone| format!(r#"{{{}}}"#, ROW.replace("Asia/Shanghai", zone)))
        .collect();
    let page = page(answer(&rows));
    let found: Vec<_> = page
        .list
        .iter()
        .filter_map(|meeting| meeting.timezone.as_ref())
        .collect();
    assert_eq!(found, zones);
}

#[test]
fn a_repeated_string_is_not_that_of_a_meeting_without() {
    let gone = [
        r#","timezone":null"#,
        r#","timezone":"""#,
        r#","timeZone":null"#,
        r#","timezone":5"#,
        r#","timezone":"\u0041sia""#,
    ];
    let zone = r#","timezone":"Asia/Shanghai""#;
    let meetings = |between: &str| {
        let head = r#""meetingId":"a","meetingNumber":"1","hostId":"_vIWeZ76TtuFceCKHkVk4Q""#;
        [zone, between, zone, zone].map(|zone| format!("{{{head}{zone}}}"))
    };
    for (between, expected) in [("", None)].into_iter().chain(gone.map(|gone| {
        let text = if gone.ends_with('5') { "5" } else { "Asia" };
        (gone, (gone.ends_with('5') || gone.contains("sia")).then_some(text))
    })) {
        let list = page(answer(&meetings(between))).list;
        let zones: Vec<_> = list.iter().map(|meeting| meeting.timezone.as_deref()).collect();
        let shanghai = Some("Asia/Shanghai");
        assert_eq!(zones, [shanghai, expected, shanghai, shanghai], "{between}");
        assert!(list.iter().all(|meeting| meeting.host_id.is_some()));
    }
}

#[test]
fn a_string_repeated_within_a_meeting_says_nothing_about_the_meeting_before() {
    let rows = [
        format!(r#"{{{ROW},"timezone":"Europe/Berlin","hostId":5}}"#),
        format!(r#"{{{ROW},"timeZone":"Asia/Shanghai","hostId":"_vIWeZ76TtuFceCKHkVk4Q"}}"#),
        format!(r#"{{{ROW},"timeZone":123456789,"timezone":"Europe/Berlin"}}"#),
        format!(r#"{{{}}}"#, ROW.replace("Asia/Shanghai", "Europe/Berlin")),
    ];
    let zones: Vec<_> = page(answer(&rows))
        .list
        .into_iter()
        .filter_map(|meeting| meeting.timezone)
        .collect();
    assert_eq!(
        zones,
        ["Europe/Berlin", "Asia/Shanghai", "Europe/Berlin", "Europe/Berlin"]
    );
}

// Unknown fields

#[test]
fn unknown_fields_of_a_meeting_are_kept_as_they_came() {
    let fields = r#""agenda" : "w\u00e9ekly","n":1.0,"o":{"a":[1,{}]},"__proto__":null"#;
    assert_eq!(meeting(fields).extra, Some(format!("{{{fields}}}")));
    let between = answer(&[
        format!(r#"{{"a":1,{ROW},"b":[ ]}}"#),
        format!("{{{ROW}}}"),
        format!(r#"{{"é":"é",{ROW}}}"#),
    ]);
    let extras: Vec<_> = page(between).list.into_iter().map(|meeting| meeting.extra).collect();
    assert_eq!(
        extras,
        [Some(r#"{"a":1,"b":[ ]}"#.into()), None, Some(r#"{"é":"é"}"#.into())]
    );
}

#[test]
fn unknown_fields_of_many_meetings_are_kept_as_they_came() {
    let extras = [
        r#"{"joinUrl":"https://example.com/1","agenda":null}"#,
        r#"{"joinUrl":"https://example.com/2","agenda":[1,{"a":"\u00e9"}]}"#,
        r#"{"joinUrl":"","agenda":"\n"}"#,
        r#"{"joinUrl":"é","agenda":true}"#,
        r#"{"joinUrl":17,"agenda":-1}"#,
        r#"{"joinUrl":1.50,"agenda":12345678901}"#,
        // Fewer, more, others, and in another order.
        r#"{"joinUrl":"https://example.com/3"}"#,
        r#"{"joinUrl":"https://example.com/4","agenda":"x","more":0}"#,
        r#"{"joinUrl":"https://example.com/5","agenda":"y","more":1}"#,
        r#"{"joinUrl":"https://example.com/6","agenda":"z","less":1}"#,
        r#"{"agenda":"z","joinUrl":"https://example.com/7"}"#,
        r#"{"agenda":"z","joinUrl":"https://example.com/8"}"#,
        // What JavaScript would list in another order, or once.
        r#"{"b":1,"2":2,"1":1}"#,
        r#"{"b":3,"2":4,"1":5}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"a":3,"a":4}"#,
        r#"{"a":1,"a": 2}"#,
        r#"{"a":3,"a": 4}"#,
        r#"{"__proto__":1}"#,
        r#"{"__proto__":2}"#,
        r#"{"\u0061":1}"#,
        r#"{"\u0061":2}"#,
    ];
    let rows: Vec<_> = extras.iter().map(|extra| format!("{{{ROW},{}", &extra[1..])).collect();
    let list = page(answer(&rows)).list;
    let found: Vec<_> = list.iter().filter_map(|row| row.extra.as_deref()).collect();
    assert_eq!(found, extras);
}

#[test]
fn names_are_told_apart_by_case() {
    assert_eq!(meeting(r#""Topic":1"#).extra.as_deref(), Some(r#"{"Topic":1}"#));
}

#[test]
fn unknown_fields_of_envelope_and_result_are_skipped() {
    let body = ARTICLE.replacen('{', r#"{"requestId":[{"x":"\ud800"}],"#, 1);
    let body = body.replace(r#""pageNum""#, r#""next":{"a":[null,true,-1e5]},"pageNum""#);
    assert_eq!(page(&body), page(ARTICLE));
}

#[test]
fn unknown_fields_are_checked() {
    for broken in [
        r#""x":tru"#,
        r#""x":"\q""#,
        r#""x":01"#,
        r#""x":{"a" 1}"#,
        r#""x":[1,]"#,
    ] {
        assert_eq!(
            error(200, answer_with(broken)).reason(),
            Some(Reason::Syntax),
            "{broken}"
        );
        let envelope = ARTICLE.replacen('{', &format!("{{{broken},"), 1);
        assert_eq!(error(200, envelope).reason(), Some(Reason::Syntax), "{broken}");
    }
}

// Keys

#[test]
fn fields_come_in_any_order() {
    let mut prng = Prng::seeded(1);
    let mut fields: Vec<_> = ROW.split(',').collect();
    for _ in 0..500 {
        prng.shuffle(&mut fields);
        assert_eq!(page(answer(&[format!("{{{}}}", fields.join(","))])), page(ARTICLE));
    }
}

#[test]
fn keys_may_be_escaped() {
    assert_eq!(meeting(r#""topi\u0063":"New""#).topic.as_deref(), Some("New"));
    assert_eq!(meeting(r#""\u0074opic":"New""#).topic.as_deref(), Some("New"));
    let body = ARTICLE
        .replace(r#""status":true"#, r#""st\u0061tus":true"#)
        .replace(r#""list""#, r#""l\u0069st""#);
    assert_eq!(page(body), page(ARTICLE));
}

#[test]
fn white_space_may_stand_between_all_tokens() {
    let mut body = String::from("\r\n");
    let mut inside = false;
    for char in ARTICLE.chars() {
        inside ^= char == '"';
        body.push(char);
        if !inside && !char.is_ascii_alphanumeric() {
            body.push_str(" \t\r\n");
        }
    }
    assert_eq!(page(body), page(ARTICLE));
    for space in ["\u{b}", "\u{c}", "\u{a0}", "\u{2028}", "\u{feff}"] {
        let body = ARTICLE.replacen(':', &format!("{space}:"), 1);
        assert_eq!(error(200, body).reason(), Some(Reason::Syntax), "{space:?}");
    }
}

// Duplicates

#[test]
fn the_last_duplicate_wins_in_a_meeting() {
    let meeting = meeting(r#""topic":5.5,"topic":"Last","duration":"x","duration":9,"pmi":1e5,"pmi":"7""#);
    assert_eq!(
        (meeting.topic.as_deref(), meeting.duration, meeting.pmi.as_deref()),
        (Some("Last"), Some(9.0), Some("7"))
    );
    let message = "topic: expected a string or null, found a boolean";
    assert_flaw(&answer_with(r#""topic":true"#), Some(0), Some("topic"), message);
}

// A list that is not there, and a byte order mark

#[test]
fn a_list_that_is_null_or_missing_is_empty_where_the_total_is_0() {
    for list in [r#","list":null"#, "", r#","list":[5],"list":null"#, r#","list":[]"#] {
        for total in ["0", "\"0\""] {
            for fields in [
                format!(r#""pageNum":1,"pageSize":12,"total":{total}{list}"#),
                format!(r#""pageNum":1{list},"pageSize":12,"total":{total}"#),
            ] {
                let page = page(format!(r#"{{"status":true,"result":{{{fields}}}}}"#));
                assert_eq!((page.total, page.list.len()), (0.0, 0), "{fields}");
            }
        }
    }
}

#[test]
fn a_list_that_is_null_or_missing_is_a_flaw_where_there_are_meetings() {
    for total in ["1", "25"] {
        for (list, found) in [(r#","list":null"#, "null"), ("", "nothing")] {
            let body = format!(r#"{{"status":true,"result":{{"pageNum":1,"pageSize":12,"total":{total}{list}}}}}"#);
            let message = format!("list: expected an array, found {found}");
            assert_flaw(&body, None, Some("list"), &message);
        }
    }
    let body = r#"{"status":true,"result":{"pageNum":1,"pageSize":12,"total":0,"list":{}}}"#;
    assert_flaw(body, None, Some("list"), "list: expected an array, found an object");
    let body = r#"{"status":true,"result":{"pageNum":1,"pageSize":12,"list":null}}"#;
    assert_flaw(
        body,
        None,
        Some("total"),
        "total: expected a whole number from 0 to 2^53 - 1, found nothing",
    );
}

/// Nothing says that there are no meetings.
#[test]
fn a_result_that_is_null_is_a_flaw() {
    for (body, found) in [
        (r#"{"status":true,"result":null}"#, "null"),
        (r#"{"status":true,"total":0}"#, "nothing"),
    ] {
        let message = format!("result: expected an object, found {found}");
        assert_flaw(body, None, Some("result"), &message);
    }
}

#[test]
fn counters_may_stand_in_strings() {
    let body = ARTICLE.replace(
        r#""pageNum":1,"pageSize":12,"total":1"#,
        r#""pageNum":"1","pageSize":"12","total":"1""#,
    );
    assert_ne!(body, ARTICLE);
    let page = page(body);
    assert_eq!((page.page_num, page.page_size, page.total), (1.0, 12.0, 1.0));
    for value in ["\"\"", "null", "\"many\""] {
        let body = ARTICLE.replace(r#""total":1"#, &format!(r#""total":{value}"#));
        assert_eq!(error(200, body).field(), Some("total"), "{value}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let marked = |text: &str| format!("\u{feff}{text}");
    assert_eq!(page(marked(ARTICLE)), page(ARTICLE));
    assert_eq!(page(marked(&format!(" \n{ARTICLE}"))), page(ARTICLE));
    assert_eq!(error(401, marked(REFUSAL)).code(), Code::SignatureRejected);
    let quoted = error(404, marked(r#"{"message":"Not Found"}"#));
    assert_eq!(quoted.message(), "HTTP status 404; the server said: Not Found");
    assert_undecodable(marked(""), Code::TruncatedBody, Reason::Empty, 3);
    assert_undecodable(marked("  "), Code::TruncatedBody, Reason::Empty, 5);
    assert_undecodable(marked("<html>"), Code::InvalidResponse, Reason::Html, 3);
    assert_undecodable(marked("{"), Code::TruncatedBody, Reason::Truncated, 4);
    assert_undecodable(marked("oops"), Code::InvalidResponse, Reason::Syntax, 3);
    // One, at the start.
    assert_undecodable(marked(&marked("{}")), Code::InvalidResponse, Reason::Syntax, 3);
    assert_undecodable(" \u{feff}{}", Code::InvalidResponse, Reason::Syntax, 1);
    assert_eq!(meeting("\"topic\":\"\u{feff}a\"").topic.as_deref(), Some("\u{feff}a"));
}

#[test]
fn the_last_duplicate_wins_in_the_result() {
    let body = ARTICLE.replace(r#""total":1"#, r#""total":null,"pageNum":7,"total":3"#);
    let found = page(body);
    assert_eq!((found.page_num, found.total), (7.0, 3.0));
}

#[test]
fn the_last_list_wins() {
    let list = |first: &str| ARTICLE.replace(r#""list":["#, &format!(r#""list":{first},"list":["#));
    for first in ["[]", "[5]", "{}", "null", r#"[{"topic":1}]"#] {
        assert_eq!(page(list(first)), page(ARTICLE), "{first}");
    }
    let body = ARTICLE.replace("}]}", r#"}],"list":[]}"#);
    assert_eq!(page(body).list, []);
    let body = ARTICLE.replace("}]}", r#"}],"list":7}"#);
    assert_flaw(&body, None, Some("list"), "list: expected an array, found a number");
}

#[test]
fn the_last_list_wins_with_its_text() {
    let other = ROW.replace("Alpha", "Ωmega").replace("86756778157", "1");
    let body = ARTICLE.replace(
        r#""list":["#,
        &format!(r#""list":[{{{other},"x":"é"}},{{{other}}}],"list":["#),
    );
    assert_eq!(page(body), page(ARTICLE));
}

#[test]
fn the_last_result_wins_whole() {
    let body = ARTICLE.replace(r#""result":{"#, r#""result":{"total":9,"list":[null]},"result":{"#);
    assert_eq!(page(body), page(ARTICLE));
    let body = format!(
        "{},\"result\":{{\"total\":9}}}}",
        ARTICLE.trim_end().trim_end_matches('}').to_owned() + "}"
    );
    assert_flaw(
        &body,
        None,
        Some("pageNum"),
        "pageNum: expected a whole number from 0 to 2^53 - 1, found nothing",
    );
}

#[test]
fn the_last_status_wins() {
    let body = ARTICLE.replacen('{', r#"{"status":false,"#, 1);
    assert_eq!(page(body).list.len(), 1);
    let body = ARTICLE.replacen('{', r#"{"status":0,"#, 1);
    assert_eq!(page(body).list.len(), 1);
    let body = REFUSAL.replacen("false", r#"true,"status":false"#, 1);
    assert_eq!(error(200, body).code(), Code::SignatureRejected);
}

// Envelope and result

#[test]
fn the_answer_must_be_an_object() {
    for (body, found) in [
        ("[]", "an array"),
        ("null", "null"),
        ("\"\"", "a string"),
        ("12", "a number"),
        ("true", "a boolean"),
    ] {
        assert_flaw(body, None, None, &format!("answer: expected an object, found {found}"));
    }
}

#[test]
fn status_must_be_true_or_false() {
    assert_flaw(
        "{}",
        None,
        Some("status"),
        "status: expected true or false, found nothing",
    );
    for (value, found) in [("\"true\"", "a string"), ("1", "a number"), ("null", "null")] {
        let body = ARTICLE.replace(r#""status":true"#, &format!(r#""status":{value}"#));
        assert_flaw(
            &body,
            None,
            Some("status"),
            &format!("status: expected true or false, found {found}"),
        );
    }
}

#[test]
fn the_result_must_be_whole() {
    assert_flaw(
        r#"{"status":true}"#,
        None,
        Some("result"),
        "result: expected an object, found nothing",
    );
    assert_flaw(
        r#"{"status":true,"result":[]}"#,
        None,
        Some("result"),
        "result: expected an object, found an array",
    );
    for name in ["pageNum", "pageSize", "total"] {
        let body = ARTICLE.replace(name, "other");
        assert_flaw(
            &body,
            None,
            Some(name),
            &format!("{name}: expected a whole number from 0 to 2^53 - 1, found nothing"),
        );
    }
    assert_flaw(
        &ARTICLE.replace("list", "rows"),
        None,
        Some("list"),
        "list: expected an array, found nothing",
    );
}

#[test]
fn counts_of_a_page_are_whole_numbers_that_are_possible() {
    let possible = [
        "0",
        "25",
        "\"25\"",
        "1000000000",
        "4294967297",
        "9007199254740991",
        "25.0",
        "\"25.00\"",
        "0.0",
        "25.0000000000000000000000000",
    ];
    let impossible = [
        "-2",
        "-0",
        "\"-2\"",
        "2.5",
        "\"2.5\"",
        "25e-1",
        "2e1",
        "25.01",
        "-0.0",
        "1e400",
        "\"1e400\"",
        "1e-400",
        "1e20",
        "9007199254740992",
        "9007199254740993",
        "18446744073709551616",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "\"NaN\"",
        "\"Infinity\"",
        "\"\"",
        "null",
        "true",
    ];
    for name in ["pageNum", "pageSize", "total"] {
        let key = format!("\"{name}\":");
        let at = ARTICLE.find(&key).unwrap() + key.len();
        let end = at + ARTICLE[at..].find(',').unwrap();
        let with = |value: &str| format!("{}{value}{}", &ARTICLE[..at], &ARTICLE[end..]);
        for value in possible {
            let page = decode(200, with(value).as_bytes()).unwrap();
            let expected: f64 = value.trim_matches('"').parse().unwrap();
            let found = [page.page_num, page.page_size, page.total];
            assert!(found.contains(&expected), "{name} {value}: {found:?}");
        }
        for value in impossible {
            let error = decode(200, with(value).as_bytes()).unwrap_err();
            assert_eq!(
                (error.code(), error.field()),
                (Code::InvalidResponse, Some(name)),
                "{value}"
            );
        }
    }
}

#[test]
fn the_first_flaw_in_the_order_of_the_documentation_is_told() {
    let body = answer(&[format!("{{{ROW}}}"), r#"{"status":"x","topic":1.5}"#.into(), "5".into()]);
    assert_flaw(
        &body,
        Some(1),
        Some("meetingId"),
        "meetingId: expected a string, found nothing",
    );
    assert_eq!(error(200, &body).offset(), body.find(r#"{"status":"x""#));
}

#[test]
fn json_of_another_shape_under_an_http_error_is_quoted() {
    let table = [
        (
            429,
            r#"{"code":429,"message":"You have reached the maximum daily rate limit for this API."}"#,
            "You have reached the maximum daily rate limit for this API.",
        ),
        (404, r#"{"status":404,"error":"Not Found"}"#, "Not Found"),
        (
            500,
            r#"{"timestamp":"2026-11-29T00:00:00.000+00:00","status":500,"error":"Internal Server Error",
            "path":"/open/meeting/list"}"#,
            "Internal Server Error",
        ),
        (
            403,
            r#"{"timestamp":1,"status":403,"error":"Forbidden","message":"No access","path":"/"}"#,
            "No access",
        ),
        (502, r#"{"Message":"Bad gateway"}"#, "Bad gateway"),
        (
            400,
            r#"{"error":{"code":400,"message":"Bad page","status":"INVALID_ARGUMENT"}}"#,
            "Bad page",
        ),
        (
            400,
            r#"{"error":"Bad Request","message":["pageNum","too small"]}"#,
            "Bad Request",
        ),
        (503, r#"{"message":"","error":" Busy\n"}"#, "Busy"),
        (503, r#"{"message":null,"error":{"message":{},"error":"Busy"}}"#, "Busy"),
        (
            500,
            r#"{"status":"error","mess\u0061ge":"\u00c9chec \ud83d\ude00"}"#,
            "Échec 😀",
        ),
    ];
    for (status, body, said) in table {
        let error = error(status, body);
        assert_eq!(
            (error.code(), error.reason(), error.status(), error.field()),
            (Code::HttpStatus, Some(Reason::Schema), Some(status), None),
            "{body}"
        );
        assert_eq!(
            error.message(),
            format!("HTTP status {status}; the server said: {said}")
        );
        assert_eq!(error.is_retryable(), matches!(status, 429 | 500 | 502 | 503));
    }
}

#[test]
fn json_of_another_shape_that_says_nothing_under_an_http_error() {
    let deep = format!(r#"{{"error":{}"x"{}}}"#, r#"{"error":"#.repeat(5), "}".repeat(5));
    for body in [
        "{}",
        "[]",
        "7",
        "null",
        r#"{"status":404}"#,
        r#"{"message":404}"#,
        r#"{"error":{}}"#,
        r#"{"error":[]}"#,
        r#"{"error":true,"message":""}"#,
        // Not documented as texts of errors: they may be a topic or a name.
        r#"{"title":"Algebra","detail":"Algebra","reason":"Algebra","msg":"Algebra"}"#,
        r#"{"errors":[{"message":"Algebra"}]}"#,
        r#"[{"message":"Algebra"}]"#,
        r#""Algebra""#,
        &deep,
    ] {
        let error = error(404, body);
        assert_eq!((error.code(), error.reason()), (Code::HttpStatus, Some(Reason::Schema)));
        assert_eq!(
            error.message(),
            "HTTP status 404: the body is not a response of this API",
            "{body}"
        );
    }
}

#[test]
fn json_of_another_shape_under_200_is_quoted() {
    assert_flaw(
        r#"{"status":200,"message":"OK","data":[]}"#,
        None,
        Some("status"),
        "status: expected true or false, found a number; the server said: OK",
    );
    assert_flaw(
        r#"{"message":"Not Found"}"#,
        None,
        Some("status"),
        "status: expected true or false, found nothing; the server said: Not Found",
    );
    assert_flaw(
        r#"{"status":true,"result":null,"errorMessage":"No such user"}"#,
        None,
        Some("result"),
        "result: expected an object, found null; the server said: No such user",
    );
}

#[test]
fn a_refusal_without_error_message_is_quoted() {
    for body in [
        r#"{"status":false,"message":"Busy(2203)"}"#,
        r#"{"status":false,"errorMessage":"","message":"Busy(2203)"}"#,
        r#"{"status":false,"errorMessage":{"message":"Busy(2203)"}}"#,
    ] {
        let error = error(200, body);
        // Only the documented field decides about the code.
        assert_eq!((error.code(), error.detail()), (Code::ApiError, None));
        assert_eq!(error.message(), "the API refused the request: Busy(2203)");
    }
}

#[test]
fn a_field_of_a_page_is_named_under_an_http_error() {
    let error = error(500, ARTICLE.replace(r#""total":1"#, r#""total":[]"#));
    assert_eq!((error.code(), error.field()), (Code::HttpStatus, Some("total")));
    assert_eq!(
        error.message(),
        "HTTP status 500: total: expected a whole number from 0 to 2^53 - 1, found an array"
    );
}

#[test]
fn a_syntax_fault_beats_a_flaw_and_a_refusal() {
    assert_eq!(
        error(200, r#"{"status":5,"result":tru}"#).reason(),
        Some(Reason::Syntax)
    );
    assert_eq!(
        error(200, r#"{"status":false,"errorCode":"401"]"#).reason(),
        Some(Reason::Syntax)
    );
    assert_eq!(
        error(200, r#"{"status":false,"errorCode":"401""#).code(),
        Code::TruncatedBody
    );
}

// Bodies that are not JSON

#[test]
fn a_response_without_a_body_by_its_status_has_no_result() {
    for body in ["", " \n", "\u{feff}"] {
        for status in [204, 205] {
            assert_eq!(decode_result(status, body.as_bytes()), Ok(None));
            assert_eq!(error(status, body).code(), Code::TruncatedBody);
        }
        assert_eq!(
            decode_result(202, body.as_bytes()).unwrap_err().code(),
            Code::TruncatedBody
        );
    }
}

#[test]
fn no_bytes_or_white_space_only() {
    for body in ["", " ", "\r\n\t  \n"] {
        assert_undecodable(body, Code::TruncatedBody, Reason::Empty, body.len());
    }
}

#[test]
fn the_end_inside_the_json_text() {
    let body = answer_with(r#""x":[true,-1.5e+7,"é\u00e9\ud83d\ude00"],"topic":"高等""#);
    for end in 1..body.len() {
        let error = error(200, &body.as_bytes()[..end]);
        assert_eq!(
            (error.code(), error.reason()),
            (Code::TruncatedBody, Some(Reason::Truncated)),
            "{end}"
        );
        assert_eq!((error.offset(), error.is_retryable()), (Some(end), true));
    }
}

#[test]
fn html() {
    for body in [
        "<!DOCTYPE html><p>502</p>",
        "\n  <?xml version='1.0'?>",
        "<",
        "<\u{e9}>",
    ] {
        let start = body.find('<').unwrap();
        assert_undecodable(body, Code::InvalidResponse, Reason::Html, start);
    }
    assert_undecodable(b"<p>caf\xe9", Code::InvalidResponse, Reason::Html, 0);
}

#[test]
fn other_text() {
    for (body, offset) in [
        ("Bad Gateway", 0),
        ("{]", 1),
        ("nul!", 3),
        ("{\"a\":1}}", 7),
        ("{'a':1}", 1),
        ("\0", 0),
    ] {
        assert_undecodable(body, Code::InvalidResponse, Reason::Syntax, offset);
    }
}

#[test]
fn bytes_that_are_not_utf_8() {
    let at = ARTICLE.find("Alpha").unwrap();
    for bytes in [
        &b"\xff"[..],
        b"\xe9t\xe9",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\x80",
    ] {
        let mut body = ARTICLE.as_bytes().to_vec();
        body.splice(at..at, bytes.iter().copied());
        assert_undecodable(&body, Code::InvalidResponse, Reason::Encoding, at);
    }
    assert_undecodable(b"\xff\xfe{\0}\0", Code::InvalidResponse, Reason::Encoding, 0);
    let unknown = [br#"{"x":{""#, &b"\xe9"[..], br#"":1}}"#].concat();
    assert_undecodable(unknown, Code::InvalidResponse, Reason::Encoding, 7);
}

#[test]
fn the_end_inside_a_character() {
    for end in [&b"\xe2"[..], b"\xe2\x82", b"\xf0\x9f\x98"] {
        let body = [br#"{"a":""#, end].concat();
        assert_undecodable(&body, Code::TruncatedBody, Reason::Truncated, body.len());
    }
}

#[test]
fn depth_128_is_read_and_129_refused() {
    let nested = |depth: usize, open: &str, close: &str| {
        // Envelope, result, list and meeting are four.
        format!(r#""x":{}1{}"#, open.repeat(depth - 4), close.repeat(depth - 4))
    };
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        assert!(meeting(&nested(128, open, close)).extra.is_some());
        let body = answer_with(&nested(129, open, close));
        let error = error(200, &body);
        assert_eq!(
            (error.code(), error.reason()),
            (Code::InvalidResponse, Some(Reason::TooDeep))
        );
        assert_eq!(error.offset(), Some(body.rfind(open).unwrap()));
    }
    assert_undecodable("[".repeat(129), Code::InvalidResponse, Reason::TooDeep, 128);
    assert_undecodable("[".repeat(128), Code::TruncatedBody, Reason::Truncated, 128);
    assert_undecodable("[".repeat(5_000_000), Code::InvalidResponse, Reason::TooDeep, 128);
}

#[test]
fn more_than_256_mib() {
    let body = vec![b' '; (256 << 20) + 1];
    assert_undecodable(&body, Code::BodyTooLarge, Reason::TooLarge, 256 << 20);
    assert_eq!(error(200, &body[1..]).reason(), Some(Reason::Empty));
}

#[test]
fn an_http_error_is_retryable_by_its_status() {
    for (status, retryable) in [
        (404, false),
        (408, true),
        (429, true),
        (500, true),
        (501, false),
        (502, true),
        (503, true),
        (504, true),
        (302, false),
    ] {
        let error = error(status, "<html>");
        assert_eq!(
            (error.code(), error.is_retryable()),
            (Code::HttpStatus, retryable),
            "{status}"
        );
    }
}

// What a message may show

/// A broken page of meetings is one: topics and meeting numbers must not get into logs.
#[test]
fn a_body_that_is_not_json_is_not_quoted() {
    let broken = ARTICLE.replace(r#""topic":"#, r#""topic" "#);
    for body in [
        "Bad Gateway",
        "<h1>Algebra</h1>",
        "<!-- _vIWe -->",
        "\u{1b}[2J",
        &broken,
    ] {
        for status in [200, 502] {
            let error = error(status, body);
            assert!(error.message().ends_with("JSON"), "{}", error.message());
        }
    }
}

/// The places where a text of a server may stand.
fn saying(said: &str) -> [Error; 2] {
    let said = said.replace('"', "\\\"");
    [
        error(404, format!(r#"{{"message":"{said}"}}"#)),
        error(200, format!(r#"{{"status":false,"errorMessage":"{said}"}}"#)),
    ]
}

#[test]
fn a_message_shows_at_most_200_characters() {
    for error in saying(&"ü ".repeat(500)) {
        let (_, shown) = error.message().split_once(": ").unwrap();
        assert_eq!(shown.chars().count(), 200);
    }
}

#[test]
fn a_message_shows_no_control_characters() {
    let all: String = ('\u{7f}'..'\u{a0}')
        .chain(['\u{2028}', '\u{202e}', '\u{2066}'])
        .collect();
    let escaped: String = (1..32).map(|code| format!("\\u{code:04x}")).collect();
    let error = error(404, format!(r#"{{"message":"a{all}{escaped}b"}}"#));
    assert!(error.message().ends_with('b'));
    assert!(
        !error
            .message()
            .chars()
            .any(|char| char.is_control() || "\u{2028}\u{202e}\u{2066}".contains(char))
    );
}

/// A signature in base64, as it is sent and otherwise, a meeting number and a timestamp.
#[test]
fn a_message_shows_no_token() {
    let table = [
        ("bad signature oZcU1zg6ZVC_O8_1jOHdpTRbYyw!", "bad signature …"),
        ("bad signature +oZcU1zg6ZVC0O81jOHdpTRb/yw=", "bad signature …"),
        ("meeting 86756778157 is over", "meeting … is over"),
        ("at 1661494048201.", "at …"),
        ("(86756778157)", "(…)"),
        ("nineteen-characters 12345678", "nineteen-characters 12345678"),
    ];
    for (said, shown) in table {
        for error in saying(said) {
            assert!(error.message().ends_with(&format!(": {shown}")), "{}", error.message());
        }
    }
}

/// What a server may repeat of a request, in a message of its own.
#[test]
fn a_message_shows_no_query() {
    let table = [
        ("GET /a/b?key=K-1&userId=u-1 failed", "GET /a/b?… failed"),
        ("at https://h.example/a?userId=u-1", "at https://h.example/a?…"),
        ("<a href='/a?userId=u-1'>this</a>", "<a href='/a?…'>this</a>"),
        (
            "see https%3A%2F%2Fh.example%2Fa%3Fkey%3DK-1%26userId%3Du-1",
            "see https%3A%2F%2Fh.example%2Fa%3F…",
        ),
        ("base string key=K-1&pageNum=1 is wrong", "base string key=… is wrong"),
        ("isUpComing=true&userId=u-1", "isUpComing=…"),
        (
            "(userId=u-1, KEY=K-1, x-lti-signature=abc)",
            "(userId=…, KEY=…, x-lti-signature=…)",
        ),
        ("limit=100, page=2", "limit=100, page=2"),
        ("What now? Try again?", "What now? Try again?"),
        ("a?b", "a?…"),
        ("1 < 2 & 3 = 3", "1 < 2 & 3 = 3"),
    ];
    for (said, shown) in table {
        let body = format!(r#"{{"message":"{said}"}}"#);
        assert_eq!(
            error(404, body).message(),
            format!("HTTP status 404; the server said: {shown}")
        );
        let refused = format!(r#"{{"status":false,"errorMessage":"{said}"}}"#);
        assert!(error(200, refused).message().ends_with(shown), "{said}");
    }
}

#[test]
fn a_quote_ends_between_two_words() {
    let id = "teacher-42-of-7";
    for length in 180..220 {
        let body = format!(r#"{{"message":"{} {id} {id}"}}"#, "x ".repeat(length / 2));
        let message = error(404, body).message().replace(id, "");
        let shown = message.strip_prefix("HTTP status 404; the server said: ").unwrap();
        let words = shown.trim_end_matches('…');
        assert!(words.bytes().all(|byte| matches!(byte, b'x' | b' ')), "{message}");
        assert!(shown.chars().count() <= 201);
    }
    let long = format!(r#"{{"message":"{}"}}"#, "a.b/".repeat(100));
    assert_eq!(error(404, long).message(), "HTTP status 404; the server said: …");
}

#[test]
fn a_caller_masks_what_it_knows() {
    let body = r#"{"status":false,"errorCode":"E-teacher","errorMessage":"No teacher u in tu, (u) or teachers (u7)"}"#;
    let error = error(200, body).mask(["u", "", "teacher", "teachers"]);
    assert_eq!(
        error.message(),
        "the API refused the request: No … … in tu, (…) or … (u7)"
    );
    assert_eq!(error.error_code(), Some("E-…"));
    assert!(!format!("{error:?}").contains("teacher"));
}

#[test]
fn a_flaw_shows_no_value() {
    let message = error(200, answer_with(r#""topic":["private"]"#)).message().to_owned();
    assert!(!message.contains("private"));
}

// Strings

#[test]
fn escapes() {
    let table = [
        (r#"\" \\ \/ \b \f \n \r \t"#, "\" \\ / \u{8} \u{c} \n \r \t"),
        (r"\u0041\u00e9\u4E2D", "Aé中"),
        (r"\ud83d\ude00", "😀"),
        (r"\uD834\uDD1E", "𝄞"),
        (r"\uFEFF\uFFFF\u0000", "\u{feff}\u{ffff}\0"),
        ("plain é then \\u0041", "plain é then A"),
    ];
    for (literal, text) in table {
        assert_eq!(meeting(&format!(r#""topic":"{literal}""#)).topic.as_deref(), Some(text));
        assert_eq!(
            meeting(&format!(r#""hostId":"{literal}""#)).host_id.as_deref(),
            Some(text)
        );
    }
}

#[test]
fn half_a_pair_costs_no_page() {
    let table = [
        (r"\ud83d", "\u{fffd}"),
        (r"\ude00", "\u{fffd}"),
        (r"a\ud83d\u0041b", "a\u{fffd}Ab"),
        (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
        (r"é\ud83d\\n", "é\u{fffd}\\n"),
    ];
    for (literal, text) in table {
        assert_eq!(
            meeting(&format!(r#""topic":"{literal}""#)).topic.as_deref(),
            Some(text),
            "{literal}"
        );
    }
}

#[test]
fn strings_of_every_length() {
    for length in 0..200 {
        for filler in ["a", "é", "\\n", "😀"] {
            let text = filler.repeat(length);
            let expected = text.replace("\\n", "\n");
            assert_eq!(
                meeting(&format!(r#""topic":"{text}""#)).topic.as_deref(),
                Some(expected.as_str())
            );
            let host = format!(r#"{{{ROW},"hostId":"{text}"}}"#);
            let page = page(answer(&[host.clone(), host]));
            let expected = Some(expected).filter(|text| !text.is_empty());
            assert!(page.list.iter().all(|meeting| meeting.host_id == expected));
        }
    }
}

#[test]
fn every_byte_inside_a_string() {
    for byte in 0..=u8::MAX {
        for before in 0..9 {
            let body = answer_with(&format!(r#""topic":"{}?abcdefghijklmnopq""#, "x".repeat(before)));
            let mut body = body.into_bytes();
            let at = body.iter().rposition(|&byte| byte == b'?').unwrap();
            body[at] = byte;
            let is_plain = (0x20..0x80).contains(&byte) && byte != b'"' && byte != b'\\';
            assert_eq!(decode(200, &body).is_ok(), is_plain, "{byte:#x}");
        }
    }
}

// Conformance cases

/// Lines of `verdict TAB text TAB why`; `\xNN` stands for a byte. See vectors/json/README.md.
const CASES: &str = include_str!("vectors/json/cases.tsv");

fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        bytes.extend(rest[..at].bytes());
        bytes.push(u8::from_str_radix(&rest[at + 2..at + 4], 16).expect("two hex digits"));
        rest = &rest[at + 4..];
    }
    bytes.extend(rest.bytes());
    bytes
}

#[test]
fn conformance() {
    let mut counts = [0, 0];
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [verdict, text, why] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        let text = bytes_of(text);
        let is_json = match verdict {
            "accept" | "accept*" => true,
            "reject" | "reject*" => false,
            _ => panic!("a verdict: {line}"),
        };
        counts[usize::from(is_json)] += 1;
        // As a document of its own (JSON of any shape ends in a flaw), and as a field.
        let alone = error(200, &text);
        assert_eq!(
            alone.reason() == Some(Reason::Schema),
            is_json,
            "{line}: {alone:?}: {why}"
        );
        let field = [
            answer_with(r#""x":"#).trim_end_matches("}]}}").as_bytes(),
            &text,
            b"}]}}",
        ]
        .concat();
        let inside = decode(200, &field);
        assert_eq!(inside.is_ok(), is_json, "{line}: {inside:?}: {why}");
        if !verdict.ends_with('*') {
            assert_eq!(
                serde_json::from_slice::<serde_json::Value>(&text).is_ok(),
                is_json,
                "{line}: the oracle"
            );
        }
    }
    assert!(counts[0] >= 60 && counts[1] >= 40, "{counts:?}");
}

// Against serde_json

#[test]
fn random_answers_agree_with_serde_json() {
    let mut prng = Prng::seeded(0xdec0de);
    let mut pages = 0;
    for _ in 0..20_000 {
        let body = pages::answer(&mut prng, 4);
        assert!(assert_agrees(body.as_bytes()), "the writer writes JSON: {body}");
        pages += usize::from(decode(200, body.as_bytes()).is_ok());
    }
    assert!(pages > 8_000, "{pages} pages");
}

#[test]
fn a_million_broken_answers_agree_with_serde_json() {
    let mut prng = Prng::seeded(0xb40ce2);
    let mut json = 0;
    for _ in 0..50_000 {
        let body = pages::answer(&mut prng, 2).into_bytes();
        for _ in 0..20 {
            let mut broken = body.clone();
            pages::mutate(&mut prng, &mut broken);
            json += usize::from(assert_agrees(&broken));
        }
    }
    // Neither a mutation that never harms nor one that always does proves much.
    assert!((100_000..900_000).contains(&json), "{json} of them JSON");
}

/// Large pages: more than one piece of text, rows of more than one piece.
#[test]
fn large_answers_agree_with_serde_json() {
    let mut prng = Prng::seeded(7);
    for rows in [300, 1000, 3000] {
        let rows: Vec<_> = (0..rows)
            .map(|row| {
                let topic = prng.pick(&["x", "é", "高等数学", "a\\nb"]).repeat(prng.below(60));
                let extra = if row % 7 == 0 { r#","agenda":"é weekly""# } else { "" };
                format!(r#"{{{ROW},"topic":"{topic}"{extra}}}"#)
            })
            .collect();
        assert!(assert_agrees(answer(&rows).as_bytes()));
    }
    let huge = "x".repeat(200_000);
    let rows = [&huge[..], "é", &huge, &huge].map(|topic| format!(r#"{{{ROW},"topic":"{topic}"}}"#));
    assert!(assert_agrees(answer(&rows).as_bytes()));
}
