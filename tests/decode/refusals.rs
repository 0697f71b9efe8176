//! Responses with `status: false`: the API refuses the request.

use super::*;

#[test]
fn status_false_is_an_error_with_any_other_fields() {
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
fn error_codes_and_messages_of_other_types_are_ignored() {
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
fn the_apis_message_is_shortened_and_cleaned() {
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

#[test]
fn a_refusal_without_error_message_is_quoted() {
    for body in [
        r#"{"status":false,"message":"Busy(2203)"}"#,
        r#"{"status":false,"errorMessage":"","message":"Busy(2203)"}"#,
        r#"{"status":false,"errorMessage":{"message":"Busy(2203)"}}"#,
    ] {
        let error = error(200, body);
        // Only the documented field decides the code.
        assert_eq!((error.code(), error.detail()), (Code::ApiError, None));
        assert_eq!(error.message(), "the API refused the request: Busy(2203)");
    }
}
