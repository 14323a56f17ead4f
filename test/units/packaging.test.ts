import { describe, expect, test } from 'vitest';
import { gatherContents, linksInForce } from '../../src/units/packaging.js';
import { gtinsOfLevel, levelOfGtin } from '../../src/units/packaging-gtin.js';
import { toFraction } from '../../src/units/rational.js';
import { day, parseDay, turningDays } from '../../src/units/validity.js';
import { ask, chainOf, converted, makeLink, unit } from '../support/make-units.js';

const links = [makeLink('1 CA = 10 BX', { id: 'p1' }), makeLink('1 BX = 10 EA', { id: 'p2' })];

describe('conversion', () => {
  test('1 CA = 10 BX = 100 EA, with the chain shown', () => {
    const answer = converted(ask('1', 'CA', 'EA', { links }));
    expect([answer.fraction, answer.exact, chainOf(answer.steps)]).toEqual([
      '100',
      true,
      'x12:CA > x12:BX > x12:EA',
    ]);
    expect(answer.steps.map((step) => [toFraction(step.factor), step.source])).toEqual([
      ['10', { kind: 'packaging', id: 'p1' }],
      ['10', { kind: 'packaging', id: 'p2' }],
    ]);
  });

  test('upwards the answer is a fraction, with whole packages and the rest in the unit asked from', () => {
    const answer = converted(ask('137', 'EA', 'CA', { links }));
    expect([answer.decimal.text, answer.fraction, answer.exact]).toEqual(['1.37', '137/100', true]);
    expect(answer.packages).toMatchObject({ whole: 1n, remainder: { unit: { key: 'x12:EA' } } });
    expect(answer.packages && toFraction(answer.packages.remainder.quantity)).toBe('37');
  });

  test('a return of 25 each is two boxes and five each, all negative', () => {
    const answer = converted(ask('-25', 'EA', 'BX', { links }));
    expect(answer.packages?.whole).toBe(-2n);
    expect(answer.packages && toFraction(answer.packages.remainder.quantity)).toBe('-5');
  });

  test('a third of a box is not exact as a decimal and stays exact as a fraction', () => {
    const answer = converted(ask('1', 'EA', 'BX', { links: [makeLink('1 BX = 3 EA')] }));
    expect([answer.fraction, answer.decimal, answer.exact]).toEqual([
      '1/3',
      { text: '0.333333333333', scale: 12, exact: false },
      false,
    ]);
    expect(answer.warnings).toEqual([{ kind: 'rounded', scale: 12 }]);
  });

  test('the shortest chain is taken, whatever the order in which links were loaded', () => {
    const direct = [...links, makeLink('1 CA = 100 EA', { id: 'p3' })];
    for (const order of [direct, [...direct].reverse()]) {
      expect(converted(ask('2', 'CA', 'EA', { links: order })).steps.map((step) => step.source.id)).toEqual([
        'p3',
      ]);
    }
  });

  test('of two equally short chains the one whose statement ids sort first is taken', () => {
    const twins = [makeLink('1 BX = 10 EA', { id: 'b' }), makeLink('1 BX = 10 EA', { id: 'a' })];
    for (const order of [twins, [...twins].reverse()]) {
      expect(converted(ask('1', 'BX', 'EA', { links: order })).steps[0]?.source.id).toBe('a');
    }
  });

  test('so it is where the chains are longer', () => {
    const [first, second] = [
      ['1 CA = 10 BX', '1 BX = 10 EA'],
      ['1 CA = 20 PK', '1 PK = 5 EA'],
    ].map((texts, i) => texts.map((text, step) => makeLink(text, { id: `${'ab'[i]}${step}` })));
    for (const order of [
      [...(first ?? []), ...(second ?? [])],
      [...(second ?? []), ...(first ?? [])],
    ]) {
      expect(converted(ask('1', 'CA', 'EA', { links: order })).steps.map((step) => step.source.id)).toEqual([
        'a0',
        'a1',
      ]);
    }
  });

  test('without packaging a case has no path to an each', () => {
    expect(ask('1', 'CA', 'EA')).toEqual({ kind: 'no-path', from: 'x12:CA', to: 'x12:EA' });
  });

  test('a Rec 20 dozen of pieces and a box of the item meet through the counted piece', () => {
    const counted = [makeLink('1 BX = 100 rec20:C62')];
    expect(converted(ask('3', 'BX', 'rec20:DZN', { links: counted })).fraction).toBe('25');
  });
});

