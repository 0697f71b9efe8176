//! What the message of an error may show.

use super::*;

/// It may be a broken page of meetings, and logs must not show topics and meeting numbers.
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

/// Errors with a text of the server: one error for each place where the text can be.
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

/// A signature in both forms of base64, a meeting number and a timestamp.
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

/// Parts of a request that a server may repeat in its message.
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
fn a_caller_can_mask_known_values() {
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
    let message = error(200, response_with(r#""topic":["private"]"#)).message().to_owned();
    assert!(!message.contains("private"));
}
