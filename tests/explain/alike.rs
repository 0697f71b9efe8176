//! Lists are read by how they are written: with names that the API does not document, and values with any characters.

use super::guises::{Parts, filled};
use super::wrong::{Meant, header, joined};
use super::*;

/// `{each}…{/each}` is repeated for each parameter.
const LISTS: [&str; 18] = [
    "{{\n  \"query\": {{{each}\n    \"{name}\": \"{value}\",{/each}\n  }},\n  \
     \"headers\": {{ \"X-Lti-Signature\": \"{sig}\" }}\n}}",
    "{{\"request\":{{\"queryParameters\":{{{each}\"{name}\":{{\"equalTo\":\"{value}\"}},{/each}\"z\":1}},\
     \"headers\":{{\"X-Lti-Signature\":{{\"equalTo\":\"{sig}\"}}}}}}}}",
    "{{\"query\":{{{each}\"{name}\":[{{\"matcher\":\"exact\",\"value\":\"{value}\"}}],{/each}\"z\":[]}},\
     \"headers\":{{\"X-Lti-Signature\":[{{\"matcher\":\"exact\",\"value\":\"{sig}\"}}]}}}}",
    "{{\"query\": {{{each}\n  \"{name}\": [\n    \"{value}\"\n  ],{/each}\n  }}, \
     \"headers\": {{\n  \"X-Lti-Signature\": [\n \"{sig}\"\n ]}}}}",
    "[{each}{{\"Key\": \"{name}\", \"Value\": \"{value}\"}}, {/each}{{\"Key\": \"\"}}]\nX-Lti-Signature: {sig}",
    "[{each}{{\"name\": \"{name}\", \"value\": \"{value}\"}}, {/each}{{}}]\nX-Lti-Signature: {sig}",
    "{{\"httpRequest\": {{\"queryStringParameters\": \
     [{each}{{\"name\": \"{name}\", \"values\": [\"{value}\"]}}, {/each}{{}}], \
     \"headers\": [{{\"name\": \"X-Lti-Signature\", \"values\": [\"{sig}\"]}}]}}}}",
    "参数：\n{each}{name}：{value}\n{/each}签名（X-Lti-Signature）：{sig}",
    "q := url.Values{{}}\n{each}q.Set(\"{name}\", \"{value}\")\n{/each}req.Header.Set(\"X-Lti-Signature\", \"{sig}\")",
    "{each}{name} = {value}\n{/each}X-Lti-Signature = {sig}",
    "{each}{name}\t{value}\n{/each}X-Lti-Signature\t{sig}",
    "| name | value |\n|---|---|\n{each}| {name} | {value} |\n{/each}\n**X-Lti-Signature**: `{sig}`",
    "query:\n{each}  {name}: '{value}'\n{/each}headers:\n  X-Lti-Signature: '{sig}'",
    "query:\n{each}  - name: {name}\n    value: \"{value}\"\n{/each}\
     headers:\n  - name: X-Lti-Signature\n    value: \"{sig}\"",
    "params = {{{each}'{name}': \"{value}\", {/each}}}\nheaders = {{'X-Lti-Signature': '{sig}'}}",
    "<request>{each}\n  <param name=\"{name}\" value=\"{value}\"/>{/each}\n  \
     <header name=\"X-Lti-Signature\" value=\"{sig}\"/>\n</request>",
    "Array\n(\n{each}    [{name}] => {value}\n{/each}    [X-Lti-Signature] => {sig}\n)",
    "Table 4\nName Value\n{each}{name} {value}\n{/each}X-Lti-Signature {sig}",
];

