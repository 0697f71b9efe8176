//! What is said if a text was read with doubt, has placeholders, or is about another API.

use super::*;

const HEADER: &str = "X-Lti-Signature: HJbQ5AB1Hydbl2m_pdON4il1j3w";

fn sent(base: &str) -> String {
    format!("{base}?{BASE_STRING}\n{HEADER}")
}

/// The codes of this grade, in the order in which they are shown.
fn codes(request: &str, grade: Grade) -> Vec<FindingCode> {
    let found = of_grade(explain(request, None, Some(SECRET)).findings, grade);
    found.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_value_with_blanks_is_not_missing() {
    for joiner in ["\t", ": ", " = ", "=", " -> ", ",", ";", " | ", "  "] {
        for user in ["a b", "Zo\u{eb} b", "a b=="] {
            let part = |pair: &str| match pair.split_once('=').unwrap() {
                ("userId", _) => format!("userId{joiner}{user}\n"),
                (name, value) => format!("{name}{joiner}{value}\n"),
            };
            let list: String = BASE_STRING.split('&').map(part).collect();
            let request = format!("{list}X-Lti-Signature: {SIGNATURE}");
            assert_eq!(codes(&request, Grade::Certain), [], "{request}");
            assert_eq!(codes(&request, Grade::Proved), [], "{request}");
        }
    }
}

#[test]
fn the_words_of_a_value_are_not_names() {
    for user in ["KuY OFtZA_x5bbgZ58", "ab-bEy", "a key: b"] {
        let sent = BASE_STRING.replace(USER, user);
        let signature = zoom_lti_pro::signature::sign(SECRET.as_bytes(), sent.as_bytes());
        let pairs = sent.split('&').map(|pair| pair.replace('=', " -> "));
        let list = pairs.collect::<Vec<_>>().join("\n");
        let request = format!("{list}\nX-Lti-Signature -> {}", signature.as_str());
        assert_eq!(
            explain(&request, None, Some(SECRET)).verdict,
            Verdict::Correct,
            "{request}"
        );
    }
}

/// A name in the text whose value cannot be read.
#[test]
fn a_value_that_cannot_be_read_is_not_missing() {
    let list = BASE_STRING.replace('&', "\n").replace('=', "\t");
    let request = format!("{}\n{HEADER}", list.replace(USER, "(computed)"));
    assert_eq!(codes(&request, Grade::Certain), []);
}

#[test]
fn a_placeholder_is_called_one() {
    for value in [
        "<userId>",
        "{userId}",
        "{{userId}}",
        "${userId}",
        ":userId",
        "$USER_ID",
        "%s",
        "%(userId)s",
        "@user",
    ] {
        let request = sent(ENDPOINT).replace(USER, value);
        assert_eq!(codes(&request, Grade::Certain), [FindingCode::UserId], "{value}");
    }
    for value in [
        "YOUR_USER_ID",
        "xxx",
        "XXXXXXXX",
        "***",
        "[userId]",
        "your-user-id",
        "userId",
        "[redacted]",
        "_vI...",
    ] {
        let request = sent(ENDPOINT).replace(USER, value);
        assert_eq!(codes(&request, Grade::Possible), [FindingCode::UserId], "{value}");
        assert_eq!(codes(&request, Grade::Certain), [], "{value}");
    }
    for value in [USER, "teacher-1", "u", "abc.def", "-_-", "xx", "a:b", "100%"] {
        let request = sent(ENDPOINT).replace(USER, &value.replace('%', "%25"));
        assert!(
            !codes(&request, Grade::Possible).contains(&FindingCode::UserId),
            "{value}"
        );
        assert!(
            !codes(&request, Grade::Certain).contains(&FindingCode::UserId),
            "{value}"
        );
    }
    let request = sent(ENDPOINT).replace("1661494048201", "{timestamp}");
    assert_eq!(codes(&request, Grade::Certain), [FindingCode::TimestampFormat]);
}

#[test]
fn another_host_is_the_first_mistake() {
    for request in [
        format!("GET https://api.zoom.us/v2/users/me/meetings?page_size=30\n{HEADER}"),
        format!("GET https://us02web.zoom.us/j/123?pwd=abc\n{HEADER}"),
        format!("GET /v2/users/me HTTP/1.1\nHost: api.zoom.us\n{HEADER}"),
        format!("https://zoom.us/open/meeting/list?userId=u&pageNum=1&pageSize=20\n{HEADER}"),
        sent("https://api.zoom.us/api/v1/lti/rich/open/meeting/list"),
    ] {
        let first = codes(&request, Grade::Certain).first().copied();
        assert_eq!(first, Some(FindingCode::WrongHost), "{request}");
    }
}

/// The header that a display shows without its colon.
#[test]
fn a_signature_stands_beside_its_name_in_any_display() {
    for header in [
        format!("<td>X-Lti-Signature</td><td>{SIGNATURE}</td>"),
        format!("x_lti_signature={SIGNATURE} dur=12ms"),
        format!("request_X-Lti-Signature: [{SIGNATURE}]"),
        format!("X-Lti-Signature\u{ff1a}{SIGNATURE}"),
        format!("\\x1b[33mX-Lti-Signature\\x1b[0m was \\x1b[1m{SIGNATURE}\\x1b[0m"),
        format!("it ended with \"{SIGNATURE}\" and 2203"),
    ] {
        for text in [format!("{}\n{header}", url()), format!("{header}\n{}", url())] {
            let found = explain(&text, None, None).header;
            assert_eq!(found.map(|header| header.value).as_deref(), Some(SIGNATURE), "{text}");
        }
    }
    // Neither a name in a program nor two digests are a signature.
    for text in [
        "org-example-http-RequestSigner",
        "HJbQ5AB1Hydbl2m_pdON4il1j3w IJbQ5AB1Hydbl2m_pdON4il1j3w",
    ] {
        let text = format!("{}\n{text}", url());
        assert_eq!(explain(&text, None, None).verdict, Verdict::NoSignature, "{text}");
    }
}

/// A commit in the prose around a request is not its header.
#[test]
fn a_digest_that_may_be_another_value_is_a_possible_header() {
    let commit = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    for prose in [
        format!("The signature is wrong since commit {commit}."),
        format!("signature mismatch (build {commit})"),
    ] {
        let request = format!("{prose}\nGET {ENDPOINT}?{BASE_STRING}\n");
        assert_eq!(codes(&request, Grade::Certain), [], "{prose}");
        assert_eq!(codes(&request, Grade::Possible)[0], FindingCode::HeaderHex, "{prose}");
    }
}

const LIST: &str = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";

fn signature_of(base: &str) -> String {
    let signature = zoom_lti_pro::signature::sign(SECRET.as_bytes(), base.as_bytes());
    signature.as_str().to_owned()
}

/// Encoders in JavaScript keep apostrophes and parentheses.
#[test]
fn a_mark_in_a_value_does_not_end_a_quoted_url() {
    let texts = [
        "url = '{url}'\nX-Lti-Signature: {sig}",
        "export URL='{shell}'\ncurl -H 'X-Lti-Signature: {sig}' \"$URL\"",
        "{\"rawQueryString\":\"{query}\",\"headers\":{\"x-lti-signature\":\"{sig}\"}}",
        "url: {url}\nX-Lti-Signature: {sig}",
    ];
    for user in [
        "_vIWeZ7'6TtuFceCKHkVk",
        "cqaLeC215hb4iJ4))p_Pg3",
        "ab'(cd",
        "Z9IGv'ci7:p10",
    ] {
        for text in texts {
            let base = BASE_STRING.replace(USER, user);
            let mut parts: Vec<&str> = base.split('&').collect();
            parts.reverse();
            let query = parts.join("&").replace(':', "%3A");
            let url = format!("{LIST}?{query}");
            let text = text.replace("{url}", &url).replace("{query}", &query);
            let text = text.replace("{shell}", &url.replace('\'', "'\\''"));
            let text = text.replace("{sig}", &signature_of(&base));
            let explanation = explain(&text, None, Some(SECRET));
            assert_eq!(explanation.verdict, Verdict::Correct, "{text}");
        }
    }
}

#[test]
fn a_list_below_a_url_is_not_a_part_of_it() {
    let list = ["courseId=A&B"].into_iter().chain(BASE_STRING.split('&'));
    let list: Vec<&str> = list.collect();
    let request = format!("url={LIST}\n{}\n{HEADER}", list.join("\n"));
    assert!(!codes(&request, Grade::Certain).contains(&FindingCode::WrongPath));
}

/// Clients do not send what follows a `#`.
#[test]
fn a_fragment_is_not_sent() {
    let base = BASE_STRING.replace(USER, "jane#EXT#");
    let command = format!("curl '{LIST}?{base}' -H 'X-Lti-Signature: {}'", signature_of(&base));
    assert_ne!(explain(&command, None, Some(SECRET)).verdict, Verdict::Correct);
    let sent = command.replace('#', "%23");
    assert_eq!(explain(&sent, None, Some(SECRET)).verdict, Verdict::Correct);
}
