/** Which parts of a response may be shown. Possible ids, meeting numbers and personal text may not. */

const HIDDEN = "(not shown)";

/** A header's value or a code: short, plain, and without words as long as an id. */
export function shown(value: string): string {
  const plain = /^[\w ,;:="'/.+*-]{1,80}$/.test(value);
  return plain && !value.split(/[^\w-]/).some(isLong) ? value : HIDDEN;
}

/** A field's name. A name with many digits could be an id. */
export function shownName(name: string): string {
  return /^[A-Za-z_$][\w$.-]{0,39}$/.test(name) && !/\d{4}/.test(name) ? name : HIDDEN;
}

/** A meeting number has nine digits or more, an id about twenty characters. */
const isLong = (word: string): boolean =>
  /\d{9}/.test(word) || word.length > 24 || (word.length > 15 && /\d/.test(word));
