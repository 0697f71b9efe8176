//! The signature: base64url, without padding, of the HMAC-SHA1 of the base string under the LTI secret.
//! Beside the debugger's hypotheses, the only user of `hmac` and `sha1`.
//!
//! Source: Zoom support article KB0065241, "Creating the Request Header", which names Apache Commons
//! Codec's `encodeBase64URLSafeString`: URL-safe alphabet, no padding, over the 20 raw bytes.

use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ctutils::CtEq;
use hmac::{Hmac, KeyInit, Mac as _};
use sha1::Sha1;

/// Signs `message` under `secret`. Validates nothing and keeps nothing.
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

/// A secret made ready for signing: the two inner states of HMAC, zeroised on drop.
#[derive(Clone)]
pub struct SigningKey(Hmac<Sha1>);

impl SigningKey {
    /// Prepares a secret of any length.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        // HMAC takes keys of every length (RFC 2104, section 3): the fallback is never taken.
        Self(Hmac::new_from_slice(secret).unwrap_or_else(|_| Hmac::new(&Default::default())))
    }

    /// The digest of a message, before encoding.
    #[must_use]
    pub fn mac(&self, message: &[u8]) -> Mac {
        let mut hmac = self.0.clone();
        hmac.update(message);
        Mac(hmac.finalize().into_bytes().into())
    }

    /// The same key with the beginning of a message already taken in, for many messages that begin alike.
    #[must_use]
    pub(crate) fn begun(&self, beginning: &[u8]) -> Self {
        let mut hmac = self.0.clone();
        hmac.update(beginning);
        Self(hmac)
    }

    /// The signature of a message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.mac(message).encode()
    }

    /// Whether `header` is the signature of `message`, in its one canonical spelling. Compares in
    /// constant time, as far as the compiler and a wasm engine keep it.
    #[must_use]
    pub fn verifies(&self, message: &[u8], header: &str) -> bool {
        // As text: decoding the header first would bring base64's decoder into the wasm, 0.7 KB (brotli).
        let signature = self.sign(message);
        signature.0.as_slice().ct_eq(header.as_bytes()).into()
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

    /// A digest computed elsewhere.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The signature: base64url without padding.
    #[must_use]
    pub fn encode(&self) -> Signature {
        let mut text = [0; Signature::LENGTH];
        // 20 bytes are 27 characters: the slice always fits.
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

/// What goes into the header `X-Lti-Signature`. With the URL it is a credential for an hour, so `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; Self::LENGTH]);

impl Signature {
    /// Characters of a signature.
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
