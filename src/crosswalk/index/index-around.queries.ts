import { type SQL, sql } from 'drizzle-orm';
import { edgesAbove } from '../../golden-records/relations/location-tree.queries.js';
import type { Db, Tx } from '../../platform/db/db.js';
import { never } from './fact-rows.js';
import { type FactText, factOf, type RecordCodeText, recordCodeOf } from './index-rows.queries.js';
import {
  conditionsOf,
  type MappingText,
  type StatedMapping,
  specialColumns,
  statedMapping,
} from './mapping-rows.queries.js';
import { addEdge } from './place-edges.js';
import { type CodeRow, ResolveIndex } from './resolve-index.js';
import { liveStatementsOf, statementsOfCodes } from './unit-statement.queries.js';

/** Pin at which everything in an index of what is live is known. */
export const everyAct = never - 1;

/** What is read: all that is live, or what the hub held at a past revision. */
type Known =
  | { readonly kind: 'live'; readonly units: boolean }
  | { readonly kind: 'at'; readonly revision: number };

/** Codes by their database ids, golden records by theirs. */
export interface Starts {
  readonly codes: readonly number[];
  readonly goldens: readonly string[];
}

/** A small index of what is live around some codes: all that a walk from them can touch, read in a few statements however
 *  many they are, row by row over indexes (`offset 0` keeps it so: see `touchedCodes`). Acts stand in the place of
 *  revisions, for the act of the caller has none yet. Units are read where a quantity was asked. */
export function indexAround(
  db: Db | Tx,
  codeIds: readonly number[],
  { units = false, goldens = [] }: { units?: boolean; goldens?: readonly string[] } = {},
): Promise<ResolveIndex> {
  return new Surroundings(db, { kind: 'live', units }).load({ codes: codeIds, goldens });
}

/** The same as the hub held it at a past revision, with names and units: what the index in memory no longer has. */
export function indexAt(db: Db, starts: Starts, revision: number): Promise<ResolveIndex> {
  return new Surroundings(db, { kind: 'at', revision }).load(starts);
}

/** Successors of successors: more were never seen, and a chain that is longer ends unanswered in memory too. */
const mostReplacements = 8;

const listed = (ids: readonly number[]) => sql`${sql.param(ids.map(String))}::bigint[]`;
const listedIds = (ids: readonly string[]) => sql`${sql.param(ids)}::uuid[]`;

/** Reads outwards from where a walk begins, each thing once. */
class Surroundings {
  readonly #db: Db | Tx;
  readonly #known: Known;
  readonly #codes = new Set<number>();
  readonly #goldens = new Set<string>();
  readonly #mappings = new Map<string, StatedMapping>();
  readonly #recordCodes = new Map<number, { codeId: number; said: ReturnType<typeof recordCodeOf> }>();
  readonly #redirects = new Map<string, { goldenId: string; survivorId: string; began: number }>();

  constructor(db: Db | Tx, known: Known) {
    this.#db = db;
    this.#known = known;
  }

  async load({ codes, goldens }: Starts): Promise<ResolveIndex> {
    let from: Starts = { codes, goldens };
    for (
      let turn = 0;
      turn <= mostReplacements && (from.codes.length > 0 || from.goldens.length > 0);
      turn++
    ) {
      from = await this.#around(from);
    }
    return this.#build();
  }

