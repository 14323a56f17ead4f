import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ability } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import type { Db } from '../platform/db/db.js';
import { type Page, type PageStart, pageOf } from '../platform/graphql/page.js';
import { goldenKey, readGoldenId } from './golden-system.js';
import type { MappingModel } from './mapping-list.model.js';

/** Sort values of a mapping in `mappings`: issuer and code it starts at (or nothing and the golden id), its id. */
export const mappingListKey = z.tuple([z.string().max(255), z.string().max(255), z.uuid()]);

export interface MappingsAsked extends PageStart<z.infer<typeof mappingListKey>> {
  readonly system: string;
  readonly code: string | null;
  readonly target: string | null;
}

/** Live mappings that start in a system, by issuer, code and id. Reads the codes of the system in their order and the
 *  mappings of each by an index: a page costs no more for a system of ten million. */
export async function liveMappings(
  db: Db,
  ability: Ability,
  asked: MappingsAsked,
): Promise<Page<MappingModel>> {
  const { first, target } = asked;
  const wanted = target === null ? sql`true` : sql`coalesce(there.key, empty.key, ${goldenKey}) = ${target}`;
  const starts = asked.system === goldenKey ? goldenStarts(ability, asked) : codeStarts(ability, asked);
  const rows = await db.execute<MappingModel & Record<string, unknown>>(sql`
    select mapping.id, mapping.kind, start.system, nullif(start.issuer, '') as issuer, start.normal as code,
           coalesce(there.key, empty.key, ${goldenKey}) as target, nullif(aim.issuer, '') as "targetIssuer",
           coalesce(aim.normal, mapping.to_golden::text) as "targetCode", mapping.purpose, mapping.relationship,
           coalesce((select json_agg(json_build_object('key', declared.key, 'goldenId', stated.golden_id,
                                                       'word', stated.word) order by declared.key)
                     from mapping_condition stated join context_key declared on declared.id = stated.key_id
                     where stated.set_id = mapping.condition_set_id), '[]') as conditions,
           mapping.exception, mapping.group_id as "groupId", mapping.role as part, mapping.sequence,
           case when isfinite(mapping.valid_from) then mapping.valid_from::text end as "validFrom",
           case when isfinite(mapping.valid_to) then mapping.valid_to::text end as "validTo",
           mapping.source, mapping.reason, mapping.proposed_by as "proposedBy", mapping.approved_by as "approvedBy",
           to_char(mapping.approved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "approvedAt"
    from ${starts}
    left join code aim on aim.id = mapping.to_code left join code_system there on there.id = aim.system_id
    left join code_system empty on empty.id = mapping.to_system
    where ${wanted}
    order by start.issuer, start.normal, mapping.id limit ${first + 1}`);
  return pageOf(
    rows,
    first,
    (row) => [row.issuer ?? '', row.code, row.id],
    (row) => row,
  );
}

function codeStarts(ability: Ability, { system, code, after }: MappingsAsked) {
  const allowed = rowFilter(ability, 'read Mapping', { system: sql`code_system.key` });
  const one = code === null ? sql`` : sql`and code.normal = ${code}`;
  const past = after ? sql`and (code.issuer, code.normal) >= (${after[0]}, ${after[1]})` : sql``;
  const next = after
    ? sql`and (start.issuer, start.normal, mapping.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)`
    : sql``;
  return sql`
    (select code.id, code_system.key as system, code.issuer, code.normal
     from code_system join code on code.system_id = code_system.id
     where code_system.key = ${system} and ${allowed} ${one} ${past}) start
    join mapping on mapping.from_code = start.id and mapping.to_change is null ${next}`;
}

function goldenStarts(ability: Ability, { code, after }: MappingsAsked) {
  const allowed = rowFilter(ability, 'read Mapping', { system: sql`${goldenKey}::text` });
  const id = code === null ? undefined : readGoldenId(code);
  const one =
    id === undefined
      ? sql``
      : id.kind === 'normal'
        ? sql`and mapping.from_golden = ${id.normal}::uuid`
        : sql`and false`;
  const next = after
    ? sql`and (mapping.from_golden, mapping.id) > (${after[1]}::uuid, ${after[2]}::uuid)`
    : sql``;
  return sql`
    mapping cross join lateral (
      select ${goldenKey}::text as system, '' as issuer, mapping.from_golden::text as normal
      where mapping.from_golden is not null and mapping.to_change is null and ${allowed} ${one} ${next}) start`;
}
