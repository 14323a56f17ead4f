import type { Problem } from '../platform/problem.js';
import { noContext } from './context/context.js';
import { contextAt } from './context/said-context.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { MeasuredQuestion, type NotConverted } from './measured-question.js';
import type { UnderstoodQuestion } from './question.js';
import { walk } from './walk.js';
import type { Question } from './walk-question.js';
import type { Walk } from './walk-result.js';

/** How an understood question ended. `unfit`: the unit asked has no meaning for this code. */
export interface Walked {
  readonly walking: Question;
  readonly measured: MeasuredQuestion | undefined;
  readonly found: Walk | NotConverted | { readonly kind: 'unfit'; readonly problem: Problem };
}

/** Walks an understood question, and brings its quantity to the unit of what is found. Pure. */
export function walkAsked(index: ResolveIndex, asked: UnderstoodQuestion, pin: number): Walked {
  const { system, target, issuer, normal, purpose, policy, said, day, amount } = asked;
  const context = said.length === 0 ? noContext : contextAt(index, said, { pin, day });
  const { level, rules } = policy;
  const ends = { system: system.id, target: target.id, issuer, normal };
  const walking: Question = { ...ends, purpose, level, day, pin, context, rules };
  const measured = amount && new MeasuredQuestion(index, asked, amount, pin);
  if (measured?.problem) return { walking, measured, found: { kind: 'unfit', problem: measured.problem } };
  const walked = walk(index, walking);
  return { walking, measured, found: measured ? measured.answer(walked) : walked };
}
