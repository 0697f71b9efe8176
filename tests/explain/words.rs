//! Every variant of a mistake has a text, and every text belongs to a variant.

use std::collections::BTreeSet;

use zoom_lti_pro::explain::mistakes;

use super::*;

const WORDS: &str = include_str!("../../src/npm/explain/variant-messages.ts");

/// For these, the text of the kind is enough: the finding shows what differs.
const OF_THE_KIND: [&str; 7] = [
    "arguments_swapped.sha1",
    "json_signed.sorted",
    "oauth1_base_string.encoded",
    "parameter_not_signed.not_signed",
    "parameter_order.",
    "timestamp_differs.two_clock_reads",
    "url_in_base_string.",
];

/// The keys of the table, such as `line_end.tab`.
fn worded() -> BTreeSet<String> {
    let keys = WORDS
        .lines()
        .filter_map(|line| line.strip_prefix("  \"")?.split_once("\":"));
    keys.map(|(key, _)| key.to_owned()).collect()
}

fn named(code: FindingCode, mistake: Option<&str>) -> Option<String> {
    let code = serde_json::to_value(code).unwrap();
    Some(format!("{}.{}", code.as_str()?, mistake?))
}

/// Requests with something of every kind: the search knows other mistakes for each.
fn requests() -> Vec<(String, String)> {
    let url = url();
    let mut made: Vec<(String, String)> = Vec::new();
    for changed in [
        url.clone(),
        format!("{url}&userId={USER}&_=1&empty=&signature=abc&x=y"),
        url.replace("&timestamp", "×tamp"),
        url.replace("&pageNum", "&amp;pageNum"),
        url.replace("&pageNum", "%26pageNum"),
        url.replace("&pageNum", "\\u0026pageNum"),
        url.replace("isUpComing=true", "isUpComing=%E2%80%8Btrue"),
        url.replace("&pageNum=1&pageSize=20", ""),
        url.replace("1661494048201", "1661494048"),
        url.replace("1661494048201", "20220826060728"),
        format!("curl '{url}' -d '{{\"userId\":\"u\",\"topic\":\"t\"}}'"),
        format!(
            "curl '{}' -d '{{\"userId\":\"u\",\"topic\":\"t\"}}'",
            url.split("&userId=").next().unwrap()
        ),
    ] {
        made.push((changed, signed().signature.as_str().to_owned()));
    }
    // The search explains a signature of the right value in another way.
    for part in ["isUpComing=true", "pageNum=1", "pageSize=20", "timestamp=1661494048201"] {
        let name = part.split('=').next().unwrap();
        made.push((url.replace(part, &format!("{name}={{{name}}}")), "other".to_owned()));
    }
    for user in ["86756778157", "5"] {
        made.push((url.replace(USER, user), "other".to_owned()));
    }
    let digest = Mac::decode(signed().signature.as_str()).unwrap();
    let bytes = digest.as_bytes();
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let ascii: String = bytes
        .iter()
        .map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' })
        .collect();
    let separated: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let list: Vec<String> = bytes.iter().map(ToString::to_string).collect();
    let hex = to_hex(bytes);
    let right = signed().signature.as_str().to_owned();
    for header in [
        separated.join("-"),
        encoded(format!("{hex}\n").as_bytes()),
        encoded(format!("{}\n", encoded(bytes)).as_bytes()),
        encoded(encoded(hex.as_bytes()).as_bytes()),
        encoded(latin.as_bytes()),
        encoded(ascii.as_bytes()),
        encoded(String::from_utf8_lossy(bytes).as_bytes()),
        list.join(","),
        right.to_lowercase(),
        right.to_uppercase(),
        right.chars().map(swapped_case).collect(),
        right.get(..20).unwrap().to_owned(),
        right.replace('_', ""),
        format!("{right};"),
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJrZXkifQ.c2lnbmF0dXJl".to_owned(),
        format!("{}!{}", &right[..5], &right[6..]),
        to_hex(hex.as_bytes()),
        causes::signed_hex(bytes),
        encoders::base32(bytes),
        encoders::ascii85(bytes),
        encoders::binary(bytes),
        encoders::uuencoded(bytes),
        encoders::decimal(bytes),
        bytes.iter().map(|byte| format!("%{byte:02X}")).collect(),
    ] {
        made.push((url.clone(), header));
    }
    let digest = |base: &str| wrong::hmac(SECRET.as_bytes(), base.as_bytes());
    let mut bases = (1..100).map(|page| with("pageNum", &page.to_string()));
    let base = bases
        .find(|base| digest(base)[1..].iter().any(|byte| *byte < 16))
        .unwrap();
    let digits = digest(&base).iter().map(|byte| format!("{byte:x}")).collect();
    made.push((format!("{ENDPOINT}?{base}"), digits));
    made
}

fn swapped_case(char: char) -> char {
    if char.is_ascii_lowercase() {
        char.to_ascii_uppercase()
    } else {
        char.to_ascii_lowercase()
    }
}

fn encoded(bytes: &[u8]) -> String {
    base64_padded(bytes, STANDARD)
}

/// The mistakes that the search knows, and those in the explanations of some requests.
fn known() -> BTreeSet<String> {
    let blank = format!("{SECRET}\n");
    let requests = requests();
    let with_other_secrets = ["a-_ b+/ c%20=&d$e", "00ff11==", &blank, "undefined", KEY]
        .into_iter()
        .flat_map(|secret| requests.first().map(|request| (request, secret)));
    let mut known = BTreeSet::new();
    for ((request, header), secret) in requests
        .iter()
        .map(|request| (request, SECRET))
        .chain(with_other_secrets)
    {
        let secrets =
            [("LTI", secret), ("other", "another-secret")].map(|(label, secret)| LabeledSecret { label, secret });
        let input = Input {
            request,
            signature: Some(header),
            secrets: &secrets,
            ..Input::default()
        };
        known.extend(
            mistakes(&input)
                .into_iter()
                .filter_map(|(code, mistake)| named(code, mistake)),
        );
        let findings = diagnose(&input, 400_000).findings;
        known.extend(
            findings
                .iter()
                .filter_map(|finding| named(finding.what.code, finding.what.mistake)),
        );
    }
    known
}

#[test]
fn every_variant_has_words_and_every_word_a_variant() {
    let (known, worded) = (known(), worded());
    let without: Vec<_> = known
        .difference(&worded)
        .filter(|variant| !OF_THE_KIND.iter().any(|start| variant.starts_with(start)))
        .collect();
    assert!(without.is_empty(), "variants without words: {without:?}");
    // The text of a grade is not the text of a variant.
    let stale: Vec<_> = worded
        .difference(&known)
        .filter(|key| !key.ends_with(".possible"))
        .collect();
    assert!(stale.is_empty(), "words without a variant: {stale:?}");
}
