//! The order of names.

use super::*;

#[test]
fn names_are_sorted_by_their_bytes() {
    let given = [
        ("b", "1"),
        ("é", "2"),
        ("B", "3"),
        ("a", "4"),
        ("aa", "5"),
        ("a-", "6"),
        ("😀", "7"),
        ("Ａ", "8"),
    ];
    let base = base_string(given).unwrap();
    assert_eq!(base, "B=3&a=4&a-=6&aa=5&b=1&é=2&Ａ=8&😀=7");
}

#[test]
fn base_string_and_url_have_the_same_order() {
    let query = canonical(&[("~", "1"), ("%", "2"), ("+", "3"), (" ", "4"), ("z", "5")]).unwrap();
    assert_eq!(query.base_string(), " =4&%=2&+=3&z=5&~=1");
    assert_eq!(query.encoded(), "%20=4&%25=2&%2B=3&z=5&~=1");
}

#[test]
fn the_given_order_does_not_matter() {
    let mut prng = Prng::seeded(1);
    for _ in 0..10_000 {
        let mut parameters = oracle::parameters(&mut prng);
        let query = CanonicalQuery::new(parameters.clone()).unwrap();
        prng.shuffle(&mut parameters);
        assert_eq!(CanonicalQuery::new(parameters).unwrap(), query);
    }
}

#[test]
fn iteration_is_sorted_and_complete() {
    let mut prng = Prng::seeded(2);
    for _ in 0..10_000 {
        let mut parameters = oracle::parameters(&mut prng);
        let query = CanonicalQuery::new(parameters.clone()).unwrap();
        parameters.sort();
        let iterated: Vec<(String, String)> = query.iter().map(|(name, value)| (name.into(), value.into())).collect();
        assert_eq!(iterated, parameters);
    }
}

#[test]
fn values_are_found_by_name() {
    let mut prng = Prng::seeded(3);
    for _ in 0..10_000 {
        let parameters = oracle::parameters(&mut prng);
        let query = CanonicalQuery::new(parameters.clone()).unwrap();
        for (name, value) in &parameters {
            assert_eq!(query.value(name), Some(value.as_str()));
        }
        assert_eq!(query.value("timestamp"), None);
    }
}

#[test]
fn no_parameters_give_an_empty_base_string() {
    assert_eq!(canonical(&[]).unwrap().base_string(), "");
}
