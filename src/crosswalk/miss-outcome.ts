import type { Problem } from '../platform/problem.js';
import type { NotConverted } from './measured-question.js';
import type { SystemDirectory } from './system-directory.js';
import type { Ambiguity, Unresolved, Walk, WalkProblem } from './walk-result.js';

const sentences: Readonly<Record<Exclude<WalkProblem, 'CONTEXT_REQUIRED' | 'CONTEXT_UNKNOWN'>, string>> = {
  CODE_UNKNOWN: 'no source has delivered this code, no mapping names it, and there is no such record',
  CODE_INACTIVE: 'the code is known but not active on that date',
  NO_MAPPING: 'the code is known, but nothing says what it is in the target system',
  TARGET_INACTIVE: 'the codes it maps to are not active on that date',
  TARGET_BROADER: 'what it maps to means more than the code asked, and the policy does not let that answer',
};
const ambiguities: Readonly<Record<Ambiguity, string>> = {
  SEVERAL_TARGETS: 'several codes answer with equal standing; none was chosen',
  SEVERAL_RECORDS: 'a code on the way points at several golden records; none was chosen',
  ROADS_DISAGREE: 'a mapping and the golden record behind the code lead to different codes; none was chosen',
  NO_MAP_DISPUTED:
    'one approved statement says that nothing corresponds there, another of equal standing names a code',
  SEVERAL_SUCCESSORS: 'several things took the place of the code asked; none was chosen',
};

/** How a question without an answer ended. */
export type MissOutcome = readonly ['UNRESOLVED' | 'AMBIGUOUS', Problem];

export function missOutcome(
  found: Extract<Walk, { kind: 'ambiguous' | 'unresolved' }> | NotConverted,
  directory: SystemDirectory,
): MissOutcome {
  switch (found.kind) {
    case 'ambiguous':
      return ['AMBIGUOUS', { code: found.because, message: ambiguities[found.because] }];
    case 'not-converted':
      return ['UNRESOLVED', found.problem];
    case 'unresolved':
      return ['UNRESOLVED', { code: found.problem, message: sentenceOf(found, directory) }];
    default:
      return found satisfies never;
  }
}

/** The names of context keys are declared words, no input. */
function sentenceOf({ problem, keys = [] }: Unresolved, directory: SystemDirectory): string {
  const names = keys.map((key) => directory.contextKeyOf(key)?.key ?? String(key)).join(', ');
  switch (problem) {
    case 'CONTEXT_REQUIRED':
      return `what it maps to depends on context that was not given: ${names}`;
    case 'CONTEXT_UNKNOWN':
      return `what it maps to depends on context that the hub knows no one record by: ${names}`;
    default:
      return sentences[problem];
  }
}

/** A caller who asks again with more said may be answered at once: no person has anything to decide. */
export function leavesMiss(
  found: Extract<Walk, { kind: 'ambiguous' | 'unresolved' }> | NotConverted,
): boolean {
  return found.kind !== 'unresolved' || found.keys === undefined;
}
