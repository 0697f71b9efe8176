//! Mistakes that are made up while the test runs: each kind of wrong program has random details, and knows
//! nothing of the debugger's tables. The rate at which they are found must not fall.

use super::wrong::{Meant, encoded, header, hmac, joined, url_of, utf16};
use super::*;

/// The request, the header, and the codes that say what is wrong.
pub(super) type Made = (String, String, &'static [FindingCode]);
pub(super) type Kind = fn(&Meant, &mut Prng) -> Option<Made>;

use FindingCode::*;

const TEXT: &[FindingCode] = &[
    InvisibleCharacter,
    LineEnd,
    TextEncoding,
    ValueDiffers,
    Joiner,
    EncodedValues,
    IsUpComing,
    PageNum,
    PageSize,
];
const SIGNED_URL: &[FindingCode] = &[UrlInBaseString, ParameterNotSigned];

pub(super) fn signs(m: &Meant, message: impl AsRef<[u8]>, codes: &'static [FindingCode]) -> Option<Made> {
    let message = message.as_ref();
    (message != m.base().as_bytes()).then(|| (m.url(), header(&m.mac(message)), codes))
}

pub(super) fn keyed(m: &Meant, key: impl AsRef<[u8]>, codes: &'static [FindingCode]) -> Option<Made> {
    let key = key.as_ref();
    let signed = header(&hmac(key, m.base().as_bytes()));
    (key != m.secret.as_bytes()).then(|| (m.url(), signed, codes))
}

/// Signs every parameter and sends some.
fn sends(m: &Meant, sent: &dyn Fn(&str) -> bool, codes: &'static [FindingCode]) -> Option<Made> {
    let mut pairs = m.sent();
    pairs.retain(|(name, _)| sent(name));
    (pairs.len() < 6).then(|| (url_of(&pairs), header(&m.mac(m.base().as_bytes())), codes))
}

/// The text with another text inserted at a random place.
fn with_inserted(text: &str, prng: &mut Prng, inserted: &str) -> String {
    let places: Vec<usize> = text
        .char_indices()
        .map(|(place, _)| place)
        .chain([text.len()])
        .collect();
    let place = *prng.pick(&places);
    [&text[..place], inserted, &text[place..]].concat()
}

const BLANKS: &[&str] = &[
    " ", "\n", "\r\n", "\t", "\u{a0}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{2060}", "\u{200e}", "\u{202f}", "\u{2009}",
];
const MARKS: &[&str] = &["\"", "'", "“", "”", "‘", "’", "`"];
const HYPHENS: &[&str] = &["–", "—", "\u{2011}", "−", "\u{2010}"];

fn pairs_in(m: &Meant, prng: &mut Prng) -> Vec<(String, String)> {
    let mut pairs = m.sent();
    prng.shuffle(&mut pairs);
    pairs
}

/// Joins the two words in one of the naming styles.
fn styled(words: &[&str], prng: &mut Prng) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    match prng.below(4) {
        0 => words.join("_").to_uppercase(),
        1 => words.join("_"),
        2 => words[0].to_owned() + &words[1..].iter().map(|word| capital(word)).collect::<String>(),
        _ => words.join("-"),
    }
}

