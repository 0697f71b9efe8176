//! Signed parameters that differ from the sent ones.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::constants::{SECRET_NAMES, constants};
use super::template::Parts;
use super::values;
use super::variant::{Choices, Variant, add, rows};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::names::{self, DOCUMENTED, Known};
use crate::explain::parse::case::Case;
use crate::explain::parse::parameter::{Parameter, parameters};
use crate::explain::sorting::sort;
use crate::parameters::Kind;

/// A change to the parameters before they are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::explain) enum Mutation {
    /// Only the parameters at these indices.
    Keep(Vec<usize>),
    Add(Vec<Parameter>),
    Value {
        place: usize,
        value: String,
    },
    Name {
        place: usize,
        name: String,
    },
    /// The parameter of this name has another one, but the place of the first.
    NameInPlace {
        from: String,
        name: String,
    },
    /// All names in another style, sorted by the new names or the old ones.
    Names {
        letters: Letters,
        in_place: bool,
    },
    /// Completely different parameters.
    Replace(Vec<Parameter>),
}

/// What is between the words of a name, and their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) struct Letters {
    between: &'static str,
    case: LetterCase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LetterCase {
    Lower,
    Upper,
    /// The first letter of each word is a capital.
    Capital,
}

/// With more parameters, only one or two at a time are left out.
const SUBSETS: usize = 8;

pub(in crate::explain) fn all(case: &Case<'_>, pairs: &[Parameter], rare: bool) -> Choices<Variant<Mutation>> {
    let mut all = restored(case, pairs);
    let mut rarely = Vec::new();
    all.extend(subsets(pairs));
    all.extend(added(case, pairs));
    for (place, pair) in pairs.iter().enumerate() {
        for (value, note) in values::others(pair) {
            add(&mut all, Mutation::Value { place, value }, note);
        }
        let mut names = renamed(place, pair, pairs).into_iter();
        all.extend(names.by_ref().take(COMMON_NAMES));
        rarely.extend(names);
        if pair.name == "key"
            && let Some(secret) = case.secret()
        {
            let note = Note::variant(FindingCode::SecretSigned, "parameter").of("key");
            let value = secret.to_string();
            add(&mut all, Mutation::Value { place, value }, note);
        }
        let twice = Note::variant(FindingCode::DuplicateParameter, "signed").of(pair.name.clone());
        add(&mut all, Mutation::Add(Vec::from([pair.clone()])), twice);
    }
    for &(between, case, mistake) in LETTERS {
        let letters = Letters { between, case };
        let note = Note::variant(FindingCode::NameDiffers, mistake);
        let names = |in_place| Mutation::Names { letters, in_place };
        add(&mut all, names(false), note.clone());
        add(&mut rarely, names(true), note);
    }
    all.extend(swapped(pairs));
    if !rare {
        return Choices::new(all, Vec::new());
    }
    rarely.extend(counted(pairs));
    rarely.extend(templates(pairs));
    for (name, value) in constants(&Parts::of(case), pairs) {
        let added = Vec::from([Parameter::plain(name, value)]);
        let note = not_sent(&added);
        add(&mut rarely, Mutation::Add(added), note);
    }
    Choices::new(all, rarely)
}

/// How many other names of each parameter are common mistakes.
const COMMON_NAMES: usize = 8;

/// Every number that a parameter may have had, and every value of what was not sent.
fn counted(pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let mut variants = unsent(pairs);
    for (place, pair) in pairs.iter().enumerate() {
        for (value, note) in values::rare(pair) {
            add(&mut variants, Mutation::Value { place, value }, note);
        }
    }
    variants
}

const LETTERS: &[(&str, LetterCase, &str)] = &[
    ("", LetterCase::Lower, "lower_case"),
    ("", LetterCase::Upper, "upper_case"),
    ("", LetterCase::Capital, "capital"),
    ("_", LetterCase::Lower, "snake_case"),
    ("-", LetterCase::Lower, "kebab_case"),
    ("_", LetterCase::Upper, "snake_case"),
    ("-", LetterCase::Upper, "kebab_case"),
    ("-", LetterCase::Capital, "kebab_case"),
    ("_", LetterCase::Capital, "snake_case"),
    (".", LetterCase::Lower, "dotted"),
];

