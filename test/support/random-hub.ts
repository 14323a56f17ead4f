import { sql } from 'drizzle-orm';
import type { Value, Values } from '../../src/golden-records/attribute.js';
import type { SaidRelation } from '../../src/golden-records/source-record.table.js';
import { judgeRecords, withdrawJudgement } from '../../src/match-merge/judge.service.js';
import type { Verdict } from '../../src/match-merge/judgement.table.js';
import { mergeGoldenRecords } from '../../src/match-merge/merge.service.js';
import { overrideValue, withdrawOverride } from '../../src/match-merge/override.service.js';
import { approveRelation, endRelation, stateRelation } from '../../src/match-merge/relation.service.js';
import { splitGoldenRecord } from '../../src/match-merge/split.service.js';
import { changeSurvivorship } from '../../src/match-merge/survivorship-change.service.js';
import { unmergeGoldenRecords } from '../../src/match-merge/unmerge.service.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import type { Db } from '../../src/platform/db/db.js';
import { settleConflict } from '../../src/stewardship/settle-conflict.service.js';
import { makeCaller } from './caller.js';
import { deliverRecords } from './deliver-records.js';

const sources = ['erp', 'vizient', 'dist-b'] as const;
const suppliers = ['S0', 'S1', 'S2'];
const days = ['-infinity', '2025-01-01', '2026-01-01', 'infinity'] as const;
const words = ['a', 'b', 'c', 'd'];

interface Outcome {
  readonly kind: string;
  readonly code?: string;
  readonly revision?: string;
}

/** Somebody who does one random thing after another to the same few records: delivers, merges, unmerges, splits, judges,
 *  overrides, changes rules, settles conflicts, says who makes an item and what replaces it. What is refused is refused; nothing may break. */
export class RandomHub {
  readonly #db: Db;
  readonly #random: () => number;
  readonly #caller;
  readonly #records: number;
  /** Outcome → how often: `merged`, `refused MERGED`. */
  readonly done = new Map<string, number>();
  /** Revisions of the acts of people that were told to be done. */
  readonly revisions: string[] = [];

  constructor(db: Db, random: () => number, { records = 50, actor = 'key:test' } = {}) {
    this.#db = db;
    this.#random = random;
    this.#caller = makeCaller({ actor });
    this.#records = records;
  }

