//! The canonical query: which parameters may be signed, in which order, and how a URL encodes them.
//!
//! The base string and the URL come from one value, so the signed parameters are the sent ones.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::error::{Code, Error};
use crate::parameters::{Kind, Missing, RULES, Rule};
use crate::time::{decimal, whole};

/// The maximum number of parameters of a request, `key` and `timestamp` included.
pub const MAX_PARAMETERS: usize = 100;

/// The maximum length of all names and values together, in bytes of UTF-8 before percent-encoding. Most servers refuse
/// a URL of half this length.
pub const MAX_PARAMETER_BYTES: usize = 16 * 1024;

/// A longer query exceeds [`MAX_PARAMETER_BYTES`] however it is encoded.
const MAX_ENCODED_BYTES: usize = 3 * MAX_PARAMETER_BYTES + 2 * MAX_PARAMETERS;

/// Parameters sorted by name, each name once. The base string and the URL's query come from this value.
///
/// ```
/// use zoom_lti_pro::query::CanonicalQuery;
///
/// let query = CanonicalQuery::new([("userId", "a+b"), ("key", "k")])?;
/// assert_eq!(query.base_string(), "key=k&userId=a+b");
/// assert_eq!(query.encoded(), "key=k&userId=a%2Bb");
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalQuery<'a> {
    pairs: Vec<Pair<'a>>,
}

/// A parameter: its name and its value.
pub(crate) type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

impl<'a> CanonicalQuery<'a> {
    /// Sorts the parameters by name, in ASCII order.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for a name given twice, an empty name, a name with `=` or `&`, a value with `&`, and
    /// control characters; for more than [`MAX_PARAMETERS`] parameters or [`MAX_PARAMETER_BYTES`] of names and values.
    /// Values are signed unencoded: with `&` in a value, two sets of parameters could have the same signature.
    pub fn new<N, V>(params: impl IntoIterator<Item = (N, V)>) -> Result<Self, Error>
    where
        N: Into<Cow<'a, str>>,
        V: Into<Cow<'a, str>>,
    {
        let pairs = params.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self::from_pairs(pairs.collect())
    }

    /// Uses insertion sort. It is fast for so few parameters, and the library's sort is larger than this whole module.
    pub(crate) fn from_pairs(given: Vec<Pair<'a>>) -> Result<Self, Error> {
        let bytes: usize = given.iter().map(|(name, value)| name.len() + value.len()).sum();
        if given.len() > MAX_PARAMETERS || bytes > MAX_PARAMETER_BYTES {
            return Err(too_long());
        }
        let mut pairs: Vec<Pair<'a>> = Vec::with_capacity(given.len());
        for (name, value) in given {
            check_pair(&name, &value)?;
            match pairs.binary_search_by(|(other, _)| other.as_ref().cmp(&name)) {
                Ok(_) => return Err(invalid(name.into_owned(), "a parameter is given twice")),
                Err(place) => pairs.insert(place, (name, value)),
            }
        }
        Ok(Self { pairs })
    }

    /// Reads the query of a received URL, without `?`. `+` is a space, as servers read it.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for malformed percent-encoding, and as [`CanonicalQuery::new`].
    pub fn parse(query: &str) -> Result<Self, Error> {
        if query.len() > MAX_ENCODED_BYTES {
            return Err(too_long());
        }
        let mut pairs = Vec::new();
        let mut rest = query;
        // Stops after one parameter more than the maximum, which `from_pairs` refuses.
        while !rest.is_empty() && pairs.len() <= MAX_PARAMETERS {
            let (part, after) = cut(rest, b'&').unwrap_or((rest, ""));
            rest = after;
            if !part.is_empty() {
                let (name, value) = cut(part, b'=').unwrap_or((part, ""));
                pairs.push((percent_decode(name)?.into(), percent_decode(value)?.into()));
            }
        }
        Self::from_pairs(pairs)
    }

    /// The text to sign: `name=value` joined by `&`, values unencoded.
    #[must_use]
    pub fn base_string(&self) -> String {
        self.join(String::push_str)
    }

