//! The debugger accepts any pasted text, signature, secret and response. Its output is consistent and never contains
//! the secret.
//!
//! The input is separated by NUL: the pasted text, a signature, a secret, a response. If the bytes of the input add up
//! to a multiple of 256, the target also reads the response and searches for mistakes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::Credentials;
use zoom_lti_pro::explain::{
    Clock, Explanation, Input, LabeledSecret, ShapeCode, Verdict, diagnose, explain, search, shape,
};
use zoom_lti_pro::query::CanonicalQuery;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.splitn(4, '\0');
    let request = parts.next().unwrap_or_default();
    let (signature, secret) = (parts.next(), parts.next());
    let explanation = explain(request, signature, secret);
    stages(&explanation, secret);
    header(&explanation, secret);
    // Listing the hypotheses takes twenty times as long as everything else.
    if data.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) == 0 {
        searched(request, signature, secret, parts.next());
    }
    if let Some(corrected) = signature.and_then(|signature| shape(signature).corrected) {
        assert_eq!(shape(&corrected).code, ShapeCode::Signature, "{corrected}");
    }
});

/// Searches a part with a response and a clock. The few hypotheses keep an execution short.
fn searched(request: &str, signature: Option<&str>, secret: Option<&str>, response: Option<&str>) {
    let secrets = secret.map(|secret| LabeledSecret { label: "a", secret });
    let input = Input {
        request,
        signature,
        secrets: secrets.as_slice(),
        response,
        clock: Clock::Present(1_661_494_048_201),
        base_url: None,
    };
    let explanation = diagnose(&input, 50);
    if explanation.verdict == Verdict::Correct {
        assert_eq!(explanation.header.unwrap().matches, Some(true));
    }
    let slice = search(&input, u64::from(request.len() as u32) * 977, 20);
    assert!(slice.searched.hypotheses <= 20);
}

/// The URL decodes to what was signed.
fn stages(explanation: &Explanation, secret: Option<&str>) {
    let stages = &explanation.stages;
    assert_eq!(stages.url.is_some(), stages.base_string.is_some());
    assert!(stages.mac.is_none() || stages.signature.is_some());
    if secret.is_none() {
        assert_eq!(stages.mac, None);
    }
    if let (Some(url), Some(base_string)) = (&stages.url, &stages.base_string)
        && !url.contains("••••••••")
    {
        let query = url.split_once('?').unwrap().1;
        let read = CanonicalQuery::parse(query).unwrap();
        assert_eq!(read.base_string(), *base_string);
    }
}

fn header(explanation: &Explanation, secret: Option<&str>) {
    let Some(header) = &explanation.header else {
        return;
    };
    assert!(!header.value.is_empty());
    let secret = secret.map(str::trim).unwrap_or_default();
    let is_secret = secret.len() >= 8 && Credentials::new("key", secret.as_bytes()).is_ok();
    // The key is public, even if it was also given as a secret.
    if is_secret && header.shape != ShapeCode::Key {
        assert!(!header.value.contains(secret));
        let corrected = explanation
            .corrected
            .as_ref()
            .and_then(|corrected| corrected.header.as_deref());
        assert!(!corrected.unwrap_or_default().contains(secret));
    }
}
