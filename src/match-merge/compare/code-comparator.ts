import { editDistance } from '../text/edit-distance.js';
import { jaroWinkler } from '../text/jaro-winkler.js';
import { type Comparator, type Sides, ValueCensus } from './comparator.js';

/** Codes, numbers of telephones, postcodes, mail addresses: letters and digits only, equal or nearly so. */
export class CodeComparator implements Comparator {
  readonly levels = ['differ', 'half alike', 'alike', 'two edits', 'one edit', 'equal'];
  readonly graded = true;
  readonly derived = false;
  readonly #left: readonly string[];
  readonly #right: readonly string[];
  readonly #census: ValueCensus;

  constructor(private readonly sides: Sides) {
    this.#left = sides.left.map(normalCode);
    this.#right = sides.oneTable ? this.#left : sides.right.map(normalCode);
    this.#census = new ValueCensus(this.#left, ...(sides.oneTable ? [] : [this.#right]));
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a === '' || b === '') return -1;
    return codeLevel(a, b) + 0.5;
  }

  surprise(left: number, right: number): number {
    const a = this.#left[left]!;
    return a !== '' && a === this.#right[right] ? this.#census.surprise(a) : 0;
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.sides.left[left]!, this.sides.right[right]!];
  }
}

function codeLevel(a: string, b: string): number {
  if (a === b) return 5;
  const shorter = Math.min(a.length, b.length);
  const edits = shorter < 4 ? 3 : editDistance(a, b, 2);
  if (edits === 1) return 4;
  if (edits === 2 && shorter >= 6) return 3;
  const alike = jaroWinkler(a, b);
  return alike >= 0.85 ? 2 : alike >= 0.7 ? 1 : 0;
}

/** Letters and digits in lower case, nothing between them. */
export function normalCode(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