describe('assortments', () => {
  const assorted = [makeLink('1 PX = 5 di:30801902 + 5 di:00801902', { id: 'mix' }), makeLink('1 PL = 4 PX')];

  test('a package of different things refuses to convert into any of them, and is named', () => {
    expect(ask('1', 'PX', 'di:30801902', { links: assorted })).toMatchObject({
      kind: 'assortment',
      package: 'x12:PX',
      sourceId: 'mix',
    });
    expect(ask('5', 'di:30801902', 'PL', { links: assorted })).toMatchObject({
      kind: 'assortment',
      package: 'x12:PX',
    });
    expect(ask('1', 'di:30801902', 'di:00801902', { links: assorted }).kind).toBe('assortment');
  });

  test('what holds the assortment still converts into it', () => {
    expect(converted(ask('3', 'PL', 'PX', { links: assorted })).fraction).toBe('12');
  });

  test('rows gathered over all devices show that a package is an assortment', () => {
    const row = (contained: string) => ({
      packageUnit: unit('di:900001'),
      contained: unit(contained),
      quantity: 5n,
    });
    const gathered = gatherContents([row('di:100001'), row('di:100002'), row('di:100001')]);
    expect([...gathered.values()].map((contents) => contents.length)).toEqual([2]);
  });
});

describe('validity and scope', () => {
  const history = [
    makeLink('1 CA = 10 BX', { id: 'old', validTo: day('2026-07-01') }),
    makeLink('1 CA = 12 BX', { id: 'new', validFrom: day('2026-07-01') }),
    makeLink('1 CA = 6 BX', { id: 'dist', supplier: 'distributor', validTo: day('2026-03-01') }),
  ];
  const on = (supplier: string | null, date: string) =>
    linksInForce(history, { item: 'item-1', supplier, on: day(date) }).map((link) => link.id);

  test('a link holds on its first day and no longer on its last', () => {
    expect([on(null, '2025-12-31'), on(null, '2026-06-30'), on(null, '2026-07-01')]).toEqual([
      [],
      ['old'],
      ['new'],
    ]);
  });

  test("a supplier's own packaging replaces the manufacturer's, and ends by handing back to it", () => {
    expect([
      on('distributor', '2026-02-28'),
      on('distributor', '2026-03-01'),
      on('other', '2026-02-28'),
    ]).toEqual([['dist'], ['old'], ['old']]);
  });

  test("another item's packaging is never used", () => {
    expect(linksInForce(history, { item: 'item-2', supplier: null, on: day('2026-02-01') })).toEqual([]);
  });

  test('only days that exist are days', () => {
    expect([
      parseDay('2026-02-30'),
      parseDay('2026-13-01'),
      parseDay('20260101'),
      parseDay('2028-02-29'),
    ]).toEqual([null, null, null, '2028-02-29']);
  });

  test('the turning days of a span are its first day and every change inside it', () => {
    const span = { validFrom: day('2026-01-01'), validTo: day('2026-12-01') };
    expect(turningDays(span, history)).toEqual(['2026-01-01', '2026-03-01', '2026-07-01']);
  });
});

describe('GTIN by level', () => {
  const gtin = (id: string, code: string, level: string) => ({
    id,
    item: 'item-1',
    supplier: null,
    unit: unit(level),
    gtin: code,
    validFrom: day('2026-01-01'),
    validTo: null,
  });
  const all = [
    gtin('g1', '10614141123459', 'BX'),
    gtin('g2', '20614141123456', 'CA'),
    gtin('g3', '50614141123457', 'CA'),
  ];
  const today = day('2026-05-01');

  test('a level may carry several GTINs, a GTIN names one level', () => {
    expect(gtinsOfLevel(all, 'item-1', unit('CA'), today).map((each) => each.gtin)).toEqual([
      '20614141123456',
      '50614141123457',
    ]);
    expect(levelOfGtin(all, 'item-1', '10614141123459', today)).toMatchObject({
      kind: 'level',
      unit: { key: 'x12:BX' },
    });
    expect(levelOfGtin(all, 'item-1', '00614141123452', today)).toEqual({ kind: 'unknown-gtin' });
  });

  test('the same GTIN on two levels is reported, not chosen from', () => {
    const both = [...all, gtin('g4', '10614141123459', 'EA')];
    expect(levelOfGtin(both, 'item-1', '10614141123459', today).kind).toBe('several-levels');
  });
});
