/** A stream of random numbers that is all in one 32-bit state, so that a simulation can be replayed from it. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** To carry into the next step. */
  readonly state: number;
}

/** mulberry32 (Tommy Ettinger, public domain): small, fast, good enough for a plant. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    // Box–Muller; 1 - u keeps the logarithm off zero.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    get state() {
      return state;
    },
  };
}

/** One step of a noise that wanders around zero and forgets within `tauSeconds` (Ornstein–Uhlenbeck, sd in units). */
export function wander(
  random: Random,
  value: number,
  sd: number,
  tauSeconds: number,
  dtSeconds: number,
): number {
  const keep = Math.exp(-dtSeconds / tauSeconds);
  return value * keep + sd * Math.sqrt(1 - keep * keep) * random.normal();
}

/** One step of a first-order lag towards `target`. */
export function lag(value: number, target: number, tauSeconds: number, dtSeconds: number): number {
  return target + (value - target) * Math.exp(-dtSeconds / tauSeconds);
}
