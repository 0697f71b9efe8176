//! The decoder answers any bytes as the reference over `serde_json` does.

#![no_main]

#[path = "../../tests/decode/agreement.rs"]
mod agreement;
#[path = "../../tests/decode/reference.rs"]
mod reference;

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|body: &[u8]| -> Corpus {
    // The reference marks numbers with this character.
    let marks = ["\u{e0ff}", "\\ue0ff", "\\uE0FF", "\\uE0ff", "\\ue0FF"];
    let is_marked = |text: &str| marks.iter().any(|mark| text.contains(mark));
    if std::str::from_utf8(body).is_ok_and(is_marked) {
        return Corpus::Reject;
    }
    agreement::assert_agrees(body);
    Corpus::Keep
});