    /// The text to send: the same parameters in the same order, percent-encoded once.
    #[must_use]
    pub fn encoded(&self) -> String {
        self.join(push_encoded)
    }

    /// Whether both are the same text: most parameters need no encoding.
    pub(crate) fn is_plain(base_string: &str) -> bool {
        base_string.bytes().all(|byte| byte == b'&' || is_unencoded(byte))
    }

    /// A parameter's value.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let index = self
            .pairs
            .binary_search_by(|(candidate, _)| candidate.as_ref().cmp(name))
            .ok()?;
        self.pairs.get(index).map(|(_, value)| value.as_ref())
    }

    /// The parameters, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    fn join(&self, write: fn(&mut String, &str)) -> String {
        let length = self.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
        let mut text = String::with_capacity(length);
        for (name, value) in self.iter() {
            if !text.is_empty() {
                text.push('&');
            }
            write(&mut text, name);
            text.push('=');
            write(&mut text, value);
        }
        text
    }
}

/// The base string of any parameters: [`CanonicalQuery::new`], then [`CanonicalQuery::base_string`].
///
/// ```
/// use zoom_lti_pro::query::base_string;
///
/// let base = base_string([("timestamp", "1634769623355"), ("key", "KLAIJC9OTI2Hm-vxn3UVHK")])?;
/// assert_eq!(base, "key=KLAIJC9OTI2Hm-vxn3UVHK&timestamp=1634769623355");
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
///
/// # Errors
///
/// As [`CanonicalQuery::new`].
pub fn base_string<'a, N, V>(params: impl IntoIterator<Item = (N, V)>) -> Result<String, Error>
where
    N: Into<Cow<'a, str>>,
    V: Into<Cow<'a, str>>,
{
    Ok(CanonicalQuery::new(params)?.base_string())
}

/// The parameters of `GET /open/meeting/list` that select the meetings, checked against the documented limits.
///
/// ```
/// use zoom_lti_pro::query::MeetingQuery;
///
/// let query = MeetingQuery::new("_vIWeZ76TtuFceCKHkVk4Q")?.page_size(20)?;
/// assert!(MeetingQuery::new("teacher@example.edu").is_err());
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingQuery {
    /// In the order of [`RULES`]; an empty one is not sent.
    values: [String; RULES.len()],
}

impl MeetingQuery {
    /// The first page of 100 upcoming meetings of a Zoom user.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] if `user_id` is empty, an e-mail address, a URL or a meeting number, contains a space,
    /// starts or ends with whitespace, or cannot be signed.
    pub fn new(user_id: &str) -> Result<Self, Error> {
        Self::parse([("userId", user_id)])
    }

    /// `true`: upcoming meetings, sorted by time. `false`: past meetings, latest first.
    #[must_use]
    pub fn is_upcoming(mut self, is_upcoming: bool) -> Self {
        self.put("isUpComing", if is_upcoming { "true" } else { "false" });
        self
    }

    /// The number of the page, from 1.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for 0.
    pub fn page_num(self, page_num: u32) -> Result<Self, Error> {
        self.set("pageNum", &decimal(page_num.into()))
    }

    /// The number of meetings on a page, 1 to 1000.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] outside these limits.
    pub fn page_size(self, page_size: u32) -> Result<Self, Error> {
        self.set("pageSize", &decimal(page_size.into()))
    }

    /// Sets any parameter of [`LIST`](crate::parameters::LIST), as text. An empty text selects the default.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for another name, and for a value outside the parameter's limits.
    pub fn set(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let rule = RULES.iter().find(|rule| rule.name == name);
        let rule = rule.ok_or_else(|| invalid(name.to_string(), "the meeting list has no such parameter"))?;
        self.put(rule.name, checked(rule, value)?);
        Ok(self)
    }

