import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  families,
  type GeneratedRecord,
  type Item,
  makeItems,
} from '../../scripts/match-items/make-items.mjs';
import { bare, onePerNumber, readDevices } from '../../scripts/sample-data/gudid.mjs';
import { gtin } from '../../src/identifiers/gtin.js';
import { tempDir } from '../platform/postgres/temp-cluster.js';

const devices = onePerNumber(readDevices('seed-data/gudid'));
const make = (count: number, seed = '7'): GeneratedRecord[] => [...makeItems(devices, { count, seed })];
const NUMBER = 2;

/** Enough families to go round the real devices once and into the invented ones. */
const someFamilies = [...take(families(devices, '7'), 7_000)];

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  for (const item of items) {
    if (count-- === 0) return;
    yield item;
  }
}

function placesOf(part: string, text: string): number[] {
  return Array.from(text, (_, at) => at).filter((at) => text.startsWith(part, at));
}

/** In how many places two texts differ. */
function apart(a: string, b: string): number {
  return [...a].filter((letter, at) => letter !== b[at]).length + Math.abs(a.length - b.length);
}

describe('generated item records', () => {
  const records = make(20_000);
  const byId = new Map(records.map((record) => [record.id, record]));

  test('are as many as asked for, each with an id of its own', () => {
    expect(records).toHaveLength(20_000);
    expect(byId.size).toBe(20_000);
    expect(make(1)).toHaveLength(1);
  });

  test('are the same for the same seed, and others for another', () => {
    expect(make(500)).toEqual(make(500));
    const [seven, eight] = ['7', '8'].map((seed) => make(500, seed).map(({ cells }) => cells.join()));
    expect(eight!.filter((line, at) => line === seven![at]).length).toBeLessThan(5);
  });

  test('hold some items several times, and write them differently', () => {
    const clusters = new Map<string, GeneratedRecord[]>();
    for (const record of records)
      clusters.set(record.cluster, [...(clusters.get(record.cluster) ?? []), record]);
    const several = [...clusters.values()].filter((copies) => copies.length > 1);
    expect(several.length / clusters.size).toBeGreaterThan(0.45);
    const alike = several.filter((copies) => copies.every(({ cells }) => cells[0] === copies[0]!.cells[0]));
    expect(alike.length / several.length).toBeLessThan(0.25);
  });

  test('name the record they nearly are, and it is another item', () => {
    const near = records.filter(({ nearMiss }) => nearMiss);
    expect(near.length).toBeGreaterThan(2_000);
    for (const { cluster, nearMiss } of near) {
      const other = byId.get(nearMiss!.of)!;
      expect(other.nearMiss).toBeUndefined();
      expect(other.cluster).not.toBe(cluster);
    }
  });

  test('write one catalog number for one item and no other, but for case, dashes and P/N', () => {
    const clusterOf = new Map<string, string>();
    const numberOf = new Map<string, string>();
    for (const { cells, cluster } of records) {
      const number = bare(cells[NUMBER]!.replace('P/N ', ''));
      if (!number) continue;
      expect(numberOf.get(cluster) ?? number).toBe(number);
      numberOf.set(cluster, number);
      // Two companies of the real devices share a number now and then; no record need be told by it alone.
      if (!clusterOf.has(number)) clusterOf.set(number, cluster);
    }
    expect(numberOf.size - clusterOf.size).toBeLessThan(60);
  });

  test('without a catalog number say what the item is in full text, unit and pack', () => {
    const numberless = records.filter(({ cells }) => cells[NUMBER] === '');
    expect(numberless.length).toBeGreaterThan(300);
    expect(numberless.filter(({ cells }) => !cells[0] || !cells[3] || !cells[4])).toEqual([]);
  });

  test('without a catalog number are told from every item that theirs nearly is by text or pack', () => {
    const told = ({ text, unit, pack }: Item) => `${text.toUpperCase()} ${unit} ${pack}`;
    const alike = new Set(
      someFamilies
        .filter(({ base, neighbours }) => {
          const items = [base, ...neighbours.map(({ item }) => item)];
          return new Set(items.map(told)).size < items.length;
        })
        .map(({ ordinal }) => String(ordinal)),
    );
    const numberless = records.filter(({ cells }) => cells[NUMBER] === '');
    expect(alike.size).toBeGreaterThan(10);
    expect(numberless.filter(({ cluster }) => alike.has(cluster.split('.')[0]!))).toEqual([]);
  });

  test('carry GTINs that check, but for the few spoilt ones, and none of two items', () => {
    const clusterOf = new Map<string, string>();
    let wrong = 0;
    for (const { cells, cluster } of records) {
      const code = cells[5]!;
      if (!code) continue;
      if (gtin.normalise(code).kind !== 'valid') wrong++;
      else expect(clusterOf.get(code) ?? cluster).toBe(cluster);
      if (gtin.normalise(code).kind === 'valid') clusterOf.set(code, cluster);
    }
    expect(clusterOf.size).toBeGreaterThan(3_000);
    expect(wrong).toBeGreaterThan(0);
    expect(wrong).toBeLessThan(60);
  });
});

