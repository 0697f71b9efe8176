//! Another decoder reads a query the same way, within its limits, and a written query reads back. The parameters of the
//! meeting list are accepted exactly if they follow the rules.

#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::Code;
use zoom_lti_pro::query::{CanonicalQuery, MAX_PARAMETER_BYTES, MAX_PARAMETERS, MeetingQuery, base_string};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    parsed(&text);
    meetings(&text);
});

fn parsed(query: &str) {
    let theirs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let names: BTreeMap<&str, &str> = theirs.iter().map(|(name, value)| (&**name, &**value)).collect();
    let bytes: usize = theirs.iter().map(|(name, value)| name.len() + value.len()).sum();
    let is_plain = |text: &str| !text.chars().any(|char| char == '&' || char.is_control());
    let is_name = |name: &str| !name.is_empty() && is_plain(name) && !name.contains('=');
    let is_signable = names.len() == theirs.len()
        && names.len() <= MAX_PARAMETERS
        && bytes <= MAX_PARAMETER_BYTES
        && names.iter().all(|(name, value)| is_name(name) && is_plain(value));
    match CanonicalQuery::parse(query) {
        Ok(read) => {
            assert!(is_signable && read.iter().eq(names.iter().map(|(name, value)| (*name, *value))));
            written(&read);
        }
        Err(error) => {
            assert_eq!(error.code(), Code::InvalidArgument);
            // The other decoder leaves a malformed escape unchanged.
            assert!(!is_signable || is_malformed(query), "{error}: {query}");
        }
    }
}

/// The sent query decodes to the signed one, and a written query is never over the limit.
fn written(query: &CanonicalQuery) {
    let base = query.base_string();
    let sent = query.encoded();
    assert_eq!(CanonicalQuery::parse(&sent).unwrap(), *query);
    assert_eq!(base_string(query.iter()).unwrap(), base);
    assert!(base.len() <= MAX_PARAMETER_BYTES + 2 * MAX_PARAMETERS);
    assert!(sent.is_ascii() && query.iter().all(|(name, value)| query.value(name) == Some(value)));
}

fn is_malformed(query: &str) -> bool {
    let mut rest = query.as_bytes();
    let mut decoded = Vec::new();
    while let Some((&first, after)) = rest.split_first() {
        (decoded, rest) = match (first, after) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digits = std::str::from_utf8(&[*high, *low]).map(|digits| u8::from_str_radix(digits, 16));
                decoded.push(digits.unwrap().unwrap());
                (decoded, after)
            }
            (b'%', _) => return true,
            (b'&' | b'=', after) => {
                if std::str::from_utf8(&decoded).is_err() {
                    return true;
                }
                (Vec::new(), after)
            }
            (other, after) => {
                decoded.push(other);
                (decoded, after)
            }
        };
    }
    std::str::from_utf8(&decoded).is_err()
}

/// Parses the undecoded names and values as a query of the meeting list.
fn meetings(query: &str) {
    let given: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let Ok(read) = MeetingQuery::parse(given.iter().copied()) else {
        return;
    };
    let params = read.params();
    for (name, value) in &params {
        assert!(!value.is_empty() && !value.contains('&') && value.trim() == value);
        let number = || value.parse::<u32>().ok().filter(|number| number.to_string() == *value);
        match *name {
            "isUpComing" => assert!(matches!(value.as_str(), "true" | "false")),
            "pageNum" => assert!(number().is_some_and(|number| number >= 1)),
            "pageSize" => assert!(number().is_some_and(|number| (1..=1000).contains(&number))),
            name => assert_eq!(name, "userId"),
        }
    }
    assert!(params.iter().any(|(name, _)| *name == "userId"));
    let again = MeetingQuery::parse(params.iter().map(|(name, value)| (*name, value.as_str()))).unwrap();
    assert_eq!(again, read);
}
