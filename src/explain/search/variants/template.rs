//! Texts with placeholders for the parts of a request: `{m} {p}?` is `GET /path?`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::explain::encoding::{Percent, percent};
use crate::explain::parse::case::Case;
use crate::request::BASE_URL;

/// The parts of a request by their letters. `{b}` is the base string, which is not known yet. `{u%}` is the part `u`,
/// percent-encoded, and `{u~}` has the digits in lower case.
pub(in crate::explain) struct Parts(Vec<(char, String)>);

impl Parts {
    pub(in crate::explain) fn of(case: &Case<'_>) -> Self {
        let endpoint = case.endpoint();
        let (scheme, rest) = endpoint.split_once("://").unwrap_or(("https", &endpoint));
        let (host, path) = rest
            .split_at_checked(rest.find('/').unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        let base = BASE_URL.split_once("zoom.us").map_or("", |(_, path)| path);
        let short = path.strip_prefix(base).unwrap_or(path);
        let method = case.method().to_ascii_uppercase();
        let sent = case.pasted.parameters.iter();
        let sent: Vec<String> = sent.map(|part| [&part.name, "=", &part.raw].concat()).collect();
        let value = |name| case.value(name).unwrap_or_default().to_string();
        let seconds = value("timestamp");
        let seconds = seconds.get(..10).unwrap_or(&seconds).to_string();
        Self(Vec::from([
            ('n', method.to_ascii_lowercase()),
            ('m', method),
            ('s', scheme.to_string()),
            ('h', host.to_string()),
            ('p', path.to_string()),
            ('q', short.to_string()),
            ('P', path.trim_start_matches('/').to_string()),
            ('Q', short.trim_start_matches('/').to_string()),
            ('r', sent.join("&")),
            ('k', value("key")),
            ('t', value("timestamp")),
            ('i', value("userId")),
            ('T', seconds),
            ('x', case.secret().unwrap_or_default().to_string()),
            ('g', case.signature().unwrap_or_default()),
            ('u', endpoint),
        ]))
    }

    /// Fills in the placeholders. A part that the request does not have makes the text useless.
    pub(in crate::explain) fn fill(&self, template: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let place = after.split_once('}').filter(|(name, _)| self.part(name).is_some());
            let Some((name, after)) = place else {
                filled.push('{');
                rest = after;
                continue;
            };
            let text = self.part(name).filter(|text| !text.is_empty())?;
            filled.push_str(&match name.get(1..) {
                Some("%") => percent(text, Percent::Strict),
                Some("~") => percent(text, Percent::StrictLower),
                _ => text.to_string(),
            });
            rest = after;
        }
        filled.push_str(rest);
        Some(filled)
    }

    fn part(&self, name: &str) -> Option<&str> {
        let mut chars = name.chars();
        let (letter, modifier) = (chars.next()?, chars.next());
        if chars.next().is_some() || modifier.is_some_and(|modifier| !matches!(modifier, '%' | '~')) {
            return None;
        }
        let (_, text) = self.0.iter().find(|(own, _)| *own == letter)?;
        Some(text)
    }
}
