/** The shapes of `zoom-lti-pro/explain`. */
import type { AbortSignalLike } from "../types.js";
import type { FindingCode, VerdictCode } from "./codes.js";

export type { FindingCode, VerdictCode } from "./codes.js";

/** What is to be explained. */
export interface ExplainInput {
  /**
   * A request as it was pasted: URL, command for curl (Bash, cmd, PowerShell) or `Invoke-WebRequest`, raw HTTP
   * request, HAR entry, call of `fetch`, query or base string. An answer beside it is left out.
   */
  request: string;
  /** The `X-Lti-Signature` that was sent; found in `request` where it stands there. */
  signature?: string | undefined;
  /**
   * The LTI secret, used for this call and not kept. Of several the first is the one that belongs to the key; the
   * others are those it may have been confused with, such as another credential's or an OAuth client's. Without any,
   * only what breaks a rule whatever the secret is found.
   */
  secrets?: string | readonly (string | LabelledSecret)[] | undefined;
  /** The answer as it was pasted: its JSON, its headers (`Date:` is the server's clock), or both. */
  answer?: string | undefined;
  /**
   * When the request was sent, in milliseconds. By default the present, by which a timestamp that is too old is no more
   * than possibly the cause: a request may be pasted long after it failed.
   */
  now?: number | undefined;
}

/** A secret and what to call it in what is said about it. */
export interface LabelledSecret {
  label: string;
  secret: string;
}

/** How a deep search runs. */
export interface SearchOptions {
  /** Stops the search: it resolves with what was found until then, and `searched.stopped` says `"aborted"`. */
  signal?: AbortSignalLike | undefined;
  /** Called after each slice. */
  onProgress?: ((progress: SearchProgress) => void) | undefined;
  /** The most hypotheses to try. By default all there are. */
  maxHypotheses?: number | undefined;
}

/** How far a deep search is. */
export interface SearchProgress {
  /** Hypotheses tried. */
  tried: number;
  /** Hypotheses there are; `tried` ends there unless something is found. */
  total: number;
  /** Absent until it can be told. */
  ratePerSecond?: number;
}

/** Everything there is to say about a request. */
export interface Explanation {
  verdict: Verdict;
  /** The most certain first. Several of grade `proved` reproduce the header together. */
  findings: Finding[];
  /** The same request without the mistakes. Absent where its parameters cannot be made out. */
  corrected?: Corrected;
  /** The signature of the request as it stands, stage by stage, as far as what was given reaches. */
  stages: Stages;
  /** In the order of the request: the first hundred, where there are more. */
  parameters: ExplainedParameter[];
  /** Absent where no header was given. */
  header?: ExplainedHeader;
  /** The label of the secret the header was made with, in whatever way. Absent where none was found. */
  signedWith?: string;
  /**
   * The text the header was made from. Absent where no way of making it was found, or where it is no text or holds the
   * secret.
   */
  signed?: string;
  searched: Searched;
  /** `stages.url` as this runtime's `fetch` writes it. */
  sentUrl?: string;
}

/** The whole in one sentence. */
export interface Verdict {
  code: VerdictCode;
  message: string;
}

/**
 * How sure a finding is. `proved`: it reproduces the very header, 160 bits of it. `certain`: it breaks a rule whatever
 * the secret. `possible`: worth a look.
 */
export type Grade = "proved" | "certain" | "possible";

/** The stage of signing a finding belongs to. */
export type StageName = "query" | "baseString" | "mac" | "signature" | "request" | "answer";

/** A mistake, or a reason to suspect one. */
export interface Finding {
  /** Which kind. */
  code: FindingCode;
  grade: Grade;
  stage: StageName;
  /** Which way of making it, where there are several: a stable name, such as `url_order` for `parameter_order`. */
  mistake?: string;
  /** The parameter, header or labelled secret concerned. */
  name?: string;
  /** What was found. Never a secret. */
  seen?: string;
  /** What should stand there. */
  expected?: string;
  /** What is wrong, as a sentence. */
  message: string;
  /** What to do about it, as a sentence. */
  fix: string;
  /**
   * Other mistakes that give the same bytes for this request, so that only the program itself can tell which it was.
   */
  alternatives?: Alternative[];
}

/** A mistake that gives the same bytes as the one found. */
export interface Alternative {
  code: FindingCode;
  mistake?: string;
  name?: string;
  seen?: string;
  expected?: string;
  message: string;
}

/** The request as it should have been. */
export interface Corrected {
  /** What has to be signed. */
  baseString: string;
  /** The URL to send. */
  url: string;
  /** The signature. Needs the secret, but where only the encoding of the header was wrong. */
  header?: string;
  /** A command that sends it; absent where `header` is. A signature is valid for an hour: sent later it is refused. */
  curl?: Curl;
}

/** The same command in the quoting of three shells. */
export interface Curl {
  bash: string;
  cmd: string;
  powershell: string;
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

/** A parameter of the request. */
export interface ExplainedParameter {
  /** Decoded. */
  name: string;
  /** As it stands in the request. */
  raw: string;
  /** As a server reads it. */
  value: string;
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

/** What a search went through. */
export interface Searched {
  /** Digests computed and compared. */
  hypotheses: number;
  /** Different ways of writing the base string. */
  baseStrings: number;
  /** Different keys of the HMAC. */
  keys: number;
  /** Different timestamps. */
  timestamps: number;
  /** How many mistakes at a time were looked for: none without a secret or a header, one, or two. */
  depth: 0 | 1 | 2;
  /** Whether everything of that depth was tried. A proof ends a search early. */
  complete: boolean;
  /** Why a search ended before everything was tried and nothing was proved. */
  stopped?: "aborted" | "limit";
}
