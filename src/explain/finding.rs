//! What the debugger says: codes and facts, no wording.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

/// A mistake, or a reason to suspect one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What was found.
    #[serde(flatten)]
    pub what: Note,
    /// How sure it is.
    pub grade: Grade,
    /// The stage of signing it belongs to.
    pub stage: Stage,
    /// Other mistakes that give the same bytes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Note>,
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

/// The facts of a mistake. Never holds the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Which kind of mistake.
    pub code: FindingCode,
    /// Which way of making it.
    pub mistake: Option<&'static str>,
    /// The parameter, header or secret concerned.
    pub name: Option<String>,
    /// What was found.
    pub seen: Option<String>,
    /// What should stand there.
    pub expected: Option<String>,
}

impl Note {
    pub(super) fn new(code: FindingCode) -> Self {
        Self {
            code,
            mistake: None,
            name: None,
            seen: None,
            expected: None,
        }
    }

    pub(super) fn way(code: FindingCode, mistake: &'static str) -> Self {
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

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// It reproduces the very header.
    Proved,
    /// It breaks a rule whatever the secret.
    Certain,
    /// Worth a look.
    Possible,
}

/// The stages of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// The parameters.
    Query,
    /// What is signed.
    BaseString,
    /// HMAC-SHA1 of it.
    Mac,
    /// Its encoding: the header's value.
    Signature,
    /// What is sent.
    Request,
    /// What came back.
    Answer,
}

/// The names of all codes, with the stage each belongs to.
macro_rules! codes {
    ($($stage:ident { $($(#[$doc:meta])* $code:ident,)* })*) => {
        /// Every kind of mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum FindingCode { $($($(#[$doc])* $code,)*)* }

        impl FindingCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$($(Self::$code,)*)*];

            /// The stage of signing it belongs to.
            #[must_use]
            pub const fn stage(self) -> Stage {
                match self { $($(Self::$code => Stage::$stage,)*)* }
            }
        }
    };
}

codes! {
    Query {
        /// There is no parameter in what was pasted.
        NoParameters,
        /// A documented parameter is missing.
        MissingParameter,
        /// A name that is nearly a documented one.
        MisspeltParameter,
        /// A parameter that is not documented.
        UnknownParameter,
        /// A parameter that a tool added.
        ToolParameter,
        /// More parameters, or longer ones, than a request may have.
        QueryTooLong,
        /// A parameter is given twice.
        DuplicateParameter,
        /// A parameter without a value.
        EmptyParameter,
        /// A value holds `&`, a control character, or is not percent-encoded UTF-8.
        UnsignableValue,
        /// Text extractors read `&times` as `×`.
        TimesSign,
        /// `&amp;`, `%26` or `\u0026` in place of `&`.
        EscapedSeparator,
        /// White space, or a character that shows as nothing or as another.
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
        /// A value of another parameter that is not documented.
        InvalidValue,
        /// `key` is empty or a placeholder.
        KeyPlaceholder,
        /// Seconds.
        TimestampSeconds,
        /// Microseconds or nanoseconds.
        TimestampUnit,
        /// No whole number in plain digits.
        TimestampFormat,
        /// A clock that was never set.
        TimestampZero,
        /// Local time taken as UTC.
        TimestampZone,
        /// Older than the window, or nearly.
        TimestampExpired,
        /// Ahead of the clock.
        TimestampAhead,
    }
    Request {
        /// A raw `+` in a value of the URL.
        PlusInUrl,
        /// A shell ended the command at an unquoted `&`.
        UnquotedUrl,
        /// The header has another name.
        HeaderName,
        /// The signature stands in the query.
        HeaderInQuery,
        /// There is no signature header.
        HeaderMissing,
        /// Another host than the API's.
        WrongHost,
        /// Another path than the documented ones.
        WrongPath,
        /// Another method than the documented one.
        WrongMethod,
        /// Without TLS.
        NotHttps,
    }
    Signature {
        /// A last character that no 20 bytes give.
        HeaderCorrupted,
        /// Padding left on.
        HeaderPadded,
        /// The standard alphabet.
        HeaderStandardAlphabet,
        /// A space inside.
        HeaderSpace,
        /// Percent-encoded.
        HeaderPercentEncoded,
        /// Hexadecimal digits.
        HeaderHex,
        /// Base64 of hexadecimal digits.
        HeaderHexBase64,
        /// Base64 of base64.
        HeaderBase64Twice,
        /// As long as SHA-256.
        HeaderSha256,
        /// As long as SHA-512.
        HeaderSha512,
        /// As long as MD5.
        HeaderMd5,
        /// The digest went through a text string.
        HeaderText,
        /// Something stands around the signature.
        HeaderPrefixed,
        /// What a program prints for a value.
        HeaderArtefact,
        /// The secret itself.
        HeaderSecret,
        /// The key.
        HeaderKey,
        /// No signature at all.
        HeaderUnknown,
    }
    BaseString {
        /// Another order than by name.
        ParameterOrder,
        /// Sent and not signed.
        ParameterNotSigned,
        /// Signed and not sent.
        ParameterNotSent,
        /// Signed with another value than sent.
        ValueDiffers,
        /// Signed under another name than sent.
        NameDiffers,
        /// Signed with another timestamp than sent.
        TimestampDiffers,
        /// Values signed percent-encoded.
        EncodedValues,
        /// `?`, path, URL, host or method in the base string.
        UrlInBaseString,
        /// The body signed.
        BodySigned,
        /// The parameters signed as JSON.
        JsonSigned,
        /// Other characters between names, values and parameters.
        Joiner,
        /// A line feed or blank at the end of the base string.
        LineEnd,
        /// UTF-16, a byte order mark, an encoding of the whole.
        TextEncoding,
        /// The signature signed along.
        SignatureSigned,
        /// The secret signed along.
        SecretSigned,
        /// What a program prints for a value was signed.
        ArtefactSigned,
        /// A base string of OAuth 1.
        Oauth1BaseString,
    }
    Mac {
        /// Another digest than SHA-1.
        DigestAlgorithm,
        /// A hash in place of the HMAC.
        PlainHash,
        /// Secret and message in each other's place.
        ArgumentsSwapped,
        /// The key as the secret.
        KeyAsSecret,
        /// Key and secret in each other's place.
        KeyAndSecretSwapped,
        /// Another of the secrets given.
        OtherSecret,
        /// White space, quotes or invisible characters around the secret.
        SecretBlank,
        /// The secret decoded or encoded first.
        SecretEncoding,
        /// `secret&` and the like.
        Oauth1Key,
        /// A placeholder as the secret.
        SecretPlaceholder,
    }
    Answer {
        /// Another error than that of the signature.
        AnswerOtherError,
        /// Accepted, with an empty list.
        AnswerEmptyList,
        /// Accepted.
        AnswerAccepted,
    }
}
