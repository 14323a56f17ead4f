import type { Mapping } from '../../../src/crosswalk/index/resolve-index.js';
import type { CodeRole } from '../../../src/crosswalk/vocabulary.js';

/** A slow, independent reading of what a resolve question means, to judge the index and its walk by. It knows nothing
 *  of columns, chains and hash tables: the world is plain lists, and every question reads all of them. */
export interface OracleWorld {
  readonly codes: readonly OracleCode[];
  readonly facts: readonly OracleFact[];
  readonly mappings: readonly OracleMapping[];
  readonly names: readonly OracleName[];
  readonly recordCodes: readonly OracleRecordCode[];
}

export interface OracleCode {
  readonly id: number;
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
}

interface OracleSpan {
  readonly validFrom: number;
  readonly validTo: number;
  readonly known: { readonly from: number; readonly to: number };
}

export interface OracleFact extends OracleSpan {
  readonly code: number;
  readonly display: string | null;
  readonly active: boolean;
}

export interface OracleMapping extends OracleSpan {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly purpose: Mapping['purpose'];
  readonly relationship: Mapping['relationship'];
}

export interface OracleName {
  readonly golden: string;
  readonly name: string;
  readonly known: { readonly from: number; readonly to: number };
}

export interface OracleRecordCode extends OracleSpan {
  readonly id: number;
  readonly code: number;
  readonly golden: string;
  readonly role: CodeRole;
}

/** The number under which golden records stand for a code system. */
export const oracleGolden = 0;

export interface OracleQuestion {
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
  readonly target: number;
  readonly purpose: Mapping['purpose'];
  readonly level: CodeRole | null;
  readonly day: number;
  readonly pin: number;
}

export interface OracleAnswer {
  /** `resolved`, why it is ambiguous, or the problem. */
  readonly says: string;
  /** What answers, sorted: mappings of the code asked by their ids, what golden records lead to by its name. */
  readonly answers: readonly string[];
}

/** What the roads over golden records come to. */
interface Gathered {
  readonly answers: readonly string[];
  readonly forked: boolean;
  readonly torn: boolean;
  readonly inactive: boolean;
}

const nothing: Gathered = { answers: [], forked: false, torn: false, inactive: false };

export function oracleAnswer(world: OracleWorld, question: OracleQuestion): OracleAnswer {
  const facts = new Facts(world, question);
  const says = (problem: string): OracleAnswer => ({ says: problem, answers: [] });
  if (question.system === oracleGolden) {
    const golden = question.normal;
    if (!facts.isBelieved(golden)) return says('CODE_UNKNOWN');
    return judged(overRecords(facts, [golden], undefined)) ?? says('NO_MAPPING');
  }
  const code = world.codes.find(
    ({ system, issuer, normal }) =>
      system === question.system && issuer === question.issuer && normal === question.normal,
  );
  if (!code) return says('CODE_UNKNOWN');
  if (facts.isDenied(code.id)) return says('CODE_INACTIVE');
  const fitting = facts.mappingsOf(code.id).filter(({ to }) => facts.systemOf(to) === question.target);
  const answering = fitting.filter(({ to }) => !facts.isDenied(to));
  const ids = answering.map(({ id }) => id);
  const goldens = facts.goldensOf(code.id);
  if (ids.length > 0 && question.purpose === 'SAME_THING') {
    const { answers } = gather(goldens.map((golden) => facts.codesIn(golden, null)));
    const mapped = answering.map(({ to }) => facts.nameOf(to));
    const others = answers.filter((answer) => !mapped.includes(answer));
    if (answers.length > 0 && mapped.some((each) => !answers.includes(each))) {
      return { says: 'ROADS_DISAGREE', answers: [...ids, ...others].sort() };
    }
  }
  if (ids.length > 0) return { says: ids.length === 1 ? 'resolved' : 'SEVERAL_TARGETS', answers: ids.sort() };
  const byRecord = judged(overRecords(facts, goldens, code.id));
  if (byRecord && byRecord.says !== 'TARGET_INACTIVE') return byRecord;
  if (byRecord || fitting.length > 0) return says('TARGET_INACTIVE');
  return says(facts.isMentioned(code.id) ? 'NO_MAPPING' : 'CODE_UNKNOWN');
}

/** First the codes of the golden records, if one thing is meant; then what their codes map to. */
function overRecords(facts: Facts, goldens: readonly string[], asked: number | undefined): Gathered {
  const { purpose, level } = facts.question;
  const direct =
    purpose === 'SAME_THING' ? fork(goldens.map((golden) => facts.codesIn(golden, level))) : nothing;
  if (direct.answers.length > 0) return direct;
  const mapped = fork(goldens.map((golden) => facts.mappedFrom(golden, asked)));
  return { ...mapped, inactive: mapped.inactive || direct.inactive };
}

/** Several records behind one code: what some of them answer is a guess unless all answer the same. */
function fork(ways: readonly Gathered[]): Gathered {
  const answering = ways.filter(({ answers }) => answers.length > 0).length;
  const { forked, torn, ...found } = gather(ways);
  return {
    ...found,
    forked: forked || (ways.length > 1 && answering > 0),
    torn: torn || (answering > 0 && answering < ways.length),
  };
}

