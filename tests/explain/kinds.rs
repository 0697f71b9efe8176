//! More kinds of mistakes for `fresh.rs`: headers in other encodings, other names and values, printed objects, and
//! schemes of other services.

use super::encoders::{ascii85, base32, binary, decimal, signed_decimal, uuencoded};
use super::fresh::{Kind, Made, keyed, signs};
use super::wrong::{Meant, encoded, header, hmac, joined, url_of, utf16};
use super::*;

use FindingCode::*;

const OTHER_ENCODING: &[FindingCode] = &[HeaderEncoding, HeaderArtifact, HeaderHex, HeaderPercentEncoded];
const DAMAGED: &[FindingCode] = &[HeaderCorrupted, HeaderPrefixed, HeaderPadded, HeaderHex];
const RENAMED: &[FindingCode] = &[NameDiffers, MisspeltParameter, MissingParameter];
const VALUE: &[FindingCode] = &[ValueDiffers, IsUpComing, PageNum, PageSize, UserId, InvisibleCharacter];
const TIME: &[FindingCode] = &[TimestampFormat, TimestampSeconds, TimestampUnit, TimestampDiffers];
const PRINTED: &[FindingCode] = &[Joiner, JsonSigned, ArtifactSigned];
const SCHEME: &[FindingCode] = &[UrlInBaseString, ParameterNotSigned, Oauth1BaseString];

/// Other names for each parameter, as other APIs and programmers write them.
const NAMES: &[(&str, &[&str])] = &[
    (
        "userId",
        &[
            "userID", "user_id", "UserId", "uid", "user", "user-id", "USER_ID", "hostId", "id",
        ],
    ),
    (
        "pageNum",
        &[
            "pageNumber",
            "page_number",
            "page",
            "pageNo",
            "page_num",
            "PageNum",
            "pageIndex",
            "page-num",
        ],
    ),
    (
        "pageSize",
        &[
            "page_size",
            "size",
            "limit",
            "pagesize",
            "per_page",
            "perPage",
            "PAGE_SIZE",
            "count",
        ],
    ),
    (
        "isUpComing",
        &[
            "isUpcoming",
            "is_up_coming",
            "is_upcoming",
            "upcoming",
            "IsUpComing",
            "isUpComming",
        ],
    ),
    (
        "key",
        &["apiKey", "api_key", "ltiKey", "clientId", "client_id", "Key", "KEY"],
    ),
    ("timestamp", &["timeStamp", "time_stamp", "ts", "Timestamp", "time"]),
];

fn digest(m: &Meant) -> [u8; 20] {
    m.mac(m.base().as_bytes())
}

fn sent_as(m: &Meant, written: String, codes: &'static [FindingCode]) -> Option<Made> {
    (written != header(&digest(m))).then(|| (m.url(), written, codes))
}

fn replaced(m: &Meant, name: &str, value: &str) -> String {
    let pairs = m.sorted().into_iter();
    let change = |(own, old): (String, String)| {
        if own == name {
            (own, value.to_owned())
        } else {
            (own, old)
        }
    };
    joined(&pairs.map(change).collect::<Vec<_>>())
}

fn other_name(prng: &mut Prng) -> (&'static str, &'static str) {
    let (name, others) = *prng.pick(NAMES);
    (name, *prng.pick(others))
}

fn renamed(mut pairs: Vec<(String, String)>, name: &str, other: &str) -> Vec<(String, String)> {
    for (own, _) in pairs.iter_mut().filter(|(own, _)| own == name) {
        *own = other.to_owned();
    }
    pairs
}

