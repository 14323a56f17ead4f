import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import type { Values } from '../attribute.js';
import { relationDeclarations } from './relation-declarations.js';
import type { RelationKind } from './relation-kind.js';

/** What a person says of two golden records. */
export interface PersonRelation {
  readonly kind: RelationKind;
  readonly fromId: string;
  readonly toId: string;
  readonly condition: string;
  readonly attributes: Values;
  readonly reason: string;
  /** Null: always. */
  readonly validFrom: string | null;
  /** Null: without end. */
  readonly validTo: string | null;
}

/** Keeps what a person says; the id of the statement. */
export async function addStatement(tx: Tx, said: PersonRelation, changeId: number): Promise<string> {
  const { kind, fromId, toId, condition, attributes, reason, validFrom, validTo } = said;
  const { from, to } = relationDeclarations[kind];
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into relation_statement (kind, from_domain, to_domain, from_golden, to_golden, condition, attributes, reason,
                                    valid_from, valid_to, from_change)
    values (${kind}, ${from}, ${to}, ${fromId}, ${toId}, ${condition}, ${JSON.stringify(attributes)}::text::jsonb,
            ${reason}, ${validFrom ?? '-infinity'}, ${validTo ?? 'infinity'}, ${changeId})
    returning id::text`);
  if (!row) throw new Error('insert into relation_statement returned no row');
  return row.id;
}

export interface StandingStatement {
  readonly kind: RelationKind;
  readonly isPerson: boolean;
  readonly validFrom: string;
}

/** A live statement, locked for this transaction. */
export async function standingStatement(tx: Tx, id: string): Promise<StandingStatement | undefined> {
  const [row] = await tx.execute<StandingStatement & Record<string, unknown>>(sql`
    select kind, record_id is null as "isPerson", valid_from::text as "validFrom" from relation_statement
    where relation_statement.id = ${id}::bigint and relation_statement.to_change is null for update`);
  return row;
}

/** Ends what a person said: altogether, or from a day on. */
export async function endStatement(
  tx: Tx,
  { id, endsOn }: { readonly id: string; readonly endsOn: string | null },
  changeId: number,
): Promise<void> {
  await tx.execute(sql`
    update relation_statement set to_change = ${changeId} where relation_statement.id = ${id}::bigint`);
  if (endsOn === null) return;
  await tx.execute(sql`
    insert into relation_statement (kind, from_domain, to_domain, from_golden, to_golden, condition, attributes, reason,
                                    valid_from, valid_to, from_change)
    select kind, from_domain, to_domain, from_golden, to_golden, condition, attributes, reason, valid_from,
           least(valid_to, ${endsOn}::date), ${changeId}
    from relation_statement where relation_statement.id = ${id}::bigint`);
}

/** Lets a draft hold. The database sees to it that it is not who said it. */
export async function approveStatement(
  tx: Tx,
  { id, reason }: { readonly id: string; readonly reason: string | null },
  changeId: number,
): Promise<void> {
  await tx.execute(sql`
    insert into relation_approval (statement_id, reason, from_change) values (${id}::bigint, ${reason}, ${changeId})`);
}

/** The standings of a statement on its days now. */
export async function standingsOf(tx: Tx, id: string): Promise<readonly string[]> {
  const rows = await tx.execute<{ standing: string }>(sql`
    select distinct standing from relation where relation.statement_id = ${id}::bigint and relation.to_change is null`);
  return rows.map(({ standing }) => standing);
}
