//! The input of the debugger, parsed as far as possible.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::answer::{Answer, answer};
use super::canonical;
use super::clues;
use super::hypotheses::Pair;
use super::names::is_signature;
use super::paste::{Parameter, Pasted, answer_beside, paste};
use crate::query::MAX_PARAMETERS;
use crate::request::{BASE_URL, MEETING_LIST};
use crate::signature::sign;

/// The input to explain.
#[derive(Clone, Copy, Default)]
pub struct Input<'a> {
    /// The pasted request.
    pub request: &'a str,
    /// The sent header; if absent, the header in the request counts.
    pub signature: Option<&'a str>,
    /// The secrets: the first belongs to the key; the user may have confused it with one of the others.
    pub secrets: &'a [LabelledSecret<'a>],
    /// The pasted response.
    pub answer: Option<&'a str>,
    /// When the request was sent.
    pub clock: Clock,
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
pub struct LabelledSecret<'a> {
    /// The label that a finding shows.
    pub label: &'a str,
    /// The secret.
    pub secret: &'a str,
}

impl fmt::Debug for LabelledSecret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LabelledSecret(…)")
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

/// The parsed input.
pub(super) struct Case<'a> {
    pub(super) text: &'a str,
    pub(super) pasted: Pasted,
    /// Trimmed of whitespace.
    pub(super) header: Option<String>,
    pub(super) secrets: Vec<LabelledSecret<'a>>,
    pub(super) answer: Answer,
    pub(super) clock: Clock,
}

impl<'a> Case<'a> {
    pub(super) fn read(input: &Input<'a>) -> Self {
        let pasted = paste(input.request);
        let beside = || clues::other_header(input.request).map(|(_, value)| value);
        let in_query = || {
            let mut parameters = pasted.parameters.iter();
            parameters
                .find(|parameter| is_signature(&parameter.name))
                .map(|parameter| parameter.value.clone())
        };
        let given = input.signature.or(pasted.signature.as_deref()).map(ToString::to_string);
        let header = given.or_else(beside).or_else(in_query);
        let header = header
            .map(|header| header.trim().to_string())
            .filter(|header| !header.is_empty());
        let answer = match input.answer.filter(|answer| !answer.trim().is_empty()) {
            Some(text) => answer(text),
            None => answer(&answer_beside(input.request)),
        };
        Self {
            text: input.request,
            header,
            secrets: input
                .secrets
                .iter()
                .filter(|given| !given.secret.is_empty())
                .copied()
                .collect(),
            clock: answer.date.map_or(input.clock, Clock::Sent),
            pasted,
            answer,
        }
    }

    /// The secret that belongs to the key, trimmed of blanks from copying: a Zoom secret has none.
    pub(super) fn secret(&self) -> Option<&'a str> {
        self.secrets.first().map(|given| bare(given.secret))
    }

    /// Whether the query sends the secret as `key`.
    pub(super) fn has_secret_as_key(&self) -> bool {
        let secret = self.secret();
        secret.is_some() && self.value("key") == secret
    }

    /// The correct signature of the request as it was pasted.
    pub(super) fn signature(&self) -> Option<String> {
        let base = canonical(&self.pasted)?.base_string();
        Some(sign(self.secret()?.as_bytes(), base.as_bytes()).as_str().to_string())
    }

    /// The parameters to examine one by one. A query with more than the maximum has its own finding.
    pub(super) fn examined(&self) -> impl Iterator<Item = &Parameter> {
        self.pasted.parameters.iter().take(MAX_PARAMETERS)
    }

    /// The parameters in the order of the request.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let parameters = self.pasted.parameters.iter();
        let pair = parameters.map(|parameter| Pair {
            name: parameter.name.clone(),
            raw: parameter.raw.clone(),
            value: parameter.value.clone(),
        });
        pair.collect()
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut parameters = self.pasted.parameters.iter();
        let found = parameters.find(|parameter| parameter.name == name)?;
        Some(&found.value)
    }

    /// The sent timestamp, if it is a number.
    pub(super) fn timestamp(&self) -> Option<u64> {
        let value = self.value("timestamp")?;
        let digits = value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() <= 19;
        value.parse().ok().filter(|_| digits)
    }

    /// The URL without its query; a bare query goes to the meeting list.
    pub(super) fn endpoint(&self) -> String {
        let default = || [BASE_URL, MEETING_LIST].concat();
        self.pasted.endpoint.clone().unwrap_or_else(default)
    }

    pub(super) fn method(&self) -> &str {
        self.pasted.method.as_deref().unwrap_or("GET")
    }

    /// Whether the request is for the meeting list. A bare query is.
    pub(super) fn is_list(&self) -> bool {
        self.pasted.endpoint.as_ref().is_none_or(|endpoint| {
            let path = endpoint.strip_suffix('/').unwrap_or(endpoint);
            path.to_ascii_lowercase().ends_with(&MEETING_LIST.to_ascii_lowercase())
        })
    }
}

/// Trims whitespace and invisible characters, unless nothing else would be left.
pub(super) fn bare(secret: &str) -> &str {
    let trimmed = secret.trim_matches(is_blank);
    if trimmed.is_empty() { secret } else { trimmed }
}

/// Whether the character is whitespace or invisible.
pub(super) fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
