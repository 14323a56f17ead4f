import type { Value, Values } from './attribute.js';
import type { Domain } from './domain.js';
import type { HistoryAct, HistoryRows } from './golden-history.queries.js';
import { valueTexts } from './value-text.js';

export interface AttributeChange {
  readonly attribute: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A source record that came or went. */
export interface MemberRef {
  readonly recordId: string;
  readonly source: string;
  readonly key: string;
}

/** One act on a golden record: what it changed. */
export interface HistoryEntry extends HistoryAct {
  readonly domain: Domain | null;
  /** What it was called from then on; null where nothing was believed of it from then on. */
  readonly name: string | null;
  readonly changes: readonly AttributeChange[];
  readonly joined: readonly MemberRef[];
  readonly left: readonly MemberRef[];
  readonly merged: readonly string[];
  readonly unmerged: readonly string[];
  readonly mergedInto: string | null;
}

/** What each act changed of its golden record. Attributes stand in the order in which they are said. */
export function entriesOf(acts: readonly HistoryAct[], rows: HistoryRows): HistoryEntry[] {
  return acts.map((act) => entryOf(act, rows));
}

function entryOf(act: HistoryAct, { versions, memberships, redirects }: HistoryRows): HistoryEntry {
  const { goldenId, changeId } = act;
  const of = versions.filter((version) => version.goldenId === goldenId);
  const after = of.find(({ from }) => from === changeId);
  const before = of.find(({ to }) => to === changeId);
  const members = memberships.filter((member) => member.goldenId === goldenId);
  const lead = (which: 'from' | 'to') => redirects.filter((redirect) => redirect[which] === changeId);
  return {
    ...act,
    domain: (after ?? before)?.domain ?? null,
    name: after?.name ?? null,
    changes: changesBetween(before?.values ?? {}, after?.values ?? {}),
    joined: members.filter(({ from }) => from === changeId).map(refOf),
    left: members.filter(({ to }) => to === changeId).map(refOf),
    merged: lead('from').flatMap((each) => (each.survivorId === goldenId ? [each.goldenId] : [])),
    unmerged: lead('to').flatMap((each) => (each.survivorId === goldenId ? [each.goldenId] : [])),
    mergedInto: lead('from').find((each) => each.goldenId === goldenId)?.survivorId ?? null,
  };
}

function refOf({ recordId, source, key }: MemberRef): MemberRef {
  return { recordId, source, key };
}

/** Attributes whose values differ. */
export function changesBetween(before: Values, after: Values): AttributeChange[] {
  const attributes = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...attributes].flatMap((attribute) => {
    const [was, is] = [textsOf(before[attribute]), textsOf(after[attribute])];
    return was.join('\0') === is.join('\0') ? [] : [{ attribute, before: was, after: is }];
  });
}

const textsOf = (value: Value | undefined): readonly string[] =>
  value === undefined ? [] : valueTexts(value);
