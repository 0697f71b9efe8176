//! The rules that need no secret: each violation is found, and a correct request has none.

use super::*;

#[track_caller]
fn assert_certain(request: &str, code: FindingCode, name: &str) {
    assert_eq!(certain(request), [(code, Some(name.to_owned()))], "{request}");
}

/// The codes of all findings, of any grade.
fn found(input: &Input<'_>) -> Vec<(FindingCode, Grade)> {
    let findings = diagnose(input, 1).findings;
    findings
        .into_iter()
        .map(|finding| (finding.what.code, finding.grade))
        .collect()
}

fn possible(request: &str) -> Vec<(FindingCode, Option<String>)> {
    of_grade(explain(request, None, None).findings, Grade::Possible)
}

#[test]
fn a_correct_request_breaks_no_rule() {
    for request in [
        BASE_STRING.to_owned(),
        url(),
        signed().url,
        format!("curl '{}' -H 'X-Lti-Signature: x'", url()),
    ] {
        assert_eq!(
            explain(&request, Some(SIGNATURE), Some(SECRET)).findings,
            [],
            "{request}"
        );
    }
}

#[test]
fn text_without_a_query_breaks_no_rule() {
    for request in [
        "const https = require('https')\nget(a + '&' + b)",
        "Hello,\n\nwe see an error = 2203 & wonder",
    ] {
        assert_eq!(explain(request, None, None).findings, [], "{request}");
    }
}

#[test]
fn a_correct_request_for_another_path_breaks_no_rule() {
    let endpoint = "https://applications.zoom.us/api/v1/lti/rich/meeting/bulkImport";
    for query in [
        "key=kkkk&timestamp=1661494048201",
        "key=kkkk&timestamp=1661494048201&userId=12dd589465Z=",
    ] {
        assert_eq!(explain(&format!("{endpoint}?{query}"), None, None).findings, []);
    }
}

#[test]
fn no_parameters() {
    let sent = format!("curl '{ENDPOINT}' -H 'X-Lti-Signature: {SIGNATURE}'");
    assert_eq!(certain(&sent), [(FindingCode::NoParameters, None)]);
    // The address alone may be copied from the documentation.
    for request in ["", " ", "?", "&&", ENDPOINT] {
        let explanation = explain(request, None, None);
        assert_eq!(explanation.verdict, Verdict::NoRequest, "{request}");
        assert_eq!(explanation.findings, [], "{request}");
    }
}

#[test]
fn each_missing_parameter() {
    for missing in ["isUpComing", "key", "pageNum", "pageSize", "timestamp", "userId"] {
        let kept: Vec<&str> = BASE_STRING
            .split('&')
            .filter(|part| !part.starts_with(&format!("{missing}=")))
            .collect();
        let kept = kept.join("&");
        let all = [certain(&kept), possible(&kept)].concat();
        assert_eq!(all, [(FindingCode::MissingParameter, Some(missing.to_owned()))]);
    }
}

#[test]
fn undocumented_parameters() {
    for (name, code) in [
        ("_", FindingCode::ToolParameter),
        ("utm_source", FindingCode::ToolParameter),
        ("lti_scid", FindingCode::ToolParameter),
        ("path", FindingCode::UnknownParameter),
    ] {
        assert_eq!(
            possible(&format!("{BASE_STRING}&{name}=1")),
            [(code, Some(name.to_owned()))]
        );
    }
    assert_eq!(
        possible(&format!("{BASE_STRING}&path=")),
        [(FindingCode::EmptyParameter, Some("path".to_owned()))]
    );
}

#[test]
fn misspelt_parameters() {
    for (right, wrong) in [
        ("isUpComing", "isUpcoming"),
        ("pageNum", "pagenum"),
        ("userId", "userID"),
        ("userId", "user_id"),
        ("pageNum", "pageNumber"),
        ("pageSize", "pageLimit"),
        ("timestamp", "timestmap"),
        ("key", "Key"),
    ] {
        let request = BASE_STRING.replace(&format!("{right}="), &format!("{wrong}="));
        assert_certain(&request, FindingCode::MisspeltParameter, wrong);
    }
}

