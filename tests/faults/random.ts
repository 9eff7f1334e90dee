/** Random numbers that a seed repeats (the mulberry32 generator). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: the one that is to be run again, or a new one. Printed, so that a failure can be repeated. */
export function pickSeed(name: string): number {
  const seed = Number(process.env.HEATLINE_FAULT_SEED ?? Math.floor(Math.random() * 1_000_000));
  console.info(`${name}: --seed ${seed} repeats this run`);
  return seed;
}

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za'.split(' ');

/** A headline of made-up words, so that no two stories are taken for one event. */
export function makeHeadline(random: () => number): string {
  const word = (): string =>
    Array.from({ length: 3 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
  return Array.from({ length: 5 }, word).join(' ');
}
