import { fitOf, Hindrances } from './context/conditions.js';
import { mergedInto, survivorOf } from './context/places.js';
import { goldenSystemId } from './golden-system.js';
import type { ResolveIndex } from './index/resolve-index.js';
import type { Hop } from './road.js';
import type { Purpose } from './vocabulary.js';
import type { Question } from './walk-question.js';

/** A stop on a road. */
type Place = { readonly kind: 'code' | 'record'; readonly row: number };

/** Whether an approved "not the same" stands between any two stops of a road: then it leads nowhere. What is denied has
 *  the purpose of the mapping between the two, or that both are one thing. */
export function isDenied(index: ResolveIndex, hops: readonly Hop[], question: Question): boolean {
  if (!index.mappings.anyDenials) return false;
  const stops: Place[] = [startOf(index, question)];
  for (const hop of hops) stops.push(endOf(index, hop));
  for (let from = 0; from < stops.length; from++) {
    let purpose: Purpose = 'SAME_THING';
    for (let to = from + 1; to < stops.length; to++) {
      const hop = hops[to - 1] as Hop;
      if (hop.kind === 'mapping') purpose = index.mappings.purposeOf(hop.row);
      if (denies(index, stops[from] as Place, stops[to] as Place, purpose, question)) return true;
    }
  }
  return false;
}

function startOf(index: ResolveIndex, { system, issuer, normal }: Question): Place {
  return system === goldenSystemId
    ? { kind: 'record', row: index.records.find(normal) }
    : { kind: 'code', row: index.codes.find(system, issuer, normal) };
}

function endOf(index: ResolveIndex, { kind, row }: Hop): Place {
  switch (kind) {
    case 'mapping':
    case 'replacement': {
      const code = index.mappings.targetOf(row);
      return code === -1
        ? { kind: 'record', row: index.mappings.goldenTargetOf(row) }
        : { kind: 'code', row: code };
    }
    case 'to-record':
      return { kind: 'record', row: index.recordCodes.recordOf(row) };
    case 'from-record':
      return { kind: 'code', row: index.recordCodes.codeOf(row) };
    case 'redirect':
      return { kind: 'record', row: index.redirects.survivorOf(row) };
    default:
      return kind satisfies never;
  }
}

function denies(index: ResolveIndex, from: Place, to: Place, purpose: Purpose, question: Question): boolean {
  const { mappings, codes, records } = index;
  const firsts =
    from.kind === 'code'
      ? [codes.firstMapping.get(from.row)]
      : mergedInto(index, from.row, question.pin).map((record) => records.firstMapping.get(record));
  for (const first of firsts) {
    for (let row = first; row !== -1; row = mappings.next(row)) {
      const { kind, conditions } = mappings.specialOf(row);
      if (kind !== 'NOT' || mappings.purposeOf(row) !== purpose || !leadsTo(index, row, to, question))
        continue;
      if (!mappings.knownAt(row, question.pin) || !mappings.validOn(row, question.day)) continue;
      if (fitOf(index, conditions, question, new Hindrances()) === 'holds') return true;
    }
  }
  return false;
}

function leadsTo(index: ResolveIndex, mapping: number, to: Place, { pin }: Question): boolean {
  if (to.kind === 'code') return index.mappings.targetOf(mapping) === to.row;
  const record = index.mappings.goldenTargetOf(mapping);
  return record !== -1 && survivorOf(index, record, pin) === to.row;
}
