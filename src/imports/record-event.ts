import { mostRecords, recordsFeed } from './apply-records.js';

export type EventRead =
  | {
      kind: 'records';
      feed: string;
      records: readonly unknown[];
      /** Code systems that the records speak of: those of their keys and of the codes they carry. */
      systems: readonly string[];
    }
  | { kind: 'refused'; sentence: string };

/** Deeper than any record is; whatever walks through a record may do so by recursion. */
const deepest = 16;

const feedForm = /^[a-z][a-z0-9-]{0,62}$/;

/** Reads the body of an event: `{ "records": [ … ], "feed": … }`. Its records are judged when they are applied. Pure. */
export function readEvent(body: Uint8Array): EventRead {
  const parsed = jsonOf(body);
  return typeof parsed === 'object' && parsed !== null && 'records' in parsed
    ? readRecords(parsed)
    : refused('The body is no JSON object with `records`.');
}

/** The same of what has been parsed already. */
export function readRecords({ records, feed }: { records?: unknown; feed?: unknown }): EventRead {
  if (!Array.isArray(records) || records.length === 0 || records.length > mostRecords)
    return refused(`\`records\` is a list of 1 to ${mostRecords} records.`);
  const speaks = feed ?? recordsFeed;
  if (typeof speaks !== 'string' || !feedForm.test(speaks))
    return refused('`feed` is up to 63 lower-case letters, digits and hyphens.');
  if (!isWithin(records, deepest)) return refused(`A record nests no deeper than ${deepest - 1} levels.`);
  return { kind: 'records', feed: speaks, records, systems: systemsOf(records) };
}

/** The code systems that records speak of, as far as they can be read. */
function systemsOf(records: readonly unknown[]): string[] {
  const named = new Set<string>();
  for (const record of records) {
    const { codes, ...own } = objectOf(record);
    for (const { system } of [own, ...(Array.isArray(codes) ? codes.map(objectOf) : [])])
      if (typeof system === 'string') named.add(system);
  }
  return [...named];
}

function objectOf(value: unknown): { readonly system?: unknown; readonly codes?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Whether a value nests no deeper than so many levels; level by level, for a thousand times deeper would overflow the stack. */
function isWithin(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return false;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return true;
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
