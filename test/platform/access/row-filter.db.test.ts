import { createMongoAbility, type RawRuleOf, subject } from '@casl/ability';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ability, abilityOf, mayInSystem } from '../../../src/platform/access/ability.js';
import { rowFilter } from '../../../src/platform/access/row-filter.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';

let opened: TestDb;
beforeAll(async () => {
  opened = await openTestDb();
});
afterAll(() => opened?.close());

const keys: string[] = ['gtin', 'ndc', 'Ndc', '', "o'clock", '%', '{a,b}', 'null'];
const system = fc.constantFrom(...keys);
const rows = [...keys, null];

/** Of `rows`, those that PostgreSQL lets through. */
async function admitted(ability: Ability): Promise<(string | null)[]> {
  const found = await opened.db.execute<{ system: string | null }>(sql`
    select row.system from unnest(${sql.param(rows)}::text[]) as row(system)
    where ${rowFilter(ability, 'read Code', { system: sql`row.system` })}`);
  return found.map((row) => row.system);
}

const condition = fc.oneof(
  fc.record({ system }),
  fc.array(system, { maxLength: 3 }).map((systems) => ({ system: { $in: systems } })),
);
const rule: fc.Arbitrary<RawRuleOf<Ability>> = fc.oneof(
  fc.record({ action: fc.constantFrom('read', 'decide'), subject: fc.constantFrom('Code', 'Miss') }),
  fc.record({ action: fc.constant('read'), subject: fc.constant('Code'), conditions: condition }),
);

test('the row filter admits exactly the rows that the rules admit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { maxLength: 4 }), async (rules) => {
      const ability = createMongoAbility<Ability>(rules);
      const expected = rows.filter((value) =>
        ability.can('read', subject('Code', { system: value as string })),
      );
      expect(await admitted(ability)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('a confined key reads the rows of its own systems and no others', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(system, { maxLength: 4 }), async (systems) => {
      const ability = abilityOf(['read Code'], systems);
      expect(await admitted(ability)).toEqual(
        rows.filter((value) => value !== null && systems.includes(value)),
      );
      for (const value of rows) {
        if (value !== null) expect(mayInSystem(ability, 'read Code', value)).toBe(systems.includes(value));
      }
    }),
  );
});

test('no rule admits nothing, a rule without conditions admits everything', async () => {
  expect(await admitted(abilityOf([], null))).toEqual([]);
  expect(await admitted(abilityOf(['decide Code', 'read Miss'], null))).toEqual([]);
  expect(await admitted(abilityOf(['read Code'], []))).toEqual([]);
  expect(await admitted(abilityOf(['read Code'], null))).toEqual(rows);
});

test('a rule over a field that the query does not know fails loudly instead of admitting rows', () => {
  const rules: RawRuleOf<Ability>[] = [
    { action: 'read', subject: 'Code', conditions: { facility: 'north' } },
  ];
  const ability = createMongoAbility<Ability>(rules);
  expect(() => rowFilter(ability, 'read Code', { system: sql`row.system` })).toThrow('facility');
});
