import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../src/platform/db/db.js';
import { brokenAmong } from './broken-among.js';

/** Rows of a table with the revisions between which they held; those that nobody ever saw are left out. */
const held = (table: string) => sql`(
  select row.*, began.revision as since, ended.revision as until from ${sql.raw(table)} row
  join change began on began.id = row.from_change
  left join change ended on ended.id = row.to_change
  where ended.revision is null or ended.revision > began.revision)`;

/** Two rows of one `key` that hold at the same revision. */
const twice = (table: string, key: string): SQL => sql`
  select one.id from ${held(table)} one join ${held(table)} other
    on other.${sql.raw(key)} = one.${sql.raw(key)} and other.id > one.id
    and one.since < coalesce(other.until, 9e15) and other.since < coalesce(one.until, 9e15)`;

/** Each finds what must never have been, at any revision. */
const violations: Readonly<Record<string, SQL>> = {
  'a source record that belonged to two golden records': twice('membership', 'record_id'),
  'a source record that said two things': twice('source_record_version', 'record_id'),
  'a golden record believed in two ways': twice('golden_version', 'golden_id'),
  'an id that led to two': twice('golden_redirect', 'golden_id'),
  'an attribute with two rules': sql`
    select one.id from ${held('survivorship_rule')} one join ${held('survivorship_rule')} other
      on other.domain = one.domain and other.attribute = one.attribute and other.id > one.id
      and one.since < coalesce(other.until, 9e15) and other.since < coalesce(one.until, 9e15)`,
  'an id that was believed while it led elsewhere': sql`
    select version.id from ${held('golden_version')} version join ${held('golden_redirect')} redirect
      on redirect.golden_id = version.golden_id
      and version.since < coalesce(redirect.until, 9e15) and redirect.since < coalesce(version.until, 9e15)`,
  'a golden record with source records that nobody believed': sql`
    select member.id from ${held('membership')} member where not exists (
      select from ${held('golden_version')} version where version.golden_id = member.golden_id
        and version.since <= member.since and member.since < coalesce(version.until, 9e15))`,
  'a code that pointed elsewhere than its record belonged': sql`
    select pointer.id from ${held('record_code')} pointer where not exists (
      select from ${held('membership')} member
      where member.record_id = pointer.record_id and member.golden_id = pointer.golden_id
        and member.since <= pointer.since and pointer.since < coalesce(member.until, 9e15))
    or not exists (
      select from ${held('membership')} member
      where member.record_id = pointer.record_id and member.golden_id = pointer.golden_id
        and member.since < coalesce(pointer.until, 9e15)
        and coalesce(member.until, 9e15) >= coalesce(pointer.until, 9e15))
    or exists (
      select from ${held('membership')} member
      where member.record_id = pointer.record_id and member.golden_id <> pointer.golden_id
        and member.since < coalesce(pointer.until, 9e15) and pointer.since < coalesce(member.until, 9e15))`,
  'an act without a revision': sql`select id from change where revision is null`,
  'a revision that was published before the one before it': sql`
    select id from (select id, at, lag(at) over (order by revision) as before from change) act
    where act.at < act.before`,
};

/** Names of the rules of history that the hub breaks; empty. */
export const brokenHistory = (db: Db) => brokenAmong(db, violations);

/** Names of all of them. */
export const rulesEver = Object.keys(violations);
