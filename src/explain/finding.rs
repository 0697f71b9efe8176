//! What the debugger reports: codes and facts without wording.

use alloc::string::String;
use alloc::vec::Vec;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// A mistake, or a possible mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub what: Note,
    /// How certain the finding is.
    pub grade: Grade,
    /// The stage of signing that the finding belongs to.
    pub stage: Stage,
    /// Other mistakes that reproduce the same header.
    pub alternatives: Vec<Note>,
}

/// The fields of `what` are its own. Derived with `flatten`, this would add 0.5 KiB (brotli) to the wasm.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 8)?;
        self.what.write(&mut object)?;
        object.serialize_field("grade", &self.grade)?;
        object.serialize_field("stage", &self.stage)?;
        if !self.alternatives.is_empty() {
            object.serialize_field("alternatives", &self.alternatives)?;
        }
        object.end()
    }
}

impl Finding {
    pub(super) fn new(grade: Grade, what: Note) -> Self {
        Self {
            stage: what.code.stage(),
            what,
            grade,
            alternatives: Vec::new(),
        }
    }

    pub(super) fn certain(what: Note) -> Self {
        Self::new(Grade::Certain, what)
    }

    pub(super) fn possible(what: Note) -> Self {
        Self::new(Grade::Possible, what)
    }
}

/// The facts about a mistake. They never contain the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The kind of mistake.
    pub code: FindingCode,
    /// The variant of the mistake.
    pub mistake: Option<&'static str>,
    /// The name of the parameter, header or secret.
    pub name: Option<String>,
    /// The value that was found.
    pub seen: Option<String>,
    /// The value that was expected.
    pub expected: Option<String>,
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Note", 5)?;
        self.write(&mut object)?;
        object.end()
    }
}

impl Note {
    fn write<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        object.serialize_field("code", &self.code)?;
        object.serialize_field("mistake", &self.mistake)?;
        object.serialize_field("name", &self.name)?;
        object.serialize_field("seen", &self.seen)?;
        object.serialize_field("expected", &self.expected)
    }

    pub(super) fn new(code: FindingCode) -> Self {
        Self {
            code,
            mistake: None,
            name: None,
            seen: None,
            expected: None,
        }
    }

    pub(super) fn variant(code: FindingCode, mistake: &'static str) -> Self {
        Self {
            mistake: Some(mistake),
            ..Self::new(code)
        }
    }

    pub(super) fn of(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    pub(super) fn seen(mut self, seen: impl Into<String>) -> Self {
        self.seen = Some(seen.into());
        self
    }

    pub(super) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }
}

/// How certain a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// It reproduces the sent header.
    Proved,
    /// It breaks a rule that does not depend on the secret.
    Certain,
    /// It may be a mistake.
    Possible,
}

/// The stages of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// The parameters.
    Query,
    /// The base string.
    BaseString,
    /// HMAC-SHA1 of the base string.
    Mac,
    /// The encoded MAC: the value of the header.
    Signature,
    /// The sent request.
    Request,
    /// The response.
    Response,
}

