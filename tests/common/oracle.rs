//! The random parameter sets of the round-trip tests.

use super::prng::Prng;

/// Characters that need encoding, that need none, and of every length in UTF-8. All are accepted.
const CHARACTERS: &str =
    " !\"#$%'()*+,-./0123456789:;<>?@ABCXYZ[\\]^_`abcxyz{|}~é×ß你好\u{a0}\u{200b}\u{feff}\u{fffd}🙂\u{10ffff}";

pub(crate) type Parameters = Vec<(String, String)>;

/// Up to eight parameters with different names, without `key` and `timestamp`.
pub(crate) fn parameters(prng: &mut Prng) -> Parameters {
    let in_names: Vec<char> = CHARACTERS.chars().collect();
    let in_values: Vec<char> = CHARACTERS.chars().chain(['=']).collect();
    let mut parameters = Parameters::new();
    for _ in 0..prng.below(9) {
        let (longest_name, longest_value) = (prng.below(8) + 1, prng.below(24));
        let name = prng.text(&in_names, longest_name);
        let value = prng.text(&in_values, longest_value);
        let taken = parameters.iter().any(|(other, _)| *other == name);
        if !taken && name != "key" && name != "timestamp" {
            parameters.push((name, value));
        }
    }
    parameters
}
