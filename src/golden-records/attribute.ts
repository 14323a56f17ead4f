/** One entry of an attribute that holds several things of one shape: field → value, a field of which nothing is said is
 *  absent. Decimals and days are text, as they are in an attribute of their own. */
export type Entry = Readonly<Record<string, string | number | boolean>>;

/** One level of packaging: `quantity` of the next smaller unit, with the GTIN of the package if the source knows it. */
export interface PackageLevel {
  readonly unit: string;
  /** How many `contains` are in it; a decimal as text. */
  readonly quantity: string;
  readonly contains: string;
  readonly gtin?: string;
}

/** The kinds of value an attribute may hold, and how each is kept: decimals and days as text, so that nothing is rounded
 *  or shifted; several texts or entries as a list. */
export interface ValueOf {
  readonly text: string;
  readonly boolean: boolean;
  readonly integer: number;
  readonly decimal: string;
  readonly date: string;
  readonly texts: readonly string[];
  readonly entries: readonly Entry[];
}

export type AttributeType = keyof ValueOf;
export type Value = ValueOf[AttributeType];

/** Attribute name → value; an attribute of which nothing is said is absent. */
export type Values = Readonly<Record<string, Value>>;
/** Attribute name → ids of the source record versions whose word it is. */
export type Winners = Readonly<Record<string, readonly number[]>>;

/** Who may see an attribute: everybody, everybody in the house, those who see prices, those it is opened to. */
export const sensitivities = ['public', 'internal', 'financial', 'restricted'] as const;
export type Sensitivity = (typeof sensitivities)[number];

/** Which word survives: that of the most trusted source, the newest of equals; the newest; what most say; that of the
 *  fullest record; or all of them together. */
export const survivorships = ['priority', 'recency', 'frequency', 'completeness', 'union'] as const;
export type Survivorship = (typeof survivorships)[number];

/** What is said of one value, alone or as a field of an entry. */
interface Described {
  readonly description: string;
  /** Unit of a number, as a UCUM or ISO 4217 code. */
  readonly unit?: string;
  /** A record that does not say it is not taken; an entry without it neither. */
  readonly required?: true;
  /** Names of the validation rules that each of its texts must keep. */
  readonly rules?: readonly string[];
}

/** One field of an entry. */
export interface EntryField extends Described {
  readonly type: Exclude<AttributeType, 'texts' | 'entries'>;
}

/** The shape of the entries of an attribute. An entry with a field `starts` and one `ends` holds from the first of these
 *  days up to, and without, the second. */
export interface EntryShape {
  /** Name of its GraphQL type. */
  readonly type: string;
  readonly description: string;
  readonly fields: Readonly<Record<string, EntryField>>;
}

interface AttributeBase extends Described {
  readonly sensitivity?: Sensitivity;
  readonly survivorship?: Survivorship;
  /** Name of the comparator by which two records are compared in it. */
  readonly comparator?: string;
}

export type Attribute =
  | (AttributeBase & { readonly type: Exclude<AttributeType, 'entries'> })
  | (AttributeBase & { readonly type: 'entries'; readonly entry: EntryShape });
