//! Every stage of signing on every file of vectors: one test each.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use common::encoding::{URL_SAFE, base64};
use common::prng::Prng;
use common::stages;
use hmac::{Hmac, KeyInit, Mac as _};
use sha1::Sha1;
use zoom_lti_pro::signature::{Mac, Signature, SigningKey, sign};

#[test]
fn rfc2202_mac() {
    stages::rfc2202_mac();
}

#[test]
fn rfc2202_truncated_mac() {
    stages::rfc2202_truncated_mac();
}

#[test]
fn rfc2202_signature() {
    stages::rfc2202_signature();
}

#[test]
fn rfc2202_verified() {
    stages::rfc2202_verified();
}

#[test]
fn rfc2202_has_all_seven_cases() {
    let cases: Vec<u32> = common::vectors::rfc2202().iter().map(|vector| vector.case).collect();
    assert_eq!(cases, [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn printed_base_strings() {
    stages::printed_base_strings();
}

#[test]
fn printed_urls_give_sorted_base_strings() {
    stages::printed_urls();
}

#[test]
fn printed_signatures_have_the_shape_of_ours() {
    stages::printed_signatures();
}

#[test]
fn stages_base_string() {
    stages::stages_base_string();
}

#[test]
fn stages_mac() {
    stages::stages_mac();
}

#[test]
fn stages_signature() {
    stages::stages_signature();
}

#[test]
fn stages_url() {
    stages::stages_url();
}

#[test]
fn stages_timestamp() {
    stages::stages_timestamp();
}

#[test]
fn stages_verified() {
    stages::stages_verified();
}

#[test]
fn a_prepared_key_signs_as_the_function_does() {
    let mut prng = Prng::seeded(1);
    for length in 0..200 {
        let (secret, message) = (prng.bytes(length), prng.bytes(length * 3));
        assert_eq!(
            SigningKey::new(&secret).sign(&message),
            sign(&secret, &message),
            "{length} bytes"
        );
    }
}

/// SHA-1 pads the last block of 64 bytes, and HMAC hashes a secret that is longer than a block.
#[test]
fn every_length_gives_what_the_crate_hmac_gives() {
    let bytes = Prng::seeded(64).bytes(200);
    for secret in [0, 1, 20, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 200] {
        for message in 0..=200 {
            let (secret, message) = (&bytes[..secret], &bytes[..message]);
            let mut hmac = Hmac::<Sha1>::new_from_slice(secret).unwrap();
            hmac.update(message);
            let expected: [u8; 20] = hmac.finalize().into_bytes().into();
            assert_eq!(SigningKey::new(secret).mac(message).as_bytes(), &expected);
        }
    }
}

#[test]
fn a_prepared_key_signs_again_and_again() {
    let key = SigningKey::new(b"secret");
    let first = key.sign(b"message");
    let _ = key.sign(b"another");
    assert_eq!(key.sign(b"message"), first);
}

/// RFC 2104, section 2: a secret longer than a block is hashed first, a shorter one filled up with zeros.
#[test]
fn zeros_at_the_end_of_a_short_secret_make_no_difference() {
    assert_eq!(sign(b"secret", b"message"), sign(b"secret\0\0", b"message"));
}

#[test]
fn the_function_accepts_an_empty_secret_and_message() {
    // Python: base64.urlsafe_b64encode(hmac.new(b"", b"", "sha1").digest())
    assert_eq!(sign(b"", b"").as_str(), "-9sdGxiqbAgyS31ktx-3Y3BpDh0");
}

#[test]
fn encoding_agrees_with_the_definition_of_base64url() {
    let mut prng = Prng::seeded(2);
    for _ in 0..20_000 {
        let digest = prng.digest();
        assert_eq!(
            Mac::from_bytes(digest).encode().as_str(),
            base64(&digest, URL_SAFE),
            "{digest:02x?}"
        );
    }
}

#[test]
fn decoding_undoes_encoding() {
    let mut prng = Prng::seeded(3);
    for _ in 0..20_000 {
        let digest = prng.digest();
        let signature = Mac::from_bytes(digest).encode();
        let decoded = Mac::decode(signature.as_str());
        assert_eq!(decoded.map(|mac| *mac.as_bytes()), Some(digest));
    }
}

#[test]
fn a_signature_has_27_characters() {
    assert_eq!(sign(b"secret", b"message").as_str().len(), Signature::LENGTH);
    assert_eq!(Signature::LENGTH, 27);
}

/// The last character carries four bits, and two that are zero.
#[test]
fn only_16_of_the_64_last_characters_decode() {
    let stem = "HJbQ5AB1Hydbl2m_pdON4il1j3";
    let decodes = |last: &&u8| Mac::decode(&format!("{stem}{}", char::from(**last))).is_some();
    let last: Vec<u8> = URL_SAFE.iter().filter(decodes).copied().collect();
    assert_eq!(last, b"AEIMQUYcgkosw048");
}
