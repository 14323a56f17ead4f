import { sql } from 'drizzle-orm';
import type { Domain } from '../../golden-records/domain.js';
import type { Db } from '../../platform/db/db.js';

export async function domainOfGolden(db: Db, goldenId: string): Promise<Domain | undefined> {
  const [row] = await db.execute<{ domain: Domain }>(sql`
    select domain from golden_record where id = ${goldenId}`);
  return row?.domain;
}

export interface NamingCode {
  readonly goldenId: string;
  readonly issuer: string;
  readonly code: string;
}

/** The codes of a system that name some golden records on a day. Reads `record_code_golden`. */
export async function codesNaming(
  db: Db,
  goldenIds: readonly string[],
  { systemId, day }: { readonly systemId: number; readonly day: string },
): Promise<NamingCode[]> {
  const rows = await db.execute<NamingCode & Record<string, unknown>>(sql`
    select distinct pointer.golden_id as "goldenId", code.issuer, code.normal as code
    from record_code pointer join code on code.id = pointer.code_id
    where pointer.golden_id = any(${sql.param([...goldenIds])}::uuid[]) and pointer.to_change is null
      and code.system_id = ${systemId} and pointer.valid_from <= ${day}::date and ${day}::date < pointer.valid_to
    order by pointer.golden_id, code.issuer, code.normal`);
  return [...rows];
}
