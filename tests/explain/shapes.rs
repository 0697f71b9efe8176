//! Shapes, row by row of the table.

use super::*;

#[test]
fn a_right_header_has_the_right_shape() {
    for digest in digests() {
        assert_lost(&right(&digest), ShapeCode::Signature);
    }
}

#[test]
fn the_printed_signatures_have_the_right_shape() {
    for vector in vectors::printed().signature_shapes {
        assert_lost(&vector.signature, ShapeCode::Signature);
    }
}

/// The correct header with another last character: one of the 48 that are impossible for 20 bytes.
fn with_impossible_end(digest: &[u8; 20]) -> String {
    let header = right(digest);
    let (stem, last) = header.split_at(26);
    let place = URL_SAFE.iter().position(|byte| last.as_bytes() == [*byte]).unwrap();
    format!("{stem}{}", char::from(URL_SAFE[place + 1]))
}

#[test]
fn an_impossible_last_character_is_corruption() {
    for digest in digests() {
        assert_lost(&with_impossible_end(&digest), ShapeCode::Corrupted);
    }
}

#[test]
fn one_padding_character_left_on() {
    for digest in digests() {
        assert_repairable(&base64_padded(&digest, URL_SAFE), &digest, ShapeCode::Padded);
    }
}

/// A header that was changed after signing cannot be corrected, with or without padding.
#[test]
fn an_impossible_last_character_before_padding_is_not_corrected() {
    for digest in digests() {
        assert_eq!(shape(&format!("{}=", with_impossible_end(&digest))).corrected, None);
    }
}

/// The digests whose standard base64 has a `+` or a `/`.
fn with_standard_characters() -> impl Iterator<Item = [u8; 20]> {
    digests()
        .into_iter()
        .filter(|digest| base64(digest, STANDARD).contains(['+', '/']))
}

#[test]
fn the_standard_alphabet_with_padding() {
    for digest in with_standard_characters() {
        assert_repairable(&base64_padded(&digest, STANDARD), &digest, ShapeCode::StandardAlphabet);
    }
}

#[test]
fn the_standard_alphabet_without_padding() {
    for digest in with_standard_characters() {
        assert_repairable(&base64(&digest, STANDARD), &digest, ShapeCode::StandardAlphabet);
    }
}

#[test]
fn the_standard_alphabet_with_an_impossible_last_character_is_not_corrected() {
    for digest in with_standard_characters() {
        let header = with_impossible_end(&digest).replace('-', "+").replace('_', "/");
        // Cutting may have removed the only `+` or `/`.
        if header.contains(['+', '/']) {
            assert_eq!(shape(&header).corrected, None, "{header}");
        }
    }
}

#[test]
fn a_plus_read_as_a_space() {
    for digest in digests()
        .iter()
        .filter(|digest| base64(*digest, STANDARD).contains('+'))
    {
        for header in [base64(digest, STANDARD), base64_padded(digest, STANDARD)] {
            assert_repairable(&header.replace('+', " "), digest, ShapeCode::Space);
        }
    }
}

#[test]
fn percent_encoded_in_capitals() {
    for digest in digests() {
        let header = base64_padded(&digest, STANDARD)
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        assert_repairable(&header, &digest, ShapeCode::PercentEncoded);
    }
}

#[test]
fn percent_encoded_in_small_letters() {
    for digest in digests() {
        let header = base64_padded(&digest, STANDARD)
            .replace('+', "%2b")
            .replace('/', "%2f")
            .replace('=', "%3d");
        assert_repairable(&header, &digest, ShapeCode::PercentEncoded);
    }
}

/// Only `=` was encoded, so a `+` in the header is a plus sign.
#[test]
fn percent_encoded_in_part() {
    for digest in digests() {
        let header = base64_padded(&digest, STANDARD).replace('=', "%3D");
        assert_repairable(&header, &digest, ShapeCode::PercentEncoded);
    }
}

#[test]
fn forty_hexadecimal_digits() {
    for digest in digests() {
        assert_repairable(&to_hex(&digest), &digest, ShapeCode::Hex);
        assert_repairable(&to_hex(&digest).to_uppercase(), &digest, ShapeCode::Hex);
    }
}

