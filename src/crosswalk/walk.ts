import type { Day } from './day.js';
import type { ResolveIndex } from './index/resolve-index.js';
import type { Purpose } from './vocabulary.js';

/** A question in the index’s own terms: normal form known, systems known, day and revision fixed. */
export interface Question {
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
  readonly target: number;
  readonly purpose: Purpose;
  readonly day: Day;
  /** Revision at which all facts are read. */
  readonly pin: number;
}

export type WalkProblem = 'CODE_UNKNOWN' | 'CODE_INACTIVE' | 'NO_MAPPING' | 'TARGET_INACTIVE';

/** What was found: row numbers into the index, so that nothing is built that nobody reads. */
export type Walk =
  | { readonly kind: 'resolved'; readonly mapping: number }
  | { readonly kind: 'ambiguous'; readonly mappings: readonly number[] }
  | { readonly kind: 'unresolved'; readonly problem: WalkProblem };

const unresolved = Object.freeze({
  CODE_UNKNOWN: Object.freeze({ kind: 'unresolved', problem: 'CODE_UNKNOWN' }),
  CODE_INACTIVE: Object.freeze({ kind: 'unresolved', problem: 'CODE_INACTIVE' }),
  NO_MAPPING: Object.freeze({ kind: 'unresolved', problem: 'NO_MAPPING' }),
  TARGET_INACTIVE: Object.freeze({ kind: 'unresolved', problem: 'TARGET_INACTIVE' }),
} as const);

/** Walks from a code to its codes in the target system, by approved facts only, and never chooses between equals:
 *  one active target resolves, several are ambiguous, none is unresolved with the reason. Pure. */
export function walk(index: ResolveIndex, question: Question): Walk {
  const code = index.codes.find(question.system, question.issuer, question.normal);
  if (code === -1) return unresolved.CODE_UNKNOWN;
  const standing = standingOf(index, code, question);
  if (standing === 'inactive') return unresolved.CODE_INACTIVE;
  return follow(index, code, question, standing);
}

function follow(index: ResolveIndex, code: number, question: Question, standing: 'active' | 'unsaid'): Walk {
  const { mappings } = index;
  let found = -1;
  let several: number[] | undefined;
  let inactive = false;
  for (let row = index.codes.firstMapping.get(code); row !== -1; row = mappings.next(row)) {
    if (!applies(index, row, question)) continue;
    if (standingOf(index, mappings.targetOf(row), question) === 'inactive') inactive = true;
    else if (found === -1) found = row;
    else several = several ? [...several, row] : [found, row];
  }
  if (several) return { kind: 'ambiguous', mappings: several };
  if (found !== -1) return { kind: 'resolved', mapping: found };
  if (inactive) return unresolved.TARGET_INACTIVE;
  return standing === 'unsaid' && !anyMapping(index, code, question)
    ? unresolved.CODE_UNKNOWN
    : unresolved.NO_MAPPING;
}

function applies(index: ResolveIndex, row: number, question: Question): boolean {
  const { mappings } = index;
  return (
    mappings.knownAt(row, question.pin) &&
    mappings.validOn(row, question.day) &&
    mappings.purposeOf(row) === question.purpose &&
    index.codes.systemOf(mappings.targetOf(row)) === question.target
  );
}

/** Whether anything is said of a code at a revision: a fact, or a mapping that begins at it. */
export function isKnown(
  index: ResolveIndex,
  { system, issuer, normal, pin }: Pick<Question, 'system' | 'issuer' | 'normal' | 'pin'>,
): boolean {
  const code = index.codes.find(system, issuer, normal);
  if (code === -1) return false;
  for (let row = index.codes.firstFact.get(code); row !== -1; row = index.facts.next(row)) {
    if (index.facts.knownAt(row, pin)) return true;
  }
  return anyMapping(index, code, { pin });
}

/** A code of which nothing is known at this revision, neither fact nor mapping, is unknown. */
function anyMapping(index: ResolveIndex, code: number, { pin }: Pick<Question, 'pin'>): boolean {
  for (let row = index.codes.firstMapping.get(code); row !== -1; row = index.mappings.next(row)) {
    if (index.mappings.knownAt(row, pin)) return true;
  }
  return false;
}

/** Whether sources say the code is active that day, say it is not, or say nothing of it at all: an approved mapping
 *  may name a code that no list has delivered. */
function standingOf(
  index: ResolveIndex,
  code: number,
  { pin, day }: Question,
): 'active' | 'inactive' | 'unsaid' {
  let said = false;
  for (let row = index.codes.firstFact.get(code); row !== -1; row = index.facts.next(row)) {
    if (!index.facts.knownAt(row, pin)) continue;
    if (index.facts.validOn(row, day) && index.facts.isActive(row)) return 'active';
    said = true;
  }
  return said ? 'inactive' : 'unsaid';
}

/** The name of a code on a day, as known at a revision; null if nothing names it. */
export function displayOf(
  index: ResolveIndex,
  code: number,
  { pin, day }: Pick<Question, 'pin' | 'day'>,
): string | null {
  for (let row = index.codes.firstFact.get(code); row !== -1; row = index.facts.next(row)) {
    if (index.facts.knownAt(row, pin) && index.facts.validOn(row, day)) {
      return index.texts.get(index.facts.displayOf(row));
    }
  }
  return null;
}
