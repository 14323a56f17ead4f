import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { asKnown } from '../../platform/changes/as-known.js';
import type { Db } from '../../platform/db/db.js';
import type { PageStart } from '../../platform/graphql/page.js';
import { relation } from './relation.table.js';
import type { RelationKind } from './relation-kind.js';

/** A golden record on the way up or down from another. */
export interface HierarchyStep {
  readonly startId: string;
  readonly id: string;
  /** How many relations lie between. */
  readonly depth: number;
}

export interface Hierarchy {
  /** One that never leads in a circle. */
  readonly kind: RelationKind;
  /** Null: today, in the hub’s time zone. */
  readonly day: string | null;
  /** Null: as known now. */
  readonly pin: number | null;
}

/** Sort values of a descendant: its depth, its id. */
export const descendantKey = z.tuple([z.number().int().positive(), z.uuid()]);

const edges = ({ kind, day, pin }: Hierarchy, from: 'from' | 'to') => {
  const on = sql`coalesce(${day}::date, current_date)`;
  return sql`
    select edge.from_golden, edge.to_golden from ${asKnown(relation, pin)} edge
    where ${sql.raw(`edge.${from}_golden`)} = way.place and edge.kind = ${kind} and edge.standing = 'HOLDS'
      and edge.valid_from <= ${on} and ${on} < edge.valid_to`;
};

/** Everything above golden records on a day, the nearest first. */
export async function ancestorsOf(
  db: Db,
  goldenIds: readonly string[],
  hierarchy: Hierarchy,
): Promise<readonly HierarchyStep[]> {
  return db.execute<HierarchyStep & Record<string, unknown>>(sql`
    with recursive way as (
      select asked.id as start, asked.id as place, 0 as depth
      from unnest(${sql.param([...goldenIds])}::uuid[]) as asked(id)
      union all
      select way.start, up.to_golden, way.depth + 1 from way cross join lateral (${edges(hierarchy, 'from')}) up)
    select start as "startId", place as id, min(depth)::int as depth from way where depth > 0
    group by start, place order by start, depth, place`);
}

/** What lies below a golden record on a day, down to a depth, level by level, one more than asked. A page walks down
 *  anew: a tree of places or cost centers has thousands of records, not millions. */
export async function descendantsOf(
  db: Db,
  goldenId: string,
  hierarchy: Hierarchy,
  { first, after, depth }: PageStart<z.infer<typeof descendantKey>> & { readonly depth: number | null },
): Promise<readonly HierarchyStep[]> {
  const past = after ? sql`where (depth, id) > (${after[0]}::int, ${after[1]}::uuid)` : sql``;
  return db.execute<HierarchyStep & Record<string, unknown>>(sql`
    with recursive way as (
      select ${goldenId}::uuid as place, 0 as depth
      union all
      select down.from_golden, way.depth + 1 from way cross join lateral (${edges(hierarchy, 'to')}) down
      where ${depth === null ? sql`true` : sql`way.depth < ${depth}`})
    select ${goldenId}::uuid as "startId", id, depth from (
      select place as id, min(depth)::int as depth from way where depth > 0 group by place) below
    ${past} order by depth, id limit ${first + 1}`);
}
