//! Credentials: placeholders and copying mistakes are refused.

use super::*;

const KEY: &str = "qAnfmSQeSeKWHOE19lwMYg";
const SECRET: &str = "kZ3vR8xTq1Lw5NcYd0HbUs";

#[track_caller]
fn assert_pair_refused(key: &str, secret: &[u8], field: &str) {
    let Err(error) = Credentials::new(key, secret) else {
        panic!("{field} is taken: {key:?} {secret:?}")
    };
    assert_eq!(
        (error.code(), error.field()),
        (Code::InvalidCredentials, Some(field)),
        "{key:?} {secret:?}"
    );
}

#[track_caller]
fn assert_text_refused(text: &str) {
    assert_pair_refused(text, SECRET.as_bytes(), "key");
    assert_pair_refused(KEY, text.as_bytes(), "secret");
}

#[test]
fn an_empty_key_or_secret_is_refused() {
    assert_text_refused("");
}

#[test]
fn whitespace_around_key_or_secret_is_refused() {
    let blanks = [
        " ", "\t", "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{a0}", "\u{ad}", "\u{1680}", "\u{2003}",
        "\u{2007}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{2028}", "\u{202f}", "\u{2060}",
        "\u{3000}", "\u{feff}",
    ];
    for blank in blanks {
        assert_text_refused(&format!("{SECRET}{blank}"));
        assert_text_refused(&format!("{blank}{SECRET}"));
        assert_text_refused(blank);
    }
}

#[test]
fn placeholders_are_refused() {
    let placeholders = [
        "undefined",
        "null",
        "NaN",
        "None",
        "none",
        "NULL",
        "Undefined",
        "true",
        "false",
        "changeme",
        "CHANGEME",
        "$SECRET",
        "$LTI_SECRET",
        "$1",
        "${LTI_SECRET}",
        "${}",
        "{{secret}}",
        "{{ secret }}",
        "<secret>",
        "<your secret here>",
        "%LTI_SECRET%",
        "$(cat secret)",
        "[object Object]",
        "[object Promise]",
        "your_secret",
        "your-lti-secret",
        "YOUR_LTI_KEY",
        "Your-Key",
        "process.env.LTI_SECRET",
        "env.LTI_SECRET",
    ];
    for placeholder in placeholders {
        assert_text_refused(placeholder);
    }
}

#[test]
fn realistic_pairs_are_accepted() {
    let texts = [
        KEY,
        SECRET,
        "te2BnjG2QUOxSxiQZBHYAw",
        "KLAIJC9OTI2Hm-vxn3UVHK",
        "k",
        "two words",
        "a$b",
        "$abc",
        "$Abc",
        "yours",
        "nullable",
        "undefined-not",
        "<a",
        "a>",
        "{{a",
        "%a",
        "trueish",
        "environment",
        "0",
        "-",
        "_",
    ];
    for text in texts {
        assert!(Credentials::new(text, text.as_bytes()).is_ok(), "{text:?}");
    }
}

#[test]
fn the_emulators_pair_is_accepted() {
    assert!(Credentials::new("emulator-key-not-for-zoom", b"emulator-secret-not-for-zoom").is_ok());
}

#[test]
fn random_keys_of_22_url_safe_characters_are_accepted() {
    let mut prng = Prng::seeded(5);
    let alphabet: Vec<char> = common::encoding::URL_SAFE.iter().copied().map(char::from).collect();
    for _ in 0..20_000 {
        let (key, secret) = (prng.text(&alphabet, 22), prng.text(&alphabet, 22));
        assert!(Credentials::new(&key, secret.as_bytes()).is_ok(), "{key} {secret}");
    }
}

#[test]
fn a_key_that_cannot_be_signed_is_refused() {
    for key in ["a&b", "a\nb", "a\0b", "a\u{85}b"] {
        assert_pair_refused(key, SECRET.as_bytes(), "key");
    }
}

#[test]
fn a_secret_of_any_bytes_is_accepted() {
    for secret in [&[0xff, 0xfe][..], &[0x80], &[0xc3, 0x28], b"a&b=c", b"a\nb", &[0; 20]] {
        assert!(Credentials::new(KEY, secret).is_ok(), "{secret:02x?}");
    }
}

#[test]
fn whitespace_around_a_secret_that_is_not_utf8_is_refused() {
    assert_pair_refused(KEY, b"\xff\xfe\n", "secret");
    assert_pair_refused(KEY, b" \xff\xfe", "secret");
    for blank in ["\x0b", "\u{a0}", "\u{200b}"] {
        assert_pair_refused(KEY, &[b"\xff", blank.as_bytes()].concat(), "secret");
        assert_pair_refused(KEY, &[blank.as_bytes(), b"a\xff"].concat(), "secret");
    }
}

#[test]
fn errors_for_credentials_say_where_to_find_them() {
    let hint = Credentials::new("", b"").unwrap_err().hint();
    assert!(hint.is_some_and(|hint| hint.contains("configuration page")));
}

#[test]
fn credentials_give_their_key() {
    assert_eq!(Credentials::new(KEY, b"s").unwrap().key(), KEY);
}

#[test]
fn a_clone_gives_the_same_signature() {
    let first = credentials();
    let second = first.clone();
    assert_eq!(first.signing_key().sign(b"m"), second.signing_key().sign(b"m"));
}