#[test]
fn the_hexadecimal_text_in_base64() {
    for digest in digests() {
        for hex in [to_hex(&digest), to_hex(&digest).to_uppercase()] {
            let (bare, padded) = (
                base64(hex.as_bytes(), URL_SAFE),
                base64_padded(hex.as_bytes(), URL_SAFE),
            );
            assert_eq!((bare.len(), padded.len()), (54, 56));
            assert_repairable(&bare, &digest, ShapeCode::HexBase64);
            assert_repairable(&padded, &digest, ShapeCode::HexBase64);
        }
    }
}

#[test]
fn base64_twice() {
    for digest in digests() {
        for alphabet in [URL_SAFE, STANDARD] {
            for once in [base64(&digest, alphabet), base64_padded(&digest, alphabet)] {
                assert_repairable(&base64(once.as_bytes(), alphabet), &digest, ShapeCode::Base64Twice);
                assert_repairable(
                    &base64_padded(once.as_bytes(), alphabet),
                    &digest,
                    ShapeCode::Base64Twice,
                );
            }
        }
    }
}

/// A longer or shorter digest, in each encoding.
#[track_caller]
fn assert_digest_of(length: usize, code: ShapeCode) {
    let mut prng = Prng::seeded(2);
    for _ in 0..1_000 {
        let digest = prng.bytes(length);
        for header in [
            base64(&digest, URL_SAFE),
            base64(&digest, STANDARD),
            base64_padded(&digest, URL_SAFE),
            base64_padded(&digest, STANDARD),
            to_hex(&digest),
            to_hex(&digest).to_uppercase(),
        ] {
            assert_lost(&header, code);
        }
    }
}

#[test]
fn the_length_of_sha256() {
    assert_digest_of(32, ShapeCode::Sha256);
}

#[test]
fn the_length_of_sha512() {
    assert_digest_of(64, ShapeCode::Sha512);
}

#[test]
fn the_length_of_md5() {
    assert_digest_of(16, ShapeCode::Md5);
}

/// `Buffer.toString()` and `new String(bytes)` replace invalid UTF-8 by U+FFFD.
#[test]
fn a_digest_read_as_utf8() {
    for digest in digests() {
        let text = String::from_utf8_lossy(&digest).into_owned();
        assert_lost(&base64_padded(text.as_bytes(), STANDARD), ShapeCode::Text);
    }
}

/// With `toString("binary")` and ISO-8859-1, each byte becomes a character. Above 0x7f it has two bytes in UTF-8.
#[test]
fn a_digest_read_as_latin_1() {
    for digest in digests()
        .iter()
        .filter(|digest| digest.iter().filter(|byte| **byte >= 0x80).count() >= 3)
    {
        let text: String = digest.iter().copied().map(char::from).collect();
        assert_lost(&base64_padded(text.as_bytes(), STANDARD), ShapeCode::Text);
    }
}

#[test]
fn what_tools_print_before_a_digest() {
    let prefixes = [
        "sha1=",
        "SHA1=",
        "sha1:",
        "HMAC-SHA1 ",
        "hmac-sha1 ",
        "(stdin)= ",
        "SHA1(stdin)= ",
        "HMAC-SHA1(stdin)= ",
        "HMAC-SHA1(base.txt)= ",
        "SHA1(/tmp/base string)= ",
        "Bearer ",
        "bearer ",
        "X-Lti-Signature: ",
        "x-lti-signature: ",
        "HMAC ",
        "Token ",
        "signature=",
        "signature: ",
    ];
    for digest in digests() {
        for prefix in prefixes {
            for header in [to_hex(&digest), right(&digest), base64_padded(&digest, STANDARD)] {
                assert_repairable(&format!("{prefix}{header}"), &digest, ShapeCode::Prefixed);
            }
        }
    }
}

#[test]
fn what_tools_print_after_a_digest() {
    for digest in digests() {
        for end in ["  -", " *-", " *stdin"] {
            assert_repairable(&format!("{}{end}", to_hex(&digest)), &digest, ShapeCode::Prefixed);
        }
    }
}

#[test]
fn quotes_around_a_digest() {
    for digest in digests() {
        for quote in ['"', '\'', '`'] {
            for header in [to_hex(&digest), right(&digest), base64_padded(&digest, STANDARD)] {
                assert_repairable(&format!("{quote}{header}{quote}"), &digest, ShapeCode::Prefixed);
            }
        }
    }
}

#[test]
fn a_prefix_before_nothing_is_not_corrected() {
    for header in ["sha1=", "Bearer ", "\"\"", "HMAC-SHA1 nonsense", "(stdin)= "] {
        assert_lost(header, ShapeCode::Prefixed);
    }
}

