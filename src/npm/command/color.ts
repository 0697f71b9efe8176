/** Terminal colors, if they are wanted. */

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  inverse: [7, 27],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof CODES;

/** Adds styles to a text. Without colors it returns the text unchanged. */
export type Paint = (text: string, ...styles: Style[]) => string;

export function painter(on: boolean): Paint {
  if (!on) return (text) => text;
  return (text, ...styles) =>
    styles.reduce((painted, style) => `\x1b[${CODES[style][0]}m${painted}\x1b[${CODES[style][1]}m`, text);
}

/**
 * FORCE_COLOR takes precedence over NO_COLOR, as in Node. Without either, only terminals that are not `dumb` get
 * colors.
 */
export function wantsColor(stream: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env;
  if (force !== undefined) return force !== "0" && force !== "false";
  return !none && stream.isTTY === true && term !== "dumb";
}
