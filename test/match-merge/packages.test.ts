import { describe, expect, test } from 'vitest';
import { makeItems } from '../../scripts/match-items/make-items.mjs';
import { onePerNumber, readDevices } from '../../scripts/sample-data/gudid.mjs';
import type { Sides } from '../../src/match-merge/compare/comparator.js';
import { ItemNumberComparator } from '../../src/match-merge/compare/item-number-comparator.js';
import { PackageComparator } from '../../src/match-merge/compare/package-comparator.js';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { link } from '../../src/match-merge/link.js';
import { accountInOne, accountOf } from '../../src/match-merge/link-account.js';
import { sellUnitOf } from '../../src/match-merge/normalise/sell-unit.js';
import { alignColumns, attributesOfOne } from '../../src/match-merge/tables/align-columns.js';
import { packagingRoles } from '../../src/match-merge/tables/packaging-columns.js';
import type { Table } from '../../src/match-merge/tables/table.js';

test.each([
  ['EA', 'each'],
  [' each ', 'each'],
  ['BX', 'package'],
  ['Case', 'package'],
  ['BOTTLE', null],
  ['', undefined],
  ['LEFT', undefined],
])('the cell "%s" says that a thing is sold by %s', (cell, unit) => expect(sellUnitOf(cell)).toBe(unit));

const rows = Array.from({ length: 40 }, (_, n) => n);
const units = rows.map((n) => (n % 4 === 0 ? '' : n % 2 ? 'EA' : 'BX'));
const counts = rows.map((n) => (n % 2 ? '1' : String(5 * (1 + (n % 3)))));

describe('columns of units and counts', () => {
  test('are known by their cells', () => {
    const sides = rows.map((n) => (n % 2 ? 'LEFT' : 'RIGHT'));
    expect(packagingRoles([sides, units, counts])).toEqual(
      new Map([
        [1, 'unit'],
        [2, 'count'],
      ]),
    );
  });

  test('are none where an each counts many, or where nothing says the unit', () => {
    const prices = rows.map((n) => String(10 + n));
    expect(packagingRoles([units, prices])).toEqual(new Map([[0, 'unit']]));
    expect(packagingRoles([counts, prices])).toEqual(new Map());
  });
});

describe('two records of one table', () => {
  const numbers = of(['CN-1', 'cn1', 'CN-2', '', '', '']);
  const unit = new PackageComparator(of(['BX', 'EA', 'EACH', 'Ea', 'case', 'BTL']), 'unit', [
    new ItemNumberComparator(numbers),
  ]);
  const count = new PackageComparator(of(['100', '50', '', '1.0', '1', '0']), 'count', []);

  test.each([
    [0, 3, 'each against box', ['BX against Ea']],
    [3, 4, 'each against case', ['Ea against case']],
    [0, 4, 'box and case, which may be one', []],
    [2, 3, 'the same otherwise written', []],
    [3, 5, 'a bottle may be an each', []],
    [0, 1, 'two packages under one catalog number', []],
    [0, 2, 'two catalog numbers', ['BX against EACH']],
  ])('%i and %i, %s', (a, b, _, vetoes) => {
    expect(unit.vetoes(a, b)).toEqual(vetoes);
    expect(unit.place(a, b)).toBe(unit.place(b, a));
  });

  test('are kept apart by what both say they count', () => {
    expect(count.vetoes(0, 1)).toEqual(['100 against 50']);
    expect(count.vetoes(3, 4)).toEqual([]);
    for (const silent of [2, 5]) expect(count.vetoes(0, silent)).toEqual([]);
  });
});

function of(values: readonly string[]): Sides {
  return { left: values, right: values, oneTable: true };
}

const syllables = ['BA', 'CO', 'TE', 'LI', 'RU', 'SMA', 'DRO', 'FEN'];

describe('lines that say their pack', () => {
  const gloves = [
    'GLOVE EXAM NITRILE',
    'GLOVE SURGICAL LATEX',
    'MASK SURGICAL',
    'GAUZE SPONGE STERILE',
  ].flatMap((thing) => syllables.map((maker) => `${thing} ${maker}NIMED`));
  const lines = (pack: (n: number) => string, prefix: string): Table => ({
    columns: ['line'],
    ids: gloves.map((_, n) => `${prefix}${n}`),
    cells: [gloves.map((glove, n) => `${glove} ${pack(n)}`)],
  });
  const boxes = lines(() => 'BX/100', 'L');
  const others = lines((n) => ['BX/100', '100/PK', 'EA', 'BX/50'][n % 4]!, 'R');

  test('are two items of one table by the each and by the box', () => {
    const both: Table = {
      columns: ['line'],
      ids: [...boxes.ids, ...others.ids],
      cells: [[...boxes.cells[0]!, ...others.cells[0]!]],
    };
    const found = dedupe(both);
    const vetoed = (n: number) => {
      const account = accountInOne(found, `L${n}`, `R${n}`);
      return 'vetoed' in account ? account.vetoed : [];
    };
    expect([0, 1, 2, 3].map(vetoed)).toEqual([
      [],
      [],
      ['box of 100 against 1 each', 'box against each'],
      ['box of 100 against box of 50'],
    ]);
  });

  test('may be one product of two tables', () => {
    const linked = link(boxes, others);
    for (const n of [0, 1, 2, 3]) expect(accountOf(linked, `L${n}`, `R${n}`)).not.toHaveProperty('vetoed');
  });
});

test('made items without a number are vetoed by another unit and by another count, in two tables by neither', () => {
  const columns = ['text', 'maker', 'number', 'uom', 'qoe', 'gtin'];
  const made = [...makeItems(onePerNumber(readDevices('seed-data/gudid')), { count: 600, seed: 'packages' })];
  const table: Table = {
    columns,
    ids: made.map(({ id }) => id),
    cells: columns.map((_, column) => made.map(({ cells }) => cells[column]!)),
  };
  const roles = attributesOfOne(table).map(({ name, packaging }) => [name, packaging]);
  expect(roles.filter(([, packaging]) => packaging)).toEqual([
    ['uom', 'unit'],
    ['qoe', 'count'],
  ]);
  expect(alignColumns(table, table).filter(({ packaging }) => packaging)).toEqual([]);
  const found = dedupe(table);
  const said = (id: string, column: number) => table.cells[column]![table.ids.indexOf(id)]!;
  const [box, each] = ['BX', 'EA'].map((unit) =>
    table.ids.find((id) => said(id, 3) === unit && said(id, 4) !== ''),
  );
  expect(accountInOne(found, box!, each!)).toMatchObject({
    vetoed: expect.arrayContaining(['BX against EA', `${said(box!, 4)} against 1`]),
  });
});
