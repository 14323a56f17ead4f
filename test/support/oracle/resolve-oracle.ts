import type { Relationship } from '../../../src/crosswalk/vocabulary.js';
import { OracleFacts } from './oracle-facts.js';
import {
  type OracleAnswer,
  type OracleCondition,
  type OracleEnd,
  type OracleMapping,
  type OracleQuestion,
  type OracleRecordCode,
  type OracleRules,
  type OracleWorld,
  oracleGolden,
} from './oracle-world.js';

/** A slow, independent reading of what a resolve question means, to judge the index and its walk by. It knows nothing
 *  of columns, chains and hash tables: the world is plain lists, and every question reads all of them. */
export function oracleAnswer(world: OracleWorld, question: OracleQuestion): OracleAnswer {
  const facts = new OracleFacts(world, question);
  if (question.system === oracleGolden) {
    const golden = facts.survivorOf(question.normal);
    if (golden === undefined) return says('CODE_UNKNOWN');
    const stops = golden === question.normal ? [golden] : [question.normal, golden];
    return shown(facts, new Teller(facts).from({ stops, links: stops.slice(1).map(() => same) }, []));
  }
  const code = world.codes.find(
    ({ system, issuer, normal }) =>
      system === question.system && issuer === question.issuer && normal === question.normal,
  );
  if (!code) return says('CODE_UNKNOWN');
  return shown(facts, new Teller(facts).from({ stops: [code.id], links: [] }, []));
}

const says = (problem: string): OracleAnswer => ({ says: problem, answers: [] });

const plainRules: OracleRules = {
  many: false,
  followReplacements: false,
  allowBroader: true,
  allowRetired: false,
  keyOrder: [],
};

interface Link {
  readonly purpose: string;
  readonly relationship: Relationship;
}
const same: Link = { purpose: 'SAME_THING', relationship: 'EQUIVALENT' };

/** A way through stops, with what is claimed from each to the next. */
interface Road {
  readonly stops: readonly OracleEnd[];
  readonly links: readonly Link[];
}

interface Told {
  readonly says: string;
  readonly roads: readonly Road[];
  /** Stands in for an answer because the caller must say more. */
  readonly asksBack?: boolean;
}

/** What the mappings of one place, or the codes of one record, come to. */
interface Gathered {
  readonly roads: readonly Road[];
  readonly noMap: boolean;
  readonly forked: boolean;
  readonly torn: boolean;
  readonly many: boolean;
  /** Leads there, but may not be gone. */
  readonly barred: boolean;
}
const nothing: Gathered = { roads: [], noMap: false, forked: false, torn: false, many: false, barred: false };
const answered = ({ roads, noMap }: Gathered) => roads.length > 0 || noMap;

const end = (road: Road): OracleEnd => road.stops.at(-1) as OracleEnd;
const onward = (road: Road, stop: OracleEnd, link: Link): Road => ({
  stops: [...road.stops, stop],
  links: [...road.links, link],
});

function relationshipOf({ links }: Road): Relationship {
  const parts = links.map(({ relationship }) => relationship).filter((each) => each !== 'EQUIVALENT');
  const [first] = parts;
  if (!first) return 'EQUIVALENT';
  return parts.every((each) => each === first) ? first : 'RELATED';
}

function shown(facts: OracleFacts, { says: how, roads }: Told): OracleAnswer {
  const names = roads.map((road) => `${facts.nameOf(end(road))} ${relationshipOf(road)}`);
  return { says: how, answers: [...new Set(names)].sort() };
}

class Teller {
  readonly #facts: OracleFacts;
  readonly #rules: OracleRules;
  readonly #target: number;
  #missing = false;
  #unknown = false;
  #inactive = false;
  #broader = false;

  constructor(facts: OracleFacts) {
    this.#facts = facts;
    this.#rules = facts.question.rules ?? plainRules;
    this.#target = facts.question.target;
  }

