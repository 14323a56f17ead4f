import { basePrice, classOf, dollars, levelsOf, loseGtins } from './items.mjs';
import { spoilCheckDigits } from './noise.mjs';
import { byText } from './random.mjs';
import { describe, nameVariant, writeNumber } from './wording.mjs';

const LEVELS = [
  ['UOM QTY1', 'UOM Desc 1', 'GTIN 1'],
  ['UOM QTY 2', 'UOM Desc 2', 'GTIN 2'],
  ['UOM QTY 3', 'UOM Desc 3', 'GTIN 3'],
  ['UOM QTY 4', 'UOM Desc 4', 'GTIN 4'],
];

export const CONTRACT_COLUMNS = [
  'Action Code',
  'Manufacturer Item Number',
  'Buyer Item Number',
  'Distributor Item Number',
  'Item Description',
  ...LEVELS.flat(),
  'Pricing UOM',
  'Pricing GTIN',
  'Item Effective Date',
  'Item Expiration Date',
  'Manu Price 1',
  'Alt Price 1',
  'Vendor Name',
  'Vendor Code',
  'Vendor Sequence',
  'Vendor Catalog Number',
  'Default Expense Code',
  'Consigned',
];

/** The contract sheet of a purchasing organisation: `{ rows, truth, gtins }`. `itemNumbers` and `distributorNumbers` are
 *  what the other two files call a device; the sheet repeats a few. */
export function makeContract(items, { noise, itemNumbers, distributorNumbers }) {
  const vendorCodes = vendorCodesOf(items);
  const lines = items.map((item) => {
    const lineNoise = noise.forLine(item.key);
    return { item, lineNoise, levels: loseGtins(levelsOf(item, lineNoise), lineNoise) };
  });
  const gtins = spoilCheckDigits(
    lines.flatMap(({ levels }) => levels),
    noise,
  );
  const rows = lines.map(({ item, lineNoise, levels }) => ({
    item,
    cells: {
      'Action Code': actionCode(lineNoise),
      'Manufacturer Item Number': writeNumber(item.number, lineNoise),
      'Buyer Item Number': lineNoise.chance(0.15) ? itemNumbers.get(item.key) : '',
      'Distributor Item Number': lineNoise.chance(0.15) ? distributorNumbers.get(item.key) : '',
      'Item Description': describe(item, lineNoise),
      ...levelCells(levels),
      ...priceCells(item, levels, lineNoise),
      'Item Effective Date': '1/1/2025',
      'Item Expiration Date': '12/31/2035',
      'Vendor Name': vendorName(item.maker, lineNoise),
      'Vendor Code': vendorCodes.get(item.maker),
      'Vendor Sequence': 1,
      'Vendor Catalog Number': item.number,
      'Default Expense Code': classOf(item).expense,
      Consigned: classOf(item).type === 'IMPLANT' && lineNoise.chance(0.3) ? 'Y' : 'N',
    },
  }));
  const sorted = rows.map((row) => ({ ...row, code: codeOf(row.cells) })).sort(byText(({ code }) => code));
  return {
    rows: sorted.map(({ cells }) => cells),
    truth: sorted.map(({ code, item }) => ({ source: 'vizient-item', code, primary_di: item.di })),
    gtins,
  };
}

function codeOf(cells) {
  return `${cells['Vendor Code']}:${cells['Vendor Catalog Number']}`;
}

/** The organisation’s own codes; they are not the hospital’s supplier numbers. */
function vendorCodesOf(items) {
  const makers = [...new Set(items.map(({ maker }) => maker))].sort(byText((maker) => maker.toUpperCase()));
  return new Map(makers.map((maker, at) => [maker, `V${10_010 + at * 10}`]));
}

function actionCode(noise) {
  const roll = noise.below(1000);
  return roll < 4 ? 'D' : roll < 60 ? 'C' : 'A';
}

function levelCells(levels) {
  const cells = {};
  for (const [at, { unit, quantity, gtin }] of levels.entries()) {
    const [quantityColumn, unitColumn, gtinColumn] = LEVELS[at];
    Object.assign(cells, { [quantityColumn]: quantity, [unitColumn]: unit, [gtinColumn]: gtin });
  }
  return cells;
}

function priceCells(item, levels, noise) {
  const level = levels.length > 1 && noise.chance(0.3) ? levels[1] : levels[0];
  const price = Math.round((basePrice(item) * level.quantity * (9_300 + noise.below(700))) / 10_000);
  return {
    'Pricing UOM': level.unit,
    'Pricing GTIN': level.gtin,
    'Manu Price 1': dollars(price),
    'Alt Price 1': noise.chance(0.4) ? dollars(Math.round((price * 103) / 100)) : '',
  };
}

function vendorName(maker, noise) {
  if (!noise.strikes('manufacturer written otherwise')) return maker;
  return noise.changed('manufacturer written otherwise', maker, nameVariant(maker, noise));
}
