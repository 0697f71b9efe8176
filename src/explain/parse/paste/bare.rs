//! Reads text that is not a command: it contains a URL, or it is a query or base string.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::header;
use super::request::{Request, likeliest};

/// The first absolute URL that is not the value of a header such as `Referer`.
pub(super) fn url(text: &str) -> Option<Request> {
    let lines = text.lines().filter(|line| !names_another_page(line));
    likeliest(lines.flat_map(urls).map(|url| Request {
        method: None,
        url: url.to_string(),
        signature: None,
        body: None,
    }))
}

/// Whether the line is a header that contains another URL.
fn names_another_page(line: &str) -> bool {
    const NAMES: [&str; 6] = [
        "referer",
        "referrer",
        "origin",
        "location",
        "content-location",
        "access-control-allow-origin",
    ];
    header::field(line.trim_start()).is_some_and(|(name, _)| NAMES.iter().any(|other| name.eq_ignore_ascii_case(other)))
}

/// The absolute URLs of a line, each up to whitespace or a quote.
fn urls(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t', '\r', '"', '\'', '`', '<', '>'])
        .filter_map(|word| {
            let starts = ["https://", "http://"].iter();
            let start = starts.filter_map(|scheme| word.find(scheme)).min()?;
            word.get(start..)
        })
}

/// The query or base string in text without a URL, without the headers, words and quotes around it.
pub(super) fn query(text: &str) -> String {
    let is_header = |line: &&str| header::field(line.trim_start()).is_some();
    let lines = text.lines().filter(|line| !is_header(line));
    let lines = lines.skip_while(|line| line.trim().is_empty());
    let lines: Vec<&str> = lines.take_while(|line| !is_end(line)).collect();
    let joined = lines.join("\n");
    let query = until_header(introduced(&joined)).trim();
    let query = query.strip_prefix('?').unwrap_or(query);
    query.trim_matches(['"', '\'', '`']).to_string()
}

/// After an empty line or an opening brace, the text is no longer the query.
fn is_end(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('{')
}

/// The text after an introduction such as `base string:`, on the same line or on the next.
fn introduced(text: &str) -> &str {
    let name = text.split(['=', '&']).next().unwrap_or_default();
    let colons = [": ", ":\n"].iter();
    match colons.filter_map(|colon| name.rfind(colon)).max() {
        Some(colon) => text.get(colon + 1..).unwrap_or_default(),
        None => text,
    }
}

/// Cuts off a header on the same line as the query.
fn until_header(text: &str) -> &str {
    let mut before = header::occurrences(text).filter_map(|(start, _)| text.get(..start));
    let apart = before.find(|before| before.ends_with(char::is_whitespace));
    apart.unwrap_or(text)
}
