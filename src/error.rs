//! The error type and its codes.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;
use core::fmt;
use core::ops::Range;

/// What went wrong, as a stable name. The set is closed: a `match` over it stays complete.
///
/// The names are those of `LtiProError.code` in JavaScript ([`Code::as_str`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// A parameter, option or time is not valid, and nothing was sent. Or `options.fetch` did not resolve to a valid
    /// `Response`.
    InvalidArgument,
    /// The LTI key or secret is missing, a placeholder, or starts or ends with whitespace.
    InvalidCredentials,
    /// The API responded with `status: false` and detail 2203, "Verify LTI signature failed".
    SignatureRejected,
    /// The API responded with `status: false` and another detail.
    ApiError,
    /// An HTTP status other than 2xx whose body is not a response of the API. The message quotes its `message` or
    /// `error`.
    HttpStatus,
    /// The server responded with a redirect. Following it would send the signature to its target.
    RedirectRefused,
    /// No response: name resolution, connection, TLS or (in browsers) CORS.
    Network,
    /// No complete response within `timeoutMs` or `deadlineMs`.
    Timeout,
    /// The caller's signal aborted the call. Its reason is the `cause`.
    Aborted,
    /// The body is larger than `maxBodyBytes`.
    BodyTooLarge,
    /// The body ends before the JSON is complete.
    TruncatedBody,
    /// The body is complete, but it is not the documented response.
    InvalidResponse,
    /// A received request has no valid signature.
    VerificationFailed,
    /// The runtime refused to compile or start the wasm module.
    WasmUnavailable,
    /// A bug in this library.
    Internal,
}

impl Code {
    /// Every code, in the order of declaration.
    pub const ALL: [Self; 15] = [
        Self::InvalidArgument,
        Self::InvalidCredentials,
        Self::SignatureRejected,
        Self::ApiError,
        Self::HttpStatus,
        Self::RedirectRefused,
        Self::Network,
        Self::Timeout,
        Self::Aborted,
        Self::BodyTooLarge,
        Self::TruncatedBody,
        Self::InvalidResponse,
        Self::VerificationFailed,
        Self::WasmUnavailable,
        Self::Internal,
    ];

    /// The stable name, as in `LtiProError.code`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::InvalidCredentials => "invalid_credentials",
            Self::SignatureRejected => "signature_rejected",
            Self::ApiError => "api_error",
            Self::HttpStatus => "http_status",
            Self::RedirectRefused => "redirect_refused",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::BodyTooLarge => "body_too_large",
            Self::TruncatedBody => "truncated_body",
            Self::InvalidResponse => "invalid_response",
            Self::VerificationFailed => "verification_failed",
            Self::WasmUnavailable => "wasm_unavailable",
            Self::Internal => "internal",
        }
    }
}

/// Why a body could not be decoded. More precise than [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The body has no bytes, or whitespace only ([`Code::TruncatedBody`]).
    Empty,
    /// The JSON text is not complete ([`Code::TruncatedBody`]).
    Truncated,
    /// The body is an HTML or XML document.
    Html,
    /// Arrays and objects are nested more than 128 levels deep.
    TooDeep,
    /// The body has more bytes than the limit ([`Code::BodyTooLarge`]).
    TooLarge,
    /// The bytes are not UTF-8.
    Encoding,
    /// The text is not JSON (RFC 8259).
    Syntax,
    /// The JSON is valid, but a field is missing or has the wrong type.
    Schema,
}

impl Reason {
    /// The stable name, as in `LtiProError.reason`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::Html => "html",
            Self::TooDeep => "too_deep",
            Self::TooLarge => "too_large",
            Self::Encoding => "encoding",
            Self::Syntax => "syntax",
            Self::Schema => "schema",
        }
    }
}

/// The error of every function of this crate.
///
/// `Display` is one clause in lower case. It never contains a secret, a signature or a whole URL.
///
/// ```
/// use zoom_lti_pro::{Code, query};
///
/// let error = query::base_string([("userId", "a&b")]).unwrap_err();
/// assert_eq!(error.code(), Code::InvalidArgument);
/// assert_eq!(error.field(), Some("userId"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    code: Code,
    message: Cow<'static, str>,
    hint: Option<&'static str>,
    error_code: Option<String>,
    detail: Option<u32>,
    status: Option<u16>,
    retryable: bool,
    retry_after_ms: Option<u64>,
    reason: Option<Reason>,
    offset: Option<usize>,
    row: Option<usize>,
    field: Option<Cow<'static, str>>,
    result: Option<Range<usize>>,
}

