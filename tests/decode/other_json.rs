//! JSON of another shape, and what the error quotes of it.

use super::*;

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
fn json_of_another_shape_without_a_message_under_an_http_error() {
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
        // These fields are not documented as error messages: they may be a topic or a name.
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
fn a_field_of_a_page_is_named_under_an_http_error() {
    let error = error(500, ARTICLE.replace(r#""total":1"#, r#""total":[]"#));
    assert_eq!((error.code(), error.field()), (Code::HttpStatus, Some("total")));
    assert_eq!(
        error.message(),
        "HTTP status 500: total: expected a whole number from 0 to 2^53 - 1, found an array"
    );
}
