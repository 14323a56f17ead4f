import { describe, expect, test } from 'vitest';
import { amountAtStrength, contentsInForce } from '../../src/units/content.js';
import { checkBillingUnit, checkContentStatement } from '../../src/units/content-check.js';
import { toFraction } from '../../src/units/rational.js';
import { NO_FACTS } from '../../src/units/unit-graph.js';
import { day } from '../../src/units/validity.js';
import { ask, chainOf, converted, exactly, makeContent, makeLink, unit } from '../support/make-units.js';

const amount = (quantity: string, code: string) => ({ quantity: exactly(quantity), unit: unit(code) });
const billing = (id: string, quantity: string, code: string, validFrom = '2026-01-01') => ({
  id,
  unit: unit('hcpcs:J0001'),
  amount: amount(quantity, code),
  validFrom: day(validFrom),
  validTo: null,
});

describe('a drug', () => {
  const strength = amountAtStrength(amount('10', 'ucum:mL'), amount('50', 'ucum:mg'), amount('1', 'ucum:mL'));
  if (strength.kind !== 'amount') throw new Error(strength.kind);
  const vial = { ...makeContent('1 VI = 10 ucum:mL', { id: 'vial' }) };
  const contents = [{ ...vial, amounts: [...vial.amounts, strength.amount] }];
  const facts = {
    links: [makeLink('1 CT = 4 VI', { id: 'carton' })],
    contents,
    billingUnits: [billing('per-10-mg', '10', 'ucum:mg')],
  };

  test('1 vial of 10 mL at 50 mg/mL, billed per 10 mg, is 50 billing units, with the chain', () => {
    const answer = converted(ask('1', 'VI', 'hcpcs:J0001', facts));
    expect([answer.decimal.text, answer.exact, answer.packages?.whole]).toEqual(['50', true, 50n]);
    expect(chainOf(answer.steps)).toBe('x12:VI > ucum:mg > hcpcs:J0001');
    expect(answer.steps.map((step) => [toFraction(step.factor), step.source.kind, step.source.id])).toEqual([
      ['500', 'content', 'vial'],
      ['1/10', 'billing-unit', 'per-10-mg'],
    ]);
  });

  test('a carton, a volume drawn up and a dose in grams bill exactly too', () => {
    expect(converted(ask('1', 'CT', 'hcpcs:J0001', facts)).fraction).toBe('200');
    expect(converted(ask('0.3', 'cms:ML', 'hcpcs:J0001', facts)).fraction).toBe('3/2');
    const dose = converted(ask('0.25', 'ucum:g', 'hcpcs:J0001', facts));
    expect([dose.fraction, chainOf(dose.steps)]).toEqual(['25', 'ucum:g > ucum:mg > hcpcs:J0001']);
  });

  test('part of a billing unit is left over in the unit asked from', () => {
    const answer = converted(ask('0.33', 'ucum:mL', 'hcpcs:J0001', facts));
    expect([answer.fraction, answer.packages?.whole]).toEqual(['33/20', 1n]);
    expect(answer.packages && toFraction(answer.packages.remainder.quantity)).toBe('13/100');
  });

  test('international units convert only among themselves', () => {
    const units = {
      contents: [makeContent('1 VI = 5 ucum:mL = 25000 ucum:[iU]')],
      billingUnits: [billing('per-1000', '1000', 'cms:F2')],
    };
    expect(converted(ask('1', 'VI', 'hcpcs:J0001', units)).fraction).toBe('25');
    expect(ask('1', 'VI', 'ucum:mg', units).kind).toBe('no-path');
  });

  test('without an approved content statement a vial has no path to a millilitre', () => {
    const proposed = makeContent('1 VI = 10 ucum:mL', { approval: null });
    expect(contentsInForce([proposed], 'item-1', day('2026-02-01'))).toEqual([]);
    expect(contentsInForce(contents, 'item-2', day('2026-02-01'))).toEqual([]);
    expect(contentsInForce(contents, 'item-1', day('2025-02-01'))).toEqual([]);
    expect(ask('1', 'VI', 'ucum:mL').kind).toBe('no-path');
  });
});

