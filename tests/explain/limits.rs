//! Limits of the search.

use zoom_lti_pro::explain::{
    MAX_SEARCHED_BODY_BYTES, MAX_SEARCHED_BYTES, MAX_SEARCHED_PARAMETERS, MAX_SEARCHED_SECRETS, MAX_SECRET_BYTES,
    Searched,
};
use zoom_lti_pro::query::MAX_PARAMETERS;

use super::*;

/// What the search for one mistake has tried, for a header that no mistake produces.
fn searched(request: &str, secrets: &[&str]) -> Searched {
    let secrets: Vec<_> = secrets
        .iter()
        .map(|&secret| LabeledSecret { label: "s", secret })
        .collect();
    let input = Input {
        request,
        signature: Some("HJbQ5AB1Hydbl2m_pdON4il1j3w"),
        secrets: &secrets,
        ..Input::default()
    };
    let explanation = diagnose(&input, u64::MAX);
    assert_ne!(explanation.verdict, Verdict::Correct);
    assert_eq!(search(&input, 0, 10).total > 0, explanation.searched.hypotheses > 1);
    explanation.searched
}

/// A query of this many parameters, and this many bytes without separators.
fn query(parameters: usize, bytes: usize) -> String {
    let names: Vec<String> = (10..10 + parameters - 3).map(|number| format!("a{number}=v")).collect();
    let rest = format!("{}&key=k&timestamp=1661494048201", names.join("&"));
    let used: usize = rest.split('&').map(|pair| pair.len() - 1).sum();
    format!("{rest}&userId={}", "u".repeat(bytes - used - 6))
}

#[test]
fn a_request_within_the_limits_is_searched() {
    let at_limits = query(MAX_SEARCHED_PARAMETERS, MAX_SEARCHED_BYTES);
    assert!(searched(&at_limits, &[SECRET]).hypotheses > 10_000);
    let short = searched(&query(6, 150), &[SECRET]);
    assert!(short.complete && short.hypotheses > 120_000);
}

#[test]
fn of_a_request_beyond_the_limits_only_the_right_signature_is_compared() {
    let short = query(6, 150);
    let body = |bytes: usize| {
        let body = "b".repeat(bytes);
        format!("POST /meeting/bulkImport?{short} HTTP/1.1\nHost: applications.zoom.us\n\n{body}")
    };
    let long = "s".repeat(MAX_SECRET_BYTES);
    for (what, within, beyond) in [
        (
            "parameters",
            searched(&query(MAX_SEARCHED_PARAMETERS, 400), &[SECRET]),
            searched(&query(MAX_SEARCHED_PARAMETERS + 1, 400), &[SECRET]),
        ),
        (
            "bytes",
            searched(&query(6, MAX_SEARCHED_BYTES), &[SECRET]),
            searched(&query(6, MAX_SEARCHED_BYTES + 1), &[SECRET]),
        ),
        (
            "body",
            searched(&body(MAX_SEARCHED_BODY_BYTES), &[SECRET]),
            searched(&body(MAX_SEARCHED_BODY_BYTES + 1), &[SECRET]),
        ),
        (
            "secrets",
            searched(&short, &[SECRET; MAX_SEARCHED_SECRETS]),
            searched(&short, &[SECRET; MAX_SEARCHED_SECRETS + 1]),
        ),
        (
            "secret",
            searched(&short, &[&long]),
            searched(&short, &[&[long.as_str(), "s"].concat()]),
        ),
    ] {
        assert!(within.hypotheses > 1, "{what}: {within:?}");
        assert!(!beyond.complete && beyond.hypotheses == 1, "{what}: {beyond:?}");
    }
}

/// The number of hashed bytes has a limit for a request of any length. For a longer request, fewer mistakes are tried.
#[test]
fn the_search_for_one_mistake_hashes_a_limited_number_of_bytes() {
    const HASHED: u64 = 256 << 20;
    let mut before = u64::MAX;
    for bytes in [2_048, 3_072, MAX_SEARCHED_BYTES] {
        let found = searched(&query(6, bytes), &[SECRET]);
        let base = u64::try_from(bytes).unwrap();
        assert!(
            found.hypotheses < before && found.hypotheses * base < HASHED * 2,
            "{found:?}"
        );
        before = found.hypotheses;
    }
    assert!(!searched(&query(6, MAX_SEARCHED_BYTES), &[SECRET]).complete);
}

#[test]
fn a_query_that_cannot_be_signed_for_its_length_says_so() {
    for (request, seen) in [
        (query(MAX_PARAMETERS + 1, 900), "101 parameters"),
        (query(6, 17_000), "17000 bytes"),
    ] {
        let explanation = explain(&request, None, Some(SECRET));
        let found = explanation
            .findings
            .iter()
            .find(|found| found.what.code == FindingCode::QueryTooLong);
        assert_eq!(found.unwrap().what.seen.as_deref(), Some(seen));
        assert_eq!(found.unwrap().grade, Grade::Certain);
        assert!(explanation.stages.base_string.is_none() && explanation.corrected.is_none());
    }
    let explanation = explain(&query(MAX_PARAMETERS, 900), None, Some(SECRET));
    assert!(explanation.stages.base_string.is_some());
}
