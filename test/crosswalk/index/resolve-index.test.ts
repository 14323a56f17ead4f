import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDay, lastDay } from '../../../src/crosswalk/day.js';
import { never } from '../../../src/crosswalk/index/fact-rows.js';
import { ResolveIndex } from '../../../src/crosswalk/index/resolve-index.js';
import { type Hop, type Road, targetOf } from '../../../src/crosswalk/road.js';
import { displayOf } from '../../../src/crosswalk/standing.js';
import { codeRoles, purposes, relationships } from '../../../src/crosswalk/vocabulary.js';
import { walk } from '../../../src/crosswalk/walk.js';
import { counts } from '../../support/counts.js';
import {
  type OracleCode,
  type OracleQuestion,
  type OracleWorld,
  oracleAnswer,
  oracleDisplays,
  oracleGolden,
  oracleNames,
} from '../../support/oracle/resolve-oracle.js';

const systems = [1, 2, 3];
const issuers = ['', 'A', 'Müller'];
/** Few, so that they meet; some that are near each other in bytes, in units or in composition. */
const normals = [
  '1',
  '01',
  'a',
  'A',
  'ä',
  'a\u0308',
  'Ã¤',
  '日',
  '日本',
  '😀',
  '\\N',
  'a\tb',
  'x'.repeat(255),
];
const revisions = 6;
const goldens = [
  '018f0000-0000-7000-8000-00000000000a',
  '018f0000-0000-7000-8000-00000000000b',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
];
const roles = [...codeRoles.slice(0, 3), 'UNKNOWN'] as const;

const dayArbitrary = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(firstDay, lastDay, 20_500, 20_501),
);
const span = fc.record({
  days: fc
    .uniqueArray(dayArbitrary, { minLength: 2, maxLength: 2 })
    .map((days) => days.sort((a, b) => a - b)),
  from: fc.integer({ min: 1, max: revisions }),
  lasts: fc.option(fc.integer({ min: 1, max: revisions }), { nil: null }),
});
const spanOf = ({ days, from, lasts }: { days: number[]; from: number; lasts: number | null }) => ({
  validFrom: days[0] as number,
  validTo: days[1] as number,
  known: { from, to: lasts === null ? never : from + lasts },
});

const always = { days: [firstDay, lastDay], from: 1, lasts: null };

const world: fc.Arbitrary<OracleWorld> = fc
  .uniqueArray(
    fc.record({
      system: fc.constantFrom(...systems),
      issuer: fc.constantFrom(...issuers),
      normal: fc.constantFrom(...normals),
    }),
    {
      minLength: 1,
      maxLength: 14,
      selector: ({ system, issuer, normal }) => `${system}|${issuer}|${normal}`,
    },
  )
  .chain((found) => {
    // Ids with gaps, not in order of the codes.
    const codes: OracleCode[] = found.map((code, at) => ({ ...code, id: ((at * 7) % found.length) * 3 + 1 }));
    const ids = [...new Set(codes.map(({ id }) => id))];
    const usable = codes.filter(({ id }, at) => codes.findIndex((other) => other.id === id) === at);
    const code = fc.constantFrom(...ids);
    return fc.record({
      codes: fc.constant(usable),
      facts: fc.uniqueArray(
        fc
          .record({ code, display: fc.option(fc.string({ unit: 'grapheme' })), active: fc.boolean(), span })
          .map(({ span: said, ...fact }) => ({ ...fact, ...spanOf(said) })),
        { maxLength: 20, selector: (fact) => `${fact.code} ${fact.known.from} ${fact.validFrom}` },
      ),
      mappings: fc.array(
        fc
          .record({
            id: fc.uuid(),
            from: code,
            to: code,
            purpose: fc.constantFrom(...purposes.slice(0, 2)),
            relationship: fc.constantFrom(...relationships),
            span,
          })
          .map(({ span: said, ...mapping }) => ({ ...mapping, ...spanOf(said) })),
        { maxLength: 25 },
      ),
      names: fc.uniqueArray(
        fc
          .record({
            golden: fc.constantFrom(...goldens),
            name: fc.string({ unit: 'grapheme', minLength: 1 }),
            span,
          })
          .map(({ span: said, ...name }) => ({ ...name, known: spanOf(said).known })),
        { maxLength: 4, selector: ({ golden, known }) => `${golden} ${known.from}` },
      ),
      recordCodes: fc
        .array(
          fc.record({
            code,
            golden: fc.constantFrom(...goldens),
            role: fc.constantFrom(...roles),
            // Mostly without end, or hardly any two would meet.
            span: fc.oneof({ weight: 2, arbitrary: fc.constant(always) }, { weight: 1, arbitrary: span }),
          }),
          { maxLength: 16 },
        )
        .map((said) =>
          said.map(({ span: when, ...recordCode }, at) => ({ ...recordCode, ...spanOf(when), id: at + 1 })),
        ),
    });
  });

