//! The parameters of a text whose form nobody knows. The signature shows which value belongs to which name.

use alloc::vec::Vec;

use super::clues::run;
use super::parameter::{Parameter, Test};
use super::paste::scan::{back, first, front, skip};
use crate::explain::names::{DOCUMENTED, is_documented};
use crate::parameters::Kind;

/// How many values behind each place of a name may be its value, and how many places are tried.
const VALUES: usize = 6;
const PLACES: usize = 3;
/// More combinations take too long.
const COMBINATIONS: usize = 40_000;

/// Tries every choice of values for the documented names in the text.
pub(super) fn assembled(text: &str, test: Test<'_>) -> bool {
    let mut choices: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut total = 1_usize;
    for known in &DOCUMENTED {
        let name = known.rule.name;
        let mut values: Vec<&str> = Vec::new();
        for (at, _) in text.match_indices(name).take(PLACES) {
            let found = tokens(back(text, at + name.len())).filter(|token| fits(known.rule.kind, token));
            for value in found.take(VALUES) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        if text.contains(name) {
            total = total.saturating_mul(values.len());
            choices.push((name, values));
        }
    }
    if choices.len() < 3 || total > COMBINATIONS {
        return false;
    }
    (0..total).any(|number| {
        let mut rest = number;
        let chosen = choices.iter().filter_map(|(name, values)| {
            let value = values.get(rest % values.len())?;
            rest /= values.len();
            Some(Parameter::plain(*name, *value))
        });
        test(chosen.collect())
    })
}

/// Whatever may be a value.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    core::iter::from_fn(move || {
        loop {
            let char = first(rest)?;
            let token = run(rest, "+/_-%.@");
            let end = rest.len() - skip(back(rest, token.len()), "=").len();
            let own = front(rest, end);
            rest = back(rest, end.max(char.len_utf8()));
            if !token.is_empty() {
                return Some(own);
            }
        }
    })
}

fn fits(kind: Kind, token: &str) -> bool {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    match kind {
        Kind::Timestamp => digits && token.len() == 13,
        Kind::Boolean => matches!(token, "true" | "false"),
        Kind::Whole { .. } => digits && token.len() < 5,
        Kind::Text | Kind::UserId => (6..=48).contains(&token.len()) && !is_documented(token),
    }
}