function gather(ways: readonly Gathered[]): Gathered {
  return {
    answers: [...new Set(ways.flatMap(({ answers }) => answers))],
    forked: ways.some(({ forked }) => forked),
    torn: ways.some(({ torn }) => torn),
    inactive: ways.some(({ inactive }) => inactive),
  };
}

function judged({ answers, forked, torn, inactive }: Gathered): OracleAnswer | undefined {
  if (answers.length === 0) return inactive ? { says: 'TARGET_INACTIVE', answers } : undefined;
  if (answers.length === 1 && !torn) return { says: 'resolved', answers };
  return { says: forked ? 'SEVERAL_RECORDS' : 'SEVERAL_TARGETS', answers: [...answers].sort() };
}

/** What is known at the question’s revision and holds on its day. */
class Facts {
  constructor(
    readonly world: OracleWorld,
    readonly question: OracleQuestion,
  ) {}

  systemOf(code: number): number | undefined {
    return this.world.codes.find(({ id }) => id === code)?.system;
  }

  nameOf(code: number): string {
    const found = this.world.codes.find(({ id }) => id === code);
    return `${found?.system}|${found?.issuer}|${found?.normal}`;
  }

  isDenied(code: number): boolean {
    const told = this.world.facts.filter((fact) => fact.code === code && this.#isKnown(fact));
    return told.length > 0 && !told.some((fact) => fact.active && holdsOn(fact, this.question.day));
  }

  /** Whether anything at all is said of a code, whatever the days. */
  isMentioned(code: number): boolean {
    const { facts, mappings, recordCodes } = this.world;
    return (
      facts.some((fact) => fact.code === code && this.#isKnown(fact)) ||
      mappings.some((mapping) => mapping.from === code && this.#isKnown(mapping)) ||
      recordCodes.some((said) => said.code === code && this.#isKnown(said))
    );
  }

  isBelieved(golden: string): boolean {
    return [...this.world.names, ...this.world.recordCodes].some(
      (said) => said.golden === golden && this.#isKnown(said),
    );
  }

  mappingsOf(code: number): OracleMapping[] {
    const { purpose } = this.question;
    return this.world.mappings.filter(
      (mapping) => mapping.from === code && mapping.purpose === purpose && this.#holds(mapping),
    );
  }

  goldensOf(code: number): string[] {
    const said = this.world.recordCodes.filter((each) => each.code === code && this.#holds(each));
    return [...new Set(said.map(({ golden }) => golden))];
  }

  /** The codes of a golden record in the target system, of the level if there are any of it. */
  codesIn(golden: string, level: CodeRole | null): Gathered {
    if (this.question.target === oracleGolden) return { ...nothing, answers: [golden] };
    const there = this.#said(golden).filter(({ code }) => this.systemOf(code) === this.question.target);
    const active = there.filter(({ code }) => !this.isDenied(code));
    const meant = active.filter(({ role }) => role === level);
    const codes = (meant.length > 0 ? meant : active).map(({ code }) => this.nameOf(code));
    return { ...nothing, answers: [...new Set(codes)], inactive: active.length < there.length };
  }

  mappedFrom(golden: string, asked: number | undefined): Gathered {
    const codes = new Set(this.#said(golden).map(({ code }) => code));
    const starts = [...codes].filter((code) => code === asked || !this.isDenied(code));
    return gather(starts.flatMap((code) => this.mappingsOf(code).map(({ to }) => this.#arrivedFrom(to))));
  }

  #arrivedFrom(to: number): Gathered {
    const arrived = this.systemOf(to) === this.question.target;
    if (this.isDenied(to)) return { ...nothing, inactive: arrived };
    if (arrived) return { ...nothing, answers: [this.nameOf(to)] };
    return fork(this.goldensOf(to).map((golden) => this.codesIn(golden, this.question.level)));
  }

  #said(golden: string): OracleRecordCode[] {
    return this.world.recordCodes.filter((each) => each.golden === golden && this.#holds(each));
  }

  #holds(said: OracleSpan): boolean {
    return this.#isKnown(said) && holdsOn(said, this.question.day);
  }

  #isKnown(said: Pick<OracleSpan, 'known'>): boolean {
    return isKnown(said, this.question.pin);
  }
}

/** The names a code may be shown by on a day, as known at a revision: its own, else those of its one golden record. */
export function oracleDisplays(
  world: OracleWorld,
  code: number,
  pin: number,
  day: number,
): readonly string[] {
  const holds = (said: OracleSpan) => isKnown(said, pin) && holdsOn(said, day);
  const own = world.facts.filter((fact) => fact.code === code && holds(fact)).map(({ display }) => display);
  const named = own.filter((display) => display !== null);
  if (named.length > 0) return named;
  const goldens = new Set(
    world.recordCodes.filter((said) => said.code === code && holds(said)).map(({ golden }) => golden),
  );
  const [golden] = goldens;
  return goldens.size === 1 && golden !== undefined ? oracleNames(world, golden, pin) : [];
}

/** The names of a golden record known at a revision. */
export function oracleNames(world: OracleWorld, golden: string, pin: number): readonly string[] {
  return world.names.filter((said) => said.golden === golden && isKnown(said, pin)).map(({ name }) => name);
}

function isKnown({ known }: Pick<OracleSpan, 'known'>, pin: number): boolean {
  return known.from <= pin && pin < known.to;
}

function holdsOn({ validFrom, validTo }: OracleSpan, day: number): boolean {
  return validFrom <= day && day < validTo;
}
