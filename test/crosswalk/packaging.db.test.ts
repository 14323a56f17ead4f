import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/app/roles.js';
import { buildIndex } from '../../src/crosswalk/index/build-index.js';
import { IndexFollower } from '../../src/crosswalk/index/index-follower.js';
import type { ResolveIndex } from '../../src/crosswalk/index/resolve-index.js';
import { loadStatements } from '../../src/crosswalk/packaging/load-packaging.service.js';
import {
  type AboutCode,
  addBillingUnit,
  addContent,
  addPackaging,
  type StatementAdded,
} from '../../src/crosswalk/packaging/packaging.service.js';
import { readPackaging } from '../../src/crosswalk/packaging/read-statement.js';
import { retirePackaging } from '../../src/crosswalk/packaging/retire-packaging.service.js';
import { abilityOf, type Caller } from '../../src/platform/access/ability.js';
import { sqlState } from '../../src/platform/db/db.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let hub: TestDb;
let follower: IndexFollower;
beforeAll(async () => {
  hub = await openTestDb();
  await makeSystems(hub.db, 'erp', 'charge');
  follower = new IndexFollower(hub.db, (error) => {
    throw error;
  });
  await follower.start();
});
afterAll(async () => {
  await follower?.stop();
  await hub?.close();
});

const steward: Caller = {
  actor: 'key:test',
  person: 'test',
  role: 'steward',
  systems: null,
  ability: abilityOf(roles['steward'] ?? [], null),
};
const erp = (code: string): AboutCode => ({ system: 'erp', code });

function stated(says: string) {
  const [unit = '', contents = ''] = says.replace('1 ', '').split(' = ');
  const parts = contents.split(' + ').map((part) => {
    const [quantity = '', held = ''] = part.split(' ');
    return { quantity, unit: held };
  });
  return { unit, contents: parts };
}

const pack = (code: string, says: string) => addPackaging(hub.db, { ...erp(code), ...stated(says) }, steward);

function counts(outcomes: readonly StatementAdded[]): Record<string, number> {
  const byKind: Record<string, number> = {};
  for (const { kind } of outcomes) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return byKind;
}

describe('entries that contradict each other, made at once', () => {
  test('of 20 sizes of one case exactly one is taken', async () => {
    const sizes = Array.from({ length: 20 }, (_, i) => pack('sizes', `1 CA = ${i + 1} EA`));
    expect(counts(await Promise.all(sizes))).toEqual({ added: 1, conflict: 19 });
  });

  test('of three that contradict only together, or close a circle only together, two are taken', async () => {
    for (let round = 0; round < 10; round++) {
      const chains = ['1 CA = 10 BX', '1 BX = 10 EA', '1 CA = 99 EA'].map((says) =>
        pack(`chain ${round}`, says),
      );
      const circle = ['1 CA = 2 BX', '1 BX = 2 PK', '1 PK = 2 CA'].map((says) =>
        pack(`circle ${round}`, says),
      );
      expect(counts(await Promise.all(chains))).toEqual({ added: 2, conflict: 1 });
      expect(counts(await Promise.all(circle))).toEqual({ added: 2, conflict: 1 });
    }
  });

  test('a bulk load and single entries judge each other', async () => {
    const { codeIds } = await makeMappings(
      hub.db,
      Array.from({ length: 10 }, (_, i) => ({
        system: 'erp',
        code: `bulk ${i}`,
        target: 'charge',
        targetCode: 'x',
      })),
    );
    const statements = codeIds.map((codeId) => {
      const read = readPackaging(stated('1 CA = 10 EA'));
      if (read.kind === 'invalid') throw new Error(read.problem.code);
      return { codeId, statement: read.statement };
    });
    const singles = codeIds.map((_, i) => pack(`bulk ${i}`, '1 CA = 12 EA'));
    const loading = loadStatements(hub.db, statements, { source: 'erp', actor: 'test' });
    const single = counts(await Promise.all(singles));
    const { refused } = await loading;
    expect((single['added'] ?? 0) + (10 - refused.length)).toBe(10);
    expect(refused.every(({ judged }) => judged.kind === 'conflict')).toBe(true);
  });

  test('a refused statement leaves nothing: no code, no act', async () => {
    const [before] = await hub.db.$client`select count(*)::int as n from change`;
    expect((await pack('refused', '1 CA = 5 ucum:L')).kind).toBe('refused');
    const [after] = await hub.db.$client`select count(*)::int as n from change`;
    const codes = await hub.db.$client`select from code where normal = 'refused'`;
    expect([after?.['n'], codes.length]).toEqual([before?.['n'], 0]);
  });
});

