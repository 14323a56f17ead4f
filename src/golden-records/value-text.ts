import type { PackageLevel, Value } from './attribute.js';

/** A value as text for people, one text for each entry of a list. */
export function valueTexts(value: Value): readonly string[] {
  if (!Array.isArray(value)) return [String(value)];
  return (value as readonly (string | PackageLevel)[]).map((entry) =>
    typeof entry === 'string' ? entry : packageText(entry),
  );
}

/** As in `1 CA = 10 BX (GTIN 10614141000415)`. */
function packageText({ unit, quantity, contains, gtin }: PackageLevel): string {
  return `1 ${unit} = ${quantity} ${contains}${gtin ? ` (GTIN ${gtin})` : ''}`;
}
