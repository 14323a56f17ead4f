import { editDistance } from '../text/edit-distance.js';
import { jaroWinkler } from '../text/jaro-winkler.js';
import { type Comparator, type Sides, ValueNumbers } from './comparator.js';

/** Codes, numbers of telephones, postcodes, mail addresses: letters and digits only, equal or nearly so. */
export class CodeComparator implements Comparator {
  readonly levels = ['differ', 'half alike', 'alike', 'two edits', 'one edit', 'equal'];
  readonly graded = true;
  readonly derived = false;
  readonly #values: ValueNumbers;

  constructor(private readonly sides: Sides) {
    this.#values = new ValueNumbers(sides, normalCode);
  }

  place(left: number, right: number): number {
    const a = this.#values.left[left]!;
    const b = this.#values.right[right]!;
    if (a === 0 || b === 0) return -1;
    if (a === b) return 5.5;
    return codeLevel(this.#values.textOf(a), this.#values.textOf(b)) + 0.5;
  }

  surprise(left: number, right: number): number {
    return this.#values.surprise(left, right);
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.sides.left[left]!, this.sides.right[right]!];
  }
}

/** Level of two different codes. */
function codeLevel(a: string, b: string): number {
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
