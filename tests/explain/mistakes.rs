//! For random parameters, random secrets and each mistake: exactly that mistake is found, and proved.

use super::wrong::{Meant, PROGRAMS, encoded, header, hmac, joined, run};
use super::*;

#[track_caller]
fn proved(explanation: &Explanation) -> Vec<FindingCode> {
    let proved = explanation
        .findings
        .iter()
        .filter(|finding| finding.grade == Grade::Proved);
    proved.map(|finding| finding.what.code).collect()
}

fn is_alternative(explanation: &Explanation, code: FindingCode) -> bool {
    let mut alternatives = explanation.findings.iter().flat_map(|finding| &finding.alternatives);
    alternatives.any(|note| note.code == code)
}

#[test]
fn each_mistake_is_proved_and_no_other() {
    let mut prng = Prng::seeded(21);
    for (number, program) in PROGRAMS.iter().enumerate() {
        for _ in 0..6 {
            let meant = Meant::random(&mut prng);
            let wrong = run(*program, &meant);
            let explanation = diagnosed(&wrong.request, &wrong.header, &meant.secret);
            let found = proved(&explanation);
            let context = || {
                format!(
                    "program {number}: {found:?} for {:?}\n{}\n{}\n{:#?}",
                    wrong.code, wrong.request, wrong.header, explanation.findings
                )
            };
            assert_eq!(explanation.verdict, Verdict::Proved, "{}", context());
            assert!(
                found == [wrong.code]
                    || is_alternative(&explanation, wrong.code)
                    || (found.len() == 2 && found.contains(&wrong.code)),
                "{}",
                context()
            );
        }
    }
}

#[test]
fn with_another_secret_nothing_is_proved() {
    let mut prng = Prng::seeded(22);
    for program in PROGRAMS {
        let (meant, other) = (Meant::random(&mut prng), Meant::random(&mut prng));
        let wrong = run(*program, &meant);
        // These signatures need no secret, so any secret proves them.
        if matches!(wrong.code, FindingCode::KeyAsSecret | FindingCode::SecretPlaceholder) {
            continue;
        }
        let explanation = diagnosed(&wrong.request, &wrong.header, &other.secret);
        assert_eq!(proved(&explanation), [], "{:?}", wrong.code);
    }
}

#[test]
fn a_right_signature_is_correct() {
    let mut prng = Prng::seeded(23);
    for _ in 0..500 {
        let meant = Meant::random(&mut prng);
        let right = header(&meant.mac(meant.base().as_bytes()));
        let explanation = diagnosed(&meant.url(), &right, &meant.secret);
        assert_eq!(explanation.verdict, Verdict::Correct);
        assert_eq!(explanation.findings, []);
        assert_eq!(explanation.header.unwrap().matches, Some(true));
        assert_eq!(explanation.signed_with.as_deref(), Some("LTI"));
        assert_eq!(explanation.corrected.unwrap().header.as_deref(), Some(right.as_str()));
    }
}

/// If no value has a character to encode, signing them encoded is not a mistake.
#[test]
fn a_mistake_without_effect_is_not_reported() {
    let query = "isUpComing=true&key=k&pageNum=1&pageSize=20&timestamp=1661494048201&userId=u";
    let right = header(&hmac(b"a-long-enough-secret", query.as_bytes()));
    let explanation = diagnosed(query, &right, "a-long-enough-secret");
    assert_eq!((explanation.verdict, explanation.findings), (Verdict::Correct, vec![]));
}

#[test]
fn mistakes_that_give_the_same_bytes_are_alternatives() {
    // `encodeURIComponent` and RFC 3986 agree on a `+`.
    let query = "isUpComing=true&key=k&pageNum=1&pageSize=20&timestamp=1661494048201&userId=";
    let signed = header(&hmac(b"a-long-enough-secret", format!("{query}a%2Bb").as_bytes()));
    let explanation = diagnosed(&format!("{query}a%2Bb"), &signed, "a-long-enough-secret");
    let [finding] = explanation.findings.as_slice() else {
        panic!("{:?}", explanation.findings)
    };
    assert_eq!(finding.what.mistake, Some("as_in_url"));
    let others: Vec<_> = finding.alternatives.iter().filter_map(|note| note.mistake).collect();
    assert!(
        others.contains(&"encode_uri_component") && others.contains(&"rfc3986"),
        "{others:?}"
    );
}

