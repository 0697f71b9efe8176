//! Values that a program or a person has not filled in.

use alloc::string::String;

use crate::explain::finding::Grade;
use crate::explain::names;

/// Marks around a name in templates.
const MARKS: [(&str, &str); 4] = [("<", ">"), ("{", "}"), ("[", "]"), ("%", "%")];
/// Words that a person writes over a value that is not shown.
const HIDDEN: [&str; 4] = ["redacted", "removed", "hidden", "masked"];
/// Words around the name of a value.
const WORDS: [&str; 6] = ["your", "here", "insert", "replace", "env", "enter"];

/// Whether the value of a documented parameter is a placeholder, and how certain that is.
pub(super) fn placeholder(name: &str, value: &str) -> Option<Grade> {
    names::parameter(name)?;
    let own = letters(value);
    let is_hidden = HIDDEN.iter().any(|word| own.ends_with(word));
    let is_marked = MARKS
        .iter()
        .any(|(open, close)| value.len() > 2 && value.starts_with(open) && value.ends_with(close));
    if is_marked || is_variable(value) {
        let is_bracket = value.starts_with('[');
        return Some(if is_hidden || is_bracket {
            Grade::Possible
        } else {
            Grade::Certain
        });
    }
    let first = value.chars().next()?;
    let is_crossed = "xX*.…•?#".contains(first) && value.chars().all(|char| char == first) && value.chars().count() > 2;
    // A digit is a part of a value.
    let is_named = value.len() <= name.len() + MORE && !value.contains(|char: char| char.is_ascii_digit()) && {
        let rest = own.replacen(&letters(name), "", 1);
        rest.len() < own.len() && WORDS.iter().fold(rest, |rest, word| rest.replace(word, "")).len() <= 4
    };
    let is_cut = value.contains('…') || value.ends_with("...");
    (is_crossed || is_hidden || is_named || is_cut).then_some(Grade::Possible)
}

/// The letters around a name in a placeholder.
const MORE: usize = 16;

/// `$USER_ID`, `:userId`, `@userId`, `%s`, `%(userId)s`
fn is_variable(value: &str) -> bool {
    let mut rest = value.chars();
    let mark = rest.next().unwrap_or_default();
    let is_start = match mark {
        '$' | ':' | '@' | '#' => rest
            .next()
            .is_some_and(|char| char.is_ascii_alphabetic() || "_{(".contains(char)),
        '%' => matches!(value, "%s" | "%d" | "%v" | "%@") || value.starts_with("%("),
        _ => false,
    };
    let is_name = |char: char| char.is_ascii_alphanumeric() || "_.{}()$:@#%".contains(char);
    is_start && value.chars().all(is_name)
}

/// The letters, in lower case.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphabetic);
    letters.map(|char| char.to_ascii_lowercase()).collect()
}
