/** One figure of a bench, beside the floor that was measured in the same run. */
export interface BenchRow {
  readonly bench: string;
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** The same load with the least possible work behind it; what that is, docs/benchmarks.md says for each case. */
  readonly floor?: number;
  /** value / floor. */
  readonly ratio?: number;
}

export type Emit = (row: BenchRow) => void;
/** A line for who waits, on stderr. */
export type Say = (line: string) => void;

export interface BenchOptions {
  readonly emit: Emit;
  readonly say: Say;
  /** How many mappings are live; the real list has 43,089. */
  readonly mappings: number;
  /** Rows of the file that is staged. */
  readonly rows: number;
  /** Folder of the sets with known truth. */
  readonly data?: string | undefined;
  /** Names of sets, with commas between; all when left out. */
  readonly only?: string | undefined;
  /** Write down what was measured as what later runs are compared with. */
  readonly freeze?: boolean;
  /** How many golden records there are, each of two source records. */
  readonly records: number;
  /** How many golden records a price file is matched against. */
  readonly golden: number;
  /** How many generated items are deduplicated. */
  readonly items: number;
  /** How many tasks are open. */
  readonly tasks: number;
}

export interface Pair<T> {
  readonly value: T;
  readonly floor: T;
}

export const rounds = 5;

/** Measures value and floor in turns, so that whatever else the machine does falls on both, and hands back the round
 *  whose ratio is the median. */
export async function interleaved<T>(
  measure: { value: () => Promise<T>; floor: () => Promise<T> },
  figure: (result: T) => number,
): Promise<Pair<T>> {
  const pairs: Pair<T>[] = [];
  for (let round = 0; round < rounds; round++) {
    // Whoever comes first in a round comes second in the next.
    if (round % 2 === 0) {
      const floor = await measure.floor();
      pairs.push({ floor, value: await measure.value() });
    } else {
      const value = await measure.value();
      pairs.push({ value, floor: await measure.floor() });
    }
  }
  pairs.sort((a, b) => figure(a.value) / figure(a.floor) - figure(b.value) / figure(b.floor));
  return pairs[pairs.length >> 1] as Pair<T>;
}

/** Value at a quantile of sorted numbers, 0 to 1. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function ascending(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

/** To three digits that mean something. */
export function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Figure with its floor and the ratio of the two. */
export function beside(value: number, floor: number): { value: number; floor: number; ratio: number } {
  return { value: rounded(value), floor: rounded(floor), ratio: Number((value / floor).toPrecision(3)) };
}
