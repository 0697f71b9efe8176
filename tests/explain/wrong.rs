//! Programs that sign wrongly, as people write them. They share no code with the debugger that recognizes them.

use super::*;
use common::encoding::{STANDARD, base64_padded};
use zoom_lti_pro::signature::SigningKey;

/// The request that the program should send.
#[derive(Clone)]
pub(crate) struct Meant {
    pub(crate) key: String,
    pub(crate) secret: String,
    pub(crate) timestamp: u64,
    pub(crate) user: String,
    pub(crate) upcoming: &'static str,
    pub(crate) page: String,
    pub(crate) size: String,
}

impl Meant {
    pub(crate) fn random(prng: &mut Prng) -> Self {
        let id: Vec<char> = ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .chain(['-', '_'])
            .collect();
        let user = prng.text(&id, 22);
        let secret_length = 16 + prng.below(32);
        Self {
            key: prng.text(&id, 22),
            secret: prng.text(&id, secret_length),
            timestamp: 1_600_000_000_000 + prng.next() % 300_000_000_000,
            // Some IDs end in `==`, as the article's do.
            user: if prng.below(4) == 0 { format!("{user}==") } else { user },
            upcoming: if prng.below(2) == 0 { "true" } else { "false" },
            page: (2 + prng.below(8)).to_string(),
            size: (1 + prng.below(998)).to_string(),
        }
    }

