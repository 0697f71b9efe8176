/** Sends one request and keeps the response. */
import type { Outgoing } from "./probes.js";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined if the body was truncated or too long. */
  readonly body: string | undefined;
}

export interface Exchange {
  readonly sent: Outgoing;
  /** By this machine's clock, in milliseconds. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** The response, or one word for the reason why it is missing. */
  readonly reply: Reply | string;
}

const TIMEOUT_MS = 20_000;
const MAX_BODY_BYTES = 16 * 2 ** 20;

/** Never rejects. It does not follow redirects: that could send the signature to another server. */
export async function exchange(sent: Outgoing): Promise<Exchange> {
  const sentAt = Date.now();
  const reply = await replyTo(sent).catch(reasonOf);
  return { sent, sentAt, receivedAt: Date.now(), reply };
}

async function replyTo({ url, headers }: Outgoing): Promise<Reply> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { headers, redirect: "manual", signal });
  return { status: response.status, headers: response.headers, body: await bodyOf(response).catch(() => undefined) };
}

async function bodyOf({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The code of the innermost cause, such as `ECONNREFUSED`. Never its message, which may contain an address. */
function reasonOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: unknown; code?: unknown; name?: unknown };
  if (cause !== undefined) return reasonOf(cause);
  const word = typeof code === "string" ? code : name;
  return typeof word === "string" && /^\w{1,40}$/.test(word) ? word : "unknown error";
}
