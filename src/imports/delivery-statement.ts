import { type Delivers, deliveryKinds } from './import.table.js';
import { readSourceVersion } from './source-version.js';

/** What a deliverer says of a file beside its bytes. */
export interface DeliveryStatement {
  /** When its source wrote it, an ISO moment. */
  readonly extractedAt?: string;
  /** A full list, or what is new and changed, where that is not what the profile says. */
  readonly delivers?: Delivers;
}

export type StatementRead =
  | { kind: 'statement'; statement: DeliveryStatement }
  | { kind: 'refused'; sentence: string };

/** Reads what a deliverer says of a file; what is not said is left to the profile and to the order of arrival. */
export function readStatement(
  { extracted, delivers }: { extracted?: string | undefined; delivers?: string | undefined },
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
  return {
    kind: 'statement',
    statement: {
      ...(extracted !== undefined && { extractedAt: extracted }),
      ...(kind && { delivers: kind }),
    },
  };
}
