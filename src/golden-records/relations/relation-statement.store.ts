import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import { relationDeclarations } from './relation-declarations.js';

/** Kind → domains, as rows of `declared (kind, from_domain, to_domain)`. */
const declaredKinds = sql`(values ${sql.join(
  Object.entries(relationDeclarations).map(([kind, { from, to }]) => sql`(${kind}, ${from}, ${to})`),
  sql`, `,
)}) as declared(kind, from_domain, to_domain)`;

/** Keeps what source records say of how their things stand to others: statements that are new begin, those that are said
 *  no longer end, the others go on. Reads the temporary tables `fresh_record (record_id, version_id)`, of records that
 *  said something new, and `ending (record_id, ended_on)`, of those that their source no longer has: what these said
 *  holds until that day, as their keys do. A relation holds within the days of the record that says it; of two that
 *  say the same of one day, as rows of a file may, the first counts. */
export async function stateRelations(
  tx: Tx,
  changeId: number,
  { fresh, ended }: { fresh: boolean; ended: boolean },
): Promise<void> {
  const parts = [...(fresh ? [saidFresh] : []), ...(ended ? [saidUntilItsEnd] : [])];
  const records = [
    ...(fresh ? [sql`select record_id from fresh_record`] : []),
    ...(ended ? [sql`select record_id from ending`] : []),
  ];
  await tx.execute(sql`
    create temporary table said_relation on commit drop as ${sql.join(parts, sql` union all `)}`);
  await tx.execute(sql`create index on said_relation (record_id)`);
  await tx.execute(sql`analyze said_relation`);
  await tx.execute(sql`
    with over as materialized (
      select live.id from (${sql.join(records, sql` union `)}) spoken
      cross join lateral (
        select * from relation_statement where relation_statement.record_id = spoken.record_id
          and relation_statement.to_change is null offset 0) live
      where not exists (select from said_relation said where said.record_id = live.record_id and ${isSame}))
    update relation_statement set to_change = ${changeId} from over where relation_statement.id = over.id`);
  await tx.execute(sql`
    insert into relation_statement (kind, from_domain, to_domain, record_id, to_system, to_issuer, to_code, condition,
                                    attributes, valid_from, valid_to, from_change)
    select said.kind, said.from_domain, said.to_domain, said.record_id, said.to_system, said.to_issuer, said.to_code,
           said.condition, said.attributes, said.valid_from, said.valid_to, ${changeId}
    from said_relation said
    where not exists (
      select from (select * from relation_statement where relation_statement.record_id = said.record_id
                     and relation_statement.to_change is null offset 0) live where ${isSame})
    order by said.record_id, said.place`);
  await tx.execute(sql`drop table said_relation`);
}

/** A live statement says what is said. */
const isSame: SQL = sql`
  (live.kind, live.to_system, live.to_issuer, live.to_code, live.condition, live.attributes, live.valid_from,
   live.valid_to)
  = (said.kind, said.to_system, said.to_issuer, said.to_code, said.condition, said.attributes, said.valid_from,
     said.valid_to)`;

const saidFresh: SQL = sql`
  select spoken.record_id, said.kind, declared.from_domain, declared.to_domain, said.system as to_system,
         said.issuer as to_issuer, said.code as to_code, said.condition, said.attributes,
         lower(piece) as valid_from, upper(piece) as valid_to, said.place
  from (
    select fresh.record_id, version.relations, version.valid_from, version.valid_to
    from fresh_record fresh join source_record_version version on version.id = fresh.version_id
    where version.relations <> '[]') spoken
  cross join lateral (
    select said.*, datemultirange(daterange(
             greatest("validFrom", spoken.valid_from),
             greatest("validFrom", spoken.valid_from, least("validTo", spoken.valid_to)))) as days
    from rows from (jsonb_to_recordset(spoken.relations) as (
      kind text, system text, issuer text, code text, condition text, attributes jsonb, "validFrom" date,
      "validTo" date)) with ordinality as said(kind, system, issuer, code, condition, attributes, "validFrom",
                                               "validTo", place)) said
  join ${declaredKinds} on declared.kind = said.kind
  cross join lateral unnest(said.days - coalesce((
    select range_agg(daterange(
        greatest(earlier."validFrom", spoken.valid_from),
        greatest(earlier."validFrom", spoken.valid_from, least(earlier."validTo", spoken.valid_to))))
    from rows from (jsonb_to_recordset(spoken.relations) as (
      kind text, system text, issuer text, code text, condition text, "validFrom" date, "validTo" date))
      with ordinality as earlier(kind, system, issuer, code, condition, "validFrom", "validTo", place)
    where (earlier.kind, earlier.system, earlier.issuer, earlier.code, earlier.condition)
        = (said.kind, said.system, said.issuer, said.code, said.condition)
      and earlier.place < said.place), '{}')) as piece`;

const saidUntilItsEnd: SQL = sql`
  select live.record_id, live.kind, live.from_domain, live.to_domain, live.to_system, live.to_issuer, live.to_code,
         live.condition, live.attributes, live.valid_from, least(live.valid_to, ending.ended_on) as valid_to,
         live.id as place
  from ending
  cross join lateral (
    select * from relation_statement where relation_statement.record_id = ending.record_id
      and relation_statement.to_change is null offset 0) live
  where live.valid_from < ending.ended_on`;
