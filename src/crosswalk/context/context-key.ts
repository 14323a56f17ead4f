import type { Domain } from '../../golden-records/domain.js';

/** What a question may say of where it is asked. */
export interface ContextKey {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  /** Its values are golden records of this domain; null: words. */
  readonly domain: Domain | null;
  /** Number of the code system meant where a caller names none; null: the golden id. */
  readonly system: number | null;
  /** The only words allowed; null: any. */
  readonly values: readonly string[] | null;
  /** Revision from which it is declared. */
  readonly since: number;
}
