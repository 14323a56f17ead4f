import { join } from 'node:path';
import type { Table } from '../../src/match-merge/tables/table.js';
import { readCsv } from '../support/csv.js';

type Row = Readonly<Record<string, string>>;

function rowsOf(folder: string, file: string): readonly Row[] {
  return readCsv(join(folder, file));
}

/** A table of some rows: the column of ids, and the columns to compare in the order given. */
function tableOf(rows: readonly Row[], id: string, columns: readonly string[]): Table {
  return {
    columns,
    ids: rows.map((row) => row[id] ?? ''),
    cells: columns.map((column) => rows.map((row) => row[column] ?? '')),
  };
}

/** One list asked against another: for each asked id, the ids of the other that are right. */
export interface Question {
  readonly left: Table;
  readonly right: Table;
  readonly answers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** `<system>-<n>` of which hospital? */
export function systemOf(id: string): string {
  return id.slice(0, id.lastIndexOf('-'));
}

export function drugLines(folder: string): { lines: Table; truth: [string, string][] } {
  return {
    lines: tableOf(rowsOf(folder, 'drug_lines.csv'), 'id', ['description']),
    truth: rowsOf(folder, 'drug_truth_ndc9.csv').map(({ a = '', b = '' }) => [a, b]),
  };
}

/** Lines of one hospital with a catalog number known elsewhere, against all lines of another hospital that has it. */
export function supplyLines(folder: string): Question[] {
  const lines = rowsOf(folder, 'supply_lines.csv.gz');
  const questions = new Map<string, Map<string, Set<string>>>();
  for (const { a = '', b = '' } of rowsOf(folder, 'supply_truth_catalog.csv'))
    for (const [asked, answer] of [
      [a, b],
      [b, a],
    ] as const) {
      const systems = `${systemOf(asked)} ${systemOf(answer)}`;
      const answers = questions.get(systems) ?? new Map<string, Set<string>>();
      questions.set(systems, answers.set(asked, (answers.get(asked) ?? new Set<string>()).add(answer)));
    }
  return [...questions].map(([systems, answers]) => ({
    left: tableOf(
      lines.filter(({ id = '' }) => answers.has(id)),
      'id',
      ['description'],
    ),
    right: tableOf(
      lines.filter(({ system }) => system === systems.split(' ')[1]),
      'id',
      ['description'],
    ),
    answers,
  }));
}

/** Supply lines against devices of the FDA, where their device is in the table. Devices that nothing in their text separates are equally right. */
export function supplyDevices(folder: string): Question[] {
  const truth = rowsOf(folder, 'supply_to_gudid_truth.csv');
  const groups = new Map<string, string>();
  const members = new Map<string, string[]>();
  for (const { primary_di = '', group = '' } of rowsOf(folder, 'gudid_indistinguishable_groups.csv')) {
    groups.set(primary_di, group);
    members.set(group, [...(members.get(group) ?? []), primary_di]);
  }
  const right = devices(folder);
  const known = new Set(right.ids);
  const lines = truth.filter(({ primary_di = '' }) => primary_di.split('|').some((each) => known.has(each)));
  const alike = (device: string) => members.get(groups.get(device) ?? '') ?? [device];
  return [
    {
      left: tableOf(lines, 'line_id', ['description']),
      right,
      answers: new Map(
        lines.map(({ line_id = '', primary_di = '' }) => [
          line_id,
          new Set(primary_di.split('|').flatMap(alike)),
        ]),
      ),
    },
  ];
}

export function devices(folder: string): Table {
  const rows = rowsOf(folder, 'gudid_devices.csv.gz');
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'primary_di');
  return tableOf(rows, 'primary_di', columns);
}

/** Group of a device that nothing in its text separates from the others of the group, or its own number. */
export function deviceGroups(folder: string): ReadonlyMap<string, string> {
  return new Map(
    rowsOf(folder, 'gudid_indistinguishable_groups.csv').map(({ primary_di = '', group = '' }) => [
      primary_di,
      group,
    ]),
  );
}

/** Codes for what has no code of its own: nothing in a line tells them. */
const unspecific = new Set('J3490 A9270 J8499 L8699 C9399 J3590 A4649 E1399 L9900 J7999 A9999'.split(' '));

/** Charge lines against the codes they are billed by. */
export function chargeLines(folder: string): Question[] {
  const lines = rowsOf(folder, 'charge_hcpcs_eval.csv');
  const codes = rowsOf(folder, 'hcpcs_level2_2018.csv').filter(
    ({ code = '', kind }) => kind !== 'modifier' && !unspecific.has(code),
  );
  return [
    {
      left: tableOf(lines, 'id', ['description']),
      right: tableOf(codes, 'code', ['kind', 'long_description', 'short_description', 'add_dt', 'term_dt']),
      answers: new Map(lines.map(({ id = '', hcpcs = '' }) => [id, new Set([hcpcs])])),
    },
  ];
}
