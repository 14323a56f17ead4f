import type { DeliveryStatement } from '../../src/imports/delivery-statement.js';
import type { Profile } from '../../src/imports/profile.js';
import { profiles } from '../../src/imports/profiles.js';
import { deliver, type ImportOutcome } from '../../src/imports/run-import.js';
import type { Db } from '../../src/platform/db/db.js';

/** An edition of HCPCS: its codes, each with its description, and the last day on which it may be used if it has one. */
export type Edition = Readonly<Record<string, string | readonly [description: string, lastDay: string]>>;

export const hcpcsProfile = profiles.get('hcpcs-level-2') as Profile;

export function editionFile(codes: Edition): Buffer {
  const rows = Object.entries(codes).map(([code, said]) => {
    const [description, last] = typeof said === 'string' ? [said, ''] : said;
    return `${code},"${description}",,,${last}`;
  });
  return Buffer.from(['code,long_description,short_description,add_dt,term_dt', ...rows, ''].join('\n'));
}

/** Delivers an edition as `POST /imports/hcpcs-level-2?edition=…&effective=…` does. */
export function deliverEdition(
  db: Db,
  codes: Edition,
  { edition, effectiveOn, ...more }: DeliveryStatement & { edition: string; effectiveOn: string },
): Promise<ImportOutcome> {
  return deliver(db, {
    ...{ profile: hcpcsProfile, fileName: `hcpcs ${edition}`, actor: 'test' },
    statement: { edition, effectiveOn, ...more },
    stream: (async function* () {
      yield editionFile(codes);
    })(),
  });
}
