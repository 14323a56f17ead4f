import type { Attribute, Entry, Value } from './attribute.js';

/** A value of an attribute as text for people, one text for each entry of a list. */
export function valueTexts(value: Value, attribute: Attribute): readonly string[] {
  if (!Array.isArray(value)) return [String(value)];
  const fields = attribute.type === 'entries' ? Object.keys(attribute.entry.fields) : [];
  return (value as readonly (string | Entry)[]).map((entry) =>
    typeof entry === 'string' ? entry : entryText(entry, fields),
  );
}

/** As in `1 CA = 10 BX (GTIN 10614141000415)`, or field by field in the order of the declaration: `price 12.50,
 *  facility 100`. PostgreSQL keeps the fields of an object in an order of its own. */
function entryText(entry: Entry, fields: readonly string[]): string {
  const { unit, quantity, contains, gtin } = entry;
  if (contains !== undefined) return `1 ${unit} = ${quantity} ${contains}${gtin ? ` (GTIN ${gtin})` : ''}`;
  return fields
    .filter((field) => entry[field] !== undefined)
    .map((field) => `${wordsOf(field)} ${entry[field]}`)
    .join(', ');
}

/** `patientClass` as `patient class`. */
function wordsOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
