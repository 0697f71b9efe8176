//! Strings: escapes, surrogates, lengths, every byte.

use super::*;

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
fn a_lone_surrogate_is_replaced() {
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
            let page = page(response(&[host.clone(), host]));
            let expected = Some(expected).filter(|text| !text.is_empty());
            assert!(page.list.iter().all(|meeting| meeting.host_id == expected));
        }
    }
}

#[test]
fn every_byte_inside_a_string() {
    for byte in 0..=u8::MAX {
        for before in 0..9 {
            let body = response_with(&format!(r#""topic":"{}?abcdefghijklmnopq""#, "x".repeat(before)));
            let mut body = body.into_bytes();
            let at = body.iter().rposition(|&byte| byte == b'?').unwrap();
            body[at] = byte;
            let is_plain = (0x20..0x80).contains(&byte) && byte != b'"' && byte != b'\\';
            assert_eq!(decode(200, &body).is_ok(), is_plain, "{byte:#x}");
        }
    }
}
