//! Problems: each is found, and none on a correct request.

use super::*;

#[track_caller]
fn assert_problem(request: &str, code: ProblemCode, name: &str) {
    assert_eq!(
        problems(request),
        [(code, Some(name.to_owned()))],
        "{request}"
    );
}

#[test]
fn a_correct_request_has_no_problem() {
    for request in [
        BASE_STRING.to_owned(),
        url(),
        signed().url,
        format!("curl '{}' -H 'X-Lti-Signature: x'", url()),
    ] {
        let explanation = explain(&request, None, Some(SECRET));
        assert_eq!(explanation.problems, [], "{request}");
    }
}

#[test]
fn a_correct_request_of_another_path_has_no_problem() {
    let endpoint = "https://applications.zoom.us/api/v1/lti/rich/meeting/bulkImport";
    for query in [
        "key=k&timestamp=1661494048201",
        "key=k&timestamp=1661494048201&userId=12dd589465Z=",
    ] {
        assert_eq!(problems(&format!("{endpoint}?{query}")), []);
    }
}

#[test]
fn no_parameters() {
    for request in ["", " ", ENDPOINT, "?", "&&"] {
        assert_eq!(
            problems(request),
            [(ProblemCode::NoParameters, None)],
            "{request}"
        );
    }
}

#[test]
fn each_missing_parameter() {
    for missing in [
        "isUpComing",
        "key",
        "pageNum",
        "pageSize",
        "timestamp",
        "userId",
    ] {
        let kept: Vec<&str> = BASE_STRING
            .split('&')
            .filter(|part| !part.starts_with(&format!("{missing}=")))
            .collect();
        assert_problem(&kept.join("&"), ProblemCode::MissingParameter, missing);
    }
}

#[test]
fn unknown_parameters() {
    for name in ["_", "utm_source", "lti_scid", "path"] {
        assert_problem(
            &format!("{BASE_STRING}&{name}=1"),
            ProblemCode::UnknownParameter,
            name,
        );
    }
}

#[test]
fn a_misspelt_parameter_is_unknown_and_missing() {
    let found = problems(&BASE_STRING.replace("isUpComing", "isUpcoming"));
    let expected = [
        (ProblemCode::MissingParameter, Some("isUpComing".to_owned())),
        (ProblemCode::UnknownParameter, Some("isUpcoming".to_owned())),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_parameter_given_twice() {
    for part in BASE_STRING.split('&') {
        let name = part.split_once('=').unwrap().0;
        assert_problem(
            &format!("{BASE_STRING}&{part}"),
            ProblemCode::DuplicateParameter,
            name,
        );
    }
}

#[test]
fn unsignable_values() {
    for value in ["a%26b", "a%0Ab", "a%zz", "a%FF", "a%"] {
        assert!(
            problems(&with("key", value))
                .contains(&(ProblemCode::UnsignableValue, Some("key".into()))),
            "{value}"
        );
    }
}

#[test]
fn timestamps_that_are_not_milliseconds() {
    for value in [
        "1661494048",
        "1661494048201000",
        "0",
        "1661494048201.0",
        "1.66e12",
        "2022-08-26T06:07:28Z",
        "1,661,494,048,201",
        "",
    ] {
        assert_problem(
            &with("timestamp", value),
            ProblemCode::Timestamp,
            "timestamp",
        );
    }
}

#[test]
fn upcoming_in_other_spellings() {
    for value in ["True", "TRUE", "1", "yes", ""] {
        assert_problem(
            &with("isUpComing", value),
            ProblemCode::IsUpComing,
            "isUpComing",
        );
    }
}

#[test]
fn page_numbers_that_are_none() {
    for value in ["0", "1.0", "01", "1+", "-1", ""] {
        assert_problem(&with("pageNum", value), ProblemCode::PageNum, "pageNum");
    }
}

#[test]
fn page_sizes_that_are_none() {
    for value in ["0", "1001", "20.0", "020", "20+", ""] {
        assert_problem(&with("pageSize", value), ProblemCode::PageSize, "pageSize");
    }
}

#[test]
fn user_ids_that_are_none() {
    for value in [
        "teacher@example.edu",
        "teacher%40example.edu",
        "",
        "undefined",
    ] {
        assert_problem(&with("userId", value), ProblemCode::UserId, "userId");
    }
}

/// Text extractors read `&times` as `×`.
#[test]
fn the_multiplication_sign_within_the_key() {
    let found = problems(&BASE_STRING.replace("pageSize=20&timestamp", "pageSize=20×tamp"));
    assert!(
        found.contains(&(ProblemCode::TimesSign, Some("pageSize".into()))),
        "{found:?}"
    );
}

#[test]
fn the_multiplication_sign_in_a_name() {
    let found = problems(&BASE_STRING.replace("timestamp", "×tamp"));
    assert!(
        found.contains(&(ProblemCode::TimesSign, Some("×tamp".into()))),
        "{found:?}"
    );
}

#[test]
fn a_secret_that_is_none() {
    for secret in [
        "secret\n",
        " secret",
        "${SECRET}",
        "undefined",
        "\u{feff}secret",
    ] {
        let found: Vec<ProblemCode> = explain(BASE_STRING, None, Some(secret))
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert_eq!(found, [ProblemCode::Secret], "{secret:?}");
    }
}

#[test]
fn a_problem_shows_what_was_seen() {
    let problems = explain(&with("userId", "teacher%40example.edu"), None, None).problems;
    assert_eq!(problems[0].seen.as_deref(), Some("teacher%40example.edu"));
}
