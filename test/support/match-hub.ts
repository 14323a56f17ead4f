import { sql } from 'drizzle-orm';
import type { Domain } from '../../src/golden-records/domain.js';
import { learnModel } from '../../src/match-merge/models/learn.service.js';
import { type MatchModel, readModel } from '../../src/match-merge/models/match-model.queries.js';
import { activate, insertModel } from '../../src/match-merge/models/match-model.store.js';
import { readRun } from '../../src/match-merge/runs/match-run.queries.js';
import { type RunStart, startRun } from '../../src/match-merge/runs/match-run.service.js';
import { MatchWorker } from '../../src/match-merge/runs/match-worker.js';
import { type Db, transact } from '../../src/platform/db/db.js';
import { deliverRecords } from './deliver-records.js';

export const registries: ReadonlySet<string> = new Set(['gudid']);

const nouns = [
  'Catheter',
  'Suture',
  'Guidewire',
  'Stent',
  'Drain',
  'Cannula',
  'Retractor',
  'Stapler',
  'Trocar',
  'Forceps',
];
const makers = ['Alpine Devices Inc', 'Boreal Surgical LLC', 'Cobalt Medical Corp', 'Dune Orthopedics Inc'];
const coats = ['hydrophilic', 'silicone', 'heparin coated', 'uncoated', 'silver'];

export interface MadeItem {
  readonly key: string;
  readonly description: string;
  readonly manufacturer: string;
  readonly catalogNumber: string;
}

/** The n-th item of a catalog in which near ones differ by size, coat and number. */
export function itemOf(n: number): MadeItem {
  const noun = nouns[n % nouns.length]!;
  const maker = makers[Math.floor(n / 7) % makers.length]!;
  const coat = coats[Math.floor(n / 3) % coats.length]!;
  return {
    key: `I${n}`,
    description: `${noun} ${coat} ${6 + ((n * 5) % 19)} Fr ${10 + ((n * 7) % 40)} cm sterile`,
    manufacturer: maker,
    catalogNumber: `${maker[0]}${noun[0]}-${1000 + n * 37}`,
  };
}

/** The same item as another source writes it: other case, short words, the maker without its legal form. */
export function writtenOtherwise({ key, description, manufacturer, catalogNumber }: MadeItem): MadeItem {
  return {
    key: `V${key}`,
    description: description
      .toUpperCase()
      .replace('CATHETER', 'CATH')
      .replace('STERILE', 'STRL')
      .replace('SILICONE', 'SIL'),
    manufacturer: manufacturer.replace(/ (Inc|LLC|Corp)$/, '').toUpperCase(),
    catalogNumber: catalogNumber.replace('-', ''),
  };
}

const systems = { erp: 'erp-item', vizient: 'vizient-item', 'dist-b': 'dist-b-item' } as const;
export type ItemSource = keyof typeof systems;

/** Delivers items as a source’s file would, without any identifier that links them. */
export function deliverItems(db: Db, source: ItemSource, items: readonly MadeItem[]): Promise<number | null> {
  return deliverRecords(db, {
    ...{ source, feed: 'test' },
    records: items.map(({ key, ...values }) => ({
      ...{ key, values },
      codes: [{ system: systems[source], issuer: '', code: key, role: 'KEY' }],
    })),
  });
}

/** A learned model of a domain, active, by thresholds of the test’s own. */
export async function activeModelOf(
  db: Db,
  domain: Domain,
  thresholds: { matchFrom: number; reviewFrom: number },
): Promise<MatchModel> {
  const learned = await learnModel(db, { domain, registries, actor: 'test' });
  if (learned.kind !== 'learned') throw new Error(`nothing was learned: ${learned.kind}`);
  const draft = (await readModel(db, learned.modelId))!;
  const id = await transact(db, async (tx) => {
    const made = await insertModel(tx, { ...draft, ...thresholds });
    await activate(tx, { ...draft, id: made }, 'key:test');
    return made;
  });
  return (await readModel(db, id))!;
}

/** Begins a run and does all of it in one worker; the run as it ended. */
export async function runToEnd(
  db: Db,
  start: Partial<RunStart> = {},
  worker = new MatchWorker(db, { registries }),
) {
  const started = await startRun(db, {
    domain: 'ITEM',
    kind: 'MATCH',
    actor: 'test',
    mostMerged: 1,
    ...start,
  });
  if (started.kind !== 'started') throw new Error(started.code);
  await worker.work(started.runId);
  return (await readRun(db, started.runId))!;
}

/** Which source records are together: keys of each cluster of more than one, in order. */
export async function clustersOf(db: Db): Promise<string[]> {
  const rows = await db.execute<{ keys: string }>(sql`
    select string_agg(record.source || ':' || record.key, ' ' order by record.source, record.key) as keys
    from membership join source_record record on record.id = membership.record_id
    where membership.to_change is null group by membership.golden_id having count(*) > 1 order by 1`);
  return rows.map(({ keys }) => keys);
}

/** The golden record of a source record, by its key. */
export async function goldenOfKey(db: Db, key: string): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = membership.record_id
    where record.key = ${key} and membership.to_change is null`);
  if (!row) throw new Error(`no record ${key}`);
  return row.id;
}