  async act(): Promise<void> {
    const acts = [this.#deliver, this.#deliver, this.#deliver, this.#deliverSupplier, ...this.#decisions];
    await this.#do(this.#one(acts));
  }

  /** What a person does: no delivery. */
  async decide(): Promise<void> {
    await this.#do(this.#one(this.#decisions));
  }

  get #decisions(): (() => Promise<Outcome>)[] {
    return [
      ...[this.#merge, this.#merge, this.#merge],
      ...[this.#unmerge, this.#unmerge, this.#split, this.#judge, this.#withdraw],
      ...[this.#override, this.#override, this.#withdrawOverride, this.#change, this.#settle],
      ...[this.#state, this.#state, this.#approve, this.#approve, this.#endRelation],
    ];
  }

  async #do(act: () => Promise<Outcome>): Promise<void> {
    const outcome = await act.call(this);
    if (outcome.revision !== undefined) this.revisions.push(outcome.revision);
    const name = outcome.kind === 'refused' ? `refused ${outcome.code}` : outcome.kind;
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }

  async deliverSome(times: number): Promise<void> {
    for (let time = 0; time < times; time++) await this.#deliver();
  }

  async #deliver(): Promise<Outcome> {
    const source = this.#one(sources);
    const records = this.#some(1 + this.#below(3), () => {
      const key = `${source}-${this.#below(Math.ceil(this.#records / sources.length))}`;
      const codes = this.#some(this.#below(3), () => `C${this.#below(Math.ceil(this.#records / 3))}`);
      return {
        ...{ key, values: this.#values(), relations: this.#relations(key) },
        codes: [
          { system: `${source}-item`, issuer: '', code: key, role: 'KEY' },
          ...[...new Set(codes)].map((code) => ({ system: 'hibc', issuer: '', code, role: 'BASE' })),
        ],
      };
    });
    const distinct = [...new Map(records.map((record) => [record.key, record])).values()];
    await deliverRecords(this.#db, { source, feed: 'test', records: distinct });
    return { kind: 'delivered' };
  }

  /** A supplier comes after items that name it as their maker, and two become one or one two. */
  async #deliverSupplier(): Promise<Outcome> {
    const key = this.#one(suppliers);
    const gln = { system: 'gln', issuer: '', code: this.#one(['G1', 'G2', 'G3']), role: 'UNKNOWN' };
    await deliverRecords(this.#db, {
      ...{ source: 'erp', feed: 'test' },
      records: [
        {
          ...{ domain: 'SUPPLIER' as const, key, values: { name: this.#one(words) } },
          codes: [{ system: 'erp-supplier', issuer: '', code: key, role: 'KEY' }, gln],
        },
      ],
    });
    return { kind: 'delivered supplier' };
  }

  /** Each kind with each other once, so that what is said never contradicts itself. */
  #relations(key: string): SaidRelation[] {
    const [from, to] = this.#days();
    const said = (kind: SaidRelation['kind'], system: string, code: string): SaidRelation => ({
      ...{ kind, system, issuer: '', code, condition: '', attributes: {}, validFrom: from, validTo: to },
    });
    const other = `erp-${this.#below(Math.ceil(this.#records / sources.length))}`;
    const all = [
      said('MADE_BY', 'erp-supplier', this.#one(suppliers)),
      ...(other === key ? [] : [said('REPLACED_BY', 'erp-item', other)]),
    ];
    return all.filter(() => this.#random() < 0.4);
  }

  #days(): readonly [string, string] {
    const first = this.#below(days.length - 1);
    return [days[first] as string, days[first + 1 + this.#below(days.length - 1 - first)] as string];
  }

  async #state(): Promise<Outcome> {
    const seenRevision = await this.#seen();
    const goldens = await this.#goldens();
    if (goldens.length === 0) return { kind: 'nothing' };
    const [from, to] = this.#days();
    const told = await stateRelation(
      this.#db,
      {
        ...{ kind: this.#one(['REPLACED_BY', 'EQUIVALENT_TO'] as const), condition: '', attributes: {} },
        ...{ fromId: this.#one(goldens), toId: this.#one(goldens), reason: 'random', seenRevision },
        validFrom: from === '-infinity' ? null : from,
        validTo: to === 'infinity' ? null : to,
      },
      this.#caller,
    );
    return told.kind === 'written' ? { ...told, kind: 'related' } : told;
  }

  async #approve(): Promise<Outcome> {
    const drafts = await this.#ids(sql`
      select distinct statement_id::text as id from relation where to_change is null and standing = 'DRAFT'`);
    if (drafts.length === 0) return { kind: 'nothing' };
    const approved = { id: this.#one(drafts), reason: null };
    return approveRelation(this.#db, approved, this.#caller);
  }

  async #endRelation(): Promise<Outcome> {
    const standing = await this.#ids(sql`
      select id::text as id from relation_statement where to_change is null and from_golden is not null`);
    if (standing.length === 0) return { kind: 'nothing' };
    return endRelation(this.#db, { id: this.#one(standing), endsOn: null }, this.#caller);
  }

  async #merge(): Promise<Outcome> {
    const seenRevision = await this.#seen();
    const goldens = await this.#goldens();
    if (goldens.length === 0) return { kind: 'nothing' };
    const merge = {
      survivorId: this.#one(goldens),
      mergedId: this.#one(goldens),
      reason: null,
      seenRevision,
    };
    return mergeGoldenRecords(this.#db, merge, this.#caller);
  }

  async #unmerge(): Promise<Outcome> {
    const seenRevision = await this.#seen();
    const merged = await this.#ids(sql`select golden_id as id from golden_redirect where to_change is null`);
    if (merged.length === 0) return { kind: 'nothing' };
    const unmerge = {
      mergedId: this.#one(merged),
      keepApart: this.#random() < 0.2,
      reason: null,
      seenRevision,
    };
    return unmergeGoldenRecords(this.#db, unmerge, this.#caller);
  }

  async #split(): Promise<Outcome> {
    const seenRevision = await this.#seen();
    const goldens = await this.#ids(sql`
      select golden_id as id from membership where to_change is null group by golden_id having count(*) > 1`);
    if (goldens.length === 0) return { kind: 'nothing' };
    const goldenId = this.#one(goldens);
    const members = await this.#ids(sql`
      select record_id::text as id from membership where to_change is null and golden_id = ${goldenId}`);
    const recordIds = members.filter(() => this.#random() < 0.5).map(Number);
    const split = { goldenId, recordIds, keepApart: this.#random() < 0.2, reason: null, seenRevision };
    return splitGoldenRecord(this.#db, split, this.#caller);
  }

  async #judge(): Promise<Outcome> {
    const seenRevision = await this.#seen();
    const goldens = await this.#goldens();
    if (goldens.length === 0) return { kind: 'nothing' };
    const sides = { one: { goldenId: this.#one(goldens) }, other: { goldenId: this.#one(goldens) } };
    const verdict = this.#one<Verdict>(['SAME', 'DIFFERENT', 'UNSURE']);
    return judgeRecords(this.#db, { ...sides, verdict, reason: null, seenRevision }, this.#caller);
  }

  async #withdraw(): Promise<Outcome> {
    const standing = await this.#ids(sql`select id from judgement where to_change is null`);
    if (standing.length === 0) return { kind: 'nothing' };
    return withdrawJudgement(this.#db, { id: this.#one(standing), reason: 'random' }, this.#caller);
  }

  async #override(): Promise<Outcome> {
    const seenRevision = await this.#seen();
    const goldens = await this.#goldens();
    if (goldens.length === 0) return { kind: 'nothing' };
    const [attribute, value] = this.#one<[string, Value]>([
      ['brand', this.#one(words)],
      ['unit', this.#one(words)],
      ['aliases', [this.#one(words)]],
    ]);
    const override = { goldenId: this.#one(goldens), attribute, value, reason: 'random', expiresOn: null };
    return overrideValue(this.#db, { ...override, seenRevision }, this.#caller);
  }

  async #withdrawOverride(): Promise<Outcome> {
    const standing = await this.#ids(sql`select id from value_override where to_change is null`);
    if (standing.length === 0) return { kind: 'nothing' };
    return withdrawOverride(this.#db, this.#one(standing), this.#caller);
  }

  async #change(): Promise<Outcome> {
    const seenRevision = await this.#seen();
    const strategy = this.#one(['recency', 'frequency', 'completeness', 'priority', null] as const);
    const attributes = this.#one([['brand'], ['unit', 'price'], ['brand', 'unit']]);
    const change = { domain: 'ITEM' as const, attributes, strategy, sources: [], reason: null };
    return changeSurvivorship(this.#db, { ...change, seenRevision }, this.#caller);
  }

  async #settle(): Promise<Outcome> {
    const open = await this.#ids(sql`select id from link_conflict where to_change is null`);
    const goldens = await this.#goldens();
    if (open.length === 0 || goldens.length === 0) return { kind: 'nothing' };
    const goldenId = this.#random() < 0.3 ? null : this.#one(goldens);
    const done = await settleConflict(
      this.#db,
      { conflictId: this.#one(open), goldenId, reason: null },
      this.#caller,
    );
    return done.kind === 'settled' ? done : { kind: 'refused', code: done.kind };
  }

  #values(): Values {
    const said: [string, Value][] = [
      ['description', this.#one(words)],
      ['brand', this.#one(words)],
      ['unit', this.#one(words)],
      ['price', this.#one(['1.00', '2.00'])],
      ['aliases', [this.#one(words)]],
    ];
    return Object.fromEntries(said.filter(() => this.#random() < 0.6));
  }

  #seen(): Promise<number> {
    return newestRevision(this.#db);
  }

  #goldens(): Promise<string[]> {
    return this.#ids(
      sql`select golden_id as id from golden_version where to_change is null and domain = 'ITEM'`,
    );
  }

  async #ids(query: ReturnType<typeof sql>): Promise<string[]> {
    return (await this.#db.execute<{ id: string }>(query)).map(({ id }) => id).sort();
  }

  #below(most: number): number {
    return Math.floor(this.#random() * most);
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#below(of.length)] as T;
  }

  #some<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }
}
