import { basePrice, dollars, levelsOf, loseGtins } from './items.mjs';
import { spoilCheckDigits } from './noise.mjs';
import { randomFor, shuffled } from './random.mjs';
import { describe, nameForms, nameVariant, writeNumber } from './wording.mjs';

export const DISTRIBUTOR_COLUMNS = [
  'Vendor Item Number',
  'Manufacturer Item Number',
  'Manufacturer',
  'Description',
  'UOM',
  'Quantity',
  'Price',
  'GTIN',
];

/** The distributor’s own numbers, six digits for what it has carried longest and seven for the rest. */
export function distributorNumbers(items) {
  const inOrder = shuffled(items, 'distributor|numbers');
  return new Map(
    inOrder.map(({ key }, at) => [key, String(at < 2000 ? 300_014 + at * 37 : 1_000_021 + at * 53)]),
  );
}

/** A price file, one row for each selling unit of an item: `{ rows, truth, gtins }`. */
export function makePriceFile(items, { noise, numbers }) {
  const sorted = [...items].sort((a, b) => Number(numbers.get(a.key)) - Number(numbers.get(b.key)));
  const lines = sorted.map((item) => lineOf(item, noise.forLine(item.key), numbers.get(item.key)));
  const gtins = spoilCheckDigits(
    lines.flatMap(({ levels }) => levels),
    noise,
  );
  return {
    rows: lines.flatMap(({ shared, levels, cents }) =>
      levels.map((level) => ({
        ...shared,
        UOM: level.unit,
        Quantity: level.quantity,
        Price: dollars(cents * level.quantity),
        GTIN: level.gtin,
      })),
    ),
    truth: lines.map(({ item, shared }) => ({
      source: 'dist-b-item',
      code: shared['Vendor Item Number'],
      primary_di: item.di,
    })),
    gtins,
  };
}

function lineOf(item, noise, vendorItemNumber) {
  const shared = {
    'Vendor Item Number': vendorItemNumber,
    'Manufacturer Item Number': writeNumber(item.number, noise),
    Manufacturer: manufacturerName(item.maker, noise),
    Description: describe(item, noise),
  };
  const levels = loseGtins(sellingUnits(levelsOf(item, noise), noise), noise);
  return {
    item,
    shared,
    levels,
    cents: Math.round((basePrice(item) * (10_200 + noise.below(1_500))) / 10_000),
  };
}

/** Some items are sold by the box only. */
function sellingUnits(levels, noise) {
  return levels.length > 1 && noise.chance(0.2) ? levels.slice(1) : levels;
}

/** One writing for each manufacturer, and now and then another one. */
function manufacturerName(maker, noise) {
  const own = randomFor(`distributor|${maker}`).pick(nameForms(maker).usual);
  if (!noise.strikes('manufacturer written otherwise')) return own;
  return noise.changed('manufacturer written otherwise', own, nameVariant(maker, noise));
}
