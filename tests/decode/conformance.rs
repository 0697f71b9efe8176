//! The conformance cases of tests/vectors/json.

use super::*;

/// Lines of `verdict TAB text TAB why`; `\xNN` stands for a byte. See vectors/json/README.md.
const CASES: &str = include_str!("../vectors/json/cases.tsv");

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
        // As a whole document, valid JSON of another shape is a schema error. Below, the text is a field.
        let alone = error(200, &text);
        assert_eq!(
            alone.reason() == Some(Reason::Schema),
            is_json,
            "{line}: {alone:?}: {why}"
        );
        let field = [
            response_with(r#""x":"#).trim_end_matches("}]}}").as_bytes(),
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
