//! A right signature decides how a text is read: what stands before and behind a query, which of several URLs is meant,
//! which strings and lines belong together, and which value belongs to which name.

use super::wrong::{Meant, header, joined};
use super::*;

/// Texts between lines of `===`.
const RIGHT: &str = include_str!("decided.txt");

/// The text, in another form.
fn formed(text: &str, form: &str) -> String {
    let in_pieces = |length: usize, between: &str| {
        let chars: Vec<char> = text.chars().collect();
        let pieces: Vec<String> = chars.chunks(length).map(|piece| piece.iter().collect()).collect();
        pieces.join(between)
    };
    let (name, detail) = form.split_once(' ').unwrap_or((form, ""));
    match name {
        "wrapped" => in_pieces(detail.parse().unwrap(), "\n"),
        "lines" => {
            let start = form.split_at(6).1;
            format!("{start}{}", text.replace('&', &format!("\n{start}&")))
        }
        "pieces" => text.replace('&', &format!("{detail}&")),
        "halved" => {
            let (path, query) = text.split_once('?').unwrap();
            format!("\"{path}?\" {}{query}\"", detail.strip_prefix("with ").unwrap())
        }
        "entities" => text.replace('&', "&#x26;").replace('=', "&#61;"),
        "doubled" => text.replace('%', "%%"),
        _ => unreachable!("{form}"),
    }
}

