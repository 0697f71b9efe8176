//! The documented fields of a meeting: types, missing values, numbers in strings.

use super::*;

#[test]
fn meeting_id_and_number_are_required() {
    for name in ["meetingId", "meetingNumber"] {
        let message = format!("{name}: expected a string, found nothing");
        assert_flaw(&response_without(name), Some(0), Some(name), &message);
        let message = format!("{name}: expected a string, found null");
        assert_flaw(
            &response_with(&format!(r#""{name}":null"#)),
            Some(0),
            Some(name),
            &message,
        );
    }
    assert_eq!(meeting(r#""meetingNumber":"""#).meeting_number, "");
}

/// The fields of a meeting as JSON, with null for missing ones.
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
        let missing = page(response_without(name)).list.pop().unwrap();
        assert_eq!((fields(&null), fields(&missing)), (expected.clone(), expected.clone()));
        let empty = meeting(&format!(r#""{name}":"""#));
        if name == "topic" {
            expected.insert(name.into(), "".into());
        }
        assert_eq!(fields(&empty), expected, "{name}");
    }
}

#[test]
fn a_meeting_may_have_only_id_and_number() {
    let bare = r#"{"meetingId":"a","meetingNumber":5}"#;
    let list = page(response(&[bare.into(), format!("{{{ROW}}}"), bare.into()])).list;
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
                &response_with(&format!(r#""{name}":{value}"#)),
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
        &response_with(r#""startTime":1661494048201"#),
        Some(0),
        Some("startTime"),
        message,
    );
}

#[test]
fn a_whole_number_is_accepted_as_text() {
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
            &response_with(&format!(r#""meetingNumber":{number}"#)),
            Some(0),
            Some("meetingNumber"),
            message,
        );
    }
}

#[test]
fn the_offset_of_a_flaw_is_that_of_the_value() {
    for value in ["true", "[]", "{}"] {
        let body = response_with(&format!(r#""topic":{value}"#));
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
fn a_number_may_be_in_a_string() {
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
            &response_with(&format!(r#""duration":"{text}""#)),
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
fn unknown_codes_are_kept() {
    let meeting = meeting(r#""type":99,"status":1.5"#);
    assert_eq!(
        (meeting.kind, meeting.status),
        (Some(MeetingType::Other(99.0)), Some(MeetingStatus::Other(1.5)))
    );
}

#[test]
fn time_zone_has_two_names() {
    let body = response(&[format!("{{{}}}", ROW.replace("timezone", "timeZone"))]);
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
        let body = response(&[format!("{{{ROW}}}"), row.into()]);
        assert_flaw(
            &body,
            Some(1),
            None,
            &format!("meeting: expected an object, found {found}"),
        );
    }
}
