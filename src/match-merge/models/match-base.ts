import type { Domain } from '../../golden-records/domain.js';
import { compareText } from '../tables/sorted-table.js';
import type { Table } from '../tables/table.js';
import { tableOf } from './learn-model.js';
import { columnsOf } from './match-columns.js';
import type { Thing } from './thing.js';

/** Things that rarity is counted in and weights are learned from, at most: more would tell little more and take longer. */
export const mostLearned = 5_000;

/** Chooses, of any number of things that come one after the other, those to begin with. Of many a part is taken, and always
 *  whole neighbourhoods of it (the makers, or first words, of a few), for things drawn one by one from a large domain would
 *  hold hardly any that are alike. The same things give the same choice in whatever order they come. */
export class BaseChoice {
  readonly #column: number;
  #kept: { readonly place: number; readonly thing: Thing }[] = [];

  constructor(
    private readonly domain: Domain,
    private readonly most = mostLearned,
  ) {
    const names = columnsOf(domain).map(({ name }) => name);
    this.#column = Math.max(0, names.indexOf('manufacturer'));
  }

  hear(thing: Thing): void {
    const word = /[\p{L}\p{N}]+/u.exec((thing.cells[this.#column] ?? '').toLowerCase())?.[0] ?? '';
    this.#kept.push({ place: placeOf(word), thing });
    if (this.#kept.length >= 2 * this.most) this.#cut();
  }

  /** The table to begin with, of what was heard. */
  table(): Table {
    this.#cut();
    return tableOf(
      this.domain,
      this.#kept.map(({ thing }) => thing),
    );
  }

  #cut(): void {
    this.#kept.sort((x, y) => x.place - y.place || compareText(x.thing.id, y.thing.id));
    this.#kept.length = Math.min(this.#kept.length, this.most);
  }
}

/** Spreads words over 32 bits, the same on every machine (FNV-1a with a last stir by Murmur’s constant). */
function placeOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < word.length; k++) hash = Math.imul(hash ^ word.charCodeAt(k), 0x01000193);
  return Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
}
