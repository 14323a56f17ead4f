import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDay, lastDay } from '../../../src/crosswalk/day.js';
import { never } from '../../../src/crosswalk/index/fact-rows.js';
import { ResolveIndex } from '../../../src/crosswalk/index/resolve-index.js';
import { displayOf } from '../../../src/crosswalk/standing.js';
import { codeRoles, purposes, relationships } from '../../../src/crosswalk/vocabulary.js';
import { counts } from '../../support/counts.js';
import { oracleDisplays, oracleNames } from '../../support/oracle/oracle-facts.js';
import {
  type OracleCode,
  type OracleCondition,
  type OracleMapping,
  type OracleQuestion,
  type OracleSpan,
  type OracleWorld,
  oracleGolden,
} from '../../support/oracle/oracle-world.js';
import { oracleAnswer } from '../../support/oracle/resolve-oracle.js';
import { answerOf } from '../../support/oracle/walk-answer.js';

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
const mostlyAlways = fc.oneof({ weight: 2, arbitrary: fc.constant(always) }, { weight: 1, arbitrary: span });

/** Places in each other, if anything says so: the last in the one before it. */
const places = [
  '00000000-0000-7000-8000-0000000000e1',
  '00000000-0000-7000-8000-0000000000e2',
  goldens[0] as string,
];
const [facility, payer] = [1, 2];
const condition: fc.Arbitrary<OracleCondition> = fc.oneof(
  fc.record({ key: fc.constant(facility), golden: fc.constantFrom(...places), word: fc.constant(null) }),
  fc.record({ key: fc.constant(payer), golden: fc.constant(null), word: fc.constantFrom('A', 'B') }),
);
const conditions = fc.uniqueArray(condition, { maxLength: 2, selector: ({ key }) => key });

/** A mapping of any kind; `more` are the further targets of a one-to-many one. */
const mappingOf = (code: fc.Arbitrary<number>) =>
  fc.record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant('MAP' as const) },
      { weight: 1, arbitrary: fc.constant('NO_MAP' as const) },
      { weight: 1, arbitrary: fc.constant('NOT' as const) },
    ),
    from: fc.oneof({ weight: 4, arbitrary: code }, { weight: 1, arbitrary: fc.constantFrom(...goldens) }),
    to: fc.oneof({ weight: 4, arbitrary: code }, { weight: 1, arbitrary: fc.constantFrom(...goldens) }),
    toSystem: fc.constantFrom(...systems),
    more: fc.oneof(
      { weight: 5, arbitrary: fc.constant<number[]>([]) },
      { weight: 1, arbitrary: fc.array(code, { maxLength: 2 }) },
    ),
    purpose: fc.constantFrom(...purposes.slice(0, 2), 'REPLACED_BY' as const),
    relationship: fc.oneof(fc.constant('EQUIVALENT' as const), fc.constantFrom(...relationships)),
    conditions: fc.oneof(fc.constant<OracleCondition[]>([]), conditions),
    exception: fc.boolean(),
    /** Whether somebody else says that nothing corresponds in the system of the target. */
    denied: fc.oneof(
      { weight: 5, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    span,
  });

let ids = 0;
const nextId = () => `018f0000-0000-7000-8000-${String(++ids).padStart(12, '0')}`;

type Stated = {
  kind: 'MAP' | 'NO_MAP' | 'NOT';
  toSystem: number;
  more: readonly number[];
  denied: boolean;
  span: Parameters<typeof spanOf>[0];
} & Omit<OracleMapping, keyof OracleSpan | 'id' | 'group' | 'sequence'>;

/** The rows of a mapping, and of the NO_MAP beside it if it is denied. */
function withDenial(stated: Stated, systemOf: (code: number) => number | undefined): OracleMapping[] {
  const rows = whole(stated);
  if (!stated.denied || stated.kind !== 'MAP') return rows;
  const toSystem = typeof stated.to === 'number' ? systemOf(stated.to) : oracleGolden;
  return toSystem === undefined || toSystem === oracleGolden
    ? rows
    : [...rows, ...whole({ ...stated, kind: 'NO_MAP', toSystem })];
}

/** The rows of a mapping as the database has them. */
function whole({ toSystem, more, denied: _, span: when, ...stated }: Stated): OracleMapping[] {
  const days = spanOf(when);
  if (stated.kind === 'NO_MAP') return [{ ...stated, ...days, id: nextId(), to: toSystem }];
  if (stated.kind === 'NOT' || more.length === 0) return [{ ...stated, ...days, id: nextId() }];
  const group = nextId();
  return [...new Set([stated.to, ...more])].map((to, at) => ({
    ...{ ...stated, ...days, to, group },
    ...{ id: nextId(), sequence: at + 1 },
  }));
}

