/** How far away a meeting is, in words. The command and the demo's page say it. */

const MINUTE_MS = 60_000;

interface Present {
  /** The current time, in milliseconds since 1970. */
  now: number;
  isLive: boolean;
  /** Whether the meeting is on the list of upcoming meetings. */
  isUpComing: boolean;
}

/** Such as `in 20 min`. `start` is in milliseconds since 1970, `duration` in minutes. */
export function relativeTime(start: number, duration: number | null, { now, isLive, isUpComing }: Present): string {
  const ms = now - start;
  if (isLive) return ms < 0 ? "" : `started ${lengthWords(ms)} ago`;
  if (ms < -MINUTE_MS / 2) return `in ${lengthWords(-ms)}`;
  if (ms < MINUTE_MS / 2) return "now";
  const over = duration === null ? null : ms - duration * MINUTE_MS;
  if (!isUpComing && over !== null && over >= 0) return `ended ${lengthWords(over)} ago`;
  return `due ${lengthWords(ms)} ago`;
}

/** Down to minutes: "20 min", "1 h 5 min", "7 h". */
function lengthWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 || hours >= 6 ? `${Math.round(minutes / 60)} h` : `${hours} h ${rest} min`;
}