  from(way: Road, seen: readonly OracleEnd[]): Told {
    const place = end(way);
    this.#missing = this.#unknown = this.#inactive = this.#broader = false;
    const found =
      typeof place === 'number' ? this.#fromCode(way, place) : this.#overRecords(way, [place], undefined);
    const told = found ?? this.#hindered(place);
    if (told.roads.length > 0 || told.asksBack || told.says === 'no-map' || told.says === 'SEVERAL_RECORDS')
      return told;
    if (!this.#rules.followReplacements || told.says === 'NO_MAP_DISPUTED') return told;
    if (told.says === 'ROADS_DISAGREE') return told;
    return this.#fromSuccessors(way, [...seen, place]) ?? told;
  }

  #hindered(place: OracleEnd): Told {
    const tell = (problem: string, asksBack = false): Told => ({ says: problem, roads: [], asksBack });
    if (this.#unknown) return tell('CONTEXT_UNKNOWN', true);
    if (typeof place === 'number' && this.#facts.isDenied(place)) return tell('CODE_INACTIVE');
    if (this.#missing) return tell('CONTEXT_REQUIRED', true);
    if (this.#inactive) return tell('TARGET_INACTIVE');
    if (this.#broader) return tell('TARGET_BROADER');
    const unsaid = typeof place === 'number' && !this.#facts.isMentioned(place);
    return tell(unsaid ? 'CODE_UNKNOWN' : 'NO_MAPPING');
  }

  #fromCode(way: Road, code: number): Told | undefined {
    if (this.#facts.isDenied(code)) return undefined;
    return (
      this.#mapped(way, code) ??
      (this.#unknown ? undefined : this.#overRecords(way, this.#facts.goldensOf(code), code))
    );
  }

  /** The mappings of the code itself. */
  #mapped(way: Road, code: number): Told | undefined {
    const leading = this.#facts.mappingsFrom(code).filter((mapping) => this.#leadsThere(mapping));
    const fitting = leading.filter((mapping) => this.#fits(mapping));
    if (this.#unknown) return undefined;
    const statements = this.#statements(this.#mostSpecific(fitting)).filter(
      (statement) =>
        statement.every((mapping) => mapping.kind === 'NO_MAP' || this.#over(way, mapping)) &&
        statement.every((mapping) => this.#mayAnswer(way, mapping)),
    );
    if (statements.length === 0) return undefined;
    const roadsOf = (statement: readonly OracleMapping[]) =>
      statement.filter(({ kind }) => kind !== 'NO_MAP').map((mapping) => this.#over(way, mapping) as Road);
    const goldens = this.#facts.goldensOf(code);
    const own = statements.flatMap(roadsOf);
    const records = this.#whatRecordsSay(way, goldens);
    const contradicted = statements.some((statement) => {
      if (statement.some(({ exception }) => exception)) return false;
      return records.some((gathered) => {
        if (!answered(gathered)) return false;
        if (statement[0]?.kind === 'NO_MAP') return !gathered.noMap;
        const ends = gathered.roads.map(end);
        return roadsOf(statement).some((road) => !ends.includes(end(road)));
      });
    });
    if (contradicted) {
      const others = records
        .flatMap(({ roads }) => roads)
        .filter((road) => !own.map(end).includes(end(road)));
      return { says: 'ROADS_DISAGREE', roads: [...own, ...others] };
    }
    const claim = (statement: readonly OracleMapping[]) =>
      statement[0]?.kind === 'NO_MAP'
        ? 'nothing'
        : JSON.stringify(
            statement.map((mapping) => {
              const road = this.#over(way, mapping) as Road;
              return [this.#facts.nameOf(end(road)), relationshipOf(road), mapping.sequence ?? null];
            }),
          );
    const claims = new Set(statements.map(claim));
    if (claims.size > 1)
      return { says: claims.has('nothing') ? 'NO_MAP_DISPUTED' : 'SEVERAL_TARGETS', roads: own };
    if (claims.has('nothing')) return { says: 'no-map', roads: [] };
    const roads = roadsOf(statements[0] as readonly OracleMapping[]);
    if (roads.length === 1) return { says: 'resolved', roads };
    return { says: this.#rules.many ? 'several' : 'SEVERAL_TARGETS', roads };
  }

  #leadsThere({ kind, to }: OracleMapping): boolean {
    if (kind === 'NO_MAP') return to === this.#target;
    return typeof to === 'string' ? this.#target === oracleGolden : this.#facts.systemOf(to) === this.#target;
  }

  #fits(mapping: OracleMapping): boolean {
    const fit = this.#facts.fits(mapping);
    if (fit === 'missing') this.#missing = true;
    if (fit === 'unknown') this.#unknown = true;
    return fit === 'holds';
  }

  #over(way: Road, mapping: OracleMapping): Road | undefined {
    if (typeof mapping.to === 'number') return onward(way, mapping.to, mapping);
    const survivor = this.#facts.survivorOf(mapping.to);
    if (survivor === undefined) return undefined;
    const there = onward(way, mapping.to, mapping);
    return survivor === mapping.to ? there : onward(there, survivor, same);
  }

  #mayAnswer(way: Road, mapping: OracleMapping): boolean {
    if (mapping.kind === 'NO_MAP') return true;
    const road = this.#over(way, mapping);
    if (!road) return false;
    if (!this.#rules.allowBroader && relationshipOf(road) === 'BROADER') {
      this.#broader = true;
      return false;
    }
    const last = end(road);
    if (typeof last === 'number' && !this.#rules.allowRetired && this.#facts.isDenied(last)) {
      this.#inactive = true;
      return false;
    }
    return !this.#isDeniedRoad(road);
  }

  /** "Not the same" of any two stops: what is claimed from one to the other is the purpose of a mapping between. */
  #isDeniedRoad({ stops, links }: Road): boolean {
    return stops.some((from, at) =>
      stops.some((to, other) => {
        if (other <= at) return false;
        const between = links.slice(at, other).map(({ purpose }) => purpose);
        const purpose =
          between.filter((each) => each !== 'SAME_THING' && each !== 'REPLACED').at(-1) ?? 'SAME_THING';
        return this.#facts.isNot(from, to, purpose);
      }),
    );
  }

  #statements(mappings: readonly OracleMapping[]): OracleMapping[][] {
    const keys = [...new Set(mappings.map(({ group, id }) => group ?? id))];
    return keys.map((key) =>
      mappings
        .filter(({ group, id }) => (group ?? id) === key)
        .sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0)),
    );
  }

  /** Those of which no other is more specific; then those that the policy’s order of keys puts first. */
  #mostSpecific(mappings: readonly OracleMapping[]): readonly OracleMapping[] {
    const implies = (a: OracleMapping, b: OracleMapping) =>
      (b.conditions ?? []).every((wide) =>
        (a.conditions ?? []).some((narrow) => narrow.key === wide.key && this.#facts.covers(wide, narrow)),
      );
    let left = mappings.filter((a) => !mappings.some((b) => implies(b, a) && !implies(a, b)));
    for (const key of this.#rules.keyOrder) {
      const on = (mapping: OracleMapping): OracleCondition | undefined =>
        mapping.conditions?.find((condition) => condition.key === key);
      const named = left.filter(on);
      if (named.length === 0) continue;
      const nearer = (a: OracleCondition, b: OracleCondition) =>
        this.#facts.covers(b, a) && !this.#facts.covers(a, b);
      left = named.filter(
        (a) => !named.some((b) => nearer(on(b) as OracleCondition, on(a) as OracleCondition)),
      );
    }
    return left;
  }

  #whatRecordsSay(way: Road, goldens: readonly string[]): readonly Gathered[] {
    const quietly = {
      missing: this.#missing,
      unknown: this.#unknown,
      inactive: this.#inactive,
      broader: this.#broader,
    };
    const each = (tell: (golden: string, road: Road) => Gathered) =>
      this.#fork(goldens.map((golden) => tell(golden, onward(way, golden, same))));
    const mapped = each((golden, road) =>
      this.#mappedFrom(golden, road, way, { recordOnly: true, level: null }),
    );
    const direct = each((golden, road) => this.#codesIn(golden, road, null));
    this.#missing = quietly.missing;
    this.#unknown = quietly.unknown;
    this.#inactive = quietly.inactive;
    this.#broader = quietly.broader;
    return this.#facts.question.purpose === 'SAME_THING' ? [direct, mapped] : [mapped];
  }

  /** First the codes of the golden records, if one thing is meant; then what they and their codes map to. */
  #overRecords(way: Road, goldens: readonly string[], asked: number | undefined): Told | undefined {
    const to = (golden: string) => (end(way) === golden ? way : onward(way, golden, same));
    const { level } = this.#facts.question;
    if (this.#facts.question.purpose === 'SAME_THING') {
      const direct = this.#fork(goldens.map((golden) => this.#codesIn(golden, to(golden), level)));
      const told = judged(direct);
      if (told) return told;
    }
    const mapped =
      goldens.length === 0 && asked !== undefined
        ? this.#decide(this.#arrivals(asked, way, false, level))
        : this.#fork(
            goldens.map((golden) =>
              this.#mappedFrom(golden, to(golden), way, { asked, recordOnly: false, level }),
            ),
          );
    return this.#unknown ? undefined : judged(mapped);
  }

  /** The codes of a golden record in the target system, of the level if there are any of it. */
  #codesIn(golden: string, road: Road, level: OracleQuestion['level']): Gathered {
    if (this.#target === oracleGolden) return this.#standing([road]);
    const there = this.#facts.said(golden).filter(({ code }) => this.#facts.systemOf(code) === this.#target);
    const active = there.filter(({ code }) => this.#rules.allowRetired || !this.#facts.isDenied(code));
    if (active.length < there.length) this.#inactive = true;
    const codes = [...new Set(this.#facts.ofLevel(active, level).map(({ code }) => code))];
    const found = this.#standing(codes.map((code) => onward(road, code, same)));
    return { ...found, barred: found.barred || active.length < there.length };
  }

  #standing(roads: readonly Road[]): Gathered {
    const narrow = roads.filter((road) => this.#rules.allowBroader || relationshipOf(road) !== 'BROADER');
    if (narrow.length < roads.length) this.#broader = true;
    const standing = narrow.filter((road) => !this.#isDeniedRoad(road));
    return { ...nothing, roads: standing, barred: standing.length < roads.length };
  }

  #mappedFrom(
    golden: string,
    road: Road,
    way: Road,
    {
      asked,
      recordOnly,
      level,
    }: { asked?: number | undefined; recordOnly: boolean; level: OracleQuestion['level'] },
  ): Gathered {
    const own = this.#arrivals(golden, road, true, level);
    if (recordOnly) return this.#decide(own);
    const said: readonly OracleRecordCode[] = this.#facts.said(golden);
    const codes = [...new Set(said.map(({ code }) => code))].filter(
      (code) => code === asked || !this.#facts.isDenied(code),
    );
    const ofCodes = codes.flatMap((code) =>
      this.#arrivals(code, code === asked ? way : onward(road, code, same), false, level),
    );
    return this.#decide([...own, ...ofCodes]);
  }

  #arrivals(
    place: OracleEnd,
    road: Road,
    ofRecord: boolean,
    level: OracleQuestion['level'],
  ): { mapping: OracleMapping; reached: Gathered }[] {
    return this.#facts.mappingsFrom(place).flatMap((mapping) => {
      if (mapping.kind === 'NO_MAP' && !(ofRecord && mapping.to === this.#target)) return [];
      const before = { inactive: this.#inactive, broader: this.#broader };
      const reached = this.#arrived(mapping, road, level);
      if (!answered(reached) && !reached.barred) return [];
      if (this.#fits(mapping)) return [{ mapping, reached }];
      this.#inactive = before.inactive;
      this.#broader = before.broader;
      return [];
    });
  }

  #arrived(mapping: OracleMapping, road: Road, level: OracleQuestion['level']): Gathered {
    if (mapping.kind === 'NO_MAP') return { ...nothing, noMap: true };
    const there = this.#over(road, mapping);
    if (!there) return nothing;
    const stop = end(there);
    if (typeof stop === 'string') return this.#codesIn(stop, there, level);
    const arrived = this.#facts.systemOf(stop) === this.#target;
    if (this.#facts.isDenied(stop) && !(arrived && this.#rules.allowRetired)) {
      if (arrived) this.#inactive = true;
      return { ...nothing, barred: arrived };
    }
    if (arrived) return this.#standing([there]);
    return this.#fork(
      this.#facts.goldensOf(stop).map((golden) => this.#codesIn(golden, onward(there, golden, same), level)),
    );
  }

  /** The most specific of what was found; of several targets of one statement all or none. */
  #decide(found: readonly { mapping: OracleMapping; reached: Gathered }[]): Gathered {
    const decisive = this.#mostSpecific(found.map(({ mapping }) => mapping));
    const left = found.filter(({ mapping }) => decisive.includes(mapping));
    const broken = left
      .filter(({ mapping, reached }) => mapping.group && (reached.roads.length === 0 || reached.torn))
      .map(({ mapping }) => mapping.group);
    const whole = left.filter(({ mapping }) => !mapping.group || !broken.includes(mapping.group));
    const groups = new Set(whole.map(({ mapping }) => mapping.group ?? null));
    const many =
      groups.size === 1 && !groups.has(null) && whole.every(({ reached }) => reached.roads.length === 1);
    return { ...gather(whole.map(({ reached }) => reached)), many };
  }

  /** Several records behind one code: what some of them answer is a guess unless all answer the same. */
  #fork(ways: readonly Gathered[]): Gathered {
    if (ways.length === 1) return ways[0] as Gathered;
    const answering = ways.filter(answered).length;
    const found = gather(ways);
    return {
      ...found,
      many: false,
      forked: found.forked || answering > 0,
      torn: found.torn || (answering > 0 && answering < ways.length),
    };
  }

  #fromSuccessors(way: Road, seen: readonly OracleEnd[]): Told | undefined {
    const place = end(way);
    const starts: { at: OracleEnd; road: Road }[] = [{ at: place, road: way }];
    if (typeof place === 'number') {
      for (const golden of this.#facts.goldensOf(place))
        starts.push({ at: golden, road: onward(way, golden, same) });
    }
    this.#missing = this.#unknown = false;
    const found = starts.flatMap(({ at, road }) =>
      this.#facts
        .mappingsFrom(at, 'REPLACED_BY')
        .filter((mapping) => mapping.kind !== 'NO_MAP' && this.#fits(mapping))
        .flatMap((mapping) => {
          const there = this.#over(road, { ...mapping, purpose: 'REPLACED' as never });
          return there ? [{ mapping, there }] : [];
        }),
    );
    if (this.#unknown) return { says: 'CONTEXT_UNKNOWN', roads: [], asksBack: true };
    if (found.length === 0 && this.#missing) return { says: 'CONTEXT_REQUIRED', roads: [], asksBack: true };
    const decisive = this.#mostSpecific(found.map(({ mapping }) => mapping));
    const successors = new Map<string, Road>();
    for (const { mapping, there } of found) {
      const key = `${end(there)} ${relationshipOf(there)}`;
      if (decisive.includes(mapping) && !successors.has(key)) successors.set(key, there);
    }
    const told = [...successors.values()]
      .filter((road) => !seen.includes(end(road)))
      .map((road) => this.from(road, seen));
    const [only] = told;
    if (told.length === 1 && only) {
      return only.roads.length > 0 || only.asksBack || only.says === 'no-map' || isAmbiguous(only)
        ? only
        : undefined;
    }
    const roads = told.flatMap((each) => each.roads);
    return roads.length === 0 ? undefined : { says: 'SEVERAL_SUCCESSORS', roads };
  }
}

function isAmbiguous({ says: how }: Told): boolean {
  return ['SEVERAL_RECORDS', 'NO_MAP_DISPUTED', 'ROADS_DISAGREE'].includes(how);
}

function gather(ways: readonly Gathered[]): Gathered {
  const roads = new Map<string, Road>();
  for (const road of ways.flatMap((each) => each.roads)) {
    const key = `${end(road)} ${relationshipOf(road)}`;
    if (!roads.has(key)) roads.set(key, road);
  }
  return {
    roads: [...roads.values()],
    noMap: ways.some(({ noMap }) => noMap),
    forked: ways.some(({ forked }) => forked),
    torn: ways.some(({ torn }) => torn),
    many: false,
    barred: ways.some(({ barred }) => barred),
  };
}

function judged({ roads, noMap, forked, torn, many }: Gathered): Told | undefined {
  if (roads.length > 0 && noMap) return { says: forked ? 'SEVERAL_RECORDS' : 'NO_MAP_DISPUTED', roads };
  if (noMap) return torn ? { says: 'SEVERAL_RECORDS', roads } : { says: 'no-map', roads };
  if (roads.length === 0) return undefined;
  if (roads.length === 1 && !torn) return { says: 'resolved', roads };
  if (many) return { says: 'several', roads };
  return { says: forked ? 'SEVERAL_RECORDS' : 'SEVERAL_TARGETS', roads };
}
