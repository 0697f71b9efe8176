//! Two mistakes at once.

use super::wrong::{Meant, encoded, header, hmac, joined, utf16};
use super::*;

/// Runs the whole search, in slices.
fn searched(request: &str, header: &str, secret: &str) -> Option<Explanation> {
    let secrets = [LabeledSecret { label: "LTI", secret }];
    let input = Input {
        request,
        signature: Some(header),
        secrets: &secrets,
        ..Input::default()
    };
    let first = diagnose(&input, u64::MAX);
    if first.verdict == Verdict::Proved {
        return Some(first);
    }
    let mut start = 0;
    loop {
        let slice = search(&input, start, 50_000);
        start += 50_000;
        if slice.explanation.is_some() || start >= slice.total {
            return slice.explanation;
        }
    }
}

type Message = fn(&Meant) -> Vec<u8>;

/// Wrong base strings.
const MESSAGES: [(&str, Message); 10] = [
    ("URL order", |m| joined(&m.sent()).into()),
    ("a line feed", |m| format!("{}\n", m.base()).into()),
    ("a question mark", |m| format!("?{}", m.base()).into()),
    ("True", |m| {
        m.base()
            .replace("=true&", "=True&")
            .replace("=false&", "=False&")
            .into()
    }),
    ("without userId", |m| m.base().split("&userId=").next().unwrap().into()),
    ("seconds", |m| {
        m.base()
            .replace(&m.timestamp.to_string(), &(m.timestamp / 1000).to_string())
            .into()
    }),
    ("commas", |m| m.base().replace('&', ",").into()),
    ("encoded", |m| {
        let pairs: Vec<_> = m
            .sorted()
            .into_iter()
            .map(|(name, value)| (name, encoded(&value)))
            .collect();
        joined(&pairs).into()
    }),
    ("the path", |m| format!("{PATH}?{}", m.base()).into()),
    ("UTF-16", |m| utf16(&m.base())),
];

type Secret = fn(&Meant) -> Vec<u8>;

/// Wrong keys.
const KEYS: [(&str, Secret); 5] = [
    ("a line feed", |m| format!("{}\n", m.secret).into()),
    ("the key", |m| m.key.clone().into()),
    ("base64", |m| base64_padded(m.secret.as_bytes(), STANDARD).into()),
    ("OAuth 1", |m| format!("{}&", m.secret).into()),
    ("UTF-16", |m| utf16(&m.secret)),
];

fn meant(seed: u64) -> Meant {
    let meant = Meant::random(&mut Prng::seeded(seed));
    Meant {
        user: format!("{}+=", meant.user),
        ..meant
    }
}

/// Fifty pairs: each wrong base string under each wrong key.
#[test]
fn a_wrong_base_string_under_a_wrong_key() {
    for (message, write) in MESSAGES {
        for (key, make) in KEYS {
            let meant = meant(31);
            let header = header(&hmac(&make(&meant), &write(&meant)));
            let found = searched(&meant.url(), &header, &meant.secret);
            assert!(
                found.is_some_and(|found| found.verdict == Verdict::Proved),
                "{message}, {key}"
            );
        }
    }
}

#[test]
fn two_things_wrong_with_the_base_string() {
    type Change = fn(&Meant, &str) -> String;
    let starts: [(&str, Message); 4] = [MESSAGES[0], MESSAGES[3], MESSAGES[4], MESSAGES[5]];
    let ends: [(&str, Change); 6] = [
        ("line feed", |_, text| format!("{text}\n")),
        ("CR LF", |_, text| format!("{text}\r\n")),
        ("question mark", |_, text| format!("?{text}")),
        ("commas", |_, text| text.replace('&', ",")),
        ("encoded", |m, text| text.replace(&m.user, &encoded(&m.user))),
        ("path", |_, text| format!("{PATH}?{text}")),
    ];
    for (start, write) in starts {
        for (end, change) in ends {
            let meant = meant(32);
            let text = change(&meant, &String::from_utf8(write(&meant)).unwrap());
            let found = searched(&meant.url(), &header(&meant.mac(text.as_bytes())), &meant.secret);
            assert!(
                found.is_some_and(|found| found.verdict == Verdict::Proved),
                "{start}, {end}"
            );
        }
    }
}

#[test]
fn two_clock_reads_and_another_mistake() {
    let meant = meant(33);
    let later = Meant {
        timestamp: meant.timestamp + 4_321,
        ..meant.clone()
    };
    let header = header(&hmac(format!("{}\n", meant.secret).as_bytes(), later.base().as_bytes()));
    let found = searched(&meant.url(), &header, &meant.secret).unwrap();
    let codes: Vec<FindingCode> = found
        .findings
        .iter()
        .filter(|finding| finding.grade == Grade::Proved)
        .map(|finding| finding.what.code)
        .collect();
    assert_eq!(codes, [FindingCode::TimestampDiffers, FindingCode::SecretBlank]);
}

/// Runs only a sample of the search, because the whole search takes minutes in a native build.
#[test]
fn another_secret_proves_nothing() {
    let meant = meant(34);
    let request = meant.url();
    let header = header(&hmac(b"a secret nobody gave", meant.base().as_bytes()));
    let secrets = [LabeledSecret {
        label: "LTI",
        secret: &meant.secret,
    }];
    let input = Input {
        request: &request,
        signature: Some(&header),
        secrets: &secrets,
        ..Input::default()
    };
    let slice = search(&input, 0, 300_000);
    assert_eq!(slice.explanation, None);
    assert!(slice.total > 1_000_000, "{}", slice.total);
}

/// The size of the slices does not change what is found.
#[test]
fn the_size_of_a_slice_makes_no_difference() {
    let meant = meant(35);
    let request = meant.url();
    let header = header(&hmac(
        format!("{}\n", meant.secret).as_bytes(),
        joined(&meant.sent()).as_bytes(),
    ));
    let secrets = [LabeledSecret {
        label: "LTI",
        secret: &meant.secret,
    }];
    let input = Input {
        request: &request,
        signature: Some(&header),
        secrets: &secrets,
        ..Input::default()
    };
    let whole = search(&input, 0, u64::MAX).explanation.unwrap();
    let sliced = searched(&request, &header, &meant.secret).unwrap();
    assert_eq!((whole.verdict, whole.findings), (sliced.verdict, sliced.findings));
}