/// Two parameters have each other's value.
fn swapped(pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let few = pairs.len().min(SUBSETS);
    let places = (0..few).flat_map(|one| (0..one).map(move |other| (other, one)));
    let swap = |(one, other): (usize, usize)| {
        let mut swapped = pairs.to_vec();
        let (first, second) = (pairs.get(one)?, pairs.get(other)?);
        for (place, value) in [(one, second), (other, first)] {
            let pair = swapped.get_mut(place)?;
            pair.raw.clone_from(&value.raw);
            pair.value.clone_from(&value.value);
        }
        let names = [&first.name, ", ", &second.name].concat();
        let note = Note::variant(FindingCode::ValueDiffers, "swapped").of(names);
        (first.value != second.value).then(|| Variant::new(Mutation::Replace(swapped), note))
    };
    places.filter_map(swap).collect()
}

/// Parameters with few values that were signed and not sent: each value is tried, alone and together with others.
fn unsent(pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let is_missing = |known: &&Known| !pairs.iter().any(|pair| pair.name == known.rule.name);
    let missing: Vec<&Known> = DOCUMENTED.iter().filter(is_missing).collect();
    let mut variants = Vec::new();
    let mut sets: Vec<Vec<Parameter>> = Vec::from([Vec::new()]);
    for known in &missing {
        let name = known.rule.name;
        let with = |set: &Vec<Parameter>, value: &String| {
            let added = Parameter::plain(name, value.as_str());
            set.iter().cloned().chain([added]).collect::<Vec<_>>()
        };
        let alone = values::range(known, 1000);
        variants.extend(alone.iter().map(|value| with(&Vec::new(), value)));
        let few = values::range(
            known,
            if matches!(known.rule.kind, Kind::Whole { max: u32::MAX, .. }) {
                10
            } else {
                100
            },
        );
        let longer: Vec<_> = sets
            .iter()
            .flat_map(|set| few.iter().map(|value| with(set, value)))
            .collect();
        sets.extend(longer);
    }
    variants.extend(sets.into_iter().filter(|set| set.len() > 1));
    let names: Vec<&str> = missing.iter().map(|known| known.rule.name).collect();
    for text in rows(NOTHING, '|') {
        for chosen in 1..1_usize << names.len() {
            let chosen = names.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1);
            variants.push(chosen.map(|(_, name)| Parameter::plain(*name, text)).collect());
        }
    }
    let mut unsent = Vec::new();
    for set in variants {
        let note = not_sent(&set);
        add(&mut unsent, Mutation::Add(set), note);
    }
    unsent
}

/// What programs write for a value that they do not have.
const NOTHING: &str = "|undefined|null|None|nil|NaN|0|NULL";

/// What stands for each value in a template. `~` is the name.
const TEMPLATES: &str = "{~}|${~}|{{~}}|<~>|:~|$~|%~%|~|%s|{}|?|undefined|null|None";

/// The base string without its values: of all parameters, and of those that every request has.
fn templates(pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let mut variants = Vec::new();
    for template in rows(TEMPLATES, '|') {
        for is_whole in [true, false] {
            let mut replaced = Vec::new();
            for Parameter { name, .. } in pairs {
                if is_whole || matches!(name.as_str(), "key" | "timestamp" | "userId") {
                    replaced.push(Parameter::plain(name.as_str(), template.replace("~", name)));
                }
            }
            let note = Note::variant(FindingCode::ArtifactSigned, "template");
            add(&mut variants, Mutation::Replace(replaced), note);
        }
    }
    variants
}

pub(super) fn not_sent(added: &[Parameter]) -> Note {
    let joined = |part: fn(&Parameter) -> &str| added.iter().map(part).collect::<Vec<_>>().join(", ");
    Note::new(FindingCode::ParameterNotSent)
        .of(joined(|pair| &pair.name))
        .seen(joined(|pair| &pair.value))
}

