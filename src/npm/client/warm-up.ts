/**
 * Most of an engine's time for a first call goes into compiling functions. A Worker does that while it starts: it makes
 * a call without a network, so that its first request takes less time.
 */
import type { ListOptions, MeetingQuery } from "../public/types.js";
import { compilesAtStart } from "../wasm/start.js";
import { Keyring } from "./credentials.js";

type List = (keyring: Keyring, query: MeetingQuery, options: ListOptions) => Promise<unknown>;

/** A page with text of both kinds: ASCII and other. */
const PAGE =
  '{"status":true,"code":200,"result":{"pageNum":1,"pageSize":1,"total":1,"list":[{"meetingId":"a",' +
  '"meetingNumber":"1","hostId":"a","topic":"é","startTime":"2099-01-01T00:00:00Z","duration":1,"timezone":"UTC",' +
  '"pmi":null,"type":2,"status":0}]}}';

/**
 * Returns `list`, after a call where the runtime is a Worker. To be marked as pure: then a bundler keeps the call only
 * if it keeps `list`.
 */
export function warmedUp<Listing extends List>(list: Listing): Listing {
  if (compilesAtStart) {
    try {
      const keyring = new Keyring({ key: "warm-up", secret: "warm-up" }, true);
      const dispose = () => keyring.dispose();
      list(keyring, { userId: "warm-up" }, { fetch: respond, now: () => NOW, ...UNLIMITED }).then(dispose, dispose);
    } catch {
      // The runtime has no wasm. The first real call reports this.
    }
  }
  return list;
}

/** A Worker has no clock while it starts. */
const NOW = 1_700_000_000_000;

/** A Worker has no timers while it starts. */
const UNLIMITED = { timeoutMs: Infinity, deadlineMs: Infinity };

async function respond(): Promise<unknown> {
  const body = new TextEncoder().encode(PAGE);
  const headers = new Map([
    ["content-length", String(body.length)],
    ["date", "Tue, 14 Nov 2023 22:13:20 GMT"],
  ]);
  return { status: 200, headers, arrayBuffer: async () => body.buffer };
}
