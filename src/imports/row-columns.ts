import type { System } from '../crosswalk/system-directory.js';
import type { Forms } from './judged-row.js';
import type { Chosen, Profile } from './profile.js';
import { faultOf, type Reader } from './row.js';

/** Where the columns of a profile stand in its rows, and the code systems that it names. */
export class Columns {
  readonly #forms: Forms;
  readonly #places: ReadonlyMap<string, number>;

  constructor(profile: Profile, forms: Forms) {
    this.#forms = forms;
    this.#places = new Map(profile.columns.map(({ header }, at) => [header, at]));
  }

  /** The place of a column that there is not; always empty. */
  get none(): number {
    return this.#places.size;
  }

  place(header: string): number {
    return this.#places.get(header) ?? this.none;
  }

  choose<T extends string>(chosen: Chosen<T>): Reader<T> {
    if (typeof chosen === 'string') return () => chosen;
    const { column, cases, otherwise } = chosen;
    const at = this.place(column);
    const found = new Map(Object.entries(cases) as [string, T][]);
    return (row) => {
      const text = row.text(at);
      const choice = found.get(text) ?? otherwise;
      if (choice !== undefined) return choice;
      const message = `the value is none of ${Object.keys(cases).join(', ')}`;
      throw faultOf(column, text, { problem: 'UNKNOWN_VALUE', message });
    };
  }

  /** Looked up when the first row asks: a profile may name a system of which no row speaks. */
  form(key: string): () => System {
    let form: System | undefined;
    return () => {
      form ??= this.formOf(key);
      return form;
    };
  }

  formOf(key: string): System {
    const form = this.#forms.get(key);
    if (!form) throw new Error(`the profile names the code system ${key}, which was not looked up`);
    return form;
  }
}
