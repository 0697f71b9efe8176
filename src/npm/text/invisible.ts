/** Characters that nobody sees: one rule for the command and for the debugger's page. */

/** Separators, controls, formats, surrogates, unassigned ones, and those that Unicode says to show as nothing. */
export const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;

/** Such as `U+200B`. */
export function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
