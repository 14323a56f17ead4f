import { sql } from 'drizzle-orm';
import { identifierFormat } from '../identifiers/formats.js';
import { recordChange } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { goldenKey } from './golden-system.js';
import type { SystemDeclarations } from './system-declaration.js';

/** Sets up what is declared and not yet there, as one published act; what is there stays as it is. */
export async function setUpSystems(db: Db, declared: SystemDeclarations, actor: string): Promise<void> {
  for (const { key, format } of declared.systems) {
    if (key === goldenKey) throw new Error(`the key ${key} names the golden records`);
    if (format && !identifierFormat(format))
      throw new Error(`code system ${key} names the unknown format ${format}`);
  }
  await transact(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7269)`);
    if (!(await anythingNew(tx, declared))) return;
    const changeId = await recordChange(tx, { actor, act: 'set up code systems' });
    await insertSources(tx, declared.sources);
    await insertSystems(tx, declared.systems);
    await insertPolicies(tx, declared.policies, changeId);
  });
}

async function anythingNew(tx: Tx, { systems, sources, policies }: SystemDeclarations): Promise<boolean> {
  const [row] = await tx.execute<{ there: boolean }>(sql`
    select (select count(*) from code_system where key = any(${sql.param(systems.map(({ key }) => key))}::text[]))
             = ${systems.length}
       and (select count(*) from source_system where key = any(${sql.param(sources.map(({ key }) => key))}::text[]))
             = ${sources.length}
       and (select count(*) from policy join code_system source on source.id = policy.from_system
            join code_system target on target.id = policy.to_system
            where policy.to_change is null and source.key || '>' || target.key
              = any(${sql.param(policies.map(({ from, to }) => `${from}>${to}`))}::text[])) = ${policies.length}
       as there`);
  return !row?.there;
}

async function insertSources(tx: Tx, sources: SystemDeclarations['sources']): Promise<void> {
  for (const { key, title, rank = 50 } of sources) {
    await tx.execute(sql`
      insert into source_system (key, title, rank) values (${key}, ${title}, ${rank}) on conflict do nothing`);
  }
}

async function insertSystems(tx: Tx, systems: SystemDeclarations['systems']): Promise<void> {
  for (const system of systems) await insertSystem(tx, system);
}

/** Adds a code system; false if there is one of its key. */
export async function insertSystem(tx: Tx, system: SystemDeclarations['systems'][number]): Promise<boolean> {
  const added = await tx.execute(sql`
    insert into code_system (key, title, kind, domain, source, format, issuer_scoped, issuer_form, fold_case,
                             strip_leading_zeros, release_months)
    values (${system.key}, ${system.title}, ${system.kind}, ${system.domain ?? null}, ${system.source ?? null},
            ${system.format ?? null}, ${system.issuerScoped ?? false},
            ${system.issuerForm ?? null}, ${system.foldCase ?? false}, ${system.stripLeadingZeros ?? false},
            ${monthsOf(system.releaseMonths)})
    on conflict do nothing returning 1`);
  return added.length > 0;
}

/** Changes what may change of a code system; false if there is none of this key. */
export async function changeSystem(
  tx: Tx,
  key: string,
  { title, releaseMonths }: { title?: string | undefined; releaseMonths?: readonly number[] | undefined },
): Promise<boolean> {
  const changed = await tx.execute(sql`
    update code_system set title = coalesce(${title ?? null}, title),
      release_months = case when ${releaseMonths === undefined} then release_months else ${monthsOf(releaseMonths)} end
    where key = ${key} returning 1`);
  return changed.length > 0;
}

/** Whether there is a source system of this key. */
export async function isSourceKey(tx: Tx, key: string): Promise<boolean> {
  const [row] = await tx.execute(sql`select from source_system where key = ${key}`);
  return row !== undefined;
}

function monthsOf(months: readonly number[] = []) {
  const distinct = [...new Set(months)].sort((one, other) => one - other);
  return distinct.length === 0 ? sql`null::smallint[]` : sql`${sql.param(distinct)}::smallint[]`;
}

async function insertPolicies(
  tx: Tx,
  policies: SystemDeclarations['policies'],
  changeId: number,
): Promise<void> {
  for (const { from, to, purpose, onMiss, level = null } of policies) {
    await tx.execute(sql`
      insert into policy (from_system, to_system, purpose, on_miss, level, from_change)
      select source.id, target.id, ${purpose}, ${onMiss}, ${level}, ${changeId} from code_system source, code_system target
      where source.key = ${from} and target.key = ${to}
      on conflict do nothing`);
  }
}
