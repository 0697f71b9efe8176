/** The codes of the debugger's findings. Generated from the sources in Rust by `npm run generate`. */

/** The result of an explanation. */
export type VerdictCode =
  /** The header is the correct signature of this request. Findings say what else may be wrong. */
  | "correct"
  /** The header is the correct signature, but with another of the given secrets than the first. */
  | "other_secret"
  /** A mistake reproduces the header. */
  | "proved"
  /** The request breaks a rule that does not depend on the secret. */
  | "certain"
  /** Nothing is certain, but there is a possible cause. */
  | "possible"
  /** No known mistake reproduces the header. Most likely the secret is wrong. */
  | "not_found"
  /** Nothing is wrong as far as can be checked without the secret. */
  | "no_secret"
  /** There is no header to explain. The correct one is shown if a secret was given. */
  | "no_signature"
  /** There is no request in the text. */
  | "no_request";

/** Every kind of mistake. */
export type FindingCode = QueryCode | RequestCode | SignatureCode | BaseStringCode | MacCode | ResponseCode;

/** Mistakes that belong to the stage `query`. */
export type QueryCode =
  /** The pasted text has no parameters. */
  | "no_parameters"
  /** A documented parameter is missing. */
  | "missing_parameter"
  /** A name is similar to a documented name, such as `isUpcoming`, `pagenum` or `user_id`. */
  | "misspelt_parameter"
  /** A parameter that is not documented. */
  | "unknown_parameter"
  /** A parameter that a tool, a link tracker or the LMS added, such as `_`, `utm_source` or `lti_scid`. */
  | "tool_parameter"
  /** The request has more than 100 parameters, or more than 16,384 bytes of names and values. */
  | "query_too_long"
  /** A parameter occurs more than once. */
  | "duplicate_parameter"
  /** A parameter has no value. */
  | "empty_parameter"
  /** A value contains `&` or a control character, or is not percent-encoded UTF-8. */
  | "unsignable_value"
  /** `&times` was decoded as the HTML entity `×`. */
  | "times_sign"
  /** The separator is `&amp;`, `%26` or `\u0026` instead of `&`. */
  | "escaped_separator"
  /** The text contains whitespace, an invisible character, or a character that looks like another. */
  | "invisible_character"
  /** `isUpComing` is neither `true` nor `false`. */
  | "is_up_coming"
  /** `pageNum` is not a whole number from 1. */
  | "page_num"
  /** `pageSize` is not a whole number from 1 to 1000. */
  | "page_size"
  /** `userId` is empty or a placeholder. */
  | "user_id"
  /** `userId` is an e-mail address. */
  | "user_id_email"
  /** `userId` looks like a meeting number, or like the ID of a user in the LMS. */
  | "user_id_other"
  /** The value of another parameter is not a documented value. */
  | "invalid_value"
  /** `key` is empty or a placeholder. */
  | "key_placeholder"
  /** The timestamp is in seconds. */
  | "timestamp_seconds"
  /** The timestamp is in microseconds or nanoseconds. */
  | "timestamp_unit"
  /** The timestamp is not a whole number in plain digits: ISO text, `1661494048201.0`, `1.66e12`, separators. */
  | "timestamp_format"
  /** The timestamp is before 2020: the clock was never set, or a Worker stopped it at 0. */
  | "timestamp_zero"
  /** The timestamp is local time that was read as UTC. */
  | "timestamp_zone"
  /** The timestamp is older than the accepted window, or nearly. */
  | "timestamp_expired"
  /** The timestamp is ahead of the clock. */
  | "timestamp_ahead";

/** Mistakes that belong to the stage `request`. */
export type RequestCode =
  /** A value in the URL contains a raw `+`, which servers read as a space. */
  | "plus_in_url"
  /** The shell ended the command at an unquoted `&`. */
  | "unquoted_url"
  /** The header has another name. */
  | "header_name"
  /** The signature is in the query. */
  | "header_in_query"
  /** There is no signature header. */
  | "header_missing"
  /** The host is not the API's. */
  | "wrong_host"
  /** The path is not a documented path. */
  | "wrong_path"
  /** The method is not the documented method. */
  | "wrong_method"
  /** The URL does not use TLS. */
  | "not_https";

/** Mistakes that belong to the stage `signature`. */
export type SignatureCode =
  /** The last character is impossible for a 20-byte digest. */
  | "header_corrupted"
  /** The header still has padding. */
  | "header_padded"
  /** The header uses the standard alphabet of base64. */
  | "header_standard_alphabet"
  /** The header contains a space. */
  | "header_space"
  /** The header is percent-encoded. */
  | "header_percent_encoded"
  /** The header is hexadecimal. */
  | "header_hex"
  /** The header is base64 of hexadecimal digits. */
  | "header_hex_base64"
  /** The header is base64 of base64. */
  | "header_base64_twice"
  /** The digest has the length of SHA-256. */
  | "header_sha256"
  /** The digest has the length of SHA-512. */
  | "header_sha512"
  /** The digest has the length of MD5. */
  | "header_md5"
  /** The digest is in an encoding that is neither base64 nor hexadecimal, or its bytes are in another order. */
  | "header_encoding"
  /** The digest was converted to a text string. */
  | "header_text"
  /** There is other text around the signature. */
  | "header_prefixed"
  /** The header is a program's printed form of a value, such as `[object Promise]` or `b'…'`. */
  | "header_artifact"
  /** The header is the secret. */
  | "header_secret"
  /** The header is the key. */
  | "header_key"
  /** The header is not a signature. */
  | "header_unknown";

