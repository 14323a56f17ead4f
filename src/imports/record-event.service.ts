import { type Db, transact } from '../platform/db/db.js';
import { applyRecordsAtOnce, mostRecords, recordsFeed } from './apply-records.js';
import { endEvent, lockEvent } from './record-event.store.js';

export type EventRead =
  | {
      kind: 'records';
      feed: string;
      records: readonly unknown[];
      /** Code systems of the keys, as far as records name one. */
      systems: readonly string[];
    }
  | { kind: 'refused'; sentence: string };

const feedForm = /^[a-z][a-z0-9-]{0,62}$/;

/** Reads the body of an event: `{ "records": [ … ], "feed": … }`. Its records are judged when they are applied. */
export function readEvent(body: Uint8Array): EventRead {
  const parsed = jsonOf(body);
  if (typeof parsed !== 'object' || parsed === null || !('records' in parsed)) {
    return refused('The body is no JSON object with `records`.');
  }
  const { records, feed = recordsFeed } = parsed as { records: unknown; feed?: unknown };
  if (!Array.isArray(records) || records.length === 0 || records.length > mostRecords) {
    return refused(`\`records\` is a list of 1 to ${mostRecords} records.`);
  }
  if (typeof feed !== 'string' || !feedForm.test(feed)) {
    return refused('`feed` is up to 63 lower-case letters, digits and hyphens.');
  }
  return { kind: 'records', feed, records, systems: systemsOf(records) };
}

/** The code systems that records name for their keys. */
export function systemsOf(records: readonly unknown[]): string[] {
  return [
    ...new Set(
      records.flatMap((record) =>
        typeof record === 'object' &&
        record !== null &&
        'system' in record &&
        typeof record.system === 'string'
          ? [record.system]
          : [],
      ),
    ),
  ];
}

/** Takes a kept event to its end, once however many are at it: its records and what is said of the event are one
 *  transaction. */
export async function applyEvent(db: Db, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const event = await lockEvent(tx, id);
    if (!event) return;
    const read = readEvent(event.body);
    if (read.kind === 'refused') return endEvent(tx, id, { problem: read.sentence });
    const { source, actor } = event;
    return endEvent(
      tx,
      id,
      await applyRecordsAtOnce(tx, { source, actor, feed: read.feed, records: read.records }),
    );
  });
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function refused(sentence: string): EventRead {
  return { kind: 'refused', sentence };
}
