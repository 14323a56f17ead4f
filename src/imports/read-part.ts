import { normaliseCode } from '../crosswalk/normal-form.js';
import type { Value, Values } from '../golden-records/attribute.js';
import { nameOf } from '../golden-records/record-name.js';
import type { PartRow } from './judged-row.js';
import { rulesOf } from './kept-rules.js';
import { nothingSaid } from './nothing-said.js';
import type { Part } from './profile.js';
import { readCodes } from './read-codes.js';
import { dayAfter, readDays } from './read-days.js';
import { readLists } from './read-lists.js';
import { relationReader } from './relation-columns.js';
import { faultOf, type Reader, type Row } from './row.js';
import type { Columns } from './row-columns.js';

/** A reader of what a part of a profile says; undefined of a row that says nothing of it. */
export function readPart(columns: Columns, part: Part, at: number): Reader<PartRow | undefined> {
  const keyOf = readKey(columns, part);
  const valuesOf =
    part.says === 'code' ? readWritten(columns, part.attributes) : readNamed(columns, part.attributes);
  const displayOf = readDisplay(columns, part);
  const listsOf = readLists(columns, part);
  const codesOf = readCodes(columns, part.codes ?? []);
  const relationsOf = relationReader(part.relations ?? [], {
    placeOf: (header) => columns.place(header),
    formOf: (system) => columns.formOf(system),
    ...{ dayAfter, fault: faultOf },
  });
  const statusOf = readStatus(columns, part);
  const daysOf = readDays(columns, part);
  const keepRules = ruleKeeper(columns, part);
  return (row) => {
    const key = keyOf(row);
    if (key === undefined) return undefined;
    const values = valuesOf(row);
    const lists = listsOf(row);
    keepRules(row, values, lists);
    const days = daysOf(row);
    const status = statusOf(row);
    return {
      part: at,
      issuer: '',
      normal: key.normal,
      written: key.written,
      display: displayOf(row, values),
      values,
      lists,
      codes: codesOf(row),
      // What is retired stands to nothing any more.
      relations: status === 'RETIRED' ? null : relationsOf(row),
      status,
      validFrom: days.from,
      validTo: days.to,
    };
  };
}

function readKey(
  columns: Columns,
  { system, key, optional }: Part,
): Reader<{ readonly normal: string; readonly written: string } | undefined> {
  const [column = ''] = key;
  const places = key.map((header) => columns.place(header));
  const [first = columns.none] = places;
  const form = columns.form(system);
  return (row) => {
    const written = places.length === 1 ? row.text(first) : places.map((at) => row.text(at)).join(':');
    if (optional && written === '') return undefined;
    const normalised = normaliseCode(form(), written);
    if (normalised.kind === 'normal') return { normal: normalised.normal, written };
    if (optional && nothingSaid.has(normalised.problem)) return undefined;
    throw faultOf(column, row.text(first), normalised);
  };
}

/** Throws out a row whose record breaks a rule that its domain declares. */
function ruleKeeper(
  columns: Columns,
  part: Part,
): (row: Row, values: Readonly<Record<string, Value>>, lists: PartRow['lists']) => void {
  if (part.says === 'code') return () => {};
  const judge = rulesOf(part.says, part);
  return (row, values, lists) => {
    const broken = judge(lists ? { ...values, ...(lists as Values) } : values);
    if (!broken) return;
    const { attribute, field, value, problem, message } = broken;
    const column = part.attributes[attribute] ?? part.lists?.[attribute]?.column;
    throw faultOf(column ?? field, column === undefined ? value : row.text(columns.place(column)), {
      problem,
      message,
    });
  };
}

/** Properties of a code stay as they are written. */
function readWritten(
  columns: Columns,
  headers: Readonly<Record<string, string>>,
): Reader<Readonly<Record<string, string>>> {
  const places = Object.entries(headers).map(([name, header]) => ({ name, at: columns.place(header) }));
  return (row) => {
    const written: Record<string, string> = {};
    for (const { name, at } of places) {
      const text = row.text(at);
      if (text !== '') written[name] = text;
    }
    return written;
  };
}

function readNamed(
  columns: Columns,
  headers: Readonly<Record<string, string>>,
): Reader<Readonly<Record<string, Value>>> {
  const places = Object.entries(headers).map(([name, header]) => ({ name, at: columns.place(header) }));
  return (row) => {
    const named: Record<string, Value> = {};
    for (const { name, at } of places) {
      const value = row.values[at];
      if (value !== undefined) named[name] = value;
    }
    return named;
  };
}

function readDisplay(
  columns: Columns,
  { says, display }: Part,
): (row: Row, values: Readonly<Record<string, Value>>) => string | null {
  if (says !== 'code') return (_, values) => nameOf(says, values);
  const at = display === undefined ? columns.none : columns.place(display);
  return (row) => row.text(at) || null;
}

function readStatus(columns: Columns, { retired }: Part): Reader<'ACTIVE' | 'RETIRED'> {
  if (!retired) return () => 'ACTIVE';
  const at = columns.place(retired.column);
  return (row) => (retired.values.includes(row.text(at)) ? 'RETIRED' : 'ACTIVE');
}
