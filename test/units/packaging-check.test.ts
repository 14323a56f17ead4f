import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PackagingLink } from '../../src/units/packaging.js';
import { checkPackagingLink } from '../../src/units/packaging-check.js';
import { equals, rational, toFraction } from '../../src/units/rational.js';
import { factorOf } from '../../src/units/shortest-chain.js';
import { NO_FACTS } from '../../src/units/unit-graph.js';
import { day, isInForce } from '../../src/units/validity.js';
import type { Verdict } from '../../src/units/verdict.js';
import {
  type OracleLink,
  oracleContradicts,
  oracleConvert,
  oracleHasCycle,
} from '../support/conversion-oracle.js';
import { ask, chainOf, converted, makeContent, makeLink } from '../support/make-units.js';

const chain = [makeLink('1 CA = 10 BX', { id: 'p1' }), makeLink('1 BX = 10 EA', { id: 'p2' })];
const check = (candidate: PackagingLink, links = chain, contents = NO_FACTS.contents) =>
  checkPackagingLink(candidate, { ...NO_FACTS, links, contents });

function bothChains(verdict: Verdict): readonly string[] {
  if (!('stated' in verdict)) throw new Error(verdict.kind);
  return [verdict.kind, chainOf(verdict.stated), chainOf(verdict.existing)];
}

test('a link that repeats what the others already say is accepted', () => {
  expect(check(makeLink('1 CA = 100 EA'))).toEqual({ kind: 'accepted' });
});

test('a contradiction is refused with both chains and their factors', () => {
  const verdict = check(makeLink('1 CA = 120 EA'));
  expect(bothChains(verdict)).toEqual(['contradiction', 'x12:CA > x12:EA', 'x12:CA > x12:BX > x12:EA']);
  if (verdict.kind !== 'contradiction') return;
  expect([verdict.on, toFraction(factorOf(verdict.stated)), toFraction(factorOf(verdict.existing))]).toEqual([
    '2026-01-01',
    '120',
    '100',
  ]);
});

test('a cycle is refused with both chains, even where its factors agree', () => {
  expect(bothChains(check(makeLink('1 EA = 2 CA')))).toEqual([
    'cycle',
    'x12:EA > x12:CA',
    'x12:CA > x12:BX > x12:EA',
  ]);
  expect(bothChains(check(makeLink('1 EA = 1 BX'), [makeLink('1 BX = 1 EA')]))[0]).toBe('cycle');
  expect(check(makeLink('1 EA = 1 EA'), []).kind).toBe('cycle');
});

test('a contradiction that begins only when two later links meet is found, with its first day', () => {
  const later = [
    makeLink('1 CA = 10 BX', { validFrom: day('2026-03-01'), validTo: day('2026-06-01') }),
    makeLink('1 BX = 10 EA', { validFrom: day('2026-05-01') }),
  ];
  expect(check(makeLink('1 CA = 120 EA'), later)).toMatchObject({ kind: 'contradiction', on: '2026-05-01' });
  expect(check(makeLink('1 CA = 120 EA', { validTo: day('2026-05-01') }), later).kind).toBe('accepted');
  expect(check(makeLink('1 CA = 120 EA', { validFrom: day('2026-06-01') }), later).kind).toBe('accepted');
});

test("neither another supplier's packaging nor another item's nor the replaced version counts", () => {
  expect(check(makeLink('1 CA = 12 BX', { supplier: 'distributor' })).kind).toBe('accepted');
  expect(check(makeLink('1 CA = 12 BX', { item: 'item-2' })).kind).toBe('accepted');
  expect(check(makeLink('1 CA = 12 BX', { id: 'p1' })).kind).toBe('accepted');
});

test('packaging must agree with the approved content of the item, and only with the approved', () => {
  const contents = [makeContent('1 BX = 100 ucum:mL'), makeContent('1 VI = 10 ucum:mL')];
  expect(check(makeLink('1 BX = 10 VI'), [], contents).kind).toBe('accepted');
  expect(bothChains(check(makeLink('1 BX = 12 VI'), [], contents))).toEqual([
    'contradiction',
    'x12:BX > x12:VI',
    'x12:BX > ucum:mL > x12:VI',
  ]);
  expect(
    check(
      makeLink('1 BX = 12 VI'),
      [],
      contents.map((each) => ({ ...each, approval: null })),
    ).kind,
  ).toBe('accepted');
});

test('quantities are positive and units are counted', () => {
  expect(check(makeLink('1 CA = 0 BX'))).toEqual({ kind: 'not-positive', unit: 'x12:BX' });
  expect(check(makeLink('1 RL = 5 x12:YD'))).toEqual({ kind: 'not-counted', unit: 'x12:YD' });
  expect(check(makeLink('1 ucum:mL = 5 EA'))).toEqual({ kind: 'not-counted', unit: 'ucum:mL' });
});

