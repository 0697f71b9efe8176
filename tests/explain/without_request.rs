//! Kinds of text without a request to this API, with random values. The verdict says so, and there are no findings.

use super::guises::noise;
use super::*;

const KINDS: &str = include_str!("without_request.txt");

/// The names and the templates.
fn kinds() -> Vec<(&'static str, &'static str)> {
    let kinds = KINDS.split("\n=== ").skip(1);
    kinds
        .map(|kind| kind.trim_end_matches('\n').split_once('\n').unwrap())
        .collect()
}

/// A random value for a place of a template.
fn value(place: &str, prng: &mut Prng) -> Option<String> {
    let letters: Vec<char> = ('a'..='z').collect();
    let all: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
    let hex: Vec<char> = ('0'..='9').chain('a'..='f').collect();
    let word = |prng: &mut Prng| {
        let length = 3 + prng.below(7);
        prng.text(&letters, length)
    };
    if let Some(length) = place.strip_prefix("hex") {
        return Some(prng.text(&hex, length.parse().ok()?));
    }
    Some(match place {
        "id" => prng.text(&all, 22),
        "n" => (1 + prng.below(500)).to_string(),
        "s" => prng.between(1_600_000_000, 1_790_000_000).to_string(),
        "ms" => prng.between(1_600_000_000_000, 1_790_000_000_000).to_string(),
        "meeting" => prng.between(900_000_000, 99_999_999_999).to_string(),
        "word" => word(prng),
        "host" => format!("{}.{}.example", word(prng), word(prng)),
        "email" => format!("{}@{}.example", word(prng), word(prng)),
        "sig" => base64(&prng.digest(), URL_SAFE),
        "b64" => base64_padded(&prng.digest(), STANDARD),
        "b64url" => wrong::encoded(&base64_padded(&prng.digest(), STANDARD)),
        "uuid" => [8, 4, 4, 4, 12].map(|length| prng.text(&hex, length)).join("-"),
        "jwt" => format!("eyJhbGciOiJSUzI1NiJ9.{}.{}", prng.text(&all, 60), prng.text(&all, 43)),
        _ => return None,
    })
}

/// The template with random values. Other braces stay.
fn written(template: &str, prng: &mut Prng) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = after
            .split_once('}')
            .and_then(|(place, after)| Some((value(place, prng)?, after)));
        match found {
            Some((value, after)) => {
                text.push_str(&value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

/// What is said about the text, if it is more than that it is not a request.
fn judged(text: &str, prng: &mut Prng) -> Option<String> {
    let secrets = [LabeledSecret {
        label: "LTI",
        secret: "abcdefabcdefabcd",
    }];
    let input = Input {
        request: text,
        secrets: if prng.below(2) == 0 { &secrets } else { &[] },
        clock: Clock::Present(1_790_000_000_000),
        ..Input::default()
    };
    let Explanation {
        verdict,
        findings,
        parameters,
        corrected,
        ..
    } = diagnose(&input, u64::MAX);
    let is_left = findings.is_empty() && parameters.is_empty() && corrected.is_none();
    let codes = || -> Vec<_> {
        let findings = findings.iter();
        findings.map(|found| (found.grade, found.what.code)).collect()
    };
    (verdict != Verdict::NoRequest || !is_left).then(|| format!("{verdict:?} {:?}\n{text}", codes()))
}

#[track_caller]
fn assert_none(judged: &[String]) {
    assert!(judged.is_empty(), "{} judged:\n{}", judged.len(), judged.join("\n\n"));
}

#[test]
fn a_text_without_a_request_is_called_that_and_not_judged() {
    assert!(kinds().len() >= 200);
    let mut prng = Prng::seeded(71);
    let mut found = Vec::new();
    for (name, template) in kinds() {
        let mut texts = (0..10).filter_map(|_| {
            let text = written(template, &mut prng);
            let text = noise(&text, &mut prng);
            judged(&text, &mut prng)
        });
        found.extend(texts.next().map(|said| format!("{name}: {said}")));
    }
    assert_none(&found);
}

#[test]
fn two_texts_without_a_request_are_none_together() {
    let mut prng = Prng::seeded(72);
    let kinds = kinds();
    let pairs = (0..3_000).filter_map(|_| {
        let [(one, first), (other, second)] = [*prng.pick(&kinds), *prng.pick(&kinds)];
        let [first, second] = [first, second].map(|template| written(template, &mut prng));
        let between = *prng.pick(&["\n", "\n\n", "\n---\n"]);
        let said = judged(&[first, second].join(between), &mut prng)?;
        Some(format!("{one} and {other}: {said}"))
    });
    assert_none(&pairs.take(30).collect::<Vec<_>>());
}

/// What names this API stays a request, at any host and path.
#[test]
fn a_request_for_this_api_stays_one() {
    let query = BASE_STRING;
    let some = format!("key={KEY}&userId={USER}");
    for request in [
        format!("https://lms.example/zoom/list?{query}"),
        format!("http://localhost:8787/open/meeting/list?{some}"),
        format!("https://zoom.us/open/meeting/list?userId={USER}"),
        format!("GET /zoom?{query} HTTP/1.1\nHost: lms.example"),
        format!("https://lms.example/zoom?{some}&isUpComing=true"),
        format!("https://applications.zoom.us/api/v1/lti/rich/meetings?{some}"),
        format!("curl 'https://lms.example/zoom?a=1' -H 'X-Lti-Signature: {SIGNATURE}'"),
        format!("curl '{ENDPOINT}' -H 'X-Lti-Signature: {SIGNATURE}'"),
        format!("GET {PATH} HTTP/1.1\nHost: applications.zoom.us\nAccept: */*\n"),
        "key=KLAIJC9OTI2Hm-vxn3UVHK&timestamp=1634769623355".to_owned(),
        format!("key: {KEY}\ntimestamp: 1661494048201\nuserId: 5\npageNum: 1\npageSize: 20"),
    ] {
        let explanation = explain(&request, None, None);
        assert_ne!(explanation.verdict, Verdict::NoRequest, "{request}");
    }
}

/// The documentation has the address without a query. What was sent with its headers is a request.
#[test]
fn an_address_is_only_a_request_with_its_headers() {
    for request in [
        ENDPOINT.to_owned(),
        format!("GET {ENDPOINT}"),
        format!("curl {ENDPOINT}"),
        format!("We call {ENDPOINT} often."),
    ] {
        let explanation = explain(&request, None, Some(SECRET));
        assert_eq!(explanation.verdict, Verdict::NoRequest, "{request}");
        assert_eq!(explanation.findings, [], "{request}");
    }
    for request in [
        format!("GET {PATH} HTTP/1.1\nHost: applications.zoom.us\nX-Lti-Signature: {SIGNATURE}\n"),
        format!("> GET {PATH} HTTP/2\n> Host: applications.zoom.us\n> Accept: */*\n>"),
        format!("curl '{ENDPOINT}' -H 'X-Lti-Signature: {SIGNATURE}'"),
    ] {
        let found = certain(&request);
        assert!(
            found.contains(&(FindingCode::NoParameters, None)),
            "{request}: {found:?}"
        );
    }
}
