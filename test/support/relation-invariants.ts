import { type SQL, sql } from 'drizzle-orm';
import { acyclicKinds } from '../../src/golden-records/relations/relation.store.js';
import type { Db } from '../../src/platform/db/db.js';
import { brokenAmong } from './broken-among.js';

const liveRelations = sql`(select * from relation where to_change is null)`;
const liveStatements = sql`(select * from relation_statement where to_change is null)`;

/** The golden records that the code of a statement points at, each once. */
const pointedBy = sql`(
  select array_agg(distinct pointer.golden_id) from code_system
  join code on code.system_id = code_system.id and code.issuer = statement.to_issuer and code.normal = statement.to_code
  join record_code pointer on pointer.code_id = code.id and pointer.to_change is null
  join golden_record golden on golden.id = pointer.golden_id and golden.domain = statement.to_domain
  where code_system.key = statement.to_system)`;

/** Where a golden id leads in the end. */
const survivorOf = (id: SQL) => sql`(
  with recursive led as (
    select ${id} as id, 0 as step
    union all select redirect.survivor_id, led.step + 1 from led
      join golden_redirect redirect on redirect.golden_id = led.id and redirect.to_change is null)
  select led.id from led order by led.step desc limit 1)`;

/** Each finds what must never be of relations, in whatever state the hub is. */
const violations: Readonly<Record<string, SQL>> = {
  'a relation that holds of what nobody believes': sql`
    select held.id from ${liveRelations} held where held.standing = 'HOLDS' and exists (
      select from (values (held.from_golden), (held.to_golden)) as stood(id)
      where not exists (select from golden_version version where version.golden_id = stood.id and version.to_change is null))`,
  'a relation of what is said no longer': sql`
    select held.id from ${liveRelations} held join relation_statement statement on statement.id = held.statement_id
    where statement.to_change is not null`,
  'a statement whose days its relations do not share out': sql`
    select statement.id from ${liveStatements} statement
    where datemultirange(daterange(statement.valid_from, statement.valid_to)) is distinct from (
      select range_agg(daterange(held.valid_from, held.valid_to)) from ${liveRelations} held
      where held.statement_id = statement.id)`,
  'a relation that begins elsewhere than what says it belongs': sql`
    select held.id from ${liveRelations} held join relation_statement statement on statement.id = held.statement_id
    where held.from_golden is distinct from case when statement.record_id is null
      then ${survivorOf(sql`statement.from_golden`)}
      else (select live.golden_id from membership live
            where live.record_id = statement.record_id and live.to_change is null) end`,
  'a relation that leads elsewhere than what is said points': sql`
    select held.id from ${liveRelations} held join relation_statement statement on statement.id = held.statement_id
    where held.standing = 'HOLDS' and case when statement.to_golden is null
      then array[held.to_golden] is distinct from ${pointedBy}
      else held.to_golden is distinct from ${survivorOf(sql`statement.to_golden`)} end`,
  'a relation that leads back to where it started': sql`
    with recursive way as (
      select held.kind, held.from_golden as start, held.to_golden as place,
             daterange(held.valid_from, held.valid_to) as days
      from ${liveRelations} held
      where held.standing = 'HOLDS' and held.kind = any(${sql.param([...acyclicKinds])}::text[])
      union
      select way.kind, way.start, held.to_golden, way.days * daterange(held.valid_from, held.valid_to)
      from way join ${liveRelations} held on held.from_golden = way.place and held.kind = way.kind
        and held.standing = 'HOLDS' and daterange(held.valid_from, held.valid_to) && way.days
      where way.place <> way.start)
    select * from way where place = start`,
  'a statement that stood in two ways on a day': sql`
    with known as (
      select held.*, began.revision as since, ended.revision as until from relation held
      join change began on began.id = held.from_change left join change ended on ended.id = held.to_change
      where ended.revision is null or ended.revision > began.revision)
    select one.id from known one join known other on other.statement_id = one.statement_id and other.id > one.id
      and one.since < coalesce(other.until, 9e15) and other.since < coalesce(one.until, 9e15)
      and daterange(one.valid_from, one.valid_to) && daterange(other.valid_from, other.valid_to)`,
};

/** Names of the rules of relations that the hub breaks; empty. */
export const brokenRelations = (db: Db) => brokenAmong(db, violations);

/** Names of all of them. */
export const rulesOfRelations = Object.keys(violations);
