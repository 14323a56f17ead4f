import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { CodeRole } from '../../src/crosswalk/vocabulary.js';
import type { Values, Winners } from '../../src/golden-records/attribute.js';
import type { Domain } from '../../src/golden-records/domain.js';
import { domainDeclarations } from '../../src/golden-records/domain-declarations.js';
import type { Basis } from '../../src/golden-records/golden-record.table.js';
import { recordChange, revisionOf } from '../../src/platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../../src/platform/db/db.js';

export interface MadeCode {
  readonly system: string;
  readonly issuer?: string;
  readonly code: string;
  readonly role?: CodeRole;
  readonly display?: string;
}

/** What one source says of a thing. */
export interface MadeWord {
  readonly source: string;
  readonly feed?: string;
  readonly issuer?: string;
  readonly key: string;
  readonly basis?: Basis;
  readonly rowNumber?: number;
  readonly values: Values;
  readonly codes?: readonly MadeCode[];
}

/** One golden record and its source records. Of every attribute the first word survives, unless `values` and `winners`
 *  (attribute → places in `said`) say otherwise. */
export interface MadeRecord {
  readonly domain: Domain;
  readonly said: readonly MadeWord[];
  readonly values?: Values;
  readonly winners?: Readonly<Record<string, readonly number[]>>;
}

export interface MadeAct {
  readonly revision: string;
  /** Ids of the golden records, in order. */
  readonly ids: readonly string[];
}

/** Source systems by key, the lower the rank the more trusted. */
export async function makeSources(db: Db, ranks: Readonly<Record<string, number>>): Promise<void> {
  for (const [key, rank] of Object.entries(ranks)) {
    await db.execute(
      sql`insert into source_system (key, title, rank) values (${key}, ${`${key} title`}, ${rank})`,
    );
  }
}

/** A delivery of this file, applied; its id. */
export async function makeImport(db: Db, fileName: string): Promise<string> {
  const id = randomUUID();
  await db.execute(sql`
    insert into import_run (id, profile, file_name, state, actor) values (${id}, 'test', ${fileName}, 'APPLIED', 'test')`);
  return id;
}

/** Golden records with all that stands behind them, as one published act. */
export async function makeGoldenRecords(
  db: Db,
  records: readonly MadeRecord[],
  importId?: string,
): Promise<MadeAct> {
  const made = records.map((record) => ({ ...record, id: randomUUID() as string }));
  const changeId = await transact(db, async (tx) => {
    const changeId = await recordChange(tx, {
      actor: 'test',
      act: 'make records',
      ...(importId && { importId }),
    });
    const versionIds = await insertSaid(tx, made, changeId);
    await insertGolden(tx, made, versionIds, changeId);
    await insertCodes(tx, made, changeId);
    return changeId;
  });
  return { revision: await revisionOf(db, changeId), ids: made.map(({ id }) => id) };
}

type Made = MadeRecord & { readonly id: string };

