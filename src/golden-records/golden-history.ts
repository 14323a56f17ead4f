import type { Attribute, Value, Values } from './attribute.js';
import type { Domain } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';
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
  /** What it was called from then on; null where nothing was believed of it from then on. */
  readonly name: string | null;
  readonly changes: readonly AttributeChange[];
  readonly joined: readonly MemberRef[];
  readonly left: readonly MemberRef[];
  readonly merged: readonly string[];
  readonly unmerged: readonly string[];
  readonly mergedInto: string | null;
  /** The golden record it was taken out of again, being one of its own from then on. */
  readonly restoredFrom: string | null;
}

/** What each act changed of its golden record. */
export function entriesOf(acts: readonly HistoryAct[], rows: HistoryRows): HistoryEntry[] {
  return acts.map((act) => entryOf(act, rows));
}

function entryOf(act: HistoryAct, { versions, memberships, redirects }: HistoryRows): HistoryEntry {
  const { goldenId, changeId } = act;
  const of = versions.filter((version) => version.goldenId === goldenId);
  const after = of.find(({ from }) => from === changeId);
  const before = of.find(({ to }) => to === changeId);
  const domain = (after ?? before)?.domain;
  const members = memberships.filter((member) => member.goldenId === goldenId);
  const lead = (which: 'from' | 'to') => redirects.filter((redirect) => redirect[which] === changeId);
  return {
    ...act,
    name: after?.name ?? null,
    changes: domain ? changesBetween(domain, before?.values ?? {}, after?.values ?? {}) : [],
    joined: members.filter(({ from }) => from === changeId).map(refOf),
    left: members.filter(({ to }) => to === changeId).map(refOf),
    merged: lead('from').flatMap((each) => (each.survivorId === goldenId ? [each.goldenId] : [])),
    unmerged: lead('to').flatMap((each) => (each.survivorId === goldenId ? [each.goldenId] : [])),
    mergedInto: lead('from').find((each) => each.goldenId === goldenId)?.survivorId ?? null,
    restoredFrom: lead('to').find((each) => each.goldenId === goldenId)?.survivorId ?? null,
  };
}

function refOf({ recordId, source, key }: MemberRef): MemberRef {
  return { recordId, source, key };
}

/** Attributes of a domain whose values differ, in the order in which it declares them. */
export function changesBetween(domain: Domain, before: Values, after: Values): AttributeChange[] {
  return Object.entries(domainDeclarations[domain].attributes).flatMap(([attribute, declared]) => {
    const [was, is] = [before, after].map((values) => textsOf(values[attribute], declared)) as [
      readonly string[],
      readonly string[],
    ];
    return was.join('\0') === is.join('\0') ? [] : [{ attribute, before: was, after: is }];
  });
}

const textsOf = (value: Value | undefined, declared: Attribute): readonly string[] =>
  value === undefined ? [] : valueTexts(value, declared);