/** Fills an index as a follower does: revision by revision, what ends being added when it begins and ended later;
 *  everything twice, as after an error half-way. */
function followed({ codes, facts, mappings, names, recordCodes }: OracleWorld): ResolveIndex {
  const index = new ResolveIndex();
  for (const { id, system, issuer, normal } of codes) index.codes.add(id, system, issuer, normal);
  for (let revision = 1; revision <= revisions * 2; revision++) {
    const now = ({ from, to }: { from: number; to: number }) => ({ from, to: to <= revision ? to : never });
    const touches = ({ known }: { known: { from: number; to: number } }) =>
      known.from === revision || known.to === revision;
    for (const _ of ['once', 'again']) {
      for (const fact of facts.filter(touches)) index.addFact(fact.code, { ...fact, known: now(fact.known) });
      for (const mapping of mappings.filter(touches)) {
        index.addMapping(mapping.from, mapping.to, { ...mapping, known: now(mapping.known) });
      }
      for (const { golden, name, known } of names.filter(touches)) {
        index.addName(golden, { name, known: now(known) });
      }
      for (const said of recordCodes.filter(touches)) {
        index.addRecordCode(said.code, { ...said, goldenId: said.golden, known: now(said.known) });
      }
    }
    index.publish(revision);
  }
  return index;
}

function answer(index: ResolveIndex, question: OracleQuestion) {
  const found = walk(index, question);
  switch (found.kind) {
    case 'resolved':
      return { says: 'resolved', answers: [nameOf(index, question, found.road)] };
    case 'ambiguous':
      return {
        says: found.because,
        answers: found.roads.map((road) => nameOf(index, question, road)).sort(),
      };
    case 'unresolved':
      return { says: found.problem, answers: [] };
    default:
      return found satisfies never;
  }
}

function nameOf(index: ResolveIndex, question: OracleQuestion, road: Road): string {
  if (typeof road === 'number') return index.mappings.idOf(road);
  expect(placeAfter(index, question, road.hops)).toBe(
    road.record === -1 ? targetOf(index, road) : `record ${road.record}`,
  );
  return road.record === -1 ? codeName(index, road.code) : index.records.idOf(road.record);
}

function codeName({ codes }: ResolveIndex, row: number): string {
  return `${codes.systemOf(row)}|${codes.issuerOf(row)}|${codes.normalOf(row)}`;
}

/** Where hops lead, each of which must start where the one before ended, be known and hold that day. */
function placeAfter(index: ResolveIndex, question: OracleQuestion, hops: readonly Hop[]): number | string {
  const { codes, mappings, recordCodes, records } = index;
  const { system, issuer, normal, pin, day } = question;
  let place = system === oracleGolden ? `record ${records.find(normal)}` : codes.find(system, issuer, normal);
  for (const { kind, row } of hops) {
    const rows = kind === 'mapping' ? mappings : recordCodes;
    expect([rows.knownAt(row, pin), rows.validOn(row, day)]).toEqual([true, true]);
    const record = kind === 'mapping' ? '' : `record ${recordCodes.recordOf(row)}`;
    if (kind === 'mapping') {
      expect(chain(codes.firstMapping.get(place as number), (at) => mappings.next(at))).toContain(row);
    } else expect(place).toBe(kind === 'to-record' ? recordCodes.codeOf(row) : record);
    place =
      kind === 'mapping' ? mappings.targetOf(row) : kind === 'to-record' ? record : recordCodes.codeOf(row);
  }
  return place;
}

function chain(first: number, next: (row: number) => number): number[] {
  return first === -1 ? [] : [first, ...chain(next(first), next)];
}

