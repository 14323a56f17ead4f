/** One level of packaging: `quantity` of the next smaller unit, with the GTIN of the package if the source knows it. */
export interface PackageLevel {
  readonly unit: string;
  /** How many `contains` are in it; a decimal as text. */
  readonly quantity: string;
  readonly contains: string;
  readonly gtin?: string;
}

/** The kinds of value an attribute may hold, and how each is kept: decimals and days as text, so that nothing is rounded
 *  or shifted; several texts or package levels as a list. */
export interface ValueOf {
  readonly text: string;
  readonly boolean: boolean;
  readonly integer: number;
  readonly decimal: string;
  readonly date: string;
  readonly texts: readonly string[];
  readonly packages: readonly PackageLevel[];
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

/** Which word survives: that of the most trusted source, the newest of equals; or all of them together. */
export const survivorships = ['priority', 'union'] as const;
export type Survivorship = (typeof survivorships)[number];

export interface Attribute {
  readonly type: AttributeType;
  readonly description: string;
  /** Unit of a number, as a UCUM or ISO 4217 code. */
  readonly unit?: string;
  readonly sensitivity?: Sensitivity;
  readonly survivorship?: Survivorship;
}
