import type { Profile } from './profile.js';

/** Where each column of the profile that the file has stands in it, and how wide a row is. */
export interface Header {
  readonly width: number;
  readonly place: ReadonlyMap<string, number>;
}

export type ReadHeader = { kind: 'fits'; header: Header } | { kind: 'does-not-fit'; sentence: string };

/** Finds the profile’s columns among a file’s headers, in any order; more columns are let be. */
export function readHeader(profile: Profile, cells: readonly string[]): ReadHeader {
  const found = new Map<string, number>();
  const twice: string[] = [];
  for (const [at, cell] of cells.entries()) {
    const name = normalHeader(cell);
    if (found.has(name)) twice.push(name);
    found.set(name, at);
  }
  const missing = profile.columns.filter(
    ({ header, mayLack }) => !mayLack && !found.has(normalHeader(header)),
  );
  if (missing.length > 0) {
    const names = missing.map(({ header }) => `"${header}"`).join(', ');
    return {
      kind: 'does-not-fit',
      sentence: `The file does not fit the profile ${profile.key}: no column ${names} in its header row.`,
    };
  }
  const doubled = profile.columns.find(({ header }) => twice.includes(normalHeader(header)));
  if (doubled) {
    return {
      kind: 'does-not-fit',
      sentence: `The file does not fit the profile ${profile.key}: the column "${doubled.header}" stands in it twice.`,
    };
  }
  const place = new Map(
    profile.columns.flatMap(({ header }) => {
      const at = found.get(normalHeader(header));
      return at === undefined ? [] : [[header, at] as const];
    }),
  );
  return { kind: 'fits', header: { width: cells.length, place } };
}

function normalHeader(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
