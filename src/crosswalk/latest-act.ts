import type { FactRows } from './index/fact-rows.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { mappingOn, type Road, targetOf } from './road.js';
import type { Question } from './walk-question.js';

/** The last act that an answer stands on, in an index of acts: what began its hops, and what is said of the code asked,
 *  of the mapping’s ends and of the answer. */
export function latestActOf(index: ResolveIndex, question: Question, road: Road): number {
  const { codes, mappings, recordCodes, facts } = index;
  const mapping = mappingOn(road);
  const hops = typeof road === 'number' ? [] : road.hops;
  const records = hops
    .filter(({ kind }) => kind === 'to-record' || kind === 'from-record')
    .map(({ row }) => row);
  const asked = codes.find(question.system, question.issuer, question.normal);
  const ends = [asked, targetOf(index, road), ...records.map((row) => recordCodes.codeOf(row))];
  if (mapping !== -1) ends.push(mappings.targetOf(mapping));
  return Math.max(
    0,
    ...(mapping === -1 ? [] : [mappings.fromRevision(mapping)]),
    ...records.map((row) => recordCodes.fromRevision(row)),
    ...ends.filter((code) => code !== -1).flatMap((code) => begun(facts, codes.firstFact.get(code))),
  );
}

function begun(rows: FactRows, first: number): number[] {
  const acts: number[] = [];
  for (let row = first; row !== -1; row = rows.next(row)) acts.push(rows.fromRevision(row));
  return acts;
}
