import { describe, expect, test } from 'vitest';
import { firstDay, lastDay } from '../../src/crosswalk/day.js';
import { goldenSystemId } from '../../src/crosswalk/golden-system.js';
import { never } from '../../src/crosswalk/index/fact-rows.js';
import { ResolveIndex } from '../../src/crosswalk/index/resolve-index.js';
import type { CodeRole, Purpose } from '../../src/crosswalk/vocabulary.js';
import { walk } from '../../src/crosswalk/walk.js';

/** Systems of this little world; a code is written `system:normal`. */
const systems = ['erp', 'ehr', 'gtin', 'charge', 'hcpcs'];
const always = { validFrom: firstDay, validTo: lastDay };
const since1 = { from: 1, to: never };

class World {
  readonly index = new ResolveIndex();
  #ids = 0;
  readonly #codes = new Map<string, number>();

  code(name: string): number {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const [system = '', normal = ''] = name.split(':');
    const id = ++this.#ids;
    this.index.codes.add(id, systems.indexOf(system) + 1, '', normal);
    this.#codes.set(name, id);
    return id;
  }

  points(name: string, golden: number, role: CodeRole = 'KEY', known = since1): this {
    const said = { id: ++this.#ids, goldenId: goldenId(golden), role, ...always, known };
    this.index.addRecordCode(this.code(name), said);
    return this;
  }

  map(from: string, to: string, purpose: Purpose = 'SAME_THING'): this {
    const id = `018f0000-0000-7000-8000-${String(++this.#ids).padStart(12, '0')}`;
    const mapping = { id, purpose, relationship: 'EQUIVALENT', ...always, known: since1 } as const;
    this.index.addMapping(this.code(from), this.code(to), mapping);
    return this;
  }

  retire(name: string): this {
    const fact = { display: null, active: false, ...always, known: since1 };
    this.index.addFact(this.code(name), fact);
    return this;
  }

  /** What is said of `from` in `target`, as `resolved X`, `SEVERAL_TARGETS X Y` or the problem. */
  ask(
    from: string,
    target: string,
    more: { purpose?: Purpose; level?: CodeRole; pin?: number } = {},
  ): string {
    const [system = '', normal = ''] = from.split(':');
    const numberOf = (key: string) => (key === 'golden' ? goldenSystemId : systems.indexOf(key) + 1);
    const { purpose = 'SAME_THING', level = null, pin = 1 } = more;
    const ends = { system: numberOf(system), issuer: '', normal, target: numberOf(target) };
    const found = walk(this.index, { ...ends, purpose, level, pin, day: 20_500 });
    const { codes, mappings, records } = this.index;
    const roads = 'roads' in found ? found.roads : found.kind === 'resolved' ? [found.road] : [];
    const names = roads.map((road) => {
      if (typeof road === 'number') return `${codes.normalOf(mappings.targetOf(road))}*`;
      return road.record === -1 ? codes.normalOf(road.code) : records.idOf(road.record).slice(-1);
    });
    const says =
      found.kind === 'ambiguous' ? found.because : found.kind === 'unresolved' ? found.problem : found.kind;
    return [says, ...names.sort()].join(' ');
  }
}

const goldenId = (golden: number) => `018f0000-0000-7000-8000-00000000000${golden}`;
const world = () => new World();

describe('of the walks the first that answers decides:', () => {
  test('a mapping of the code, though its golden record knows more codes', () => {
    const hub = world().points('erp:a', 1).points('ehr:x', 1).points('ehr:y', 1).map('erp:a', 'ehr:x');
    expect(hub.ask('erp:a', 'ehr')).toBe('resolved x*');
    expect(hub.ask('ehr:x', 'erp')).toBe('resolved a');
  });

  test('the codes of the golden record before the mappings of its other codes', () => {
    const hub = world().points('erp:a', 1).points('ehr:x', 1).points('gtin:1', 1).map('gtin:1', 'ehr:y');
    expect(hub.ask('erp:a', 'ehr')).toBe('resolved x');
  });

  test('a mapping of another purpose never, and a record only where the same thing is asked for', () => {
    const hub = world().points('erp:a', 1).points('charge:C', 1).map('erp:a', 'charge:D', 'CLASSIFIED_AS');
    expect(hub.ask('erp:a', 'charge', { purpose: 'CHARGES_AS' })).toBe('NO_MAPPING');
    expect(hub.ask('erp:a', 'charge')).toBe('resolved C');
  });

  test('a mapping from the code asked into a third system, over the record of what it leads to', () => {
    const hub = world().points('erp:a', 1).map('erp:a', 'charge:C', 'CHARGES_AS');
    hub.points('charge:C', 2).points('hcpcs:H', 2);
    expect(hub.ask('erp:a', 'hcpcs', { purpose: 'CHARGES_AS' })).toBe('resolved H');
    expect(hub.ask('erp:a', 'golden', { purpose: 'CHARGES_AS' })).toBe('resolved 2');
    expect(hub.ask(`golden:${goldenId(1)}`, 'hcpcs', { purpose: 'CHARGES_AS' })).toBe('resolved H');
  });
});

describe('what is no answer', () => {
  test('a mapping and a record that disagree are both roads, whatever the level', () => {
    const hub = world().points('erp:a', 1).points('gtin:1', 1, 'BASE').map('erp:a', 'gtin:9');
    expect(hub.ask('erp:a', 'gtin')).toBe('ROADS_DISAGREE 1 9*');
    hub.points('gtin:9', 1, 'PACKAGE');
    expect(hub.ask('erp:a', 'gtin', { level: 'BASE' })).toBe('resolved 9*');
  });

  test('a code of two records answers only if both lead to the same', () => {
    const hub = world().points('gtin:1', 1).points('gtin:1', 2).points('erp:a', 1);
    expect(hub.ask('gtin:1', 'erp')).toBe('SEVERAL_RECORDS a');
    hub.points('erp:a', 2);
    expect(hub.ask('gtin:1', 'erp')).toBe('resolved a');
    hub.points('erp:b', 2);
    expect(hub.ask('gtin:1', 'erp')).toBe('SEVERAL_RECORDS a b');
    expect(hub.ask('gtin:1', 'golden')).toBe('SEVERAL_RECORDS 1 2');
  });

  test('what is retired does not answer, nor carry an answer on', () => {
    const hub = world().points('erp:a', 1).points('ehr:x', 1).map('ehr:x', 'charge:C', 'CHARGES_AS');
    expect(hub.ask('erp:a', 'charge', { purpose: 'CHARGES_AS' })).toBe('resolved C');
    hub.retire('ehr:x');
    expect(hub.ask('erp:a', 'charge', { purpose: 'CHARGES_AS' })).toBe('NO_MAPPING');
    expect(hub.ask('erp:a', 'ehr')).toBe('TARGET_INACTIVE');
    expect(hub.ask('ehr:x', 'erp')).toBe('CODE_INACTIVE');
  });

  test('one retired code of several leaves the other', () => {
    const hub = world().points('erp:a', 1).points('ehr:x', 1).points('ehr:y', 1).retire('ehr:x');
    expect(hub.ask('erp:a', 'ehr')).toBe('resolved y');
  });
});

describe('roles', () => {
  const hub = world().points('erp:a', 1).points('gtin:1', 1, 'BASE').points('gtin:2', 1, 'PACKAGE');
  hub.points('gtin:3', 1, 'PACKAGE').points('gtin:3', 1, 'SECONDARY');

  test.each([
    [undefined, 'SEVERAL_TARGETS 1 2 3'],
    ['BASE', 'resolved 1'],
    ['SECONDARY', 'resolved 3'],
    ['PACKAGE', 'SEVERAL_TARGETS 2 3'],
    ['UNIT_OF_USE', 'SEVERAL_TARGETS 1 2 3'],
  ] as const)('at level %s the codes of one record are %s', (level, says) => {
    expect(hub.ask('erp:a', 'gtin', level && { level })).toBe(says);
  });

  test('a system is asked into itself like any other', () => {
    expect(hub.ask('gtin:2', 'gtin', { level: 'BASE' })).toBe('resolved 1');
    expect(hub.ask('erp:a', 'erp')).toBe('resolved a');
  });
});

test('what several source records say is one answer until the last of them ends', () => {
  const hub = world().points('erp:a', 1).points('ehr:x', 1, 'KEY', { from: 1, to: 2 });
  hub.points('ehr:x', 1, 'KEY', { from: 1, to: 3 });
  expect([1, 2, 3].map((pin) => hub.ask('erp:a', 'ehr', { pin }))).toEqual([
    'resolved x',
    'resolved x',
    'NO_MAPPING',
  ]);
  expect(hub.ask('ehr:x', 'erp', { pin: 3 })).toBe('CODE_UNKNOWN');
  expect(hub.ask('erp:a', 'ehr', { pin: 0 })).toBe('CODE_UNKNOWN');
});

test('the answer does not hang on the order in which rows were loaded', () => {
  const rows = [
    ['erp:a', 1, 'UNKNOWN'],
    ['erp:a', 1, 'KEY'],
    ['ehr:x', 1, 'SECONDARY'],
    ['ehr:x', 1, 'BASE'],
    ['erp:a', 2, 'KEY'],
    ['ehr:x', 2, 'PACKAGE'],
  ] as const;
  const roleFirst = (said: readonly (typeof rows)[number][]) => {
    const hub = world();
    for (const [code, golden, role] of said) hub.points(code, golden, role);
    const { index } = hub;
    const ends = { system: 1, issuer: '', normal: 'a', target: 2, level: null, pin: 1, day: 0 };
    const found = walk(index, { ...ends, purpose: 'SAME_THING' });
    if (found.kind !== 'resolved' || typeof found.road === 'number') throw new Error(found.kind);
    return found.road.hops.map(({ row }) => [
      index.recordCodes.roleOf(row),
      index.records.idOf(index.recordCodes.recordOf(row)),
    ]);
  };
  expect(roleFirst(rows)).toEqual(roleFirst([...rows].reverse()));
  expect(roleFirst(rows)).toEqual([
    ['KEY', goldenId(1)],
    ['BASE', goldenId(1)],
  ]);
});
