import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  changedPlaceEdges,
  edgesAbove,
} from '../../../src/golden-records/relations/location-tree.queries.js';
import { relationDeclarations } from '../../../src/golden-records/relations/relation-declarations.js';
import { relationKinds } from '../../../src/golden-records/relations/relation-kind.js';
import type { SaidRelation } from '../../../src/golden-records/source-record.table.js';
import { mergeGoldenRecords } from '../../../src/match-merge/merge.service.js';
import { splitGoldenRecord } from '../../../src/match-merge/split.service.js';
import { unmergeGoldenRecords } from '../../../src/match-merge/unmerge.service.js';
import { createApiKey } from '../../../src/platform/access/api-key.store.js';
import { newestRevision, recordChange } from '../../../src/platform/changes/change.store.js';
import { type Db, sqlState, transact } from '../../../src/platform/db/db.js';
import { makeCaller } from '../../support/caller.js';
import { counts } from '../../support/counts.js';
import { deliverRecords } from '../../support/deliver-records.js';
import { beliefsOf } from '../../support/hub-beliefs.js';
import { seededRandom } from '../../support/random.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { heldAndTold } from '../../support/told-relations.js';
import { setUpWellstar } from '../../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

const person = makeCaller();

const partOf = (code: string, days: { from?: string; to?: string } = {}): SaidRelation => ({
  ...{ kind: 'PART_OF', system: 'erp-location', issuer: '', code, condition: '', attributes: {} },
  ...{ validFrom: days.from ?? '-infinity', validTo: days.to ?? 'infinity' },
});

/** A place as the ERP has it; as the EHR has it, which carries the ERP’s key. */
const place = (db: Db, key: string, ...relations: SaidRelation[]) =>
  deliverRecords(db, {
    ...{ source: 'erp', feed: 'test' },
    records: [
      {
        ...{ domain: 'LOCATION', key, values: { name: key }, relations },
        codes: [{ system: 'erp-location', issuer: '', code: key, role: 'KEY' }],
      },
    ],
  });
const ward = (db: Db, key: string, of: string, ...relations: SaidRelation[]) =>
  deliverRecords(db, {
    ...{ source: 'ehr', feed: 'test' },
    records: [
      {
        ...{ domain: 'LOCATION', key, values: { name: key }, relations },
        codes: [
          { system: 'ehr-dept', issuer: '', code: key, role: 'KEY' },
          { system: 'erp-location', issuer: '', code: of, role: 'KEY' },
        ],
      },
    ],
  });

async function goldenOf(db: Db, key: string): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id
    where record.key = ${key} and to_change is null`);
  if (!row) throw new Error(`${key} has no place`);
  return row.id;
}

/** How what a place says stands, in words: `HOLDS W1 in H1 2020-01-01..2021-01-01`. */
async function standings(db: Db, ...keys: string[]): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select standing || ' ' || coalesce(child.name, '?') || ' in ' || coalesce(parent.name, '?')
      || case when (relation.valid_from, relation.valid_to) = ('-infinity'::date, 'infinity'::date) then ''
              else ' ' || relation.valid_from || '..' || relation.valid_to end as line
    from relation
    left join golden_version child on child.golden_id = from_golden and child.to_change is null
    left join golden_version parent on parent.golden_id = to_golden and parent.to_change is null
    join relation_statement statement on statement.id = statement_id
    left join source_record record on record.id = statement.record_id
    where relation.to_change is null and record.key = any(${sql.param(keys)}::text[])
    order by relation.valid_from, statement_id`);
  return rows.map(({ line }) => line);
}

const now = () => newestRevision(pg.db);
const merge = async (survivor: string, merged: string, db: Db = pg.db) =>
  mergeGoldenRecords(
    db,
    {
      ...{ survivorId: await goldenOf(db, survivor), mergedId: await goldenOf(db, merged), reason: null },
      seenRevision: await newestRevision(db),
    },
    person,
  );
const unmerge = async (mergedId: string, db: Db = pg.db) =>
  unmergeGoldenRecords(
    db,
    { mergedId, keepApart: false, reason: null, seenRevision: await newestRevision(db) },
    person,
  );