#[test]
fn a_parameter_given_twice() {
    for part in BASE_STRING.split('&') {
        let name = part.split_once('=').unwrap().0;
        assert_certain(&format!("{BASE_STRING}&{part}"), FindingCode::DuplicateParameter, name);
    }
}

#[test]
fn the_signature_in_the_query() {
    for name in ["signature", "X-Lti-Signature", "sig"] {
        assert_certain(
            &format!("{BASE_STRING}&{name}={SIGNATURE}"),
            FindingCode::HeaderInQuery,
            name,
        );
    }
}

#[test]
fn unsignable_values() {
    for value in ["a%26b", "a%0Ab", "a%zz", "a%FF", "a%"] {
        assert!(
            certain(&with("key", value)).contains(&(FindingCode::UnsignableValue, Some("key".into()))),
            "{value}"
        );
    }
}

#[test]
fn timestamps_that_are_not_milliseconds() {
    for (value, code) in [
        ("1661494048", FindingCode::TimestampSeconds),
        ("1661494048201000", FindingCode::TimestampUnit),
        ("1661494048201000000", FindingCode::TimestampUnit),
        ("0", FindingCode::TimestampZero),
        ("12", FindingCode::TimestampZero),
        ("1661494048201.0", FindingCode::TimestampFormat),
        ("1.66e12", FindingCode::TimestampFormat),
        ("2022-08-26T06:07:28Z", FindingCode::TimestampFormat),
        ("1,661,494,048,201", FindingCode::TimestampFormat),
        ("20220826", FindingCode::TimestampFormat),
        ("202208260607", FindingCode::TimestampFormat),
        ("20220826060728", FindingCode::TimestampFormat),
        ("20220826060728201", FindingCode::TimestampFormat),
        ("", FindingCode::TimestampFormat),
    ] {
        assert_certain(&with("timestamp", value), code, "timestamp");
    }
}

#[test]
fn values_of_other_types() {
    for (name, code, values) in [
        (
            "isUpComing",
            FindingCode::IsUpComing,
            &["True", "TRUE", "1", "yes", ""][..],
        ),
        ("pageNum", FindingCode::PageNum, &["0", "1.0", "01", "-1", ""]),
        ("pageSize", FindingCode::PageSize, &["0", "1001", "20.0", "020", ""]),
        ("userId", FindingCode::UserId, &["", "undefined"]),
        ("key", FindingCode::KeyPlaceholder, &["", "undefined", "${LTI_KEY}"]),
    ] {
        for value in values {
            assert_certain(&with(name, value), code, name);
        }
    }
}

#[test]
fn an_email_address_is_possible() {
    for value in ["teacher@example.edu", "teacher%40example.edu"] {
        assert_eq!(
            possible(&with("userId", value)),
            [(FindingCode::UserIdEmail, Some("userId".to_owned()))]
        );
    }
}

/// Zoom documents no form of a user ID but that it is not an e-mail address.
#[test]
fn an_id_of_another_kind_is_possible() {
    for (value, mistake) in [
        ("86756778157", "meeting_number"),
        ("867%205677%208157", "meeting_number"),
        ("867-5677-815", "meeting_number"),
        ("123456789", "meeting_number"),
        ("5", "lms"),
        ("10000000000042", "lms"),
        ("7f9c24e8-3b12-4fef-91e0-4b1a2f6c1d2e", "lms"),
        ("535fa085f22b4655f48cd5a36a9215f64c062838", "lms"),
    ] {
        let findings = explain(&with("userId", value), None, None).findings;
        let found: Vec<_> = findings
            .iter()
            .map(|finding| (finding.what.code, finding.what.mistake, finding.grade))
            .collect();
        assert_eq!(
            found,
            [(FindingCode::UserIdOther, Some(mistake), Grade::Possible)],
            "{value}"
        );
    }
    for value in [
        USER,
        "12dd589465Z=",
        "abcdefabcdefabcdefabcd",
        "_0123456789012345678901",
    ] {
        assert_eq!(explain(&with("userId", value), None, None).findings, [], "{value}");
    }
}

