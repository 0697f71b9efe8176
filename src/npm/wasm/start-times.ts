/** Start times as numbers. The rules are in `src/time.rs`. */
import * as wasm from "#client-glue";
import { asText, number, readFields, writeFields, writeFrame } from "./frames.js";
import { run } from "./instance.js";

/** A start time as `src/time.rs` reads it. */
export interface StartTime {
  /** Milliseconds as if the clock showed UTC. NaN if the text is not a time. */
  wallMs: number;
  /** The offset from UTC that is written in the text. NaN if there is no offset. */
  offsetMs: number;
}

export function startTime(text: string): StartTime {
  return run(() => {
    const [wall, offset] = readFields(wasm.start_time(writeFrame([text])));
    return { wallMs: number(wall), offsetMs: number(offset) };
  });
}

/** The instant of a time in a zone. `offsetMs` must not throw: the error would pass through wasm like a trap. */
export function inZone(wallMs: number, zone: { offsetMs(instant: number): number }): { instant: number; flag: string } {
  return run(() => {
    const [instant, flag] = readFields(wasm.in_zone(writeFields([wallMs]), zone));
    return { instant: number(instant), flag: asText(flag!) };
  });
}