impl Error {
    pub(crate) fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Details {
            code,
            message: message.into(),
            hint: None,
            error_code: None,
            detail: None,
            status: None,
            retryable: false,
            retry_after_ms: None,
            reason: None,
            offset: None,
            row: None,
            field: None,
            result: None,
        }))
    }

    pub(crate) fn with_hint(mut self, hint: &'static str) -> Self {
        self.0.hint = Some(hint);
        self
    }

    pub(crate) fn with_api(mut self, error_code: Option<String>, detail: Option<u32>) -> Self {
        self.0.error_code = error_code;
        self.0.detail = detail;
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_retry(mut self, retryable: bool, retry_after_ms: Option<u64>) -> Self {
        self.0.retryable = retryable;
        self.0.retry_after_ms = retry_after_ms;
        self
    }

    pub(crate) fn with_reason(mut self, reason: Reason, offset: usize) -> Self {
        self.0.reason = Some(reason);
        self.0.offset = Some(offset);
        self
    }

    pub(crate) fn with_row(mut self, row: usize) -> Self {
        self.0.row = Some(row);
        self
    }

    pub(crate) fn with_field(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    pub(crate) fn with_result(mut self, result: Option<Range<usize>>) -> Self {
        self.0.result = result;
        self
    }

    /// Replaces each of these texts with `…` in the message and in the API's error code.
    ///
    /// Use it for values that the server may repeat, such as the key and the user ID: the decoder does not know them.
    /// Longer texts are replaced first. A text of fewer than six bytes is replaced only if it is a word by itself.
    ///
    /// ```
    /// use zoom_lti_pro::decode::decode;
    ///
    /// let body = br#"{"status":404,"message":"No user named teacher-7"}"#;
    /// let error = decode(404, body).unwrap_err().mask(["teacher-7"]);
    /// assert_eq!(error.message(), "HTTP status 404; the server said: No user named …");
    /// ```
    #[must_use]
    pub fn mask<'a>(mut self, known: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known: Vec<&str> = known.into_iter().collect();
        known.sort_by_key(|value| Reverse(value.len()));
        for value in known {
            self.0.message = masked(&self.0.message, value).into();
            self.0.error_code = self.0.error_code.map(|code| masked(&code, value));
        }
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What is wrong: the text of `Display`, without the code that formats it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it, if the message does not say it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        self.0.hint
    }

    /// The API's `errorCode`, a string such as `"401"`.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.0.error_code.as_deref()
    }

    /// The number at the end of the API's `errorMessage`, such as 2203.
    #[must_use]
    pub fn detail(&self) -> Option<u32> {
        self.0.detail
    }

    /// The HTTP status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Whether the same request, signed again, may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// How long the server asked to wait, in milliseconds.
    #[must_use]
    pub fn retry_after_ms(&self) -> Option<u64> {
        self.0.retry_after_ms
    }

    /// Why the body could not be read.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        self.0.reason
    }

    /// The byte of the body at which decoding stopped.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The index in `list` of the meeting that has the fault.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.0.row
    }

    /// The name of the parameter or field that has the fault.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The range of the `result` in the body, if a response that refuses the request has one. An example is the ID of a
    /// meeting that was created but not associated. It may contain personal data.
    #[must_use]
    pub fn result(&self) -> Option<Range<usize>> {
        self.0.result.clone()
    }
}

/// A shorter value may be part of other words, so it is replaced only between characters that are not alphanumeric.
const SHORT: usize = 6;

fn masked(text: &str, value: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    if value.is_empty() {
        return text.into();
    }
    while let Some(at) = rest.find(value) {
        let (before, found) = rest.split_at(at);
        let after = found.get(value.len()..).unwrap_or_default();
        let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let before_it = before.chars().next_back().or_else(|| shown.chars().next_back());
        let stands_alone = !is_letter(before_it) && !is_letter(after.chars().next());
        shown.push_str(before);
        shown.push_str(if value.len() >= SHORT || stands_alone {
            "…"
        } else {
            value
        });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl core::error::Error for Error {}
