import type { Mapping } from '../../../src/crosswalk/index/resolve-index.js';

/** A slow, independent reading of what a resolve question means, to judge the index and its walk by. It knows nothing
 *  of columns, chains and hash tables: the world is plain lists, and every question reads all of them. */
export interface OracleWorld {
  readonly codes: readonly OracleCode[];
  readonly facts: readonly OracleFact[];
  readonly mappings: readonly OracleMapping[];
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

export interface OracleQuestion {
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
  readonly target: number;
  readonly purpose: Mapping['purpose'];
  readonly day: number;
  readonly pin: number;
}

export interface OracleAnswer {
  /** `resolved`, `ambiguous`, or the problem. */
  readonly says: string;
  /** Ids of the mappings that answer, sorted. */
  readonly mappings: readonly string[];
}

export function oracleAnswer(world: OracleWorld, question: OracleQuestion): OracleAnswer {
  const { pin, day } = question;
  const nothing = (says: string) => ({ says, mappings: [] });
  const code = world.codes.find(
    ({ system, issuer, normal }) =>
      system === question.system && issuer === question.issuer && normal === question.normal,
  );
  if (!code) return nothing('CODE_UNKNOWN');
  const toldOf = (id: number) => world.facts.filter((fact) => fact.code === id && isKnown(fact, pin));
  const isDenied = (id: number) => {
    const told = toldOf(id);
    return told.length > 0 && !told.some((fact) => fact.active && holdsOn(fact, day));
  };
  if (isDenied(code.id)) return nothing('CODE_INACTIVE');
  const leaving = world.mappings.filter((mapping) => mapping.from === code.id && isKnown(mapping, pin));
  const fitting = leaving.filter(
    (mapping) =>
      mapping.purpose === question.purpose &&
      holdsOn(mapping, day) &&
      world.codes.find(({ id }) => id === mapping.to)?.system === question.target,
  );
  const answering = fitting.filter((mapping) => !isDenied(mapping.to));
  if (answering.length > 0) {
    const says = answering.length === 1 ? 'resolved' : 'ambiguous';
    return { says, mappings: answering.map(({ id }) => id).sort() };
  }
  if (fitting.length > 0) return nothing('TARGET_INACTIVE');
  return nothing(toldOf(code.id).length === 0 && leaving.length === 0 ? 'CODE_UNKNOWN' : 'NO_MAPPING');
}

/** The names a code may be shown by on a day, as known at a revision. */
export function oracleDisplays(
  world: OracleWorld,
  code: number,
  pin: number,
  day: number,
): (string | null)[] {
  return world.facts
    .filter((fact) => fact.code === code && isKnown(fact, pin) && holdsOn(fact, day))
    .map(({ display }) => display);
}

function isKnown({ known }: OracleSpan, pin: number): boolean {
  return known.from <= pin && pin < known.to;
}

function holdsOn({ validFrom, validTo }: OracleSpan, day: number): boolean {
  return validFrom <= day && day < validTo;
}
