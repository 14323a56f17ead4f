import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Value } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import type { Tx } from '../platform/db/db.js';
import { personSource } from './survivorship.js';
import type { OverrideEnd } from './value-override.table.js';

export interface NewOverride {
  readonly goldenId: string;
  readonly domain: Domain;
  readonly attribute: string;
  readonly value: Value;
  readonly reason: string;
  readonly expiresOn: string | null;
}

/** Puts a person’s word beside those of sources: a source record with one value, which belongs to the golden record
 *  because a person says so. Its id. */
export async function addOverride(tx: Tx, override: NewOverride, changeId: number): Promise<string> {
  const { goldenId, domain, attribute, value, reason, expiresOn } = override;
  const id = randomUUID();
  const values = JSON.stringify({ [attribute]: value });
  const [record] = await tx.execute<{ id: string }>(sql`
    insert into source_record (source, feed, domain, key) values (${personSource}, 'override', ${domain}, ${id})
    returning id`);
  if (!record) throw new Error('insert into source_record returned no row');
  await tx.execute(sql`
    insert into source_record_version (record_id, content_hash, values, codes, from_change)
    select ${record.id}, sha256(convert_to(said::text || '[]', 'UTF8')), said, '[]', ${changeId}
    from (select ${values}::text::jsonb as said) word`);
  await tx.execute(sql`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    values (${record.id}, ${goldenId}, ${domain}, 'PERSON', ${changeId})`);
  await tx.execute(sql`
    insert into value_override (id, record_id, domain, attribute, reason, expires_on, from_change)
    values (${id}, ${record.id}, ${domain}, ${attribute}, ${reason}, ${expiresOn}, ${changeId})`);
  return id;
}

/** Ends overrides: what they said is said no longer, and belongs nowhere. */
export async function endOverrides(
  tx: Tx,
  ids: readonly string[],
  because: OverrideEnd,
  changeId: number,
): Promise<void> {
  if (ids.length === 0) return;
  const records = sql`(select record_id from value_override where id = any(${sql.param([...ids])}::uuid[]))`;
  await tx.execute(sql`
    update value_override set to_change = ${changeId}, ended_because = ${because}
    where value_override.id = any(${sql.param([...ids])}::uuid[]) and value_override.to_change is null`);
  await tx.execute(sql`
    update source_record_version set to_change = ${changeId}
    where source_record_version.to_change is null and source_record_version.record_id in ${records}`);
  await tx.execute(sql`
    update membership set to_change = ${changeId}
    where membership.to_change is null and membership.record_id in ${records}`);
}

/** Makes the temporary table `touched_golden` of golden records, to be believed anew. */
export async function touchGolden(tx: Tx, goldenIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    create temporary table touched_golden on commit drop as
    select distinct golden_id from unnest(${sql.param([...goldenIds])}::uuid[]) as touched(golden_id)`);
}
