/** Makes the findings, in the order of the report. */
import { codes, fields } from "./meeting-fields.js";
import type { Finding } from "./question-result.js";
import type { Seen } from "./probe-results.js";
import { series } from "./recurring-meetings.js";
import { credentials, encodedValue, order, refusal, replay, timestamps, unsignedParameter } from "./signature-rules.js";
import { sizes } from "./page-sizes.js";
import { clock, cors, encoding, length, rateLimit, redirects } from "./transport.js";
import { startTime } from "./start-time-zone.js";

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
