import { sql } from 'drizzle-orm';
import { applyCodes } from '../../src/crosswalk/bulk.store.js';
import type { Value } from '../../src/golden-records/attribute.js';
import type { Domain } from '../../src/golden-records/domain.js';
import type { CarriedCode, SaidRelation } from '../../src/golden-records/source-record.table.js';
import { publishRecords } from '../../src/imports/apply-import.js';
import { openEnded } from '../../src/imports/ended-records.store.js';
import { recordChange } from '../../src/platform/changes/change.store.js';
import { type Db, transact } from '../../src/platform/db/db.js';

/** What a delivery says of one thing; its own key is among its codes. */
export interface SaidRecord {
  readonly domain?: Domain;
  readonly issuer?: string;
  readonly key: string;
  readonly values?: Readonly<Record<string, Value>>;
  readonly codes: readonly CarriedCode[];
  readonly relations?: readonly SaidRelation[];
}

export interface RecordDelivery {
  readonly source: string;
  readonly feed: string;
  readonly distinct?: boolean;
  /** When the source said it; null: when it comes. */
  readonly saidAt?: string | null;
  readonly records: readonly SaidRecord[];
}

/** Delivers records as a file would that says exactly this, without a file: through everything after its rows have been
 *  gathered. Returns the act, or null if it says nothing new. */
export function deliverRecords(
  db: Db,
  { source, feed, distinct = false, saidAt = null, records }: RecordDelivery,
): Promise<number | null> {
  return transact(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
    const rows = records.map(
      ({ domain = 'ITEM', issuer = '', key, values = {}, codes, relations = [] }, at) => ({
        ...{ domain, issuer, key, values, codes, relations },
        ...{ source_version: null, said_at: saidAt, valid_from: '-infinity', valid_to: 'infinity' },
        row_number: at + 2,
        row_numbers: [at + 2],
      }),
    );
    await tx.execute(sql`
      create temporary table said_record on commit drop as
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as said(
        domain text, issuer text, key text, values jsonb, codes jsonb, relations jsonb, source_version numeric, said_at timestamptz,
        valid_from date, valid_to date, row_number int, row_numbers int[])`);
    await openEnded(tx);
    await tx.execute(sql`
      create temporary table carried_code on commit drop as
      select distinct code_system.id as system_id, carried.issuer, carried.code as normal
      from said_record
      cross join lateral jsonb_to_recordset(codes) as carried(system text, issuer text, code text)
      join code_system on code_system.key = carried.system`);
    await tx.execute(sql`
      create temporary table said_code (
        system_id int, issuer text, normal text, written text, display text, properties jsonb, status text,
        valid_from date, valid_to date, row_number int) on commit drop`);
    await tx.execute(sql`create temporary table touched_row (row_number int) on commit drop`);
    let changeId: number | null = null;
    const change = async () => {
      changeId ??= await recordChange(tx, { actor: 'test', act: 'deliver records' });
      return changeId;
    };
    await applyCodes(tx, source, change);
    await publishRecords(tx, { source, feed, distinct, change, inFile: true });
    return changeId;
  });
}
