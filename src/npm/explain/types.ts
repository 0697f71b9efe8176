/** The shapes of `zoom-lti-pro/explain`. */
import type { AbortSignalLike } from "../public/types.js";
import type { FindingCode, Grade, HeaderShape, StageName, VerdictCode } from "../generated/finding-codes.js";

/** What to explain. */
export interface ExplainInput {
  /**
   * The request, as pasted. It may be a URL, a command for curl (Bash, cmd, PowerShell) or `Invoke-WebRequest`, a raw
   * HTTP request, a HAR entry, a call of `fetch`, a query or a base string. A response next to it is ignored.
   */
  request: string;
  /** The sent value of `X-Lti-Signature`, or its whole line. By default it is taken from `request`. */
  signature?: string | undefined;
  /**
   * The LTI secret. It is used for this call and not stored. If there are several, the first belongs to the key. The
   * others are secrets that may have been used by mistake, such as an OAuth client's. Without a secret, only mistakes
   * that break a rule with any secret are found.
   */
  secrets?: string | readonly (string | LabeledSecret)[] | undefined;
  /**
   * The base URL of a server other than Zoom's, such as the emulator's or a proxy's. A request to it does not have a
   * wrong host. By default only Zoom's base URL is known.
   */
  baseUrl?: string | undefined;
  /** The response, as pasted: its JSON, its headers (`Date:` is the server's clock), or both. */
  response?: string | undefined;
  /**
   * When the request was sent, in milliseconds. The default is the current time. With the default, a timestamp that is
   * too old is only a possible cause: a request may be pasted long after it failed.
   */
  now?: number | undefined;
}

/** A secret with a label. Findings show the label, never the secret. */
export interface LabeledSecret {
  /** The name that findings show, such as `OAuth client secret`. */
  label: string;
  /** The secret. No finding shows it. */
  secret: string;
}

/** How a deep search runs. */
export interface SearchOptions {
  /** Stops the search. It resolves with what it has found so far, and `searched.stopped` is `"aborted"`. */
  signal?: AbortSignalLike | undefined;
  /** Called after each slice. */
  onProgress?: ((progress: SearchProgress) => void) | undefined;
  /** The maximum number of hypotheses to try. By default all are tried. */
  maxHypotheses?: number | undefined;
}

/** The progress of a deep search. */
export interface SearchProgress {
  /** Hypotheses tried. */
  tried: number;
  /** All hypotheses. `tried` ends at this number unless something is found or the search is stopped. */
  total: number;
  /** Absent until it is known. */
  ratePerSecond?: number;
}

/** What was found out about a request. */
export interface Explanation {
  /** The result in a sentence. */
  verdict: Verdict;
  /** The most certain first. If several have the grade `proved`, they reproduce the header together. */
  findings: Finding[];
  /** The same request without the mistakes. Absent if its parameters cannot be read. */
  corrected?: Corrected;
  /** The signature of the corrected request, stage by stage. Stages that need missing input are absent. */
  stages: Stages;
  /** The parameters in the order of the request, at most the first hundred. */
  parameters: ExplainedParameter[];
  /** Absent if no header was given. */
  header?: ExplainedHeader;
  /** The label of the secret that made the header, correctly or not. Absent if it is not known. */
  signedWith?: string;
  /** The text that was signed to make the header. Absent if it is not known, is not text, or contains the secret. */
  signed?: string;
  /** What was tried to get there. */
  searched: Searched;
  /** Whether `searchMistakes` can find nothing more. */
  settled: boolean;
  /** What the request was read from. */
  source: Source;
  /** `stages.url` as this runtime's `fetch` writes it. */
  sentUrl?: string;
}

/**
 * What a request was read from: a command of curl, a request target with its method (raw HTTP, a log, a pane of a
 * browser), a URL, a query or base string, or a list of names and values. `nothing` if the text is not a request.
 */
export type Source = "curl" | "request" | "url" | "query" | "list" | "nothing";

/** The result. */
export interface Verdict {
  /** The kind of result. */
  code: VerdictCode;
  /** The result in at most 8 words, such as “The timestamp is in seconds”. */
  title: string;
  /** The result in one or two sentences. */
  message: string;
  /** What to check or try next, if no mistake is known. */
  suggestions?: string[];
}

