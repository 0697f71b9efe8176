//! The signature: the HMAC-SHA1 of the base string under the LTI secret, in base64url without padding. Only this module
//! and the debugger use `sha1`.
//!
//! Source: Zoom support article KB0065241, "Creating the Request Header". It names `encodeBase64URLSafeString` of
//! Apache Commons Codec: URL-safe alphabet, no padding, over the 20 raw bytes.
//!
//! HMAC is implemented here, over SHA-1's compression function. The types of the crate `hmac` are returned by value,
//! and each move leaves a copy of a state on the stack. Here a state is in one place, which is wiped. With the crate,
//! `LtiPro.sign` took 1.1 to 1.2 times as long, and a Worker was 0.1 KiB larger. The debugger uses the crate, and tests
//! compare the results.

use alloc::boxed::Box;
use core::{fmt, slice};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ctutils::CtEq;
use sha1::block_api::compress;
use zeroize::{Zeroize, Zeroizing};

/// Signs `message` with `secret`. Does not check them and keeps no copy.
///
/// ```
/// use zoom_lti_pro::signature::sign;
///
/// // RFC 2202, test case 2, in base64url.
/// let signature = sign(b"Jefe", b"what do ya want for nothing?");
/// assert_eq!(signature.as_str(), "7_zfauXrL6LSdBbV8YTfnCWafHk");
/// ```
#[must_use]
pub fn sign(secret: &[u8], message: &[u8]) -> Signature {
    SigningKey::new(secret).sign(message)
}

/// The chaining value of SHA-1.
type State = [u32; 5];

const BLOCK: usize = 64;

/// FIPS 180-4, section 5.3.1.
const INITIAL: State = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

/// A prepared secret: the two states of HMAC, which are wiped on drop. They are in a box, so that moving the key copies
/// only a pointer.
#[derive(Clone)]
pub struct SigningKey(Box<States>);

#[derive(Clone)]
struct States {
    inner: State,
    outer: State,
    /// The number of bytes that `inner` contains.
    taken: u64,
}

impl Drop for States {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

impl SigningKey {
    /// Prepares a secret of any length (RFC 2104, section 2).
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        let mut block = Zeroizing::new([0; BLOCK]);
        if let Some(place) = block.get_mut(..secret.len()) {
            place.copy_from_slice(secret);
        } else {
            let mut state = Zeroizing::new(INITIAL);
            finish(&mut state, 0, secret, &mut Zeroizing::new([0; 2 * BLOCK]));
            write_digest(&state, &mut *block);
        }
        let mut states = Box::new(States {
            inner: INITIAL,
            outer: INITIAL,
            taken: 64,
        });
        block.iter_mut().for_each(|byte| *byte ^= 0x36);
        compress(&mut states.inner, slice::from_ref(&*block));
        block.iter_mut().for_each(|byte| *byte ^= 0x36 ^ 0x5c);
        compress(&mut states.outer, slice::from_ref(&*block));
        Self(states)
    }

    /// The digest of a message, before encoding.
    #[must_use]
    pub fn mac(&self, message: &[u8]) -> Mac {
        let mut digest = [0; 20];
        let mut last = [0; 2 * BLOCK];
        let mut state = Zeroizing::new(self.0.inner);
        finish(&mut state, self.0.taken, message, &mut last);
        write_digest(&state, &mut digest);
        *state = self.0.outer;
        finish(&mut state, 64, &digest, &mut last);
        write_digest(&state, &mut digest);
        Mac(digest)
    }

    /// This key after the beginning of a message, for many messages with the same beginning.
    #[must_use]
    #[cfg(feature = "explain")]
    pub(crate) fn begun(&self, beginning: &[[u8; BLOCK]]) -> Self {
        let mut begun = self.clone();
        compress(&mut begun.0.inner, beginning);
        begun.0.taken += length(beginning.as_flattened());
        begun
    }

    /// The signature of a message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.mac(message).encode()
    }

    /// Whether `header` is the signature of `message`, in its one canonical spelling. Compares in constant time, as far
    /// as the compiler and the wasm engine preserve that.
    #[must_use]
    pub fn verifies(&self, message: &[u8], header: &str) -> bool {
        // Compares text: a base64 decoder would add 0.7 KB (brotli) to the wasm.
        let signature = self.sign(message);
        signature.0.as_slice().ct_eq(header.as_bytes()).into()
    }
}

/// Completes SHA-1 in `state`, which contains `taken` bytes: hashes the rest of the message and the padding
/// (FIPS 180-4, section 5.1.1). `last` is a buffer for the last one or two blocks.
fn finish(state: &mut State, taken: u64, message: &[u8], last: &mut [u8; 2 * BLOCK]) {
    let (blocks, rest) = message.as_chunks();
    compress(state, blocks);
    let bits = 8 * (taken + length(message));
    last.fill(0);
    for (place, byte) in last.iter_mut().zip(rest.iter().chain([&0x80])) {
        *place = *byte;
    }
    let (last, _) = last.as_chunks_mut::<BLOCK>();
    let count = if rest.len() < BLOCK - 8 { 1 } else { 2 };
    let Some(last) = last.get_mut(..count) else { return };
    if let Some(length) = last.last_mut().and_then(|block| block.last_chunk_mut()) {
        *length = bits.to_be_bytes();
    }
    compress(state, last);
}

/// The length in 64 bits. Every `usize` fits.
fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn write_digest(state: &State, digest: &mut [u8]) {
    let (words, _) = digest.as_chunks_mut();
    for (place, word) in words.iter_mut().zip(state) {
        *place = word.to_be_bytes();
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// The 20 raw bytes of an HMAC-SHA1.
#[derive(Clone, Copy)]
pub struct Mac([u8; 20]);

impl Mac {
    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// A digest that was computed elsewhere.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The signature: base64url without padding.
    #[must_use]
    pub fn encode(&self) -> Signature {
        let mut text = [0; Signature::LENGTH];
        // Cannot fail: 20 bytes take 27 characters.
        let _ = URL_SAFE_NO_PAD.encode_slice(self.0, &mut text);
        Signature(text)
    }

    /// Reads a signature: exactly 27 characters of the URL-safe alphabet, the last one canonical.
    #[must_use]
    pub fn decode(signature: &str) -> Option<Self> {
        let mut bytes = [0; 20];
        let length = URL_SAFE_NO_PAD.decode_slice(signature, &mut bytes).ok()?;
        (length == bytes.len()).then_some(Self(bytes))
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mac(…)")
    }
}

/// The value of the header `X-Lti-Signature`. With the URL it is a credential for an hour, so `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; Self::LENGTH]);

impl Signature {
    /// The number of characters of a signature.
    pub const LENGTH: usize = 27;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(…)")
    }
}
