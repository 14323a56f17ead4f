/** Independent oracle of linking, written from the docstring of `linkFreshRecords`: one record after another, in plain
 *  loops over everything. A golden record is called by the record that founded it. */
import type { CarriedCode } from '../../../src/golden-records/source-record.table.js';
import type { RecordDelivery } from '../deliver-records.js';

export interface Placed {
  readonly record: string;
  readonly golden: string | null;
  readonly basis: string | null;
  readonly conflict: string | null;
  readonly candidates: readonly string[];
}

interface Thing {
  readonly name: string;
  readonly id: number;
  readonly source: string;
  readonly key: string;
  codes: readonly CarriedCode[];
  golden: string | null;
  basis: string | null;
  conflict: string | null;
  candidates: readonly string[];
  /** Codes that point at its golden record because of it. */
  pointing: CarriedCode[];
}

interface Proposal {
  readonly thing: Thing;
  readonly golden: string;
  readonly basis: string;
}

const strongSystems = ['gtin', 'hibc', 'iccbba', 'ndc'];
const nameOf = ({ system, issuer, code }: CarriedCode) => `${system} ${issuer} ${code}`;
const isStrong = (code: CarriedCode) => code.role === 'KEY' || strongSystems.includes(code.system);
const isPair = (code: CarriedCode) => !isStrong(code) && code.system === 'catalog-number';
const isBase = (code: CarriedCode) => code.system === 'gtin' && code.role === 'BASE';
const namesOf = (thing: Thing, which: (code: CarriedCode) => boolean) =>
  new Set(thing.codes.filter(which).map(nameOf));
const meet = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  [...one].some((each) => other.has(each));

export class LinkOracle {
  readonly #things: Thing[] = [];

  /** How every record stands, by name. */
  standing(): Placed[] {
    return this.#things
      .map(({ name, golden, basis, conflict, candidates }) => ({
        ...{ record: name, golden, basis, conflict },
        candidates: [...candidates].sort(),
      }))
      .sort((one, other) => (one.record < other.record ? -1 : 1));
  }

