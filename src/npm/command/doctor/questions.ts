/** Makes the findings, in the order of the report. */
import { codes, fields } from "./fields.js";
import type { Finding } from "./finding.js";
import type { Seen } from "./seen.js";
import { series } from "./series.js";
import { credentials, encodedValue, order, refusal, replay, timestamps, unsignedParameter } from "./signing.js";
import { sizes } from "./sizes.js";
import { clock, cors, encoding, length, rateLimit, redirects } from "./transport.js";
import { startTime } from "./zone.js";

export function findingsOf(seen: Seen): Finding[] {
  const ofSeries = series(seen);
  return [
    credentials(seen),
    clock(seen),
    order(seen),
    encodedValue(seen),
    refusal(seen),
    unsignedParameter(seen),
    replay(seen),
    ...timestamps(seen),
    ...sizes(seen),
    startTime(seen, ofSeries.outcome.startsWith("many_rows")),
    ofSeries,
    fields(seen),
    codes(seen),
    cors(seen),
    rateLimit(seen),
    length(seen),
    encoding(seen),
    redirects(seen),
  ];
}
