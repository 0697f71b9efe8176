/** The requests of the doctor: each is a GET request for the user's meeting list. */
import { sign, signRequest, type SignedRequest } from "zoom-lti-pro";
import { endpoints } from "../../generated/parameters.js";
import type { KeyAndSecret } from "../ask-credentials.js";

const MINUTE = 60_000;

/** An origin reserved for examples. */
export const ORIGIN = "https://example.com";

/** What a probe may need. */
export interface ProbeContext {
  readonly credentials: KeyAndSecret;
  readonly userId: string;
  readonly baseUrl: string | undefined;
  /** The server's time, if known. */
  readonly now: () => number;
  /** Whether the upcoming meetings are the longer list. */
  readonly longerIsUpcoming: () => boolean;
  /** The first request, which is sent again. */
  readonly first: () => Outgoing;
}

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Changes {
  readonly isUpComing?: boolean;
  readonly pageNum?: number;
  readonly pageSize?: number;
  /** How far the timestamp is from the server's time. */
  readonly aheadMs?: number;
}

/** In the order in which they are sent. */
export const PROBES = {
  plain: (context) => signed(context),
  replay: (context) => context.first(),
  history: (context) => signed(context, { isUpComing: false }),
  wrong: (context) => signedBy("a secret that is wrong on purpose", signed(context)),
  reordered: (context) => withQuery(signed(context), (pairs) => pairs.reverse()),
  unsorted: (context) => signedBy(context.credentials.secret, reversed(signed(context))),
  size1: (context) => signed(context, { ...longer(context), pageSize: 1 }),
  size1000: (context) => signed(context, { ...longer(context), pageSize: 1000 }),
  size1001: (context) => signed(context, { ...longer(context), pageSize: 1001 }),
  page0: (context) => signed(context, { ...longer(context), pageSize: 1, pageNum: 0 }),
  ahead30: (context) => signed(context, { aheadMs: 30 * MINUTE }),
  ahead61: (context) => signed(context, { aheadMs: 61 * MINUTE }),
  old61: (context) => signed(context, { aheadMs: -61 * MINUTE }),
  extra: (context) => withQuery(signed(context), (pairs) => [...pairs, "x=1"]),
  origin: (context) => withOrigin(signed(context)),
  encoded: (context) => withQuery(signed(context), (pairs) => pairs.map(encodedPageNum)),
} as const satisfies Record<string, (context: ProbeContext) => Outgoing>;

export type ProbeName = keyof typeof PROBES;

export const PROBE_NAMES = Object.keys(PROBES) as ProbeName[];

const longer = (context: ProbeContext): Changes => ({ isUpComing: context.longerIsUpcoming() });

/** Signed as a path: for a meeting list, `signRequest` refuses undocumented parameters. */
function signed({ credentials, userId, baseUrl, now }: ProbeContext, changes: Changes = {}): SignedRequest {
  const { isUpComing = true, pageNum = 1, pageSize = 100, aheadMs = 0 } = changes;
  const params = { isUpComing, pageNum, pageSize, userId };
  return signRequest(
    credentials,
    { path: endpoints.meetingList.path, params, timestamp: Math.round(now() + aheadMs) },
    { baseUrl },
  );
}

type Unsigned = Pick<SignedRequest, "url" | "baseString">;

const signedBy = (secret: string, { url, baseString }: Unsigned): Outgoing => ({
  url,
  headers: { "X-Lti-Signature": sign(secret, baseString) },
});

/**
 * Reverses both the query and the base string. Splitting at `&` is safe: `signRequest` refuses values that contain it.
 */
function reversed(request: SignedRequest): Unsigned {
  const { url } = withQuery(request, (pairs) => pairs.reverse());
  return { url, baseString: request.baseString.split("&").reverse().join("&") };
}

function withQuery({ url, headers }: Outgoing, change: (pairs: string[]) => string[]): Outgoing {
  const [base, query = ""] = url.split("?");
  return { url: `${base}?${change(query.split("&")).join("&")}`, headers };
}

/** No value here needs percent-encoding, so this encodes one that works without it. */
const encodedPageNum = (pair: string): string => (pair === "pageNum=1" ? "pageNum=%31" : pair);

const withOrigin = ({ url, headers }: Outgoing): Outgoing => ({ url, headers: { ...headers, Origin: ORIGIN } });
