import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchOptions } from './figure.js';
import type { HealthFigure, HealthQuestion, HealthSet } from './health-process.js';
import { startProcess } from './process.js';

/** Lines of hospitals: drugs, supplies, devices and charges. */
const sets: readonly HealthSet[] = [
  'health/drug-lines',
  'health/drug-lines-one-table',
  'health/supply-lines',
  'health/supply-devices',
  'health/charge-codes',
  'health/devices-apart',
];

/** The sets of hospital lines that lie in the folder `health`, in it or beside it; each in a process of its own. First
 *  candidates stand beside the floor of the same run: cosine of weighted words and sequences of three characters. */
export async function benchHealth({
  emit,
  say,
  data,
  only,
}: Pick<BenchOptions, 'emit' | 'say' | 'data' | 'only'>): Promise<void> {
  const folder = [join(data ?? '', 'health'), join(data ?? '', '..', 'health')].find((each) =>
    existsSync(join(each, 'drug_lines.csv')),
  );
  if (folder === undefined) return;
  for (const set of sets) {
    if (only !== undefined && !only.split(',').some((each) => set === each || set.startsWith(`${each}/`)))
      continue;
    say(`${set} ...`);
    const process = startProcess<HealthQuestion, HealthFigure[]>('./health-process.js');
    try {
      for (const { metric, value, unit, floor } of await process.ask({ folder, set }))
        emit({
          bench: 'match',
          case: set,
          metric,
          value: Number(value.toFixed(4)),
          unit,
          ...(floor === undefined
            ? {}
            : { floor: Number(floor.toFixed(4)), ratio: Number((value / floor).toFixed(3)) }),
        });
    } finally {
      await process.stop();
    }
  }
}