pub(super) const KINDS: &[(&str, Kind)] = &[
    ("a header in base32, base85, binary or uuencoded", |m, prng| {
        let digest = digest(m);
        let written = match prng.below(6) {
            0 => base32(&digest),
            1 => base32(&digest).to_lowercase(),
            2 => ascii85(&digest),
            3 => format!("<~{}~>", ascii85(&digest)),
            4 => binary(&digest),
            _ => uuencoded(&digest),
        };
        sent_as(m, written, OTHER_ENCODING)
    }),
    ("a header that shows the digest as a number", |m, prng| {
        let digest = digest(m);
        let written = if prng.below(2) == 0 {
            decimal(&digest)
        } else {
            signed_decimal(&digest)
        };
        sent_as(m, written, OTHER_ENCODING)
    }),
    ("a header that lists the bytes", |m, prng| {
        let digest = digest(m);
        let listed = |write: &dyn Fn(u8) -> String, between: &str| digest.map(write).join(between);
        let plain = |byte: u8| byte.to_string();
        let signed = |byte: u8| i8::from_le_bytes([byte]).to_string();
        let hex = |byte: u8| format!("0x{byte:02x}");
        let written = match prng.below(9) {
            0 => format!("[{}]", listed(&plain, ", ")),
            1 => listed(&plain, " "),
            2 => format!("[{}]", listed(&signed, ", ")),
            3 => format!("Uint8Array(20) [{}]", listed(&plain, ", ")),
            4 => format!("{{\"type\":\"Buffer\",\"data\":[{}]}}", listed(&plain, ",")),
            5 => listed(&hex, ", "),
            6 => format!("{{{}}}", listed(&hex, ", ")),
            7 => listed(&|byte| format!("\\x{byte:02x}"), ""),
            _ => listed(&|byte| format!("{byte:x}"), ":"),
        };
        sent_as(m, written, OTHER_ENCODING)
    }),
    ("a header in reverse order", |m, prng| {
        let mut digest = digest(m);
        let written = match prng.below(4) {
            0 => {
                digest.reverse();
                header(&digest)
            }
            1 => {
                digest.chunks_mut(4).for_each(<[u8]>::reverse);
                header(&digest)
            }
            2 => {
                digest.reverse();
                to_hex(&digest)
            }
            _ => header(&digest).chars().rev().collect(),
        };
        sent_as(m, written, OTHER_ENCODING)
    }),
    ("hexadecimal digits that lack zeros, or with marks", |m, prng| {
        let digest = digest(m);
        let hex = to_hex(&digest);
        let written = match prng.below(5) {
            0 => digest.map(|byte| format!("{byte:x}")).concat(),
            1 => format!("0x{hex}"),
            2 => to_hex(hex.as_bytes()),
            3 => to_hex(base64_padded(&digest, STANDARD).as_bytes()),
            _ => digest.map(|byte| format!("%{byte:02X}")).concat(),
        };
        sent_as(m, written, OTHER_ENCODING)
    }),
    ("base64 three times", |m, _| {
        let once = base64_padded(&digest(m), STANDARD);
        let twice = base64_padded(once.as_bytes(), STANDARD);
        sent_as(m, base64_padded(twice.as_bytes(), STANDARD), &[HeaderBase64Twice])
    }),
    ("a word or mark before or after the signature", |m, prng| {
        let starts = [
            "Bearer ",
            "sha1=",
            "hmac ",
            "HMAC-SHA1 ",
            "Signature ",
            "v0=",
            "t=1,v1=",
            "{SHA}",
            "=",
            ":",
            "LTI ",
            "SharedKey abc:",
            "algorithm=hmac-sha1,signature=",
        ];
        let ends = ["", ",", ";", ".", "\\n", ")", "}", "1", ":sha1", "\"", "'"];
        let start = if prng.below(2) == 0 { *prng.pick(&starts) } else { "" };
        let end = *prng.pick(&ends);
        sent_as(m, format!("{start}{}{end}", header(&digest(m))), DAMAGED)
    }),
    ("a typing mistake in the signature", |m, prng| {
        let mut chars: Vec<char> = header(&digest(m)).chars().collect();
        let place = 1 + prng.below(24);
        match prng.below(3) {
            0 => chars[place] = if chars[place] == 'x' { 'y' } else { 'x' },
            1 => chars.swap(place, place + 1),
            _ => {
                chars.remove(place);
            }
        }
        sent_as(m, String::from_iter(chars), DAMAGED)
    }),
    ("characters of the signature removed or exchanged", |m, prng| {
        let right = header(&digest(m));
        let written = match prng.below(3) {
            0 => right.replace(['-', '_'], ""),
            1 => right.replace('-', "~").replace('_', "-").replace('~', "_"),
            _ => right.replace('-', ".").replace('_', "-"),
        };
        sent_as(
            m,
            written,
            &[HeaderCorrupted, HeaderStandardAlphabet, HeaderUnknown, HeaderEncoding],
        )
    }),
    ("hexadecimal digits cut", |m, prng| {
        let length = *prng.pick(&[16, 20, 32, 39]);
        sent_as(m, to_hex(&digest(m))[..length].to_owned(), DAMAGED)
    }),
    ("signed under another name, in the old place or sorted", |m, prng| {
        let (name, other) = other_name(prng);
        let mut pairs = renamed(m.sorted(), name, other);
        if prng.below(2) == 0 {
            pairs.sort();
        }
        signs(m, joined(&pairs), RENAMED)
    }),
    ("sent under another name", |m, prng| {
        let (name, other) = other_name(prng);
        Some((url_of(&renamed(m.sent(), name, other)), header(&digest(m)), RENAMED))
    }),
    ("a value in other case, cut or encoded", |m, prng| {
        let (name, value) = if prng.below(2) == 0 {
            ("userId", &m.user)
        } else {
            ("key", &m.key)
        };
        let other = match prng.below(6) {
            0 => value.to_lowercase(),
            1 => value.to_uppercase(),
            2 => value[..value.len() - 1 - prng.below(4)].to_owned(),
            3 => value[1 + prng.below(4)..].to_owned(),
            4 => base64_padded(value.as_bytes(), STANDARD),
            _ => to_hex(value.as_bytes()),
        };
        signs(m, replaced(m, name, &other), VALUE)
    }),
    ("a boolean or number of another language", |m, prng| {
        let base = match prng.below(3) {
            0 => replaced(
                m,
                "isUpComing",
                prng.pick::<&str>(&["on", "off", "Y", "N", "t", "$true", ":true", "Yes", "\"true\""]),
            ),
            1 => replaced(
                m,
                "pageNum",
                &format!(
                    "{}{}",
                    m.page,
                    prng.pick(&[".0", ".00", "L", ".", ",0", "n", ".000000"])
                ),
            ),
            _ => replaced(
                m,
                "pageSize",
                &format!("{}{}", prng.pick(&["0", "00", "+", "-"]), m.size),
            ),
        };
        signs(m, base, VALUE)
    }),
    (
        "a timestamp with a suffix, as a float or in exponential form",
        |m, prng| {
            let time = m.timestamp;
            let float = format!("{}.{:03}", time / 1000, time % 1000);
            let digits = time.to_string();
            let form = match prng.below(8) {
                0 => format!("{time}L"),
                1 => format!("{time}n"),
                2 => format!("{time}.000000"),
                3 => format!("{float}000"),
                4 => float.trim_end_matches('0').to_owned(),
                5 => format!("{}.{}e+12", &digits[..1], digits[1..].trim_end_matches('0')),
                6 => format!("{}.{}E12", &digits[..1], digits[1..].trim_end_matches('0')),
                _ => format!("{}.{:02}E+12", time / 1_000_000_000_000, (time / 10_000_000_000) % 100),
            };
            // A cut number is not a rounded one.
            let is_rounded = form.ends_with("E+12") && (time / 1_000_000_000) % 10 >= 5;
            signs(m, replaced(m, "timestamp", &form), TIME).filter(|_| !is_rounded)
        },
    ),
    ("a timestamp with separators", |m, prng| {
        let digits = m.timestamp.to_string();
        let between = *prng.pick(&[",", ".", " ", "'", "’", "\u{202f}"]);
        let grouped = [
            &digits[..1],
            &digits[1..4],
            &digits[4..7],
            &digits[7..10],
            &digits[10..],
        ]
        .join(between);
        signs(m, replaced(m, "timestamp", &grouped), TIME)
    }),
    ("text around each value", |m, prng| {
        let (before, after) = *prng.pick(&[("\"", "\""), ("'", "'"), ("[", "]"), ("['", "']"), ("", " "), (" ", "")]);
        let wrapped = |(name, value): (String, String)| (name, format!("{before}{value}{after}"));
        let pairs: Vec<_> = m.sorted().into_iter().map(wrapped).collect();
        signs(m, joined(&pairs), &[Joiner, InvisibleCharacter])
    }),
    ("a printed map or list", |m, prng| {
        let pairs = if prng.below(2) == 0 { m.sorted() } else { m.sent() };
        let all = |write: &dyn Fn(&str, &str) -> String, between: &str| {
            let parts: Vec<String> = pairs.iter().map(|(name, value)| write(name, value)).collect();
            parts.join(between)
        };
        let text = match prng.below(12) {
            0 => format!("map[{}]", all(&|name, value| format!("{name}:{value}"), " ")),
            1 => format!("map[{}]", all(&|name, value| format!("{name}:[{value}]"), " ")),
            2 => format!("{{{}}}", all(&|name, value| format!("\"{name}\"=>\"{value}\""), ", ")),
            3 => format!("{{{}}}", all(&|name, value| format!(":{name}=>\"{value}\""), ", ")),
            4 => format!("{{{}}}", all(&|name, value| format!("{name}={value}"), ", ")),
            5 => format!(
                "Array\n(\n{})\n",
                all(&|name, value| format!("    [{name}] => {value}\n"), "")
            ),
            6 => format!(
                "array (\n{})",
                all(&|name, value| format!("  '{name}' => '{value}',\n"), "")
            ),
            7 => all(&|name, value| format!("{name},{value}"), ","),
            8 => format!("[{}]", all(&|name, value| format!("[\"{name}\",\"{value}\"]"), ",")),
            9 => format!("[{}]", all(&|name, value| format!("'{name}={value}'"), ", ")),
            10 => format!("[{}]", all(&|name, value| format!("('{name}', '{value}')"), ", ")),
            _ => format!("@{{{}}}", all(&|name, value| format!("{name}={value}"), "; ")),
        };
        signs(m, text, PRINTED)
    }),
    ("JSON in several spacings, with some values typed", |m, prng| {
        let pairs = if prng.below(2) == 0 { m.sorted() } else { m.sent() };
        let (booleans, numbers) = (prng.below(2) == 0, prng.below(2) == 0);
        let (open, colon, comma, close) = *prng.pick(&[
            ("{", ":", ",", "}"),
            ("{", ": ", ", ", "}"),
            ("{", ":", ", ", "}"),
            ("{ ", ": ", ", ", " }"),
            ("{\n  ", ": ", ",\n  ", "\n}"),
            ("{\n\t", ": ", ",\n\t", "\n}"),
            ("{\r\n  ", ": ", ",\r\n  ", "\r\n}"),
        ]);
        let member = |(name, value): &(String, String)| {
            let is_bare = (booleans && name == "isUpComing") || (numbers && name.starts_with("page"));
            let quote = if is_bare { "" } else { "\"" };
            format!("\"{name}\"{colon}{quote}{value}{quote}")
        };
        let members: Vec<String> = pairs.iter().map(member).collect();
        signs(m, format!("{open}{}{close}", members.join(comma)), PRINTED)
    }),
    ("other characters between names, values and parameters", |m, prng| {
        let equals = *prng.pick(&["=", ":", ": ", " = ", "=>", ".", "-", "_", "\t", ""]);
        let between = *prng.pick(&["&", ",", "\n", "\t", "||", "&&", "/", ".", "-", "_", ";", "\\n"]);
        let parts: Vec<String> = m
            .sorted()
            .iter()
            .map(|(name, value)| format!("{name}{equals}{value}"))
            .collect();
        signs(m, parts.join(between), &[Joiner])
    }),
    ("names alone", |m, prng| {
        let names: Vec<String> = m.sorted().into_iter().map(|(name, _)| name).collect();
        signs(m, names.join(*prng.pick(&["&", "", ",", "\n"])), &[Joiner])
    }),
    ("a mark or word at an end of the base string", |m, prng| {
        let (base, mark) = (
            m.base(),
            *prng.pick(&["?", "#", "/", ";", ",", ".", "|", "*", "\u{1a}", "$", "/?", "&&"]),
        );
        let word = *prng.pick(&["query=", "data=", "params=", "GET ", "message="]);
        let text = match prng.below(3) {
            0 => base + mark,
            1 => mark.to_owned() + &base,
            _ => word.to_owned() + &base,
        };
        signs(m, text, &[Joiner, UrlInBaseString, LineEnd])
    }),
    ("an & in quotes or as another entity", |m, prng| {
        let escaped = *prng.pick(&["&#38;", "&#x26;", "&amp;amp;", "'&'", "`&", "\\&", "^&", "%2526"]);
        signs(m, m.base().replace('&', escaped), &[EscapedSeparator])
    }),
    ("quotes that echo prints in cmd.exe", |m, prng| {
        let end = *prng.pick(&[" \r\n", "\r\n", "\n", " "]);
        signs(m, format!("\"{}\"{end}", m.base()), &[InvisibleCharacter, LineEnd])
    }),
    ("a part of the path, or the request line", |m, prng| {
        let slashes: Vec<usize> = PATH.match_indices('/').map(|(place, _)| place).collect();
        let part = &PATH[*prng.pick(&slashes)..];
        let text = match prng.below(4) {
            0 => format!("{part}?{}", m.base()),
            1 => format!("{}?{}", &part[1..], m.base()),
            2 => format!("GET {PATH}?{} HTTP/1.1", query_of(&m.url())),
            _ => encoded(&format!("{ENDPOINT}?{}", m.base())),
        };
        signs(m, text, SCHEME)
    }),
    ("OAuth 1's base string with another method", |m, prng| {
        let method = *prng.pick(&["get", "POST", "Get"]);
        signs(
            m,
            format!("{method}&{}&{}", encoded(ENDPOINT), encoded(&m.base())),
            SCHEME,
        )
    }),
    ("a parameter once more at the end", |m, prng| {
        let (name, value) = prng
            .pick(&[("key", m.key.clone()), ("timestamp", m.timestamp.to_string())])
            .clone();
        signs(m, format!("{}&{name}={value}", m.base()), &[DuplicateParameter])
    }),
    ("the base string in another character encoding", |m, prng| {
        let base = m.base();
        let message = match prng.below(4) {
            0 => utf16(&base)
                .chunks(2)
                .flat_map(|unit| [unit, &[0, 0]].concat())
                .collect(),
            1 => to_hex(base.as_bytes()).to_uppercase().into_bytes(),
            2 => (base64_padded(base.as_bytes(), STANDARD) + "\n").into_bytes(),
            _ => utf16(&base)
                .chunks(2)
                .flat_map(|unit| [unit[1], unit[0]])
                .collect::<Vec<u8>>(),
        };
        signs(m, message, &[TextEncoding])
    }),
    ("the secret with a word, a mark or another value", |m, prng| {
        let secret = &m.secret;
        let key = match prng.below(8) {
            0 => format!("b'{secret}'"),
            1 => format!("['{secret}']"),
            2 => format!("export LTI_SECRET={secret}"),
            3 => format!("{secret}{}", prng.pick(&["%", "$", "#", "=", "|", "\0", "!"])),
            4 => format!("{}{secret}", prng.pick(&["AWS4", "Bearer ", "base64:"])),
            5 => format!("{}{secret}", m.timestamp),
            6 => format!("{secret}{}{}", prng.pick(&["&", ",", "|", ""]), m.user),
            _ => format!("{},{secret}", m.key),
        };
        keyed(m, key, &[SecretBlank, SecretEncoding])
    }),
    ("a key derived from the secret", |m, prng| {
        let (secret, time) = (m.secret.as_bytes(), m.timestamp.to_string());
        let key = match prng.below(4) {
            0 => hmac(secret, time.as_bytes()).to_vec(),
            1 => hmac(secret, m.key.as_bytes()).to_vec(),
            2 => hmac(m.key.as_bytes(), secret).to_vec(),
            _ => to_hex(&hmac(secret, time.as_bytes())).into_bytes(),
        };
        keyed(m, key, &[SecretEncoding])
    }),
    ("the secret encoded twice, in base32 or with a line feed", |m, prng| {
        let secret = m.secret.as_bytes();
        let key = match prng.below(4) {
            0 => base64_padded(base64_padded(secret, STANDARD).as_bytes(), STANDARD),
            1 => base64_padded(format!("{}\n", m.secret).as_bytes(), STANDARD),
            2 => base32(secret),
            _ => to_hex(secret).to_uppercase(),
        };
        keyed(m, key, &[SecretEncoding])
    }),
    ("the HMAC hashed or signed again", |m, prng| {
        use sha1::Digest as _;
        let digest = digest(m);
        let hex = to_hex(&digest);
        let again = match prng.below(4) {
            0 => m.mac(&digest),
            1 => m.mac(hex.as_bytes()),
            2 => sha1::Sha1::digest(digest).into(),
            _ => sha1::Sha1::digest(hex.as_bytes()).into(),
        };
        sent_as(m, header(&again), &[PlainHash])
    }),
];
