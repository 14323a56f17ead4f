import { sql } from 'drizzle-orm';
import { survivorsOf } from '../../src/golden-records/golden-redirect.queries.js';
import type { RelationKind } from '../../src/golden-records/relations/relation-kind.js';
import type { Db } from '../../src/platform/db/db.js';
import { type StandingOnDay, standingsOn, type ToldRelation, turningDays } from './oracle/relation-oracle.js';

/** Every live statement of a kind with the golden records at its ends, looked up one by one. */
export async function toldRelations(db: Db, kind: RelationKind): Promise<ToldRelation[]> {
  const statements = await db.execute<{
    id: string;
    recordId: string | null;
    fromGolden: string | null;
    toGolden: string | null;
    toSystem: string;
    toCode: string;
    rank: number | null;
    validFrom: string;
    validTo: string;
  }>(sql`
    select statement.id, statement.record_id as "recordId", from_golden as "fromGolden", to_golden as "toGolden",
           to_system as "toSystem", to_code as "toCode", system.rank, valid_from::text as "validFrom",
           valid_to::text as "validTo"
    from relation_statement statement
    left join source_record record on record.id = statement.record_id
    left join source_system system on system.key = record.source
    where statement.kind = ${kind} and statement.to_change is null`);
  const told: ToldRelation[] = [];
  for (const said of statements) {
    const [member] = said.recordId
      ? await db.execute<{ id: string }>(sql`
          select golden_id as id from membership where record_id = ${said.recordId} and to_change is null`)
      : [];
    const pointed = await db.execute<{ id: string }>(sql`
      select distinct golden_id as id from record_code pointer join code on code.id = pointer.code_id
      join code_system system on system.id = code.system_id
      where system.key = ${said.toSystem} and code.normal = ${said.toCode} and pointer.to_change is null`);
    const survivor = async (id: string) => (await survivorsOf(db, [id], null)).get(id) ?? id;
    told.push({
      id: Number(said.id),
      from: said.fromGolden ? await survivor(said.fromGolden) : (member?.id ?? null),
      to: said.toGolden ? [await survivor(said.toGolden)] : pointed.map(({ id }) => id),
      isPerson: said.fromGolden !== null,
      rank: said.rank ?? 0,
      validFrom: said.validFrom,
      validTo: said.validTo,
    });
  }
  return told;
}

/** What the hub holds of a kind, day by day, and what the oracle says. */
export async function heldAndTold(
  db: Db,
  kind: RelationKind,
): Promise<{ held: StandingOnDay[]; told: StandingOnDay[] }> {
  const told = await toldRelations(db, kind);
  const days = turningDays(told);
  const rows = await db.execute<Omit<StandingOnDay, 'id'> & { id: string } & Record<string, unknown>>(sql`
    select day.text as day, statement_id as id, from_golden as "from", to_golden as "to", standing
    from relation join unnest(${sql.param(days)}::text[]) as day(text)
      on valid_from <= day.text::date and day.text::date < valid_to
    where kind = ${kind} and to_change is null`);
  const inOrder = (standings: StandingOnDay[]) =>
    standings.sort((one, other) =>
      one.day === other.day ? one.id - other.id : one.day < other.day ? -1 : 1,
    );
  return {
    held: inOrder(rows.map((row) => ({ ...row, id: Number(row.id) }))),
    told: inOrder(days.flatMap((day) => standingsOn(day, told))),
  };
}