const KINDS: &[(&str, Kind)] = &[
    ("page and size signed and not sent", |m, prng| {
        let m = Meant {
            page: (1 + prng.below(5)).to_string(),
            size: (1 + prng.below(100)).to_string(),
            ..m.clone()
        };
        let kept = prng.below(7);
        let is_sent = |name: &str| match name {
            "pageNum" => kept & 1 == 1,
            "pageSize" => kept & 2 == 2,
            "isUpComing" => kept & 4 == 4,
            _ => true,
        };
        sends(&m, &is_sent, &[ParameterNotSent, MissingParameter])
    }),
    ("a size of any number signed and not sent", |m, _| {
        sends(m, &|name| name != "pageSize", &[ParameterNotSent])
    }),
    ("another page or size signed", |m, prng| {
        let (name, old) = if prng.below(2) == 0 {
            ("pageNum", &m.page)
        } else {
            ("pageSize", &m.size)
        };
        let other = (1 + prng.below(500)).to_string();
        let base = m.base().replace(&format!("{name}={old}"), &format!("{name}={other}"));
        signs(m, base, &[ValueDiffers])
    }),
    ("a blank somewhere in the base string", |m, prng| {
        let blank = *prng.pick(BLANKS);
        signs(m, with_inserted(&m.base(), prng, blank), TEXT)
    }),
    ("a quote somewhere in the base string", |m, prng| {
        let mark = *prng.pick(MARKS);
        signs(m, with_inserted(&m.base(), prng, mark), TEXT)
    }),
    ("quotes around a value", |m, prng| {
        let (name, value) = prng.pick(&m.sent()).clone();
        let mark = *prng.pick(&["\"", "'"]);
        let quoted = format!("{name}={mark}{value}{mark}");
        signs(m, m.base().replace(&format!("{name}={value}"), &quoted), TEXT)
    }),
    ("hyphens of the base string became dashes", |m, prng| {
        let dash = *prng.pick(HYPHENS);
        signs(m, m.base().replace('-', dash), TEXT)
    }),
    ("a blank somewhere in the secret", |m, prng| {
        let blank = *prng.pick(BLANKS);
        keyed(m, with_inserted(&m.secret, prng, blank), &[SecretBlank, SecretEncoding])
    }),
    ("a quote somewhere in the secret", |m, prng| {
        let mark = *prng.pick(MARKS);
        keyed(m, with_inserted(&m.secret, prng, mark), &[SecretBlank])
    }),
    ("one hyphen of the secret became a dash", |m, prng| {
        let dash = *prng.pick(HYPHENS);
        let places: Vec<usize> = m.secret.match_indices('-').map(|(place, _)| place).collect();
        let place = *places.get(prng.below(places.len()))?;
        let key = [&m.secret[..place], dash, &m.secret[place + 1..]].concat();
        keyed(m, key, &[SecretEncoding])
    }),
    ("every hyphen of the secret became a dash", |m, prng| {
        let dash = *prng.pick(HYPHENS);
        keyed(m, m.secret.replace('-', dash), &[SecretEncoding])
    }),
    ("the secret cut", |m, prng| {
        let end = 1 + prng.below(m.secret.len() - 1);
        let key = if prng.below(3) == 0 {
            &m.secret[m.secret.len() - end..]
        } else {
            &m.secret[..end]
        };
        keyed(m, key, &[SecretEncoding])
    }),
    ("a character of the secret typed wrong", |m, prng| {
        let mut chars: Vec<char> = m.secret.chars().collect();
        let place = prng.below(chars.len() - 1);
        match prng.below(4) {
            0 => {
                chars.remove(place);
            }
            1 => chars.insert(place, chars[place]),
            2 => chars.swap(place, place + 1),
            _ if chars[place].is_ascii_lowercase() => chars[place] = chars[place].to_ascii_uppercase(),
            _ => chars[place] = chars[place].to_ascii_lowercase(),
        }
        keyed(m, String::from_iter(chars), &[SecretEncoding])
    }),
    ("an empty body signed", |m, prng| {
        let body = *prng.pick(&["{}", "[]", "null", "\"\"", "undefined", "None"]);
        let between = *prng.pick(&["", "&", "\n", ".", ":"]);
        signs(
            m,
            m.base() + between + body,
            &[BodySigned, ParameterNotSent, EmptyParameter, ToolParameter],
        )
    }),
    ("a hash of an empty body signed", |m, prng| {
        use sha2::Digest as _;
        let digest: Vec<u8> = match prng.below(3) {
            0 => sha2::Sha256::digest(b"").to_vec(),
            1 => sha1::Sha1::digest(b"").to_vec(),
            _ => md5::Md5::digest(b"").to_vec(),
        };
        let digest = if prng.below(2) == 0 {
            to_hex(&digest)
        } else {
            base64_padded(&digest, STANDARD)
        };
        let between = *prng.pick(&["", "&", "\n", "."]);
        signs(m, m.base() + between + &digest, &[BodySigned])
    }),
    ("message and secret in each other's place", |m, prng| {
        let digest = hmac(m.base().as_bytes(), m.secret.as_bytes());
        let written = match prng.below(3) {
            0 => header(&digest),
            1 => to_hex(&digest),
            _ => base64_padded(&digest, STANDARD),
        };
        Some((m.url(), written, &[ArgumentsSwapped]))
    }),
    ("message and secret swapped, unsorted", |m, _| {
        let digest = hmac(joined(&m.sent()).as_bytes(), m.secret.as_bytes());
        Some((m.url(), header(&digest), &[ArgumentsSwapped]))
    }),
    ("a URL signed, in one of its forms", |m, prng| {
        let host = "applications.zoom.us";
        let start = *prng.pick(&["https://", "http://", "", "//"]);
        let port = *prng.pick(&["", "", ":443"]);
        let query = if prng.below(2) == 0 {
            m.base()
        } else {
            query_of(&m.url()).to_owned()
        };
        if (start.is_empty() || start == "//") && !port.is_empty() {
            return None;
        }
        let port = if start == "http://" { "" } else { port };
        signs(m, format!("{start}{host}{port}{PATH}?{query}"), SIGNED_URL)
    }),
    ("Alibaba Cloud's base string", |m, prng| {
        let key = format!("{}{}", m.secret, prng.pick(&["", "&"]));
        let base = format!("GET&%2F&{}", encoded(&m.base()));
        Some((
            m.url(),
            header(&hmac(key.as_bytes(), base.as_bytes())),
            &[Oauth1BaseString, Oauth1Key],
        ))
    }),
    ("Amazon's version 2", |m, _| {
        signs(
            m,
            format!("GET\napplications.zoom.us\n{PATH}\n{}", m.base()),
            SIGNED_URL,
        )
    }),
    ("Twilio's: the URL, then names and values", |m, _| {
        let text: String = m
            .sorted()
            .iter()
            .map(|(name, value)| format!("{name}{value}"))
            .collect();
        signs(m, format!("{ENDPOINT}{text}"), &[UrlInBaseString, Joiner])
    }),
    ("a timestamp, the method and the path", |m, prng| {
        let (time, base) = (m.timestamp, m.base());
        let text = match prng.below(7) {
            0 => format!("{time}GET{PATH}?{base}"),
            1 => format!("{time}GET{PATH}"),
            2 => format!("GET{time}{PATH}?{base}"),
            3 => format!("{time}\nGET\n{PATH}\n{base}"),
            4 => format!("GET\n{PATH}\n{base}\n{time}"),
            5 => format!("{}{time}{base}", m.key),
            _ => format!("{time}.{base}"),
        };
        signs(m, text, SIGNED_URL)
    }),
    ("a webhook's form without a body", |m, prng| {
        let text = match prng.below(3) {
            0 => format!("v0:{}:", m.timestamp),
            1 => format!("{}.", m.timestamp),
            _ => String::new(),
        };
        signs(m, text, &[UrlInBaseString, ArtifactSigned, ParameterNotSigned])
    }),
    ("options of echo", |m, prng| {
        let option = *prng.pick(&["-n ", "-e ", "-ne ", ""]);
        let end = *prng.pick(&["\n", "\r\n"]);
        signs(m, format!("{option}{}{end}", m.base()), &[LineEnd])
    }),
    ("a variable's name as the secret", |m, prng| {
        let owner = *prng.pick(&["lti", "zoom", "api", "client", "app", "shared", "my"]);
        let word = *prng.pick(&["secret", "secret key", "key", "token"]);
        let words: Vec<&str> = [owner].into_iter().chain(word.split(' ')).collect();
        let name = styled(&words, prng);
        let marks = [
            ("", ""),
            ("$", ""),
            ("${", "}"),
            ("{{", "}}"),
            ("process.env.", ""),
            ("%", "%"),
            ("<", ">"),
        ];
        let (before, after) = *prng.pick(&marks);
        keyed(m, format!("{before}{name}{after}"), &[SecretPlaceholder])
    }),
    ("a word for no secret", |m, prng| {
        let words = [
            "undefined",
            "null",
            "None",
            "",
            "changeme",
            "SECRET_KEY",
            "your-secret",
            "xxx",
            "secret",
            "[object Object]",
        ];
        keyed(m, *prng.pick(&words), &[SecretPlaceholder])
    }),
    ("any order", |m, prng| {
        let pairs = pairs_in(m, prng);
        signs(m, joined(&pairs), &[ParameterOrder])
    }),
    ("any order, with a line end", |m, _| {
        signs(m, joined(&m.sent()) + "\n", &[ParameterOrder, LineEnd])
    }),
    ("some parameters not signed", |m, prng| {
        let mut pairs = m.sorted();
        let left = prng.below(62) + 1;
        let mut place = 0;
        pairs.retain(|_| {
            place += 1;
            left >> (place - 1) & 1 == 1
        });
        signs(m, joined(&pairs), &[ParameterNotSigned])
    }),
    ("two clock readings", |m, prng| {
        let other = m.timestamp.checked_add_signed(prng.between(-50_000, 50_000))?;
        let base = m.base().replace(&m.timestamp.to_string(), &other.to_string());
        signs(m, base, &[TimestampDiffers])
    }),
    ("a timestamp in another form", |m, prng| {
        let (time, sent) = (m.timestamp, m.timestamp.to_string());
        let form = match prng.below(6) {
            0 => (time / 1000).to_string(),
            1 => format!("{sent}000"),
            2 => format!("{sent}.0"),
            3 => format!("{}.{:03}", time / 1000, time % 1000),
            4 => format!("{}", time / 1000 * 1000),
            _ => format!("{sent}000000"),
        };
        let codes = &[TimestampSeconds, TimestampUnit, TimestampFormat, TimestampDiffers];
        signs(m, m.base().replace(&sent, &form), codes)
    }),
    ("a header in another encoding", |m, prng| {
        let digest = m.mac(m.base().as_bytes());
        let right = header(&digest);
        let written = match prng.below(9) {
            0 => to_hex(&digest),
            1 => to_hex(&digest).to_uppercase(),
            2 => base64_padded(&digest, STANDARD),
            3 => base64(to_hex(&digest).as_bytes(), STANDARD),
            4 => base64(base64_padded(&digest, STANDARD).as_bytes(), URL_SAFE),
            5 => format!("sha1={right}"),
            6 => encoded(&base64_padded(&digest, STANDARD)),
            7 => digest.map(|byte| format!("{byte:02x}")).join(":"),
            _ => format!("HMAC-SHA1 {right}"),
        };
        let codes = &[
            HeaderHex,
            HeaderStandardAlphabet,
            HeaderPadded,
            HeaderHexBase64,
            HeaderBase64Twice,
            HeaderPrefixed,
            HeaderPercentEncoded,
        ];
        (written != right).then(|| (m.url(), written, &codes[..]))
    }),
    ("a header cut or in other case", |m, prng| {
        let right = header(&m.mac(m.base().as_bytes()));
        let written = match prng.below(4) {
            0 => right.to_lowercase(),
            1 => right.to_uppercase(),
            2 => right[..right.len() - 1 - prng.below(8)].to_owned(),
            _ => right[1 + prng.below(4)..].to_owned(),
        };
        Some((m.url(), written, &[HeaderCorrupted]))
    }),
    ("another hash", |m, prng| {
        use hmac::{Hmac, KeyInit};
        fn mac<M: hmac::Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
            let keyed = <M as KeyInit>::new_from_slice(key).unwrap();
            keyed.chain_update(message).finalize().into_bytes().to_vec()
        }
        let (key, base) = (m.secret.as_bytes(), m.base());
        let digest = match prng.below(4) {
            0 => mac::<Hmac<sha2::Sha256>>(key, base.as_bytes()),
            1 => mac::<Hmac<sha2::Sha512>>(key, base.as_bytes()),
            2 => mac::<Hmac<md5::Md5>>(key, base.as_bytes()),
            _ => mac::<Hmac<sha2::Sha256>>(key, base.as_bytes())[..20].to_vec(),
        };
        let written = match prng.below(3) {
            0 => header(&digest),
            1 => to_hex(&digest),
            _ => base64_padded(&digest, STANDARD),
        };
        Some((m.url(), written, &[DigestAlgorithm]))
    }),
    ("a plain hash", |m, prng| {
        use sha1::Digest as _;
        let between = *prng.pick(&["", "&", ":", "&secret=", "&key="]);
        let text = match prng.below(3) {
            0 => m.base() + between + &m.secret,
            1 => m.secret.clone() + between + &m.base(),
            _ => m.base(),
        };
        let digest = sha1::Sha1::digest(text.as_bytes());
        let written = if prng.below(2) == 0 {
            header(&digest)
        } else {
            to_hex(&digest)
        };
        Some((m.url(), written, &[PlainHash]))
    }),
    ("names in another style", |m, prng| {
        let styles: [fn(&str) -> String; 5] = [
            |name| name.to_lowercase(),
            |name| name.to_uppercase(),
            |name| name[..1].to_uppercase() + &name[1..],
            |name| {
                name.chars()
                    .flat_map(|char| {
                        if char.is_uppercase() {
                            vec!['_', char.to_ascii_lowercase()]
                        } else {
                            vec![char]
                        }
                    })
                    .collect()
            },
            |name| {
                name.chars()
                    .flat_map(|char| {
                        if char.is_uppercase() {
                            vec!['-', char.to_ascii_lowercase()]
                        } else {
                            vec![char]
                        }
                    })
                    .collect()
            },
        ];
        let restyle = *prng.pick(&styles);
        let mut pairs: Vec<_> = m
            .sorted()
            .into_iter()
            .map(|(name, value)| (restyle(&name), value))
            .collect();
        pairs.sort();
        signs(m, joined(&pairs), &[NameDiffers])
    }),
    ("JSON", |m, prng| {
        let pairs = if prng.below(2) == 0 { m.sent() } else { m.sorted() };
        let typed = prng.below(2) == 0;
        let bare =
            |value: &str| typed && (value == "true" || value == "false" || value.bytes().all(|b| b.is_ascii_digit()));
        let (colon, comma) = *prng.pick(&[(":", ","), (": ", ", ")]);
        let parts: Vec<String> = pairs
            .iter()
            .map(|(name, value)| match value {
                value if bare(value) => format!("\"{name}\"{colon}{value}"),
                value => format!("\"{name}\"{colon}\"{value}\""),
            })
            .collect();
        signs(m, format!("{{{}}}", parts.join(comma)), &[JsonSigned])
    }),
    ("other joiners", |m, prng| {
        let equals = *prng.pick(&["=", "=", ":", ""]);
        let between = *prng.pick(&["&", ",", ";", "\n", "|", "", " ", ", "]);
        let parts: Vec<String> = m
            .sorted()
            .iter()
            .map(|(name, value)| format!("{name}{equals}{value}"))
            .collect();
        signs(m, parts.join(between), &[Joiner])
    }),
    ("values alone", |m, prng| {
        let between = *prng.pick(&["", "&", ",", "\n", "|", ":"]);
        let pairs = if prng.below(2) == 0 { m.sent() } else { m.sorted() };
        let values: Vec<String> = pairs.into_iter().map(|(_, value)| value).collect();
        signs(m, values.join(between), &[Joiner])
    }),
    ("a parameter signed twice", |m, prng| {
        let (name, value) = prng.pick(&m.sent()).clone();
        let twice = m
            .base()
            .replace(&format!("{name}={value}"), &format!("{name}={value}&{name}={value}"));
        signs(m, twice, &[DuplicateParameter])
    }),
    ("two values in each other's place", |m, _| {
        let base = m.base().replace(
            &format!("pageNum={}&pageSize={}", m.page, m.size),
            &format!("pageNum={}&pageSize={}", m.size, m.page),
        );
        signs(m, base, &[ValueDiffers])
    }),
    ("all of it in UTF-16", |m, _| {
        let digest = hmac(&utf16(&m.secret), &utf16(&m.base()));
        Some((m.url(), header(&digest), &[TextEncoding, SecretEncoding]))
    }),
    ("an encoded or decoded secret", |m, prng| {
        let secret = m.secret.as_bytes();
        let key = match prng.below(5) {
            0 => base64_padded(secret, STANDARD).into_bytes(),
            1 => to_hex(secret).into_bytes(),
            2 => utf16(&m.secret),
            3 => m.secret.to_lowercase().into_bytes(),
            _ => format!("{}:{}", m.key, m.secret).into_bytes(),
        };
        keyed(m, key, &[SecretEncoding])
    }),
    ("the secret signed along", |m, prng| {
        let name = *prng.pick(&["&secret=", "&", "", ":"]);
        signs(m, m.base() + name + &m.secret, &[SecretSigned])
    }),
    ("values encoded", |m, prng| {
        let m = Meant {
            user: format!("{}+/=", m.user),
            ..m.clone()
        };
        let user = match prng.below(3) {
            0 => encoded(&m.user),
            1 => encoded(&encoded(&m.user)),
            _ => encoded(&m.user)
                .replace("%2B", "%2b")
                .replace("%2F", "%2f")
                .replace("%3D", "%3d"),
        };
        let base = m.base().replace(&m.user, &user);
        signs(&m, base, &[EncodedValues, ValueDiffers])
    }),
    ("the letters of a boolean", |m, prng| {
        let other = *prng.pick(&["True", "False", "TRUE", "1", "0", "yes", "no", "true", "false"]);
        let base = m
            .base()
            .replace(&format!("isUpComing={}", m.upcoming), &format!("isUpComing={other}"));
        signs(m, base, &[IsUpComing])
    }),
];