describe('a relation that a source record says', () => {
  test('waits for the other record, and holds once that arrives', async () => {
    await place(pg.db, 'A1', partOf('A'));
    expect(await standings(pg.db, 'A1')).toEqual(['WAITING A1 in ?']);
    await place(pg.db, 'A');
    expect(await standings(pg.db, 'A1')).toEqual(['HOLDS A1 in A']);
  });

  test('ends when it is said no longer, goes on when it is said again, and holds until the day its record ends', async () => {
    await place(pg.db, 'B');
    await place(pg.db, 'B1', partOf('B'));
    const statement = async () =>
      (await pg.db.execute(sql`
        select statement.id, statement.valid_to::text as until from relation_statement statement
        join source_record record on record.id = record_id where record.key = 'B1' and to_change is null`)) as unknown;
    const said = await statement();
    await place(pg.db, 'B1', partOf('B'), partOf('B2', { from: '2030-01-01' }));
    expect(await standings(pg.db, 'B1')).toEqual(['HOLDS B1 in B', 'WAITING B1 in ? 2030-01-01..infinity']);
    await place(pg.db, 'B1', partOf('B'));
    expect(await statement()).toEqual(said);
    expect(await standings(pg.db, 'B1')).toEqual(['HOLDS B1 in B']);
    await place(pg.db, 'B1');
    expect(await standings(pg.db, 'B1')).toEqual([]);
  });

  test('to itself means nothing, and says so', async () => {
    await place(pg.db, 'C', partOf('C'));
    expect(await standings(pg.db, 'C')).toEqual(['SAME_RECORD C in C']);
  });

  test('gives way on its days to that of a more trusted source, of equals to the newest', async () => {
    for (const key of ['D', 'E', 'F']) await place(pg.db, key);
    await place(pg.db, 'D1', partOf('D', { from: '2020-01-01', to: '2022-01-01' }));
    await ward(pg.db, '4711', 'D1', partOf('E'));
    expect(await standings(pg.db, 'D1', '4711')).toEqual([
      'HOLDS D1 in E -infinity..2020-01-01',
      'HOLDS D1 in D 2020-01-01..2022-01-01',
      'OUTWEIGHED D1 in E 2020-01-01..2022-01-01',
      'HOLDS D1 in E 2022-01-01..infinity',
    ]);
    await place(
      pg.db,
      'D1',
      partOf('D', { from: '2020-01-01', to: '2022-01-01' }),
      partOf('F', { from: '2021-01-01' }),
    );
    expect(await standings(pg.db, 'D1', '4711')).toEqual([
      'HOLDS D1 in E -infinity..2020-01-01',
      'HOLDS D1 in D 2020-01-01..2021-01-01',
      'OUTWEIGHED D1 in E 2020-01-01..infinity',
      'OUTWEIGHED D1 in D 2021-01-01..2022-01-01',
      'HOLDS D1 in F 2021-01-01..infinity',
    ]);
  });

  test('that would lead in a circle gives way on the days of the circle only, if it was said last', async () => {
    await place(pg.db, 'G1', partOf('G2', { from: '2020-01-01', to: '2021-01-01' }));
    await place(pg.db, 'G2', partOf('G1'));
    expect(await standings(pg.db, 'G1', 'G2')).toEqual([
      'HOLDS G2 in G1 -infinity..2020-01-01',
      'HOLDS G1 in G2 2020-01-01..2021-01-01',
      'CIRCULAR G2 in G1 2020-01-01..2021-01-01',
      'HOLDS G2 in G1 2021-01-01..infinity',
    ]);
    await place(pg.db, 'G1');
    expect(await standings(pg.db, 'G1', 'G2')).toEqual(['HOLDS G2 in G1']);
  });
});

