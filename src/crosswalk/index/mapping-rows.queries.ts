import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { MappingKind, Purpose, Relationship } from '../vocabulary.js';
import { type Fields, span, unescapeCopy } from './copied-fields.js';
import type { Mapping } from './mapping-rows.js';
import type { CodeRow, MappingEnd, StatedCondition } from './resolve-index.js';

const plainMapping = `mapping.from_code is not null and mapping.to_code is not null and mapping.kind = 'MAP'
    and mapping.condition_set_id is null and mapping.group_id is null and not mapping.exception`;

/** Nearly all mappings. */
export const liveMappings = `copy (
  select mapping.from_code, mapping.to_code, mapping.id, mapping.purpose, mapping.relationship,
         mapping.valid_from, mapping.valid_to, began.revision
  from mapping join change began on began.id = mapping.from_change
  where mapping.to_change is null and ${plainMapping} order by mapping.from_code, mapping.id
) to stdout`;

/** The mappings that are more than "this code is that one". */
export const liveSpecialMappings = `copy (
  select coalesce(mapping.from_code::text, mapping.from_golden::text),
         coalesce(mapping.to_code::text, mapping.to_golden::text, mapping.to_system::text),
         mapping.id, mapping.purpose, mapping.relationship, mapping.valid_from, mapping.valid_to, began.revision,
         mapping.kind, mapping.condition_set_id, mapping.exception, mapping.group_id, mapping.role, mapping.sequence,
         case when mapping.kind = 'NO_MAP' then mapping.reason end
  from mapping join change began on began.id = mapping.from_change
  where mapping.to_change is null and not (${plainMapping}) order by 1, mapping.id
) to stdout`;

/** All sets of conditions: they have no days and no revisions. */
export const allConditions = `copy (
  select set_id, key_id, word, golden_id from mapping_condition order by set_id, key_id
) to stdout`;

export interface StatedMapping {
  readonly from: MappingEnd;
  readonly to: MappingEnd;
  readonly mapping: Mapping;
}

export function readMapping(fields: Fields): StatedMapping {
  const [from, to, id, purpose, relationship, validFrom, validTo, began, ...special] = fields;
  const mapping = mappingOf({
    id,
    purpose,
    relationship,
    validFrom,
    validTo,
    began,
    ...readSpecial(special),
  });
  return { from: readEnd(from), to: readEnd(to), mapping };
}

function readSpecial([kind, conditions, exception, group, role, sequence, reason]: Fields): SpecialText {
  if (kind === undefined) return {};
  const given = (field: string | undefined) => (field === '\\N' ? null : unescapeCopy(field));
  return {
    kind,
    conditions: given(conditions),
    exception: exception === 't',
    group: given(group),
    role: given(role),
    sequence: given(sequence),
    reason: given(reason),
  };
}

/** Numbers name codes and systems, anything longer a golden record. */
function readEnd(end = ''): MappingEnd {
  return end.length === uuidLength ? end : Number(end);
}
const uuidLength = 36;

export function readCondition([set, key, word, goldenId]: Fields): {
  set: number;
  condition: StatedCondition;
} {
  const condition = {
    key: Number(key),
    word: word === '\\N' ? null : unescapeCopy(word),
    goldenId: goldenId === '\\N' ? null : (goldenId ?? null),
  };
  return { set: Number(set), condition };
}

export type MappingText = {
  readonly id: string | undefined;
  readonly purpose: string | undefined;
  readonly relationship: string | undefined;
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
  readonly began: string | number | undefined;
  readonly ended?: string | number | null;
} & SpecialText;

/** What a mapping has beyond a plain one. */
export type SpecialText = {
  readonly kind?: string;
  readonly conditions?: string | number | null;
  readonly exception?: boolean;
  readonly group?: string | null;
  readonly role?: string | null;
  readonly sequence?: string | number | null;
  readonly reason?: string | null;
};

/** The columns of `SpecialText`, and of a mapping’s ends as texts, for statements that read rows. */
export const specialColumns = sql.raw(`
  coalesce(mapping.from_code::text, mapping.from_golden::text) as "fromEnd",
  coalesce(mapping.to_code::text, mapping.to_golden::text, mapping.to_system::text) as "toEnd",
  mapping.kind, mapping.condition_set_id as conditions, mapping.exception, mapping.group_id as group, mapping.role,
  mapping.sequence, case when mapping.kind = 'NO_MAP' then mapping.reason end as reason`);

