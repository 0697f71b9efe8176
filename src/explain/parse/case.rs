//! The input of the debugger, parsed as far as possible.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::explain::blank::{bare, is_blank};
use crate::explain::names::is_signature;

use crate::explain::parse::address::Address;
use crate::explain::parse::clues;
use crate::explain::parse::parameter::Parameter;
use crate::explain::parse::paste::scan::{QUOTES, back, front};
use crate::explain::parse::paste::{Pasted, Source, paste, response_beside, shown};
use crate::explain::parse::response::{Response, response};
use crate::explain::parse::texts::{EXACT, MAX_BYTES, texts};
use crate::query::{CanonicalQuery, MAX_PARAMETERS};
use crate::request::{BASE_URL, MEETING_LIST, SIGNATURE_HEADER};
use crate::signature::{Signature, sign};

/// The input to explain.
#[derive(Clone, Copy, Default)]
pub struct Input<'a> {
    /// The pasted request.
    pub request: &'a str,
    /// The sent header; if absent, the header in the request counts.
    pub signature: Option<&'a str>,
    /// The secrets: the first belongs to the key; the user may have confused it with one of the others.
    pub secrets: &'a [LabeledSecret<'a>],
    /// The pasted response.
    pub response: Option<&'a str>,
    /// When the request was sent.
    pub clock: Clock,
    /// The base URL of the user's own server, such as the emulator. By default only Zoom's is known.
    pub base_url: Option<&'a str>,
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("secrets", &self.secrets)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}

/// A secret and its label. `Debug` shows neither.
#[derive(Clone, Copy)]
pub struct LabeledSecret<'a> {
    /// The label that a finding shows.
    pub label: &'a str,
    /// The secret.
    pub secret: &'a str,
}

impl fmt::Debug for LabeledSecret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LabeledSecret(…)")
    }
}

/// A time in milliseconds since 1970, and its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// No time is known, so no age is reported.
    #[default]
    Unknown,
    /// The current time: the request may be much older.
    Present(i64),
    /// The time at which the request was sent.
    Sent(i64),
}

/// `None` if the parameters cannot be signed.
#[inline(never)]
pub(in crate::explain) fn canonical(parameters: &[Parameter]) -> Option<CanonicalQuery<'_>> {
    if parameters.is_empty() || parameters.len() > MAX_PARAMETERS {
        return None;
    }
    let pairs = parameters.iter().map(|part| (part.name.as_str(), part.value.as_str()));
    CanonicalQuery::new(pairs).ok()
}

/// The value of a whole line of a header, or of a quoted one.
fn of_line(given: &str) -> &str {
    let given = given.trim();
    let name = SIGNATURE_HEADER.len();
    let own = back(given, name).trim_start().strip_prefix(':');
    let own = own.filter(|_| is_signature(front(given, name))).unwrap_or(given).trim();
    let quote = own.chars().next().filter(|quote| QUOTES.contains(*quote));
    let inner = quote.and_then(|quote| own.strip_prefix(quote)?.strip_suffix(quote));
    inner.filter(|inner| inner.len() == Signature::LENGTH).unwrap_or(own)
}

/// What a page or a forum has around a value is not a part of it.
fn without_tags(header: &str) -> &str {
    let end = header.find("</").or_else(|| header.find("[/"));
    front(header, end.unwrap_or(header.len()))
}

/// The parsed input.
pub(in crate::explain) struct Case<'a> {
    pub(in crate::explain) text: &'a str,
    pub(in crate::explain) pasted: Pasted,
    /// Trimmed of whitespace.
    pub(in crate::explain) header: Option<String>,
    /// Whether the header was not written as one, so another value of the text may be meant.
    pub(in crate::explain) is_header_doubtful: bool,
    /// Whether the signature proves how the text is to be read.
    is_proved: bool,
    /// Whether the header was given apart from the text.
    pub(in crate::explain) is_given: bool,
    pub(in crate::explain) secrets: Vec<LabeledSecret<'a>>,
    pub(in crate::explain) response: Response,
    /// Whether the response was given, or stands beside what was sent.
    pub(in crate::explain) is_response_sure: bool,
    pub(in crate::explain) clock: Clock,
    /// Without a slash at its end.
    base_url: Option<&'a str>,
}

