//! The canonical query: which parameters may be signed, in which order, and how they are written in a URL.
//!
//! One value serves both the base string and the URL, so that what is signed is what is sent.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::error::{Code, Error};
use crate::time::{decimal, whole};

/// Parameters sorted by name, each name once: what the base string and the URL's query are written from.
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
pub struct CanonicalQuery {
    pairs: Vec<(String, String)>,
}

impl CanonicalQuery {
    /// Sorts the parameters by name, in ASCII order.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for a name given twice, an empty name, a name with `=` or `&`, a
    /// value with `&` (signed unencoded, two sets of parameters would sign alike) and control characters.
    pub fn new<N, V>(params: impl IntoIterator<Item = (N, V)>) -> Result<Self, Error>
    where
        N: Into<String>,
        V: Into<String>,
    {
        let pairs = params.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self::from_pairs(pairs.collect())
    }

    /// Insertion suits the handful there is; the library's sort would weigh more in the wasm than all of this module.
    pub(crate) fn from_pairs(given: Vec<(String, String)>) -> Result<Self, Error> {
        let mut pairs: Vec<(String, String)> = Vec::with_capacity(given.len());
        for (name, value) in given {
            check_name(&name)?;
            check_value(&name, &value)?;
            match pairs.binary_search_by(|(other, _)| other.cmp(&name)) {
                Ok(_) => return Err(invalid(name, "a parameter is given twice")),
                Err(place) => pairs.insert(place, (name, value)),
            }
        }
        Ok(Self { pairs })
    }

    /// Reads a received query, of a URL, without its `?`. `+` is a space, as servers read it.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for malformed percent-encoding, and as [`CanonicalQuery::new`].
    pub fn parse(query: &str) -> Result<Self, Error> {
        let mut pairs = Vec::new();
        let mut rest = query;
        while !rest.is_empty() {
            let (part, after) = cut(rest, b'&').unwrap_or((rest, ""));
            rest = after;
            if !part.is_empty() {
                let (name, value) = cut(part, b'=').unwrap_or((part, ""));
                pairs.push((percent_decode(name)?, percent_decode(value)?));
            }
        }
        Self::from_pairs(pairs)
    }

    /// What is signed: `name=value` joined by `&`, values unencoded.
    #[must_use]
    pub fn base_string(&self) -> String {
        self.join(String::push_str)
    }

    /// What is sent: the same in the same order, percent-encoded once.
    #[must_use]
    pub fn encoded(&self) -> String {
        self.join(push_encoded)
    }

    /// A parameter's value.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let index = self
            .pairs
            .binary_search_by(|(candidate, _)| candidate.as_str().cmp(name))
            .ok()?;
        self.pairs.get(index).map(|(_, value)| value.as_str())
    }

    /// The parameters, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn join(&self, write: fn(&mut String, &str)) -> String {
        let mut text = String::new();
        for (name, value) in &self.pairs {
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
pub fn base_string<N, V>(params: impl IntoIterator<Item = (N, V)>) -> Result<String, Error>
where
    N: Into<String>,
    V: Into<String>,
{
    Ok(CanonicalQuery::new(params)?.base_string())
}

/// The parameters of `GET /open/meeting/list` that say which meetings, checked against the
/// article's limits.
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
    user_id: String,
    is_upcoming: bool,
    page_num: u32,
    page_size: u32,
}

impl MeetingQuery {
    /// The most meetings a page may have.
    pub const MAX_PAGE_SIZE: u32 = 1000;

    /// The first page of 100 upcoming meetings of a Zoom user.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] where `user_id` is empty, an e-mail address, has white space at an
    /// end, or cannot be signed.
    pub fn new(user_id: &str) -> Result<Self, Error> {
        check_user_id(user_id)?;
        Ok(Self {
            user_id: user_id.to_string(),
            is_upcoming: true,
            page_num: 1,
            page_size: 100,
        })
    }

    /// Upcoming meetings, by time, or the history, latest first.
    #[must_use]
    pub fn is_upcoming(mut self, is_upcoming: bool) -> Self {
        self.is_upcoming = is_upcoming;
        self
    }

    /// The page, from 1.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for 0.
    pub fn page_num(mut self, page_num: u32) -> Result<Self, Error> {
        if page_num == 0 {
            return Err(invalid("pageNum", "pageNum starts at 1"));
        }
        self.page_num = page_num;
        Ok(self)
    }

    /// Meetings a page, 1 to 1000.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] outside these limits.
    pub fn page_size(mut self, page_size: u32) -> Result<Self, Error> {
        if !(1..=Self::MAX_PAGE_SIZE).contains(&page_size) {
            return Err(invalid("pageSize", "pageSize must be 1 to 1000"));
        }
        self.page_size = page_size;
        Ok(self)
    }