/// The user's own server has no wrong host, and its path may differ.
#[test]
fn a_base_url_of_ones_own() {
    let found = |url: &str, base_url| {
        let input = Input {
            request: url,
            base_url,
            ..Input::default()
        };
        found(&input)
    };
    let own = "http://localhost:4999/api/v1/lti/rich";
    let local = url().replace(BASE_URL, own);
    assert_eq!(found(&local, None), [(FindingCode::WrongHost, Grade::Possible)]);
    assert_eq!(
        found(&local, Some("http://localhost:5000")),
        [(FindingCode::WrongHost, Grade::Possible)]
    );
    for base_url in [
        own,
        "http://localhost:4999/api/v1/lti/rich/",
        "HTTP://LOCALHOST:4999/api/v1/lti/rich",
    ] {
        assert_eq!(found(&local, Some(base_url)), [], "{base_url}");
    }
    // Zoom's own host stays right.
    assert_eq!(found(&url(), Some(own)), []);
    let proxied = url().replace(BASE_URL, "https://proxy.example/zoom");
    assert_eq!(found(&proxied, Some("https://proxy.example/zoom")), []);
    let wrong = local.replace("/meeting/list", "/meetings/list");
    assert_eq!(found(&wrong, Some(own)), [(FindingCode::WrongPath, Grade::Certain)]);
    let input = Input {
        request: &wrong,
        base_url: Some(own),
        ..Input::default()
    };
    assert_eq!(diagnose(&input, 1).corrected.unwrap().url, local);
}

/// Text extractors read `&times` as `×`.
#[test]
fn the_multiplication_sign() {
    for (from, to, name) in [
        ("pageSize=20&timestamp", "pageSize=20×tamp", "pageSize"),
        ("timestamp", "×tamp", "×tamp"),
    ] {
        let found = certain(&BASE_STRING.replace(from, to));
        assert!(
            found.contains(&(FindingCode::TimesSign, Some(name.into()))),
            "{found:?}"
        );
    }
}

#[test]
fn escaped_separators() {
    for (separator, name) in [("&amp;", "amp;key"), ("%26", "isUpComing"), ("\\u0026", "isUpComing")] {
        let found = certain(&BASE_STRING.replace('&', separator));
        assert!(
            found.contains(&(FindingCode::EscapedSeparator, Some(name.into()))),
            "{separator}: {found:?}"
        );
    }
}

/// Each separator is the same mistake, and no parameter is missing.
#[test]
fn an_escaped_separator_is_one_mistake() {
    for separator in ["&amp;", "%26"] {
        let found = explain(&url().replace('&', separator), None, None).findings;
        let separators = found
            .iter()
            .filter(|finding| finding.what.code == FindingCode::EscapedSeparator);
        let seen: Vec<_> = separators.map(|finding| finding.what.seen.as_deref()).collect();
        assert_eq!(seen, [Some(separator)], "{found:?}");
    }
    assert_eq!(
        certain(&url().replace('&', "&amp;")),
        [(FindingCode::EscapedSeparator, Some("amp;key".into()))]
    );
}

/// The value without the character is right.
#[test]
fn an_invisible_character_is_not_a_placeholder() {
    assert_eq!(
        certain(&with("userId", &format!("{USER}\u{200b}"))),
        [(FindingCode::InvisibleCharacter, Some("userId".into()))]
    );
}

#[test]
fn characters_that_show_as_nothing_or_as_another() {
    for odd in ["\u{a0}", "\u{200b}", "\u{ad}", "\u{feff}", "’", "%C2%A0"] {
        let found = certain(&with("userId", &format!("{USER}{odd}x")));
        assert!(
            found.contains(&(FindingCode::InvisibleCharacter, Some("userId".into()))),
            "{odd:?}: {found:?}"
        );
    }
}

