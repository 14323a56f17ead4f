import { counts, dot, timesBits, timesMask, type Vectors } from '../text/vectors.js';
import { type DistinctVectors, distinctVectors } from './distinct-vectors.js';
import { type Postings, postingsOf } from './postings.js';

/** The nearest records of one record, nearest first; equally near ones by their number, those with the same vector
 *  together. */
export interface Nearest {
  readonly records: readonly number[];
  /** Cosines, 0 to 1, falling. */
  readonly cosines: readonly number[];
  /** Records beyond the k taken that are as near as the last one taken: what a cut at k left out by chance. */
  readonly tiesLeftOut: number;
}

/** All that an index is made of; what threads share. */
export interface IndexParts {
  readonly distinct: DistinctVectors;
  /** Of the groups of equal vectors. */
  readonly postings: Postings;
}

/** What rounding may take from a cosine that is summed up in 4 bytes, at most. */
const rounding = 1e-5;
/** Cosines so near each other count as equal. */
const asNear = 1e-6;
/** Of a question cut short, so many are measured for each one wanted. */
const measuredForOne = 3;
const firstLook = 2_000;
const lookAgain = 1.5;
const bins = 512;
/** Measuring one record takes as long as reading so many postings. */
const costOfMeasuring = 40;

/** Finds the k records nearest by cosine, exactly: what a bound skips cannot be among them.
 *
 *  Postings of a question's features are read from its rarest feature on. All that is still unread adds to any record at
 *  most the length of the unread rest of the question (Cauchy and Schwarz; records have length 1), nor more than its
 *  weights times the greatest of the records'. Once k records have more than that, no record that was not met so far can
 *  be among the first k; those that were met and can be are then measured directly. */
export class VectorIndex {
  readonly #distinct: DistinctVectors;
  readonly #postings: Postings;
  readonly #features: number;
  readonly #sums: Float32Array;
  readonly #met: Int32Array;
  /** Of the last question: what each of its features weighs, and its scale. */
  readonly #asked: Float32Array;
  #scale = 0;
  readonly #bins = new Int32Array(bins);
  /** How many records of each group are there, and 1 of each record that is not any more. */
  readonly #sizes: Int32Array;
  #gone: Uint8Array | undefined;
  /** The nearest groups of the last question, nearest first, and how many records they hold. */
  #best = new Int32Array(64);
  #cosines = new Float64Array(64);
  #found = 0;
  #records = 0;
  /** Groups that were measured, are not among them, and are as near as the last of them. */
  #otherCosines = new Float64Array(64);
  #otherGroups = new Int32Array(64);
  #others = 0;
  #cutShort = false;

  /** `budget`: postings that may be read for one question. */
  constructor(
    parts: IndexParts,
    private readonly budget = Number.POSITIVE_INFINITY,
  ) {
    this.#distinct = parts.distinct;
    this.#postings = parts.postings;
    this.#features = parts.postings.starts.length - 1;
    const { starts } = parts.distinct;
    const groups = starts.length - 1;
    this.#sizes = Int32Array.from({ length: groups }, (_, g) => starts[g + 1]! - starts[g]!);
    this.#sums = new Float32Array(groups);
    this.#met = new Int32Array(groups);
    this.#asked = new Float32Array(this.#features);
  }

  static of(vectors: Vectors): VectorIndex {
    const distinct = distinctVectors(vectors);
    return new VectorIndex({ distinct, postings: postingsOf(distinct.vectors) });
  }