    /// Reads the four parameters as text; an empty one takes its default.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] as the setters, and for text that is not of the documented type:
    /// `true` or `false` in lower case, decimal digits.
    pub fn parse(user_id: &str, is_upcoming: &str, page_num: &str, page_size: &str) -> Result<Self, Error> {
        let mut query = Self::new(user_id)?;
        query.is_upcoming = match is_upcoming {
            "true" | "" => true,
            "false" => false,
            _ => return Err(invalid("isUpComing", "isUpComing must be true or false")),
        };
        if !page_num.is_empty() {
            let problem = "pageNum is not a whole number in plain decimal digits";
            query = query.page_num(whole_number("pageNum", page_num, problem)?)?;
        }
        if !page_size.is_empty() {
            let problem = "pageSize is not a whole number in plain decimal digits";
            query = query.page_size(whole_number("pageSize", page_size, problem)?)?;
        }
        Ok(query)
    }

    /// The parameters under the API's names.
    #[must_use]
    pub fn params(&self) -> [(&'static str, String); 4] {
        [
            (
                "isUpComing",
                if self.is_upcoming { "true" } else { "false" }.to_string(),
            ),
            ("pageNum", decimal(self.page_num.into())),
            ("pageSize", decimal(self.page_size.into())),
            ("userId", self.user_id.clone()),
        ]
    }
}

pub(crate) fn invalid(field: impl Into<Cow<'static, str>>, message: &'static str) -> Error {
    Error::new(Code::InvalidArgument, message).with_field(field)
}

/// Whether white space, or a character that shows as nothing, stands at an end: what copying brings along.
pub(crate) fn has_blank_end(text: &str) -> bool {
    let blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(blank) || characters.next_back().or(first).is_some_and(blank)
}

/// What stands before and after the first `mark`, which is ASCII. The library's search by patterns would weigh 1.1 KB
/// in the wasm (brotli).
pub(crate) fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Whether a text cannot stand in a query that is signed.
pub(crate) fn is_unsignable(text: &str) -> bool {
    text.chars().any(|character| character == '&' || character.is_control())
}

fn check_name(name: &str) -> Result<(), Error> {
    let problem = if name.is_empty() {
        "a parameter has no name"
    } else if is_unsignable(name) || cut(name, b'=').is_some() {
        "a parameter's name holds `&`, `=` or a control character"
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
        "a value holds `&` or a control character and cannot be signed",
    )
    .with_hint("Values are signed unencoded, so such a value would make two different requests sign alike."))
}

fn check_user_id(user_id: &str) -> Result<(), Error> {
    let problem = if user_id.is_empty() {
        "userId is empty"
    } else if has_blank_end(user_id) {
        "userId has white space at an end"
    } else if matches!(user_id, "undefined" | "null" | "NaN" | "[object Object]") {
        "userId is a placeholder"
    } else if is_email(user_id) {
        "userId is an e-mail address"
    } else {
        return check_value("userId", user_id);
    };
    Err(invalid("userId", problem).with_hint(
        "The API wants the Zoom user's id. To find it, launch LTI Pro in the LMS as a Zoom user with the developer \
        tools open; in the Network tab choose the request user/settings/all, then Preview, and copy userId.",
    ))
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = cut(text, b'@') else {
        return false;
    };
    let labels = cut(domain, b'.');
    !local.is_empty() && labels.is_some_and(|(host, top)| !host.is_empty() && !top.is_empty())
}

fn whole_number(field: &'static str, text: &str, problem: &'static str) -> Result<u32, Error> {
    let canonical = text == "0" || !text.starts_with('0');
    let number = whole(text).filter(|_| canonical);
    number
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| invalid(field, problem))
}

/// Percent-encodes everything but letters, digits and `- . _ ~ ! $ ( ) * , ; = : @ / ?`: the characters that
/// no URL parser changes and that read the same raw and decoded.
pub(crate) fn push_encoded(text: &mut String, part: &str) {
    for byte in part.bytes() {
        if is_kept(byte) {
            text.push(char::from(byte));
        } else {
            text.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        }
    }
}

fn is_kept(byte: u8) -> bool {
    let mark = matches!(
        byte,
        b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'(' | b')' | b'*' | b',' | b';' | b'=' | b':' | b'@' | b'/' | b'?'
    );
    byte.is_ascii_alphanumeric() || mark
}

fn hex_digit(nibble: u8) -> char {
    char::from_digit(nibble.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

pub(crate) fn percent_decode(text: &str) -> Result<String, Error> {
    let malformed = || invalid("query", "the query is not percent-encoded UTF-8");
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
