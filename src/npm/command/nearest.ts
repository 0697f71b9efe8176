/** The name that a misspelled word was probably meant to be. */

/** Undefined if no name is near. A long word may have two mistakes, a short one only one. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const allowed = typed.length < 6 ? 1 : 2;
  const ranked = names
    .map((name) => ({ name, distance: distanceTo(typed, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed);
  return ranked.sort((one, other) => one.distance - other.distance)[0]?.name;
}

const MIN_START = 3;

/** A start counts as one mistake: `--hist`, or `--user-id` for `--user`. */
function distanceTo(typed: string, name: string): number {
  const [short, long] = typed.length < name.length ? [typed, name] : [name, typed];
  return short.length >= MIN_START && long.startsWith(short) ? Math.min(1, edits(typed, name)) : edits(typed, name);
}

/** Insertions, deletions, replacements, and swaps of neighbors. */
function edits(one: string, other: string): number {
  // Nothing longer is near, and the time grows with the product of the lengths.
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const above = rows[i - 1]!;
      let least = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows.at(-1)!.at(-1)!;
}
