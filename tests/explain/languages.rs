//! Kinds of mistakes for `fresh.rs` that come from one language, tool or other API: dates, encodings, printed values,
//! constants that were signed and not sent, and derived keys.

use super::fresh::{Kind, Made, keyed, signs};
use super::wrong::{Meant, header, joined};
use super::*;

use FindingCode::*;

const OTHER_ENCODING: &[FindingCode] = &[HeaderEncoding, HeaderHex, HeaderStandardAlphabet];
const TIME: &[FindingCode] = &[TimestampFormat, TimestampUnit, TimestampDiffers];
const PRINTED: &[FindingCode] = &[Joiner, JsonSigned, ArtifactSigned];
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const DIGITS: &str = "0123456789";

fn digest(m: &Meant) -> [u8; 20] {
    m.mac(m.base().as_bytes())
}

/// The bits in groups of `width`, each as a character of the alphabet.
fn by_bits(bytes: &[u8], alphabet: &str, width: usize) -> String {
    let mut bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    while !bits.len().is_multiple_of(width) {
        bits.push('0');
    }
    let digits: Vec<char> = alphabet.chars().collect();
    let groups = (0..bits.len() / width).map(|group| &bits[group * width..(group + 1) * width]);
    groups
        .map(|group| digits[usize::from_str_radix(group, 2).unwrap()])
        .collect()
}

/// The bytes as one number, by long division.
fn in_base(bytes: &[u8], alphabet: &str) -> String {
    let digits: Vec<char> = alphabet.chars().collect();
    let mut rest = bytes.to_vec();
    let mut text = Vec::new();
    while rest.iter().any(|byte| *byte > 0) {
        let mut carry = 0;
        for byte in &mut rest {
            let value = carry * 256 + usize::from(*byte);
            *byte = u8::try_from(value / digits.len()).unwrap();
            carry = value % digits.len();
        }
        text.push(digits[carry]);
    }
    text.into_iter().rev().collect()
}

fn base85(bytes: &[u8], alphabet: &str) -> String {
    let groups = bytes
        .chunks(4)
        .map(|group| in_base(group, alphabet))
        .map(|text| format!("{text:0>5}"));
    groups.collect()
}

/// Seconds and milliseconds of the day, and year, month and day, counted from 1970 day by day.
fn date(millis: u64) -> ([u64; 3], [u64; 4]) {
    let (mut days, clock) = (millis / 86_400_000, millis % 86_400_000);
    let mut year = 1970;
    let length = |year: u64| if year.is_multiple_of(4) { 366 } else { 365 };
    while days >= length(year) {
        days -= length(year);
        year += 1;
    }
    let february = length(year) - 337;
    let mut month = 0;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let time = [clock / 3_600_000, clock / 60_000 % 60, clock / 1000 % 60, clock % 1000];
    ([year, month, days + 1], time)
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

fn name_of<'a>(names: &[&'a str], place: u64) -> &'a str {
    names[usize::try_from(place).unwrap() % names.len()]
}

fn replaced(m: &Meant, name: &str, value: &str) -> String {
    let change = |(own, old): (String, String)| {
        let value = if own == name { value.to_owned() } else { old };
        (own, value)
    };
    joined(&m.sorted().into_iter().map(change).collect::<Vec<_>>())
}

fn timed(m: &Meant, form: &str) -> Option<Made> {
    signs(m, replaced(m, "timestamp", form), TIME)
}

fn sent_as(m: &Meant, written: String, codes: &'static [FindingCode]) -> Option<Made> {
    (written != header(&digest(m))).then(|| (m.url(), written, codes))
}

fn each(m: &Meant, write: impl Fn(&str, &str) -> String, between: &str) -> String {
    let parts: Vec<String> = m.sorted().iter().map(|(name, value)| write(name, value)).collect();
    parts.join(between)
}

fn words(name: &str, between: &str) -> String {
    let mut text = String::new();
    for char in name.chars() {
        if char.is_uppercase() {
            text.push_str(between);
        }
        text.extend(char.to_lowercase());
    }
    text
}

/// HMAC-SHA256 of the dependency that the debugger uses, too: the chain around it is the test's own.
fn sha256(key: &[u8], message: &str) -> Vec<u8> {
    use ::hmac::{Hmac, KeyInit, Mac as _};
    let keyed = Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
    keyed.chain_update(message).finalize().into_bytes().to_vec()
}

