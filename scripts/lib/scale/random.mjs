// Chance that is the same each time, in the shapes that a network and a school have.

/** Numbers from 0 to below 1, by a xorshift of 32 bits (Marsaglia's 13, 17, 5). */
export function seeded(seed) {
  let state = scattered(seed) || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return next;
}

/** Seeds that lie close together would begin alike: the last step of MurmurHash3 drives them apart. */
function scattered(seed) {
  let hash = seed;
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) hash = Math.imul(hash ^ (hash >>> 15), factor);
  return hash ^ (hash >>> 16);
}

/** Log-normal: half of the values lie below the median, a few far above it. */
export function logNormal(random, median, sigma) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