/** Mistakes that belong to the stage `baseString`. */
export type BaseStringCode =
  /** The parameters are not sorted by name. */
  | "parameter_order"
  /** A parameter was sent but not signed. */
  | "parameter_not_signed"
  /** A parameter was signed but not sent. */
  | "parameter_not_sent"
  /** The signed value differs from the sent value. */
  | "value_differs"
  /** The signed name differs from the sent name. */
  | "name_differs"
  /** The signed timestamp differs from the sent timestamp. */
  | "timestamp_differs"
  /** The values were percent-encoded before signing. */
  | "encoded_values"
  /** The base string contains `?`, a path, a URL, a host or a method. */
  | "url_in_base_string"
  /** The body was signed. */
  | "body_signed"
  /** The parameters were signed as JSON. */
  | "json_signed"
  /** Names, values and parameters were joined with other characters. */
  | "joiner"
  /** The base string ends with a line feed or a blank. */
  | "line_end"
  /** The base string was signed as UTF-16, with a byte order mark, or encoded as a whole. */
  | "text_encoding"
  /** The base string contains the signature. */
  | "signature_signed"
  /** The base string contains the secret. */
  | "secret_signed"
  /** A program's printed form of a value was signed, such as `[object Object]`. */
  | "artifact_signed"
  /** An OAuth 1 base string was signed. */
  | "oauth1_base_string";

/** Mistakes that belong to the stage `mac`. */
export type MacCode =
  /** The digest is not SHA-1. */
  | "digest_algorithm"
  /** A plain hash was used instead of HMAC. */
  | "plain_hash"
  /** Secret and message were swapped. */
  | "arguments_swapped"
  /** The key was used as the secret. */
  | "key_as_secret"
  /** Key and secret were swapped. */
  | "key_and_secret_swapped"
  /** Another of the given secrets was used. */
  | "other_secret"
  /** There are extra characters around the secret, such as whitespace or quotes. */
  | "secret_blank"
  /** The secret was decoded or encoded before signing. */
  | "secret_encoding"
  /** The HMAC key was `secret&` or similar, as in OAuth 1. */
  | "oauth1_key"
  /** A placeholder was used as the secret, such as `undefined`, `$SECRET` or an empty text. */
  | "secret_placeholder";

/** Mistakes that belong to the stage `response`. */
export type ResponseCode =
  /** The API reported an error that is not about the signature. */
  | "response_other_error"
  /** The API accepted the request and returned an empty list. */
  | "response_empty_list"
  /** The API accepted the request. */
  | "response_accepted";

/** How sure a finding is. */
export type Grade =
  /** It reproduces the sent header. */
  | "proved"
  /** It breaks a rule that does not depend on the secret. */
  | "certain"
  /** It may be a mistake. */
  | "possible";

/** The stage of signing that a finding belongs to. */
export type StageName =
  /** The parameters. */
  | "query"
  /** The base string. */
  | "baseString"
  /** HMAC-SHA1 of the base string. */
  | "mac"
  /** The encoded MAC: the value of the header. */
  | "signature"
  /** The sent request. */
  | "request"
  /** The response. */
  | "response";

/** What a header looks like. */
export type HeaderShape =
  /** 27 characters of base64url that encode 20 bytes. */
  | "signature"
  /** The last character is impossible for 20 bytes: the header was cut or changed. */
  | "corrupted"
  /** A correct encoding with `=` padding. */
  | "padded"
  /**
   * `+` or `/` of the standard alphabet. About 44 in 100 signatures contain neither, so the mistake is intermittent.
   */
  | "standard_alphabet"
  /** A space inside: a `+` was decoded as a space. */
  | "space"
  /** `%2B`, `%2F` or `%3D` inside: servers do not decode headers. */
  | "percent_encoded"
  /** 40 hexadecimal digits. */
  | "hex"
  /** Base64 of the hexadecimal digits. */
  | "hex_base64"
  /** Base64 of base64. */
  | "base64_twice"
  /** A digest with the length of SHA-256. */
  | "sha256"
  /** A digest with the length of SHA-512. */
  | "sha512"
  /** A digest with the length of MD5. */
  | "md5"
  /** 20 bytes in an encoding that is neither base64 nor hexadecimal, such as base32 or a decimal number. */
  | "encoding"
  /** Bytes that were converted to a text string, which loses the digest. */
  | "text"
  /** A digest with other text of a tool's output. */
  | "prefixed"
  /** The printed form of an object, such as `[object Promise]` or `b'…'`. */
  | "language_artifact"
  /** The secret itself (`explain` detects it). */
  | "secret"
  /** The key, which belongs in the query (`explain` detects it). */
  | "key"
  /** Anything else. */
  | "unknown";
