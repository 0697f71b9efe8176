//! The LTI key and secret. Placeholders and mistakes of copying are refused.

use alloc::string::{String, ToString};
use core::fmt;

use crate::error::{Code, Error};
use crate::query::{has_blank_end, is_unsignable};
use crate::signature::SigningKey;

const HINT: &str = "Copy the key and the secret from the LTI Pro configuration page (Edit, beside the LTI \
    credential). They are not the OAuth client ID and secret.";

/// An LTI key with its secret, checked and ready to sign. The secret itself is not kept.
///
/// ```
/// use zoom_lti_pro::{Code, Credentials};
///
/// assert!(Credentials::new("qAnfmSQeSeKWHOE19lwMYg", b"secret").is_ok());
/// let error = Credentials::new("qAnfmSQeSeKWHOE19lwMYg", b"${LTI_SECRET}").unwrap_err();
/// assert_eq!(error.code(), Code::InvalidCredentials);
/// ```
#[derive(Clone)]
pub struct Credentials {
    key: String,
    signing_key: SigningKey,
}

impl Credentials {
    /// Checks and prepares a key and its secret.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidCredentials`] if one of them is empty, is a placeholder such as `undefined` or `${SECRET}`, or
    /// starts or ends with whitespace; also if the key contains `&` or a control character.
    pub fn new(key: &str, secret: &[u8]) -> Result<Self, Error> {
        check("key", key)?;
        if is_unsignable(key) {
            return Err(refused("key", " contains `&` or a control character"));
        }
        check_secret(secret)?;
        Ok(Self {
            key: key.to_string(),
            signing_key: SigningKey::new(secret),
        })
    }

    /// The LTI key, unencoded.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The prepared secret.
    #[must_use]
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing_key
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// A secret that is not UTF-8 cannot be a placeholder. Only its ends are checked.
fn check_secret(secret: &[u8]) -> Result<(), Error> {
    let text = match core::str::from_utf8(secret) {
        Ok(text) => text,
        Err(_) if has_blank_character(secret) => " ",
        Err(_) => return Ok(()),
    };
    check("secret", text)
}

/// [`has_blank_end`] for bytes that are not UTF-8, if their first or last character is.
fn has_blank_character(bytes: &[u8]) -> bool {
    let is_blank = |end: &[u8]| {
        core::str::from_utf8(end).is_ok_and(|text| {
            let mut characters = text.chars();
            characters.next().is_some() && characters.next().is_none() && has_blank_end(text)
        })
    };
    (1..=3.min(bytes.len())).any(|length| {
        let (first, _) = bytes.split_at(length);
        let (_, last) = bytes.split_at(bytes.len() - length);
        is_blank(first) || is_blank(last)
    })
}

fn check(field: &'static str, value: &str) -> Result<(), Error> {
    let problem = match value {
        "" => " is empty",
        _ if has_blank_end(value) => " starts or ends with whitespace",
        _ if is_placeholder(value) => " is a placeholder",
        _ => return Ok(()),
    };
    Err(refused(field, problem))
}

fn refused(field: &'static str, problem: &str) -> Error {
    Error::new(Code::InvalidCredentials, ["the LTI ", field, problem].concat())
        .with_hint(HINT)
        .with_field(field)
}

/// Whether a value comes from a template or a missing variable.
fn is_placeholder(value: &str) -> bool {
    const LITERALS: [&str; 7] = ["undefined", "null", "NaN", "None", "true", "false", "changeme"];
    const BRACKETS: [(&str, &str); 6] = [
        ("${", "}"),
        ("{{", "}}"),
        ("<", ">"),
        ("%", "%"),
        ("[object ", "]"),
        ("$(", ")"),
    ];
    LITERALS.iter().any(|literal| value.eq_ignore_ascii_case(literal))
        || BRACKETS
            .iter()
            .any(|(open, close)| value.starts_with(open) && value.ends_with(close))
        || value.strip_prefix('$').is_some_and(is_variable_name)
        || is_instruction(value)
}

fn is_variable_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// `your-secret`, `YOUR_LTI_KEY`, `process.env.LTI_SECRET`
fn is_instruction(value: &str) -> bool {
    let starts = |prefix: &str| {
        value
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    starts("your_") || starts("your-") || starts("process.env.") || starts("env.LTI_")
}