describe('strengths', () => {
  test('the volume may be in another unit of the same dimension', () => {
    const reading = amountAtStrength(
      amount('0.1', 'ucum:L'),
      amount('250', 'ucum:mcg'),
      amount('5', 'ucum:mL'),
    );
    expect(reading.kind === 'amount' && toFraction(reading.amount.quantity)).toBe('5000');
  });

  test('a strength per volume says nothing of a weight, nor of nothing', () => {
    expect(amountAtStrength(amount('1', 'ucum:g'), amount('1', 'ucum:mg'), amount('1', 'ucum:mL')).kind).toBe(
      'not-commensurable',
    );
    expect(
      amountAtStrength(amount('0', 'ucum:mL'), amount('1', 'ucum:mg'), amount('1', 'ucum:mL')).kind,
    ).toBe('not-positive');
  });
});

describe('a content statement at entry', () => {
  const onFile = {
    ...NO_FACTS,
    links: [makeLink('1 BX = 10 VI', { id: 'box' })],
    contents: [makeContent('1 VI = 10 ucum:mL', { id: 'ten' })],
  };

  test('is accepted when it agrees with what packaging and other contents say', () => {
    expect(checkContentStatement(makeContent('1 BX = 0.1 ucum:L'), onFile)).toEqual({ kind: 'accepted' });
    expect(checkContentStatement(makeContent('1 VI = 500 ucum:mg'), onFile)).toEqual({ kind: 'accepted' });
  });

  test('is refused with both chains when it does not', () => {
    const verdict = checkContentStatement(makeContent('1 BX = 0.2 ucum:L', { id: 'wrong' }), onFile);
    if (verdict.kind !== 'contradiction') throw new Error(verdict.kind);
    expect([chainOf(verdict.stated), chainOf(verdict.existing)]).toEqual([
      'x12:BX > ucum:L',
      'x12:BX > x12:VI > ucum:mL > ucum:L',
    ]);
  });

  test("is held against every supplier's packaging", () => {
    const links = [...onFile.links, makeLink('1 BX = 25 VI', { supplier: 'distributor' })];
    expect(checkContentStatement(makeContent('1 BX = 100 ucum:mL'), { ...onFile, links }).kind).toBe(
      'contradiction',
    );
  });

  test('must agree with itself', () => {
    expect(checkContentStatement(makeContent('1 VI = 10 ucum:mL = 1 ucum:dL'), NO_FACTS).kind).toBe(
      'contradiction',
    );
    expect(checkContentStatement(makeContent('1 VI = 10 ucum:mL = 1 ucum:cL'), NO_FACTS).kind).toBe(
      'accepted',
    );
  });

  test('gives positive physical amounts of one package', () => {
    expect(checkContentStatement(makeContent('1 VI = 0 ucum:mL'), NO_FACTS)).toEqual({
      kind: 'not-positive',
      unit: 'ucum:mL',
    });
    expect(checkContentStatement(makeContent('1 VI = 5 EA'), NO_FACTS)).toEqual({
      kind: 'not-physical',
      unit: 'x12:EA',
    });
    expect(checkContentStatement(makeContent('1 ucum:mL = 5 ucum:mg'), NO_FACTS)).toEqual({
      kind: 'not-counted',
      unit: 'ucum:mL',
    });
    expect(checkContentStatement(makeContent('1 VI = 5 ucum:Cel'), NO_FACTS).kind).toBe('not-physical');
  });

  test('a code is billed by one amount a day', () => {
    const onFileUnits = [billing('old', '10', 'ucum:mg')];
    expect(checkBillingUnit(billing('same', '0.01', 'ucum:g'), onFileUnits).kind).toBe('accepted');
    expect(checkBillingUnit(billing('other', '5', 'ucum:mg'), onFileUnits).kind).toBe('contradiction');
    expect(
      checkBillingUnit(billing('new', '5', 'ucum:mg', '2027-01-01'), [
        { ...billing('old', '10', 'ucum:mg'), validTo: day('2027-01-01') },
      ]).kind,
    ).toBe('accepted');
  });
});