#[test]
fn a_plus_in_a_url() {
    let found = (FindingCode::PlusInUrl, Some("userId".to_owned()));
    let request = url().replace(USER, "a+b");
    for request in [&request, &with("userId", "a+b")] {
        assert_eq!(possible(request), std::slice::from_ref(&found));
    }
    let grades = |signed: &str| -> Vec<Grade> {
        let header = zoom_lti_pro::signature::sign(SECRET.as_bytes(), BASE_STRING.replace(USER, signed).as_bytes());
        let findings = explain(&request, Some(header.as_str()), Some(SECRET)).findings;
        let of_plus = findings
            .iter()
            .filter(|finding| finding.what.code == FindingCode::PlusInUrl);
        of_plus.map(|finding| finding.grade).collect()
    };
    // curl and forms write a space as `+`.
    assert_eq!(grades("a b"), []);
    assert_eq!(grades("a+b"), [Grade::Certain]);
}

#[test]
fn a_url_without_quotes() {
    let request = format!("curl -H 'X-Lti-Signature: {SIGNATURE}' {}", url());
    assert_eq!(certain(&request), [(FindingCode::UnquotedUrl, None)]);
    for request in [request.replace('&', "\\&"), format!("curl \"{}\"", url()), url()] {
        assert_eq!(certain(&request), [], "{request}");
    }
}

#[test]
fn a_header_of_another_name() {
    for name in [
        "X-LTI-Signatrue",
        "X_Lti_Signature",
        "Lti-Signature",
        "X-Zoom-Signature",
        "Authorization",
    ] {
        for request in [
            format!("curl '{}' -H '{name}: {SIGNATURE}'", url()),
            format!(
                "{{\"request\":{{\"url\":\"{}\",\"headers\":[{{\n\"name\": \"{name}\",\n\
                \"value\": \"{SIGNATURE}\"}}]}}}}",
                url()
            ),
        ] {
            assert_eq!(
                certain(&request),
                [(FindingCode::HeaderName, Some(name.to_owned()))],
                "{request}"
            );
            let header = explain(&request, None, None).header.unwrap();
            assert_eq!(header.value, SIGNATURE);
        }
    }
    // Another token is not a signature.
    let request = format!("curl '{}' -H 'Authorization: Bearer eyJhbGciOi'", url());
    assert_eq!(certain(&request), []);
    assert_eq!(
        certain(&format!("curl '{}' -H 'x-lti-signature: {SIGNATURE}'", url())),
        []
    );
}

#[test]
fn where_the_request_goes() {
    for (from, to, code) in [
        ("applications.zoom.us", "api.zoom.us", FindingCode::WrongHost),
        ("applications.zoom.us", "application.zoom.us", FindingCode::WrongHost),
        ("https://", "http://", FindingCode::NotHttps),
        ("/open/meeting/list", "/meeting/list", FindingCode::WrongPath),
        ("/open/meeting/list", "/open/meetings/list", FindingCode::WrongPath),
        ("/api/v1/lti/rich", "/api/lti/rich", FindingCode::WrongPath),
    ] {
        let found = certain(&url().replace(from, to));
        assert!(found.contains(&(code, None)), "{to}: {found:?}");
    }
    assert_eq!(
        certain(&format!("curl -X POST '{}'", url())),
        [(FindingCode::WrongMethod, None)]
    );
}

