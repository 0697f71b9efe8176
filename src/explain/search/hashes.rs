//! Digests that people use instead of HMAC-SHA1. Only this file uses `sha2` and `md-5`.

use alloc::vec::Vec;

use md5::Md5;
use sha1::{Digest, Sha1};
use sha2::{Sha224, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

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

    /// HMAC (RFC 2104). The crate `hmac` takes the same time, and 1.1 KiB (brotli) more: explain.wasm is 129.8 KiB
    /// without it, and its limit is 130. The tests compare with the crate.
    pub(in crate::explain) fn hmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        let block = if self.length() > 32 { 128 } else { 64 };
        let mut padded = Zeroizing::new(if key.len() > block {
            self.digest(key)
        } else {
            key.to_vec()
        });
        padded.resize(block, 0);
        let keyed = |mask: u8, message: &[u8]| {
            let key = padded.iter().map(|byte| byte ^ mask);
            let text: Zeroizing<Vec<u8>> = Zeroizing::new(key.chain(message.iter().copied()).collect());
            self.digest(&text)
        };
        keyed(0x5c, &keyed(0x36, message))
    }
}
