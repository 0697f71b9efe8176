/** Names for characters that a terminal does not show, or shows as something else. */
import { codePoint, INVISIBLE, longName } from "../text/invisible.js";

/** Combining marks, and the replacement character for invalid bytes. */
const UNCLEAR = /[\p{M}\ufffd]/u;

/** A visible character as itself, any other by its name. */
export function drawn(character: string): string {
  if (!INVISIBLE.test(character) && !UNCLEAR.test(character)) return character;
  const name = longName(character);
  const point = codePoint(character);
  return `⟨${name === undefined ? point : `${name} ${point}`}⟩`;
}

export function drawnText(text: string): string {
  return [...text].map(drawn).join("");
}
