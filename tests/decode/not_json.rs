//! Bodies that are not JSON: empty, truncated, HTML, other text, too deep, too large.

use super::*;

#[test]
fn statuses_without_a_body_have_no_result() {
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
fn no_bytes_or_only_whitespace() {
    for body in ["", " ", "\r\n\t  \n"] {
        assert_undecodable(body, Code::TruncatedBody, Reason::Empty, body.len());
    }
}

#[test]
fn the_end_inside_the_json_text() {
    let body = response_with(r#""x":[true,-1.5e+7,"é\u00e9\ud83d\ude00"],"topic":"高等""#);
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
fn depth_128_is_accepted_and_129_refused() {
    let nested = |depth: usize, open: &str, close: &str| {
        // Envelope, result, list and meeting are four levels.
        format!(r#""x":{}1{}"#, open.repeat(depth - 4), close.repeat(depth - 4))
    };
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        assert!(meeting(&nested(128, open, close)).extra.is_some());
        let body = response_with(&nested(129, open, close));
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