/// How many mistakes of each kind were found, with their correct cause, and the kinds of the others.
fn found(seed: u64, of_each: usize) -> (usize, usize, Vec<String>) {
    let mut prng = Prng::seeded(seed);
    let (mut made, mut right) = (0, 0);
    let mut missed = Vec::new();
    for (what, kind) in KINDS.iter().chain(kinds::KINDS).chain(languages::KINDS) {
        for _ in 0..of_each {
            let meant = Meant::random(&mut prng);
            let Some((request, header, codes)) = kind(&meant, &mut prng) else {
                continue;
            };
            made += 1;
            let explanation = diagnosed(&request, &header, &meant.secret);
            let sure = explanation
                .findings
                .iter()
                .filter(|finding| finding.grade < Grade::Possible);
            let mut named = sure.flat_map(|finding| [&finding.what].into_iter().chain(&finding.alternatives));
            let is_sure = matches!(explanation.verdict, Verdict::Proved | Verdict::Certain);
            if is_sure && named.any(|note| codes.contains(&note.code)) {
                right += 1;
            } else {
                missed.push(format!("{what}: {:?} {header} {request}", explanation.verdict));
            }
        }
    }
    (made, right, missed)
}

#[test]
fn mistakes_made_up_by_chance_are_found() {
    let (made, right, missed) = found(51, 3);
    println!("{right} of {made}");
    assert!(right * 100 >= made * 99, "{right} of {made}: {missed:#?}");
}

/// `cargo test --release --features explain --test explain -- --ignored made_up`, with as many as the soak asks for.
#[test]
#[ignore = "takes minutes: the soak runs it"]
fn many_mistakes_made_up_by_chance_are_found() {
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(52);
    let (made, right, missed) = found(seed, 60);
    println!("{right} of {made}");
    for line in missed.iter().take(60) {
        println!("{line}");
    }
    assert!(right * 100 >= made * 99, "{right} of {made}");
}