/// The original parameters, if a tool changed the URL after signing.
fn restored(case: &Case<'_>, pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let mut variants = Vec::new();
    let text: Vec<String> = case
        .pasted
        .parameters
        .iter()
        .map(|part| [&part.name, "=", &part.raw].concat())
        .collect();
    let query = text.join("&");
    let marks = [
        ("×tamp", "&timestamp", FindingCode::TimesSign, "sent"),
        ("%C3%97tamp", "&timestamp", FindingCode::TimesSign, "sent"),
        ("&amp;", "&", FindingCode::EscapedSeparator, "html"),
        ("%26", "&", FindingCode::EscapedSeparator, "percent"),
        ("\\u0026", "&", FindingCode::EscapedSeparator, "unicode"),
    ];
    for (mark, meant, code, mistake) in marks {
        if query.contains(mark) {
            let restored = query.replace(mark, meant).replace("%3D", "=");
            let note = Note::variant(code, mistake).seen(mark).expected(meant);
            add(&mut variants, Mutation::Replace(parsed(&restored)), note);
        }
    }
    let clean: Vec<Parameter> = pairs.iter().map(without_blanks).collect();
    if clean != pairs {
        variants.push(Variant::new(
            Mutation::Replace(clean),
            Note::variant(FindingCode::InvisibleCharacter, "sent"),
        ));
    }
    variants
}

fn parsed(query: &str) -> Vec<Parameter> {
    parameters(query).collect()
}

/// Also without quotes.
fn without_blanks(pair: &Parameter) -> Parameter {
    let kept = |text: &str| {
        text.chars()
            .filter(|char| !crate::explain::blank::is_blank(*char) && !"\"'`".contains(*char))
            .collect::<String>()
    };
    let value = kept(&pair.value);
    if value == pair.value {
        return Parameter {
            name: kept(&pair.name),
            ..pair.clone()
        };
    }
    Parameter::plain(kept(&pair.name), value)
}

fn subsets(pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let count = pairs.len();
    let all: Vec<Vec<usize>> = if count <= SUBSETS {
        (1..1_usize << count)
            .map(|out| (0..count).filter(|place| out >> place & 1 == 1).collect())
            .collect()
    } else {
        let singles = (0..count.min(64)).map(|place| Vec::from([place]));
        let doubles = (0..count.min(64)).flat_map(|one| (0..one).map(move |other| Vec::from([other, one])));
        singles.chain(doubles).collect()
    };
    let mut all: Vec<Vec<usize>> = all.into_iter().filter(|out| out.len() < count).collect();
    sort(&mut all, &|one, other| one.len() < other.len());
    all.into_iter()
        .map(|out| {
            let keep = (0..count).filter(|place| !out.contains(place)).collect();
            Variant::new(Mutation::Keep(keep), not_signed(pairs, &out))
        })
        .collect()
}

/// Why these parameters are not signed: a tool added them later, or the program left them out.
fn not_signed(pairs: &[Parameter], out: &[usize]) -> Note {
    let missing: Vec<&Parameter> = out.iter().filter_map(|place| pairs.get(*place)).collect();
    let all = |test: &dyn Fn(&Parameter) -> bool| missing.iter().all(|pair| test(pair));
    let twice = |pair: &Parameter| pairs.iter().filter(|other| other.name == pair.name).count() > 1;
    let code = if all(&|pair| names::is_signature(&pair.name)) {
        FindingCode::HeaderInQuery
    } else if all(&|pair| names::is_tool(&pair.name)) {
        FindingCode::ToolParameter
    } else if all(&twice) {
        FindingCode::DuplicateParameter
    } else if all(&|pair| pair.value.is_empty()) {
        FindingCode::EmptyParameter
    } else {
        FindingCode::ParameterNotSigned
    };
    let names: Vec<&str> = missing.iter().map(|pair| pair.name.as_str()).collect();
    Note::variant(code, "not_signed").of(names.join(", "))
}

/// Parameters that programs sign but do not send: fields of the body, defaults, the secret.
fn added(case: &Case<'_>, pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let mut extra: Vec<Parameter> = case.pasted.body_fields();
    for Known { rule, values, .. } in &DOCUMENTED {
        if !pairs.iter().any(|pair| pair.name == rule.name) {
            let values = values.iter().chain(&["", "undefined"]);
            extra.extend(values.map(|value| Parameter::plain(rule.name, *value)));
        }
    }
    let alone = |pair: &Parameter| {
        let added = Vec::from([pair.clone()]);
        let note = not_sent(&added);
        Variant::new(Mutation::Add(added), note)
    };
    let mut variants: Vec<Variant<Mutation>> = extra.iter().map(alone).collect();
    let fields = case.pasted.body_fields();
    if fields.len() > 1 {
        let names: Vec<&str> = fields.iter().map(|pair| pair.name.as_str()).collect();
        let note = Note::variant(FindingCode::ParameterNotSent, "body").of(names.join(", "));
        add(&mut variants, Mutation::Add(fields), note);
    }
    variants.extend(case.secret().into_iter().flat_map(secret_added));
    let signatures = case.header.clone().into_iter().chain(case.signature());
    variants.extend(signatures.map(|header| {
        let note = Note::new(FindingCode::SignatureSigned).of("signature");
        Variant::new(Mutation::Add(Vec::from([Parameter::plain("signature", header)])), note)
    }));
    variants
}

