/**
 * The codes of the debugger's findings. They are closed unions, so that TypeScript can check that a `switch` is
 * complete.
 */

/** The result of an explanation. */
export type VerdictCode =
  /** The header is the correct signature of this request. Findings say what else may be wrong. */
  | "correct"
  /** The header is the correct signature, but with another of the given secrets than the first. */
  | "other_secret"
  /** A mistake reproduces the header. */
  | "proved"
  /** The request breaks a rule with any secret. */
  | "certain"
  /** Nothing is certain, but there is a possible cause. */
  | "possible"
  /** No known mistake reproduces the header. Most likely the secret is wrong. */
  | "not_found"
  /** Without the secret, no mistake can be found. */
  | "no_secret"
  /** There is no header to explain. The correct one is shown if a secret was given. */
  | "no_signature"
  /** There is no request in the text. */
  | "no_request";

/** Every kind of mistake. */
export type FindingCode =
  | QueryCode
  | TimestampCode
  | RequestCode
  | HeaderCode
  | BaseStringCode
  | MacCode
  | ResponseCode;

/** What is wrong with the parameters. */
export type QueryCode =
  | "no_parameters"
  | "missing_parameter"
  /** A name that is similar to a documented one, such as `isUpcoming`, `pagenum`, `user_id`. */
  | "misspelt_parameter"
  | "unknown_parameter"
  /** A parameter that a tool, a link tracker or the LMS added, such as `_`, `utm_source`, `lti_scid`. */
  | "tool_parameter"
  /** More than 100 parameters, or more than 16,384 bytes of names and values. */
  | "query_too_long"
  | "duplicate_parameter"
  | "empty_parameter"
  /** A value contains `&`, a control character or invalid percent-encoding. */
  | "unsignable_value"
  /** `×tamp`: a text extractor read `&times` as a sign. */
  | "times_sign"
  /** `&amp;`, `%26` or `\u0026` in place of `&`. */
  | "escaped_separator"
  /** A no-break or zero-width space, a soft hyphen, a smart quote, a line break. */
  | "invisible_character"
  /** `isUpComing` is neither `true` nor `false`. */
  | "is_up_coming"
  | "page_num"
  | "page_size"
  | "user_id"
  /** `userId` is an e-mail address. */
  | "user_id_email"
  /** A value of another parameter that is not documented. */
  | "invalid_value"
  /** `key` is empty, or is a placeholder that a template or a missing variable left. */
  | "key_placeholder";

/** What is wrong with the timestamp. */
export type TimestampCode =
  | "timestamp_seconds"
  /** Microseconds or nanoseconds. */
  | "timestamp_unit"
  /** Not a whole number in plain digits: ISO text, `1661494048201.0`, `1.66e12`, separators. */
  | "timestamp_format"
  /** Before 2020: the clock was never set, or a Worker stopped it at 0. */
  | "timestamp_zero"
  /** Local time taken as UTC. */
  | "timestamp_zone"
  /** Older than 60 minutes, or almost. */
  | "timestamp_expired"
  /** Ahead of the clock. */
  | "timestamp_ahead";

/** What is wrong with the request outside the query. */
export type RequestCode =
  /** A raw `+` in a value of the URL, which servers read as a space. */
  | "plus_in_url"
  /** A shell ended the command at an unquoted `&`. */
  | "unquoted_url"
  | "header_name"
  /** The signature is in the query. */
  | "header_in_query"
  | "header_missing"
  | "wrong_host"
  | "wrong_path"
  | "wrong_method"
  | "not_https";

/** What is wrong with the form of the header. */
export type HeaderCode =
  | "header_corrupted"
  | "header_padded"
  | "header_standard_alphabet"
  | "header_space"
  | "header_percent_encoded"
  | "header_hex"
  | "header_hex_base64"
  | "header_base64_twice"
  | "header_sha256"
  | "header_sha512"
  | "header_md5"
  /** The digest was converted to a text string. */
  | "header_text"
  | "header_prefixed"
  /** A value that a program printed by mistake, such as `[object Promise]` or `b'…'`. */
  | "header_artifact"
  /** The secret itself was sent. */
  | "header_secret"
  /** The key was sent. */
  | "header_key"
  | "header_unknown";

/** What was signed instead of the base string. */
export type BaseStringCode =
  | "parameter_order"
  /** Sent but not signed. */
  | "parameter_not_signed"
  /** Signed but not sent. */
  | "parameter_not_sent"
  /** Signed with another value than sent. */
  | "value_differs"
  /** Signed with another name than sent. */
  | "name_differs"
  /** The clock was read twice: one timestamp was signed and another was sent. */
  | "timestamp_differs"
  | "encoded_values"
  /** `?`, path, URL, host or method in the base string. */
  | "url_in_base_string"
  | "body_signed"
  /** The parameters signed as JSON. */
  | "json_signed"
  /** Other characters between names, values and parameters. */
  | "joiner"
  /** A line feed, CR LF or space at the end of the base string. */
  | "line_end"
  /** UTF-16, or a byte order mark. */
  | "text_encoding"
  /** The signature itself was signed as well. */
  | "signature_signed"
  /** The secret was signed as well. */
  | "secret_signed"
  /** A value that a program printed by mistake was signed, such as `[object Object]`. */
  | "artifact_signed"
  | "oauth1_base_string";

/** What is wrong with the use of key and secret. */
export type MacCode =
  | "digest_algorithm"
  /** A hash of secret and message instead of the HMAC. */
  | "plain_hash"
  | "arguments_swapped"
  | "key_as_secret"
  /** The secret was sent as the key, and the signature made with the key. */
  | "key_and_secret_swapped"
  /** Another of the given secrets was used. */
  | "other_secret"
  /** Whitespace, quotes or invisible characters around the secret. */
  | "secret_blank"
  /** The secret was decoded or encoded first. */
  | "secret_encoding"
  /** `secret&` or similar. */
  | "oauth1_key"
  /** `undefined`, `$SECRET`, an empty secret. */
  | "secret_placeholder";

/** What the response says. */
export type ResponseCode =
  /** It has another error than the signature error. */
  | "response_other_error"
  /** The request was accepted, with an empty list. */
  | "response_empty_list"
  | "response_accepted";