/** postgres.js would turn a text for `jsonb` into JSON a second time. */
const json = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::text::jsonb`;

const identity = sql`record.source = said.source and record.feed = said.feed and record.domain = said.domain
  and record.issuer = said.issuer and record.key = said.key`;

const wordKey = (domain: Domain, { source, feed = 'test', issuer = '', key }: MadeWord) =>
  JSON.stringify([source, feed, domain, issuer, key]);

/** Inserts source records, what they say and where they belong; ids of what they say by `wordKey`. */
async function insertSaid(tx: Tx, records: readonly Made[], changeId: number): Promise<Map<string, number>> {
  const said = json(
    records.flatMap(({ id, domain, said }) =>
      said.map((word) => ({
        feed: 'test',
        issuer: '',
        basis: 'KEY',
        rowNumber: null,
        ...word,
        codes: [],
        domain,
        id,
      })),
    ),
  );
  const rows = sql`jsonb_to_recordset(${said}) as said(id uuid, source text, feed text, domain text, issuer text,
    key text, basis text, "rowNumber" int, values jsonb)`;
  await tx.execute(sql`
    insert into golden_record (id, domain, from_change)
    select distinct id, domain, ${changeId}::bigint from ${rows}`);
  await tx.execute(sql`
    insert into source_record (source, feed, domain, issuer, key)
    select source, feed, domain, issuer, key from ${rows}`);
  await tx.execute(sql`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    select record.id, said.id, said.domain, said.basis, ${changeId}
    from ${rows} join source_record record on ${identity}`);
  const versions = await tx.execute<
    Omit<MadeWord, 'values'> & { domain: Domain; id: string } & Record<string, unknown>
  >(sql`
    with made as (
      insert into source_record_version (record_id, content_hash, values, codes, row_number, from_change)
      select record.id, sha256(convert_to(said.values::text, 'UTF8')), said.values, '[]', said."rowNumber", ${changeId}
      from ${rows} join source_record record on ${identity} returning id, record_id)
    select made.id, record.source, record.feed, record.domain, record.issuer, record.key
    from made join source_record record on record.id = made.record_id`);
  return new Map(versions.map((row) => [wordKey(row.domain, { ...row, values: {} }), Number(row.id)]));
}

async function insertGolden(
  tx: Tx,
  records: readonly Made[],
  versionIds: ReadonlyMap<string, number>,
  changeId: number,
): Promise<void> {
  const rows = records.map(({ id, domain, said, values: given = {}, winners: places = {} }) => {
    const values: Record<string, Values[string]> = {};
    const winners: Record<string, readonly number[]> = {};
    for (const word of said) {
      for (const [attribute, value] of Object.entries(word.values)) {
        values[attribute] ??= given[attribute] ?? value;
        winners[attribute] ??= (places[attribute] ?? [said.indexOf(word)]).map(
          (place) => versionIds.get(wordKey(domain, said[place] as MadeWord)) ?? -1,
        );
      }
    }
    return {
      id,
      domain,
      name: nameOf(domain, values) ?? said[0]?.key,
      values,
      winners: winners satisfies Winners,
    };
  });
  await tx.execute(sql`
    insert into golden_version (golden_id, domain, name, values, winners, from_change)
    select id, domain, name, values, winners, ${changeId}
    from jsonb_to_recordset(${json(rows)}) as made(id uuid, domain text, name text, values jsonb, winners jsonb)`);
}

function nameOf(domain: Domain, values: Values): string | undefined {
  const attribute = domainDeclarations[domain].name.find((name) => values[name] !== undefined);
  return attribute && String(values[attribute]);
}

async function insertCodes(tx: Tx, records: readonly Made[], changeId: number): Promise<void> {
  const carried = records.flatMap(({ id, domain, said }) =>
    said.flatMap(({ source, feed = 'test', issuer = '', key, codes = [] }) =>
      codes.map(({ role = 'KEY', display = null, ...code }) => ({
        id,
        domain,
        source,
        feed,
        issuer,
        key,
        system: code.system,
        codeIssuer: code.issuer ?? '',
        code: code.code,
        role,
        display,
      })),
    ),
  );
  const rows = sql`jsonb_to_recordset(${json(carried)}) as said(id uuid, source text, feed text, domain text,
    issuer text, key text, system text, "codeIssuer" text, code text, role text, display text)`;
  await tx.execute(sql`
    insert into code (system_id, issuer, normal, written)
    select distinct system.id, said."codeIssuer", said.code, said.code
    from ${rows} join code_system system on system.key = said.system on conflict do nothing`);
  const codeOfRow = sql`join code_system system on system.key = said.system
    join code on code.system_id = system.id and code.issuer = said."codeIssuer" and code.normal = said.code`;
  await tx.execute(sql`
    insert into code_fact (code_id, display, source, from_change)
    select distinct on (code.id) code.id, said.display, said.source, ${changeId}::bigint from ${rows} ${codeOfRow}
    where not exists (select from code_fact fact where fact.code_id = code.id) order by code.id, said.display`);
  await tx.execute(sql`
    insert into record_code (code_id, golden_id, record_id, role, from_change)
    select code.id, said.id, record.id, said.role, ${changeId}
    from ${rows} ${codeOfRow} join source_record record on ${identity}`);
}