#[test]
fn encodings_cost_nothing_beside_another_mistake() {
    let mut prng = Prng::seeded(24);
    let meant = Meant::random(&mut prng);
    let digest = meant.mac(joined(&meant.sent()).as_bytes());
    for (header, code) in [
        (to_hex(&digest), FindingCode::HeaderHex),
        (
            base64(to_hex(&digest).as_bytes(), URL_SAFE),
            FindingCode::HeaderHexBase64,
        ),
        (format!("{}=", header(&digest)), FindingCode::HeaderPadded),
    ] {
        let explanation = diagnosed(&meant.url(), &header, &meant.secret);
        assert_eq!(proved(&explanation), [FindingCode::ParameterOrder, code]);
    }
}

#[test]
fn other_digests_are_proved() {
    use hmac::{Hmac, KeyInit, Mac as _};
    let mut prng = Prng::seeded(25);
    let meant = Meant::random(&mut prng);
    let (secret, base) = (meant.secret.as_bytes(), meant.base());
    let sha256 = Hmac::<sha2::Sha256>::new_from_slice(secret)
        .unwrap()
        .chain_update(base.as_bytes())
        .finalize()
        .into_bytes();
    let sha512 = Hmac::<sha2::Sha512>::new_from_slice(secret)
        .unwrap()
        .chain_update(base.as_bytes())
        .finalize()
        .into_bytes();
    let md5 = Hmac::<md5::Md5>::new_from_slice(secret)
        .unwrap()
        .chain_update(base.as_bytes())
        .finalize()
        .into_bytes();
    for (digest, name) in [(&sha256[..], "sha256"), (&sha512[..], "sha512"), (&md5[..], "md5")] {
        for header in [header(digest), base64_padded(digest, STANDARD), to_hex(digest)] {
            let explanation = diagnosed(&meant.url(), &header, &meant.secret);
            assert_eq!(
                proved(&explanation).first(),
                Some(&FindingCode::DigestAlgorithm),
                "{header}"
            );
            assert_eq!(explanation.findings[0].what.mistake, Some(name));
        }
    }
}

/// The debugger pads messages and keys for most hash functions itself.
#[test]
fn other_digests_of_other_lengths_are_proved() {
    use hmac::{Hmac, KeyInit, Mac};
    fn mac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
        let keyed = <M as KeyInit>::new_from_slice(key).unwrap();
        keyed.chain_update(message).finalize().into_bytes().to_vec()
    }
    type Function = fn(&[u8], &[u8]) -> Vec<u8>;
    let functions: [(Function, usize, &str); 5] = [
        (mac::<Hmac<md5::Md5>>, 64, "md5"),
        (mac::<Hmac<sha2::Sha224>>, 64, "sha224"),
        (mac::<Hmac<sha2::Sha256>>, 64, "sha256"),
        (mac::<Hmac<sha2::Sha384>>, 128, "sha384"),
        (mac::<Hmac<sha2::Sha512>>, 128, "sha512"),
    ];
    for (function, block, name) in functions {
        // The padding takes what is left of a block, and with a byte more another block. A key is hashed if it does not
        // fit into a block.
        let full = block - 1 - block / 8;
        for (message, key) in [(full, block), (full + 1, block + 1), (block, 1), (1, 2 * block)] {
            let base = "key=k&timestamp=1661494048201&userId=";
            let base = format!("{base}{}", "u".repeat(message + 2 * block - base.len()));
            let secret = &"s".repeat(key);
            let digest = function(secret.as_bytes(), base.as_bytes());
            let explanation = diagnosed(&base, &header(&digest), secret);
            let found = explanation.findings.first().map(|finding| &finding.what);
            let found = found.map(|note| (note.code, note.mistake));
            assert_eq!(found, Some((FindingCode::DigestAlgorithm, Some(name))), "{base}");
        }
    }
}

#[test]
fn of_several_secrets_the_one_used_is_named() {
    let mut prng = Prng::seeded(26);
    let meant = Meant::random(&mut prng);
    let secrets = [
        ("production", meant.secret.as_str()),
        ("OAuth client", "another-secret-altogether"),
    ];
    let secrets = secrets.map(|(label, secret)| LabeledSecret { label, secret });
    let signed = header(&hmac(b"another-secret-altogether", meant.base().as_bytes()));
    let input = Input {
        request: &meant.url(),
        signature: Some(&signed),
        secrets: &secrets,
        ..Input::default()
    };
    let explanation = diagnose(&input, u64::MAX);
    assert_eq!(explanation.verdict, Verdict::OtherSecret);
    assert_eq!(explanation.signed_with.as_deref(), Some("OAuth client"));
    assert_eq!(proved(&explanation), [FindingCode::OtherSecret]);
}