describe('relations of what is merged', () => {
  test('are those of the survivor, and after an unmerge what they were, byte for byte', async () => {
    await place(pg.db, 'H');
    await place(pg.db, 'I');
    await place(pg.db, 'H1', partOf('H'));
    await place(pg.db, 'H2', partOf('I'));
    await place(pg.db, 'H11', partOf('H1'));
    const before = await beliefsOf(pg.db);
    const h1 = await goldenOf(pg.db, 'H1');
    expect(await merge('H2', 'H1')).toMatchObject({ kind: 'merged' });
    expect(await standings(pg.db, 'H1', 'H2', 'H11')).toEqual(
      ['OUTWEIGHED H1 in H', 'HOLDS H1 in I', 'HOLDS H11 in H1'].map((line) =>
        line.replace(/ H1 in ([HI])/, ' H2 in $1').replace(' in H1', ' in H2'),
      ),
    );
    expect(await unmerge(h1)).toMatchObject({ kind: 'unmerged' });
    expect(await beliefsOf(pg.db)).toEqual(before);
  });

  test('do not close a circle: what was said last gives way until they are parted again', async () => {
    await place(pg.db, 'J');
    await place(pg.db, 'J1', partOf('J'));
    await place(pg.db, 'J11', partOf('J1'));
    const before = await beliefsOf(pg.db);
    const top = await goldenOf(pg.db, 'J');
    expect(await merge('J11', 'J')).toMatchObject({ kind: 'merged' });
    expect((await standings(pg.db, 'J1', 'J11')).map((line) => line.split(' ')[0])).toEqual([
      'HOLDS',
      'CIRCULAR',
    ]);
    expect(await unmerge(top)).toMatchObject({ kind: 'unmerged' });
    expect(await beliefsOf(pg.db)).toEqual(before);
  });

  test('go with the source record that says them when it is split off', async () => {
    await place(pg.db, 'K');
    await place(pg.db, 'L');
    await place(pg.db, 'K1', partOf('K'));
    await ward(pg.db, '4712', 'K1', partOf('L'));
    const [row] = await pg.db.execute<{ id: string }>(sql`select id from source_record where key = '4712'`);
    const seenRevision = await now();
    const split = {
      goldenId: await goldenOf(pg.db, 'K1'),
      recordIds: [Number(row?.id)],
      keepApart: true,
      reason: null,
    };
    expect(await splitGoldenRecord(pg.db, { ...split, seenRevision }, person)).toMatchObject({
      kind: 'split',
    });
    expect(await standings(pg.db, 'K1', '4712')).toEqual(['HOLDS K1 in K', 'HOLDS 4712 in L']);
  });
});

