import { expect, test } from 'vitest';
import type { JudgementOfIds } from '../../src/match-merge/clusters/judgements.js';
import { link, linkedPairs } from '../../src/match-merge/link.js';
import { accountOf } from '../../src/match-merge/link-account.js';
import type { Table } from '../../src/match-merge/tables/table.js';
import { seededRandom } from '../support/random.js';

const { left, right } = suppliers(120);
const plain = link(left, right);
const decisionsOf = (judgements: readonly JudgementOfIds[], oneToOne = false) => {
  const linked = link(left, right, { judgements, oneToOne });
  return new Map(
    linkedPairs(linked).map(({ leftId, rightId, decision }) => [`${leftId} ${rightId}`, decision]),
  );
};

test('what was judged different is no match and not shown again, however like it is', () => {
  expect(linkedPairs(plain)).toContainEqual(
    expect.objectContaining({ leftId: 'S3', rightId: 'T3', decision: 'match' }),
  );
  const judgements: JudgementOfIds[] = [{ a: 'S3', b: 'T3', verdict: 'different' }];
  expect(decisionsOf(judgements).get('S3 T3')).toBeUndefined();
  expect(decisionsOf(judgements).get('S4 T4')).toBe('match');
  expect(accountOf(link(left, right, { judgements }), 'S3', 'T3')).toMatchObject({
    judged: ['different'],
    decision: 'candidate',
    probability: 0,
  });
});

test('what was judged the same is a match, compared or not, and takes the place of what it rules out', () => {
  const judgements: JudgementOfIds[] = [{ a: 'S5', b: 'T90', verdict: 'same' }];
  const decisions = decisionsOf(judgements, true);
  expect(decisions.get('S5 T90')).toBe('match');
  expect(decisions.get('S5 T5')).toBeUndefined();
  expect(decisions.get('S90 T90')).toBeUndefined();
  expect(decisions.get('S6 T6')).toBe('match');
  expect(accountOf(link(left, right, { judgements }), 'S5', 'T90')).toMatchObject({
    kind: 'compared',
    judged: ['same'],
    decision: 'match',
    probability: 1,
  });
});

test('what was judged both goes before a person and is reported', () => {
  const judgements: JudgementOfIds[] = [
    { a: 'S7', b: 'T7', verdict: 'same' },
    { a: 'S7', b: 'T7', verdict: 'different' },
  ];
  expect(decisionsOf(judgements).get('S7 T7')).toBe('review');
  expect(link(left, right, { judgements }).conflicts).toEqual([{ a: 'S7', b: 'T7' }]);
});

test('judgements of what is not there change nothing', () => {
  const judgements: JudgementOfIds[] = [{ a: 'nobody', b: 'T1', verdict: 'same' }];
  expect(linkedPairs(link(left, right, { judgements }))).toEqual(linkedPairs(plain));
});

/** Each supplier in both tables: as the ERP and as the warehouse writes it. */
function suppliers(count: number): { left: Table; right: Table } {
  const random = seededRandom(11);
  const syllables = 'ba cor del fi gran ho jun kel lo mer nu pra quo sta'.split(' ');
  const word = () => Array.from({ length: 3 }, () => syllables[Math.floor(random() * 14)]).join('');
  const rows = Array.from({ length: count }, () => ({
    name: `${word()} ${word()}`,
    street: `${10 + Math.floor(random() * 900)} ${word()}`,
  }));
  const columns = ['name', 'address'];
  return {
    left: {
      columns,
      ids: rows.map((_, n) => `S${n}`),
      cells: [rows.map(({ name }) => `${name} inc`), rows.map(({ street }) => `${street} street`)],
    },
    right: {
      columns,
      ids: rows.map((_, n) => `T${n}`),
      cells: [rows.map(({ name }) => `${name} incorporated`), rows.map(({ street }) => `${street} st`)],
    },
  };
}