/// A program written for OAuth 1 has its base string, with values encoded once or twice, and its key.
#[test]
fn oauth_1_as_a_whole_is_proved() {
    let mut prng = Prng::seeded(24);
    let meant = Meant::random(&mut prng);
    let meant = Meant {
        user: format!("{}+/=", meant.user),
        ..meant
    };
    let twice: Vec<_> = meant
        .sorted()
        .into_iter()
        .map(|(name, value)| (name, encoded(&value)))
        .collect();
    let keys = [
        meant.secret.clone(),
        format!("{}&", meant.secret),
        format!("{}&", encoded(&meant.secret)),
    ];
    for parameters in [meant.base(), joined(&twice), joined(&meant.sent())] {
        for key in &keys {
            let base = format!("GET&{}&{}", encoded(ENDPOINT), encoded(&parameters));
            let signed = header(&hmac(key.as_bytes(), base.as_bytes()));
            let explanation = diagnosed(&meant.url(), &signed, &meant.secret);
            let found = proved(&explanation);
            assert!(found.contains(&FindingCode::Oauth1BaseString), "{found:?}");
            let of_key = found.contains(&FindingCode::Oauth1Key);
            assert_eq!(of_key, *key != meant.secret, "{found:?}");
        }
    }
}

#[test]
fn a_line_feed_behind_each_parameter_is_proved() {
    let meant = Meant::random(&mut Prng::seeded(25));
    let lines = format!("{}\n", meant.base().replace('&', "\n"));
    let signed = header(&meant.mac(lines.as_bytes()));
    let explanation = diagnosed(&meant.url(), &signed, &meant.secret);
    assert_eq!(proved(&explanation), [FindingCode::Joiner]);
}

/// The base string without its last parameter is also a base string that was cut.
#[test]
fn the_likelier_of_two_causes_is_named_first() {
    let meant = Meant::random(&mut Prng::seeded(27));
    let base = meant.base();
    let (before_user, _) = base.split_once("&userId=").unwrap();
    let signed = header(&meant.mac(before_user.as_bytes()));
    let explanation = diagnosed(&meant.url(), &signed, &meant.secret);
    assert_eq!(proved(&explanation), [FindingCode::ParameterNotSigned]);
    assert!(is_alternative(&explanation, FindingCode::TextEncoding));
}

/// The secret stands in the query, and the signature was made with the key.
#[test]
fn key_and_secret_in_each_others_place_are_proved() {
    let meant = Meant::random(&mut Prng::seeded(26));
    let swapped = Meant {
        key: meant.secret.clone(),
        secret: meant.key.clone(),
        ..meant.clone()
    };
    let signed = header(&swapped.mac(swapped.base().as_bytes()));
    let secrets = [("LTI", &meant.secret), ("the key", &meant.key)];
    let secrets = secrets.map(|(label, secret)| LabeledSecret { label, secret });
    let request = swapped.url();
    let input = Input {
        request: &request,
        signature: Some(&signed),
        secrets: &secrets,
        ..Input::default()
    };
    let explanation = diagnose(&input, u64::MAX);
    assert_eq!(explanation.verdict, Verdict::Proved);
    assert_eq!(proved(&explanation), [FindingCode::KeyAndSecretSwapped]);
    assert_eq!(explanation.findings[0].what.name.as_deref(), Some("the key"));
    let shown = serde_json::to_string(&explanation).unwrap();
    assert!(!shown.contains(&meant.secret), "{shown}");
}

#[test]
fn one_value_as_key_and_secret_is_no_right_signature() {
    let meant = Meant::random(&mut Prng::seeded(27));
    let same = Meant {
        secret: meant.key.clone(),
        ..meant
    };
    let signed = header(&same.mac(same.base().as_bytes()));
    let explanation = diagnosed(&same.url(), &signed, &same.secret);
    assert_eq!(explanation.verdict, Verdict::Proved);
    assert_eq!(proved(&explanation), [FindingCode::KeyAsSecret]);
}

/// .NET replaces each byte that is not ASCII with `?`. The rest still shows the mistake.
#[test]
fn a_digest_read_as_ascii_is_proved() {
    let meant = Meant::random(&mut Prng::seeded(28));
    let digest = meant.mac(meant.base().as_bytes());
    let ascii = digest.map(|byte| if byte < 128 { byte } else { b'?' });
    let explanation = diagnosed(&meant.url(), &header(&ascii), &meant.secret);
    assert_eq!(proved(&explanation), [FindingCode::HeaderText]);
}

#[test]
fn digits_with_blanks_between_them_in_base64_are_proved() {
    let meant = Meant::random(&mut Prng::seeded(29));
    let digest = meant.mac(meant.base().as_bytes());
    let digits = digest.map(|byte| format!("{byte:02x}")).join(" ");
    let signed = base64_padded(digits.as_bytes(), STANDARD);
    let explanation = diagnosed(&meant.url(), &signed, &meant.secret);
    assert_eq!(proved(&explanation), [FindingCode::HeaderHexBase64]);
}