    /// Reads parameters as text. One that is empty or missing gets its default.
    ///
    /// ```
    /// use zoom_lti_pro::query::MeetingQuery;
    ///
    /// assert!(MeetingQuery::parse([("userId", "u"), ("pageSize", "20")]).is_ok());
    /// assert!(MeetingQuery::parse([("userId", "u"), ("pageSize", "many")]).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] as [`MeetingQuery::set`].
    pub fn parse<'a>(given: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        let given: Vec<(&str, &str)> = given.into_iter().collect();
        let value = |rule: &Rule| {
            given
                .iter()
                .find(|(name, _)| *name == rule.name)
                .map(|(_, value)| *value)
        };
        let mut query = Self {
            values: [const { String::new() }; RULES.len()],
        };
        for rule in &RULES {
            query = query.set(rule.name, value(rule).unwrap_or_default())?;
        }
        given
            .iter()
            .try_fold(query, |query, (name, value)| query.set(name, value))
    }

    /// The parameters under the API's names, sorted by name.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        let pairs = RULES.iter().map(|rule| rule.name).zip(self.values.iter().cloned());
        let mut sent: Vec<(&'static str, String)> = pairs.filter(|(_, value)| !value.is_empty()).collect();
        sent.sort_unstable();
        sent
    }

    fn put(&mut self, name: &str, value: &str) {
        let place = RULES.iter().zip(&mut self.values).find(|(rule, _)| rule.name == name);
        if let Some((_, place)) = place {
            *place = value.into();
        }
    }
}

/// The value to send: the text if it is valid. If it is empty, the default or nothing.
pub(crate) fn checked<'a>(rule: &Rule, text: &'a str) -> Result<&'a str, Error> {
    match rule.missing {
        Missing::Default(default) if text.is_empty() => Ok(default),
        Missing::LeftOut if text.is_empty() => Ok(""),
        _ => check(rule, text).map(|()| text),
    }
}

/// Checks a value to send.
pub(crate) fn check(rule: &Rule, text: &str) -> Result<(), Error> {
    let is_user = rule.kind == Kind::UserId;
    let problem = match rule.kind {
        Kind::Boolean if matches!(text, "true" | "false") => return Ok(()),
        Kind::Boolean => " must be true or false",
        Kind::Whole { min, max, limits } => match whole_number(text) {
            Some(number) if number >= min && number <= max => return Ok(()),
            Some(_) => limits,
            None => " must be a whole number in decimal digits",
        },
        _ if text.is_empty() => " is empty",
        _ if has_blank_end(text) => " starts or ends with whitespace",
        _ if matches!(text, "undefined" | "null" | "NaN" | "[object Object]") => " is a placeholder",
        _ if is_user && is_email(text) => " is an e-mail address",
        _ if is_user && cut(text, b' ').is_some() => " contains a space",
        _ if is_user && text.starts_with("http") => " is a URL",
        _ if is_user && is_meeting_number(text) => " is a meeting number",
        _ => return check_value(rule.name, text),
    };
    let error = Error::new(Code::InvalidArgument, [rule.name, problem].concat()).with_field(rule.name);
    Err(if is_user { error.with_hint(FIND_USER_ID) } else { error })
}

const FIND_USER_ID: &str = "Use the Zoom user ID. Launch LTI Pro in the LMS as that user, with the developer tools \
    open. The Preview of the request user/settings/all shows userId.";

pub(crate) fn invalid(field: impl Into<Cow<'static, str>>, message: &'static str) -> Error {
    Error::new(Code::InvalidArgument, message).with_field(field)
}

/// Whether a text starts or ends with whitespace or an invisible character, as copied text does.
pub(crate) fn has_blank_end(text: &str) -> bool {
    let blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(blank) || characters.next_back().or(first).is_some_and(blank)
}

/// Splits a text at the first `mark`, which is ASCII. `str::split_once` would add 1.1 KB (brotli) to the wasm.
pub(crate) fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Whether a text cannot be signed because it contains `&` or a control character.
pub(crate) fn is_unsignable(text: &str) -> bool {
    let mut before = 0;
    text.bytes().any(|byte| {
        // U+0080 to U+009F.
        let is_c1 = before == 0xC2 && byte < 0xA0;
        before = byte;
        byte == b'&' || byte.is_ascii_control() || is_c1
    })
}