impl<'a> Case<'a> {
    pub(in crate::explain) fn read(input: &Input<'a>) -> Self {
        let case = Self::of(input, input.request, false);
        if case.is_proved || case.secrets.is_empty() || input.request.len() > MAX_BYTES {
            return case;
        }
        let readings = if case.pasted.exact { EXACT } else { usize::MAX };
        for text in texts(input.request).into_iter().take(readings) {
            let other = Self::of(input, &text, case.pasted.exact);
            if other.is_proved && !case.has_mark(&other) {
                return other;
            }
        }
        case
    }

    /// Whether the text has more around the header of the other reading. In a raw request, it was sent.
    fn has_mark(&self, other: &Self) -> bool {
        let headers = self.header.as_deref().zip(other.header.as_deref());
        let has_more = |(header, right): (&str, &str)| header != right && header.contains(right);
        self.pasted.exact && headers.is_some_and(has_more)
    }

    /// Reads the text as it was pasted, or in another reading.
    fn of(input: &Input<'a>, text: &str, exact: bool) -> Self {
        let mut pasted = paste(text);
        pasted.exact |= exact;
        let is_given = input.signature.is_some();
        let is_foreign = pasted.foreign && !is_given;
        let beside = || {
            let other = clues::other_header(text).filter(|_| !is_foreign);
            other.map(|(_, value)| value)
        };
        let in_query = || {
            let mut parameters = pasted.parameters.iter();
            parameters
                .find(|parameter| is_signature(&parameter.name))
                .map(|parameter| parameter.value.clone())
        };
        let given = input.signature.map(of_line);
        let sent = given.or(pasted.signature.as_deref()).map(ToString::to_string);
        let header = sent.or_else(beside).or_else(in_query);
        let header = header
            .map(|header| without_tags(&header).trim_matches(is_blank).to_string())
            .filter(|header| !header.is_empty());
        let given = input.response.filter(|response| !response.trim().is_empty());
        let is_response_sure = given.is_some() || pasted.exact;
        let response = match given {
            Some(text) => response(text),
            None => response(&response_beside(input.request)),
        };
        let mut case = Self {
            text: input.request,
            header,
            is_header_doubtful: false,
            is_given,
            is_proved: false,
            secrets: input
                .secrets
                .iter()
                .filter(|given| !given.secret.is_empty())
                .copied()
                .collect(),
            base_url: input
                .base_url
                .map(|url| bare(url).strip_suffix('/').unwrap_or(bare(url))),
            clock: response.date.map_or(input.clock, Clock::Sent),
            pasted,
            response,
            is_response_sure,
        };
        // The header proves how the text is to be read.
        let is_proved = case.read_again(text);
        let pasted = &mut case.pasted;
        pasted.foreign = is_foreign && !is_proved;
        pasted.doubtful &= !is_proved;
        pasted.computes &= !is_proved;
        // Nothing in the text is about this API.
        if pasted.foreign {
            pasted.parameters.clear();
            pasted.endpoint = None;
            pasted.source = Source::Nothing;
        }
        if !is_proved {
            case.read_display(text);
        }
        case.is_proved = is_proved;
        case
    }

    /// Finds a signature that no form of a header shows.
    fn read_display(&mut self, text: &str) {
        // A variable of a script can have another value.
        if self.header.is_some() || self.pasted.foreign || self.pasted.computes {
            return;
        }
        let is_sent = |token: &str| self.pasted.parameters.iter().any(|part| part.value == token);
        self.header = clues::digest(&shown(text), &is_sent);
        self.is_header_doubtful = self.header.is_some();
    }

