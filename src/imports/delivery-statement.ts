import { parseDate } from '../crosswalk/day.js';
import { type Delivers, deliveryKinds } from './import.table.js';
import { readSourceVersion } from './source-version.js';

/** What a deliverer says of a file beside its bytes. */
export interface DeliveryStatement {
  /** When its source wrote it, an ISO moment. */
  readonly extractedAt?: string;
  /** A full list, or what is new and changed, where that is not what the profile says. */
  readonly delivers?: Delivers;
  /** Which edition of its code system it is, and from which day on that holds. */
  readonly edition?: string;
  readonly effectiveOn?: string;
}

export type StatementRead =
  | { kind: 'statement'; statement: DeliveryStatement }
  | { kind: 'refused'; sentence: string };

const editionForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

/** Reads what a deliverer says of a file; what is not said is left to the profile and to the order of arrival. */
export function readStatement(
  {
    extracted,
    delivers,
    edition,
    effective,
  }: {
    extracted?: string | undefined;
    delivers?: string | undefined;
    edition?: string | undefined;
    effective?: string | undefined;
  },
  now: Date,
): StatementRead {
  if (extracted !== undefined) {
    const read = /^\d+$/.test(extracted)
      ? { kind: 'fault', message: 'it is no moment such as 2026-03-31T09:00:00Z' }
      : readSourceVersion(extracted, now);
    if (read.kind === 'fault') {
      return { kind: 'refused', sentence: `\`extracted\` cannot be read: ${read.message}.` };
    }
  }
  const kind = deliveryKinds.find((known) => known === delivers);
  if (delivers !== undefined && !kind) {
    return { kind: 'refused', sentence: `\`delivers\` is one of ${deliveryKinds.join(' and ')}.` };
  }
  if ((edition === undefined) !== (effective === undefined)) {
    return { kind: 'refused', sentence: '`edition` and `effective` are said together, or neither.' };
  }
  if (edition !== undefined && !editionForm.test(edition)) {
    return {
      kind: 'refused',
      sentence: '`edition` is up to 32 letters, digits, dots, hyphens, such as 2026-Q1.',
    };
  }
  if (effective !== undefined && parseDate(effective) === undefined) {
    return { kind: 'refused', sentence: '`effective` is a day such as 2026-01-01.' };
  }
  return {
    kind: 'statement',
    statement: {
      ...(edition !== undefined && effective !== undefined && { edition, effectiveOn: effective }),
      ...(extracted !== undefined && { extractedAt: extracted }),
      ...(kind && { delivers: kind }),
    },
  };
}
