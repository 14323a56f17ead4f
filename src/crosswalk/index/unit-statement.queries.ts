import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import { rational } from '../../units/rational.js';
import { parseDay } from '../day.js';
import { type StatementKind, storedUnit } from '../packaging/unit-statement.js';
import { never } from './fact-rows.js';
import type { CodeRow } from './resolve-index.js';
import type { StatementRow } from './unit-statements.js';

type Row = {
  readonly kind: StatementKind;
  readonly id: string;
  readonly code_id: string;
  readonly system_id: number;
  readonly issuer: string;
  readonly normal: string;
  readonly supplier: string;
  readonly unit: string;
  readonly part_unit: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly gtin: string | null;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly began: string | null;
  readonly ended: string | null;
};

export interface StatementOfCode {
  readonly code: CodeRow;
  readonly statement: StatementRow;
}

/** The three tables as one list of rows; `which` picks among the rows of each. A statement’s parts keep their order. */
function statements(which: string): string {
  const common = 'id, code_id, source, valid_from, valid_to, from_change, to_change';
  return `
    select said.kind, said.id, said.code_id, code.system_id, code.issuer, code.normal, said.supplier, said.unit,
           said.part_unit, said.numerator, said.denominator, said.gtin, said.valid_from::text, said.valid_to::text,
           began.revision as began, ended.revision as ended
    from (select 'PACKAGING' as kind, ${common}, supplier, unit, contains_unit as part_unit, quantity as numerator,
                 1::bigint as denominator, gtin from packaging_link where ${which}
          union all
          select 'CONTENT', ${common}, '', unit, amount_unit, numerator, denominator, null
          from content_statement where ${which}
          union all
          select 'BILLING_UNIT', ${common}, '', unit, amount_unit, numerator, denominator, null
          from billing_unit where ${which}) said
    join code on code.id = said.code_id
    join change began on began.id = said.from_change
    left join change ended on ended.id = said.to_change
    order by said.code_id, said.id, said.part_unit`;
}

/** Everything that is live, for building the index. Rare beside mappings, so rows of objects will do. */
export const liveStatements = statements('to_change is null');

/** What some published acts began and ended. */
export async function changedStatements(db: Db | Tx, changes: readonly number[]): Promise<StatementOfCode[]> {
  const list = `{${changes.join(',')}}`;
  return read(db, sql.raw(statements(`from_change = any('${list}') or to_change = any('${list}')`)));
}

/** What is live of some codes. */
export async function liveStatementsOf(tx: Db | Tx, codeIds: readonly number[]): Promise<StatementOfCode[]> {
  return read(tx, sql.raw(statements(`to_change is null and code_id = any('{${codeIds.join(',')}}')`)));
}

/** All that was ever said of some codes. */
export async function statementsOfCodes(db: Db | Tx, codeIds: readonly number[]): Promise<StatementOfCode[]> {
  return read(db, sql.raw(statements(`code_id = any('{${codeIds.join(',')}}')`)));
}

async function read(db: Db | Tx, statement: SQL): Promise<StatementOfCode[]> {
  return (await db.execute<Row & Record<string, unknown>>(statement)).map(readStatement);
}

/** A row of the statements above. */
export function readStatement(row: Row): StatementOfCode {
  return {
    code: { id: Number(row.code_id), system: row.system_id, issuer: row.issuer, normal: row.normal },
    statement: {
      kind: row.kind,
      id: row.id,
      supplier: row.supplier,
      unit: storedUnit(row.unit),
      part: partOf(row),
      gtin: row.gtin,
      validFrom: dayOf(row.valid_from),
      validTo: dayOf(row.valid_to),
      // An act that is not committed has no revision yet: nobody is pinned to it.
      known: {
        from: row.began === null ? never : Number(row.began),
        to: row.ended === null ? never : Number(row.ended),
      },
    },
  };
}

function partOf({ part_unit: unit, numerator, denominator }: Row) {
  if (unit === null || numerator === null || denominator === null) return null;
  return { unit: storedUnit(unit), quantity: rational(BigInt(numerator), BigInt(denominator)) };
}

function dayOf(text: string) {
  const day = parseDay(text);
  if (day === undefined) throw new Error('a validity that is no day came from the database');
  return day;
}
