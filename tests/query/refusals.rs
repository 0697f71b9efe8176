//! Refused names and values.

use super::*;

#[test]
fn a_name_given_twice_is_refused() {
    assert_refused(canonical(&[("a", "1"), ("b", "2"), ("a", "1")]), "a");
    assert_refused(canonical(&[("a", "1"), ("a", "2")]), "a");
}

#[test]
fn names_are_case_sensitive() {
    assert_eq!(
        base_string([("userId", "1"), ("userid", "2")]).unwrap(),
        "userId=1&userid=2"
    );
}

#[test]
fn an_empty_name_is_refused() {
    assert_refused(canonical(&[("", "1")]), "");
}

#[test]
fn ampersand_and_equals_are_refused_in_a_name() {
    for name in ["a&b", "&", "a=b", "="] {
        assert_refused(canonical(&[(name, "1")]), name);
    }
}

#[test]
fn an_ampersand_is_refused_in_a_value() {
    for value in ["&", "a&b", "a&userId=b"] {
        assert_refused(canonical(&[("n", value)]), "n");
    }
}

#[test]
fn equals_signs_are_accepted_in_a_value() {
    assert_eq!(base_string([("n", "a=b==")]).unwrap(), "n=a=b==");
}

fn controls() -> impl Iterator<Item = char> {
    ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}')
}

#[test]
fn every_control_character_is_refused_in_a_value() {
    for control in controls() {
        assert_refused(canonical(&[("n", &format!("a{control}b"))]), "n");
    }
}

#[test]
fn every_control_character_is_refused_in_a_name() {
    for control in controls() {
        let name = format!("a{control}b");
        assert_refused(canonical(&[(&name, "1")]), &name);
    }
}

/// Otherwise `a=1&b=2` could be one parameter or two, and both would have the same signature.
#[test]
fn different_parameters_have_different_base_strings() {
    let mut prng = Prng::seeded(4);
    for _ in 0..20_000 {
        let parameters = oracle::parameters(&mut prng);
        let base = base_string(parameters.clone()).unwrap();
        let mut read: Vec<(String, String)> = Vec::new();
        for part in base.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap();
            read.push((name.into(), value.into()));
        }
        let mut sorted = parameters;
        sorted.sort();
        assert_eq!(read, sorted);
    }
}
