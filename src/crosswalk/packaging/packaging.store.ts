import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import { formatDay } from '../day.js';
import type { StatementKind, UnitStatement } from './unit-statement.js';

/** A statement to be written, with the code it is about. */
export interface NewStatement {
  readonly codeId: number;
  readonly statement: UnitStatement;
}

/** Who says so, in which act. */
export interface Provenance {
  readonly source: string;
  readonly approvedBy: string;
  readonly reason: string | null;
  readonly changeId: number;
}

const loading = 7270;
const oneCode = 7271;

/** Lets one transaction at a time judge and write statements about a code, so that of two racing contradictory ones the
 *  second meets the first. Those of different codes do not wait for each other, a bulk load waits for all and all for it. */
export async function lockUnits(tx: Tx, codeId: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${loading})`);
  await tx.execute(sql`select pg_advisory_xact_lock(${oneCode}, (${codeId}::bigint % 2147483647)::int)`);
}

/** As `lockUnits` for every code at once: a lock for each of thousands would not fit the server’s lock table. */
export async function lockAllUnits(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${loading})`);
}

/** Writes approved statements, one INSERT a table however many they are. Throws SQLSTATE 23P01 if one says again, for some
 *  of its days, what is already on file. Judging them comes before (`packaging.service.ts`). */
export async function insertStatements(
  tx: Tx,
  statements: readonly NewStatement[],
  provenance: Provenance,
): Promise<void> {
  const of = (kind: StatementKind) => statements.filter(({ statement }) => statement.kind === kind);
  await insertPackaging(tx, of('PACKAGING'), provenance);
  await insertContents(tx, of('CONTENT'), provenance);
  await insertBillingUnits(tx, of('BILLING_UNIT'), provenance);
}

/** Statements as JSON rows, one for each part and one without a part where there is none; whole numbers as text. */
function rowsOf(statements: readonly NewStatement[]): string {
  return JSON.stringify(
    statements.flatMap(({ codeId, statement }) => {
      const { id, supplier, unit, gtin, validFrom, validTo } = statement;
      const common = {
        id,
        code_id: codeId,
        supplier,
        unit: unit.key,
        gtin,
        valid_from: formatDay(validFrom) ?? '-infinity',
        valid_to: formatDay(validTo) ?? 'infinity',
      };
      const parts = statement.parts.length > 0 ? statement.parts : [undefined];
      return parts.map((part) => ({
        ...common,
        part_unit: part?.unit.key,
        numerator: part?.quantity.numerator.toString(),
        denominator: part?.quantity.denominator.toString(),
      }));
    }),
  );
}

/** The rows as a table expression `row`. `::text` first: the driver would encode a parameter of type jsonb again. */
function rowTable(statements: readonly NewStatement[]): SQL {
  return sql`jsonb_to_recordset(${rowsOf(statements)}::text::jsonb) as row(
    id uuid, code_id bigint, supplier text, unit text, part_unit text, numerator bigint, denominator bigint, gtin text,
    valid_from date, valid_to date)`;
}

async function insertPackaging(tx: Tx, statements: readonly NewStatement[], by: Provenance): Promise<void> {
  if (statements.length === 0) return;
  await tx.execute(sql`
    insert into packaging_link (id, code_id, supplier, unit, contains_unit, quantity, gtin, valid_from, valid_to,
                                source, approved_by, reason, from_change)
    select id, code_id, supplier, unit, part_unit, numerator, gtin, valid_from, valid_to, ${provenanceOf(by)}
    from ${rowTable(statements)}`);
}

async function insertContents(tx: Tx, statements: readonly NewStatement[], by: Provenance): Promise<void> {
  if (statements.length === 0) return;
  await tx.execute(sql`
    insert into content_statement (id, code_id, unit, amount_unit, numerator, denominator, valid_from, valid_to,
                                   source, approved_by, reason, from_change)
    select id, code_id, unit, part_unit, numerator, denominator, valid_from, valid_to, ${provenanceOf(by)}
    from ${rowTable(statements)}`);
}

async function insertBillingUnits(
  tx: Tx,
  statements: readonly NewStatement[],
  by: Provenance,
): Promise<void> {
  if (statements.length === 0) return;
  await tx.execute(sql`
    insert into billing_unit (id, code_id, unit, amount_unit, numerator, denominator, valid_from, valid_to,
                              source, approved_by, reason, from_change)
    select id, code_id, unit, part_unit, numerator, denominator, valid_from, valid_to, ${provenanceOf(by)}
    from ${rowTable(statements)}`);
}

function provenanceOf({ source, approvedBy, reason, changeId }: Provenance): SQL {
  return sql`${source}::text, ${approvedBy}::text, ${reason}::text, ${changeId}::bigint`;
}

/** Ends a live statement of whatever kind. */
export async function endStatement(tx: Tx, id: string, changeId: number): Promise<void> {
  await tx.execute(sql`
    with link as (update packaging_link set to_change = ${changeId}
                  where packaging_link.id = ${id} and packaging_link.to_change is null returning 1),
      content as (update content_statement set to_change = ${changeId}
                  where content_statement.id = ${id} and content_statement.to_change is null returning 1),
      billing as (update billing_unit set to_change = ${changeId}
                  where billing_unit.id = ${id} and billing_unit.to_change is null returning 1)
    select from link union all select from content union all select from billing`);
}
