import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { asKnown } from '../../platform/changes/as-known.js';
import type { Db } from '../../platform/db/db.js';
import type { PageStart } from '../../platform/graphql/page.js';
import type { Values } from '../attribute.js';
import { relation, type Standing } from './relation.table.js';
import { relationApproval } from './relation-approval.table.js';
import { type RelationKind, relationKinds } from './relation-kind.js';

/** How a statement stands on some days, with what was said and by whom. */
export interface RelationRow {
  readonly askedId: string;
  /** Of the row; `statementId` is that of what was said. */
  readonly rowId: number;
  readonly statementId: string;
  readonly kind: RelationKind;
  readonly standing: Standing;
  readonly fromId: string | null;
  readonly toId: string | null;
  /** Null: open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly condition: string | null;
  readonly attributes: Values;
  readonly reason: string | null;
  readonly system: string | null;
  readonly issuer: string | null;
  readonly code: string | null;
  readonly recordId: string | null;
  readonly source: string | null;
  readonly key: string | null;
  readonly actor: string;
  readonly at: string;
  readonly revision: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

/** Sort values of a relation in `relationsOf`: its kind, the id of its row. */
export const relationKey = z.tuple([z.enum(relationKinds), z.number().int().nonnegative()]);

export interface RelationsAsked extends PageStart<z.infer<typeof relationKey>> {
  /** Whether the golden record is the first end, or the second. */
  readonly end: 'from' | 'to';
  readonly kinds: readonly RelationKind[];
  /** Whether those are wanted too that do not hold. */
  readonly all: boolean;
  /** Null: on any day. */
  readonly day: string | null;
  /** Null: now. */
  readonly pin: number | null;
}

const onDay = (row: SQL, day: string | null): SQL =>
  day === null ? sql`true` : sql`${row}.valid_from <= ${day}::date and ${day}::date < ${row}.valid_to`;

/** The relations that golden records have at one end, of each one more than asked; read from `relation_from` or
 *  `relation_to` in their order. */
export async function relationsOf(
  db: Db,
  goldenIds: readonly string[],
  { end, kinds, all, day, pin, first, after }: RelationsAsked,
): Promise<readonly RelationRow[]> {
  const column = sql.raw(`held.${end}_golden`);
  const past = after ? sql`and (held.kind, held.id) > (${after[0]}, ${after[1]}::bigint)` : sql``;
  const rows = await db.execute<Omit<RelationRow, 'rowId'> & { rowId: string } & Record<string, unknown>>(sql`
    select asked.id as "askedId", row.id as "rowId", statement.id::text as "statementId", row.kind, row.standing,
           row.from_golden as "fromId", row.to_golden as "toId", nullif(row.valid_from, '-infinity')::text as "validFrom",
           nullif(row.valid_to, 'infinity')::text as "validTo", nullif(statement.condition, '') as condition,
           statement.attributes, statement.reason, statement.to_system as system,
           nullif(statement.to_issuer, '') as issuer, statement.to_code as code, record.id::text as "recordId",
           record.source, record.key, said.actor, said.at, said.revision::text as revision,
           approval.actor as "approvedBy", approval.at as "approvedAt"
    from unnest(${sql.param([...goldenIds])}::uuid[]) as asked(id)
    cross join lateral (
      select held.* from ${asKnown(relation, pin)} held
      where ${column} = asked.id and held.kind = any(${sql.param([...kinds])}::text[])
        and ${all ? sql`true` : sql`held.standing = 'HOLDS'`} and ${onDay(sql`held`, day)} ${past}
      order by held.kind, held.id limit ${first + 1}) row
    join relation_statement statement on statement.id = row.statement_id
    join change said on said.id = statement.from_change
    left join source_record record on record.id = statement.record_id
    left join lateral (
      select change.actor, change.at from ${asKnown(relationApproval, pin)} given
      join change on change.id = given.from_change where given.statement_id = statement.id) approval on true
    order by row.kind, row.id`);
  return rows.map((row) => ({
    ...row,
    rowId: Number(row.rowId),
    at: new Date(row.at).toISOString(),
    approvedAt: row.approvedAt && new Date(row.approvedAt).toISOString(),
  }));
}
