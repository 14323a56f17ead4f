import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { folders } from '../../src/app/home.js';
import { standardSystems, systemDeclarations } from '../../src/crosswalk/system-declaration.js';
import type { AttributeType } from '../../src/golden-records/attribute.js';
import { domainDeclarations } from '../../src/golden-records/domain-declarations.js';
import type { CellKind, Chosen, Part } from '../../src/imports/profile.js';
import { homeSystem, systemsNamed } from '../../src/imports/profile.js';
import { profiles } from '../../src/imports/profiles.js';
import { relationHeaders } from '../../src/imports/relation-columns.js';

const declared = systemDeclarations.parse(
  JSON.parse(readFileSync(`${folders.seedData}/code-systems.json`, 'utf8')),
);
const systems = [...standardSystems.systems, ...declared.systems];
const systemOf = (key: string) => systems.find((system) => system.key === key);

/** What an attribute of a type may be read as. */
const kindsOf: Readonly<Record<AttributeType, readonly CellKind[]>> = {
  text: ['text'],
  boolean: ['boolean'],
  integer: ['integer'],
  decimal: ['decimal', 'price'],
  date: ['date'],
  texts: ['list'],
  entries: [],
};

const columnOf = (chosen: Chosen<string>) => (typeof chosen === 'string' ? [] : [chosen.column]);

/** Every header that a part names. */
function headersOf(part: Part): string[] {
  return [
    ...part.key,
    ...(part.display ? [part.display] : []),
    ...Object.values(part.attributes),
    ...Object.values(part.lists ?? {}).flatMap(({ column, per }) => [column, ...(per ? [per] : [])]),
    ...(part.packages ?? []).flatMap(({ unit, quantity, contains, gtin }) => [
      ...[unit, quantity],
      ...(contains.startsWith('=') ? [] : [contains]),
      ...(gtin ? [gtin] : []),
    ]),
    ...(part.codes ?? []).flatMap(({ column, issuer, system, role }) => [
      ...[column, ...columnOf(system), ...columnOf(role)],
      ...(issuer ? [issuer] : []),
    ]),
    ...relationHeaders(part.relations ?? []),
    ...(part.validity ? [part.validity.first, part.validity.last] : []),
    ...(part.retired ? [part.retired.column] : []),
  ];
}

describe.each([...profiles.values()].map((profile) => [profile.key, profile] as const))(
  'the profile %s',
  (_, profile) => {
    const { columns, parts, mappings } = profile;
    const kindOf = (header: string) => columns.find((column) => column.header === header)?.kind;

    test('names only columns it declares, each once, and declares none that it does not read', () => {
      const headers = columns.map(({ header }) => header);
      expect(new Set(headers.map((header) => header.toLowerCase())).size).toBe(headers.length);
      const named = new Set(parts.flatMap(headersOf));
      expect([...named].filter((header) => !headers.includes(header))).toEqual([]);
      const unread = columns.filter(({ header, required }) => !required && !named.has(header));
      expect(unread.map(({ header }) => header)).toEqual([]);
    });

    test('names code systems that every hub has or the sample declares, of its own source and domain', () => {
      for (const key of systemsNamed(profile))
        expect([key, systemOf(key) !== undefined]).toEqual([key, true]);
      expect(declared.sources.map(({ key }) => key)).toContain(profile.source);
      const home = systemOf(homeSystem(profile));
      expect([undefined, profile.source]).toContain(home?.source);
      for (const { system, says } of parts) {
        if (says !== 'code') expect(systemOf(system)).toMatchObject({ kind: 'SOURCE_KEY', domain: says });
      }
    });

    test('gives an issuer to exactly the codes that have one', () => {
      for (const { system, issuer } of parts.flatMap(({ codes = [] }) => codes)) {
        const keys = typeof system === 'string' ? [system] : Object.values(system.cases);
        for (const key of keys)
          expect([key, issuer !== undefined]).toEqual([key, systemOf(key)?.issuerScoped === true]);
      }
      for (const { system } of parts) expect(systemOf(system)?.issuerScoped ?? false).toBe(false);
    });

    test('fills attributes that its domain has, with cells of a kind that fits', () => {
      for (const { says, attributes, lists = {}, packages, firstOf = [] } of parts) {
        if (says === 'code') {
          expect([lists, packages, firstOf]).toEqual([{}, undefined, []]);
          continue;
        }
        const declaration = domainDeclarations[says].attributes;
        for (const [attribute, header] of Object.entries(attributes)) {
          const kinds = kindsOf[declaration[attribute]?.type ?? 'entries'];
          expect([attribute, kinds.includes(kindOf(header) as CellKind)]).toEqual([attribute, true]);
        }
        for (const attribute of Object.keys(lists)) {
          expect([attribute, declaration[attribute]?.type, declaration[attribute]?.survivorship]).toEqual([
            ...[attribute, 'texts', 'union'],
          ]);
        }
        if (packages) expect(declaration['packages']?.type).toBe('entries');
        for (const { quantity } of packages ?? []) expect(kindOf(quantity)).toBe('integer');
        expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...firstOf]));
        expect(Object.keys(lists).filter((attribute) => attribute in attributes)).toEqual([]);
        const unions = Object.keys(attributes).filter(
          (attribute) => declaration[attribute]?.survivorship === 'union',
        );
        expect(unions).toEqual([]);
      }
    });

    test('has in every row what its domain requires of a record, or says that its records are partial', () => {
      const required = new Set(columns.flatMap((column) => (column.required ? [column.header] : [])));
      for (const { says, attributes, partial } of parts) {
        if (says === 'code') continue;
        const missing = Object.entries(domainDeclarations[says].attributes).filter(
          ([attribute, declared]) => declared.required && !required.has(attributes[attribute] ?? ''),
        );
        expect([says, partial === true]).toEqual([says, missing.length > 0]);
      }
    });

    test('keeps in a list what the rows of one key may say differently', () => {
      for (const { attributes, lists = {}, packages = [], firstOf = [] } of parts) {
        const kept = [
          ...Object.values(lists).flatMap(({ column, per }) => [column, per]),
          ...packages.map(({ unit }) => unit),
        ];
        for (const attribute of firstOf) expect(kept).toContain(attributes[attribute]);
      }
    });

    test('has a key column in every row, one record of a domain a row, and dates where it reads days', () => {
      const required = new Set(columns.flatMap((column) => (column.required ? [column.header] : [])));
      for (const { key, optional, validity } of parts) {
        if (!optional) expect(key.filter((header) => !required.has(header))).toEqual([]);
        if (validity) expect([kindOf(validity.first), kindOf(validity.last)]).toEqual(['date', 'date']);
      }
      expect(parts.some(({ optional }) => !optional)).toBe(true);
      // What tells source records of one feed apart is domain and key; what tells codes apart is system and key.
      const said = parts.filter(({ says }) => says !== 'code').map(({ says }) => says);
      expect(new Set(said).size).toBe(said.length);
      expect(new Set(parts.map(({ system }) => system)).size).toBe(parts.length);
    });

    test('maps between two of its parts', () => {
      for (const { from, to } of mappings) {
        expect([parts[from] !== undefined, parts[to] !== undefined, from === to]).toEqual([
          true,
          true,
          false,
        ]);
      }
    });
  },
);
