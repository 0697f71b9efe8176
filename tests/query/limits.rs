//! The limits of a query.

use super::*;

fn numbered(count: usize) -> Vec<(String, String)> {
    (0..count).map(|number| (number.to_string(), "v".into())).collect()
}

#[test]
fn a_query_has_at_most_a_hundred_parameters() {
    assert!(CanonicalQuery::new(numbered(MAX_PARAMETERS)).is_ok());
    assert_refused(CanonicalQuery::new(numbered(MAX_PARAMETERS + 1)), "params");
}

#[test]
fn names_and_values_have_a_maximum_length_together() {
    let of = |length: usize| canonical(&[("a", &"v".repeat(length - 1))]);
    assert!(of(MAX_PARAMETER_BYTES).is_ok());
    let error = of(MAX_PARAMETER_BYTES + 1).unwrap_err();
    assert_eq!(error.field(), Some("params"));
    assert!(
        error.message().contains("16384") && error.message().contains("100"),
        "{error}"
    );
    assert!(error.hint().is_some());
}

#[test]
fn the_limits_hold_for_a_received_query_however_it_is_encoded() {
    let parse = |pairs: usize, more: usize| {
        let value = "%76".repeat(MAX_PARAMETER_BYTES - (pairs - 1) * 3 - 2 + more);
        let many: Vec<String> = (10..10 + pairs - 1).map(|number| format!("{number}=v")).collect();
        CanonicalQuery::parse(&[many.join("&"), format!("99={value}")].join("&"))
    };
    assert!(parse(2, 0).is_ok_and(|query| query.base_string().len() == MAX_PARAMETER_BYTES + 3));
    assert_refused(parse(2, 1), "params");
    let pairs = |count: usize| {
        let pairs: Vec<String> = (0..count).map(|number| format!("{number}=v")).collect();
        CanonicalQuery::parse(&pairs.join("&&"))
    };
    assert!(pairs(MAX_PARAMETERS).is_ok());
    assert_refused(pairs(MAX_PARAMETERS + 1), "params");
    assert_refused(CanonicalQuery::parse(&"&".repeat(1 << 20)), "params");
}
