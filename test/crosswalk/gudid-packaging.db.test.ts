import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '../../src/app/roles.js';
import { parseDay } from '../../src/crosswalk/day.js';
import { IndexFollower } from '../../src/crosswalk/index/index-follower.js';
import { MissRecorder } from '../../src/crosswalk/miss-recorder.js';
import { loadStatements } from '../../src/crosswalk/packaging/load-packaging.service.js';
import type { NewStatement } from '../../src/crosswalk/packaging/packaging.store.js';
import { storedUnit, type UnitStatement } from '../../src/crosswalk/packaging/unit-statement.js';
import { ResolveService } from '../../src/crosswalk/resolve.service.js';
import { gtin } from '../../src/identifiers/gtin.js';
import { abilityOf, type Caller } from '../../src/platform/access/ability.js';
import { gatherContents } from '../../src/units/packaging.js';
import { rational } from '../../src/units/rational.js';
import { readGudidPackages } from '../support/gudid-packages.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

const rows = readGudidPackages();
const links = gatherContents(rows);

let hub: TestDb;
let follower: IndexFollower;
let service: ResolveService;
beforeAll(async () => {
  hub = await openTestDb();
  follower = new IndexFollower(hub.db, (error) => {
    throw error;
  });
  await follower.start();
  service = new ResolveService(follower, new MissRecorder(hub.db, () => {}), 'UTC');
});
afterAll(async () => {
  await follower?.stop();
  await hub?.close();
});

const flow: Caller = {
  actor: 'key:test',
  person: 'test',
  role: 'flow',
  systems: null,
  ability: abilityOf(roles['flow'] ?? [], null),
};
const from = parseDay('2016-08-25') ?? 0;

function statement(
  kind: UnitStatement['kind'],
  id: number,
  unit: string,
  parts: UnitStatement['parts'],
): UnitStatement {
  const uuid = `018f0000-0000-7000-8000-${String(id).padStart(12, '0')}`;
  return {
    kind,
    id: uuid,
    supplier: '',
    unit: storedUnit(unit),
    parts,
    gtin: null,
    validFrom: from,
    validTo: 0x7fffffff,
  };
}

/** One of the devices has a GTIN with a wrong check digit: it is known by its GUDID key only. */
function systemOf(device: string): string {
  return gtin.normalise(device).kind === 'valid' ? 'gtin' : 'gudid';
}

/** Each device maps to what each of its rows contains and to what each row packs, every one of these counted in its own
 *  package: asked from one to the other, a row converts down, and back up. */
async function load(): Promise<string> {
  const most = Math.max(...[...byDevice()].map(([, own]) => own.length));
  const levels = Array.from({ length: most }, (_, i) => [`pack-${i}`, `held-${i}`]).flat();
  await makeSystems(hub.db, 'gudid', ...levels);
  const targets = [...byDevice()].flatMap(([device, own]) =>
    own.flatMap(({ packageUnit, contained }, i) => [
      { device, target: `pack-${i}`, unit: packageUnit.key },
      { device, target: `held-${i}`, unit: contained.key },
    ]),
  );
  const mapped = await makeMappings(
    hub.db,
    targets.map(({ device, target }) => ({
      system: systemOf(device),
      code: device,
      target,
      targetCode: device,
    })),
  );
  const codes = await hub.db.$client<{ id: string; key: string; normal: string }[]>`
    select code.id, key, normal from code join code_system on code_system.id = system_id`;
  const idOf = new Map(codes.map(({ id, key, normal }) => [`${key} ${normal}`, Number(id)]));
  const codeOf = (system: string, normal: string) => idOf.get(`${system} ${normal}`) ?? -1;
  let made = 0;
  const packaging = rows.map(({ device, packageUnit }): NewStatement => {
    const contents = links.get(packageUnitOf.get(packageUnit.key) ?? packageUnit) ?? [];
    const parts = contents.map(({ unit, quantity }) => ({ unit, quantity: rational(quantity) }));
    return {
      codeId: codeOf(systemOf(device), device),
      statement: statement('PACKAGING', ++made, packageUnit.key, parts),
    };
  });
  const units = targets.map(
    ({ device, target, unit }): NewStatement => ({
      codeId: codeOf(target, device),
      statement: statement('BILLING_UNIT', ++made, unit, []),
    }),
  );
  expect(mapped.codeIds.every((id) => id > 0)).toBe(true);
  const started = performance.now();
  const loaded = await loadStatements(hub.db, [...packaging, ...units], { source: 'steward', actor: 'test' });
  expect(loaded.refused).toEqual([]);
  expect(performance.now() - started).toBeLessThan(30_000);
  return loaded.revision ?? '';
}

const packageUnitOf = new Map([...links.keys()].map((unit) => [unit.key, unit]));

function byDevice() {
  const own = new Map<string, typeof rows>();
  for (const row of rows) own.set(row.device, [...(own.get(row.device) ?? []), row]);
  return own;
}

test('all 6,355 package rows of GUDID convert there and back exactly, but for the two of the one assortment', async () => {
  const minRevision = await load();
  expect(await follower.reaches(Number(minRevision), 30_000)).toBe(true);
  const asked = [...byDevice()].flatMap(([device, own]) => own.map((row, i) => ({ ...row, device, i })));
  const common = ({ device }: { device: string }) => ({
    system: systemOf(device),
    code: device,
    minRevision,
    record: false,
  });
  const down = await service.ask(
    asked.map((row) => ({
      ...common(row),
      target: `held-${row.i}`,
      quantity: '3',
      unit: row.packageUnit.key,
    })),
    flow,
  );
  const up = await service.ask(
    asked.map((row) => ({
      ...common(row),
      target: `pack-${row.i}`,
      quantity: String(3n * row.quantity),
      unit: row.contained.key,
    })),
    flow,
  );
  const outcomes: Record<string, number> = {};
  for (const [at, row] of asked.entries()) {
    const [there, back] = [down[at], up[at]];
    const exact = there?.quantity?.exact && back?.quantity?.exact;
    const right = there?.quantity?.fraction === String(3n * row.quantity) && back?.quantity?.fraction === '3';
    const outcome =
      exact && right
        ? `exact, asked as ${systemOf(row.device)}`
        : `${there?.problem?.code} ${back?.problem?.code} ${row.packageUnit.code}`;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  expect(outcomes).toEqual({
    'exact, asked as gtin': 6352,
    'exact, asked as gudid': 1,
    'ASSORTMENT ASSORTMENT 30801902096211': 2,
  });
});