describe('the database', () => {
  /** Two golden records of the kind’s domain, without a source record, and a statement in each direction. */
  async function twoStatements(kind: keyof typeof relationDeclarations, actor = 'test') {
    const { from } = relationDeclarations[kind];
    return transact(pg.db, async (tx) => {
      const change = await recordChange(tx, { actor, act: 'make statements' });
      const goldens = await tx.execute<{ id: string }>(sql`
        insert into golden_record (domain, from_change) select ${from}, ${change} from generate_series(1, 3) returning id`);
      const ids = goldens.map(({ id }) => id);
      const state = async (a: string, b: string, days: [string, string] = ['-infinity', 'infinity']) => {
        const [row] = await tx.execute<{ id: string }>(sql`
          insert into relation_statement (kind, from_domain, to_domain, from_golden, to_golden, attributes, reason,
                                          valid_from, valid_to, from_change)
          values (${kind}, ${from}, ${relationDeclarations[kind].to}, ${a}, ${b}, '{}', 'test', ${days[0]}, ${days[1]}, ${change})
          returning id`);
        return Number(row?.id);
      };
      const [a = '', b = '', c = ''] = ids;
      return { a, b, c, there: await state(a, b), back: await state(b, a), aside: await state(a, c) };
    });
  }
  const write = (
    kind: keyof typeof relationDeclarations,
    statement: number,
    from: string,
    to: string,
    days = ['-infinity', 'infinity'],
  ) =>
    transact(pg.db, async (tx) => {
      const change = await recordChange(tx, { actor: 'test', act: 'write' });
      const { from: fromDomain, to: toDomain } = relationDeclarations[kind];
      await tx.execute(sql`
        insert into relation (statement_id, kind, from_domain, to_domain, from_golden, to_golden, standing, valid_from,
                              valid_to, from_change)
        values (${statement}, ${kind}, ${fromDomain}, ${toDomain}, ${from}, ${to}, 'HOLDS', ${days[0]}, ${days[1]}, ${change})`);
    });
  const refusedBy = async (work: Promise<unknown>) => {
    try {
      await work;
      return 'nothing';
    } catch (error) {
      const { cause } = error as { cause?: { constraint_name?: string } };
      return cause?.constraint_name ?? sqlState(error) ?? String(error);
    }
  };

  test.each(
    relationKinds.filter((kind) => relationDeclarations[kind].from === relationDeclarations[kind].to),
  )('keeps %s free of circles on every day exactly where its declaration says so', async (kind) => {
    const { a, b, there, back } = await twoStatements(kind);
    await write(kind, there, a, b, ['2020-01-01', '2021-01-01']);
    expect(await refusedBy(write(kind, back, b, a, ['2021-01-01', 'infinity']))).toBe('nothing');
    expect(await refusedBy(write(kind, back, b, a, ['2019-01-01', '2020-01-02']))).toBe(
      relationDeclarations[kind].acyclic ? 'relation_no_circle' : 'nothing',
    );
  });

  test.each(relationKinds)(
    'lets a record have one %s a day exactly where its declaration says so',
    async (kind) => {
      const { from, to, cardinality } = relationDeclarations[kind];
      if (from !== to) {
        expect(await refusedBy(pairOf(kind))).toBe(cardinality === 'one' ? 'relation_one_a_day' : 'nothing');
        return;
      }
      const { a, b, c, there, aside } = await twoStatements(kind);
      await write(kind, there, a, b);
      expect(await refusedBy(write(kind, aside, a, c))).toBe(
        cardinality === 'one' ? 'relation_one_a_day' : 'nothing',
      );
    },
  );

  /** Two relations of one record to two others of another domain. */
  const pairOf = (kind: keyof typeof relationDeclarations) =>
    transact(pg.db, async (tx) => {
      const { from, to } = relationDeclarations[kind];
      const change = await recordChange(tx, { actor: 'test', act: 'write' });
      const make = async (domain: string) => {
        const [row] = await tx.execute<{ id: string }>(sql`
          insert into golden_record (domain, from_change) values (${domain}, ${change}) returning id`);
        return row?.id ?? '';
      };
      const one = await make(from);
      for (const other of [await make(to), await make(to)]) {
        await tx.execute(sql`
          with said as (
            insert into relation_statement (kind, from_domain, to_domain, from_golden, to_golden, attributes, reason, from_change)
            values (${kind}, ${from}, ${to}, ${one}, ${other}, '{}', 'test', ${change}) returning id)
          insert into relation (statement_id, kind, from_domain, to_domain, from_golden, to_golden, standing, valid_from,
                                valid_to, from_change)
          select id, ${kind}, ${from}, ${to}, ${one}, ${other}, 'HOLDS', '-infinity', 'infinity', ${change} from said`);
      }
    });

  test('refuses the same statement twice on one day', async () => {
    const twice = transact(pg.db, async (tx) => {
      const change = await recordChange(tx, { actor: 'test', act: 'state' });
      const ids = await tx.execute<{ id: string }>(sql`
        insert into golden_record (domain, from_change) select 'LOCATION', ${change} from generate_series(1, 2) returning id`);
      const [a, b] = ids.map(({ id }) => id);
      for (const from of ['2020-01-01', '2020-06-01'])
        await tx.execute(sql`
          insert into relation_statement (kind, from_domain, to_domain, from_golden, to_golden, attributes, reason,
                                          valid_from, from_change)
          values ('PART_OF', 'LOCATION', 'LOCATION', ${a}, ${b}, '{}', 'test', ${from}, ${change})`);
    });
    expect(await refusedBy(twice)).toBe('relation_statement_no_overlap_of_people');
  });

  test('lets one of two writers through who close a circle from both sides at once', async () => {
    for (let race = 0; race < counts.races; race++) {
      const { a, b, there, back } = await twoStatements('PART_OF');
      const ends = await Promise.all([
        refusedBy(write('PART_OF', there, a, b)),
        refusedBy(write('PART_OF', back, b, a)),
      ]);
      expect(ends.sort()).toEqual(['nothing', 'relation_no_circle']);
    }
  });

  test('lets nobody approve what they proposed, by whichever of their keys', async () => {
    const { there } = await twoStatements('REPLACED_BY', 'key:one');
    for (const [name, whose] of [
      ['one', 'Ann'],
      ['two', 'Ann'],
      ['three', 'Bo'],
    ])
      await createApiKey(pg.db, {
        ...{ name: name as string, person: whose as string, role: 'steward', systems: null },
        ...{ expiresAt: null, actor: 'test' },
      });
    const approve = (actor: string) =>
      transact(pg.db, async (tx) => {
        const change = await recordChange(tx, { actor, act: 'approve' });
        await tx.execute(
          sql`insert into relation_approval (statement_id, from_change) values (${there}, ${change})`,
        );
      });
    expect(await refusedBy(approve('key:one'))).toBe('relation_approval_by_another');
    expect(await refusedBy(approve('key:two'))).toBe('relation_approval_by_another');
    expect(await refusedBy(approve('key:three'))).toBe('nothing');
  });
});

