import type { SQL } from 'drizzle-orm';
import type { Db } from '../../src/platform/db/db.js';

/** Names of the rules whose query finds something, with how much and the first of it. */
export async function brokenAmong(db: Db, violations: Readonly<Record<string, SQL>>): Promise<string[]> {
  const broken: string[] = [];
  for (const [rule, finds] of Object.entries(violations)) {
    const found = await db.execute(finds);
    if (found.length > 0) broken.push(`${rule} (${found.length}): ${JSON.stringify(found[0])}`);
  }
  return broken;
}