const ends = { target: fc.constantFrom(oracleGolden, ...systems), level: fc.constantFrom(null, ...roles) };
const asked = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      system: fc.constantFrom(...systems),
      issuer: fc.constantFrom(...issuers),
      normal: fc.constantFrom(...normals),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      system: fc.constant(oracleGolden),
      issuer: fc.constant(''),
      normal: fc.constantFrom(...goldens, '00000000-0000-0000-0000-000000000000'),
    }),
  },
);
const circumstances = fc.record({
  ...ends,
  purpose: fc.constantFrom(...purposes.slice(0, 2)),
  day: dayArbitrary,
  pin: fc.integer({ min: 0, max: revisions * 2 }),
});
const question: fc.Arbitrary<OracleQuestion> = fc
  .tuple(asked, circumstances)
  .map(([from, rest]) => ({ ...from, ...rest }));

describe('the index and its walk', () => {
  test('agree with a naive reading of the same facts, for every day and every revision, past ones included', () => {
    const told = new Map<string, number>();
    fc.assert(
      fc.property(world, fc.array(question, { minLength: 5, maxLength: 15 }), (facts, questions) => {
        const index = followed(facts);
        // Questions about what is there, beside the random ones that mostly ask for what is not.
        const near = facts.mappings.flatMap((mapping): OracleQuestion[] => {
          const from = facts.codes.find(({ id }) => id === mapping.from) as OracleCode;
          const target = facts.codes.find(({ id }) => id === mapping.to)?.system as number;
          const { purpose } = mapping;
          return [0, 2, 5, 12].map((pin) => ({ ...from, target, purpose, level: null, day: 1, pin }));
        });
        const overRecords = facts.recordCodes.flatMap(({ code, role }): OracleQuestion[] => {
          const from = facts.codes.find(({ id }) => id === code) as OracleCode;
          return [oracleGolden, ...systems].flatMap((target) =>
            purposes
              .slice(0, 2)
              .map((purpose) => ({ ...from, target, purpose, level: role, day: 1, pin: revisions })),
          );
        });
        for (const asked of [...questions, ...near, ...overRecords]) {
          const expected = oracleAnswer(facts, asked);
          told.set(expected.says, (told.get(expected.says) ?? 0) + 1);
          expect(answer(index, asked)).toEqual(expected);
        }
      }),
      { numRuns: counts.runs },
    );
    expect([...told.keys()].sort()).toEqual(
      [
        ...['CODE_INACTIVE', 'CODE_UNKNOWN', 'NO_MAPPING', 'TARGET_INACTIVE', 'resolved'],
        ...['SEVERAL_TARGETS', 'SEVERAL_RECORDS', 'ROADS_DISAGREE'],
      ].sort(),
    );
  });

  test('show a code by a name that holds that day at that revision, and by none if none does', () => {
    fc.assert(
      fc.property(world, dayArbitrary, fc.integer({ min: 0, max: 12 }), (facts, day, pin) => {
        const index = followed(facts);
        for (const { id } of facts.codes) {
          const names = oracleDisplays(facts, id, pin, day);
          const shown = displayOf(index, index.codes.ofId(id), { pin, day });
          expect(names.length === 0 ? [null] : names).toContain(shown);
        }
        for (const golden of goldens) {
          const names = oracleNames(facts, golden, pin);
          const row = index.records.find(golden);
          const shown = row === -1 ? null : index.records.nameOf(row, pin);
          expect(names.length === 0 ? [null] : names).toContain(shown);
        }
      }),
      { numRuns: counts.runs },
    );
  });

  test('give back what a mapping was filed with', () => {
    fc.assert(
      fc.property(world, (facts) => {
        const index = followed(facts);
        expect(index.mappings.length).toBe(facts.mappings.length);
        const rows = Array.from({ length: index.mappings.length }, (_, row) => ({
          id: index.mappings.idOf(row),
          purpose: index.mappings.purposeOf(row),
          relationship: index.mappings.relationshipOf(row),
          validFrom: index.mappings.validFrom(row),
          validTo: index.mappings.validTo(row),
          to: index.mappings.targetOf(row),
        }));
        const filed = facts.mappings.map((mapping) => ({
          id: mapping.id,
          purpose: mapping.purpose,
          relationship: mapping.relationship,
          validFrom: mapping.validFrom,
          validTo: mapping.validTo,
          to: index.codes.ofId(mapping.to),
        }));
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(rows.sort(byId)).toEqual(filed.sort(byId));
      }),
      { numRuns: counts.runs / 4 },
    );
  });

  test('a reader pinned to a revision is not disturbed while the next one is being applied', () => {
    const index = new ResolveIndex();
    for (const id of [1, 2, 3]) index.codes.add(id, id === 1 ? 1 : 2, '', `code ${id}`);
    const days = { validFrom: firstDay, validTo: lastDay };
    const kind = { purpose: 'SAME_THING', relationship: 'EQUIVALENT' } as const;
    const [old, fresh] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
    index.addMapping(1, 2, { id: old, ...kind, ...days, known: { from: 1, to: never } });
    index.publish(1);
    const asked = {
      system: 1,
      issuer: '',
      normal: 'code 1',
      target: 2,
      purpose: kind.purpose,
      level: null,
      day: 0,
    };
    index.addMapping(1, 2, { id: old, ...kind, ...days, known: { from: 1, to: 2 } });
    expect(answer(index, { ...asked, pin: index.revision }).answers).toEqual([old]);
    index.addMapping(1, 3, { id: fresh, ...kind, ...days, known: { from: 2, to: never } });
    expect(answer(index, { ...asked, pin: index.revision }).answers).toEqual([old]);
    index.publish(2);
    expect(answer(index, { ...asked, pin: index.revision }).answers).toEqual([fresh]);
    expect(answer(index, { ...asked, pin: 1 }).answers).toEqual([old]);
  });

  test('a revision never goes back', () => {
    const index = new ResolveIndex();
    index.publish(3);
    expect(() => index.publish(2)).toThrow('revision 2 is older than 3');
  });
});

