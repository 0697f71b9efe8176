// Chance that is the same each time.

/** Numbers from 0 to below 1, by a xorshift of 32 bits (Marsaglia's 13, 17, 5). */
export function seeded(seed) {
  let state = scattered(seed) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Seeds that lie close together would begin alike: the last step of MurmurHash3 drives them apart. */
function scattered(seed) {
  let hash = seed;
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) hash = Math.imul(hash ^ (hash >>> 15), factor);
  return hash ^ (hash >>> 16);
}
