import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../src/platform/db/db.js';
import { brokenAmong } from './broken-among.js';

const liveMembers = sql`(select * from membership where to_change is null)`;
const liveVersions = sql`(select * from source_record_version where to_change is null)`;
const livePointers = sql`(select * from record_code where to_change is null)`;
const liveConflicts = sql`(select * from link_conflict where to_change is null)`;
/** A person’s word that is over: it belongs nowhere. */
const endedOverride = sql`exists (
  select from value_override override where override.record_id = record.id and override.to_change is not null)`;
const liveRedirects = sql`(select * from golden_redirect where to_change is null)`;
const liveGolden = sql`(select * from golden_version where to_change is null)`;

/** What a live version says its record’s codes are. */
const saidCodes = sql`(
  select version.record_id, code.id as code_id, said.role
  from ${liveVersions} version
  cross join lateral jsonb_to_recordset(version.codes) as said(system text, issuer text, code text, role text)
  join code_system on code_system.key = said.system
  left join code on code.system_id = code_system.id and code.issuer = said.issuer and code.normal = said.code)`;

/** Each finds what must never be, in whatever state the hub is. */
const violations: Readonly<Record<string, SQL>> = {
  'a record with neither one golden record nor one conflict': sql`
    select record.id from source_record record
    left join (select record_id, count(*) as n from ${liveMembers} live group by 1) member on member.record_id = record.id
    left join ${liveConflicts} conflict on conflict.record_id = record.id
    where not ${endedOverride} and not (coalesce(member.n, 0) = 1 and (conflict.kind is null or conflict.kind = 'MOVED')
            or member.n is null and conflict.kind is not null and conflict.kind <> 'MOVED')`,
  'a record without a live version': sql`
    select record.id from source_record record
    where (select count(*) from ${liveVersions} version where version.record_id = record.id) <> case when ${endedOverride} then 0 else 1 end`,
  'a golden record of members that nobody believes': sql`
    select live.golden_id from ${liveMembers} live
    where not exists (select from ${liveGolden} version where version.golden_id = live.golden_id)`,
  'a golden record believed without members': sql`
    select version.golden_id from ${liveGolden} version
    where not exists (select from ${liveMembers} live where live.golden_id = version.golden_id)`,
  'a code that a record says and that does not point': sql`
    select said.* from ${saidCodes} said join ${liveMembers} live on live.record_id = said.record_id
    where not exists (select from ${liveConflicts} conflict where conflict.record_id = said.record_id)
      and not exists (select from ${livePointers} pointer where pointer.record_id = said.record_id
                      and pointer.code_id = said.code_id and pointer.role = said.role)
      and not (said.role = 'KEY' and exists (
        select from ${livePointers} other where other.code_id = said.code_id and other.role = 'KEY'
          and other.golden_id <> live.golden_id))`,
  'a code that points although its record does not say it': sql`
    select pointer.id from ${livePointers} pointer
    where not exists (select from ${liveConflicts} conflict where conflict.record_id = pointer.record_id)
      and not exists (select from ${saidCodes} said where said.record_id = pointer.record_id
                      and said.code_id = pointer.code_id and said.role = pointer.role)`,
  'a code that points elsewhere than its record belongs': sql`
    select pointer.id from ${livePointers} pointer
    where not exists (select from ${liveMembers} live where live.record_id = pointer.record_id
                      and live.golden_id = pointer.golden_id)`,
  'a key that names two': sql`
    select code_id from ${livePointers} pointer where role = 'KEY' group by code_id
    having count(distinct golden_id) > 1`,
  'two devices of the registry in one golden record': sql`
    select live.golden_id from ${liveMembers} live join source_record record on record.id = live.record_id
    where record.source = 'gudid'
      and not exists (select from membership placed where placed.golden_id = live.golden_id and placed.basis = 'PERSON')
    group by live.golden_id having count(distinct record.key) > 1`,
  'an id that leads elsewhere and is believed': sql`
    select redirect.golden_id from ${liveRedirects} redirect
    join ${liveGolden} version on version.golden_id = redirect.golden_id`,
  'an id that leads to nothing': sql`
    select redirect.golden_id from ${liveRedirects} redirect
    where not exists (select from ${liveGolden} version where version.golden_id = redirect.survivor_id)
      and not exists (select from ${liveRedirects} next where next.golden_id = redirect.survivor_id)`,
  'records that a person has judged different in one golden record': sql`
    select judgement.id from judgement
    join judgement_record one on one.judgement_id = judgement.id and one.side = 0
    join judgement_record other on other.judgement_id = judgement.id and other.side = 1
    join ${liveMembers} here on here.record_id = one.record_id
    join ${liveMembers} there on there.record_id = other.record_id and there.golden_id = here.golden_id
    where judgement.to_change is null and judgement.verdict = 'DIFFERENT' and judgement.judge = 'PERSON'`,
  'a value whose winner does not say it': sql`
    select version.golden_id, said.key from ${liveGolden} version
    cross join lateral jsonb_each(version.values) as said
    where coalesce(jsonb_array_length(version.winners -> said.key), 0) = 0 or exists (
      select from jsonb_array_elements_text(version.winners -> said.key) as winner(id)
      where not exists (
        select from ${liveVersions} source join ${liveMembers} live on live.record_id = source.record_id
        where source.id = winner.id::bigint and live.golden_id = version.golden_id
          and (source.values -> said.key = said.value
               or jsonb_typeof(said.value) = 'array' and said.value @> (source.values -> said.key))))`,
};

/** Names of the rules that the hub breaks; empty. */
export const brokenRules = (db: Db) => brokenAmong(db, violations);

/** Names of all of them. */
export const rulesNow = Object.keys(violations);
