// Repeatable random numbers.

/** Numbers from 0 to below 1 by a 32-bit xorshift (Marsaglia's 13, 17, 5). */
export function seeded(seed) {
  let state = scattered(seed) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Similar seeds would start with similar numbers. The last step of MurmurHash3 separates them. */
function scattered(seed) {
  let hash = seed;
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) hash = Math.imul(hash ^ (hash >>> 15), factor);
  return hash ^ (hash >>> 16);
}
