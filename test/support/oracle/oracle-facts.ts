import type { CodeRole } from '../../../src/crosswalk/vocabulary.js';
import type {
  OracleCondition,
  OracleEnd,
  OracleFact,
  OracleMapping,
  OracleQuestion,
  OracleRecordCode,
  OracleSpan,
  OracleWorld,
} from './oracle-world.js';

/** What is known at a question’s revision and holds on its day: every question reads all lists. */
export class OracleFacts {
  constructor(
    readonly world: OracleWorld,
    readonly question: OracleQuestion,
  ) {}

  systemOf(code: number): number | undefined {
    return this.world.codes.find(({ id }) => id === code)?.system;
  }

  nameOf(end: OracleEnd): string {
    if (typeof end === 'string') return end;
    const found = this.world.codes.find(({ id }) => id === end);
    return `${found?.system}|${found?.issuer}|${found?.normal}`;
  }

  isDenied(code: number): boolean {
    const told = this.world.facts.filter((fact) => fact.code === code && this.isKnown(fact));
    return told.length > 0 && !told.some((fact) => fact.active && holdsOn(fact, this.question.day));
  }

  /** Whether anything at all is said of a code, whatever the days. */
  isMentioned(code: number): boolean {
    const { facts, mappings, recordCodes } = this.world;
    return (
      facts.some((fact: OracleFact) => fact.code === code && this.isKnown(fact)) ||
      mappings.some((mapping) => this.#startsAt(mapping, code) && this.isKnown(mapping)) ||
      recordCodes.some((said) => said.code === code && this.isKnown(said))
    );
  }

  isBelieved(golden: string): boolean {
    return [...this.world.names, ...this.world.recordCodes].some(
      (said) => said.golden === golden && this.isKnown(said),
    );
  }

  /** The golden record that an id stands for; undefined if the hub believes nothing of it. */
  survivorOf(golden: string): string | undefined {
    if (this.isBelieved(golden)) return golden;
    const next = (this.world.redirects ?? []).find((each) => each.golden === golden && this.isKnown(each));
    return next && this.survivorOf(next.survivor);
  }

  /** All ids that stand for the same golden record, or lead to it. */
  aliasesOf(golden: string): string[] {
    const all = new Set([golden]);
    for (let before = 0; before < all.size; ) {
      before = all.size;
      for (const each of this.world.redirects ?? []) {
        if (all.has(each.survivor) && this.isKnown(each)) all.add(each.golden);
      }
    }
    return [...all];
  }

  /** Mappings that start at a code, or at a golden record or one that was merged into it, and hold. */
  mappingsFrom(end: OracleEnd, purpose = this.question.purpose): OracleMapping[] {
    const starts: readonly OracleEnd[] = typeof end === 'string' ? this.aliasesOf(end) : [end];
    return this.world.mappings.filter(
      (mapping) =>
        starts.includes(mapping.from) &&
        mapping.purpose === purpose &&
        (mapping.kind ?? 'MAP') !== 'NOT' &&
        this.holds(mapping),
    );
  }

  /** "Not the same" of two ends, said either way if one thing is meant. */
  isNot(from: OracleEnd, to: OracleEnd, purpose: string): boolean {
    const is = (end: OracleEnd, stop: OracleEnd) =>
      end === stop || (typeof end === 'string' && typeof stop === 'string' && this.survivorOf(end) === stop);
    const isAlias = (end: OracleEnd, stop: OracleEnd) =>
      end === stop || (typeof stop === 'string' && this.aliasesOf(stop).includes(end as string));
    return this.world.mappings.some((mapping) => {
      if (mapping.kind !== 'NOT' || mapping.purpose !== purpose || !this.holds(mapping)) return false;
      if (this.fits(mapping) !== 'holds') return false;
      const there = isAlias(mapping.from, from) && is(mapping.to, to);
      return there || (purpose === 'SAME_THING' && isAlias(mapping.to, from) && is(mapping.from, to));
    });
  }

  goldensOf(code: number): string[] {
    const said = this.world.recordCodes.filter((each) => each.code === code && this.holds(each));
    return [...new Set(said.map(({ golden }) => golden))];
  }

  said(golden: string): OracleRecordCode[] {
    return this.world.recordCodes.filter((each) => each.golden === golden && this.holds(each));
  }

  ofLevel(said: readonly OracleRecordCode[], level: CodeRole | null): readonly OracleRecordCode[] {
    const meant = said.filter(({ role }) => role === level);
    return meant.length > 0 ? meant : said;
  }

  /** Whether the conditions of a mapping hold, fail, miss a key, or hang on one that is not understood. */
  fits({ conditions = [] }: OracleMapping): 'holds' | 'fails' | 'missing' | 'unknown' {
    const each = conditions.map((condition) => this.#fitsOne(condition));
    if (each.includes('fails')) return 'fails';
    return each.includes('missing') ? 'missing' : each.includes('unknown') ? 'unknown' : 'holds';
  }

  #fitsOne(condition: OracleCondition): 'holds' | 'fails' | 'missing' | 'unknown' {
    const said = this.question.context?.find(({ key }) => key === condition.key);
    if (!said) return 'missing';
    if (said.golden === null && said.word === null) return 'unknown';
    return this.covers(condition, said) ? 'holds' : 'fails';
  }

  /** Whether one value counts for another: a word for itself, a place for itself and all it lies in. */
  covers(wide: OracleCondition, narrow: OracleCondition): boolean {
    if (wide.golden === null || narrow.golden === null)
      return wide.word !== null && wide.word === narrow.word;
    const wanted = this.survivorOf(wide.golden) ?? wide.golden;
    let place: string | undefined = this.survivorOf(narrow.golden) ?? narrow.golden;
    for (let level = 0; place !== undefined && level < 32; level++) {
      if (place === wanted) return true;
      const at: string = place;
      const above = this.world.places?.find((each) => each.child === at && this.holds(each));
      place = above && (this.survivorOf(above.parent) ?? above.parent);
    }
    return false;
  }

  holds(said: OracleSpan): boolean {
    return this.isKnown(said) && holdsOn(said, this.question.day);
  }

  isKnown({ known }: Pick<OracleSpan, 'known'>): boolean {
    return known.from <= this.question.pin && this.question.pin < known.to;
  }

  #startsAt({ kind, purpose, from, to }: OracleMapping, code: number): boolean {
    return from === code || (kind === 'NOT' && purpose === 'SAME_THING' && to === code);
  }
}

function holdsOn({ validFrom, validTo }: OracleSpan, day: number): boolean {
  return validFrom <= day && day < validTo;
}

/** The names a code may be shown by on a day, as known at a revision: its own, else those of its one golden record. */
export function oracleDisplays(
  world: OracleWorld,
  code: number,
  pin: number,
  day: number,
): readonly string[] {
  const facts = new OracleFacts(world, { pin, day } as OracleQuestion);
  const own = world.facts
    .filter((fact) => fact.code === code && facts.holds(fact))
    .map(({ display }) => display);
  const named = own.filter((display) => display !== null);
  if (named.length > 0) return named;
  const [golden, another] = facts.goldensOf(code);
  return golden !== undefined && another === undefined ? oracleNames(world, golden, pin) : [];
}

/** The names of a golden record known at a revision. */
export function oracleNames(world: OracleWorld, golden: string, pin: number): readonly string[] {
  return world.names
    .filter((said) => said.golden === golden && said.known.from <= pin && pin < said.known.to)
    .map(({ name }) => name);
}
