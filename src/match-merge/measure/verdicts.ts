import { type FeatureVerdict, type FiledFeatures, verdictAt } from '../normalise/compare-features.js';

const verdicts = ['equal', 'compatible', 'different'] as const satisfies readonly FeatureVerdict[];
const firstRoom = 1 << 12;

/** What lines say of a kind of feature. Lines say few different things of a kind: each such saying has a number, and the
 *  verdict on two of them is found once and remembered. */
export class Verdicts {
  static readonly #known = new WeakMap<readonly FiledFeatures[], Verdicts>();
  /** A hash table by open addressing: both numbers, the verdict. */
  #first = new Int32Array(firstRoom).fill(-1);
  #second = new Int32Array(firstRoom);
  #verdict = new Uint8Array(firstRoom);
  #count = 0;

  private constructor(private readonly sayings: readonly FiledFeatures[]) {}

  /** `sayings`: of each number, the features of a line that says it. One memory for all who look at the same list. */
  static of(sayings: readonly FiledFeatures[]): Verdicts {
    const known = Verdicts.#known.get(sayings) ?? new Verdicts(sayings);
    Verdicts.#known.set(sayings, known);
    return known;
  }

  /** The verdict on two sayings of the kind at a place of `KIND_RULES`. */
  on(place: number, a: number, b: number): FeatureVerdict {
    const first = a < b ? a : b;
    const second = a < b ? b : a;
    let slot = this.#slotOf(first, second);
    if (this.#first[slot]! < 0) {
      if (2 * ++this.#count > this.#first.length) {
        this.#grow();
        slot = this.#slotOf(first, second);
      }
      this.#first[slot] = first;
      this.#second[slot] = second;
      this.#verdict[slot] = verdicts.indexOf(verdictAt(place, this.sayings[a]!, this.sayings[b]!));
    }
    return verdicts[this.#verdict[slot]!]!;
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#first.length - 1;
    const mixed = Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#first[slot]! >= 0 && (this.#first[slot] !== first || this.#second[slot] !== second))
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [first, second, verdict] = [this.#first, this.#second, this.#verdict];
    this.#first = new Int32Array(2 * first.length).fill(-1);
    this.#second = new Int32Array(2 * first.length);
    this.#verdict = new Uint8Array(2 * first.length);
    for (let at = 0; at < first.length; at++) {
      if (first[at]! < 0) continue;
      const slot = this.#slotOf(first[at]!, second[at]!);
      this.#first[slot] = first[at]!;
      this.#second[slot] = second[at]!;
      this.#verdict[slot] = verdict[at]!;
    }
  }
}
