// Timing for every runtime. No Node imports.
//
// The peers of a group take turns in slices of some milliseconds, so that other work on the machine slows all of them.
// The result is the median of the faster half of each peer's slices, which other work disturbed least.

/** Milliseconds for `count` runs of a peer. The results are used, so that the engine cannot skip the work. */
export async function slice({ run, isAsync }, inputs, count, now) {
  const mask = inputs.length - 1;
  let sink;
  const start = now();
  if (isAsync) for (let i = 0; i < count; i++) sink = await run(inputs[i & mask]);
  else for (let i = 0; i < count; i++) sink = run(inputs[i & mask]);
  const took = now() - start;
  if (sink === undefined) throw new Error("a peer gave nothing");
  return took;
}

/**
 * Times the peers of a group: {name: microseconds per call}. `time(index, count)` resolves to the milliseconds that
 * `count` calls take.
 *
 * `sliceMs`: the length of a slice; `warmMs`: the warm-up of each peer; `rounds`: the number of slices of each.
 */
export async function interleave(names, time, options) {
  const samples = await takeTurns(names, time, options);
  return Object.fromEntries(Object.entries(samples).map(([name, times]) => [name, undisturbed(times)]));
}

/** Like `interleave`, but with every slice: {name: [microseconds per call, one for each round]}. */
export async function takeTurns(names, time, { sliceMs = 6, warmMs = 60, rounds = 9 } = {}) {
  const counts = [];
  for (let peer = 0; peer < names.length; peer++)
    counts.push(await warm((count) => time(peer, count), sliceMs, warmMs));
  const samples = names.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      // A slice may pay for the previous peer's garbage, so the order changes every round.
      const place = (turn + round) % names.length;
      const peer = round % 2 ? names.length - 1 - place : place;
      samples[peer].push(((await time(peer, counts[peer])) * 1000) / counts[peer]);
    }
  }
  return Object.fromEntries(names.map((name, peer) => [name, samples[peer]]));
}

/** Runs until the engine has compiled the hot code. Returns the number of calls in a slice. */
async function warm(time, sliceMs, warmMs) {
  let count = 1;
  let took = 0;
  // Short slices do not count: the clock's resolution or a request's round trip distorts them.
  for (let spent = 0; spent < warmMs || took < sliceMs / 2; spent += took) {
    took = await time(count);
    if (took < sliceMs / 2) count *= 2;
  }
  return Math.max(1, Math.round((count * sliceMs) / took));
}

/** Times all groups of a suite in this runtime: {group: {peer: microseconds}}. */
export async function timeHere(groups, options) {
  const found = {};
  for (const { name, peers, inputs } of groups) {
    const time = (peer, count) => slice(peers[peer], inputs, count, () => performance.now());
    found[name] = await interleave(
      peers.map((peer) => peer.name),
      time,
      options,
    );
  }
  return found;
}

function undisturbed(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  return median(sorted.slice(0, Math.ceil(sorted.length / 2)));
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
