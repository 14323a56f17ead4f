import { buildUnitGraph, NO_FACTS, type UnitGraph } from '../../src/units/unit-graph.js';
import { day } from '../../src/units/validity.js';
import { exactly, makeContent, makeLink, unit } from './make-units.js';

export interface UnitQuestion {
  readonly quantity: string;
  readonly from: string;
  readonly to: string;
}

export interface UnitQuestions {
  readonly name: string;
  readonly graph: UnitGraph;
  readonly questions: readonly UnitQuestion[];
}

/** Questions of three kinds, a thousand quantities each: physical units alone, packaging of one item, a drug's billing. */
export function readUnitQuestions(): readonly UnitQuestions[] {
  const packaging = { ...NO_FACTS, links: [makeLink('1 CA = 10 BX'), makeLink('1 BX = 10 EA')] };
  const drug = {
    links: [makeLink('1 CT = 4 VI')],
    contents: [makeContent('1 VI = 10 ucum:mL = 500 ucum:mg')],
    billingUnits: [
      {
        id: 'per-10-mg',
        unit: unit('hcpcs:J0001'),
        amount: { quantity: exactly('10'), unit: unit('ucum:mg') },
        validFrom: day('2026-01-01'),
        validTo: null,
      },
    ],
  };
  return [
    { name: 'physical', graph: buildUnitGraph(NO_FACTS), questions: ask('ucum:L', 'ucum:mL') },
    { name: 'packaging', graph: buildUnitGraph(packaging), questions: ask('x12:CA', 'x12:EA') },
    { name: 'drug', graph: buildUnitGraph(drug), questions: ask('x12:CT', 'hcpcs:J0001') },
  ];
}

function ask(from: string, to: string): readonly UnitQuestion[] {
  return Array.from({ length: 1_000 }, (_, i) => ({ quantity: `${i}.${i % 10}`, from, to }));
}
