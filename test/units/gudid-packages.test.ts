import { expect, test } from 'vitest';
import { convert } from '../../src/units/conversion.js';
import { gatherContents, type PackagingLink } from '../../src/units/packaging.js';
import { checkPackagingLink } from '../../src/units/packaging-check.js';
import { rational } from '../../src/units/rational.js';
import { unitCode } from '../../src/units/unit-code.js';
import { buildUnitGraph, NO_FACTS } from '../../src/units/unit-graph.js';
import { day } from '../../src/units/validity.js';
import { readGudidPackages } from '../support/gudid-packages.js';
import { makeLink } from '../support/make-units.js';

const rows = readGudidPackages();
const links = [...gatherContents(rows)].map(
  ([unit, contents], i): PackagingLink => ({
    ...makeLink('1 CA = 1 EA'),
    id: `row-${i}`,
    item: 'gudid',
    unit,
    contents,
    validFrom: day('2016-08-25'),
  }),
);
const graph = buildUnitGraph({ ...NO_FACTS, links });

test('the release holds 6,355 package rows, which name 6,354 packages', () => {
  expect([rows.length, links.length]).toEqual([6355, 6354]);
});

test('every package row converts there and back exactly, but for the two rows of the one assortment', () => {
  const refused = new Set<string>();
  let convertedRows = 0;
  for (const { packageUnit, contained, quantity } of rows) {
    const down = convert(graph, { quantity: rational(3n), from: packageUnit, to: contained });
    if (down.kind !== 'converted') {
      refused.add(`${down.kind} ${packageUnit.code}`);
      continue;
    }
    const up = convert(graph, { quantity: down.value, from: contained, to: packageUnit });
    expect([down.fraction, down.exact, down.steps.length]).toEqual([String(3n * quantity), true, 1]);
    expect(up).toMatchObject({
      kind: 'converted',
      fraction: '3',
      exact: up.kind === 'converted' && up.steps[0]?.exact,
    });
    convertedRows++;
  }
  expect(convertedRows).toBe(6353);
  expect([...refused]).toEqual(['assortment 30801902096211']);
});

test('every package converts to the device it belongs to through all levels between, or is the assortment', () => {
  const depths = new Map<number | string, number>();
  for (const { device, packageUnit } of rows) {
    const answer = convert(graph, { quantity: rational(1n), from: packageUnit, to: unitCode('di', device) });
    const key = answer.kind === 'converted' ? answer.steps.length : answer.kind;
    depths.set(key, (depths.get(key) ?? 0) + 1);
  }
  expect(Object.fromEntries(depths)).toEqual({ 1: 5927, 2: 426, assortment: 2 });
});

test('all packages pass the check at entry, each against those of its own device', () => {
  const byDevice = new Map<string, PackagingLink[]>();
  const linkOf = new Map(links.map((link) => [link.unit.key, link]));
  for (const { device, packageUnit } of rows) {
    const link = linkOf.get(packageUnit.key);
    if (link) byDevice.set(device, [...(byDevice.get(device) ?? []), link]);
  }
  const kinds = new Map<string, number>();
  for (const own of byDevice.values()) {
    own.forEach((link, i) => {
      const { kind } = checkPackagingLink(link, { ...NO_FACTS, links: own.slice(0, i) });
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    });
  }
  expect(Object.fromEntries(kinds)).toEqual({ accepted: 6355 });
});
