import { existsSync } from 'node:fs';
import { readCsv } from './csv.js';

/** Two real lines that are surely one thing: of one NDC-11, of one catalog number, or a supply line and FDA's words for
 *  the device. `supply` is a line alone. */
export interface LinePair {
  readonly set: string;
  readonly left: string;
  readonly right: string;
}

/** The pairs copied into `test/data`. */
export function copiedPairs(): readonly LinePair[] {
  return readCsv(new URL('../data/match-lines.csv.gz', import.meta.url)).map(
    ({ set = '', left = '', right = '' }) => ({ set, left, right }),
  );
}

/** All of them, where the data folder lies beside the repository; else undefined. */
export function healthFolder(root: URL): URL | undefined {
  const folder = new URL('../shared/data/health/', root);
  return existsSync(new URL('drug_lines.csv', folder)) ? folder : undefined;
}

/** Every true pair of the folder; of NDC-9 too, whose lines may differ in their package. */
export function truePairs(folder: URL): readonly LinePair[] {
  const drugs = descriptions(folder, 'drug_lines.csv');
  const supplies = descriptions(folder, 'supply_lines.csv.gz');
  const pairs = (set: string, file: string, lines: ReadonlyMap<string, string>): LinePair[] =>
    readCsv(new URL(file, folder)).map(({ a = '', b = '' }) => ({
      set,
      left: lines.get(a) ?? '',
      right: lines.get(b) ?? '',
    }));
  return [
    ...pairs('ndc11', 'drug_truth_ndc11.csv', drugs),
    ...pairs('ndc9', 'drug_truth_ndc9.csv', drugs),
    ...pairs('catalog', 'supply_truth_catalog.csv', supplies),
    ...devicePairs(folder),
  ];
}

function descriptions(folder: URL, file: string): ReadonlyMap<string, string> {
  return new Map(readCsv(new URL(file, folder)).map(({ id = '', description = '' }) => [id, description]));
}

function devicePairs(folder: URL): readonly LinePair[] {
  const devices = new Map(
    readCsv(new URL('gudid_devices.csv.gz', folder)).map((each) => [each['primary_di'], each]),
  );
  return readCsv(new URL('supply_to_gudid_truth.csv', folder)).flatMap(
    ({ description = '', primary_di = '' }) => {
      const device = devices.get(primary_di.split('|')[0]);
      if (!device) return [];
      const { brandName = '', deviceDescription = '', sizes = '' } = device;
      const parts = [brandName, deviceDescription, ...sizes.split('|')].map((part) =>
        part.replace(/^Device Size Text, specify\s*/, '').trim(),
      );
      return [{ set: 'gudid', left: description, right: parts.filter(Boolean).join('; ') }];
    },
  );
}

/** Lines of two systems that begin with one word and are surely two products: each has its true partner (NDC-9) in the
 *  other's system, and it is not the other. */
export function nearPairs(folder: URL): readonly LinePair[] {
  const lines = readCsv(new URL('drug_lines.csv', folder)).map(
    ({ id = '', system = '', description = '' }) => ({
      id,
      system,
      description,
    }),
  );
  const systemOf = new Map(lines.map(({ id, system }) => [id, system]));
  const one = new Set<string>();
  const partnerIn = new Set<string>();
  for (const { a = '', b = '' } of readCsv(new URL('drug_truth_ndc9.csv', folder))) {
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      one.add(`${x} ${y}`);
      partnerIn.add(`${x} ${systemOf.get(y)}`);
    }
  }
  const byWord = new Map<string, (typeof lines)[number][]>();
  for (const line of lines) {
    const word = /[A-Z]+/.exec(line.description.toUpperCase())?.[0] ?? '';
    byWord.set(word, [...(byWord.get(word) ?? []), line]);
  }
  const surelyTwo = (a: (typeof lines)[number], b: (typeof lines)[number]) =>
    a.system !== b.system &&
    !one.has(`${a.id} ${b.id}`) &&
    partnerIn.has(`${a.id} ${b.system}`) &&
    partnerIn.has(`${b.id} ${a.system}`);
  return [...byWord.values()].flatMap((group) =>
    group.flatMap((a, i) =>
      group
        .slice(i + 1)
        .filter((b) => surelyTwo(a, b))
        .map((b) => ({ set: 'near', left: a.description, right: b.description })),
    ),
  );
}

/** A number with a unit behind it, not part of a range, a ratio or a code. */
const MEASURED = /(?<![\d.,:/A-Z-])(\d{1,4})(?= ?(?:MM|CM|FR|ML|MG|MCG|CC)(?![A-Z/]))/;

/** The line with its first measured number one larger, and where that stands; undefined where there is none. */
export function variantOf(line: string): { readonly line: string; readonly at: number } | undefined {
  const at = MEASURED.exec(line)?.index;
  if (at === undefined) return undefined;
  return { line: line.replace(MEASURED, (number) => String(Number(number) + 1)), at };
}

/** Every supply line of the folder. */
export function supplyLines(folder: URL): readonly string[] {
  return [...descriptions(folder, 'supply_lines.csv.gz').values()];
}
