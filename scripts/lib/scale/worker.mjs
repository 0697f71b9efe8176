// One invocation of a Worker on the simulated clock, within the limits of a plan.

import { SimulatedClock } from "./clock.mjs";
import { school, teachers } from "./school.mjs";

/** Cloudflare's, from the pages that docs/scale.md names. */
export const plans = {
  free: { subrequests: 50, connections: 6 },
  paid: { subrequests: 10_000, connections: 6 },
};

/**
 * Lists the upcoming meetings of the teachers numbered from `first`: what that took, as numbers.
 *
 * `pace`: users that are begun in a second, at most. Everything else as in `school` and `UsersOptions`.
 */
export async function invoke(
  library,
  { count, first = 0, plan = plans.paid, pageSize, concurrency = 6, retries = 2, pace = Infinity, ...options },
) {
  const clock = new SimulatedClock();
  const api = school(library, clock, { seed: 1 + first, ...options });
  const gate = limited(api.fetch, plan);
  const lti = new library.LtiPro(library.EMULATOR_CREDENTIALS, {
    fetch: gate.fetch,
    now: api.now,
    random: api.random,
    retries,
    sleep: (ms) => clock.sleep(ms),
  });
  const outcome = { listed: 0, failed: 0, meetings: 0, codes: {} };
  const userIds = paced(teachers(first + count).slice(first), pace, clock);
  const { ms } = await clock.run(async () => {
    for await (const { meetings, error } of lti.listMeetingsForUsers(userIds, { pageSize, concurrency })) {
      if (error) {
        outcome.failed++;
        outcome.codes[error.code] = (outcome.codes[error.code] ?? 0) + 1;
      } else {
        outcome.listed++;
        outcome.meetings += meetings.length;
      }
    }
  });
  lti.dispose();
  return { ...outcome, ms, ...gate.counts, bytes: api.bytes, refused: api.refused };
}

/** What a Worker does to `fetch`: sub-requests beyond the limit throw, connections beyond it wait. */
function limited(fetch, { subrequests, connections }) {
  const counts = { subrequests: 0, overLimit: 0, peak: 0 };
  const waiting = [];
  let open = 0;
  async function within(url, init) {
    if (counts.subrequests === subrequests) {
      counts.overLimit++;
      throw new Error("Too many subrequests.");
    }
    counts.subrequests++;
    if (open === connections) await new Promise((resolve) => waiting.push(resolve));
    else open++;
    counts.peak = Math.max(counts.peak, open);
    try {
      return await fetch(url, init);
    } finally {
      // Who waits takes the connection over.
      if (waiting.length > 0) waiting.shift()();
      else open--;
    }
  }
  return { fetch: within, counts };
}

/** The user ids, `perSecond` of them at most. */
async function* paced(userIds, perSecond, clock) {
  const begun = clock.now;
  for (const [place, userId] of userIds.entries()) {
    const wait = begun + (place * 1000) / perSecond - clock.now;
    if (wait > 0) await clock.sleep(wait);
    yield userId;
  }
}

/** Invocations that take `durations`, `consumers` of them at a time: when the last one ends. */
export function makespan(durations, consumers) {
  const free = new Array(consumers).fill(0);
  for (const ms of durations) {
    const next = free.indexOf(Math.min(...free));
    free[next] += ms;
  }
  return Math.max(...free);
}
