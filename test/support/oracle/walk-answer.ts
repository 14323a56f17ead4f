import { expect } from 'vitest';
import type { ResolveIndex } from '../../../src/crosswalk/index/resolve-index.js';
import { type Hop, hopsOf, type Road, relationshipOn, targetOf } from '../../../src/crosswalk/road.js';
import { believedRecord } from '../../../src/crosswalk/survivor.js';
import { walk } from '../../../src/crosswalk/walk.js';
import type { Question } from '../../../src/crosswalk/walk-question.js';
import { type OracleAnswer, type OracleQuestion, oracleGolden } from './oracle-world.js';

/** What the walk answers, in the words of the oracle. On the way every hop of every road must start where the one before
 *  ended, be known and hold that day. */
export function answerOf(index: ResolveIndex, asked: OracleQuestion): OracleAnswer {
  const question = questionOf(index, asked);
  const found = walk(index, question);
  const roads = 'roads' in found ? found.roads : found.kind === 'resolved' ? [found.road] : [];
  const answers = [...new Set(roads.map((road) => nameOf(index, question, road)))].sort();
  switch (found.kind) {
    case 'ambiguous':
      return { says: found.because, answers };
    case 'unresolved':
      return { says: found.problem, answers };
    default:
      return { says: found.kind, answers };
  }
}

/** The same question in the index’s own terms. */
function questionOf(index: ResolveIndex, { context = [], ...asked }: OracleQuestion): Question {
  return {
    ...asked,
    context: context.map(({ key, golden, word }) => {
      // A row for one the index has never heard of: known by its id, though no condition names it.
      const record =
        golden === null
          ? -1
          : (believedRecord(index, golden, asked.pin)?.record ?? index.records.add(golden));
      return { key, record, word, unknown: record === -1 && word === null };
    }),
  };
}

function nameOf(index: ResolveIndex, question: Question, road: Road): string {
  const reached = placeAfter(index, question, hopsOf(road));
  if (typeof road !== 'number' && road.record !== -1) expect(reached).toBe(`record ${road.record}`);
  else expect(reached).toBe(targetOf(index, road));
  const { codes, records } = index;
  const code = targetOf(index, road);
  const name =
    code === -1
      ? records.idOf((road as Exclude<Road, number>).record)
      : `${codes.systemOf(code)}|${codes.issuerOf(code)}|${codes.normalOf(code)}`;
  return `${name} ${relationshipOn(index, road)}`;
}

/** Where hops lead. A golden record stands for those merged into it. */
function placeAfter(index: ResolveIndex, question: Question, hops: readonly Hop[]): number | string {
  const { codes, mappings, recordCodes, records, redirects } = index;
  const { system, issuer, normal, pin, day } = question;
  let place: number | string =
    system === oracleGolden ? `record ${records.find(normal)}` : codes.find(system, issuer, normal);
  for (const { kind, row } of hops) {
    if (kind === 'redirect') {
      expect(place).toBe(`record ${redirects.mergedOf(row)}`);
      place = `record ${redirects.survivorOf(row)}`;
      continue;
    }
    const rows = kind === 'mapping' || kind === 'replacement' ? mappings : recordCodes;
    expect([rows.knownAt(row, pin), rows.validOn(row, day)]).toEqual([true, true]);
    if (kind === 'to-record') {
      expect(place).toBe(recordCodes.codeOf(row));
      place = `record ${recordCodes.recordOf(row)}`;
    } else if (kind === 'from-record') {
      expect(place).toBe(`record ${recordCodes.recordOf(row)}`);
      place = recordCodes.codeOf(row);
    } else {
      if (typeof place === 'number') {
        expect(chain(codes.firstMapping.get(place), (at) => mappings.next(at))).toContain(row);
      }
      const golden = mappings.goldenTargetOf(row);
      place = golden === -1 ? mappings.targetOf(row) : `record ${golden}`;
    }
  }
  return place;
}

function chain(first: number, next: (row: number) => number): number[] {
  return first === -1 ? [] : [first, ...chain(next(first), next)];
}