fn too_long() -> Error {
    invalid(
        "params",
        "a request may have at most 100 parameters, and 16384 bytes of names and values",
    )
    .with_hint("Send fewer or shorter parameters. If the endpoint takes a body, send the data in the body.")
}

/// Checks one parameter by itself.
pub(crate) fn check_pair(name: &str, value: &str) -> Result<(), Error> {
    check_name(name)?;
    check_value(name, value)
}

fn check_name(name: &str) -> Result<(), Error> {
    let problem = if name.is_empty() {
        "the name of a parameter is empty"
    } else if is_unsignable(name) || cut(name, b'=').is_some() {
        "the name of a parameter contains `&`, `=` or a control character"
    } else {
        return Ok(());
    };
    Err(invalid(name.to_string(), problem))
}

fn check_value(name: &str, value: &str) -> Result<(), Error> {
    if !is_unsignable(value) {
        return Ok(());
    }
    Err(invalid(
        name.to_string(),
        "the value contains `&` or a control character, and cannot be signed",
    )
    .with_hint("Values are signed unencoded: with `&`, two different requests could have the same signature."))
}

/// Meeting numbers have 9 to 11 digits. User IDs are random bytes in base64.
fn is_meeting_number(text: &str) -> bool {
    matches!(text.len(), 9..=11) && whole(text).is_some()
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = cut(text, b'@') else {
        return false;
    };
    let labels = cut(domain, b'.');
    !local.is_empty() && labels.is_some_and(|(host, top)| !host.is_empty() && !top.is_empty())
}

fn whole_number(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with('0');
    let number = whole(text).filter(|_| canonical);
    number.and_then(|number| u32::try_from(number).ok())
}

/// Percent-encodes everything except letters, digits and `- . _ ~ ! $ ( ) * , ; = : @ / ?`. No URL parser changes these
/// characters, and decoding keeps them.
pub(crate) fn push_encoded(text: &mut String, part: &str) {
    let mut rest = part;
    while !rest.is_empty() {
        let (kept, others) = split_before(rest, |byte| !is_unencoded(byte));
        text.push_str(kept);
        let (others, after) = split_before(others, is_unencoded);
        for byte in others.bytes() {
            text.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        }
        rest = after;
    }
}

/// Splits a text before the first byte for which `is_kind` is true. Such a byte starts a character.
fn split_before(text: &str, is_kind: impl Fn(u8) -> bool) -> (&str, &str) {
    let at = text.bytes().position(is_kind).unwrap_or(text.len());
    text.split_at_checked(at).unwrap_or((text, ""))
}

fn is_unencoded(byte: u8) -> bool {
    UNENCODED
        .get(usize::from(byte))
        .is_some_and(|is_unencoded| *is_unencoded)
}

/// Indexed by byte. Signing checks every byte of a request, and a table takes half the time of comparisons.
static UNENCODED: [bool; 256] = unencoded();

#[expect(clippy::as_conversions, reason = "exact below 128, and only at compile time")]
const fn unencoded() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = matches!(
            byte as u8,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'(' | b')'
                | b'*' | b',' | b';' | b'=' | b':' | b'@' | b'/' | b'?'
        );
        byte += 1;
    }
    table
}

fn hex_digit(nibble: u8) -> char {
    char::from_digit(nibble.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

pub(crate) fn percent_decode(text: &str) -> Result<String, Error> {
    let malformed = || invalid("query", "the query is not valid percent-encoded UTF-8");
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = bytes.next().and_then(hex_value).ok_or_else(malformed)?;
                let low = bytes.next().and_then(hex_value).ok_or_else(malformed)?;
                high << 4 | low
            }
            other => other,
        });
    }
    String::from_utf8(decoded).map_err(|_| malformed())
}

fn hex_value(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
