import type { Caller } from '../platform/access/ability.js';
import type { Db } from '../platform/db/db.js';
import type { GivenContext } from './context/said-context.js';
import { combinationsOf, everyCombination } from './coverage.js';
import { whatIsCovered } from './coverage.queries.js';
import type { Resolution } from './resolution.js';
import type { ResolveService } from './resolve.service.js';

/** Combinations that are asked in one go. */
export const mostCombinations = 10_000;
/** Gaps that are told of. */
export const mostGaps = 1_000;

export interface CoverageAsked {
  readonly system: string;
  readonly issuer: string | null;
  /** Only this code; null: all that mappings under conditions start at. */
  readonly code: string | null;
  readonly target: string;
  readonly asOf: string | null;
}

export interface CoverageGap {
  readonly issuer: string | null;
  readonly code: string;
  readonly context: readonly GivenContext[];
  /** Answered by nothing, or by several of equal standing. */
  readonly kind: 'OPEN' | 'TWICE';
  readonly problem: string;
  /** The codes that answer, of TWICE. */
  readonly alternatives: readonly string[];
}

export type Coverage =
  | {
      readonly kind: 'looked';
      readonly combinations: number;
      readonly open: number;
      readonly twice: number;
      readonly gaps: readonly CoverageGap[];
      readonly revision: string | null;
    }
  | { readonly kind: 'too-many'; readonly combinations: number }
  | { readonly kind: 'invalid'; readonly message: string };

/** Asks every combination of what the mappings under conditions between two systems name, by the walk that answers
 *  `resolve`, and tells which are open and which are answered twice. It leaves no misses. */
export async function coverageOf(
  db: Db,
  service: ResolveService,
  asked: CoverageAsked,
  caller: Caller,
): Promise<Coverage> {
  const { system, issuer, code, target, asOf } = asked;
  const all = await whatIsCovered(db, { system, target, most: mostCombinations + 1 });
  const codes = code === null ? all.codes : [{ issuer: issuer ?? '', normal: code }];
  const covered = { codes, values: all.values };
  const combinations = combinationsOf(covered);
  if (combinations > mostCombinations) return { kind: 'too-many', combinations };
  const each = [...everyCombination(covered)];
  const answers = await service.ask(
    each.map(({ code: { issuer: of, normal }, context }) => ({
      ...{ system, issuer: of || null, code: normal, target, context, asOf, record: false },
    })),
    caller,
  );
  const invalid = answers.find(({ status }) => status === 'INVALID' || status === 'UNAVAILABLE');
  if (invalid) return { kind: 'invalid', message: invalid.problem?.message ?? invalid.status };
  const gaps = answers.flatMap((answer, at) => {
    const { code: of, context } = each[at] as (typeof each)[number];
    const kind = gapOf(answer);
    if (!kind) return [];
    const alternatives = answer.alternatives.map((target) => target.code);
    const problem = answer.problem?.code ?? '';
    return [{ issuer: of.issuer || null, code: of.normal, context, kind, problem, alternatives }];
  });
  const open = gaps.filter(({ kind }) => kind === 'OPEN').length;
  return {
    ...{ kind: 'looked', combinations, open, twice: gaps.length - open, gaps: gaps.slice(0, mostGaps) },
    revision: answers[0]?.revision ?? null,
  };
}

/** A suspense code fills no gap: nobody has decided. */
function gapOf({ status }: Resolution): CoverageGap['kind'] | undefined {
  if (status === 'UNRESOLVED' || status === 'DEFAULTED') return 'OPEN';
  return status === 'AMBIGUOUS' ? 'TWICE' : undefined;
}
