import { convert } from '../../src/units/conversion.js';
import { parseRational } from '../../src/units/rational.js';
import { parseUnitCode } from '../../src/units/unit-code.js';
import type { UnitGraph } from '../../src/units/unit-graph.js';
import { readUnitQuestions, type UnitQuestion } from '../support/unit-questions.js';
import { type BenchOptions, beside } from './figure.js';
import { rate } from './rate.js';

/** Conversions per second from text to text: quantity and both unit codes are read, the chain is found, the decimal is
 *  written. Beside each the rate of an empty loop over the same strings, timed in the same run. */
export async function bench({ emit, say }: BenchOptions): Promise<void> {
  for (const { name, graph, questions } of readUnitQuestions()) {
    say(`${name} ...`);
    const floor = rate(
      questions,
      (question) => question.quantity.length + question.from.length + question.to.length,
    );
    const value = rate(questions, (question) => answer(graph, question));
    emit({
      bench: 'units',
      case: name,
      metric: 'throughput',
      unit: 'conversions/s',
      ...beside(value, floor),
    });
  }
}

/** The length of the answer's text, so that no work can be left out. */
function answer(graph: UnitGraph, question: UnitQuestion): number {
  const quantity = parseRational(question.quantity);
  const from = parseUnitCode(question.from, 'x12');
  const to = parseUnitCode(question.to, 'x12');
  if (!quantity || from.kind !== 'unit' || to.kind !== 'unit')
    throw new Error('a bench question must be readable');
  const conversion = convert(graph, { quantity, from: from.unit, to: to.unit });
  if (conversion.kind !== 'converted')
    throw new Error(`a bench question must convert, not ${conversion.kind}`);
  return conversion.decimal.text.length;
}
