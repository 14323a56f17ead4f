import { componentChecks, isOfType } from './gs1-component-checks.js';
import { gs1DictionaryRows } from './gs1-dictionary.generated.js';
import type { Gs1Component, Gs1DictionaryRow } from './gs1-dictionary.js';
import { type Invalid, invalid } from './identifier.js';

/** One application identifier: a row of the dictionary with its own number, and the bounds of its value's length. */
export type ApplicationIdentifier = Gs1DictionaryRow & {
  readonly ai: string;
  readonly min: number;
  readonly max: number;
};

/** Every application identifier of the dictionary, in its order. */
export const applicationIdentifiers: readonly ApplicationIdentifier[] = gs1DictionaryRows.flatMap(expand);

const BY_AI = new Map(applicationIdentifiers.map((entry) => [entry.ai, entry]));

export function applicationIdentifier(ai: string): ApplicationIdentifier | undefined {
  return BY_AI.get(ai);
}

/** The application identifier that unseparated data begin with at `position`. No AI is a prefix of another. */
export function applicationIdentifierAt(data: string, position: number): ApplicationIdentifier | undefined {
  for (let length = 2; length <= 4; length++) {
    const entry = BY_AI.get(data.slice(position, position + length));
    if (entry && entry.ai.length === length) return entry;
  }
  return undefined;
}

function expand(row: Gs1DictionaryRow): ApplicationIdentifier[] {
  const bounds = {
    min: row.components.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0),
    max: row.components.reduce((sum, part) => sum + part.max, 0),
  };
  const count = Number(row.to) - Number(row.from) + 1;
  return Array.from({ length: count }, (_, i) => ({
    ...row,
    ...bounds,
    ai: String(Number(row.from) + i).padStart(row.from.length, '0'),
  }));
}

/** The problem of one value under its AI, or undefined: every component in turn consumes its part of the value, optional
 *  ones only while something is left. Refuses: BAD_LENGTH, BAD_CHARACTER, CHECK_DIGIT, BAD_FORMAT. */
export function valueProblem(entry: ApplicationIdentifier, value: string): Invalid | undefined {
  let rest = value;
  for (const component of entry.components) {
    if (rest === '' && component.optional) break;
    const problem = componentProblem(entry.ai, component, rest.slice(0, component.max));
    if (problem) return problem;
    rest = rest.slice(component.max);
  }
  return rest === '' ? undefined : lengthProblem(entry);
}

function componentProblem(ai: string, component: Gs1Component, text: string): Invalid | undefined {
  if (text.length < component.min) return lengthProblem(BY_AI.get(ai)!);
  if (!isOfType(text, component.type)) {
    return invalid('BAD_CHARACTER', `AI (${ai}): a character its data type does not allow`);
  }
  for (const name of component.checks) {
    const expected = componentChecks[name]?.(text);
    if (expected)
      return invalid(name.startsWith('csum') ? 'CHECK_DIGIT' : 'BAD_FORMAT', `AI (${ai}): ${expected}`);
  }
  return undefined;
}

function lengthProblem({ ai, min, max }: ApplicationIdentifier): Invalid {
  return invalid('BAD_LENGTH', `AI (${ai}): expected ${min === max ? min : `${min} to ${max}`} characters`);
}