    /// In the order of the article's example URL.
    pub(crate) fn sent(&self) -> Vec<(String, String)> {
        let timestamp = self.timestamp.to_string();
        let pairs: [(&str, &str); 6] = [
            ("key", &self.key),
            ("timestamp", &timestamp),
            ("isUpComing", self.upcoming),
            ("pageNum", &self.page),
            ("pageSize", &self.size),
            ("userId", &self.user),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    pub(crate) fn sorted(&self) -> Vec<(String, String)> {
        let mut pairs = self.sent();
        pairs.sort();
        pairs
    }

    pub(crate) fn base(&self) -> String {
        joined(&self.sorted())
    }

    pub(crate) fn url(&self) -> String {
        url_of(&self.sent())
    }

    pub(crate) fn mac(&self, message: &[u8]) -> [u8; 20] {
        hmac(self.secret.as_bytes(), message)
    }
}

pub(crate) fn url_of(pairs: &[(String, String)]) -> String {
    let parts: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    format!("{ENDPOINT}?{}", parts.join("&"))
}

/// As `encodeURIComponent` does.
pub(crate) fn encoded(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    text.bytes()
        .map(|byte| {
            if kept(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

pub(crate) fn joined(pairs: &[(String, String)]) -> String {
    let parts: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    parts.join("&")
}

pub(crate) fn hmac(key: &[u8], message: &[u8]) -> [u8; 20] {
    *SigningKey::new(key).mac(message).as_bytes()
}

pub(crate) fn header(digest: &[u8]) -> String {
    base64(digest, URL_SAFE)
}

pub(crate) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The parameters as a program prints them.
pub(crate) fn printed(m: &Meant, quote: &str, colon: &str, comma: &str) -> String {
    let part = |(name, value): &(String, String)| format!("{quote}{name}{quote}{colon}{quote}{value}{quote}");
    let parts: Vec<String> = m.sent().iter().map(part).collect();
    parts.join(comma)
}

/// What a wrong program sends: request, header, and the code of its mistake.
pub(crate) struct Wrong {
    pub(crate) request: String,
    pub(crate) header: String,
    pub(crate) code: FindingCode,
}

type Program = fn(&Meant) -> (String, String, FindingCode);

pub(crate) fn run(program: Program, meant: &Meant) -> Wrong {
    let (request, header, code) = program(meant);
    Wrong { request, header, code }
}

/// Signs a message other than the base string.
fn signs(meant: &Meant, message: impl AsRef<[u8]>, code: FindingCode) -> (String, String, FindingCode) {
    (meant.url(), header(&meant.mac(message.as_ref())), code)
}

/// Signs with a key other than the secret.
fn keyed(meant: &Meant, key: impl AsRef<[u8]>, code: FindingCode) -> (String, String, FindingCode) {
    (meant.url(), header(&hmac(key.as_ref(), meant.base().as_bytes())), code)
}

fn spelt(meant: &Meant, write: impl Fn(&[u8; 20]) -> String, code: FindingCode) -> (String, String, FindingCode) {
    (meant.url(), write(&meant.mac(meant.base().as_bytes())), code)
}

/// Signs the base string with one parameter changed.
fn changed(meant: &Meant, name: &str, value: &str) -> String {
    let pairs = meant.sorted().into_iter();
    let pairs: Vec<_> = pairs
        .map(|(own, old)| {
            if own == name {
                (own, value.to_owned())
            } else {
                (own, old)
            }
        })
        .collect();
    joined(&pairs)
}

fn without(meant: &Meant, name: &str) -> String {
    let pairs: Vec<_> = meant.sorted().into_iter().filter(|(own, _)| own != name).collect();
    joined(&pairs)
}

fn capital(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}

/// Each wrong program, with the code of its mistake.
pub(crate) const PROGRAMS: &[Program] = {
    use FindingCode::*;
    &[
        |m| signs(m, joined(&m.sent()), ParameterOrder),
        |m| {
            let mut p = m.sorted();
            p.reverse();
            signs(m, joined(&p), ParameterOrder)
        },
        |m| {
            let mut p = m.sorted();
            p.swap(0, 3);
            p.swap(1, 5);
            signs(m, joined(&p), ParameterOrder)
        },
        |m| signs(m, without(m, "userId"), ParameterNotSigned),
        |m| signs(m, without(m, "pageNum"), ParameterNotSigned),
        |m| {
            signs(
                m,
                format!("key={}&timestamp={}", m.key, m.timestamp),
                ParameterNotSigned,
            )
        },
        |m| {
            let url = url_of(
                &m.sent()
                    .into_iter()
                    .filter(|(name, _)| name != "userId")
                    .collect::<Vec<_>>(),
            );
            let curl = format!(
                "curl -X GET '{url}' -d '{{\"userId\": \"{}\"}}' -H 'Accept: */*'",
                m.user
            );
            (curl, header(&m.mac(m.base().as_bytes())), ParameterNotSent)
        },
        |m| {
            let mut p = m.sent();
            p.push(("_".into(), "1700000000000".into()));
            (url_of(&p), header(&m.mac(m.base().as_bytes())), ToolParameter)
        },
        |m| {
            let mut p = m.sent();
            p.push(("utm_source".into(), "mail".into()));
            p.push(("lti_scid".into(), "abc".into()));
            (url_of(&p), header(&m.mac(m.base().as_bytes())), ToolParameter)
        },
        |m| {
            let mut p = m.sent();
            p.push(("pageNum".into(), m.page.clone()));
            (url_of(&p), header(&m.mac(m.base().as_bytes())), DuplicateParameter)
        },
        |m| {
            let mut p = m.sent();
            p.push(("cursor".into(), String::new()));
            (url_of(&p), header(&m.mac(m.base().as_bytes())), EmptyParameter)
        },
        |m| {
            signs(
                m,
                changed(m, "timestamp", &(m.timestamp + 7).to_string()),
                TimestampDiffers,
            )
        },
        |m| {
            signs(
                m,
                changed(m, "timestamp", &(m.timestamp - 59_321).to_string()),
                TimestampDiffers,
            )
        },
        |m| {
            signs(
                m,
                changed(m, "timestamp", &(m.timestamp / 1000).to_string()),
                TimestampSeconds,
            )
        },
        |m| {
            signs(
                m,
                changed(m, "timestamp", &(m.timestamp * 1000).to_string()),
                TimestampUnit,
            )
        },
        |m| {
            signs(
                m,
                changed(m, "timestamp", &format!("{}.0", m.timestamp)),
                TimestampFormat,
            )
        },
        |m| {
            signs(
                m,
                changed(m, "timestamp", &(m.timestamp + 7_200_000).to_string()),
                TimestampZone,
            )
        },
        |m| {
            let user = format!("{}+/ =", m.user);
            let m = Meant {
                user: user.clone(),
                ..m.clone()
            };
            signs(&m, changed(&m, "userId", &encoded(&user)), EncodedValues)
        },
        |m| {
            let user = format!("{}+/=", m.user);
            let m = Meant {
                user: user.clone(),
                ..m.clone()
            };
            let lower = encoded(&user)
                .replace("%2B", "%2b")
                .replace("%2F", "%2f")
                .replace("%3D", "%3d");
            signs(&m, changed(&m, "userId", &lower), EncodedValues)
        },
        |m| {
            let user = format!("{}+/=", m.user);
            let m = Meant {
                user: user.clone(),
                ..m.clone()
            };
            signs(&m, changed(&m, "userId", &encoded(&encoded(&user))), EncodedValues)
        },
        |m| {
            let m = Meant {
                user: format!("a+{}", m.user),
                ..m.clone()
            };
            let url = m.url().replace("%2B", "+");
            (url, header(&m.mac(m.base().as_bytes())), PlusInUrl)
        },
        |m| signs(m, changed(m, "isUpComing", &capital(m.upcoming)), IsUpComing),
        |m| {
            signs(
                m,
                changed(m, "isUpComing", if m.upcoming == "true" { "1" } else { "0" }),
                IsUpComing,
            )
        },
        |m| signs(m, m.base().replace("isUpComing", "isUpcoming"), NameDiffers),
        |m| signs(m, m.base().replace("userId", "user_id"), NameDiffers),
        |m| {
            let p: Vec<_> = m
                .sent()
                .into_iter()
                .map(|(name, value)| (name.replace("pageNum", "pagenum"), value))
                .collect();
            (url_of(&p), header(&m.mac(m.base().as_bytes())), NameDiffers)
        },
        |m| {
            (
                m.url(),
                header(&hmac(m.base().as_bytes(), m.secret.as_bytes())),
                ArgumentsSwapped,
            )
        },
        |m| keyed(m, &m.key, KeyAsSecret),
        |m| keyed(m, format!("{}\n", m.secret), SecretBlank),
        |m| keyed(m, format!("{}\r\n", m.secret), SecretBlank),
        |m| keyed(m, format!(" {}", m.secret), SecretBlank),
        |m| keyed(m, format!("\"{}\"", m.secret), SecretBlank),
        |m| keyed(m, format!("\u{feff}{}", m.secret), SecretBlank),
        |m| keyed(m, format!("{}\u{200b}", m.secret), SecretBlank),
        |m| keyed(m, base64_padded(m.secret.as_bytes(), STANDARD), SecretEncoding),
        |m| keyed(m, to_hex(m.secret.as_bytes()), SecretEncoding),
        |m| keyed(m, utf16(&m.secret), SecretEncoding),
        |m| keyed(m, format!("{}&", m.secret), Oauth1Key),
        |m| {
            let base = format!("GET&{}&{}", encoded(ENDPOINT), encoded(&m.base()));
            signs(m, base, Oauth1BaseString)
        },
        |m| {
            let base = format!("GET&{}&{}", encoded(PATH), encoded(&m.base()));
            signs(m, base, Oauth1BaseString)
        },
        |m| signs(m, format!("v0:{}:{}", m.timestamp, m.base()), UrlInBaseString),
        |m| signs(m, format!("{}.{}", m.timestamp, m.base()), UrlInBaseString),
        |m| signs(m, format!("{}{PATH}", m.base()), UrlInBaseString),
        |m| signs(m, header(&m.mac(m.base().as_bytes())), SignatureSigned),
        |m| {
            let right = header(&m.mac(m.base().as_bytes()));
            let start = format!("&signature={right}&timestamp");
            signs(m, m.base().replace("&timestamp", &start), SignatureSigned)
        },
        |m| signs(m, format!("{}{{}}", m.base()), BodySigned),
        |m| keyed(m, [m.secret.as_bytes(), b"\xa0"].concat(), SecretBlank),
        |m| keyed(m, "\n", SecretPlaceholder),
        |m| {
            let start = m.timestamp.to_string();
            let text = format!("{}.{}e+12", &start[..1], start[1..].trim_end_matches('0'));
            signs(m, changed(m, "timestamp", &text), TimestampFormat)
        },
        |m| {
            let text = format!("{{\n  {}\n}}", printed(m, "\"", ": ", ",\n  "));
            signs(m, text, JsonSigned)
        },
        |m| {
            let user = format!("{}/a", m.user);
            let m = Meant { user, ..m.clone() };
            let text = printed(&m, "\"", ":", ",").replace('/', "\\/");
            signs(&m, format!("{{{text}}}"), JsonSigned)
        },
        |m| signs(m, format!("{{{}}}", printed(m, "'", ": ", ", ")), Joiner),
        |m| signs(m, format!("{{{}}}", printed(m, "", "=", ", ")), Joiner),
        |m| {
            let text = printed(m, "'", ", ", "), (");
            signs(m, format!("[({text})]"), Joiner)
        },
        |m| {
            let pairs: Vec<_> = m.sent().into_iter().collect();
            let sent = pairs
                .into_iter()
                .map(|(name, value)| (name.replace("pageNum", "pageNumber"), value));
            (
                url_of(&sent.collect::<Vec<_>>()),
                header(&m.mac(m.base().as_bytes())),
                NameDiffers,
            )
        },
        // Signed and sent with the same wrong `&`.
        |m| {
            let (url, base) = (m.url().replace('&', "&amp;"), m.base().replace('&', "&amp;"));
            (url, header(&m.mac(base.as_bytes())), EscapedSeparator)
        },
        |m| {
            let (url, base) = (m.url().replace('&', "%26"), m.base().replace('&', "%26"));
            (url, header(&m.mac(base.as_bytes())), EscapedSeparator)
        },
        |m| signs(m, format!("?{}", m.base()), UrlInBaseString),
        |m| signs(m, format!("{PATH}?{}", m.base()), UrlInBaseString),
        |m| signs(m, m.url(), UrlInBaseString),
        |m| signs(m, format!("GET\n{PATH}\n{}", m.base()), UrlInBaseString),
        |m| {
            let body = r#"[{"meetingId":"123","contextId":"c1"}]"#;
            let curl = format!("curl '{}' -d '{body}'", m.url());
            (
                curl,
                header(&m.mac(format!("{}{body}", m.base()).as_bytes())),
                BodySigned,
            )
        },
        |m| {
            let fields: Vec<String> = m
                .sent()
                .iter()
                .map(|(name, value)| format!("\"{name}\":\"{value}\""))
                .collect();
            signs(m, format!("{{{}}}", fields.join(",")), JsonSigned)
        },
        |m| signs(m, m.base().replace('&', ""), Joiner),
        |m| signs(m, m.base().replace('&', ","), Joiner),
        |m| signs(m, m.base().replace('&', "\n"), Joiner),
        |m| {
            let p: Vec<String> = m
                .sorted()
                .iter()
                .map(|(name, value)| format!("{name}:{value}"))
                .collect();
            signs(m, p.join("&"), Joiner)
        },
        |m| signs(m, m.base().replace("&times", "×"), TimesSign),
        |m| {
            (
                m.url().replace("&times", "×"),
                header(&m.mac(m.base().as_bytes())),
                TimesSign,
            )
        },
        |m| signs(m, m.base().replace('&', "&amp;"), EscapedSeparator),
        |m| signs(m, m.base().replace('&', "\\u0026"), EscapedSeparator),
        |m| {
            (
                m.url().replace('&', "&amp;"),
                header(&m.mac(m.base().as_bytes())),
                EscapedSeparator,
            )
        },
        |m| signs(m, format!("{}\n", m.base()), LineEnd),
        |m| signs(m, format!("{}\r\n", m.base()), LineEnd),
        |m| signs(m, format!("{} ", m.base()), LineEnd),
        |m| signs(m, utf16(&m.base()), TextEncoding),
        |m| signs(m, format!("\u{feff}{}", m.base()), TextEncoding),
        |m| signs(m, format!("“{}”", m.base()), InvisibleCharacter),
        |m| {
            signs(
                m,
                changed(m, "userId", &format!("{}\u{a0}", m.user)),
                InvisibleCharacter,
            )
        },
        |m| {
            let base = m.base();
            signs(m, format!("{}\n{}", &base[..80], &base[80..]), InvisibleCharacter)
        },
        |m| {
            let mut p = m.sent();
            let right = header(&m.mac(m.base().as_bytes()));
            p.push(("signature".into(), right.clone()));
            (url_of(&p), right, HeaderInQuery)
        },
        |m| keyed(m, "undefined", SecretPlaceholder),
        |m| keyed(m, "${LTI_SECRET}", SecretPlaceholder),
        |m| keyed(m, "", SecretPlaceholder),
        |m| signs(m, changed(m, "pageSize", &format!("{}.0", m.size)), PageSize),
        |m| signs(m, changed(m, "pageNum", &format!("0{}", m.page)), PageNum),
        |m| signs(m, changed(m, "userId", "undefined"), ValueDiffers),
        |m| signs(m, "[object Object]", ArtifactSigned),
        |m| spelt(m, |d| base64(to_hex(d).as_bytes(), URL_SAFE), HeaderHexBase64),
        |m| spelt(m, |d| base64_padded(to_hex(d).as_bytes(), STANDARD), HeaderHexBase64),
        |m| {
            spelt(
                m,
                |d| base64_padded(format!("(stdin)= {}\n", to_hex(d)).as_bytes(), STANDARD),
                HeaderHexBase64,
            )
        },
        |m| spelt(m, |d| to_hex(d), HeaderHex),
        |m| spelt(m, |d| to_hex(d).to_uppercase(), HeaderHex),
        |m| spelt(m, |d| d.map(|byte| format!("{byte:02X}")).join("-"), HeaderHex),
        |m| spelt(m, |d| format!("{}=", header(d)), HeaderPadded),
        |m| {
            spelt(
                m,
                |d| base64(base64_padded(d, STANDARD).as_bytes(), URL_SAFE),
                HeaderBase64Twice,
            )
        },
        |m| spelt(m, |d| format!("sha1={}", header(d)), HeaderPrefixed),
        |m| spelt(m, |d| format!("(stdin)= {}", to_hex(d)), HeaderPrefixed),
        |m| spelt(m, |d| encoded(&format!("{}=", header(d))), HeaderPercentEncoded),
        |m| spelt(m, |d| format!("b'{}='", header(d)), HeaderArtifact),
        |m| {
            spelt(
                m,
                |d| {
                    format!(
                        "{}{}",
                        d.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
                        ""
                    )
                },
                HeaderArtifact,
            )
        },
        |m| {
            let text: String = m
                .mac(m.base().as_bytes())
                .iter()
                .map(|byte| char::from(*byte))
                .collect();
            (m.url(), base64_padded(text.as_bytes(), STANDARD), HeaderText)
        },
    ]
};