/// Defines all codes and the stage of each.
macro_rules! codes {
    ($($stage:ident { $($(#[$doc:meta])* $code:ident,)* })*) => {
        /// Every kind of mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum FindingCode { $($($(#[$doc])* $code,)*)* }

        /// In snake case. Derived, this would add 3 KB to the wasm.
        impl Serialize for FindingCode {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let name = match self { $($(Self::$code => stringify!($code),)*)* };
                let mut snake = String::new();
                for char in name.chars() {
                    if char.is_ascii_uppercase() && !snake.is_empty() {
                        snake.push('_');
                    }
                    snake.push(char.to_ascii_lowercase());
                }
                serializer.serialize_str(&snake)
            }
        }

        impl FindingCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$($(Self::$code,)*)*];

            /// The stage of signing that the code belongs to.
            #[must_use]
            pub const fn stage(self) -> Stage {
                match self { $($(Self::$code => Stage::$stage,)*)* }
            }
        }
    };
}

codes! {
    Query {
        /// The pasted text has no parameters.
        NoParameters,
        /// A documented parameter is missing.
        MissingParameter,
        /// A name is similar to a documented name, such as `isUpcoming`, `pagenum` or `user_id`.
        MisspeltParameter,
        /// A parameter that is not documented.
        UnknownParameter,
        /// A parameter that a tool, a link tracker or the LMS added, such as `_`, `utm_source` or `lti_scid`.
        ToolParameter,
        /// The request has more than 100 parameters, or more than 16,384 bytes of names and values.
        QueryTooLong,
        /// A parameter occurs more than once.
        DuplicateParameter,
        /// A parameter has no value.
        EmptyParameter,
        /// A value contains `&` or a control character, or is not percent-encoded UTF-8.
        UnsignableValue,
        /// `&times` was decoded as the HTML entity `×`.
        TimesSign,
        /// The separator is `&amp;`, `%26` or `\u0026` instead of `&`.
        EscapedSeparator,
        /// The text contains whitespace, an invisible character, or a character that looks like another.
        InvisibleCharacter,
        /// `isUpComing` is neither `true` nor `false`.
        IsUpComing,
        /// `pageNum` is not a whole number from 1.
        PageNum,
        /// `pageSize` is not a whole number from 1 to 1000.
        PageSize,
        /// `userId` is empty or a placeholder.
        UserId,
        /// `userId` is an e-mail address.
        UserIdEmail,
        /// `userId` looks like a meeting number, or like the ID of a user in the LMS.
        UserIdOther,
        /// The value of another parameter is not a documented value.
        InvalidValue,
        /// `key` is empty or a placeholder.
        KeyPlaceholder,
        /// The timestamp is in seconds.
        TimestampSeconds,
        /// The timestamp is in microseconds or nanoseconds.
        TimestampUnit,
        /// The timestamp is not a whole number in plain digits: ISO text, `1661494048201.0`, `1.66e12`, separators.
        TimestampFormat,
        /// The timestamp is before 2020: the clock was never set, or a Worker stopped it at 0.
        TimestampZero,
        /// The timestamp is local time that was read as UTC.
        TimestampZone,
        /// The timestamp is older than the accepted window, or nearly.
        TimestampExpired,
        /// The timestamp is ahead of the clock.
        TimestampAhead,
    }
    Request {
        /// A value in the URL contains a raw `+`, which servers read as a space.
        PlusInUrl,
        /// The shell ended the command at an unquoted `&`.
        UnquotedUrl,
        /// The header has another name.
        HeaderName,
        /// The signature is in the query.
        HeaderInQuery,
        /// There is no signature header.
        HeaderMissing,
        /// The host is not the API's.
        WrongHost,
        /// The path is not a documented path.
        WrongPath,
        /// The method is not the documented method.
        WrongMethod,
        /// The URL does not use TLS.
        NotHttps,
    }
    Signature {
        /// The last character is impossible for a 20-byte digest.
        HeaderCorrupted,
        /// The header still has padding.
        HeaderPadded,
        /// The header uses the standard alphabet of base64.
        HeaderStandardAlphabet,
        /// The header contains a space.
        HeaderSpace,
        /// The header is percent-encoded.
        HeaderPercentEncoded,
        /// The header is hexadecimal.
        HeaderHex,
        /// The header is base64 of hexadecimal digits.
        HeaderHexBase64,
        /// The header is base64 of base64.
        HeaderBase64Twice,
        /// The digest has the length of SHA-256.
        HeaderSha256,
        /// The digest has the length of SHA-512.
        HeaderSha512,
        /// The digest has the length of MD5.
        HeaderMd5,
        /// The digest is in an encoding that is neither base64 nor hexadecimal, or its bytes are in another order.
        HeaderEncoding,
        /// The digest was converted to a text string.
        HeaderText,
        /// There is other text around the signature.
        HeaderPrefixed,
        /// The header is a program's printed form of a value, such as `[object Promise]` or `b'…'`.
        HeaderArtifact,
        /// The header is the secret.
        HeaderSecret,
        /// The header is the key.
        HeaderKey,
        /// The header is not a signature.
        HeaderUnknown,
    }
    BaseString {
        /// The parameters are not sorted by name.
        ParameterOrder,
        /// A parameter was sent but not signed.
        ParameterNotSigned,
        /// A parameter was signed but not sent.
        ParameterNotSent,
        /// The signed value differs from the sent value.
        ValueDiffers,
        /// The signed name differs from the sent name.
        NameDiffers,
        /// The signed timestamp differs from the sent timestamp.
        TimestampDiffers,
        /// The values were percent-encoded before signing.
        EncodedValues,
        /// The base string contains `?`, a path, a URL, a host or a method.
        UrlInBaseString,
        /// The body was signed.
        BodySigned,
        /// The parameters were signed as JSON.
        JsonSigned,
        /// Names, values and parameters were joined with other characters.
        Joiner,
        /// The base string ends with a line feed or a blank.
        LineEnd,
        /// The base string was signed as UTF-16, with a byte order mark, or encoded as a whole.
        TextEncoding,
        /// The base string contains the signature.
        SignatureSigned,
        /// The base string contains the secret.
        SecretSigned,
        /// A program's printed form of a value was signed, such as `[object Object]`.
        ArtifactSigned,
        /// An OAuth 1 base string was signed.
        Oauth1BaseString,
    }
    Mac {
        /// The digest is not SHA-1.
        DigestAlgorithm,
        /// A plain hash was used instead of HMAC.
        PlainHash,
        /// Secret and message were swapped.
        ArgumentsSwapped,
        /// The key was used as the secret.
        KeyAsSecret,
        /// Key and secret were swapped.
        KeyAndSecretSwapped,
        /// Another of the given secrets was used.
        OtherSecret,
        /// There are extra characters around the secret, such as whitespace or quotes.
        SecretBlank,
        /// The secret was decoded or encoded before signing.
        SecretEncoding,
        /// The HMAC key was `secret&` or similar, as in OAuth 1.
        Oauth1Key,
        /// A placeholder was used as the secret, such as `undefined`, `$SECRET` or an empty text.
        SecretPlaceholder,
    }
    Response {
        /// The API reported an error that is not about the signature.
        ResponseOtherError,
        /// The API accepted the request and returned an empty list.
        ResponseEmptyList,
        /// The API accepted the request.
        ResponseAccepted,
    }
}