  /** Takes a record out. */
  remove(record: number): void {
    this.#gone ??= new Uint8Array(this.#distinct.groupOf.length);
    if (this.#gone[record] === 1) return;
    this.#gone[record] = 1;
    this.#sizes[this.#distinct.groupOf[record]!]! -= 1;
  }

  /** The k records nearest to record `r` of `asked`, without the record `except` and those that share nothing. */
  nearest(asked: Vectors, r: number, k: number, except = -1): Nearest {
    const out = new Int32Array(k);
    this.ask(asked, r, except < 0 ? k : k + 1);
    const cosines: number[] = [];
    const { found, tiesLeftOut } = this.answer(k, except, out, 0, cosines);
    return { records: [...out.subarray(0, found)], cosines, tiesLeftOut };
  }

  /** The answer to the last question, for one of the records that ask it: its k nearest into a list, from `at` on. */
  answer(
    k: number,
    except: number,
    out: Int32Array,
    at: number,
    cosines?: number[],
  ): { found: number; tiesLeftOut: number } {
    const { starts, members } = this.#distinct;
    let found = 0;
    let last = 0;
    for (let g = 0; g < this.#found && found < k; ) {
      last = this.#cosines[g]!;
      const from = g;
      while (g < this.#found && this.#cosines[g] === last) g++;
      const alone = g === from + 1 && (g < this.#found || this.#others === 0);
      const group = this.#best[from]!;
      const near = alone ? members : this.#equallyNear(from, g);
      const end = alone ? starts[group + 1]! : near.length;
      for (let m = alone ? starts[group]! : 0; m < end && found < k; m++) {
        const member = near[m]!;
        if (member === except || this.#gone?.[member] === 1) continue;
        out[at + found++] = member;
        cosines?.push(last);
      }
    }
    if (found < k) return { found, tiesLeftOut: 0 };
    let asNearAsLast = 0;
    for (let g = 0; g < this.#found; g++)
      if (this.#cosines[g]! > last - asNear) {
        asNearAsLast += this.#sizes[this.#best[g]!]!;
        if (except >= 0 && this.#best[g] === this.#distinct.groupOf[except]) asNearAsLast--;
      }
    for (let o = 0; o < this.#others; o++)
      if (this.#otherCosines[o]! > last - asNear) asNearAsLast += this.#sizes[this.#otherGroups[o]!]!;
    return { found, tiesLeftOut: asNearAsLast - found };
  }

  /** Records of groups that are equally near, ascending; with the last of the groups found, also those left out. */
  #equallyNear(from: number, to: number): Int32Array {
    const groups = [...this.#best.subarray(from, to)];
    if (to === this.#found)
      for (let o = 0; o < this.#others; o++)
        if (this.#otherCosines[o] === this.#cosines[from]) groups.push(this.#otherGroups[o]!);
    const { starts, members } = this.#distinct;
    return Int32Array.from(groups.flatMap((g) => [...members.subarray(starts[g], starts[g + 1])])).sort();
  }

  /** Whether the last question was cut short: its postings were more than may be read, and the bound did not show that
   *  the rest cannot matter. The answer is then likely, not sure. */
  get cutShort(): boolean {
    return this.#cutShort;
  }

  /** Tells every record that shares a feature with record `r` of `asked` and is no farther from it than `reach` says of
   *  the record (a cosine), with its cosine; of those of which it says less than `least` only some. */
  within(
    asked: Vectors,
    r: number,
    reach: (record: number) => number,
    least: number,
    found: (record: number, cosine: number) => void,
  ): void {
    const { starts, postings } = this.#postings;
    const { vectors, starts: begins, members } = this.#distinct;
    const { entries, rarities } = asked;
    const sums = this.#sums;
    const met = this.#met;
    const scale = asked.scales[r]!;
    const end = this.#endOf(asked, r);
    const ahead = this.#aheadOf(asked, r);
    let count = 0;
    let rest = rounding;
    for (let e = asked.starts[r]!; e < end; e++) {
      const entry = entries[e]!;
      const feature = entry >> timesBits;
      rest = mostOf(ahead) + rounding;
      if (rest < least) break;
      const product = counts[entry & timesMask]! * rarities[feature]!;
      const stop = starts[feature + 1]!;
      for (let p = starts[feature]!; p < stop; p++) {
        const posting = postings[p]!;
        const group = posting >> timesBits;
        const sum = sums[group]!;
        if (sum === 0) met[count++] = group;
        sums[group] = sum + product * counts[posting & timesMask]!;
      }
      this.#pass(ahead, entry, rarities[feature]!, scale);
      rest = rounding;
    }
    for (let m = 0; m < count; m++) {
      const group = met[m]!;
      const sum = sums[group]! * scale * vectors.scales[group]!;
      sums[group] = 0;
      let exact = -1;
      for (let at = begins[group]!; at < begins[group + 1]!; at++) {
        const record = members[at]!;
        if (this.#gone?.[record] === 1) continue;
        const farthest = reach(record);
        if (sum + rest < farthest) continue;
        if (exact < 0) exact = dot(asked, r, vectors, group);
        if (exact >= farthest) found(record, exact);
      }
    }
  }

  /** Finds the groups that hold the `wanted` records nearest to record `r` of `asked`. */
  ask(asked: Vectors, r: number, wanted: number): void {
    const { starts, postings, leftOut } = this.#postings;
    const { entries, rarities } = asked;
    const sums = this.#sums;
    const met = this.#met;
    const from = asked.starts[r]!;
    const end = this.#endOf(asked, r);
    const scale = asked.scales[r]!;
    this.#scale = scale;
    const ahead = this.#aheadOf(asked, r);
    let count = 0;
    let reads = 0;
    let nextLook = firstLook;
    let floor = 0;
    let rest = rounding;
    let complete = true;
    this.#cutShort = false;
    for (let e = from; e < end; e++) {
      const feature = entries[e]! >> timesBits;
      const begin = starts[feature]!;
      const stop = starts[feature + 1]!;
      if ((reads + stop - begin > this.budget && count >= wanted) || leftOut[feature] === 1) {
        this.#cutShort = true;
        break;
      }
      if (reads >= nextLook) {
        rest = mostOf(ahead) + rounding;
        floor = this.#floor(count, wanted);
        if (floor > rest && this.#possible(floor - rest) * costOfMeasuring <= ahead.postings) {
          complete = false;
          break;
        }
        nextLook = reads * lookAgain;
      }
      const product = counts[entries[e]! & timesMask]! * rarities[feature]!;
      for (let p = begin; p < stop; p++) {
        const posting = postings[p]!;
        const group = posting >> timesBits;
        const sum = sums[group]!;
        if (sum === 0) met[count++] = group;
        sums[group] = sum + product * counts[posting & timesMask]!;
      }
      reads += stop - begin;
      this.#pass(ahead, entries[e]!, rarities[feature]!, scale);
    }
    if (this.#cutShort) {
      // What is unread could change any order; of those that lead so far, several times as many as are wanted are measured.
      floor = this.#floor(count, wanted * measuredForOne);
      rest = 0;
    } else if (complete) {
      rest = rounding;
      floor = this.#floor(count, wanted);
    }
    for (let e = from; e < end; e++) {
      const feature = entries[e]! >> timesBits;
      this.#asked[feature] = counts[entries[e]! & timesMask]! * rarities[feature]!;
    }
    this.#measure(count, wanted, floor, rest);
    for (let e = from; e < end; e++) this.#asked[entries[e]! >> timesBits] = 0;
  }

  /** All that is to be read of a question. */
  #aheadOf(asked: Vectors, r: number): Ahead {
    const ahead: Ahead = { squares: 0, products: 0, postings: 0 };
    const end = this.#endOf(asked, r);
    for (let e = asked.starts[r]!; e < end; e++) {
      const entry = asked.entries[e]!;
      this.#pass(ahead, entry, asked.rarities[entry >> timesBits]!, asked.scales[r]!, -1);
    }
    return ahead;
  }

  /** Takes one of its features, with the square of how rare it is, from what is ahead of a question. */
  #pass(ahead: Ahead, entry: number, rarity: number, scale: number, sign = 1): void {
    const { starts, heaviest } = this.#postings;
    const feature = entry >> timesBits;
    const weight = counts[entry & timesMask]! * Math.sqrt(rarity) * scale;
    ahead.squares -= sign * weight * weight;
    ahead.products -= sign * weight * heaviest[feature]!;
    ahead.postings -= sign * (starts[feature + 1]! - starts[feature]!);
  }

  /** Features that came after the index was built are in none of its records, and stand last. */
  #endOf(asked: Vectors, r: number): number {
    let end = asked.starts[r + 1]!;
    while (end > asked.starts[r]! && asked.entries[end - 1]! >> timesBits >= this.#features) end--;
    return end;
  }

  /** No more than the sum that the `wanted`-th record has, and hardly less; 0 where fewer records were met. */
  #floor(count: number, wanted: number): number {
    const sums = this.#sums;
    const met = this.#met;
    const scales = this.#distinct.vectors.scales;
    const scale = this.#scale * bins;
    const records = this.#bins.fill(0);
    for (let m = 0; m < count; m++) {
      const group = met[m]!;
      const bin = (sums[group]! * scale * scales[group]!) | 0;
      records[bin < bins ? bin : bins - 1]! += this.#sizes[group]!;
    }
    let bin = bins - 1;
    for (let above = records[bin]!; above < wanted && bin > 0; above += records[bin]!) bin--;
    return bin / bins;
  }

  /** How many of the records met have so much at least, and hardly fewer; by the bins of the last look. */
  #possible(least: number): number {
    let possible = 0;
    for (let bin = Math.floor(least * bins); bin < bins; bin++) possible += this.#bins[bin]!;
    return possible;
  }

  /** Measures the groups met that can be among the nearest: first those that have the most for sure, so that few others
   *  need be measured. */
  #measure(count: number, wanted: number, floor: number, rest: number): void {
    const { starts, entries, scales } = this.#distinct.vectors;
    const scale = this.#scale;
    const asked = this.#asked;
    const sums = this.#sums;
    const met = this.#met;
    this.#found = 0;
    this.#records = 0;
    this.#others = 0;
    for (let pass = 0; pass < 2; pass++)
      for (let m = 0; m < count; m++) {
        const group = met[m]!;
        const sum = sums[group]! * scale * scales[group]!;
        if (pass === 0 ? sum < floor : sum >= floor) continue;
        if ((this.#cutShort && pass > 0) || this.#sizes[group] === 0) continue;
        if (sum + rest < (this.#records >= wanted ? this.#cosines[this.#found - 1]! - 2 * asNear : floor))
          continue;
        let product = 0;
        const stop = starts[group + 1]!;
        for (let e = starts[group]!; e < stop; e++) {
          const entry = entries[e]!;
          product += asked[entry >> timesBits]! * counts[entry & timesMask]!;
        }
        this.#consider(group, product * (scale * scales[group]!), wanted);
      }
    for (let m = 0; m < count; m++) sums[met[m]!] = 0;
  }

  #consider(group: number, cosine: number, wanted: number): void {
    if (this.#records >= wanted && !this.#nearer(group, cosine, this.#found - 1)) {
      this.#leaveOut(group, cosine);
      return;
    }
    if (this.#found === this.#best.length) {
      this.#best = wider(this.#best, new Int32Array(2 * this.#found));
      this.#cosines = wider(this.#cosines, new Float64Array(2 * this.#found));
    }
    let at = this.#found++;
    for (; at > 0 && this.#nearer(group, cosine, at - 1); at--) {
      this.#best[at] = this.#best[at - 1]!;
      this.#cosines[at] = this.#cosines[at - 1]!;
    }
    this.#best[at] = group;
    this.#cosines[at] = cosine;
    this.#records += this.#sizes[group]!;
    for (;;) {
      const last = this.#best[this.#found - 1]!;
      if (this.#records - this.#sizes[last]! < wanted) return;
      this.#records -= this.#sizes[last]!;
      this.#found--;
      this.#leaveOut(last, this.#cosines[this.#found]!);
    }
  }

  #nearer(group: number, cosine: number, than: number): boolean {
    const other = this.#cosines[than]!;
    return cosine > other || (cosine === other && group < this.#best[than]!);
  }

  /** Only those as near as the last one are ever counted. */
  #leaveOut(group: number, cosine: number): void {
    if (cosine <= this.#cosines[this.#found - 1]! - asNear) return;
    if (this.#others === this.#otherGroups.length) {
      this.#otherCosines = wider(this.#otherCosines, new Float64Array(2 * this.#others));
      this.#otherGroups = wider(this.#otherGroups, new Int32Array(2 * this.#others));
    }
    this.#otherCosines[this.#others] = cosine;
    this.#otherGroups[this.#others++] = group;
  }
}

/** What is still unread of a question: of its weights, the sum of the squares and of the products with the greatest
 *  weights of records, and the postings. */
interface Ahead {
  squares: number;
  products: number;
  postings: number;
}

/** What it can still add to the cosine of any record, at most. */
function mostOf({ squares, products }: Ahead): number {
  return Math.min(Math.sqrt(Math.max(0, squares)), products);
}

function wider<List extends Int32Array | Float64Array>(list: List, into: List): List {
  into.set(list);
  return into;
}
