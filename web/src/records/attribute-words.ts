import type { AttributeDeclaration } from './domains.graphql.js';

const capitals: Readonly<Record<string, string>> = { hcpcs: 'HCPCS', mri: 'MRI', gtin: 'GTIN' };

/** `catalogNumber` as `Catalog number`. */
export function attributeLabel(name: string): string {
  const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const label = words.map((word) => capitals[word] ?? word).join(' ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

type Kind = Pick<AttributeDeclaration, 'type' | 'unit'>;

/** A value as people read it. Decimals stay the text they are: nothing is rounded. */
export function valueWords(text: string, kind: Kind | undefined): string {
  const type = kind?.type.toLowerCase();
  if (type === 'boolean') return text === 'true' ? 'yes' : text === 'false' ? 'no' : text;
  if (type === 'decimal' || type === 'integer') return amount(text, kind?.unit ?? null);
  return text;
}

/** Money with its sign, other units behind the number; digits in threes. */
export function amount(text: string, unit: string | null): string {
  const [, sign = '', whole, fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const digits = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
  if (unit === 'USD') return `${sign}$${digits}`;
  return unit && unit !== '1' ? `${sign}${digits} ${unit}` : `${sign}${digits}`;
}