/// The template with the values of a request.
fn written(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in values {
        while let Some((before, rest)) = text.split_once(&format!("{{{name}|")) {
            let (form, after) = rest.split_once('}').unwrap();
            text = format!("{before}{}{after}", formed(value, form));
        }
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

#[test]
fn a_right_signature_decides_how_a_text_is_read() {
    let mut prng = Prng::seeded(117);
    let mut wrong = Vec::new();
    for template in RIGHT.trim_end().split("\n===\n").skip(1) {
        for _ in 0..4 {
            let meant = Meant::random(&mut prng);
            let mut pairs = meant.sent();
            pairs.sort();
            let base = joined(&pairs);
            let sig = header(&meant.mac(base.as_bytes()));
            let url = format!("{ENDPOINT}?{base}");
            let mut values: Vec<(&str, &str)> = vec![("base", &base), ("url", &url), ("sig", &sig)];
            values.extend(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let text = written(template, &values);
            let explanation = explain(&text, None, Some(&meant.secret));
            let accused = explanation
                .findings
                .iter()
                .any(|finding| finding.grade != Grade::Possible);
            if accused || explanation.verdict != Verdict::Correct {
                wrong.push(format!("{:?} {:?}\n{text}", explanation.verdict, explanation.findings));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// A program that builds the URL, and a query that somebody hid, are not requests that were sent.
#[test]
fn a_template_is_never_accused() {
    const URL: &str = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";
    for text in [
        "String url = \"{URL}?key=\" + key + \"&timestamp=\" + ts + \"&userId=\" + userId;",
        "var url = '{URL}?key=' + key + '&timestamp=' + ts;",
        "url = \"{URL}?key=#{key}&timestamp=#{ts}&userId=#{user}\"",
        "sprintf(\"{URL}?key=%s&timestamp=%d&userId=%s\", key, ts, user)",
        "let url = \"{URL}?key=\\(key)&timestamp=\\(ts)&userId=\\(user)\"",
        "\"{URL}?key={}&timestamp={}&userId={}\".format(key, ts, user)",
        "{URL}?key={{ key }}&timestamp={{ ts }}&userId={{ user }}",
        "set URL={URL}?key=%KEY%^&timestamp=%TS%^&userId=%USERID%",
        "base = \"isUpComing=\" + up + \"&key=\" + key + \"&timestamp=\" + ts + \"&userId=\" + userId",
        "GET {URL}?[REDACTED]\nX-Lti-Signature: [REDACTED]",
        "GET {URL}?***",
        "GET {URL}?…",
    ] {
        let text = text.replace("{URL}", URL);
        for secret in [None, Some(SECRET)] {
            let findings = explain(&text, None, secret).findings;
            let accused = findings.iter().any(|finding| finding.grade != Grade::Possible);
            assert!(!accused, "{text}\n{findings:?}");
        }
    }
}

/// A program prints its own values, and leaves out others when it sends them.
#[test]
fn what_a_program_prints_is_possible_at_most() {
    let sent = "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";
    let right = header(&wrong::hmac(SECRET.as_bytes(), sent.as_bytes()));
    for printed in [
        "List{isUpComing=true, key='{key}', pageNum=null, timestamp=1661494048201, userId='{user}'}",
        "{'isUpComing': True, 'key': '{key}', 'timestamp': 1661494048201, 'userId': '{user}'}",
        "{'isUpComing': 'true', 'key': '{key}', 'pageSize': None, 'timestamp': 1661494048201, 'userId': '{user}'}",
        "{ isUpComing: true, key: '{key}', pageSize: undefined, timestamp: 1661494048201n, userId: '{user}' }",
        "isUpComing: true\nkey: {key}\npageSize: \ntimestamp: 1661494048201\nuserId: {user}",
        "List(isUpComing=true, key={key}, timestamp=1661494048201L, userId={user})",
        "isUpComing | t\nkey | {key}\ntimestamp | 1661494048201\nuserId | {user}",
    ] {
        let printed = printed.replace("{key}", KEY).replace("{user}", USER);
        let text = format!("{printed}\nX-Lti-Signature: {right}");
        let findings = explain(&text, None, Some(SECRET)).findings;
        let accused = findings.iter().any(|finding| finding.grade != Grade::Possible);
        assert!(!accused, "{text}\n{findings:?}");
    }
}

/// What a command or a raw request has was sent.
#[test]
fn what_an_exact_text_has_is_not_read_away() {
    use FindingCode::*;
    let right = header(&wrong::hmac(SECRET.as_bytes(), BASE_STRING.as_bytes()));
    let url = format!("{BASE_URL}{MEETING_LIST}?{BASE_STRING}");
    let behind = |mark: &str| url.replace("&pageNum", &format!("{mark}&pageNum"));
    let command = |url: &str, header: &str| format!("curl -H '{header}' '{url}'");
    let signed = format!("X-Lti-Signature: {right}");
    let mut texts = vec![
        (command(&behind("%20"), &signed), InvisibleCharacter),
        (command(&behind(";"), &signed), ValueDiffers),
        (command(&behind("("), &signed), ValueDiffers),
        (command(&format!("{url})"), &signed), ValueDiffers),
    ];
    for value in [
        format!("'\\''{right}'\\''"),
        format!("<{right}>"),
        format!("`{right}`"),
        format!("X-Lti-Signature: {right}"),
    ] {
        texts.push((command(&url, &format!("X-Lti-Signature: {value}")), HeaderPrefixed));
    }
    for name in ["X-Hmac-Signature", "X-Lti-Pro-Signature", "X-Auth-Signature"] {
        texts.push((command(&url, &format!("{name}: {right}")), HeaderName));
    }
    for (text, code) in texts {
        let secrets = [LabeledSecret {
            label: "LTI",
            secret: SECRET,
        }];
        let input = Input {
            request: &text,
            secrets: &secrets,
            ..Input::default()
        };
        let explanation = diagnose(&input, u64::MAX);
        let found = explanation
            .findings
            .iter()
            .any(|found| found.what.code == code && found.grade != Grade::Possible);
        assert!(
            found && explanation.verdict != Verdict::Correct,
            "{text}\n{explanation:?}"
        );
    }
}

/// The field for the signature takes a whole line, too.
#[test]
fn the_signature_can_be_given_as_a_line() {
    let right = header(&wrong::hmac(SECRET.as_bytes(), BASE_STRING.as_bytes()));
    for given in [
        format!("X-Lti-Signature: {right}"),
        format!("\"{right}\""),
        format!("x-lti-signature: '{right}'"),
    ] {
        let explanation = explain(BASE_STRING, Some(&given), Some(SECRET));
        assert_eq!(explanation.verdict, Verdict::Correct, "{given}");
        assert_eq!(
            explanation
                .findings
                .iter()
                .filter(|finding| finding.grade != Grade::Possible)
                .count(),
            0
        );
    }
}

/// A base string has its values unencoded.
#[test]
fn a_percent_sign_in_a_base_string_breaks_no_rule() {
    let base = BASE_STRING.replace(USER, "_vIWeZ76%/x");
    let right = header(&wrong::hmac(SECRET.as_bytes(), base.as_bytes()));
    for before in ["", "GET /open/meeting/list\n", "Signed: "] {
        let explanation = explain(&format!("{before}{base}\nX-Lti-Signature: {right}"), None, Some(SECRET));
        assert_eq!(
            explanation.verdict,
            Verdict::Correct,
            "{before}{:?}",
            explanation.findings
        );
    }
}
