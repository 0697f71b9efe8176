//! Functions that differ from HMAC-SHA1.

use alloc::vec::Vec;

use super::variant::{Variant, add};
use crate::explain::encoding;
use crate::explain::finding::{FindingCode, Note};
use crate::explain::search::hashes::Hash;

/// A function from key and message to a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) enum Function {
    Hmac(Hash),
    /// HMAC with key and message swapped.
    Swapped(Hash),
    /// The first 20 bytes of a longer HMAC.
    Truncated(Hash),
    /// A hash of secret and message in a given order, joined with this text.
    Joined(Hash, &'static str, Order),
    /// A hash of the message alone.
    Message(Hash),
    /// A hash of the secret alone.
    Secret(Hash),
    /// HMAC of the HMAC.
    Twice(Hash),
    /// HMAC of the HMAC's hexadecimal digits.
    TwiceHex(Hash),
    /// A hash of the HMAC.
    Hashed(Hash),
    /// A hash of the HMAC's hexadecimal digits.
    HashedHex(Hash),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) enum Order {
    SecretFirst,
    SecretLast,
    Both,
}

impl Function {
    pub(in crate::explain) const RIGHT: Self = Self::Hmac(Hash::Sha1);

    fn hash(self) -> Hash {
        match self {
            Self::Hmac(hash)
            | Self::Swapped(hash)
            | Self::Truncated(hash)
            | Self::Joined(hash, ..)
            | Self::Message(hash)
            | Self::Secret(hash)
            | Self::Twice(hash)
            | Self::TwiceHex(hash)
            | Self::Hashed(hash)
            | Self::HashedHex(hash) => hash,
        }
    }

    fn length(self) -> usize {
        if matches!(self, Self::Truncated(_)) {
            20
        } else {
            self.hash().length()
        }
    }

    pub(in crate::explain) fn digest(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        match self {
            Self::Hmac(hash) => hash.hmac(key, message),
            Self::Swapped(hash) => hash.hmac(message, key),
            Self::Truncated(hash) => {
                let mut digest = hash.hmac(key, message);
                digest.truncate(20);
                digest
            }
            Self::Joined(hash, between, Order::SecretFirst) => {
                hash.digest(&[key, between.as_bytes(), message].concat())
            }
            Self::Joined(hash, between, Order::SecretLast) => hash.digest(&[message, between.as_bytes(), key].concat()),
            Self::Joined(hash, between, Order::Both) => {
                hash.digest(&[key, between.as_bytes(), message, between.as_bytes(), key].concat())
            }
            Self::Message(hash) => hash.digest(message),
            Self::Secret(hash) => hash.digest(key),
            Self::Twice(hash) => hash.hmac(key, &hash.hmac(key, message)),
            Self::TwiceHex(hash) => hash.hmac(key, encoding::hex(&hash.hmac(key, message)).as_bytes()),
            Self::Hashed(hash) => hash.digest(&hash.hmac(key, message)),
            Self::HashedHex(hash) => hash.digest(encoding::hex(&hash.hmac(key, message)).as_bytes()),
        }
    }
}

/// The functions whose digests have one of these lengths. The correct one comes first.
pub(in crate::explain) fn all(lengths: &[usize]) -> Vec<Variant<Function>> {
    let mut variants = Vec::new();
    add(&mut variants, Function::RIGHT, Note::new(FindingCode::DigestAlgorithm));
    for hash in Hash::ALL {
        if hash != Hash::Sha1 {
            for function in [Function::Hmac(hash), Function::Truncated(hash)] {
                let note = Note::variant(FindingCode::DigestAlgorithm, hash.name());
                add(&mut variants, function, note.seen(hash.name()));
            }
        }
        let swapped = Note::variant(FindingCode::ArgumentsSwapped, hash.name());
        add(&mut variants, Function::Swapped(hash), swapped);
        for (place, function) in plain(hash).into_iter().enumerate() {
            let mistake = if place < OF_HMAC { "twice" } else { hash.name() };
            add(&mut variants, function, Note::variant(FindingCode::PlainHash, mistake));
        }
    }
    let fits = |function: Function| function == Function::RIGHT || lengths.contains(&function.length());
    variants.retain(|variant| fits(variant.what));
    variants
}

/// How many of the functions of [`plain`] are of the HMAC.
const OF_HMAC: usize = 4;

fn plain(hash: Hash) -> Vec<Function> {
    let mut functions = Vec::from([
        Function::Twice(hash),
        Function::TwiceHex(hash),
        Function::Hashed(hash),
        Function::HashedHex(hash),
        Function::Message(hash),
        Function::Secret(hash),
    ]);
    for &between in &["", "&", ":", "\n", ".", "&secret=", "|", "+", ",", "&key="] {
        for &order in &[Order::SecretFirst, Order::SecretLast, Order::Both] {
            functions.push(Function::Joined(hash, between, order));
        }
    }
    functions
}
