import type { Db } from '../../src/platform/db/db.js';
import { readSampleFile } from './sample-files.js';

export interface Asked {
  readonly system: string;
  readonly issuer?: string;
  readonly code: string;
  readonly target: string;
}

/** An answer by what it found: the target, or the alternatives in their order. */
export interface Found {
  readonly status: string;
  readonly codes: readonly string[];
  readonly problem: string | null;
}

interface Row {
  readonly golden: string;
  readonly system: string;
  readonly issuer: string;
  readonly code: string;
  readonly role: string;
}

const systems = [
  ...['gudid', 'gtin', 'hibc', 'catalog-number', 'vizient-item'],
  ...['dist-b-item', 'erp-item', 'ehr-item', 'ndc', 'wellstar-med'],
] as const;

/** From these the GTIN of the base package is meant: `level` of the policies in code-systems.json. */
const meantBase = new Set<string>(
  systems.filter((system) => !['gtin', 'ndc', 'wellstar-med'].includes(system)),
);

const identity = ({ system, issuer = '', code }: { system: string; issuer?: string; code: string }) =>
  JSON.stringify([system, issuer, code]);

/** What the item records say of codes, read from the records and their memberships alone: the way to an answer that the
 *  index and `record_code` have no part in. */
export class CarriedCodes {
  readonly systems: readonly string[] = systems;
  readonly #ofGolden: ReadonlyMap<string, readonly Row[]>;
  readonly #ofCode: ReadonlyMap<string, readonly Row[]>;
  /** Lines of the contract that were deleted. */
  readonly #retired: ReadonlySet<string>;

  private constructor(rows: readonly Row[]) {
    this.#ofGolden = grouped(rows, ({ golden }) => golden);
    this.#ofCode = grouped(rows, identity);
    this.#retired = new Set(
      readSampleFile('contract/vizient.csv')
        .filter((row) => row['Action Code'] === 'D')
        .map((row) => `${row['Vendor Code']}:${row['Vendor Catalog Number']}`)
        .map((code) => identity({ system: 'vizient-item', code })),
    );
  }

  static async read(db: Db): Promise<CarriedCodes> {
    return new CarriedCodes(
      await db.$client<Row[]>`
        select distinct membership.golden_id as golden, said.system, said.issuer, said.code, said.role
        from membership
        join source_record_version version on version.record_id = membership.record_id and version.to_change is null
        cross join lateral jsonb_to_recordset(version.codes) as said(system text, issuer text, code text, role text)
        where membership.domain = 'ITEM' and membership.to_change is null
        order by said.system, said.issuer, said.code, said.role`,
    );
  }

  /** Golden records with codes of at least two of the systems, chosen at random but the same each time. */
  itemsOfSeveralSystems(count: number, random: () => number): string[] {
    return [...this.#ofGolden]
      .filter(([golden]) => new Set(this.codesOf(golden).map(({ system }) => system)).size > 1)
      .map(([golden]) => ({ golden, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ golden }) => golden);
  }

  codesOf(golden: string): { system: string; issuer?: string; code: string }[] {
    const rows = (this.#ofGolden.get(golden) ?? []).filter(({ system }) => this.systems.includes(system));
    return [...new Map(rows.map((row) => [identity(row), row])).values()].map(({ system, issuer, code }) => ({
      system,
      ...(issuer && { issuer }),
      code,
    }));
  }

  /** Each of its codes, asked into each other of its systems. */
  questionsAbout(golden: string): Asked[] {
    const codes = this.codesOf(golden);
    const targets = [...new Set(codes.map(({ system }) => system))];
    return codes.flatMap((code) =>
      targets.filter((target) => target !== code.system).map((target) => ({ ...code, target })),
    );
  }

  expected(question: Asked): Found {
    if (this.#retired.has(identity(question))) return unresolved('CODE_INACTIVE');
    const goldens = [...new Set((this.#ofCode.get(identity(question)) ?? []).map(({ golden }) => golden))];
    const found = goldens.map((golden) =>
      question.target === 'golden' ? { codes: [golden], inactive: false } : this.#targets(golden, question),
    );
    const codes = [...new Set(found.flatMap((each) => each.codes))].sort();
    if (codes.length === 0)
      return unresolved(found.some(({ inactive }) => inactive) ? 'TARGET_INACTIVE' : 'NO_MAPPING');
    if (codes.length === 1 && found.every((each) => each.codes.length > 0))
      return { status: 'RESOLVED', codes, problem: null };
    const problem = goldens.length > 1 ? 'SEVERAL_RECORDS' : 'SEVERAL_TARGETS';
    return { status: 'AMBIGUOUS', codes, problem };
  }

  #targets(golden: string, { system, target }: Asked): { codes: string[]; inactive: boolean } {
    const all = (this.#ofGolden.get(golden) ?? []).filter((row) => row.system === target);
    const active = all.filter((row) => !this.#retired.has(identity(row)));
    const base =
      target === 'gtin' && meantBase.has(system) ? active.filter(({ role }) => role === 'BASE') : [];
    return {
      codes: (base.length > 0 ? base : active).map(targetText),
      inactive: active.length < all.length,
    };
  }
}

/** A target with its issuer, if it has one. */
export const targetText = ({ issuer, code }: { issuer?: string | null; code: string }): string =>
  issuer ? `${issuer} ${code}` : code;

function grouped<T>(rows: readonly T[], by: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = by(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function unresolved(problem: string): Found {
  return { status: 'UNRESOLVED', codes: [], problem };
}