describe('codes', () => {
  test('are all found, and nothing else is, while the hash table grows many times', () => {
    const index = new ResolveIndex();
    const many = 40_000;
    const name = (at: number) => (at % 3 === 0 ? `Größe ${at}` : at % 3 === 1 ? String(at) : `部品${at}`);
    const issuer = (at: number) => (at % 5 === 0 ? `issuer ${at % 10}` : '');
    const system = (at: number) => (at % 4) + 1;
    const id = (at: number) => (many - at) * 2;
    const wrong: number[] = [];
    for (let at = 0; at < many; at++) {
      if (index.codes.add(id(at), system(at), issuer(at), name(at)) !== at) wrong.push(at);
    }
    for (let at = 0; at < many; at++) {
      const found = [
        index.codes.find(system(at), issuer(at), name(at)),
        index.codes.ofId(id(at)),
        index.codes.find(system(at), `${issuer(at)}?`, name(at)),
        index.codes.find(system(at) + 4, issuer(at), name(at)),
      ];
      if (String(found) !== `${at},${at},-1,-1`) wrong.push(at);
    }
    expect(wrong).toEqual([]);
    expect(index.codes.length).toBe(many);
    expect(index.codes.ofId(1)).toBe(-1);
    expect(index.codes.ofId(many * 4)).toBe(-1);
  });

  test('of any Unicode text are told from each other by every unit', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...normals),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(text, text), { selector: (pair) => JSON.stringify(pair) }),
        (pairs) => {
          const index = new ResolveIndex();
          for (const [at, [issuer, normal]] of pairs.entries()) index.codes.add(at + 1, 1, issuer, normal);
          for (const [at, [issuer, normal]] of pairs.entries()) {
            expect(index.codes.find(1, issuer, normal)).toBe(at);
            expect(index.codes.issuerOf(at)).toBe(issuer);
            expect(index.codes.normalOf(at)).toBe(normal);
            const other = pairs.findIndex(([a, b]) => a === normal && b === issuer);
            expect(index.codes.find(1, normal, issuer)).toBe(other);
          }
        },
      ),
      { numRuns: counts.runs },
    );
  });

  test('must be there before what refers to them', () => {
    const index = new ResolveIndex();
    const fact = { display: null, active: true, validFrom: 0, validTo: 1, known: { from: 1, to: never } };
    expect(() => index.addFact(7, fact)).toThrow('code 7 was not loaded');
  });
});
