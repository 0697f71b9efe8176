/** How long the timestamp is still valid: 60 minutes (KB0065241). Updated every second. */
import { Limit } from "../../src/npm/generated/layout.js";
import { counted } from "../../src/npm/text/counted.js";
import { h } from "../page/dom.js";

/** Milliseconds between 2001 and 2286 have 13 digits. */
const MILLISECONDS = /^\d{13}$/;

export class Clock {
  #timestamp: number | undefined;

  constructor() {
    setInterval(() => this.show(), 1000);
  }

  /** Whether the text is a timestamp. */
  set(text: string | undefined): boolean {
    this.#timestamp = text !== undefined && MILLISECONDS.test(text) ? Number(text) : undefined;
    return this.#timestamp !== undefined;
  }

  show(): void {
    const element = document.getElementById("clock");
    if (element === null || this.#timestamp === undefined) return;
    const said = remaining(this.#timestamp, Date.now());
    if (element.textContent !== said.text)
      element.replaceChildren(h("span", { class: `chip ${said.tone}` }, said.text));
  }
}

/** The remaining time in words. */
export function remaining(timestamp: number, now: number): { text: string; tone: string } {
  const left = timestamp + Limit.WindowMs - now;
  if (left > 2 * Limit.WindowMs)
    return { text: `Timestamp: ${span(timestamp - now)} ahead of this clock`, tone: "bad" };
  if (left <= 0) return { text: `Timestamp: ${span(now - timestamp)} old, expired after 60 min`, tone: "bad" };
  const tone = left < 5 * 60_000 ? "unknown" : "live";
  return { text: `Timestamp: good for ${minutes(left)} more`, tone };
}

function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const UNITS = [
  ["year", 365.25 * 24 * 3600_000],
  ["day", 24 * 3600_000],
  ["hour", 3600_000],
  ["minute", 60_000],
] as const;

function span(ms: number): string {
  const [unit, size] = UNITS.find(([, size]) => ms >= 2 * size) ?? UNITS[3];
  return counted(Math.floor(ms / size), unit);
}
