//! The decoder returns the same as the reference, which uses `serde_json`, for any bytes.

#![no_main]

#[path = "../../tests/decode/agreement.rs"]
mod agreement;
#[path = "../../tests/decode/reference.rs"]
mod reference;

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|body: &[u8]| -> Corpus {
    if has_mark(body) {
        return Corpus::Reject;
    }
    agreement::assert_agrees(body);
    Corpus::Keep
});

/// The reference marks numbers with this character.
fn has_mark(body: &[u8]) -> bool {
    let has = |mark: &[u8]| body.windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark));
    has("\u{e0ff}".as_bytes()) || has(b"\\ue0ff")
}