  deliver({ source, feed, distinct = false, records }: RecordDelivery): void {
    const fresh: Thing[] = [];
    for (const { key, codes } of records) {
      const name = `${source}/${feed}/${key}`;
      let thing = this.#things.find((each) => each.name === name);
      const same = thing && JSON.stringify(thing.codes) === JSON.stringify(codes);
      if (!thing) {
        const nothing = { golden: null, basis: null, conflict: null, candidates: [], pointing: [] };
        thing = { name, id: this.#things.length, source, key, codes, ...nothing };
        this.#things.push(thing);
      }
      thing.codes = codes;
      if (!same) fresh.push(thing);
    }
    new Delivery(this.#things, fresh, distinct).run();
  }
}

/** One delivery; `fresh` are its records that say something new, in the order of their rows. */
class Delivery {
  readonly #uselessPairs: ReadonlySet<string>;

  constructor(
    readonly things: readonly Thing[],
    readonly fresh: readonly Thing[],
    readonly distinct: boolean,
  ) {
    const pairs = new Set(fresh.flatMap((thing) => [...namesOf(thing, isPair)]));
    const basesWith = (pair: string) =>
      fresh
        .filter((thing) => namesOf(thing, isPair).has(pair))
        .flatMap((thing) => [...namesOf(thing, isBase)]);
    this.#uselessPairs = new Set([...pairs].filter((pair) => new Set(basesWith(pair)).size > 1));
  }

  run(): void {
    let placed = this.fresh.filter(({ golden }) => golden !== null);
    let open = this.fresh.filter(({ golden }) => golden === null);
    while (placed.length > 0) placed = this.#keep(placed);
    while (open.length > 0) open = this.#round(open);
  }

  #keep(placed: Thing[]): Thing[] {
    const inTurn = placed.filter(
      (thing, at) =>
        !placed
          .slice(0, at)
          .some(
            (earlier) =>
              earlier.golden !== thing.golden && meet(namesOf(thing, isStrong), namesOf(earlier, isStrong)),
          ),
    );
    const judged = inTurn.map((thing) => ({ thing, ...this.#pointedAt(thing) }));
    const moved = judged.filter(
      ({ thing, all, common }) =>
        (all.size > 0 && !common.includes(thing.golden as string)) ||
        this.#differs(thing, thing.golden as string),
    );
    for (const { thing, all } of moved) hold(thing, 'MOVED', all);
    this.#point(inTurn.filter((thing) => !moved.some((each) => each.thing === thing)));
    return placed.filter((thing) => !inTurn.includes(thing));
  }

  #round(open: Thing[]): Thing[] {
    const held: Thing[] = [];
    let proposals: (Proposal & { byKey: boolean; all: Set<string> })[] = [];
    for (const thing of open) {
      const { all, common, byKey } = this.#pointedAt(thing);
      if (all.size === 0) continue;
      const [golden] = common;
      const conflict =
        golden === undefined
          ? 'NO_COMMON_RECORD'
          : common.length > 1
            ? 'SEVERAL_RECORDS'
            : this.#differs(thing, golden)
              ? 'DIFFERENT_GTIN'
              : null;
      if (conflict) held.push(hold(thing, conflict, all));
      else
        proposals.push({ thing, golden: golden as string, basis: byKey ? 'KEY' : 'IDENTIFIER', byKey, all });
    }
    if (this.distinct) {
      const many = proposals.filter(
        (one) =>
          !this.#ofRegistry(one.thing, one.golden).some(({ key }) => key === one.thing.key) &&
          proposals.some((other) => other !== one && other.golden === one.golden),
      );
      for (const { thing, all } of many) held.push(hold(thing, 'SEVERAL_RECORDS', all));
      proposals = proposals.filter((one) => !many.includes(one));
    }
    const open2 = open.filter((thing) => !held.includes(thing));
    const all: Proposal[] = [...proposals, ...this.#byPair(open2, proposals)];
    const place = (thing: Thing) => open.indexOf(thing);
    const linked = all.filter(
      (mine) =>
        !all.some((earlier) => place(earlier.thing) < place(mine.thing) && this.#inTheWay(earlier, mine)),
    );
    for (const { thing, golden, basis } of linked) Object.assign(thing, { golden, basis });
    this.#point(linked.map(({ thing }) => thing));
    let settled = [...held, ...linked.map(({ thing }) => thing)];
    if (settled.length === 0) settled = this.#found(open);
    return open.filter((thing) => !settled.includes(thing));
  }

  #byPair(open: Thing[], strong: readonly Proposal[]): Proposal[] {
    const paired = open.flatMap((thing) => {
      if (this.#pointedAt(thing).all.size > 0) return [];
      const goldens = new Set([...this.#pairsOf(thing)].flatMap((pair) => [...this.#goldensOf(pair, thing)]));
      const [golden] = goldens;
      return goldens.size === 1 && golden !== undefined ? [{ thing, golden, basis: 'CATALOG_NUMBER' }] : [];
    });
    return paired.filter(({ thing, golden }) => {
      const sharers = this.fresh.filter(
        (other) => other !== thing && meet(this.#pairsOf(thing), this.#pairsOf(other)),
      );
      if (this.#differs(thing, golden) || sharers.some((other) => this.#differs(other, golden))) return false;
      if (!this.distinct) return true;
      const alone = [...paired, ...strong].every((other) => other.thing === thing || other.golden !== golden);
      return sharers.length === 0 && alone && !this.#isAnothers(thing, golden);
    });
  }

  #inTheWay(earlier: Proposal, mine: Proposal): boolean {
    const [one, other] = [earlier.thing, mine.thing];
    if (earlier.golden !== mine.golden) {
      const pairs = mine.basis === 'CATALOG_NUMBER' && meet(this.#pairsOf(one), this.#pairsOf(other));
      return pairs || meet(namesOf(one, isStrong), namesOf(other, isStrong));
    }
    const [bases, others] = [namesOf(one, isBase), namesOf(other, isBase)];
    return bases.size > 0 && others.size > 0 && !meet(bases, others);
  }

  #found(open: Thing[]): Thing[] {
    const decisive = (thing: Thing) => new Set([...namesOf(thing, isStrong), ...this.#pairsOf(thing)]);
    const founders = open.filter(
      (thing, at) =>
        this.distinct || !open.slice(0, at).some((earlier) => meet(decisive(earlier), decisive(thing))),
    );
    for (const thing of founders) Object.assign(thing, { golden: thing.name, basis: 'FOUNDED' });
    this.#point(founders);
    return founders;
  }

  #pairsOf(thing: Thing): ReadonlySet<string> {
    return new Set([...namesOf(thing, isPair)].filter((pair) => !this.#uselessPairs.has(pair)));
  }

  /** The golden records that a code points at, other than because of this record. */
  #goldensOf(code: string, thing: Thing): Set<string> {
    const pointing = this.things.filter(
      (other) => other !== thing && other.pointing.some((each) => nameOf(each) === code),
    );
    return new Set(pointing.map(({ golden }) => golden as string));
  }

  #pointedAt(thing: Thing): { all: Set<string>; common: string[]; byKey: boolean } {
    const sets = thing.codes.filter(isStrong).flatMap((code) => {
      const found = [...this.#goldensOf(nameOf(code), thing)].filter(
        (golden) => !this.distinct || !this.#isAnothers(thing, golden),
      );
      return found.length > 0 ? [{ found, key: code.role === 'KEY' }] : [];
    });
    const all = new Set(sets.flatMap(({ found }) => found));
    const common = [...all].filter((golden) => sets.every(({ found }) => found.includes(golden)));
    return { all, common, byKey: sets.some(({ key }) => key) };
  }

  #isAnothers(thing: Thing, golden: string): boolean {
    const there = this.#ofRegistry(thing, golden);
    return there.some(({ key }) => key !== thing.key) && !there.some(({ key }) => key === thing.key);
  }

  /** The registry’s other records in a golden record. */
  #ofRegistry(thing: Thing, golden: string): Thing[] {
    return this.things.filter(
      (other) => other !== thing && other.golden === golden && other.source === thing.source,
    );
  }

  #differs(thing: Thing, golden: string): boolean {
    const others = this.things.filter((other) => other !== thing && other.golden === golden);
    const bases = namesOf(thing, isBase);
    const said = others.flatMap(({ pointing }) => pointing);
    return bases.size > 0 && said.some(isBase) && !said.some((code) => bases.has(nameOf(code)));
  }

  /** A key that names another golden record goes on naming that one; of two at once, the older record’s. */
  #point(batch: readonly Thing[]): void {
    for (const thing of batch) {
      thing.pointing = thing.pointing.filter((old) => thing.codes.some((code) => sameCode(code, old)));
      Object.assign(thing, { conflict: null, candidates: [] });
    }
    const before = this.things.map((thing) => ({ thing, pointing: [...thing.pointing] }));
    for (const thing of batch) {
      for (const code of thing.codes) {
        if (thing.pointing.some((each) => sameCode(each, code))) continue;
        const named = before.some(
          ({ thing: other, pointing }) =>
            other.golden !== thing.golden && pointing.some((each) => sameCode(each, code)),
        );
        const older = batch.some(
          (other) =>
            other.id < thing.id &&
            other.golden !== thing.golden &&
            other.codes.some((each) => sameCode(each, code)),
        );
        if (code.role !== 'KEY' || !(named || older)) thing.pointing.push(code);
      }
    }
  }
}

const sameCode = (one: CarriedCode, other: CarriedCode) =>
  nameOf(one) === nameOf(other) && one.role === other.role;

function hold(thing: Thing, conflict: string, candidates: ReadonlySet<string>): Thing {
  return Object.assign(thing, { conflict, candidates: [...candidates] });
}