fn secret_added(secret: &str) -> Vec<Variant<Mutation>> {
    let mut variants = Vec::new();
    for name in rows(SECRET_NAMES, '|') {
        let note = Note::variant(FindingCode::SecretSigned, "parameter").of(name);
        add(
            &mut variants,
            Mutation::Add(Vec::from([Parameter::plain(name, secret)])),
            note,
        );
    }
    variants
}

/// The parameter was signed under an alias, or under the documented name when another name was sent.
fn renamed(place: usize, pair: &Parameter, pairs: &[Parameter]) -> Vec<Variant<Mutation>> {
    let is_sent = |name: &str| pairs.iter().any(|other| other.name == name);
    let mut others = names::aliases(&pair.name);
    if !names::is_documented(&pair.name) {
        let documented = names::nearly(&pair.name).into_iter().chain(names::called(&pair.name));
        others.extend(documented.map(ToString::to_string));
    }
    others.retain(|name| !is_sent(name));
    let mut variants = Vec::new();
    for name in others {
        let note = Note::new(FindingCode::NameDiffers)
            .of(pair.name.clone())
            .seen(name.as_str())
            .expected(pair.name.clone());
        // Whether the new name belongs to another place.
        let is_moved = pairs.iter().any(|other| {
            let is_other = other.name != pair.name;
            is_other && (other.name < pair.name) != (other.name < name)
        });
        if is_moved {
            let (from, name) = (pair.name.clone(), name.clone());
            add(&mut variants, Mutation::NameInPlace { from, name }, note.clone());
        }
        add(&mut variants, Mutation::Name { place, name }, note);
    }
    variants
}

/// Makes the change. Indices refer to the request, so a change that moves parameters comes after the others.
pub(in crate::explain) fn apply(mutation: &Mutation, pairs: &mut Vec<Parameter>) {
    match mutation {
        Mutation::Keep(places) => {
            let kept = places.iter().filter_map(|place| pairs.get(*place)).cloned().collect();
            *pairs = kept;
        }
        Mutation::Add(extra) => pairs.extend(extra.iter().cloned()),
        Mutation::Value { place, value } => {
            if let Some(pair) = pairs.get_mut(*place) {
                pair.value.clone_from(value);
                pair.raw.clone_from(value);
            }
        }
        Mutation::Name { place, name } => {
            if let Some(pair) = pairs.get_mut(*place) {
                pair.name.clone_from(name);
            }
        }
        // See `apply_sorted`.
        Mutation::NameInPlace { .. } => {}
        Mutation::Names { in_place: true, .. } => {}
        Mutation::Names { letters, .. } => rename_all(pairs, *letters),
        Mutation::Replace(others) => pairs.clone_from(others),
    }
}

/// Makes a change that keeps the order.
pub(in crate::explain) fn apply_sorted(mutation: &Mutation, pairs: &mut [Parameter]) {
    if let Mutation::NameInPlace { from, name } = mutation {
        for pair in pairs.iter_mut().filter(|pair| pair.name == *from) {
            pair.name.clone_from(name);
        }
    }
    if let Mutation::Names {
        letters,
        in_place: true,
    } = mutation
    {
        rename_all(pairs, *letters);
    }
}

fn rename_all(pairs: &mut [Parameter], Letters { between, case }: Letters) {
    for pair in pairs {
        let mut name = String::new();
        let mut starts = true;
        for char in pair.name.chars() {
            if char.is_ascii_uppercase() {
                name.push_str(between);
                starts = true;
            }
            name.push(match case {
                LetterCase::Lower => char.to_ascii_lowercase(),
                LetterCase::Upper => char.to_ascii_uppercase(),
                LetterCase::Capital if starts => char.to_ascii_uppercase(),
                LetterCase::Capital => char,
            });
            starts = false;
        }
        pair.name = name;
    }
}

/// Whether the change makes the indices of the request invalid.
pub(in crate::explain) fn moves(mutation: &Mutation) -> bool {
    matches!(mutation, Mutation::Keep(_) | Mutation::Replace(_))
}