#[test]
fn what_languages_print_instead_of_a_value() {
    for header in [
        "[object ArrayBuffer]",
        "[object Promise]",
        "[object Uint8Array]",
        "[object Object]",
        "b'HJbQ5AB1Hydbl2m_pdON4il1j3w'",
        "b\"HJbQ5AB1Hydbl2m_pdON4il1j3w\"",
        "System.Byte[]",
        "undefined",
        "null",
        "None",
        "NaN",
        "<Buffer 1c 96 d0 e4>",
        "[B@1b6d3586",
        "Promise { <pending> }",
    ] {
        assert_lost(header, ShapeCode::LanguageArtifact);
    }
}

#[test]
fn anything_else_is_unknown() {
    for header in [
        "",
        "x",
        "hello",
        "HJbQ5AB1Hydbl2m_pdON4il1j3",
        "HJbQ5AB1Hydbl2m_pdON4il1j3wA",
        "ünïcödé",
        "HJbQ5AB1Hydbl2m.pdON4il1j3w",
        "===",
        "0123",
        "\0",
    ] {
        assert_lost(header, ShapeCode::Unknown);
    }
}

#[test]
fn whatever_is_corrected_is_a_signature() {
    let mut prng = Prng::seeded(3);
    let pieces = [
        "sha1=",
        "\"",
        "%",
        "%2B",
        "=",
        "+",
        "/",
        " ",
        "HJbQ5AB1Hydbl2m",
        "_pdON4il1j3w",
        "1c96d0e4007",
        "é",
        "A",
        "Bearer ",
    ];
    for _ in 0..100_000 {
        let header: String = (0..prng.below(8)).map(|_| *prng.pick(&pieces)).collect();
        if let Some(corrected) = shape(&header).corrected {
            assert!(Mac::decode(&corrected).is_some(), "{header}: {corrected}");
        }
    }
}

/// 32, 64 or 16 bytes of broken text are not taken for another digest.
#[test]
fn mangled_text_as_long_as_another_digest() {
    let mut prng = Prng::seeded(5);
    let mut seen = [false; 3];
    for _ in 0..200_000 {
        let length = prng.below(40);
        let text = String::from_utf8_lossy(&prng.bytes(length)).into_owned();
        let place = [16, 32, 64].iter().position(|length| *length == text.len());
        if let Some(place) = place.filter(|_| text.contains('\u{fffd}')) {
            seen[place] = true;
            assert_lost(&base64(text.as_bytes(), URL_SAFE), ShapeCode::Text);
        }
    }
    assert_eq!(seen, [true; 3]);
}

#[test]
fn an_impossible_last_character_is_corrupted_however_it_is_spelt() {
    for digest in digests() {
        let header = with_impossible_end(&digest);
        for header in [format!("{header}="), header.replace('-', "+").replace('_', "/")] {
            assert_lost(&header, ShapeCode::Corrupted);
        }
        assert_eq!(
            shape(&base64(header.as_bytes(), URL_SAFE)).corrected,
            None,
            "{header}, twice"
        );
    }
}

#[test]
fn layers_around_layers() {
    for digest in digests() {
        let standard = base64_padded(&digest, STANDARD);
        let encoded = standard.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        assert_repairable(
            &format!("\"X-Lti-Signature: {standard}\""),
            &digest,
            ShapeCode::Prefixed,
        );
        assert_repairable(&encoded.replace('%', "%25"), &digest, ShapeCode::PercentEncoded);
        assert_repairable(&format!("{}  -", to_hex(&digest)), &digest, ShapeCode::Prefixed);
        assert_repairable(&format!("“{}”", right(&digest)), &digest, ShapeCode::Prefixed);
    }
}

/// Runs in a separate process, because a stack overflow would end the process.
#[test]
fn a_long_run_of_prefixes_does_not_exhaust_the_stack() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "shapes::long_runs", "--ignored"])
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
}

#[test]
#[ignore = "the test above runs it in a process of its own"]
fn long_runs() {
    let _ = shape(&"sha1=".repeat(200_000));
    let _ = shape(&"\"".repeat(400_000));
    let _ = explain("", Some(&"Bearer ".repeat(200_000)), None);
    let _ = shape(&["%", &"25".repeat(400_000)].concat());
    let _ = shape(&"%25".repeat(400_000));
    let _ = paste(&"{\"request\":".repeat(200_000));
    let _ = paste(&["[", &"{\"url\":\"h/\",\"x\":".repeat(100_000)].concat());
}