describe('near misses', () => {
  const near = someFamilies.flatMap(({ base, neighbours }) =>
    neighbours.map((neighbour) => ({ base, ...neighbour })),
  );
  const of = (kind: string) => near.filter(({ difference }) => difference === kind);

  test('are of every kind', () => {
    for (const kind of ['catalog number', 'size', 'side', 'sterility', 'pack', 'unit'])
      expect(of(kind).length, kind).toBeGreaterThan(0);
  });

  test('have one digit of the catalog number changed, and none of a family the same number', () => {
    for (const { base, item } of near) expect(apart(base.number, item.number)).toBe(1);
    for (const { base, neighbours } of someFamilies) {
      const numbers = [base, ...neighbours.map(({ item }) => item)].map(({ number }) => number);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  test('differ from the item by what they say: this text here, that text there', () => {
    for (const { base, item, difference, here, there } of near) {
      const renumbered = (text: string) => text.replaceAll(base.number, item.number);
      if (difference === 'catalog number') expect([here, there]).toEqual([item.number, base.number]);
      else if (difference === 'pack' || difference === 'unit')
        expect([here, there]).toEqual([`${item.unit}/${item.pack}`, `${base.unit}/${base.pack}`]);
      else {
        expect(item.text).toContain(here);
        expect(base.text).toContain(there);
        const said = placesOf(there, base.text).map(
          (at) => base.text.slice(0, at) + here + base.text.slice(at + there.length),
        );
        expect(said.map(renumbered)).toContain(item.text);
      }
      expect(here).not.toBe(there);
    }
  });

  test('of a size have one digit of it changed', () => {
    for (const { here, there } of of('size')) expect(apart(here, there)).toBe(1);
  });
});

test('invented numbers are two digits apart at least, so that no near miss is somebody else', () => {
  const invented = someFamilies
    .filter(({ base }) => !base.di)
    .map(({ base }) => base.number.replace(/\D/g, ''));
  expect(invented.length).toBeGreaterThan(2_000);
  const masked = new Set<string>();
  for (const digits of invented)
    for (let at = 0; at < digits.length; at++) {
      const mask = `${digits.slice(0, at)}*${digits.slice(at + 1)}`;
      expect(masked.has(mask)).toBe(false);
      masked.add(mask);
    }
});

describe('npm run generate -- items', () => {
  const generate = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['scripts/generate.mjs', ...args]);

  test('writes records, truth and variants that belong together, twice the same bytes', async () => {
    const [first, second] = [tempDir(), tempDir()];
    for (const out of [first, second])
      await generate('items', '--count', '2,000', '--seed', 'x', '--out', out);
    const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
    for (const file of ['records.csv', 'truth.csv', 'variants.csv'])
      expect(read(first, file)).toBe(read(second, file));
    const ids = (file: string) =>
      read(first, file)
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]);
    expect(ids('records.csv')).toHaveLength(2_000);
    expect(ids('truth.csv')).toEqual(ids('records.csv'));
    expect(ids('records.csv')).toEqual(expect.arrayContaining(ids('variants.csv')));
    expect(existsSync(join(first, 'records.csv.partial'))).toBe(false);
  });

  test('teaches what it does, and refuses what makes no sense', async () => {
    expect((await generate('--help')).stdout).toContain('npm run generate -- items --help');
    expect((await generate('items', '--help')).stdout).toContain('records.csv');
    for (const args of [['items'], ['items', '--count', 'many'], ['items', '--cuont', '5'], ['tiems']])
      await expect(generate(...args)).rejects.toMatchObject({ code: 2, stdout: '' });
  });
});