pub(super) const KINDS: &[(&str, Kind)] = &[
    ("base64 with other characters", |m, prng| {
        let standard = base64_padded(&digest(m), STANDARD);
        let [first, second, padding] = *prng.pick(&[
            [".", "_", "-"],
            ["-", "~", "_"],
            ["*", "-", "_"],
            ["+", ",", ""],
            ["_", "-", ""],
            ["_", ":", ""],
            ["!", "-", ""],
        ]);
        let text = standard
            .trim_end_matches('=')
            .replace('+', "\u{1}")
            .replace('/', second);
        sent_as(m, text.replace('\u{1}', first) + padding, OTHER_ENCODING).filter(|(_, written, _)| {
            // Without these characters it is the correct signature, with padding.
            standard.contains(['+', '/']) && written.len() > 26
        })
    }),
    ("base64 in another order", |m, prng| {
        let alphabet = match prng.below(6) {
            0 => ["./", DIGITS, UPPER, LOWER].concat(),
            1 => ["./", UPPER, LOWER, DIGITS].concat(),
            2 => ["+-", DIGITS, UPPER, LOWER].concat(),
            3 => [DIGITS, LOWER, UPPER, "@_"].concat(),
            4 => ["-", DIGITS, UPPER, "_", LOWER].concat(),
            _ => [DIGITS, UPPER, LOWER, "-_"].concat(),
        };
        sent_as(m, by_bits(&digest(m), &alphabet, 6), OTHER_ENCODING)
    }),
    ("base32 of other alphabets", |m, prng| {
        let alphabet = *prng.pick(&["0123456789ABCDEFGHIJKLMNOPQRSTUV", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"]);
        let text = by_bits(&digest(m), alphabet, 5);
        let text = if prng.below(2) == 0 { text } else { text.to_lowercase() };
        sent_as(m, text, OTHER_ENCODING)
    }),
    ("base85 of ZeroMQ and of Python", |m, prng| {
        let alphabet = if prng.below(2) == 0 {
            [DIGITS, LOWER, UPPER, ".-:+=^!/*?&<>()[]{}@%$#"].concat()
        } else {
            [DIGITS, UPPER, LOWER, "!#$%&()*+-;<=>?@^_`{|}~"].concat()
        };
        sent_as(m, base85(&digest(m), &alphabet), OTHER_ENCODING)
    }),
    ("a number in base 36, 58 or 62", |m, prng| {
        let alphabet = match prng.below(4) {
            0 => [DIGITS, LOWER].concat(),
            1 => "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".to_owned(),
            2 => [DIGITS, UPPER, LOWER].concat(),
            _ => [DIGITS, LOWER, UPPER].concat(),
        };
        sent_as(m, in_base(&digest(m), &alphabet), OTHER_ENCODING)
    }),
    ("a date as the timestamp", |m, prng| {
        let (days, [year, month, day], [hour, minute, second, millis]) = {
            let (date, time) = date(m.timestamp);
            (m.timestamp / 86_400_000, date, time)
        };
        let (weekday, named) = (name_of(&WEEKDAYS, days), name_of(&MONTHS, month));
        let month = month + 1;
        let clock = format!("{hour:02}:{minute:02}:{second:02}");
        let form = match prng.below(12) {
            0 => format!("{weekday}, {day:02} {named} {year} {clock} GMT"),
            1 => format!("{weekday}, {day:02} {named} {year} {clock} +0000"),
            2 => format!("{weekday} {named} {day:02} {clock} UTC {year}"),
            3 => format!("{weekday} {named} {day:2} {clock} {year}"),
            4 => format!("{weekday} {named} {day:02} {year} {clock} GMT+0000 (Coordinated Universal Time)"),
            5 => format!("{year}-{month:02}-{day:02} {clock} +0000 UTC"),
            6 => format!("{day:02}.{month:02}.{year} {clock}"),
            7 => format!(
                "{month}/{day}/{year}, {}:{minute:02}:{second:02} {}",
                (hour + 11) % 12 + 1,
                if hour < 12 { "AM" } else { "PM" }
            ),
            8 => format!("{year}{month:02}{day:02}{hour:02}{minute:02}{second:02}"),
            9 => format!("{year}-{month:02}-{day:02}T{clock}.{millis:03}000+00:00"),
            10 => format!("{year}-{month:02}-{day:02}"),
            _ => format!("{year}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"),
        };
        timed(m, &form)
    }),
    ("a local date as the timestamp", |m, prng| {
        let hours = prng.between(-11, 13);
        let local = m.timestamp.checked_add_signed(hours * 3_600_000)?;
        let ([year, month, day], [hour, minute, second, millis]) = date(local);
        let weekday = name_of(&WEEKDAYS, local / 86_400_000);
        let named = name_of(&MONTHS, month);
        let month = month + 1;
        let sign = if hours < 0 { '-' } else { '+' };
        let zone = hours.abs();
        let clock = format!("{hour:02}:{minute:02}:{second:02}");
        let form = match prng.below(6) {
            0 => format!("{year}-{month:02}-{day:02}T{clock}{sign}{zone:02}:00"),
            1 => format!("{year}-{month:02}-{day:02} {clock}"),
            2 => format!("{year}-{month:02}-{day:02}T{clock}.{millis:03}"),
            3 => format!("{weekday}, {day:02} {named} {year} {clock} {sign}{zone:02}00"),
            4 => format!("{year}-{month:02}-{day:02} {clock} {sign}{zone:02}00"),
            _ => format!("{month:02}/{day:02}/{year} {clock}"),
        };
        timed(m, &form)
    }),
    ("a count since another year", |m, prng| {
        let millis = m.timestamp;
        let form = match prng.below(4) {
            0 => (millis * 10_000 + 621_355_968_000_000_000).to_string(),
            1 => (millis * 10_000 + 116_444_736_000_000_000).to_string(),
            2 => format!("/Date({millis})/"),
            _ => (millis / 60_000).to_string(),
        };
        timed(m, &form)
    }),
    ("a constant signed and not sent", |m, prng| {
        let (name, value) = *prng.pick(&[
            ("format", "json"),
            ("version", "1.0"),
            ("v", "1"),
            ("method", "GET"),
            ("signMethod", "HMAC-SHA1"),
            ("signature_method", "HMAC-SHA1"),
            ("oauth_version", "1.0"),
            ("nonce", ""),
            ("token", ""),
            ("lang", "en"),
            ("type", "meeting"),
            ("search", ""),
            ("api_key", "{key}"),
            ("access_token", "{key}"),
            ("app_id", "{key}"),
        ]);
        let value = value.replace("{key}", &m.key);
        let mut pairs = m.sorted();
        pairs.push((name.to_owned(), value));
        if prng.below(2) == 0 {
            pairs.sort();
        }
        signs(m, joined(&pairs), &[ParameterNotSent])
    }),
    ("all names in another style, in the old order or sorted", |m, prng| {
        let style = prng.below(4);
        let restyled = |(name, value): (String, String)| {
            let name = match style {
                0 => words(&name, "_"),
                1 => words(&name, "_").to_uppercase(),
                2 => words(&name, "."),
                _ => name.to_uppercase(),
            };
            (name, value)
        };
        let mut pairs: Vec<_> = m.sorted().into_iter().map(restyled).collect();
        if prng.below(2) == 0 {
            pairs.sort();
        }
        signs(m, joined(&pairs), &[NameDiffers])
    }),
    ("XML", |m, prng| {
        let fields = each(m, |name, value| format!("<{name}>{value}</{name}>"), "");
        let root = *prng.pick(&["xml", "request", "root", "params", ""]);
        let text = if root.is_empty() {
            fields
        } else {
            format!("<{root}>{fields}</{root}>")
        };
        signs(m, text, PRINTED)
    }),
    ("names first, then values", |m, prng| {
        let between = *prng.pick(&["", ",", "&", "|", "\t"]);
        let middle = *prng.pick(&["", "\n", "&"]);
        let (names, values): (Vec<_>, Vec<_>) = m.sorted().into_iter().unzip();
        signs(
            m,
            names.join(between) + middle + &values.join(between),
            &[Joiner, ParameterNotSigned],
        )
    }),
    ("values printed without names", |m, prng| {
        let text = match prng.below(3) {
            0 => format!("[{}]", each(m, |_, value| format!("\"{value}\""), ",")),
            1 => format!("['{}']", each(m, |_, value| value.to_owned(), "', '")),
            _ => each(m, |_, value| value.to_owned(), "\n") + "\n",
        };
        signs(m, text, &[Joiner, JsonSigned, ParameterNotSigned])
    }),
    ("printed by Go, Python, Scala, JavaScript, C# or SQL", |m, prng| {
        let text = match prng.below(9) {
            0 => format!(
                "map[string]string{{{}}}",
                each(m, |name, value| format!("\"{name}\":\"{value}\""), ", ")
            ),
            1 => format!(
                "OrderedDict([{}])",
                each(m, |name, value| format!("('{name}', '{value}')"), ", ")
            ),
            2 => format!("Map({})", each(m, |name, value| format!("{name} -> {value}"), ", ")),
            3 => format!(
                "URLSearchParams {{ {} }}",
                each(m, |name, value| format!("'{name}' => '{value}'"), ", ")
            ),
            4 => each(m, |name, value| format!("[{name}, {value}]"), ", "),
            5 => each(m, |name, value| format!("{name}='{value}'"), " AND "),
            6 => format!(
                "{{\"params\":{{{}}}}}",
                each(m, |name, value| format!("\"{name}\":\"{value}\""), ",")
            ),
            7 => each(m, |name, value| format!("{name}=b'{value}'"), "&"),
            _ => each(m, |name, value| format!("params[{name}]={value}"), "&"),
        };
        signs(m, text, PRINTED)
    }),
    ("the base string in base64, in lines", |m, prng| {
        let text = base64_padded(m.base().as_bytes(), STANDARD);
        let (width, end) = *prng.pick(&[(76, "\n"), (76, "\r\n"), (64, "\n")]);
        let lines: Vec<&str> = text
            .as_bytes()
            .chunks(width)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect();
        signs(m, lines.join(end), &[TextEncoding])
    }),
    ("JSON in base64, or in a token", |m, prng| {
        let json = format!("{{{}}}", each(m, |name, value| format!("\"{name}\":\"{value}\""), ","));
        let text = match prng.below(3) {
            0 => base64_padded(json.as_bytes(), STANDARD),
            1 => base64(json.as_bytes(), URL_SAFE),
            _ => format!(
                "{}.{}",
                base64(b"{\"alg\":\"HS1\",\"typ\":\"JWT\"}", URL_SAFE),
                base64(json.as_bytes(), URL_SAFE)
            ),
        };
        signs(m, text, &[JsonSigned, TextEncoding])
    }),
    ("the base string without one of its characters", |m, prng| {
        let mut base = m.base();
        base.remove(prng.below(base.len()));
        let codes = &[
            TextEncoding,
            ValueDiffers,
            NameDiffers,
            Joiner,
            TimestampDiffers,
            PageSize,
            PageNum,
            IsUpComing,
            EmptyParameter,
        ];
        signs(m, base, codes)
    }),
    ("a mistyped userId", |m, prng| {
        let mut chars: Vec<char> = m.user.chars().collect();
        let place = prng.below(22);
        chars[place] = if chars[place] == 'x' { 'y' } else { 'x' };
        signs(m, replaced(m, "userId", &String::from_iter(chars)), &[ValueDiffers])
    }),
    ("Amazon's derived key", |m, prng| {
        let ([year, month, day], _) = date(m.timestamp);
        let day = format!("{year}{:02}{day:02}", month + 1);
        let of_date = sha256(format!("AWS4{}", m.secret).as_bytes(), &day);
        let key = match prng.below(2) {
            0 => of_date,
            _ => {
                let of_region = sha256(&of_date, prng.pick::<&str>(&["us-east-1", "eu-west-1"]));
                sha256(&sha256(&of_region, "execute-api"), "aws4_request")
            }
        };
        keyed(m, key, &[SecretEncoding])
    }),
    ("a key that PowerShell or .NET encoded", |m, prng| {
        let secret = &m.secret;
        let key = match prng.below(3) {
            0 => base64_padded(
                &secret.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
                STANDARD,
            ),
            1 => {
                let pairs: Vec<String> = secret.bytes().map(|byte| format!("{byte:02X}")).collect();
                pairs.join("-")
            }
            _ => secret[..1].to_uppercase() + &secret[1..],
        };
        keyed(m, key, &[SecretEncoding])
    }),
    ("a template of an automation tool as the secret", |m, prng| {
        let name = *prng.pick(&["secret", "lti_secret", "zoomSecret", "LTI_SECRET"]);
        let (before, after) = *prng.pick(&[
            ("{{$json.", "}}"),
            ("={{ $json.", " }}"),
            ("{{bundle.authData.", "}}"),
            ("pm.environment.get('", "')"),
            ("getenv('", "')"),
            ("System.getenv(\"", "\")"),
            ("$_ENV['", "']"),
        ]);
        keyed(m, format!("{before}{name}{after}"), &[SecretPlaceholder])
    }),
    ("the secret signed under the key", |m, _| {
        let signed = header(&wrong::hmac(m.key.as_bytes(), m.secret.as_bytes()));
        Some((m.url(), signed, &[KeyAsSecret, SecretSigned, ArgumentsSwapped]))
    }),
    ("a JSON Web Token in the header", |m, _| {
        let token = format!(
            "{}.{}.{}",
            base64(b"{\"alg\":\"HS1\"}", URL_SAFE),
            base64(b"{}", URL_SAFE),
            header(&digest(m))
        );
        sent_as(m, token, &[HeaderPrefixed])
    }),
];
