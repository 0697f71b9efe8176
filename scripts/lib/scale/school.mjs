// A school on the emulator: teachers with their meetings, a network in between, and what goes wrong in it.

import { logNormal, seeded } from "./random.mjs";

/** What is assumed; docs/scale.md says so in words. */
const assumed = {
  latencyMedianMs: 300,
  latencySigma: 0.6,
  bytesPerMs: 1000,
  meetingsMedian: 40,
  meetingsSigma: 0.9,
  faults: [
    { share: 0.01, fault: { kind: "http_status", status: 503 } },
    { share: 0.01, fault: { kind: "http_status", status: 429, retryAfter: 1 } },
    { share: 0.005, fault: { kind: "network" } },
    { share: 0.005, fault: { kind: "truncated_body" } },
  ],
};

/** The school's clock at the beginning. */
const begin = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;
const HALF_YEAR_OF_HOURS = 4368;

export const teachers = (count) => Array.from({ length: count }, (_, i) => `teacher${String(i).padStart(15, "0")}`);

/**
 * The API as a Worker's `fetch` meets it: {fetch, now, random, bytes, refused}, the last being how many requests were
 * answered with 429.
 *
 * `faults`: whether requests fail as assumed. `perSecond`: how many requests the server admits; more are answered
 * with 429.
 */
export function school({ createEmulator }, clock, { seed = 1, faults = false, perSecond = Infinity } = {}) {
  const random = seeded(seed);
  const now = () => begin + clock.now;
  const admits = limiter(perSecond, clock);
  const api = { now, random, bytes: 0, refused: 0, fetch };

  async function fetch(url, init) {
    const latency = logNormal(random, assumed.latencyMedianMs, assumed.latencySigma);
    const fault = admits() ? (faults ? drawn(random()) : null) : { kind: "http_status", status: 429, retryAfter: 1 };
    if (fault?.status === 429) api.refused++;
    const emulator = emulatorOf(new URL(url).searchParams.get("userId"), fault);
    await unlessAborted(clock.sleep(latency), init.signal);
    const response = await emulator.fetch(url, init);
    const body = new Uint8Array(await response.arrayBuffer());
    await unlessAborted(clock.sleep(body.length / assumed.bytesPerMs), init.signal);
    api.bytes += body.length;
    return new Response(body, { status: response.status, headers: response.headers });
  }

  /** One for each request: the lists of ten thousand teachers need not be kept. */
  function emulatorOf(userId, fault) {
    return createEmulator({ meetings: meetingsOf(userId), fault, now });
  }
  return api;
}

/** The same for the same teacher, whatever else happens. One in ten has none. */
function meetingsOf(hostId) {
  const number = Number(hostId.slice("teacher".length));
  const random = seeded(1_000_003 + number);
  const count = random() < 0.1 ? 0 : Math.round(logNormal(random, assumed.meetingsMedian, assumed.meetingsSigma));
  return Array.from({ length: count }, (_, i) => ({
    hostId,
    topic: `Course ${(number * 7 + i) % 900}: week ${1 + (i % 14)}`,
    startTime: new Date(begin + HOUR + Math.floor(random() * HALF_YEAR_OF_HOURS) * HOUR),
    timezone: "Europe/Berlin",
  }));
}

function drawn(chance) {
  let sum = 0;
  return assumed.faults.find(({ share }) => chance < (sum += share))?.fault ?? null;
}

/** A bucket that holds one second's worth of requests. */
function limiter(perSecond, clock) {
  if (perSecond === Infinity) return () => true;
  let [left, at] = [perSecond, clock.now];
  return () => {
    left = Math.min(perSecond, left + ((clock.now - at) / 1000) * perSecond);
    at = clock.now;
    if (left < 1) return false;
    left--;
    return true;
  };
}

function unlessAborted(waiting, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    waiting.then(resolve);
  });
}
