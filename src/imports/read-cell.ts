import type { Value } from '../golden-records/attribute.js';
import type { CellKind } from './profile.js';

export interface CellFault {
  readonly problem: string;
  readonly message: string;
}

export type CellRead = { readonly kind: 'value'; readonly value: Value } | ({ kind: 'fault' } & CellFault);

const longestText = 10_000;
/** A price as price lists write it: `39.38`, `1,141.40`, `$19,750.00`. */
const price = /^\$?\s?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,4})?$/;
const decimal = /^-?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,12})?$/;
const integer = /^(\d{1,3}(,\d{3}){0,3}|\d{1,15})$/;
const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['y', true],
  ['n', false],
  ['yes', true],
  ['no', false],
]);

/** Reads the text of a cell that is not empty. Messages never repeat it. */
export function readCell(kind: CellKind, text: string): CellRead {
  switch (kind) {
    case 'text':
      return value(text);
    case 'price':
      return price.test(text)
        ? value(text.replace(/[$,\s]/g, ''))
        : fault('BAD_PRICE', 'the value is not a price');
    case 'decimal':
      return decimal.test(text)
        ? value(text.replaceAll(',', ''))
        : fault('BAD_NUMBER', 'the value is not a number');
    case 'integer':
      return integer.test(text)
        ? value(Number(text.replaceAll(',', '')))
        : fault('BAD_NUMBER', 'the value is not a whole number');
    case 'boolean': {
      const flag = flags.get(text.toLowerCase());
      return flag === undefined ? fault('BAD_FLAG', 'the value is neither yes nor no') : value(flag);
    }
    case 'date': {
      const day = readDay(text);
      return day === undefined
        ? fault('BAD_DATE', 'the value is no day like 2026-03-31, 20260331 or 3/31/2026')
        : value(day);
    }
    case 'list':
      return value(listOf(text));
    default:
      return kind satisfies never;
  }
}

/** What is wrong with a cell whatever it is to hold, before it is even brought to NFC, which is quadratic in a run of
 *  accents. */
export function faultOfRaw(text: string): CellFault | undefined {
  return text.length > longestText
    ? { problem: 'TOO_LONG', message: `the value has over ${longestText} characters` }
    : undefined;
}

/** What is wrong with a cell as text. */
export function faultOfText(text: string): CellFault | undefined {
  return text.includes('\0') || text.includes('\uFFFD') || !text.isWellFormed()
    ? { problem: 'BAD_CHARACTER', message: 'the value holds a character that is no text' }
    : undefined;
}

/** Several texts between bars; empty ones and repetitions are dropped. */
function listOf(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split('|')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}

/** A day as ISO writes it, from the three ways in which lists write it; undefined for what is no day. */
function readDay(text: string): string | undefined {
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:T00:00(?::00)?)?$/.exec(text);
  const american = iso ? null : /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : american
      ? [american[3], american[1], american[2]]
      : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : undefined;
}

function value(read: Value): CellRead {
  return { kind: 'value', value: read };
}

function fault(problem: string, message: string): CellRead {
  return { kind: 'fault', problem, message };
}