/** A mistake, or a reason to suspect one. */
export interface Finding {
  /** The kind of mistake. */
  code: FindingCode;
  /** How certain it is. */
  grade: Grade;
  /** The stage of signing where the mistake was made. */
  stage: StageName;
  /** The variant of the mistake, if its kind has several. A stable name, such as `url_order` for `parameter_order`. */
  mistake?: string;
  /** The parameter, header or labeled secret concerned. */
  name?: string;
  /** What was found. Never a secret. */
  seen?: string;
  /** What was expected. */
  expected?: string;
  /** The mistake in at most 8 words, such as “The timestamp is in seconds”. */
  title: string;
  /** What is wrong, in one or two sentences. */
  message: string;
  /** What to do about it, in one or two sentences. */
  fix: string;
  /** Background that is not needed to fix the mistake. */
  why?: string;
  /** Other mistakes that give the same bytes for this request. Only the source code shows which one was made. */
  alternatives?: Alternative[];
}

/** A mistake that gives the same bytes as the one found. */
export interface Alternative {
  /** The kind of mistake. */
  code: FindingCode;
  /** As {@link Finding.mistake}. */
  mistake?: string;
  /** As {@link Finding.name}. */
  name?: string;
  /** As {@link Finding.seen}. */
  seen?: string;
  /** As {@link Finding.expected}. */
  expected?: string;
  /** As {@link Finding.title}. */
  title: string;
  /** As {@link Finding.message}. */
  message: string;
}

/** The request as it should have been. Values that only you know stay as they were, such as a wrong userId. */
export interface Corrected {
  /** The correct base string. */
  baseString: string;
  /** The URL to send. */
  url: string;
  /** The signature. It needs the secret, unless only the encoding of the header was wrong. */
  header?: string;
  /**
   * A command that sends it. Absent if `header` is absent. The server refuses it after an hour, when the signature
   * expires.
   */
  curl?: Curl;
}

/** The same command, quoted for three shells. */
export interface Curl {
  /** For Bash and other POSIX shells. */
  bash: string;
  /** For the command prompt of Windows. */
  cmd: string;
  /** For PowerShell. */
  powershell: string;
}

/**
 * The signature of the corrected request, stage by stage. No value here is a wrong one. Stages that need missing input
 * are absent.
 */
export interface Stages {
  /** The correct base string. Absent if the parameters cannot be corrected. */
  baseString?: string;
  /** HMAC-SHA1 of it, 40 hexadecimal digits. Needs the secret. */
  mac?: string;
  /** The correct header: `corrected.header`. */
  signature?: string;
  /** The URL to send with it: `corrected.url`. */
  url?: string;
  /** What you had at the stages where it is known and differs. Absent if nothing differs. */
  yours?: YourStages;
}

/** The values of the pasted request at the stages where they differ from the corrected ones. */
export interface YourStages {
  /** The text that was signed if it was found; otherwise the base string of the request as it was pasted. */
  baseString?: string;
  /** The digest in the header, in hexadecimal digits. Present if the search found how it was made. */
  mac?: string;
  /** The header. */
  signature?: string;
  /** The URL. */
  url?: string;
}

/** A parameter of the request. */
export interface ExplainedParameter {
  /** Decoded. */
  name: string;
  /** As written in the request. */
  raw: string;
  /** As a server reads it. */
  value: string;
}

/** The header that was sent. */
export interface ExplainedHeader {
  /** The value without whitespace around it. Eight dots replace the secret. */
  value: string;
  /** What the value looks like. */
  shape: HeaderShape;
  /** The shape in a few sentences, with what to do if it is wrong. */
  verdict: string;
  /** Whether it is the header of the corrected request. Absent if that is not known. */
  matches?: boolean;
}

/** What a search has tried. */
export interface Searched {
  /** Digests computed and compared. */
  hypotheses: number;
  /** Different ways of writing the base string. */
  baseStrings: number;
  /** Different keys of the HMAC. */
  keys: number;
  /** Different timestamps. */
  timestamps: number;
  /** How many mistakes made together were searched for. 0 without a secret or a header. */
  depth: 0 | 1 | 2;
  /** Whether everything at that depth was tried. A proof ends a search early. */
  complete: boolean;
  /** Why a search ended early without a proof. */
  stopped?: "aborted" | "limit";
}
