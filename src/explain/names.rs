//! The documented names of parameters, and the names that people use for them.

use alloc::string::String;
use alloc::vec::Vec;

use super::finding::FindingCode;
use crate::endpoints::ENDPOINTS;
use crate::parameters::{LIST, Parameter, Rule, SIGNING};
use crate::request::SIGNATURE_HEADER;

/// The part of a parameter's rule that the debugger needs: help and examples would make the wasm larger.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) rule: Rule,
    pub(super) values: &'static [&'static str],
    aliases: &'static [&'static str],
}

const fn known(parameter: &Parameter) -> Known {
    Known {
        rule: parameter.rule,
        values: parameter.values,
        aliases: parameter.aliases,
    }
}

/// The documented parameters, starting with those of every request.
pub(super) static DOCUMENTED: [Known; SIGNING.len() + LIST.len()] = {
    let mut all = [known(&SIGNING[0]); SIGNING.len() + LIST.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = match at.checked_sub(SIGNING.len()) {
            Some(place) => known(&LIST[place]),
            None => known(&SIGNING[at]),
        };
        at += 1;
    }
    all
};

/// The documented paths below the base URL, with their methods. The other columns would make the wasm larger.
pub(super) static PATHS: [(&str, &str); ENDPOINTS.len()] = {
    let mut all = [("", ""); ENDPOINTS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = (ENDPOINTS[at].path, ENDPOINTS[at].method);
        at += 1;
    }
    all
};

pub(super) fn parameter(name: &str) -> Option<&'static Known> {
    DOCUMENTED.iter().find(|known| known.rule.name == name)
}

pub(super) fn is_documented(name: &str) -> bool {
    parameter(name).is_some()
}

/// Whether a text contains this parameter.
pub(super) fn holds(text: &str, name: &str) -> bool {
    let mut places = text.match_indices(name);
    places.any(|(at, _)| text.get(at + name.len()..).is_some_and(|rest| rest.starts_with('=')))
}

/// Whether a text contains a parameter.
pub(super) fn has_parameter(text: &str) -> bool {
    DOCUMENTED.iter().any(|known| holds(text, known.rule.name))
}

/// Parameters that tools, link trackers and caches add.
pub(super) fn is_tool(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "_",
        "_t",
        "_ts",
        "_dc",
        "cb",
        "nocache",
        "cachebust",
        "gclid",
        "fbclid",
        "msclkid",
        "lti_scid",
        "jsessionid",
        "callback",
        "rnd",
    ];
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || name.starts_with("utm_") || name.starts_with("mc_")
}

/// Names of query parameters that hold a signature.
pub(super) fn is_signature(name: &str) -> bool {
    const NAMES: [&str; 8] = [
        "signature",
        "sig",
        "sign",
        "lti_signature",
        "ltisignature",
        "x_lti_signature",
        "oauth_signature",
        "hmac",
    ];
    let name = name.to_ascii_lowercase();
    name == SIGNATURE_HEADER.to_ascii_lowercase() || NAMES.contains(&name.as_str())
}

/// The documented name that is probably meant: it differs only in case or `_`, by at most two letters, or it has this
/// alias.
pub(super) fn nearly(name: &str) -> Option<&'static str> {
    if is_documented(name) || name.len() > 20 {
        return None;
    }
    let find = |test: &dyn Fn(&Known) -> bool| DOCUMENTED.iter().find(|known| test(known));
    let same = find(&|known| folded(name).eq(folded(known.rule.name)));
    let near = || find(&|known| is_nearly(name, known.rule.name));
    let elsewhere = || find(&|known| name.len() > 5 && is_alias(name, known));
    let meant = same.or_else(near).or_else(elsewhere)?;
    Some(meant.rule.name)
}

fn is_alias(name: &str, known: &Known) -> bool {
    known.aliases.iter().any(|alias| folded(alias).eq(folded(name)))
}

/// The documented parameters that people call by this name, even if it is short: `page`, `id`.
pub(super) fn called(name: &str) -> impl Iterator<Item = &'static str> {
    let known = DOCUMENTED.iter().filter(move |known| is_alias(name, known));
    known.map(|known| known.rule.name)
}

/// Other names for a documented parameter: its own words in other styles first, then aliases.
pub(super) fn aliases(name: &str) -> Vec<String> {
    let Some(known) = parameter(name) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for words in known.aliases {
        names.extend(styled(words));
    }
    names.retain(|other| other != name);
    names
}

/// The words as programmers write them, the most likely first: `user_id`, `USER_ID`, `userId`, `user-id`, `UserId`,
/// `userid`, `USERID`, `userID`, `UserID`, `User_Id`.
pub(super) fn styled(words: &str) -> Vec<String> {
    let joined = |between: &str| words.replace(' ', between);
    let mut capitals = Vec::new();
    for word in words.split(' ') {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        capitals.push([&first.to_ascii_uppercase(), rest].concat());
    }
    let pascal = capitals.concat();
    let (first, rest) = pascal.split_at_checked(1).unwrap_or_default();
    let camel = [&first.to_ascii_lowercase(), rest].concat();
    // `userID`, `LTIKey`, `pageNUM`
    let with_capitals = |text: &str| match text.strip_suffix("Id") {
        Some(start) => [start, "ID"].concat(),
        None => text.replace("lti", "LTI").replace("Lti", "LTI").replace("Api", "API"),
    };
    let mut styles: Vec<String> = Vec::new();
    for style in [
        joined("_"),
        joined("_").to_ascii_uppercase(),
        camel.clone(),
        joined("-"),
        pascal.clone(),
        joined(""),
        joined("").to_ascii_uppercase(),
        with_capitals(&camel),
        with_capitals(&pascal),
        capitals.join("_"),
    ] {
        if !styles.contains(&style) {
            styles.push(style);
        }
    }
    styles
}

/// The finding for a wrong value of this parameter.
pub(super) fn value_code(name: &str) -> FindingCode {
    match name {
        "isUpComing" => FindingCode::IsUpComing,
        "pageNum" => FindingCode::PageNum,
        "pageSize" => FindingCode::PageSize,
        "userId" => FindingCode::UserId,
        _ => FindingCode::InvalidValue,
    }
}

/// Letters and digits only, in lower case.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|char| char.is_ascii_alphanumeric())
        .map(|char| char.to_ascii_lowercase())
}

fn is_nearly(name: &str, known: &str) -> bool {
    let allowed = if known.len() < 5 { 1 } else { 2 };
    distance(name, known) <= allowed && name.len() > 2
}

/// Levenshtein distance between short ASCII names.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let other = other.to_ascii_lowercase();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, byte) in one.to_ascii_lowercase().bytes().enumerate() {
        let mut diagonal = place;
        let mut left = place + 1;
        for (cell, known) in row.iter_mut().skip(1).zip(other.bytes()) {
            let cost = usize::from(byte != known);
            let best = (diagonal + cost).min(*cell + 1).min(left + 1);
            diagonal = core::mem::replace(cell, best);
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = place + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
