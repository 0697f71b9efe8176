//! The names of parameters: which are documented, and what others are meant by.

use crate::request::SIGNATURE_HEADER;

/// The parameters of the meeting list (KB0065241).
pub(super) const DOCUMENTED: [&str; 6] = ["isUpComing", "key", "pageNum", "pageSize", "timestamp", "userId"];

pub(super) fn is_documented(name: &str) -> bool {
    DOCUMENTED.contains(&name)
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

/// Names under which a signature stands in a query.
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

/// The documented name that this one is meant to be: but for letters' case and `_`, by two letters at most, or as it
/// is called elsewhere.
pub(super) fn nearly(name: &str) -> Option<&'static str> {
    if is_documented(name) || name.len() > 20 {
        return None;
    }
    let meant = |known: &&&str| is_nearly(name, known);
    let same = DOCUMENTED.iter().find(|known| folded(name).eq(folded(known)));
    let elsewhere = |known: &&&str| name.len() > 5 && aliases(known).contains(&name);
    let other = || DOCUMENTED.iter().find(elsewhere);
    same.or_else(|| DOCUMENTED.iter().find(meant)).or_else(other).copied()
}

/// Names by which a documented parameter goes elsewhere.
pub(super) fn aliases(name: &str) -> &'static [&'static str] {
    match name {
        "isUpComing" => &[
            "isUpcoming",
            "isupcoming",
            "IsUpComing",
            "is_upcoming",
            "is_up_coming",
            "isUpComming",
            "upcoming",
            "isUpcomming",
            "ISUPCOMING",
        ],
        "key" => &[
            "Key",
            "KEY",
            "apiKey",
            "api_key",
            "apikey",
            "ltiKey",
            "lti_key",
            "LTIKey",
            "clientId",
            "client_id",
            "accessKey",
            "keys",
        ],
        "pageNum" => &[
            "pagenum",
            "PageNum",
            "page_num",
            "pageNumber",
            "page_number",
            "pageNo",
            "page",
            "PAGENUM",
        ],
        "pageSize" => &[
            "pagesize",
            "PageSize",
            "page_size",
            "pageLimit",
            "size",
            "limit",
            "PAGESIZE",
        ],
        "timestamp" => &[
            "timeStamp",
            "Timestamp",
            "TimeStamp",
            "time_stamp",
            "TIMESTAMP",
            "ts",
            "time",
            "timestmap",
            "timestampMs",
        ],
        "userId" => &[
            "userID", "userid", "UserId", "UserID", "user_id", "USERID", "user", "uid", "id", "usreId", "hostId",
        ],
        _ => &[],
    }
}

/// Letters alone, in small.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|char| char.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

fn is_nearly(name: &str, known: &str) -> bool {
    let allowed = if known.len() < 5 { 1 } else { 2 };
    distance(name, known) <= allowed && name.len() > 2
}

/// Levenshtein's distance, of short ASCII names.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let other = other.to_ascii_lowercase();
    let mut row: alloc::vec::Vec<usize> = (0..=other.len()).collect();
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
