//! Undocumented fields.

use super::*;

#[test]
fn unknown_fields_of_a_meeting_are_kept_unchanged() {
    let fields = r#""agenda" : "w\u00e9ekly","n":1.0,"o":{"a":[1,{}]},"__proto__":null"#;
    assert_eq!(meeting(fields).extra, Some(format!("{{{fields}}}")));
    let between = response(&[
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
fn unknown_fields_of_many_meetings_are_kept_unchanged() {
    let extras = [
        r#"{"joinUrl":"https://example.com/1","agenda":null}"#,
        r#"{"joinUrl":"https://example.com/2","agenda":[1,{"a":"\u00e9"}]}"#,
        r#"{"joinUrl":"","agenda":"\n"}"#,
        r#"{"joinUrl":"é","agenda":true}"#,
        r#"{"joinUrl":17,"agenda":-1}"#,
        r#"{"joinUrl":1.50,"agenda":12345678901}"#,
        // Fewer fields, more fields, other fields, another order.
        r#"{"joinUrl":"https://example.com/3"}"#,
        r#"{"joinUrl":"https://example.com/4","agenda":"x","more":0}"#,
        r#"{"joinUrl":"https://example.com/5","agenda":"y","more":1}"#,
        r#"{"joinUrl":"https://example.com/6","agenda":"z","less":1}"#,
        r#"{"agenda":"z","joinUrl":"https://example.com/7"}"#,
        r#"{"agenda":"z","joinUrl":"https://example.com/8"}"#,
        // JavaScript would list these in another order, or only once.
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
    let list = page(response(&rows)).list;
    let found: Vec<_> = list.iter().filter_map(|row| row.extra.as_deref()).collect();
    assert_eq!(found, extras);
}

#[test]
fn names_are_case_sensitive() {
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
            error(200, response_with(broken)).reason(),
            Some(Reason::Syntax),
            "{broken}"
        );
        let envelope = ARTICLE.replacen('{', &format!("{{{broken},"), 1);
        assert_eq!(error(200, envelope).reason(), Some(Reason::Syntax), "{broken}");
    }
}