#[test]
fn ages_by_the_clock() {
    const SENT: i64 = 1_661_494_048_201;
    const MINUTE: i64 = 60_000;
    for (clock, expected) in [
        (Clock::Sent(SENT + 3 * MINUTE), &[][..]),
        (
            Clock::Sent(SENT + 57 * MINUTE),
            &[(FindingCode::TimestampExpired, Grade::Possible)],
        ),
        (
            Clock::Sent(SENT + 67 * MINUTE),
            &[(FindingCode::TimestampExpired, Grade::Certain)],
        ),
        (
            Clock::Present(SENT + 67 * MINUTE),
            &[(FindingCode::TimestampExpired, Grade::Possible)],
        ),
        (
            Clock::Present(SENT - 67 * MINUTE),
            &[(FindingCode::TimestampAhead, Grade::Certain)],
        ),
        // The age breaks a rule. That a time zone explains it may be chance.
        (
            Clock::Sent(SENT - 8 * 60 * MINUTE),
            &[
                (FindingCode::TimestampAhead, Grade::Certain),
                (FindingCode::TimestampZone, Grade::Possible),
            ],
        ),
        (
            Clock::Sent(SENT + 330 * MINUTE + 900),
            &[
                (FindingCode::TimestampExpired, Grade::Certain),
                (FindingCode::TimestampZone, Grade::Possible),
            ],
        ),
        // No zone differs by a quarter of an hour.
        (
            Clock::Sent(SENT + 75 * MINUTE),
            &[(FindingCode::TimestampExpired, Grade::Certain)],
        ),
        // The request was pasted later.
        (
            Clock::Present(SENT + 8 * 60 * MINUTE),
            &[(FindingCode::TimestampExpired, Grade::Possible)],
        ),
    ] {
        let input = Input {
            request: BASE_STRING,
            clock,
            ..Input::default()
        };
        assert_eq!(found(&input), expected, "{clock:?}");
    }
}

/// 2022-08-26 07:14:28 GMT, 67 minutes later.
#[test]
fn the_date_of_the_response_is_the_servers_clock() {
    for answer in [
        "HTTP/1.1 200 OK\r\nDate: Fri, 26 Aug 2022 07:14:28 GMT\r\n",
        "< date: Fri, 26 Aug 2022 07:14:28 GMT",
    ] {
        let input = Input {
            request: BASE_STRING,
            response: Some(answer),
            ..Input::default()
        };
        assert_eq!(
            found(&input),
            [(FindingCode::TimestampExpired, Grade::Certain)],
            "{answer}"
        );
    }
}

/// A response that is pasted with the request is read from there.
#[test]
fn the_response_beside_the_request_is_read() {
    let body = r#"{"status":false,"errorCode":"404","errorMessage":"The recording does not exist(2237)."}"#;
    let date = "Fri, 26 Aug 2022 07:14:28 GMT";
    let quoted = body.replace('"', "\\\"");
    let response = format!(
        r#""response":{{"status":200,"headers":[{{"name":"date","value":"{date}"}}],"content":{{"text":"{quoted}"}}}}"#
    );
    for request in [
        format!(
            "GET /open/meeting/list?{BASE_STRING} HTTP/1.1\nHost: applications.zoom.us\n\nHTTP/1.1 200 OK\n\
            Date: {date}\n\n{body}"
        ),
        format!(
            "curl -v '{}'\n* Connected\n> GET / HTTP/2\n< HTTP/2 200\n< date: {date}\n{body}",
            url()
        ),
        format!(
            r#"{{"request":{{"method":"GET","url":"{}","headers":[]}},{response}}}"#,
            url()
        ),
    ] {
        let input = Input {
            request: &request,
            ..Input::default()
        };
        let found = found(&input);
        for code in [FindingCode::TimestampExpired, FindingCode::ResponseOtherError] {
            assert!(found.contains(&(code, Grade::Certain)), "{found:?}\n{request}");
        }
    }
    let two = format!(
        r#"{{"entries":[{{"request":{{"url":"{}"}},{response}}},
            {{"request":{{"url":"https://lms.example/?a"}},{response}}}]}}"#,
        url()
    );
    let input = Input {
        request: &two,
        ..Input::default()
    };
    assert!(
        !found(&input)
            .iter()
            .any(|(code, _)| *code == FindingCode::ResponseOtherError)
    );
}

