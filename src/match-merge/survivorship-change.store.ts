import { sql } from 'drizzle-orm';
import type { Values } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import type { Tx } from '../platform/db/db.js';

/** Makes the temporary table `touched_golden`: all golden records of a domain. */
export async function touchDomain(tx: Tx, domain: Domain): Promise<void> {
  // Compiling the one large statement that follows takes longer than running it.
  await tx.execute(sql`set local jit = off`);
  await tx.execute(sql`
    create temporary table touched_golden on commit drop as
    select golden_id from golden_version where domain = ${domain} and to_change is null`);
  await tx.execute(sql`analyze touched_golden`);
}

/** A golden record that would be believed otherwise. */
export interface ChangedBelief {
  readonly goldenId: string;
  readonly name: string;
  readonly before: Values;
  readonly after: Values;
}

/** Of the temporary table `rebuilt` how many there are, and the first by name. */
export async function sampleRebuilt(
  tx: Tx,
  most: number,
): Promise<{ changed: number; sample: readonly ChangedBelief[] }> {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from rebuilt`);
  const sample = await tx.execute<ChangedBelief & Record<string, unknown>>(sql`
    select rebuilt.golden_id as "goldenId", rebuilt.name, coalesce(live.values, '{}') as before,
           rebuilt.values as after
    from rebuilt left join golden_version live on live.id = rebuilt.live_version
    order by rebuilt.name, rebuilt.golden_id limit ${most}`);
  return { changed: row?.n ?? 0, sample: [...sample] };
}

/** Keys of all source systems. */
export async function sourceKeys(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ key: string }>(sql`select key from source_system`);
  return new Set(rows.map(({ key }) => key));
}
