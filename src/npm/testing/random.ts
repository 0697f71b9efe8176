/** Reproducible pseudorandom numbers. Not for secrets. */
export interface Random {
  /** An integer from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  bytes(count: number): Uint8Array;
  digits(count: number): string;
}

/** The same sequence for the same seed, on every platform. */
export function random(seed: string): Random {
  const next = mulberry32(fnv1a(seed));
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (list) => list[below(list.length)]!,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    digits: (count) => Array.from({ length: count }, () => below(10)).join(""),
  };
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ , over UTF-16 code units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Tommy Ettinger's mulberry32: 32 bits of state, enough for test data. */
function mulberry32(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
