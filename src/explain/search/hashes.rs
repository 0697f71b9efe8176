//! Digests that people use instead of HMAC-SHA1. Only this file uses `hmac`, `sha2` and `md-5`.

use alloc::vec::Vec;

use hmac::{KeyInit, Mac, SimpleHmac};
use md5::Md5;
use sha1::{Digest, Sha1};
use sha2::{Sha224, Sha256, Sha384, Sha512};

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) enum Hash {
    Sha1,
    Md5,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(in crate::explain) const ALL: [Self; 6] = [
        Self::Sha1,
        Self::Md5,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
    ];

    /// The length of a digest in bytes.
    pub(in crate::explain) const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Md5 => 16,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// Its stable name.
    pub(in crate::explain) const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Md5 => "md5",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    pub(in crate::explain) fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Md5 => Md5::digest(message).to_vec(),
            Self::Sha224 => Sha224::digest(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }

    pub(in crate::explain) fn hmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => mac(SimpleHmac::<Sha1>::new_from_slice(key), message),
            Self::Md5 => mac(SimpleHmac::<Md5>::new_from_slice(key), message),
            Self::Sha224 => mac(SimpleHmac::<Sha224>::new_from_slice(key), message),
            Self::Sha256 => mac(SimpleHmac::<Sha256>::new_from_slice(key), message),
            Self::Sha384 => mac(SimpleHmac::<Sha384>::new_from_slice(key), message),
            Self::Sha512 => mac(SimpleHmac::<Sha512>::new_from_slice(key), message),
        }
    }
}

/// An error is impossible: HMAC accepts keys of every length (RFC 2104, section 3).
fn mac<M: Mac, E>(keyed: Result<M, E>, message: &[u8]) -> Vec<u8> {
    keyed.map_or_else(
        |_| Vec::new(),
        |keyed| keyed.chain_update(message).finalize().into_bytes().to_vec(),
    )
}
