//! Removes the secret from the explanation. A person may have pasted it in the wrong place.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::explanation::Explanation;
use super::header::MASK;
use crate::credentials::Credentials;
use crate::explain::blank::bare;
use crate::explain::encoding::{self, Percent, percent};
use crate::explain::finding::Note;
use crate::explain::parse::case::Case;
use crate::explain::sorting::sort;
use crate::query::push_encoded;

/// A shorter text can occur by chance.
const MIN_LENGTH: usize = 8;

/// Encodings of the secret that must be hidden.
pub(in crate::explain) struct Hidden(Vec<Zeroizing<String>>);

impl Hidden {
    /// The key stays visible even if it was given as a secret, unless the search proved that key and secret were
    /// swapped.
    pub(in crate::explain) fn of(case: &Case<'_>, is_swapped: bool) -> Self {
        let sent = case.value("key").unwrap_or_default();
        let key = if is_swapped { "" } else { sent };
        let secrets = case.secrets.iter().flat_map(|given| {
            // A query may hold a part of a secret with `&`.
            let parts = given.secret.split('&');
            [given.secret, bare(given.secret)].into_iter().chain(parts)
        });
        let mut spellings: Vec<Zeroizing<String>> = Vec::new();
        // A placeholder is not a secret.
        let is_one = |secret: &&str| Credentials::new("key", bare(secret).as_bytes()).is_ok();
        for secret in secrets
            .filter(|secret| *secret != key && secret.len() >= MIN_LENGTH)
            .filter(is_one)
        {
            let bytes = secret.as_bytes();
            let plain = [
                secret.to_string(),
                encoding::base64(bytes),
                encoding::base64_unpadded(bytes),
                encoding::base64url(bytes),
                encoding::hex(bytes),
                encoding::hex(bytes).to_ascii_uppercase(),
                secret.to_ascii_lowercase(),
                secret.to_ascii_uppercase(),
                secret.chars().rev().collect(),
            ];
            for spelling in plain {
                let mut in_url = String::new();
                push_encoded(&mut in_url, &spelling);
                let once = percent(&spelling, Percent::Component);
                let found = [
                    // A program encoded the value, and then the whole URL was encoded again.
                    percent(&once, Percent::Component),
                    once,
                    percent(&spelling, Percent::StrictLower),
                    across(&spelling),
                    in_url,
                    spelling,
                ];
                for spelling in found.map(Zeroizing::new) {
                    if !spellings.contains(&spelling) {
                        spellings.push(spelling);
                    }
                }
            }
        }
        spellings.retain(|spelling| spelling.as_str() != key);
        sort(&mut spellings, &|one, other| {
            (one.len(), one.as_str()) > (other.len(), other.as_str())
        });
        Self(spellings)
    }

    fn text(&self, text: &mut String) {
        for spelling in &self.0 {
            if text.contains(spelling.as_str()) {
                *text = text.replace(spelling.as_str(), MASK);
            }
        }
    }

    /// Hides the secret in both texts. If the URL encodes the secret in an unknown variant, hides the whole query and
    /// returns `false`.
    fn signed_and_sent(&self, base_string: &mut String, url: &mut String) -> bool {
        let marks = url.matches(MASK).count();
        let before = base_string.clone();
        self.text(base_string);
        self.text(url);
        let is_known = *base_string == before || url.matches(MASK).count() > marks;
        if !is_known {
            url.truncate(url.find('?').map_or(0, |query| query + 1));
            url.push_str(MASK);
        }
        is_known
    }

    fn option(&self, text: &mut Option<String>) {
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn note(&self, note: &mut Note) {
        self.option(&mut note.name);
        self.option(&mut note.seen);
        self.option(&mut note.expected);
    }

    pub(in crate::explain) fn hide(&self, explanation: &mut Explanation) {
        if self.0.is_empty() {
            return;
        }
        for finding in &mut explanation.findings {
            self.note(&mut finding.what);
            finding.alternatives.iter_mut().for_each(|note| self.note(note));
        }
        for parameter in &mut explanation.parameters {
            self.text(&mut parameter.name);
            self.text(&mut parameter.raw);
            self.text(&mut parameter.value);
        }
        if let Some(header) = &mut explanation.header {
            self.text(&mut header.value);
        }
        let stages = &mut explanation.stages;
        if let (Some(base_string), Some(url)) = (&mut stages.base_string, &mut stages.url) {
            self.signed_and_sent(base_string, url);
        }
        if let Some(yours) = &mut stages.yours {
            if let (Some(base_string), Some(url)) = (&mut yours.base_string, &mut yours.url) {
                self.signed_and_sent(base_string, url);
            }
            [&mut yours.base_string, &mut yours.signature, &mut yours.url]
                .into_iter()
                .for_each(|text| self.option(text));
        }
        self.option(&mut stages.signature);
        self.option(&mut explanation.signed_with);
        self.option(&mut explanation.signed);
        if let Some(corrected) = &mut explanation.corrected {
            let is_known = self.signed_and_sent(&mut corrected.base_string, &mut corrected.url);
            self.option(&mut corrected.header);
            corrected.curl = corrected.curl.take().filter(|_| is_known);
            if let Some(curl) = &mut corrected.curl {
                [&mut curl.bash, &mut curl.cmd, &mut curl.powershell]
                    .into_iter()
                    .for_each(|text| self.text(text));
            }
        }
    }
}

/// Encodes a text that contains `&` as a URL does after the text was read as several parameters.
fn across(text: &str) -> String {
    let mut url = String::new();
    for (index, part) in text.split('&').enumerate() {
        if index > 0 {
            url.push('&');
        }
        push_encoded(&mut url, part);
    }
    url
}
