//! Orders that are not sorted by name.

use alloc::string::String;
use alloc::vec::Vec;

use super::variant::Variant;
use crate::explain::finding::{FindingCode, Note};
use crate::explain::parse::parameter::Parameter;
use crate::explain::sorting::sort;

/// The order of the parameters in a base string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::explain) enum Order {
    AsSent,
    Reversed,
    IgnoringCase,
    ByValue,
    ByLength,
    /// These names first, in this order, then the others as they were sent.
    Given(&'static [&'static str]),
    /// Indices into the sent parameters.
    Places(Vec<usize>),
}

/// Orders in documentation and programs. The first is from the example request of Zoom's article, the second from its
/// table.
const GIVEN: [(&str, &[&str]); 5] = [
    (
        "article_url",
        &["key", "timestamp", "isUpComing", "pageNum", "pageSize", "userId"],
    ),
    ("key_timestamp_user", &["key", "timestamp", "userId"]),
    (
        "user_first",
        &["userId", "isUpComing", "pageNum", "pageSize", "key", "timestamp"],
    ),
    ("key_first", &["key"]),
    (
        "key_timestamp_last",
        &["isUpComing", "pageNum", "pageSize", "userId", "key", "timestamp"],
    ),
];

/// With more parameters, there are too many permutations.
const PERMUTED: usize = 6;

/// How many entries of [`all`] are common orders; the rest are permutations.
pub(in crate::explain) const NAMED: usize = 5 + GIVEN.len();

pub(in crate::explain) fn all(pairs: &[Parameter]) -> Vec<Variant<Order>> {
    let variant = |order, mistake| Variant::new(order, Note::variant(FindingCode::ParameterOrder, mistake));
    let mut variants = Vec::from([
        variant(Order::AsSent, "url_order"),
        variant(Order::Reversed, "reversed"),
        variant(Order::IgnoringCase, "case_insensitive"),
        variant(Order::ByValue, "by_value"),
        variant(Order::ByLength, "by_length"),
    ]);
    variants.extend(
        GIVEN
            .iter()
            .map(|(mistake, names)| variant(Order::Given(names), mistake)),
    );
    if pairs.len() <= PERMUTED {
        let permutations = permutations(pairs.len());
        variants.extend(permutations.into_iter().map(|places| {
            let names: Vec<&str> = places
                .iter()
                .filter_map(|place| pairs.get(*place))
                .map(|pair| pair.name.as_str())
                .collect();
            let note = Note::variant(FindingCode::ParameterOrder, "other_order").seen(names.join(", "));
            Variant::new(Order::Places(places), note)
        }));
    }
    variants
}

fn permutations(length: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::from([Vec::new()]);
    for next in 0..length {
        let longer = |places: &Vec<usize>| {
            let places = places.clone();
            (0..=places.len()).map(move |at| {
                let mut longer = places.clone();
                longer.insert(at, next);
                longer
            })
        };
        found = found.iter().flat_map(longer).collect();
    }
    found
}

pub(in crate::explain) fn by_name(pairs: &mut [Parameter]) {
    sort(pairs, &|one, other| one.name < other.name);
}

pub(in crate::explain) fn arrange(pairs: &mut Vec<Parameter>, order: &Order) {
    match order {
        Order::AsSent => {}
        Order::Reversed => {
            by_name(pairs);
            pairs.reverse();
        }
        Order::IgnoringCase => {
            sort(pairs, &|one, other| {
                one.name.to_ascii_lowercase() < other.name.to_ascii_lowercase()
            });
        }
        Order::ByValue => sort(pairs, &|one, other| one.value < other.value),
        Order::ByLength => sort(pairs, &|one, other| one.name.len() < other.name.len()),
        Order::Given(names) => {
            let place = |pair: &Parameter| names.iter().position(|name| *name == pair.name).unwrap_or(names.len());
            sort(pairs, &|one, other| place(one) < place(other));
        }
        Order::Places(places) => {
            let arranged: Vec<Parameter> = places.iter().filter_map(|place| pairs.get(*place)).cloned().collect();
            // After another change, the indices can be invalid.
            if arranged.len() == pairs.len() {
                *pairs = arranged;
            }
        }
    }
}

/// The names in their order, for a finding.
pub(in crate::explain) fn names(pairs: &[Parameter]) -> String {
    let names: Vec<&str> = pairs.iter().map(|pair| pair.name.as_str()).collect();
    names.join(", ")
}
