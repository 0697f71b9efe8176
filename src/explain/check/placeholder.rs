//! Values that a program or a person has not filled in.

use alloc::string::String;

use crate::explain::finding::Grade;
use crate::explain::names;
use crate::explain::parse::paste::scan::{back, find, first, last, starts};

/// Words that a person writes over a value that is not shown, and in place of one.
const WORDS: [&str; 7] = ["redacted", "removed", "hidden", "masked", "your", "insert", "replace"];

/// Whether the value of a documented parameter is a placeholder, and how certain that is.
pub(super) fn placeholder(name: &str, value: &str) -> Option<Grade> {
    names::parameter(name)?;
    let char = first(value)?;
    let own = letters(value);
    let says_so = WORDS.iter().any(|word| own.starts_with(word));
    let close = match char {
        '<' => '>',
        '{' => '}',
        '[' => ']',
        '%' => '%',
        _ => '\0',
    };
    let is_marked = value.len() > 2 && last(value) == Some(close);
    if is_marked || is_variable(char, back(value, char.len_utf8())) {
        let is_hidden = char == '[' || says_so && !own.starts_with("your");
        return Some(if is_hidden { Grade::Possible } else { Grade::Certain });
    }
    let is_crossed = "xX*.…•?#".contains(char) && value.len() > 2 && value.chars().all(|other| other == char);
    let is_cut = value.ends_with("...") || value.contains("…");
    let name = letters(name);
    let is_name = own == name || (own.contains(&name) && (says_so || own.ends_with("here")));
    // A digit is a part of a value.
    let is_named = (is_name || says_so) && find(value, "0123456789").is_none();
    (is_crossed || is_cut || is_named).then_some(Grade::Possible)
}

/// `$USER_ID`, `:userId`, `@userId`, `%s`, `%(userId)s`
fn is_variable(mark: char, rest: &str) -> bool {
    match mark {
        '$' | ':' | '@' | '#' => {
            let is_part = |char: char| char.is_ascii_alphanumeric() || "_.{}()$:@#".contains(char);
            !starts(rest, "0123456789") && !rest.is_empty() && rest.chars().all(is_part)
        }
        '%' => matches!(rest, "s" | "d" | "v" | "@") || rest.starts_with('('),
        _ => false,
    }
}

/// The letters, in lower case.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphabetic);
    letters.map(|char| char.to_ascii_lowercase()).collect()
}
