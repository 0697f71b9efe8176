//! Reads PowerShell's `Invoke-WebRequest` and `Invoke-RestMethod`, typed or copied from a browser. The parameters are
//! from the cmdlet reference (learn.microsoft.com/powershell, Microsoft.PowerShell.Utility).

use alloc::string::{String, ToString};

use super::header;
use super::request::{Request, likeliest};
use super::shell::{Quoting, words};

const NAMES: [&str; 4] = ["invoke-webrequest", "invoke-restmethod", "iwr", "irm"];

/// Windows PowerShell has these aliases. `-Uri` or `-Headers` tells them from the programs.
const ALIASES: [&str; 2] = ["curl", "wget"];

/// Reads the first call to this API, otherwise the first one with a URL.
pub(super) fn read(text: &str) -> Option<Request> {
    let aliased = ["-uri ", "-headers "].iter().any(|mark| find(text, mark).is_some());
    let aliases = ALIASES.iter().filter(|_| aliased);
    let starts = NAMES.iter().chain(aliases).filter_map(|name| find(text, name));
    let words = words(text.get(starts.min()?..)?, Quoting::Expression);
    let is_name = |word: &String| {
        let mut names = NAMES.iter().chain(&ALIASES);
        names.any(|name| word.eq_ignore_ascii_case(name))
    };
    likeliest(words.split(is_name).skip(1).filter_map(call))
}

fn find(text: &str, wanted: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(wanted.len());
    windows.position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Reads a call from the words after its name.
fn call(words: &[String]) -> Option<Request> {
    let method = after(words, "-method").or_else(|| after(words, "-custommethod"));
    Some(Request {
        method: Some(method.map_or("GET", String::as_str).to_string()),
        url: after(words, "-uri")
            .filter(|uri| is_url(uri))
            .or_else(|| first_url(words))?
            .clone(),
        signature: signature(words),
        body: after(words, "-body").cloned(),
    })
}

/// The word after a parameter's name, in any case.
fn after<'a>(words: &'a [String], name: &str) -> Option<&'a String> {
    let place = words.iter().position(|word| word.eq_ignore_ascii_case(name))?;
    words.get(place + 1)
}

fn is_url(word: &str) -> bool {
    word.contains("://") || word.contains('/')
}

/// The first URL that is not the value of another parameter.
fn first_url(words: &[String]) -> Option<&String> {
    let mut previous = "";
    words.iter().find(|word| {
        let another = previous.starts_with('-') && !previous.eq_ignore_ascii_case("-usebasicparsing");
        previous = word;
        !another && word.contains("://")
    })
}

/// Reads `@{"name"="value"}` after the quotes were removed, with or without whitespace around `=`.
fn signature(words: &[String]) -> Option<String> {
    let mut pairs = words.iter().enumerate().filter_map(|(place, word)| {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let value = match value {
            _ if !header::is_signature(name) => return None,
            "" => value_behind(word, words.get(place + 1..)?)?,
            _ => value,
        };
        Some(value.trim())
    });
    pairs.find(|value| !value.is_empty()).map(ToString::to_string)
}

/// `name = value`, `name= value` or `name =value`. After an empty value, a mark or the next pair follows.
fn value_behind<'a>(word: &str, behind: &'a [String]) -> Option<&'a str> {
    let value = match behind {
        [equals, value, ..] if !word.ends_with('=') && equals == "=" => value,
        [value, ..] if word.ends_with('=') => value,
        [value, ..] => value.strip_prefix('=')?,
        [] => return None,
    };
    let is_pair = value.trim_end_matches('=').contains('=');
    (!is_pair && !value.starts_with(['}', ';'])).then_some(value)
}