/// A URL in a text, and the signature.
const TEXTS: [&str; 10] = [
    "We call {url} and get 2203.\nX-Lti-Signature: {sig}",
    "{\"url\":\"{url}\",\"headers\":{\"X-Lti-Signature\":{\"equalTo\":\"{sig}\"}}}",
    "{\"url\":{\"S\":\"{url}\"},\"headers\":{\"M\":{\"X-Lti-Signature\":{\"S\":\"{sig}\"}}}}",
    "{\"key\":\"x-lti-signature\",\"value\":{\"arrayValue\":{\"values\":[{\"stringValue\":\"{sig}\"}]}}}\nGET {url}",
    "Received:\nGET {url}\n\nX-Lti-Signature: [{sig}]\nAccept: [*/*]",
    "GET {url}\nX-Lti-Signature: {sig};",
    "GET {url}\nX-Lti-Signature: {sig},",
    "<p>{url}</p><p>X-Lti-Signature:&nbsp;{sig}</p>",
    "app: GET {url} HTTP/1.1#015#012Host: applications.zoom.us#015#012X-Lti-Signature: {sig}#015#012",
    "https 2026-11-29T10:12:11Z app/lb 10.0.0.5:2817 200 \"GET {url} HTTP/1.1\" \"agent\"\nx-lti-signature={sig}",
];

