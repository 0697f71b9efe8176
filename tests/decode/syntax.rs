//! What JSON leaves open: order and escapes of keys, whitespace, a byte order mark.

use super::*;

#[test]
fn fields_come_in_any_order() {
    let mut prng = Prng::seeded(1);
    let mut fields: Vec<_> = ROW.split(',').collect();
    for _ in 0..500 {
        prng.shuffle(&mut fields);
        assert_eq!(page(response(&[format!("{{{}}}", fields.join(","))])), page(ARTICLE));
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
fn whitespace_may_be_between_all_tokens() {
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
    // Only one byte order mark is allowed, and only at the start.
    assert_undecodable(marked(&marked("{}")), Code::InvalidResponse, Reason::Syntax, 3);
    assert_undecodable(" \u{feff}{}", Code::InvalidResponse, Reason::Syntax, 1);
    assert_eq!(meeting("\"topic\":\"\u{feff}a\"").topic.as_deref(), Some("\u{feff}a"));
}
