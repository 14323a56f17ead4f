import type { ContentStatement } from '../../src/units/content.js';
import { type Conversion, type Converted, convert } from '../../src/units/conversion.js';
import type { PackagingLink } from '../../src/units/packaging.js';
import { parseRational, type Rational } from '../../src/units/rational.js';
import { parseUnitCode, type UnitCode } from '../../src/units/unit-code.js';
import { buildUnitGraph, NO_FACTS, type UnitFacts } from '../../src/units/unit-graph.js';
import { day } from '../../src/units/validity.js';

/** `CA` is read as X12 unless the text names a system. */
export function unit(text: string): UnitCode {
  const reading = parseUnitCode(text, 'x12');
  if (reading.kind !== 'unit') throw new Error(`"${text}": ${reading.kind}`);
  return reading.unit;
}

export function exactly(text: string): Rational {
  const value = parseRational(text);
  if (!value) throw new Error(`"${text}" is not a number`);
  return value;
}

let made = 0;

/** `1 CA = 10 BX`; several contents (`1 CA = 5 BX + 5 BG`) make an assortment. */
export function makeLink(text: string, changes: Partial<PackagingLink> = {}): PackagingLink {
  const [whole = '', contents = ''] = text.split(' = ');
  return {
    id: `link-${String(++made).padStart(6, '0')}`,
    item: 'item-1',
    supplier: null,
    unit: unit(whole.replace(/^1 /, '')),
    contents: contents.split(' + ').map((part) => {
      const [quantity = '', code = ''] = part.split(' ');
      return { quantity: BigInt(quantity), unit: unit(code) };
    }),
    validFrom: day('2026-01-01'),
    validTo: null,
    ...changes,
  };
}

/** `1 VI = 10 ucum:mL = 500 ucum:mg`, approved. */
export function makeContent(text: string, changes: Partial<ContentStatement> = {}): ContentStatement {
  const [whole = '', ...amounts] = text.split(' = ');
  return {
    id: `content-${++made}`,
    item: 'item-1',
    unit: unit(whole.replace(/^1 /, '')),
    amounts: amounts.map((part) => {
      const [quantity = '', code = ''] = part.split(' ');
      return { quantity: exactly(quantity), unit: unit(code) };
    }),
    approval: { by: 'pharmacist', on: day('2026-01-01') },
    validFrom: day('2026-01-01'),
    validTo: null,
    ...changes,
  };
}

export function ask(quantity: string, from: string, to: string, facts: Partial<UnitFacts> = {}): Conversion {
  const graph = buildUnitGraph({ ...NO_FACTS, ...facts });
  return convert(graph, { quantity: exactly(quantity), from: unit(from), to: unit(to) });
}

/** The conversion, which must succeed. */
export function converted(conversion: Conversion): Converted {
  if (conversion.kind !== 'converted') throw new Error(`expected a conversion, got ${conversion.kind}`);
  return conversion;
}

/** `x12:CA > x12:BX > x12:EA`. */
export function chainOf(steps: readonly { from: string; to: string }[]): string {
  return [steps[0]?.from, ...steps.map((step) => step.to)].join(' > ');
}