describe('the database itself refuses', () => {
  const insert = (values: Record<string, unknown>) =>
    hub.db.$client
      .begin(async (sql) => {
        const [act] = await sql`insert into change (actor, act) values ('test', 'guard') returning id`;
        const [row] = await sql`select code_id, source, approved_by from packaging_link limit 1`;
        return sql`insert into packaging_link ${sql({
          id: '018f0000-0000-7000-8000-000000000001',
          unit: 'x12:AA',
          contains_unit: 'x12:AB',
          quantity: 1,
          from_change: act?.['id'],
          ...row,
          ...values,
        })}`;
      })
      .catch(sqlState);

  test.each([
    ['a quantity of nothing', { quantity: 0 }, '23514'],
    ['a package that holds itself', { contains_unit: 'x12:AA' }, '23514'],
    ['a unit without its system', { unit: 'CA' }, '23514'],
    ['a GTIN of 13 digits', { gtin: '0614141123452' }, '23514'],
    ['days the wrong way round', { valid_from: '2026-02-01', valid_to: '2026-02-01' }, '23514'],
    ['a code that does not exist', { code_id: 999_999_999 }, '23503'],
  ])('%s', async (_, values, state) => {
    expect(await insert(values)).toBe(state);
  });

  test('two statements between the same units on one day, and one GTIN on two levels', async () => {
    const added = await pack('guarded', '1 CA = 10 EA');
    expect(added.kind).toBe('added');
    const [row] = await hub.db.$client`
      select code_id from packaging_link join code on code.id = code_id where normal = 'guarded'`;
    const twice = { code_id: row?.['code_id'], unit: 'x12:CA', contains_unit: 'x12:EA', quantity: 10 };
    expect(await insert(twice)).toBe('23P01');
    const gtin = { code_id: row?.['code_id'], gtin: '00614141123452' };
    expect(await insert(gtin)).toHaveLength(0);
    const other = { ...gtin, id: '018f0000-0000-7000-8000-000000000002', unit: 'x12:AC' };
    expect(await insert(other)).toBe('23P01');
  });

  test('the running role rewrites nothing but the end', async () => {
    const sql = hub.db.$client;
    expect(await sql`update packaging_link set quantity = 7`.catch(sqlState)).toBe('42501');
    expect(await sql`delete from content_statement`.catch(sqlState)).toBe('42501');
    expect(await sql`update billing_unit set numerator = 7`.catch(sqlState)).toBe('42501');
  });
});

test('an index that followed every act says what one built anew says', async () => {
  const acts = [
    await pack('followed', '1 CA = 10 BX'),
    await pack('followed', '1 BX = 5 EA + 5 PC'),
    await addPackaging(
      hub.db,
      { ...erp('followed'), ...stated('1 CA = 9 BX'), supplier: 'ACME\t\\N' },
      steward,
    ),
    await addContent(
      hub.db,
      {
        ...erp('followed'),
        unit: 'EA',
        amounts: [
          { quantity: '0.5', unit: 'mL' },
          { quantity: '3', unit: 'mg' },
        ],
        validFrom: '2026-01-01',
      },
      steward,
    ),
    await addBillingUnit(hub.db, { ...erp('followed'), unit: 'EA', validTo: '2027-01-01' }, steward),
    await addPackaging(hub.db, { ...erp('followed'), ...stated('1 PL = 40 CA') }, steward),
  ];
  expect(counts(acts)).toEqual({ added: 6 });
  const last = acts[5]?.kind === 'added' ? acts[5] : undefined;
  const before = Number(last?.revision);
  expect(await follower.reaches(before, 5_000)).toBe(true);
  expect(said(follower.index, before)).toContain('PACKAGING x12:PL');
  const retired = await retirePackaging(hub.db, { id: last?.id ?? '' }, steward);
  const revision = retired.kind === 'retired' ? Number(retired.revision) : 0;
  expect(await follower.reaches(revision, 5_000)).toBe(true);
  const { index } = await buildIndex(hub.db);
  expect(said(follower.index, revision)).toBe(said(index, revision));
  expect(said(index, revision)).toContain('CONTENT x12:EA');
  expect(said(index, revision)).not.toContain('x12:PL');
  // A reader pinned to the revision before still sees it.
  expect(said(follower.index, before)).toContain('PACKAGING x12:PL');
});

/** Everything an index says of units, as text. */
function said(index: ResolveIndex, pin: number): string {
  const lines: string[] = [];
  for (let row = 0; row < index.codes.length; row++) {
    for (const day of [0, 20_454, 20_820]) {
      for (const { kind, id, unit, parts, supplier } of index.units.of(row, { pin, day })) {
        const shown = parts.map(
          (part) => `${part.quantity.numerator}/${part.quantity.denominator} ${part.unit.key}`,
        );
        lines.push(`${index.codes.normalOf(row)} ${day} ${kind} ${unit.key} ${shown} ${supplier} ${id}`);
      }
    }
  }
  return lines.sort().join('\n');
}
