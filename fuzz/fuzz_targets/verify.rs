//! A request verifies exactly if its header signs its query, and a signed request verifies.
//!
//! The first line is the header, the second the query.

#![no_main]

use std::borrow::Cow;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::query::CanonicalQuery;
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, WINDOW_MS, sign, verify};
use zoom_lti_pro::time::Timestamp;
use zoom_lti_pro::{Code, Credentials};

const NOW_MS: u64 = 1_661_494_048_201;
const KEY: &str = "qAnfmSQeSeKWHOE19lwMYg";

static CREDENTIALS: LazyLock<Credentials> = LazyLock::new(|| Credentials::new(KEY, b"secret").unwrap());
static NOW: LazyLock<Timestamp> = LazyLock::new(|| Timestamp::from_millis(NOW_MS).unwrap());

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (header, query) = text.split_once('\n').unwrap_or(("", &text));
    received(header, query);
    signed(query, data.len());
});

/// Compares with a server that uses another decoder.
fn received(header: &str, query: &str) {
    let verified = verify(&CREDENTIALS, query, header, *NOW);
    if let Err(error) = &verified {
        assert_eq!(error.code(), Code::VerificationFailed);
    }
    if header.len() != 27 {
        assert!(verified.is_err());
        return;
    }
    let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    pairs.sort();
    let value = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| &*pair.1);
    let in_time = |time: u64| time.abs_diff(NOW_MS) <= WINDOW_MS;
    // Only digits, because Rust also parses `+1`.
    let digits = value("timestamp").filter(|time| time.starts_with(|first| matches!(first, '1'..='9')));
    let is_now = digits.is_some_and(|time| time.parse().is_ok_and(in_time));
    let right = CREDENTIALS.signing_key().sign(base_string(&pairs).as_bytes());
    if let Ok(parameters) = verified {
        assert!(header == right.as_str() && is_now && value("key") == Some(KEY));
        let theirs = pairs.iter().map(|(name, value)| (&**name, &**value));
        assert!(parameters.iter().eq(theirs));
    } else if header == right.as_str() && is_now && value("key") == Some(KEY) {
        // The signature is correct, but the query is invalid: a repeated name, a malformed escape, or a separator in a
        // value.
        assert!(CanonicalQuery::parse(query).is_err());
    }
}

fn base_string(pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> String {
    let mut base = String::new();
    for (name, value) in pairs {
        base.push_str(if base.is_empty() { "" } else { "&" });
        base.extend([name, "=", value]);
    }
    base
}

/// Signs the parameters of the query. The signed request verifies, and a header with one changed bit does not.
fn signed(query: &str, place: usize) {
    let Ok(parameters) = CanonicalQuery::parse(query) else {
        return;
    };
    let ours = |name: &str| matches!(name, "key" | "timestamp");
    let given = || parameters.iter().filter(|(name, _)| !ours(name));
    let signed = sign(&CREDENTIALS, BASE_URL, MEETING_LIST, given(), *NOW).unwrap();
    let sent = signed.url.split_once('?').unwrap().1;
    let verified = verify(&CREDENTIALS, sent, signed.signature.as_str(), *NOW).unwrap();
    assert!(verified.iter().filter(|(name, _)| !ours(name)).eq(given()));

    let mut header = signed.signature.as_str().as_bytes().to_vec();
    let at = place % header.len();
    header[at] ^= 1 << (place / header.len() % 7);
    let header = String::from_utf8(header).unwrap();
    assert!(verify(&CREDENTIALS, sent, &header, *NOW).is_err());
}
