/** One condition of a set: a golden record (row), or a word. */
export interface Condition {
  readonly key: number;
  /** Row of the golden record; -1 where the value is a word. */
  readonly record: number;
  readonly word: string | null;
}

const none: readonly Condition[] = Object.freeze([]);

/** Sets of conditions by their database numbers. A set is shared by all mappings under it and never altered, so neither
 *  days nor revisions are kept. */
export class ConditionSets {
  readonly #sets: (readonly Condition[] | undefined)[] = [];

  add(set: number, conditions: readonly Condition[]): void {
    this.#sets[set] ??= [...conditions].sort((a, b) => a.key - b.key);
  }

  has(set: number): boolean {
    return this.#sets[set] !== undefined;
  }

  of(set: number): readonly Condition[] {
    return set === 0 ? none : (this.#sets[set] as readonly Condition[]);
  }

  get bytes(): number {
    return this.#sets.reduce((sum, set) => sum + (set ? 32 + set.length * 56 : 0), this.#sets.length * 8);
  }
}
