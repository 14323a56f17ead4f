import type { GivenContext } from './context/said-context.js';
import type { MappingKind, Purpose, Relationship } from './vocabulary.js';

/** A further target of a one-to-many statement. */
export interface FurtherTarget {
  readonly issuer?: string | null;
  readonly code: string;
  readonly part?: string | null;
  readonly relationship?: Relationship | null;
}

/** A mapping as a person states it. `golden` stands for a code system at either end; then the code is a golden id. */
export interface MappingStatement {
  readonly kind?: MappingKind | null;
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
  readonly target: string;
  readonly targetIssuer?: string | null;
  /** Missing of a NO_MAP only. */
  readonly targetCode?: string | null;
  readonly part?: string | null;
  readonly further?: readonly FurtherTarget[] | null;
  readonly purpose?: Purpose | null;
  readonly relationship?: Relationship | null;
  readonly conditions?: readonly GivenContext[] | null;
  readonly exception?: boolean | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly reason?: string | null;
}