test('a package cannot be an assortment and one thing at once', () => {
  expect(bothChains(check(makeLink('1 CA = 5 BX + 5 BG')))[0]).toBe('assortment-conflict');
  expect(check(makeLink('1 PK = 5 BX + 5 BG')).kind).toBe('accepted');
  expect(check(makeLink('1 EA = 5 CA + 5 BG')).kind).toBe('cycle');
});

test('no link may make an assortment equal to one of its parts', () => {
  const mixed = [makeLink('1 PK = 5 BX + 5 BG'), makeLink('1 PL = 3 PK')];
  expect(check(makeLink('1 PL = 15 BX'), mixed).kind).toBe('contradiction');
});

const UNITS = ['EA', 'PK', 'BX', 'CT', 'CA'];
const SIZES = [1, 2, 6, 12, 24];
const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03'].map(day);

/** A link between any two of five units, half of them true to one set of hidden sizes, valid on one to three days. */
const anyLink = fc
  .record({
    from: fc.nat(4),
    to: fc.nat(4),
    honest: fc.integer({ min: 0, max: 3 }).map((n) => n > 1),
    quantity: fc.integer({ min: 1, max: 4 }),
    first: fc.nat(2),
    lasts: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ from, to, honest, quantity, first, lasts }): Partial<PackagingLink> & OracleLink => {
    const [big, small] = honest && from < to ? [to, from] : [from, to];
    const ratio = (SIZES[big] ?? 1) / (SIZES[small] ?? 1);
    return {
      from: UNITS[big] ?? '',
      to: UNITS[small] ?? '',
      quantity: BigInt(honest && Number.isInteger(ratio) ? ratio : quantity),
      validFrom: DAYS[first] ?? day('2026-01-01'),
      validTo: DAYS[first + lasts] ?? null,
    };
  });

/** What the oracle says of `candidate` beside `accepted`: the trouble on the first day that has any. */
function oracleVerdict(
  accepted: readonly (PackagingLink & OracleLink)[],
  candidate: PackagingLink & OracleLink,
): string {
  for (const on of DAYS.filter((each) => isInForce(candidate, each))) {
    const together = [...accepted.filter((link) => isInForce(link, on)), candidate];
    if (oracleHasCycle(together)) return 'cycle';
    if (oracleContradicts(together)) return 'contradiction';
  }
  return 'accepted';
}

test('10,000 random packaging graphs agree with a slow oracle: every verdict, every conversion, there and back', {
  timeout: 180_000,
}, () => {
  const verdicts = { accepted: 0, cycle: 0, contradiction: 0 };
  const conversions = { converted: 0, 'no-path': 0 };
  fc.assert(
    fc.property(
      fc.array(anyLink, { minLength: 2, maxLength: 7 }),
      fc.integer({ min: 1, max: 500 }),
      (drawn, quantity) => {
        const accepted: (PackagingLink & OracleLink)[] = [];
        for (const each of drawn) {
          const candidate = { ...makeLink(`1 ${each.from} = ${each.quantity} ${each.to}`), ...each };
          const verdict = checkPackagingLink(candidate, { ...NO_FACTS, links: accepted });
          if (verdict.kind !== oracleVerdict(accepted, candidate))
            throw new Error(`${verdict.kind} against the oracle`);
          verdicts[verdict.kind as keyof typeof verdicts]++;
          if (verdict.kind === 'accepted') accepted.push(candidate);
          if (verdict.kind === 'contradiction')
            expect(equals(factorOf(verdict.stated), factorOf(verdict.existing))).toBe(false);
          if (verdict.kind === 'cycle')
            expect([...verdict.stated, ...verdict.existing].at(-1)?.to).toBe(`x12:${candidate.from}`);
        }
        const links = accepted.filter((link) => isInForce(link, day('2026-01-02')));
        for (const from of UNITS)
          for (const to of UNITS) compareConversion(links, from, to, quantity, conversions);
      },
    ),
    { numRuns: 10_000 },
  );
  // The graphs were worth drawing only if every outcome occurs often.
  expect(Math.min(...Object.values(verdicts), ...Object.values(conversions))).toBeGreaterThan(1_000);
});

function compareConversion(
  links: readonly (PackagingLink & OracleLink)[],
  from: string,
  to: string,
  quantity: number,
  counts: Record<'converted' | 'no-path', number>,
): void {
  const expected = oracleConvert(links, from, to);
  const answer = ask(String(quantity), from, to, { links });
  if (!expected) {
    expect(answer.kind).toBe('no-path');
    counts['no-path']++;
    return;
  }
  const there = converted(answer);
  const [[up = '', down = ''] = []] = [...expected.factors].map((factor) => factor.split('/'));
  expect(expected.factors.size).toBe(1);
  expect(there.steps.length).toBe(expected.length);
  expect(equals(there.value, rational(BigInt(quantity) * BigInt(up), BigInt(down)))).toBe(true);
  expect(converted(ask(there.fraction, to, from, { links })).fraction).toBe(String(quantity));
  counts.converted++;
}
