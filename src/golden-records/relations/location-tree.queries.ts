import { type SQL, sql } from 'drizzle-orm';
import { asKnown } from '../../platform/changes/as-known.js';
import type { Db, Tx } from '../../platform/db/db.js';
import { relation } from './relation.table.js';

/** One edge of the tree of places: from one day up to, and without, another, `childId` lies in `parentId`. Days as ISO
 *  dates, `-infinity` and `infinity` where they are open; known from one revision up to, and without, another. */
export interface PlaceEdge {
  /** Of the row, for ever: an edge that ends keeps it. */
  readonly id: number;
  readonly childId: string;
  readonly parentId: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fromRevision: number;
  /** Null: to this day. */
  readonly toRevision: number | null;
}

/** The whole tree as the hub believes it now, for building an index: read inside one REPEATABLE READ transaction. */
export const livePlaceEdges = `copy (
  select edge.id, edge.from_golden, edge.to_golden, edge.valid_from, edge.valid_to, began.revision
  from relation edge join change began on began.id = edge.from_change
  where edge.kind = 'PART_OF' and edge.standing = 'HOLDS' and edge.to_change is null order by edge.from_golden, edge.id
) to stdout`;

/** An edge from the columns of `livePlaceEdges`. */
export function readPlaceEdge([
  id,
  childId = '',
  parentId = '',
  validFrom = '',
  validTo = '',
  began,
]: readonly string[]): PlaceEdge {
  return {
    ...{ id: Number(id), childId, parentId, validFrom, validTo },
    ...{ fromRevision: Number(began), toRevision: null },
  };
}

type EdgeRow = Omit<PlaceEdge, 'id'> & { id: string } & Record<string, unknown>;

const columns = sql`
  edge.id, edge.from_golden as "childId", edge.to_golden as "parentId", edge.valid_from::text as "validFrom",
  edge.valid_to::text as "validTo", began.revision::int as "fromRevision", ended.revision::int as "toRevision"`;

/** Edges that some published acts began or ended: two index scans, `relation_from_change` and `relation_to_change`. */
export async function changedPlaceEdges(
  db: Db | Tx,
  changes: readonly number[],
): Promise<readonly PlaceEdge[]> {
  const ids = sql`any(${sql.param(changes.map(String))}::bigint[])`;
  return edges(
    await db.execute<EdgeRow>(sql`
      select ${columns}
      from (select * from relation where from_change = ${ids}
            union select * from relation where to_change = ${ids}) edge
      join change began on began.id = edge.from_change
      left join change ended on ended.id = edge.to_change
      where edge.kind = 'PART_OF' and edge.standing = 'HOLDS'
      order by edge.id`),
  );
}

/** Every edge on the ways up from some places, on any day, as known at a revision (null: now). */
export async function edgesAbove(
  db: Db | Tx,
  goldenIds: readonly string[],
  revision: number | null,
): Promise<readonly PlaceEdge[]> {
  const known: SQL = asKnown(relation, revision);
  return edges(
    await db.execute<EdgeRow>(sql`
      with recursive above as (
        select place.id as place, null::bigint as edge_id from unnest(${sql.param([...goldenIds])}::uuid[]) as place(id)
        union
        select up.to_golden, up.id from above cross join lateral (
          select held.id, held.to_golden from ${known} held
          where held.from_golden = above.place and held.kind = 'PART_OF' and held.standing = 'HOLDS' offset 0) up)
      select ${columns} from (select distinct edge_id from above where edge_id is not null) way
      join relation edge on edge.id = way.edge_id
      join change began on began.id = edge.from_change
      left join change ended on ended.id = edge.to_change
      order by edge.from_golden, edge.id`),
  );
}

function edges(rows: readonly EdgeRow[]): readonly PlaceEdge[] {
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}
