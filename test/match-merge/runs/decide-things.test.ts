import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Thing } from '../../../src/match-merge/models/thing.js';
import {
  type Deciding,
  decideThings,
  type WeighedThings,
} from '../../../src/match-merge/runs/decide-things.js';

const thing = (id: string, more: Partial<Thing> = {}): Thing => ({
  ...{ id, key: id, records: [], cells: [], registries: [], baseGtins: [], inConflict: false },
  ...more,
});
const pair = (a: string, b: string, weight: number, vetoed: readonly string[] = []): WeighedThings => ({
  ...{ a, b, weight, vetoed },
});
const decide = (things: readonly Thing[], pairs: readonly WeighedThings[], more: Partial<Deciding> = {}) =>
  decideThings({
    ...{ things, pairs, judgements: [], unsure: [], thresholds: { matchFrom: 10, reviewFrom: 0 } },
    bitsOf: () => -20,
    ...more,
  });

describe('what is joined', () => {
  test('from the match threshold on two things are one, below it a person is asked, below the other nobody', () => {
    const things = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => thing(id));
    const { clusters, reviews } = decide(things, [pair('a', 'b', 11), pair('c', 'd', 9), pair('e', 'f', -1)]);
    expect(clusters.get('b')).toBe('a');
    expect(clusters.get('d')).toBe('d');
    expect(reviews).toEqual([{ a: 'c', b: 'd', weight: 9, why: 'LIKELY' }]);
  });

  test('a veto sends the likeliest pair to a person', () => {
    const { clusters, reviews } = decide(
      [thing('a'), thing('b')],
      [pair('a', 'b', 40, ['16 Fr against 18 Fr'])],
    );
    expect(clusters.get('b')).toBe('b');
    expect(reviews).toMatchObject([{ why: 'VETOED' }]);
  });

  test('different GTINs, or two records of a registry, are never one and are no question', () => {
    const gtins = [thing('a', { baseGtins: ['1'] }), thing('b', { baseGtins: ['2'] })];
    const registry = [thing('c', { registries: ['gudid'] }), thing('d', { registries: ['gudid'] })];
    const { clusters, reviews } = decide([...gtins, ...registry], [pair('a', 'b', 40), pair('c', 'd', 40)]);
    expect([...clusters].every(([id, cluster]) => id === cluster)).toBe(true);
    expect(reviews).toEqual([]);
  });

  test('what would go as well to two things that cannot be one is not guessed, until a person has ruled one out', () => {
    const things = [
      thing('x'),
      thing('one', { registries: ['gudid'] }),
      thing('two', { registries: ['gudid'] }),
    ];
    const pairs = [pair('x', 'one', 22), pair('x', 'two', 20)];
    const undecided = decide(things, pairs);
    expect(undecided.clusters.get('x')).toBe('x');
    expect(undecided.reviews.map(({ why }) => why)).toEqual(['CONTESTED', 'CONTESTED']);
    const ruledOut = decide(things, pairs, { judgements: [{ a: 'x', b: 'two', verdict: 'different' }] });
    expect(ruledOut.clusters.get('x')).toBe(ruledOut.clusters.get('one'));
    expect(ruledOut.reviews).toEqual([]);
    expect(decide(things, [pair('x', 'one', 40), pair('x', 'two', 20)]).clusters.get('x')).toBe('one');
  });

  test('a record in conflict is joined by nobody but a person', () => {
    const things = [thing('a', { inConflict: true }), thing('b')];
    expect(decide(things, [pair('a', 'b', 40)]).reviews).toMatchObject([{ why: 'IN_CONFLICT' }]);
  });

  test('what a person could not tell is not asked again', () => {
    const asked = decide([thing('a'), thing('b')], [pair('a', 'b', 5)], { unsure: [{ a: 'b', b: 'a' }] });
    expect(asked.reviews).toEqual([]);
  });
});

describe('laws', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const two = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2, maxLength: 2 });
  const weighed = fc.uniqueArray(
    fc.record({ two, weight: fc.integer({ min: -5, max: 30 }), vetoed: fc.boolean() }),
    { selector: ({ two: ends }) => [...ends].sort().join(), maxLength: 15 },
  );
  const words = fc.array(
    fc.record({ two, verdict: fc.constantFrom('same' as const, 'different' as const) }),
    {
      maxLength: 4,
    },
  );
  const facts = fc.record({ weighed, words, inRegistry: fc.subarray(ids) });

  test('neither the order of things, pairs and judgements nor that of a pair’s ends changes anything', () => {
    fc.assert(
      fc.property(facts, ({ weighed: said, words: judged, inRegistry }) => {
        const things = ids.map((id) => thing(id, { registries: inRegistry.includes(id) ? ['gudid'] : [] }));
        const pairs = said.map(({ two: [a, b], weight, vetoed }) =>
          pair(a!, b!, weight, vetoed ? ['no'] : []),
        );
        const judgements = judged.map(({ two: [a, b], verdict }) => ({ a: a!, b: b!, verdict }));
        const turned = decide(
          things.toReversed(),
          pairs.toReversed().map(({ a, b, ...rest }) => ({ a: b, b: a, ...rest })),
          { judgements: judgements.toReversed() },
        );
        const straight = decide(things, pairs, { judgements });
        expect([...turned.clusters].sort()).toEqual([...straight.clusters].sort());
        const named = (reviews: typeof straight.reviews) =>
          reviews.map(({ a, b }) => [a, b].sort().join()).sort();
        expect(named(turned.reviews)).toEqual(named(straight.reviews));
      }),
    );
  });

  test('no cluster holds two of a registry, two that a person judged different, or two that a veto forbids alone', () => {
    fc.assert(
      fc.property(facts, ({ weighed: said, words: judged, inRegistry }) => {
        const things = ids.map((id) => thing(id, { registries: inRegistry.includes(id) ? ['gudid'] : [] }));
        const pairs = said.map(({ two: [a, b], weight, vetoed }) =>
          pair(a!, b!, weight, vetoed ? ['no'] : []),
        );
        const judgements = judged.map(({ two: [a, b], verdict }) => ({ a: a!, b: b!, verdict }));
        const saysSame = judgements.some(({ verdict }) => verdict === 'same');
        const { clusters } = decide(things, pairs, { judgements });
        for (const { a, b, verdict } of judgements)
          if (verdict === 'different') expect(clusters.get(a)).not.toBe(clusters.get(b));
        const homes = inRegistry.map((id) => clusters.get(id));
        if (!saysSame) expect(new Set(homes).size).toBe(homes.length);
      }),
    );
  });
});
