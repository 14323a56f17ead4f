import { sql } from 'drizzle-orm';
import { setUpSystems } from '../../src/crosswalk/system.store.js';
import type { SystemDeclarations } from '../../src/crosswalk/system-declaration.js';
import type { Purpose } from '../../src/crosswalk/vocabulary.js';
import { recordChange, revisionOf } from '../../src/platform/changes/change.store.js';
import { type Db, transact } from '../../src/platform/db/db.js';

export interface MappedCodes {
  readonly system: string;
  readonly issuer?: string;
  readonly code: string;
  readonly target: string;
  readonly targetIssuer?: string;
  readonly targetCode: string;
  readonly purpose?: Purpose;
}

/** Source-key systems of one source of the same name, issuer-scoped if the name says so (`vendor-…`). */
export async function makeSystems(db: Db, ...keys: string[]): Promise<void> {
  const systems: SystemDeclarations['systems'] = keys.map((key) => ({
    key,
    title: key,
    kind: 'SOURCE_KEY',
    source: key,
    issuerScoped: key.startsWith('vendor-'),
  }));
  const sources = keys.map((key) => ({ key, title: key }));
  await setUpSystems(db, { sources, systems, policies: [] }, 'test');
}

/** Codes in their normal form, active without end, and a mapping for each pair: one published act. Returns its revision
 *  and the database ids of the codes mapped from, in order. */
export async function makeMappings(
  db: Db,
  rows: readonly MappedCodes[],
): Promise<{ revision: string; codeIds: number[] }> {
  const ends = rows.flatMap((row) => [
    { system: row.system, issuer: row.issuer ?? '', code: row.code },
    { system: row.target, issuer: row.targetIssuer ?? '', code: row.targetCode },
  ]);
  const { changeId, codeIds } = await transact(db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'make mappings' });
    const codes = await tx.execute<{ id: string; system: string; issuer: string; normal: string }>(sql`
      with said as (select distinct * from unnest(
        ${sql.param(ends.map(({ system }) => system))}::text[], ${sql.param(ends.map(({ issuer }) => issuer))}::text[],
        ${sql.param(ends.map(({ code }) => code))}::text[]) as said(system, issuer, normal)),
      made as (
        insert into code (system_id, issuer, normal, written)
        select code_system.id, said.issuer, said.normal, said.normal
        from said join code_system on code_system.key = said.system
        on conflict do nothing returning *),
      facts as (insert into code_fact (code_id, source, from_change) select id, 'steward', ${changeId} from made)
      select made.id, code_system.key as system, issuer, normal
      from made join code_system on code_system.id = made.system_id
      union all
      select code.id, said.system, said.issuer, said.normal
      from said join code_system on code_system.key = said.system
      join code on code.system_id = code_system.id and code.issuer = said.issuer and code.normal = said.normal`);
    const idOf = new Map(codes.map((row) => [`${row.system} ${row.issuer} ${row.normal}`, Number(row.id)]));
    const from = rows.map((row) => idOf.get(`${row.system} ${row.issuer ?? ''} ${row.code}`) ?? -1);
    const to = rows.map((row) => idOf.get(`${row.target} ${row.targetIssuer ?? ''} ${row.targetCode}`) ?? -1);
    await tx.execute(sql`
      insert into mapping (from_code, to_code, purpose, source, approved_by, from_change)
      select from_code, to_code, purpose, 'steward', 'test', ${changeId}
      from unnest(${sql.param(from)}::bigint[], ${sql.param(to)}::bigint[],
                  ${sql.param(rows.map(({ purpose = 'SAME_THING' }) => purpose))}::text[])
        as made(from_code, to_code, purpose)`);
    return { changeId, codeIds: from };
  });
  return { revision: await revisionOf(db, changeId), codeIds };
}