/// A request that is sent as it was signed, with a user ID and other parameters that no rule forbids.
fn pairs_of(meant: &Meant, prng: &mut Prng, marks: &[&str]) -> Vec<(String, String)> {
    let mut pairs = meant.sent();
    let (start, end) = meant.user.split_at(5);
    let user = format!("{start}{}{end}", prng.pick(marks));
    for (name, value) in &mut pairs {
        if name == "userId" {
            value.clone_from(&user);
        }
    }
    let mut others = vec![
        ("contextId", "a407a10166b5"),
        ("courseId", "062283"),
        ("lang", "de-DE"),
        ("X-Trace", "TL3GgZk5"),
    ];
    prng.shuffle(&mut others);
    let count = prng.below(others.len() + 1);
    pairs.extend(
        others
            .into_iter()
            .take(count)
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    pairs.sort();
    pairs
}

#[track_caller]
fn assert_correct(text: &str, secret: &str) {
    let secrets = [LabeledSecret { label: "LTI", secret }];
    let input = Input {
        request: text,
        secrets: &secrets,
        ..Input::default()
    };
    let explanation = diagnose(&input, 1);
    let is_accused = explanation.findings.iter().any(|found| found.grade != Grade::Possible);
    assert!(!is_accused, "{text}\n{:?}", explanation.findings);
    assert_eq!(explanation.verdict, Verdict::Correct, "{text}");
}

#[test]
fn a_list_is_read_by_how_it_is_written() {
    let mut prng = Prng::seeded(91);
    for list in LISTS {
        for _ in 0..12 {
            let meant = Meant::random(&mut prng);
            let pairs = pairs_of(&meant, &mut prng, &["", "+", "/", "==", "(", ")", "é", "日", "~", "*"]);
            let right = header(&meant.mac(joined(&pairs).as_bytes()));
            let parts = Parts::new("GET", "applications.zoom.us", PATH, &pairs, &right);
            assert_correct(&filled(list, &parts), &meant.secret);
        }
    }
}

/// Programs that write URLs leave some of these characters as they are.
#[test]
fn a_url_is_read_to_the_end_that_the_signature_proves() {
    let mut prng = Prng::seeded(92);
    for text in TEXTS {
        for _ in 0..12 {
            let meant = Meant::random(&mut prng);
            let pairs = pairs_of(&meant, &mut prng, &["", "(", ")", "'", ")(", "*", "!", "~"]);
            let right = header(&meant.mac(joined(&pairs).as_bytes()));
            let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let url = format!("{ENDPOINT}?{}", query.join("&"));
            assert_correct(&text.replace("{url}", &url).replace("{sig}", &right), &meant.secret);
        }
    }
}

/// The mark was sent: only a display has marks of its own.
#[test]
fn a_mistake_in_an_exact_text_stays_one() {
    let right = header(&wrong::hmac(SECRET.as_bytes(), BASE_STRING.as_bytes()));
    let escaped = url().replace('&', "&amp;");
    for (text, code) in [
        (
            format!(
                "GET {PATH}?{BASE_STRING} HTTP/1.1\nHost: applications.zoom.us\nX-Lti-Signature: {right};\nAccept: */*"
            ),
            FindingCode::HeaderPrefixed,
        ),
        (
            format!("curl '{}' -H 'X-Lti-Signature: {right}='", url()),
            FindingCode::HeaderPadded,
        ),
        (
            format!("curl '{escaped}' -H 'X-Lti-Signature: {right}'"),
            FindingCode::EscapedSeparator,
        ),
    ] {
        let explanation = explain(&text, None, Some(SECRET));
        let found = explanation
            .findings
            .iter()
            .any(|found| found.what.code == code && found.grade != Grade::Possible);
        assert!(found, "{text}\n{:?}", explanation.findings);
    }
}

/// The response of a mock server is what a test expects.
#[test]
fn an_expected_response_is_possible_at_most() {
    let text = format!("it('has meetings') {ENDPOINT}?{BASE_STRING}\nExpected: ObjectContaining {{\"status\": true}}");
    assert_eq!(certain(&text), []);
}

/// Encoders in JavaScript keep `)` and `'`, so a browser sends them.
#[test]
fn a_bracket_in_a_value_does_not_end_the_url() {
    let user = "abc)def'ghi(jkl";
    for text in [
        "GET {target} HTTP/1.1\nHost: applications.zoom.us\nX-Lti-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "GET {url}\nX-Lti-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "See {url} for it.",
    ] {
        let user = if text.contains("target") { user } else { "abc)def" };
        let target = format!("{PATH}?key=k&timestamp=1661494048201&userId={user}");
        let text = text
            .replace("{target}", &target)
            .replace("{url}", &format!("https://applications.zoom.us{target}"));
        let read = paste(&text).parameters;
        assert_eq!(read.last().map(|part| part.value.as_str()), Some(user), "{text}");
    }
    let read = paste("(see https://applications.zoom.us/open/meeting/list?key=k&userId=u)");
    assert_eq!(read.parameters.last().map(|part| part.value.as_str()), Some("u"));
}

/// A wiki, a spreadsheet and a program write marks around values, and a list can have other names.
#[test]
fn marks_and_names_of_a_list_are_possible_at_most() {
    let wiki = "^ Parameter ^ Value ^\n| key | %%my-key%% |\n| isUpComing | %%true%% |\n| timestamp | \
        %%1661494048201%% |\n| userId | %%_vIWeZ76TtuFceCKHkVk4Q%% |\n\n\
        Header: ''X-Lti-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA''";
    let query = "Web.Contents(\"https://applications.zoom.us\", [RelativePath=\"api/v1/lti/rich/open/meeting/list\", \
        Query=[key=\"my-key\", timestamp=\"1661494048201\", type=\"upcoming\", userId=\"u\"], \
        Headers=[#\"X-Lti-Signature\"=\"AAAAAAAAAAAAAAAAAAAAAAAAAAA\"]])";
    for text in [wiki, query] {
        assert_eq!(certain(text), [], "{text}");
    }
}

/// `accountId` is close to `userId`, which this endpoint does not have.
#[test]
fn a_name_that_only_the_list_has_is_not_expected_elsewhere() {
    let text = "POST /api/v1/lti/rich/meeting/createAndAssociate?accountId=a&key=k&timestamp=1661494048201 HTTP/1.1\n\
        Host: applications.zoom.us\nX-Lti-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
    assert_eq!(certain(text), []);
    let list = text
        .replace("meeting/createAndAssociate", "open/meeting/list")
        .replace("POST", "GET");
    assert!(
        certain(&list)
            .iter()
            .any(|(code, _)| *code == FindingCode::MisspeltParameter)
    );
}

/// `=3D` is an `=` in a mail.
#[test]
fn values_that_start_with_3d_are_read() {
    let target = format!("{PATH}?key=3DdeyG&timestamp=1661494048201&userId=3DLB");
    let mail = target.replace('=', "=3D");
    for text in [
        format!("https://applications.zoom.us{target}"),
        format!("https://applications.zoom.us{mail}"),
    ] {
        let values: Vec<String> = paste(&text).parameters.into_iter().map(|part| part.value).collect();
        assert_eq!(values, ["3DdeyG", "1661494048201", "3DLB"], "{text}");
    }
}