#[test]
fn what_the_response_says() {
    for (answer, expected) in [
        (
            r#"{"status":false,"errorCode":"401","errorMessage":"Verify LTI signature failed(2203)."}"#,
            None,
        ),
        (
            r#"{"status":false,"errorCode":2203,"errorMessage":"Verify LTI signature failed"}"#,
            None,
        ),
        (
            r#"{"status":false,"errorCode":"404","errorMessage":"The recording does not exist(2237)."}"#,
            Some(FindingCode::ResponseOtherError),
        ),
        (
            r#"{"status":true,"result":{"pageNum":1,"pageSize":20,"total":0,"list":[]}}"#,
            Some(FindingCode::ResponseEmptyList),
        ),
        (
            r#"{"status":true,"result":{"total":1,"list":[{}]}}"#,
            Some(FindingCode::ResponseAccepted),
        ),
        ("", None),
    ] {
        let input = Input {
            request: BASE_STRING,
            response: Some(answer),
            ..Input::default()
        };
        assert_eq!(
            found(&input),
            Vec::from_iter(expected.map(|code| (code, Grade::Certain))),
            "{answer}"
        );
    }
}

#[test]
fn values_that_are_not_secrets() {
    for (secret, code) in [
        ("secret\n", FindingCode::SecretBlank),
        (" secret", FindingCode::SecretBlank),
        ("\u{feff}secret", FindingCode::SecretBlank),
        ("${SECRET}", FindingCode::SecretPlaceholder),
        ("undefined", FindingCode::SecretPlaceholder),
        (KEY, FindingCode::KeyAsSecret),
    ] {
        let findings = explain(BASE_STRING, None, Some(secret)).findings;
        assert_eq!(
            of_grade(findings, Grade::Possible),
            [(code, Some("secret".to_owned()))],
            "{secret:?}"
        );
    }
}

#[test]
fn a_finding_shows_what_was_seen_and_expected() {
    let findings = explain(&with("isUpComing", "True"), None, None).findings;
    assert_eq!(findings[0].what.seen.as_deref(), Some("True"));
    assert_eq!(findings[0].what.expected.as_deref(), Some("true"));
}

/// The corrected request, from its mistakes.
#[test]
fn what_is_wrong_is_corrected() {
    for request in [
        url().replace("&times", "×"),
        url().replace('&', "&amp;"),
        url().replace("isUpComing=true", "isUpComing=True"),
        url().replace("userId", "user_id").replace("pageNum=1", "pageNum=01"),
        format!("{}&_=17&signature={SIGNATURE}&pageNum=1", url()),
        url().replace("applications.zoom.us", "api.zoom.us"),
        url()
            .replace("https:", "http:")
            .replace("/open/meeting/list", "/open/meetings/list"),
    ] {
        let corrected = explain(&request, None, Some(SECRET)).corrected.unwrap();
        assert_eq!(corrected.base_string, BASE_STRING, "{request}");
        assert_eq!(corrected.url, url(), "{request}");
        assert_eq!(corrected.header.as_deref(), Some(signed().signature.as_str()));
    }
}

#[test]
fn the_corrected_command_is_quoted_for_three_shells() {
    let curl = explain(&url(), None, Some(SECRET)).corrected.unwrap().curl.unwrap();
    let (url, header) = (url(), signed().signature);
    let header = header.as_str();
    assert_eq!(curl.bash, format!("curl '{url}' -H 'X-Lti-Signature: {header}'"));
    assert_eq!(curl.cmd, format!("curl.exe \"{url}\" -H \"X-Lti-Signature: {header}\""));
    assert_eq!(
        curl.powershell,
        format!("curl.exe '{url}' -H 'X-Lti-Signature: {header}'")
    );
}

/// If only the encoding is wrong, no secret is needed to correct the header.
#[test]
fn an_encoding_is_repaired_without_the_secret() {
    let right = signed().signature;
    let repaired = explain(&url(), Some(&format!("{}=", right.as_str())), None);
    assert_eq!(repaired.verdict, Verdict::Certain);
    assert_eq!(repaired.corrected.unwrap().header.as_deref(), Some(right.as_str()));
}
