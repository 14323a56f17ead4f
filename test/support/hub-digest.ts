import type { Db } from '../../src/platform/db/db.js';

/** What a hub holds, part by part, as how many and a hash of them in an order that does not depend on who came first: by
 *  natural keys, without ids and times. Two hubs that hold the same have the same digest. */
export interface HubDigest {
  readonly codes: string;
  readonly facts: string;
  readonly mappings: string;
  /** Source records in their wording now. */
  readonly records: string;
  /** Which source records are one golden record, and why. */
  readonly memberships: string;
  readonly beliefs: string;
  readonly recordCodes: string;
  readonly conflicts: string;
  /** Each kind of act with how many there were. */
  readonly acts: string;
  /** Rows of any of these that hold no longer. */
  readonly ended: number;
  readonly staged: number;
}

/** The lines of a query as one text: how many, and their hash. */
const summed = (lines: string) => `(
  select count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' order by line collate "C")), '')
  from (${lines}) as each(line))`;

const live = 'to_change is null';
const endedIn = (table: string) => `(select count(*)::int from ${table} where to_change is not null)`;

/** Reads the whole hub; 0.5 s with the sample data. */
export async function digestOf(db: Db): Promise<HubDigest> {
  const [row] = await db.$client.unsafe<HubDigest[]>(`
    with named_code as materialized (
      select code.id, concat_ws('|', system.key, code.issuer, code.normal) as name, code.written
      from code join code_system system on system.id = code.system_id),
    named_record as materialized (
      select id, concat_ws('|', source, feed, domain, issuer, key) as name from source_record),
    named_golden as materialized (
      select golden_id as id, string_agg(name || ' ' || basis, ', ' order by name collate "C") as name
      from membership join named_record on named_record.id = record_id where ${live} group by golden_id)
    select
      ${summed(`select row(name, written)::text from named_code`)} as codes,
      ${summed(`select row(name, display, status, properties, source, valid_from, valid_to)::text
                from code_fact join named_code on named_code.id = code_id where ${live}`)} as facts,
      ${summed(`select row(one.name, other.name, purpose, relationship, source, approved_by, valid_from,
                           valid_to)::text
                from mapping join named_code one on one.id = from_code join named_code other on other.id = to_code
                where ${live}`)} as mappings,
      ${summed(`select row(name, version.values, version.codes, encode(content_hash, 'hex'), row_number)::text
                from named_record join source_record_version version on record_id = named_record.id
                where ${live}`)} as records,
      ${summed(`select name from named_golden`)} as memberships,
      ${summed(`select row(named_golden.name, version.name, version.values)::text
                from golden_version version join named_golden on named_golden.id = golden_id
                where ${live}`)} as beliefs,
      ${summed(`select row(named_code.name, named_golden.name, named_record.name, role, valid_from, valid_to)::text
                from record_code join named_code on named_code.id = code_id
                join named_golden on named_golden.id = golden_id join named_record on named_record.id = record_id
                where ${live}`)} as "recordCodes",
      ${summed(`select row(named_record.name, kind,
                                 array(select name from named_golden where id = any(candidates) order by name collate "C"))::text
                from link_conflict join named_record on named_record.id = record_id where ${live}`)} as conflicts,
      (select coalesce(string_agg(act || ' ' || n, ', ' order by act), '')
       from (select act, count(*) as n from change group by act) acts) as acts,
      ${['code_fact', 'mapping', 'source_record_version', 'membership', 'golden_version', 'record_code', 'link_conflict'].map(endedIn).join(' + ')} as ended,
      (select count(*)::int from staged_row) as staged`);
  if (!row) throw new Error('the digest has no row');
  return row;
}