  /** What a walk from here can touch; hands back the successors found, from which it may go on. */
  async #around(starts: Starts): Promise<Starts> {
    const near = await this.#withRecords(starts);
    const { targets, successors } = await this.#mappingsFrom(near);
    const reached = await this.#withRecords(targets);
    await this.#denialsFrom(reached);
    return {
      codes: successors.codes.filter((code) => !near.codes.includes(code)),
      goldens: successors.goldens.filter((golden) => !near.goldens.includes(golden)),
    };
  }

  /** Codes, the golden records behind them, those that were merged with these, and all codes of theirs. */
  async #withRecords({ codes, goldens }: Starts): Promise<Starts> {
    const behind = await this.#goldensOf(codes);
    const records = await this.#merged([...new Set([...goldens, ...behind])]);
    const said = await this.#recordCodesOf(records);
    const all = [...new Set([...codes, ...said])];
    for (const code of all) this.#codes.add(code);
    for (const golden of records) this.#goldens.add(golden);
    return { codes: all, goldens: records };
  }

  async #goldensOf(codes: readonly number[]): Promise<string[]> {
    if (codes.length === 0) return [];
    const rows = await this.#db.execute<{ id: string }>(sql`
      select distinct said.golden_id as id from unnest(${listed(codes)}) as asked(id)
      cross join lateral (${this.#heldHalves('record_code', 'code_id = asked.id')}) said`);
    return rows.map(({ id }) => id);
  }

  async #recordCodesOf(goldens: readonly string[]): Promise<number[]> {
    if (goldens.length === 0) return [];
    const rows = await this.#db.execute<RecordCodeText & { codeId: string }>(sql`
      select said.id, said.code_id as "codeId", said.golden_id as "goldenId", said.role,
             said.valid_from::text as "validFrom", said.valid_to::text as "validTo", said.began
      from unnest(${listedIds(goldens)}) as asked(id)
      cross join lateral (${this.#heldHalves('record_code', 'golden_id = asked.id')}) said`);
    for (const row of rows) {
      this.#recordCodes.set(Number(row.id), { codeId: Number(row.codeId), said: recordCodeOf(row) });
    }
    return rows.map(({ codeId }) => Number(codeId));
  }

  /** Golden records and all that lead to them or to which they lead. */
  async #merged(goldens: readonly string[]): Promise<string[]> {
    const all = new Set(goldens);
    let fresh = [...goldens];
    while (fresh.length > 0) {
      const rows = await this.#db.execute<{ id: string; survivor: string; began: string }>(sql`
        select redirect.golden_id as id, redirect.survivor_id as survivor, redirect.began
        from unnest(${listedIds(fresh)}) as asked(id)
        cross join lateral (
          (${this.#held('golden_redirect', 'golden_id = asked.id')})
          union (${this.#held('golden_redirect', 'survivor_id = asked.id')})) redirect`);
      fresh = [];
      for (const { id, survivor, began } of rows) {
        this.#redirects.set(id, { goldenId: id, survivorId: survivor, began: Number(began) });
        for (const each of [id, survivor]) {
          if (!all.has(each)) fresh.push(each);
          all.add(each);
        }
      }
    }
    return [...all];
  }

  async #mappingsFrom({ codes, goldens }: Starts): Promise<{ targets: Starts; successors: Starts }> {
    const rows = [
      ...(await this.#mappingsBy(codes, goldens, '')),
      ...(await this.#mappingsInto(codes, goldens)),
    ];
    return {
      targets: endsOf(rows),
      successors: endsOf(rows.filter(({ mapping }) => mapping.purpose === 'REPLACED_BY')),
    };
  }

  /** "Not the same", told of what a road comes to last. */
  async #denialsFrom({ codes, goldens }: Starts): Promise<void> {
    const denials = `and mapping.kind = 'NOT'`;
    await this.#mappingsBy(codes, goldens, denials);
    await this.#mappingsInto(codes, goldens);
  }

  #mappingsBy(codes: readonly number[], goldens: readonly string[], which: string): Promise<StatedMapping[]> {
    return this.#mappingsWhere(
      codes,
      goldens,
      `mapping.from_code = asked.id ${which}`,
      `mapping.from_golden = asked.id ${which}`,
    );
  }

  /** Denials hold both ways. */
  #mappingsInto(codes: readonly number[], goldens: readonly string[]): Promise<StatedMapping[]> {
    const denials = `and mapping.kind = 'NOT' and mapping.purpose = 'SAME_THING'`;
    return this.#mappingsWhere(
      codes,
      goldens,
      `mapping.to_code = asked.id ${denials}`,
      `mapping.to_golden = asked.id ${denials}`,
    );
  }

  async #mappingsWhere(
    codes: readonly number[],
    goldens: readonly string[],
    ofCode: string,
    ofGolden: string,
  ): Promise<StatedMapping[]> {
    const rows = await this.#db.execute<MappingText & { fromEnd: string; toEnd: string }>(sql`
      select mapping.id, mapping.purpose, mapping.relationship, mapping.valid_from::text as "validFrom",
             mapping.valid_to::text as "validTo", mapping.began, ${specialColumns}
      from (
        select found.* from unnest(${listed(codes)}) as asked(id)
        cross join lateral (${this.#held('mapping', ofCode)}) found
        union
        select found.* from unnest(${listedIds(goldens)}) as asked(id)
        cross join lateral (${this.#held('mapping', ofGolden)}) found) mapping`);
    const stated = rows.map(statedMapping);
    for (const each of stated) this.#mappings.set(each.mapping.id, each);
    for (const { from, to, mapping } of stated) {
      for (const end of mapping.special?.kind === 'NO_MAP' ? [from] : [from, to]) {
        if (typeof end === 'number') this.#codes.add(end);
        else this.#goldens.add(end);
      }
    }
    return stated;
  }

  /** Rows of a table that are known, each with what began it. */
  #held(table: string, where: string): SQL {
    const name = sql.raw(table);
    const condition = sql.raw(where);
    if (this.#known.kind === 'live') {
      return sql`select ${name}.*, ${name}.from_change as began from ${name}
        where ${condition} and ${name}.to_change is null offset 0`;
    }
    const { revision } = this.#known;
    return sql`select ${name}.*, change.revision as began from ${name}
      join change on change.id = ${name}.from_change and change.revision <= ${revision}
      where ${condition} and (${name}.to_change is null or (
        select ended.revision from change ended where ended.id = ${name}.to_change) > ${revision}) offset 0`;
  }

  /** The same of a table whose live and ended rows have an index each. */
  #heldHalves(table: string, where: string): SQL {
    if (this.#known.kind === 'live') return this.#held(table, where);
    return sql`select * from (${this.#held(table, `${where} and ${table}.to_change is null`)}) live
      union all select * from (${this.#held(table, `${where} and ${table}.to_change is not null`)}) ended`;
  }

  async #build(): Promise<ResolveIndex> {
    const index = new ResolveIndex();
    const codes = [...this.#codes];
    for (const { id, system, issuer, normal } of await codesOf(this.#db, codes)) {
      index.codes.add(id, system, issuer, normal);
    }
    const mappings = [...this.#mappings.values()];
    const sets = await conditionsOf(
      this.#db,
      mappings.map(({ mapping }) => mapping.special?.conditions ?? 0),
    );
    const named = sets.flatMap(({ conditions }) => conditions.flatMap(({ goldenId }) => goldenId ?? []));
    for (const golden of await this.#merged([...new Set(named)])) this.#goldens.add(golden);
    const revision = this.#known.kind === 'live' ? null : this.#known.revision;
    const edges = await edgesAbove(this.#db, [...this.#goldens], revision);
    for (const edge of edges) {
      this.#goldens.add(edge.parentId);
      addEdge(index, edge);
    }
    await this.#addFacts(index, codes);
    await this.#addNames(index);
    for (const { set, conditions } of sets) index.addConditions(set, conditions);
    for (const { from, to, mapping } of mappings) index.addMapping(from, to, mapping);
    for (const { codeId, said } of this.#recordCodes.values()) index.addRecordCode(codeId, said);
    for (const { goldenId, survivorId, began } of this.#redirects.values()) {
      index.addRedirect(goldenId, { survivorId, known: { from: began, to: never } });
    }
    await this.#addUnits(index, codes);
    if (revision !== null) index.publish(revision);
    return index;
  }

  async #addUnits(index: ResolveIndex, codes: readonly number[]): Promise<void> {
    if (this.#known.kind === 'live') {
      if (!this.#known.units) return;
      // What an act under way has begun has no revision yet, and holds for it all the same.
      for (const { code, statement } of await liveStatementsOf(this.#db, codes)) {
        index.addStatement(code.id, { ...statement, known: { from: 0, to: never } });
      }
      return;
    }
    for (const { code, statement } of await statementsOfCodes(this.#db, codes)) {
      index.addStatement(code.id, statement);
    }
  }

  async #addFacts(index: ResolveIndex, codes: readonly number[]): Promise<void> {
    const rows = await this.#db.execute<FactText & { codeId: string }>(sql`
      select fact.code_id as "codeId", fact.display, fact.status, fact.valid_from::text as "validFrom",
             fact.valid_to::text as "validTo", fact.began
      from unnest(${listed(codes)}) as asked(id)
      cross join lateral (${this.#held('code_fact', 'code_id = asked.id')}) fact`);
    for (const row of rows) index.addFact(Number(row.codeId), factOf(row));
  }

  async #addNames(index: ResolveIndex): Promise<void> {
    const rows = await this.#db.execute<{ id: string; name: string; began: string; zone: string | null }>(sql`
      select version.golden_id as id, version.name, version.began,
             case when version.domain = 'LOCATION' then version.values->>'timeZone' end as zone
      from unnest(${listedIds([...this.#goldens])}) as asked(id)
      cross join lateral (${this.#held('golden_version', 'golden_id = asked.id')}) version`);
    for (const { id, name, began, zone } of rows) {
      const known = { from: Number(began), to: never };
      index.addName(id, { name, known });
      if (zone !== null) index.addZone(id, { name: zone, known });
    }
  }
}

/** What mappings lead to; a NO_MAP leads nowhere. */
function endsOf(mappings: readonly StatedMapping[]): Starts {
  const ends = mappings.flatMap(({ to, mapping }) => (mapping.special?.kind === 'NO_MAP' ? [] : [to]));
  return {
    codes: [...new Set(ends.filter((end) => typeof end === 'number'))],
    goldens: [...new Set(ends.filter((end) => typeof end === 'string'))],
  };
}

async function codesOf(db: Db | Tx, codeIds: readonly number[]): Promise<CodeRow[]> {
  const rows = await db.execute<{ id: string; system: number; issuer: string; normal: string }>(sql`
    select code.id, code.system_id as system, code.issuer, code.normal
    from unnest(${listed(codeIds)}) as asked(id)
    cross join lateral (select * from code where code.id = asked.id offset 0) code`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** Database ids of those of some codes that there are. */
export async function findCodes(db: Db | Tx, asked: readonly Omit<CodeRow, 'id'>[]): Promise<number[]> {
  if (asked.length === 0) return [];
  const column = <T>(pick: (row: Omit<CodeRow, 'id'>) => T) => sql.param(asked.map(pick));
  const rows = await db.execute<{ id: string }>(sql`
    select code.id from unnest(${column(({ system }) => system)}::int[], ${column(({ issuer }) => issuer)}::text[],
                               ${column(({ normal }) => normal)}::text[]) as asked(system_id, issuer, normal)
    cross join lateral (
      select id from code where code.system_id = asked.system_id and code.issuer = asked.issuer
        and code.normal = asked.normal offset 0) code`);
  return rows.map(({ id }) => Number(id));
}
