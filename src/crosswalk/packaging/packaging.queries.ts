import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import { liveStatementsOf } from '../index/unit-statement.queries.js';
import type { UnitStatement } from './unit-statement.js';

/** The code a statement is about, and the key of its system. */
export async function codeOfStatement(
  tx: Tx,
  id: string,
): Promise<{ codeId: number; system: string } | undefined> {
  const [row] = await tx.execute<{ code_id: string; key: string }>(sql`
    select said.code_id, code_system.key
    from (select code_id from packaging_link where packaging_link.id = ${id}
          union select code_id from content_statement where content_statement.id = ${id}
          union select code_id from billing_unit where billing_unit.id = ${id}) said
    join code on code.id = said.code_id join code_system on code_system.id = code.system_id`);
  return row && { codeId: Number(row.code_id), system: row.key };
}

/** The live statements of some codes, put together from their rows. */
export async function statementsOnFile(
  tx: Tx,
  codeIds: readonly number[],
): Promise<Map<number, UnitStatement[]>> {
  const ofCode = new Map<number, UnitStatement[]>();
  const byId = new Map<string, UnitStatement>();
  for (const { code, statement } of await liveStatementsOf(tx, codeIds)) {
    const { part, known: _, ...rest } = statement;
    const before = byId.get(rest.id);
    const whole = { ...rest, parts: [...(before?.parts ?? []), ...(part ? [part] : [])] };
    byId.set(rest.id, whole);
    ofCode.set(code.id, [...(ofCode.get(code.id) ?? []).filter((each) => each !== before), whole]);
  }
  return ofCode;
}
