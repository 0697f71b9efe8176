/** The shapes of `zoom-lti-pro/explain`. */

/** What is to be explained. */
export interface ExplainInput {
  /**
   * A request as it was pasted: URL, command for curl (Bash, cmd, PowerShell) or `Invoke-WebRequest`, raw HTTP
   * request, HAR entry, call of `fetch`, query or base string. An answer beside it is left out.
   */
  request: string;
  /** The `X-Lti-Signature` that was sent; found in `request` where it stands there. */
  signature?: string | undefined;
  /** The LTI secret. Used for this call and not kept; without it everything but the MAC and the signature is shown. */
  secret?: string | undefined;
}

/** A parameter of the request. */
export interface ExplainedParameter {
  /** Decoded. */
  name: string;
  /** As it stands in the request. */
  raw: string;
  /** As a server reads it. */
  value: string;
}

/** Something that breaks a rule whatever the secret. */
export interface Problem {
  code:
    | "no_parameters"
    | "missing_parameter"
    | "unknown_parameter"
    | "duplicate_parameter"
    | "unsignable_value"
    | "timestamp"
    | "is_up_coming"
    | "page_num"
    | "page_size"
    | "user_id"
    | "times_sign"
    | "secret";
  /** The parameter concerned. */
  name?: string;
  /** What was found there. */
  seen?: string;
  /** The same as a sentence. */
  message: string;
}

/** The signature, stage by stage, as far as what was given reaches. */
export interface Stages {
  /** What has to be signed. Absent where the parameters cannot be. */
  baseString?: string;
  /** HMAC-SHA1 of it, 40 hexadecimal digits. Needs the secret. */
  mac?: string;
  /** The right header. Needs the secret. */
  signature?: string;
  /** The URL to send with it. */
  url?: string;
}

/** What a header looks like. */
export type HeaderShape =
  | "signature"
  | "corrupted"
  | "padded"
  | "standard_alphabet"
  | "space"
  | "percent_encoded"
  | "hex"
  | "hex_base64"
  | "base64_twice"
  | "sha256"
  | "sha512"
  | "md5"
  | "text"
  | "prefixed"
  | "language_artefact"
  | "secret"
  | "key"
  | "unknown";

/** The header that was sent. */
export interface ExplainedHeader {
  /** Without white space around it; eight dots where it shows the secret. */
  value: string;
  shape: HeaderShape;
  /** The shape as a sentence. */
  verdict: string;
  /** The right spelling, where only the encoding is wrong. */
  corrected?: string;
  /** Whether it is the right signature. Needs the secret. */
  matches?: boolean;
}

/** Everything there is to say about a request. */
export interface Explanation {
  /** In the order of the request. */
  parameters: ExplainedParameter[];
  problems: Problem[];
  stages: Stages;
  /** Absent where no header was given. */
  header?: ExplainedHeader;
  /** `stages.url` as this runtime's `fetch` writes it. */
  sentUrl?: string;
}
