import { convert } from '../../src/units/conversion.js';
import { parseRational } from '../../src/units/rational.js';
import { parseUnitCode } from '../../src/units/unit-code.js';
import type { UnitGraph } from '../../src/units/unit-graph.js';
import { readUnitQuestions, type UnitQuestion } from '../support/unit-questions.js';

export interface BenchRow {
  readonly bench: string;
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** The same loop over the same strings without the work. */
  readonly floor?: number;
  /** value / floor. */
  readonly ratio?: number;
}

const WARM_UP_MS = 200;
const MEASURED_MS = 1_000;

/** Conversions per second from text to text: quantity and both unit codes are read, the chain is found, the decimal is
 *  written. Beside each the rate of an empty loop over the same strings, timed in the same run. */
export async function bench(emit: (row: BenchRow) => void): Promise<void> {
  for (const { name, graph, questions } of readUnitQuestions()) {
    const floor = rate(
      questions,
      (question) => question.quantity.length + question.from.length + question.to.length,
    );
    const value = rate(questions, (question) => answer(graph, question));
    emit({
      bench: 'units',
      case: name,
      metric: 'throughput',
      value,
      unit: 'conversions/s',
      floor,
      ratio: value / floor,
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

function rate(questions: readonly UnitQuestion[], work: (question: UnitQuestion) => number): number {
  timed(questions, work, WARM_UP_MS);
  const { rounds, seconds } = timed(questions, work, MEASURED_MS);
  return Math.round((rounds * questions.length) / seconds);
}

function timed(questions: readonly UnitQuestion[], work: (question: UnitQuestion) => number, ms: number) {
  const start = performance.now();
  let rounds = 0;
  let sum = 0;
  for (; performance.now() - start < ms; rounds++) for (const question of questions) sum += work(question);
  if (sum < 0) throw new Error('lengths are not negative');
  return { rounds, seconds: (performance.now() - start) / 1000 };
}
