import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PackageRow } from '../../src/units/packaging.js';
import { unitCode } from '../../src/units/unit-code.js';

export interface GudidPackage extends PackageRow {
  /** Primary DI of the device whose record holds the row. */
  readonly device: string;
}

/** Every package row of the GUDID release. */
export function readGudidPackages(): readonly GudidPackage[] {
  const file = new URL('../data/gudid-packages.csv.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [device = '', packageId = '', contained = '', quantity = ''] = line.split(',');
    return {
      device,
      packageUnit: unitCode('di', packageId),
      contained: unitCode('di', contained),
      quantity: BigInt(quantity),
    };
  });
}
