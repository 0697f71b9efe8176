/** What two texts have in common. The command and the debugger's page mark the rest. */

/** Pairs of indexes of equal parts. */
export type Pairs = readonly (readonly [number, number])[];

/** The time grows with the product of the lengths. */
const MAX_COMPARISONS = 1_000_000;

/** A common subsequence of maximum length. Empty if the texts have too many parts. */
export function commonParts(one: readonly string[], other: readonly string[]): Pairs {
  if (one.length * other.length > MAX_COMPARISONS) return [];
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  const length = (i: number, j: number): number => lengths[i]![j]!;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1)
      lengths[i]![j] = one[i] === other[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
