//! The body, signed with the base string or instead of it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::change::{Affix, Text, around};
use crate::explain::encoding;
use crate::explain::finding::FindingCode::BodySigned;
use crate::explain::finding::Note;
use crate::explain::parse::case::Case;
use crate::explain::search::hashes::Hash;
use crate::explain::search::variants::variant::{Variant, add as push};

/// What a program signs for a body that it does not have, also as a hash.
#[rustfmt::skip]
const NO_BODY: &[&str] = &[
    "{}", "[]", "null", "\"\"", "''", "undefined", "None", "nil", "{ }", "[object Object]", "{}\n", "false",
];
const BEFORE_BODY: [&str; 11] = ["", "&", "\n", "&body=", ".", "?", "\n\n", ":", "|", ",", "&data="];

pub(super) fn bodies(case: &Case<'_>) -> Vec<Variant<Affix>> {
    let mut variants = Vec::new();
    let mut add = |before: &str, text, after: &str, mistake| {
        push(
            &mut variants,
            around(before, text, after),
            Note::variant(BodySigned, mistake),
        );
    };
    let Some(body) = case.pasted.body.as_deref().filter(|body| !body.is_empty()) else {
        let mut bodies: Vec<String> = NO_BODY.iter().map(ToString::to_string).collect();
        for &(hash, body) in &[
            (Hash::Sha256, ""),
            (Hash::Sha1, ""),
            (Hash::Md5, ""),
            (Hash::Sha256, "{}"),
        ] {
            let digest = hash.digest(body.as_bytes());
            bodies.extend([encoding::hex(&digest), encoding::base64(&digest)]);
        }
        for body in bodies {
            for between in BEFORE_BODY {
                add("", Text::Kept, &[between, &body].concat(), "appended");
            }
        }
        for &name in &["&body=", "&data=", "&payload="] {
            add("", Text::Kept, name, "appended");
        }
        return variants;
    };
    let compact: String = body.lines().map(str::trim).collect();
    let squeezed: String = body.chars().filter(|char| !char.is_whitespace()).collect();
    for body in [body, &compact, &squeezed] {
        add(body, Text::LeftOut, "", "alone");
        for between in BEFORE_BODY {
            add("", Text::Kept, &[between, body].concat(), "appended");
            add(&[body, between].concat(), Text::Kept, "", "prepended");
        }
        for &hash in &[Hash::Sha1, Hash::Sha256, Hash::Md5] {
            let digest = hash.digest(body.as_bytes());
            for digest in [encoding::hex(&digest), encoding::base64(&digest)] {
                for between in BEFORE_BODY {
                    add("", Text::Kept, &[between, &digest].concat(), "hash_appended");
                }
            }
        }
    }
    variants
}
