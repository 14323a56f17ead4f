import { sql } from 'drizzle-orm';
import type { Db } from '../../src/platform/db/db.js';

/** Everything the hub believes now, by its ids: what of which golden record, from whose word; which source record belongs
 *  where and why; which code points where; which id leads where; how things stand to each other. Two moments of one hub can be compared byte for byte. */
export async function beliefsOf(db: Db): Promise<Readonly<Record<string, readonly string[]>>> {
  const lines = async (select: string) => {
    const rows = await db.execute<{ line: string }>(
      sql.raw(`select line from (${select}) each(line) order by 1`),
    );
    return rows.map(({ line }) => line);
  };
  return {
    values: await lines(`
      select row(golden_id, domain, name, values, winners)::text from golden_version where to_change is null`),
    memberships: await lines(`
      select row(record_id, golden_id, basis)::text from membership where to_change is null`),
    codes: await lines(`
      select row(code_id, golden_id, record_id, role, valid_from, valid_to)::text from record_code
      where to_change is null`),
    redirects: await lines(`
      select row(golden_id, survivor_id)::text from golden_redirect where to_change is null`),
    relations: await lines(`
      select row(statement_id, kind, from_golden, to_golden, standing, valid_from, valid_to)::text from relation
      where to_change is null`),
  };
}