/** A code that two others took the place of, each with a target of its own. */
const succession = (code: fc.Arbitrary<number>) =>
  fc
    .uniqueArray(code, { minLength: 5, maxLength: 5 })
    .map(([replaced, first, second, ofFirst, ofSecond]): OracleMapping[] => {
      const says = (purpose: OracleMapping['purpose'], from?: number, to?: number) =>
        ({ purpose, from, to, relationship: 'EQUIVALENT', id: nextId(), ...spanOf(always) }) as OracleMapping;
      return [
        ...[first, second].map((successor) => says('REPLACED_BY', replaced, successor)),
        ...[says('SAME_THING', first, ofFirst), says('SAME_THING', second, ofSecond)],
      ];
    });

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
      mappings: fc
        .tuple(
          fc.array(mappingOf(code), { maxLength: 25 }),
          ids.length < 5
            ? fc.constant<OracleMapping[]>([])
            : fc.oneof(fc.constant<OracleMapping[]>([]), succession(code)),
        )
        .map(([all, replaced]) => {
          const systemOf = (id: number) => usable.find((found) => found.id === id)?.system;
          return [...all.flatMap((stated) => withDenial(stated, systemOf)), ...replaced];
        })
        .map((rows) => rows.filter(({ kind, from, to }) => kind === 'NO_MAP' || from !== to)),
      redirects: fc
        .uniqueArray(
          fc.record({ golden: fc.constantFrom(...goldens), survivor: fc.constantFrom(...goldens), span }),
          { maxLength: 2, selector: ({ golden }) => golden },
        )
        // From a later one to an earlier one: never in a circle.
        .map((all) =>
          all
            .filter(({ golden, survivor }) => goldens.indexOf(golden) > goldens.indexOf(survivor))
            .map(({ golden, survivor, span: when }) => ({ golden, survivor, known: spanOf(when).known })),
        ),
      places: fc
        .array(fc.record({ at: fc.integer({ min: 1, max: places.length - 1 }), span: mostlyAlways }), {
          maxLength: 4,
        })
        .map((all) =>
          // One chain of places, each below the one before, once.
          [...new Map(all.map((each) => [each.at, each])).values()].map(({ at, span: when }) => ({
            ...{ id: at, child: places[at] as string, parent: places[at - 1] as string },
            ...spanOf(when),
          })),
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
function followed(world: OracleWorld): ResolveIndex {
  const { codes, facts, mappings, names, recordCodes, redirects = [], places: below = [] } = world;
  const index = new ResolveIndex();
  for (const { id, system, issuer, normal } of codes) index.codes.add(id, system, issuer, normal);
  for (let revision = 1; revision <= revisions * 2; revision++) {
    const now = ({ from, to }: { from: number; to: number }) => ({ from, to: to <= revision ? to : never });
    const touches = ({ known }: { known: { from: number; to: number } }) =>
      known.from === revision || known.to === revision;
    for (const _ of ['once', 'again']) {
      for (const fact of facts.filter(touches)) index.addFact(fact.code, { ...fact, known: now(fact.known) });
      for (const mapping of mappings.filter(touches)) addMapping(index, mapping, now(mapping.known));
      for (const { golden, survivor, known } of redirects.filter(touches)) {
        index.addRedirect(golden, { survivorId: survivor, known: now(known) });
      }
      for (const place of below.filter(touches)) {
        index.addPlace(place.child, place.parent, { ...place, known: now(place.known) });
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

/** Sets of conditions by their texts, numbered as they come. */
const sets = new Map<string, number>();

function addMapping(index: ResolveIndex, mapping: OracleMapping, known: OracleMapping['known']): void {
  const { kind = 'MAP', conditions: stated = [], exception = false, group = null, sequence = null } = mapping;
  const key = JSON.stringify([...stated].sort((a, b) => a.key - b.key));
  const set = stated.length === 0 ? 0 : (sets.get(key) ?? sets.size + 1);
  if (set !== 0) {
    sets.set(key, set);
    index.addConditions(
      set,
      stated.map(({ key: number, golden, word }) => ({ key: number, goldenId: golden, word })),
    );
  }
  const special = { kind, conditions: set, exception, role: null, sequence };
  const plain = kind === 'MAP' && set === 0 && !exception && group === null;
  const { id, purpose, relationship, validFrom, validTo } = mapping;
  const row = { id, purpose, relationship, validFrom, validTo, known };
  index.addMapping(mapping.from, mapping.to, plain ? row : { ...row, special, group });
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
const rules = fc.record({
  many: fc.boolean(),
  followReplacements: fc.boolean(),
  allowBroader: fc.boolean(),
  allowRetired: fc.boolean(),
  keyOrder: fc.constantFrom<readonly number[]>([], [facility], [payer, facility], [facility, payer]),
});
const said = fc.uniqueArray(
  fc.oneof(
    { weight: 6, arbitrary: condition },
    { weight: 1, arbitrary: fc.constant({ key: facility, golden: null, word: null }) },
  ),
  { maxLength: 2, selector: ({ key }) => key },
);
const circumstances = fc.record({
  ...ends,
  rules,
  context: said,
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
        const near = facts.mappings.flatMap((mapping, at): OracleQuestion[] => {
          const code = facts.codes.find(({ id }) => id === mapping.from);
          const from = code ?? { system: oracleGolden, issuer: '', normal: String(mapping.from) };
          const target =
            mapping.kind === 'NO_MAP'
              ? Number(mapping.to)
              : (facts.codes.find(({ id }) => id === mapping.to)?.system ?? oracleGolden);
          const { rules: allowed, context } = questions[at % questions.length] as OracleQuestion;
          const purpose = mapping.purpose === 'REPLACED_BY' ? 'SAME_THING' : mapping.purpose;
          const how = { purpose, level: null, day: 1, ...(allowed && { rules: allowed }) };
          if (mapping.purpose === 'REPLACED_BY') {
            return [oracleGolden, ...systems].map((other) => ({ ...from, target: other, pin: 5, ...how }));
          }
          return [2, 5].flatMap((pin) => [
            { ...from, target, pin, ...how },
            { ...from, target, pin, ...how, context: context ?? [] },
          ]);
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
          const answer = answerOf(index, asked);
          // The matcher is as dear as the walk and the oracle together, and nearly always has nothing to say.
          if (!isDeepStrictEqual(answer, expected))
            expect({ asked, ...answer }).toEqual({ asked, ...expected });
        }
      }),
      { numRuns: counts.runs },
    );
    expect([...told.keys()].sort()).toEqual(
      [
        ...['CODE_INACTIVE', 'CODE_UNKNOWN', 'NO_MAPPING', 'TARGET_INACTIVE', 'TARGET_BROADER'],
        ...['CONTEXT_REQUIRED', 'CONTEXT_UNKNOWN', 'resolved', 'several', 'no-map'],
        ...['SEVERAL_TARGETS', 'SEVERAL_RECORDS', 'ROADS_DISAGREE', 'NO_MAP_DISPUTED', 'SEVERAL_SUCCESSORS'],
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
        const { mappings, codes, records } = followed(facts);
        const rows = Array.from({ length: mappings.length }, (_, row) => {
          const golden = mappings.goldenTargetOf(row);
          const { kind, exception, sequence } = mappings.specialOf(row);
          const to =
            kind === 'NO_MAP'
              ? mappings.emptySystemOf(row)
              : golden === -1
                ? mappings.targetOf(row)
                : records.idOf(golden);
          const days = [mappings.validFrom(row), mappings.validTo(row)];
          const words = [mappings.idOf(row), mappings.purposeOf(row), mappings.relationshipOf(row)];
          return JSON.stringify([
            ...words,
            kind,
            to,
            exception,
            sequence,
            mappings.groupOf(row) !== 0,
            ...days,
          ]);
        });
        const filed = facts.mappings.flatMap((mapping) => {
          const { kind = 'MAP', exception = false, sequence = null, group } = mapping;
          // "Not the same" of one thing stands at both ends.
          const ends =
            kind === 'NOT' && mapping.purpose === 'SAME_THING' ? [mapping.to, mapping.from] : [mapping.to];
          return ends.map((end) => {
            const to = kind === 'NO_MAP' || typeof end === 'string' ? end : codes.ofId(end);
            const words = [mapping.id, mapping.purpose, mapping.relationship];
            const days = [mapping.validFrom, mapping.validTo];
            return JSON.stringify([...words, kind, to, exception, sequence, Boolean(group), ...days]);
          });
        });
        expect(rows.sort()).toEqual(filed.sort());
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
    expect(answerOf(index, { ...asked, pin: index.revision }).answers).toEqual(['2||code 2 EQUIVALENT']);
    index.addMapping(1, 3, { id: fresh, ...kind, ...days, known: { from: 2, to: never } });
    expect(answerOf(index, { ...asked, pin: index.revision }).answers).toEqual(['2||code 2 EQUIVALENT']);
    index.publish(2);
    expect(answerOf(index, { ...asked, pin: index.revision }).answers).toEqual(['2||code 3 EQUIVALENT']);
    expect(answerOf(index, { ...asked, pin: 1 }).answers).toEqual(['2||code 2 EQUIVALENT']);
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
