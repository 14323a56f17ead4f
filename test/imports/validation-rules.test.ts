import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../src/imports/kept-rules.js';
import { validationRules } from '../../src/imports/validation-rules.js';

/** Texts that keep each rule, and texts that break it. */
const vectors: Readonly<Record<string, { kept: readonly string[]; broken: readonly string[] }>> = {
  'account-use': { kept: ['SHIP_TO'], broken: ['ship to', ''] },
  'balance-side': { kept: ['DEBIT', 'CREDIT'], broken: ['Dr'] },
  ccn: { kept: ['330101', '33S101', '05D0987654'], broken: ['33010', 'NY0101', '3301011'] },
  currency: { kept: ['USD'], broken: ['usd', 'US', '$'] },
  dea: { kept: ['AB1234563', 'F91234563'], broken: ['AB1234564', 'ab1234563', 'A1234563', 'AB123456'] },
  ein: { kept: ['12-3456789', '123456789'], broken: ['00-1234567', '1-23456789', '12-345678'] },
  'gl-account-kind': { kept: ['EXPENSE'], broken: ['Expense'] },
  gtin: { kept: ['00614141123452', '614141123452'], broken: ['00614141123453', 'ABC'] },
  hin: { kept: ['41AB12300'], broken: ['41AB123', '41ab12300'] },
  'labeler-key': {
    kept: ['LIC:H124', 'GS1:0614141', 'FDA:00781'],
    broken: ['H124', 'LIC:1234', 'FDA:7', 'constructor:1', ':1'],
  },
  modifiers: { kept: ['25', 'RT 59'], broken: ['2', 'RT,59', 'RT 59 1A 2B 3C'] },
  'not-negative': { kept: ['0', '12.5'], broken: ['-1', '-0.5'] },
  'patient-class': { kept: ['INPATIENT'], broken: ['I'] },
  positive: { kept: ['1', '0.5', '10'], broken: ['0', '0.00', '-1'] },
  'procedure-code': { kept: ['A4550', '0001F', '99999'], broken: ['a4550', '4550', 'A45500'] },
  'revenue-code': { kept: ['0270', '270'], broken: ['27', '0000', 'O270'] },
  succession: { kept: ['ACQUIRED'], broken: ['bought'] },
  'time-zone': { kept: ['America/New_York', 'UTC'], broken: ['New York', '+02:00', 'Mars/Base'] },
};

test('every rule has vectors', () => {
  expect(Object.keys(vectors).sort()).toEqual(Object.keys(validationRules).sort());
});

describe.each(Object.entries(vectors))('the rule %s', (name, { kept, broken }) => {
  const rule = validationRules[name] ?? (() => undefined);

  test.each(kept)('is kept by %s', (text) => expect(rule(text)).toBeUndefined());
  test.each(broken)('is broken by "%s"', (text) => expect(rule(text)).toEqual(expect.any(String)));

  test('never throws, and never repeats what it refuses', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, unit: 'binary' }), (text) => {
        expect(rule(text) ?? '').not.toContain(text);
      }),
    );
  });
});

describe('the rules of a domain', () => {
  const judge = rulesOf('CHARGE_CODE');

  test('a record that keeps them all breaks none', () => {
    expect(
      judge({
        description: 'Foley catheter',
        revenueCode: '0272',
        priceLines: [{ price: '12.00', patientClass: 'INPATIENT', starts: '2026-01-01', ends: '2027-01-01' }],
        procedures: [{ code: 'A4338', modifiers: 'RT 59', payer: 'BCBS' }],
      }),
    ).toBeUndefined();
  });

  test('name the field, the value and the rule that is broken', () => {
    const description = 'Foley catheter';
    expect(judge({ description, revenueCode: '27' })).toMatchObject({
      ...{ attribute: 'revenueCode', field: 'revenueCode', value: '27', rule: 'revenue-code' },
      problem: 'BREAKS_RULE',
    });
    expect(
      judge({ description, priceLines: [{ price: '1' }, { price: '1', currency: 'usd' }] }),
    ).toMatchObject({
      ...{ attribute: 'priceLines', field: 'priceLines[1].currency', value: 'usd', rule: 'currency' },
    });
    const priceLines = [{ price: '1', starts: '2026-02-01', ends: '2026-01-01' }];
    expect(judge({ description, priceLines })).toMatchObject({
      field: 'priceLines[0].ends',
      problem: 'BAD_DATE',
    });
  });

  test('want what every record has to say, unless it says a part only', () => {
    expect(judge({ revenueCode: '0272' })).toMatchObject({ field: 'description', problem: 'MISSING' });
    expect(rulesOf('CHARGE_CODE', { partial: true })({ revenueCode: '0272' })).toBeUndefined();
    expect(rulesOf('CHARGE_CODE', { partial: true })({ revenueCode: '27' })).toMatchObject({
      rule: 'revenue-code',
    });
  });
});
