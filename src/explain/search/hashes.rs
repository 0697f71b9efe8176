//! Digests that people use instead of HMAC-SHA1. Only this file uses `hmac`, `sha2` and `md-5`.
//!
//! The types of these crates add their code once for each hash function. So only HMAC-SHA1 is theirs. The other
//! functions share one padding and one HMAC over the compression functions: 0.9 KiB (brotli) less.

use alloc::vec::Vec;

use hmac::{KeyInit, Mac, SimpleHmac};
use md5::block_api::compress as compress_md5;
use sha1::{Digest, Sha1};
use sha2::block_api::{compress256, compress512};

/// RFC 1321, section 3.3.
const MD5_INITIAL: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];

/// FIPS 180-4, section 5.3.4. The lower halves of the words are those of SHA-224.
const SHA384_INITIAL: [u64; 8] = [
    0xcbbb_9d5d_c105_9ed8,
    0x629a_292a_367c_d507,
    0x9159_015a_3070_dd17,
    0x152f_ecd8_f70e_5939,
    0x6733_2667_ffc0_0b31,
    0x8eb4_4a87_6858_1511,
    0xdb0c_2e0d_64f9_8fa7,
    0x47b5_481d_befa_4fa4,
];

/// FIPS 180-4, section 5.3.5. The higher halves of the words are those of SHA-256.
const SHA512_INITIAL: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

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

    /// The length of a block in bytes.
    const fn block(self) -> usize {
        match self {
            Self::Sha1 | Self::Md5 | Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 => 128,
        }
    }

    pub(in crate::explain) fn digest(self, message: &[u8]) -> Vec<u8> {
        let blocks = self.blocks(message);
        let mut digest = match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Md5 => {
                let mut state = MD5_INITIAL;
                compress_md5(&mut state, blocks.as_chunks().0);
                state.map(u32::to_le_bytes).as_flattened().to_vec()
            }
            Self::Sha224 | Self::Sha256 => {
                let mut state = match self {
                    Self::Sha224 => SHA384_INITIAL.map(|word| half(word, 0)),
                    _ => SHA512_INITIAL.map(|word| half(word, 32)),
                };
                compress256(&mut state, blocks.as_chunks().0);
                state.map(u32::to_be_bytes).as_flattened().to_vec()
            }
            Self::Sha384 | Self::Sha512 => {
                let mut state = match self {
                    Self::Sha384 => SHA384_INITIAL,
                    _ => SHA512_INITIAL,
                };
                compress512(&mut state, blocks.as_chunks().0);
                state.map(u64::to_be_bytes).as_flattened().to_vec()
            }
        };
        digest.truncate(self.length());
        digest
    }

    /// The message with its padding: a bit, zeros, and the length in bits (RFC 1321, section 3; FIPS 180-4,
    /// section 5.1).
    fn blocks(self, message: &[u8]) -> Vec<u8> {
        let bits = 8 * u64::try_from(message.len()).unwrap_or(u64::MAX);
        let bits = if self == Self::Md5 {
            bits.to_le_bytes()
        } else {
            bits.to_be_bytes()
        };
        let mut blocks = [message, &[0x80]].concat();
        // The length has an eighth of a block.
        let length = blocks.len() + self.block() / 8;
        blocks.resize(length.next_multiple_of(self.block()) - bits.len(), 0);
        blocks.extend(bits);
        blocks
    }

    /// RFC 2104.
    pub(in crate::explain) fn hmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        // An error is impossible: HMAC accepts keys of every length.
        if let (Self::Sha1, Ok(keyed)) = (self, SimpleHmac::<Sha1>::new_from_slice(key)) {
            return keyed.chain_update(message).finalize().into_bytes().to_vec();
        }
        let mut block = if key.len() > self.block() {
            self.digest(key)
        } else {
            key.to_vec()
        };
        block.resize(self.block(), 0);
        let padded = |pad: u8, text: &[u8]| {
            let block = block.iter().map(|byte| byte ^ pad);
            self.digest(&block.chain(text.iter().copied()).collect::<Vec<_>>())
        };
        padded(0x5c, &padded(0x36, message))
    }
}

/// The 32 bits of a word from this one.
fn half(word: u64, first: u32) -> u32 {
    u32::try_from(word >> first & u64::from(u32::MAX)).unwrap_or_default()
}
