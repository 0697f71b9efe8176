//! The envelope and its result: their types, the counts, a list that is missing.

use super::*;

#[test]
fn a_list_that_is_null_or_missing_is_empty_if_the_total_is_0() {
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
fn a_list_that_is_null_or_missing_is_a_flaw_if_there_are_meetings() {
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

/// Without a total of 0 the list may not be missing.
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
fn counters_may_be_strings() {
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
fn the_response_must_be_an_object() {
    for (body, found) in [
        ("[]", "an array"),
        ("null", "null"),
        ("\"\"", "a string"),
        ("12", "a number"),
        ("true", "a boolean"),
    ] {
        assert_flaw(
            body,
            None,
            None,
            &format!("response: expected an object, found {found}"),
        );
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
fn the_result_must_be_complete() {
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
fn counters_are_possible_whole_numbers() {
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
fn the_first_flaw_in_documented_order_is_reported() {
    let body = response(&[format!("{{{ROW}}}"), r#"{"status":"x","topic":1.5}"#.into(), "5".into()]);
    assert_flaw(
        &body,
        Some(1),
        Some("meetingId"),
        "meetingId: expected a string, found nothing",
    );
    assert_eq!(error(200, &body).offset(), body.find(r#"{"status":"x""#));
}

#[test]
fn a_syntax_error_comes_before_a_flaw_and_a_refusal() {
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