describe('the tree of places', () => {
  test('is read by acts, and upwards as it was at a revision', async () => {
    await place(pg.db, 'N');
    await place(pg.db, 'N1', partOf('N'));
    await place(pg.db, 'N11', partOf('N1'));
    const before = await now();
    const changeId = await place(pg.db, 'N1', partOf('N', { to: '2026-01-01' }));
    const [n, n1, n11] = await Promise.all(['N', 'N1', 'N11'].map((key) => goldenOf(pg.db, key)));
    const edges = await changedPlaceEdges(pg.db, [Number(changeId)]);
    expect(edges).toMatchObject([
      { childId: n1, parentId: n, validTo: 'infinity', toRevision: await now() },
      { childId: n1, parentId: n, validTo: '2026-01-01', fromRevision: await now(), toRevision: null },
    ]);
    const above = async (revision: number | null) =>
      (await edgesAbove(pg.db, [n11 as string], revision))
        .map(({ childId, validTo }) => [childId, validTo])
        .sort();
    expect(await above(null)).toEqual(
      [
        [n11, 'infinity'],
        [n1, '2026-01-01'],
      ].sort(),
    );
    expect(await above(before)).toEqual(
      [
        [n11, 'infinity'],
        [n1, 'infinity'],
      ].sort(),
    );
  });
});

describe('random moves, merges and unmerges', () => {
  test('leave each statement the standing that the oracle gives it on each day, and no circle on any', async () => {
    const hub = await openTestDb();
    try {
      await setUpWellstar(hub.db);
      const random = seededRandom(7);
      const below = (most: number) => Math.floor(random() * most);
      const days = ['-infinity', '2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01', 'infinity'];
      const seen = new Set<string>();
      const acts = counts.goldenActs > 1_000 ? 600 : 50;
      for (let act = 0; act < acts; act++) {
        const roll = random();
        if (roll < 0.7) {
          const relations = Array.from({ length: below(3) }, () => {
            const from = below(days.length - 1);
            const to = from + 1 + below(days.length - 1 - from);
            return partOf(`P${below(7)}`, { from: days[from] as string, to: days[to] as string });
          });
          const codes = new Map(relations.map((relation) => [relation.code, relation]));
          const said = [...codes.values()];
          if (random() < 0.7) await place(hub.db, `P${below(6)}`, ...said);
          else {
            const number = below(3);
            await ward(hub.db, `77${number}`, `P${number}`, ...said);
          }
        } else {
          const goldens = await hub.db.execute<{ id: string }>(sql`
            select golden_id as id from golden_version where to_change is null order by golden_id`);
          const merged = await hub.db.execute<{ id: string }>(sql`
            select golden_id as id from golden_redirect where to_change is null order by golden_id`);
          const seenRevision = await newestRevision(hub.db);
          if (roll < 0.85 && goldens.length > 1) {
            const ids = {
              survivorId: goldens[below(goldens.length)]?.id ?? '',
              mergedId: goldens[below(goldens.length)]?.id ?? '',
            };
            await mergeGoldenRecords(hub.db, { ...ids, reason: null, seenRevision }, person);
          } else if (merged.length > 0) await unmerge(merged[below(merged.length)]?.id ?? '', hub.db);
        }
        const { held, told } = await heldAndTold(hub.db, 'PART_OF');
        expect(held, `after act ${act}`).toEqual(told);
        for (const { standing } of held) seen.add(standing);
      }
      expect([...seen].sort()).toEqual(['CIRCULAR', 'HOLDS', 'OUTWEIGHED', 'SAME_RECORD', 'WAITING']);
    } finally {
      await hub.close();
    }
  }, 600_000);
});
