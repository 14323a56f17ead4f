import type { Attribute, AttributeType, EntryField } from './attribute.js';

/** What is wrong with a value as the declaration of its attribute has it. */
export interface ValueFault {
  /** The attribute, or field of which entry: `price`, `priceLines[2].currency`. */
  readonly field: string;
  readonly problem: 'MISSING' | 'WRONG_TYPE' | 'UNKNOWN_FIELD' | 'TOO_LONG' | 'BAD_CHARACTER' | 'BAD_DATE';
  /** Never repeats the value. */
  readonly message: string;
}

/** Longest text of a value, in UTF-16 units; longest list. */
export const longestText = 10_000;
export const longestList = 10_000;

const decimal = /^-?\d{1,15}(\.\d{1,12})?$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

const shapes: Readonly<Record<AttributeType, string>> = {
  text: 'a text that is not empty',
  boolean: 'true or false',
  integer: 'a whole number',
  decimal: 'a decimal number as text, such as "12.50"',
  date: 'a day as text, such as "2026-03-31"',
  texts: 'a list of texts that are not empty',
  entries: 'a list of objects',
};

/** What is wrong with `value` as a value of the attribute `name`, the first fault there is; undefined if nothing is. For
 *  what comes as JSON: what comes out of a file has been read cell by cell. */
export function faultOfValue(name: string, attribute: Attribute, value: unknown): ValueFault | undefined {
  if (attribute.type === 'texts' || attribute.type === 'entries') {
    const fields = attribute.type === 'entries' ? attribute.entry.fields : undefined;
    if (!Array.isArray(value) || value.length === 0) return wrongType(name, attribute.type);
    if (value.length > longestList) {
      return { field: name, problem: 'TOO_LONG', message: `a list has at most ${longestList} entries` };
    }
    for (const [at, entry] of value.entries()) {
      const place = `${name}[${at}]`;
      const fault = fields ? faultOfEntry(place, fields, entry) : faultOfScalar(place, 'text', entry);
      if (fault) return fault;
    }
    return undefined;
  }
  return faultOfScalar(name, attribute.type, value);
}

function faultOfEntry(
  place: string,
  fields: Readonly<Record<string, EntryField>>,
  entry: unknown,
): ValueFault | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return { field: place, problem: 'WRONG_TYPE', message: 'an entry is an object' };
  }
  const said = entry as Readonly<Record<string, unknown>>;
  for (const [field, value] of Object.entries(said)) {
    const declared = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (!declared) {
      return { field: place, problem: 'UNKNOWN_FIELD', message: 'an entry has a field that is not declared' };
    }
    const fault = faultOfScalar(`${place}.${field}`, declared.type, value);
    if (fault) return fault;
  }
  for (const [field, { required }] of Object.entries(fields)) {
    if (required && !Object.hasOwn(said, field)) {
      return { field: `${place}.${field}`, problem: 'MISSING', message: 'the value is missing' };
    }
  }
  return faultOfDays(place, said);
}

/** An entry that ends before it starts holds on no day. */
export function faultOfDays(
  place: string,
  { starts, ends }: Readonly<Record<string, unknown>>,
): ValueFault | undefined {
  return typeof starts === 'string' && typeof ends === 'string' && ends <= starts
    ? { field: `${place}.ends`, problem: 'BAD_DATE', message: 'the entry ends before it starts' }
    : undefined;
}

function faultOfScalar(field: string, type: EntryField['type'], value: unknown): ValueFault | undefined {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType(field, type);
    case 'integer':
      return Number.isSafeInteger(value) ? undefined : wrongType(field, type);
    case 'text':
    case 'decimal':
    case 'date':
      return typeof value === 'string' ? faultOfText(field, type, value) : wrongType(field, type);
    default:
      return type satisfies never;
  }
}

function faultOfText(
  field: string,
  type: 'text' | 'decimal' | 'date',
  value: string,
): ValueFault | undefined {
  if (value.length > longestText) {
    return { field, problem: 'TOO_LONG', message: `a text has at most ${longestText} characters` };
  }
  if (value.includes('\0') || !value.isWellFormed()) {
    return { field, problem: 'BAD_CHARACTER', message: 'the value holds a character that is no text' };
  }
  const fits =
    type === 'text' ? value.trim() !== '' : type === 'decimal' ? decimal.test(value) : isDay(value);
  return fits ? undefined : wrongType(field, type);
}

/** A day of the calendar as ISO writes it. */
export function isDay(text: string): boolean {
  if (!day.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function wrongType(field: string, type: AttributeType): ValueFault {
  return { field, problem: 'WRONG_TYPE', message: `the value is not ${shapes[type]}` };
}
