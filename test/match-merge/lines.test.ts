import { describe, expect, test } from 'vitest';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { link, linkedPairs, topCandidates } from '../../src/match-merge/link.js';
import { accountOf } from '../../src/match-merge/link-account.js';
import { saysBillingUnits } from '../../src/match-merge/normalise/billing-units.js';
import {
  codesOfLine,
  comparableLine,
  comparableName,
} from '../../src/match-merge/normalise/comparable-line.js';
import { readFeatures } from '../../src/match-merge/normalise/features.js';
import { shareOfField } from '../../src/match-merge/normalise/field.js';
import { linesAgainstRecords } from '../../src/match-merge/tables/lines-against-records.js';
import type { Table } from '../../src/match-merge/tables/table.js';

const things = ['FOLEY CATHETER', 'SUCTION CATHETER', 'TRACHEAL TUBE', 'CHEST DRAIN', 'NELATON CATHETER'];
const syllables = ['BA', 'CO', 'TE', 'LI', 'RU', 'SMA', 'DRO', 'FEN'];
/** Every thing of every brand, in four sizes. */
const products = things.flatMap((thing, t) =>
  syllables.flatMap((first, f) => {
    const maker = `${first}${syllables[(f + t + 1) % 8]}${syllables[(3 * f + t) % 8]}N`;
    return [12, 14, 16, 18].map((size) => ({ thing, maker, size }));
  }),
);

function table(prefix: string, lines: readonly string[]): Table {
  return { columns: ['line'], ids: lines.map((_, n) => `${prefix}${n}`), cells: [lines] };
}

const left = table(
  'L',
  products.map(({ thing, maker, size }) => `${thing} ${size} FR ${maker}`),
);
/** What the other hospital writes; of every fourth product it has only the next size. */
const right = table(
  'R',
  products.map(({ thing, maker, size }, n) => {
    const short = thing.replace('CATHETER', 'CATH');
    return `${maker} ${short} ${n % 4 === 3 ? size + 2 : size}FR`;
  }),
);

describe('lines of drugs, devices and care', () => {
  const linked = link(left, right);

  test('are known by what they say, not by the name of their column', () => {
    expect(shareOfField(left.cells[0]!)).toBe(1);
    expect(shareOfField(['LG 47" LED TV', 'Sony 4 GB Memory Stick', 'Bose Speaker Wire 50 ft'])).toBe(0);
  });

  test('whose sizes differ are never a match, however alike their texts are', () => {
    const size = (text: string) => /\d+/.exec(text)![0];
    const matches = linkedPairs(linked).filter(({ decision }) => decision === 'match');
    expect(matches.length).toBeGreaterThan(100);
    for (const { leftId, rightId } of matches)
      expect(size(left.cells[0]![Number(leftId.slice(1))]!)).toBe(
        size(right.cells[0]![Number(rightId.slice(1))]!),
      );
  });

  test('the account of a vetoed pair says what forbids it, and still sums to the weight', () => {
    const account = accountOf(linked, 'L3', 'R3');
    if (account.kind === 'unknown-id') throw new Error(account.kind);
    expect(account.vetoed).toEqual(['18 Fr against 20 Fr']);
    expect(account.decision).not.toBe('match');
    expect(account.parts.reduce((sum, { bits }) => sum + bits, account.prior)).toBe(account.weight);
  });

  test('of one table are never put together where sizes differ, even under one number', () => {
    const lines = [...left.cells[0]!, ...right.cells[0]!];
    const both: Table = {
      columns: ['line', 'number'],
      ids: lines.map((_, n) => `D${n}`),
      cells: [lines, lines.map((_, n) => `AX${7000 + (n % products.length)}`)],
    };
    const { table: sorted, clusters } = dedupe(both);
    const clusterOf = new Map(sorted.ids.map((id, r) => [id, clusters[r]]));
    const together = products.map(
      (_, n) => clusterOf.get(`D${n}`) === clusterOf.get(`D${n + products.length}`),
    );
    expect(together).toEqual(products.map((_, n) => n % 4 !== 3));
  });

  test('a line is compared with all that a record says in many columns', () => {
    const records: Table = {
      columns: ['brand', 'model', 'maker', 'status'],
      ids: products.map((_, n) => `R${n}`),
      cells: [
        products.map(({ thing, size }) => `${thing} Charrière ${size}`),
        products.map((_, n) => `MX-${2000 + 7 * n}`),
        products.map(({ maker }) => maker),
        products.map(() => 'In Commercial Distribution'),
      ],
    };
    const lines = table(
      'L',
      products.map(({ thing }, n) => `${thing.split(' ')[1]} MX${2000 + 7 * n}`),
    );
    const [, joined] = linesAgainstRecords(lines, records);
    expect(joined.columns).toEqual(['line', 'status']);
    expect(joined.cells[0]![0]).toBe('FOLEY CATHETER Charrière 12 | MX-2000 | BACOBAN');
    const first = topCandidates(link(lines, records), 1);
    expect(first.filter(({ leftId, rightId }) => leftId.slice(1) === rightId.slice(1)).length).toBe(
      products.length,
    );
  });
});

describe('a line made comparable', () => {
  test('is found as it is written and as it is meant', () => {
    const words = comparableLine('CATH E1601-48').split(' ');
    expect(words).toEqual(expect.arrayContaining(['CATH', 'CATHETER', 'E160148']));
  });

  test('without its features is the name of the thing, and its codes stand by themselves', () => {
    const line = 'BLN EVRX 3MMX30MMX135CM AB35W-03030135';
    expect(comparableName(line, readFeatures(line))).not.toMatch(/135CM/);
    expect(codesOfLine(line, readFeatures(line))).toBe('AB35W03030135');
  });

  test('of a list of billing codes says units of the bill, not contents', () => {
    const codes = Array.from({ length: 40 }, (_, n) => `Injection, drug ${n}, ${n % 3 ? 'per ' : ''}10 mg`);
    expect(saysBillingUnits(codes)).toBe(true);
    expect(saysBillingUnits(Array.from({ length: 40 }, (_, n) => `DRUG ${n} 10 MG TABLET`))).toBe(false);
  });
});