    /// Whether the header is the signature of what was sent.
    pub(in crate::explain) fn is_right(&self) -> bool {
        self.header.is_some() && self.header == self.signature()
    }

    /// The secret that belongs to the key, trimmed of blanks from copying: a Zoom secret has none.
    pub(in crate::explain) fn secret(&self) -> Option<&'a str> {
        self.secrets.first().map(|given| bare(given.secret))
    }

    /// Whether the query sends the secret as `key`.
    pub(in crate::explain) fn has_secret_as_key(&self) -> bool {
        let secret = self.secret();
        secret.is_some() && self.value("key") == secret
    }

    /// `None` if the parameters cannot be signed.
    pub(in crate::explain) fn canonical_query(&self) -> Option<CanonicalQuery<'_>> {
        canonical(&self.pasted.parameters)
    }

    /// The correct signature of the request as it was pasted.
    pub(in crate::explain) fn signature(&self) -> Option<String> {
        let base = self.canonical_query()?.base_string();
        Some(sign(self.secret()?.as_bytes(), base.as_bytes()).as_str().to_string())
    }

    /// The parameters to examine one by one. A query with more than the maximum has its own finding.
    pub(in crate::explain) fn examined(&self) -> impl Iterator<Item = &Parameter> {
        self.pasted.parameters.iter().take(MAX_PARAMETERS)
    }

    pub(in crate::explain) fn value(&self, name: &str) -> Option<&str> {
        let mut parameters = self.pasted.parameters.iter();
        let found = parameters.find(|parameter| parameter.name == name)?;
        Some(&found.value)
    }

    /// The sent timestamp, if it is a number.
    pub(in crate::explain) fn timestamp(&self) -> Option<u64> {
        let value = self.value("timestamp")?;
        let digits = value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() <= 19;
        value.parse().ok().filter(|_| digits)
    }

    /// The URL without its query; a bare query goes to the meeting list.
    pub(in crate::explain) fn endpoint(&self) -> String {
        let default = || [self.base_url.unwrap_or(BASE_URL), MEETING_LIST].concat();
        self.pasted.endpoint.clone().unwrap_or_else(default)
    }

    /// The path of the base URL that this address belongs to.
    pub(in crate::explain) fn base_path(&self, address: &Address<'_>) -> Option<&str> {
        let mut bases = self.base_url.into_iter().chain([BASE_URL]).map(Address::of);
        let base = bases.find(|base| base.host.eq_ignore_ascii_case(address.host))?;
        Some(base.path)
    }

    pub(in crate::explain) fn method(&self) -> &str {
        self.pasted.method.as_deref().unwrap_or("GET")
    }

    /// Whether the text is a request. A URL without a query may be copied from the documentation; a request with its
    /// headers was sent.
    pub(in crate::explain) fn is_request(&self) -> bool {
        let path = Address::of(self.pasted.endpoint.as_deref().unwrap_or_default()).path;
        let is_sent = matches!(self.pasted.source, Source::Curl | Source::Request)
            && (self.pasted.signature.is_some() || self.text.contains(&[path, " HTTP/"].concat()));
        self.pasted.source != Source::Nothing && (!self.pasted.parameters.is_empty() || is_sent)
    }

    /// Whether the request is for the meeting list by its path, or by a parameter that only the list has.
    pub(in crate::explain) fn is_surely_list(&self) -> bool {
        let is_named = ["isUpComing", "pageNum", "pageSize"]
            .iter()
            .any(|name| self.value(name).is_some());
        self.is_list() && (self.pasted.endpoint.is_some() || is_named)
    }

    /// Whether the request is for the meeting list. A bare query is.
    pub(in crate::explain) fn is_list(&self) -> bool {
        self.pasted.endpoint.as_ref().is_none_or(|endpoint| {
            let path = endpoint.strip_suffix('/').unwrap_or(endpoint);
            path.to_ascii_lowercase().ends_with(&MEETING_LIST.to_ascii_lowercase())
        })
    }
}