export function statedMapping(row: MappingText & { fromEnd: string; toEnd: string }): StatedMapping {
  return { from: readEnd(row.fromEnd), to: readEnd(row.toEnd), mapping: mappingOf(row) };
}

export function mappingOf(row: MappingText): Mapping {
  const { id, purpose, relationship, validFrom, validTo, began, ended, ...special } = row;
  return {
    id: id ?? '',
    purpose: purpose as Purpose, // check constraint mapping_purpose
    relationship: relationship as Relationship, // check constraint mapping_relationship
    ...span(validFrom, validTo, began, ended),
    ...specialOf(special),
  };
}

function specialOf({
  kind = 'MAP',
  conditions,
  exception = false,
  group,
  role,
  sequence,
  reason,
}: SpecialText) {
  if (kind === 'MAP' && conditions == null && !exception && group == null) return undefined;
  return {
    special: {
      kind: kind as MappingKind, // check constraint mapping_kind
      conditions: Number(conditions ?? 0),
      exception,
      role: role ?? null,
      sequence: sequence == null ? null : Number(sequence),
    },
    group: group ?? null,
    reason: reason ?? null,
  };
}

export interface StatedSet {
  readonly set: number;
  readonly conditions: readonly StatedCondition[];
}

/** Some sets of conditions; 0 is the one without any. */
export async function conditionsOf(db: Db | Tx, numbers: readonly number[]): Promise<StatedSet[]> {
  const sets = [...new Set(numbers)].filter((set) => set !== 0);
  if (sets.length === 0) return [];
  const rows = await db.execute<StatedCondition & { set: number } & Record<string, unknown>>(sql`
    select set_id as set, key_id as key, word, golden_id as "goldenId" from mapping_condition
    where set_id = any(${sql.param(sets)}::int[])`);
  return sets.map((set) => ({ set, conditions: rows.filter((row) => row.set === set) }));
}

export interface ChangedMappings {
  /** The codes at their ends. */
  readonly codes: readonly CodeRow[];
  readonly conditions: readonly StatedSet[];
  readonly mappings: readonly StatedMapping[];
}

/** The mappings that some published acts began and ended. */
export async function changedMappings(db: Db | Tx, changes: readonly number[]): Promise<ChangedMappings> {
  const ids = sql`any(${sql.param(changes.map(String))}::bigint[])`;
  const mappings = await db.execute<MappingText & EndColumns & { fromEnd: string; toEnd: string }>(sql`
    select mapping.id, mapping.purpose, mapping.relationship, mapping.valid_from::text as "validFrom",
           mapping.valid_to::text as "validTo", began.revision as began, ended.revision as ended, ${specialColumns},
           source.id as source_id, source.system_id as source_system, source.issuer as source_issuer,
           source.normal as source_normal, target.id as target_id, target.system_id as target_system,
           target.issuer as target_issuer, target.normal as target_normal
    from (select * from mapping where from_change = ${ids}
          union select * from mapping where to_change = ${ids}) mapping
    left join code source on source.id = mapping.from_code
    left join code target on target.id = mapping.to_code
    join change began on began.id = mapping.from_change
    left join change ended on ended.id = mapping.to_change
    order by mapping.from_code, mapping.id`);
  return {
    codes: mappings.flatMap(endsOf),
    conditions: await conditionsOf(
      db,
      mappings.map(({ conditions }) => Number(conditions ?? 0)),
    ),
    mappings: mappings.map(statedMapping),
  };
}

type EndColumns = {
  source_id: string | null;
  source_system: number;
  source_issuer: string;
  source_normal: string;
  target_id: string | null;
  target_system: number;
  target_issuer: string;
  target_normal: string;
};

/** The ends that are codes. */
function endsOf(row: EndColumns): CodeRow[] {
  const ends: CodeRow[] = [];
  if (row.source_id !== null) {
    const { source_system: system, source_issuer: issuer, source_normal: normal } = row;
    ends.push({ id: Number(row.source_id), system, issuer, normal });
  }
  if (row.target_id !== null) {
    const { target_system: system, target_issuer: issuer, target_normal: normal } = row;
    ends.push({ id: Number(row.target_id), system, issuer, normal });
  }
  return ends;
}
