import { normaliseIssuer } from '../crosswalk/issuer.js';
import { normaliseCode } from '../crosswalk/normal-form.js';
import type { CarriedCode } from '../golden-records/source-record.table.js';
import { filler, nothingSaid } from './nothing-said.js';
import type { CarriedCodeColumn } from './profile.js';
import { faultOf, type Reader, type Row } from './row.js';
import type { Columns } from './row-columns.js';

const mostIssuersKept = 10_000;

/** The identifiers that a row’s record carries, each once. */
export function readCodes(
  columns: Columns,
  carried: readonly CarriedCodeColumn[],
): Reader<readonly CarriedCode[] | null> {
  if (carried.length === 0) return () => null;
  const codeOf = carried.map((column) => readCode(columns, column));
  return (row) => {
    const codes: CarriedCode[] = [];
    for (const read of codeOf) {
      const code = read(row);
      if (code && !codes.some((other) => isSame(other, code))) codes.push(code);
    }
    return codes;
  };
}

function readCode(
  columns: Columns,
  { system: chosen, column, role, issuer, mayBeOther = false }: CarriedCodeColumn,
): Reader<CarriedCode | undefined> {
  const at = columns.place(column);
  const systemOf = columns.choose(chosen);
  const roleOf = columns.choose(role);
  const issuerOf = issuer === undefined ? () => '' : readIssuer(columns, issuer);
  return (row) => {
    const written = row.text(at);
    if (written === '') return undefined;
    const system = systemOf(row);
    const from = issuerOf(row, system);
    if (from === undefined) return undefined;
    const form = columns.formOf(system);
    if ((mayBeOther || form.format === null) && filler.test(written)) return undefined;
    const normalised = normaliseCode(form, written);
    if (normalised.kind === 'normal')
      return { system, issuer: from, code: normalised.normal, role: roleOf(row) };
    if (mayBeOther || nothingSaid.has(normalised.problem)) return undefined;
    throw faultOf(column, written, normalised);
  };
}

/** Undefined where nobody is named: the number alone says nothing. A list names the same few thousand again and again. */
function readIssuer(columns: Columns, column: string): (row: Row, system: string) => string | undefined {
  const at = columns.place(column);
  const seen = new Map<string, string>();
  return (row, system) => {
    const written = row.text(at);
    if (written === '' || filler.test(written)) return undefined;
    const identity = `${system} ${written}`;
    const known = seen.get(identity);
    if (known !== undefined) return known;
    const normalised = normaliseIssuer(columns.formOf(system), written);
    if (normalised.kind !== 'normal') throw faultOf(column, written, normalised);
    if (seen.size >= mostIssuersKept) seen.clear();
    seen.set(identity, normalised.normal);
    return normalised.normal;
  };
}

function isSame(one: CarriedCode, other: CarriedCode): boolean {
  return (
    one.code === other.code &&
    one.role === other.role &&
    one.system === other.system &&
    one.issuer === other.issuer
  );
}
