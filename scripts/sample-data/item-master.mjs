import { basePrice, classOf, dollars, levelsOf } from './items.mjs';
import { exactShare } from './noise.mjs';
import { randomFor, shuffled } from './random.mjs';
import { describe, nameVariant, writeNumber } from './wording.mjs';

export const ITEM_MASTER_COLUMNS = [
  'Item Number',
  'Mfr Catalog Number',
  'Manufacturer Code',
  'Manufacturer Name',
  'Item Description',
  'Commodity/UNSPSC Code',
  'Vendor Name',
  'Vendor Code',
  'Vendor Sequence',
  'Vendor Catalog Number',
  'Default Unit of Measure',
  'Package Sequence',
  'Unit of Measure',
  'Package Price',
  'Unit of Measure Quantity',
  'Unit of Measure Contains What Unit of Measure',
  'Default Expense Code',
  'Consigned',
  'Corporation Account Number',
  'Additional CC',
  'Additional GL',
  'Tax Jurisdiction',
  'MISC1',
  'MISC4',
  'Supply Type',
  'Interface Code',
];

/** The entries of the item master in the order of their numbers: `[{ item, key, itemNumber, interfaceCode }]`.
 *  Some devices were entered twice, under two numbers. */
export function enterItems(items, noise) {
  const kind = 'entered twice';
  const twice = exactShare(
    items.filter(({ di }) => di),
    noise.rate(kind),
    kind,
  );
  for (const _ of twice) noise.count(kind);
  const entries = [
    ...items.map((item) => ({ item, key: item.key })),
    ...twice.map((item) => ({ item, key: `${item.key}|again` })),
  ];
  return shuffled(entries, 'item master|order').map((entry, at) => ({
    ...entry,
    itemNumber: String(104_011 + at * 7),
    interfaceCode: randomFor(`interface|${entry.key}`).chance(0.8) ? String(51_000_017 + at * 3) : '',
  }));
}

/** By device, the number under which it was entered first. */
export function itemNumbers(entries) {
  return new Map([...entries].reverse().map(({ item, itemNumber }) => [item.key, itemNumber]));
}

/** A hospital’s item master, a row for each item and package: `{ rows, truth, direct }`. `direct` holds the
 *  manufacturers that the hospital buys from without a distributor. */
export function makeItemMaster(entries, context) {
  const direct = new Set();
  const rows = entries.flatMap((entry) => {
    const noise = context.noise.forLine(entry.key);
    const shared = itemCells(entry, noise, context);
    if (shared['Vendor Code'] === shared['Manufacturer Code']) direct.add(entry.item.maker);
    const cents = Math.round((basePrice(entry.item) * (9_600 + noise.below(1_200))) / 10_000);
    const levels = levelsOf(entry.item, noise).slice(0, 2);
    return levels.map((level, at) => ({ ...shared, ...packageCells(level, at, levels, cents, entry) }));
  });
  const truth = entries.map(({ item, itemNumber }) => ({
    source: 'erp-item',
    code: itemNumber,
    primary_di: item.di,
  }));
  return { rows, truth, direct };
}

function itemCells({ item, itemNumber, interfaceCode }, noise, context) {
  const maker = context.suppliers.get(item.maker);
  const { type, expense } = classOf(item);
  const number = writeNumber(item.number, noise);
  return {
    'Item Number': itemNumber,
    'Mfr Catalog Number': number,
    'Manufacturer Code': maker.number,
    'Manufacturer Name': manufacturerName(maker, noise),
    'Item Description': describe(item, noise),
    ...vendorCells(item, maker, number, noise, context),
    'Default Expense Code': expense,
    Consigned: type === 'IMPLANT' && noise.chance(0.25) ? 'Y' : 'N',
    'Corporation Account Number': '100',
    ...additionalCells(expense, noise, context),
    MISC1: item.latex ? 'LATEX' : '',
    'Supply Type': type,
    'Interface Code': interfaceCode,
  };
}

/** Bought from the manufacturer, from the distributor whose price file we have, or from another one. */
function vendorCells(item, maker, number, noise, { distributors, distributorNumbers }) {
  const roll = noise.below(100);
  const ownNumber = distributorNumbers.get(item.key);
  const [known, ...others] = distributors;
  if (roll < 30 && ownNumber) return vendor(known, ownNumber);
  if (roll >= 85)
    return vendor(noise.pick(others), `${noise.pick(['H', 'M'])}${100_000 + noise.below(900_000)}`);
  return vendor(maker, number.trim());
}

function vendor(supplier, catalogNumber) {
  return {
    'Vendor Name': supplier.name,
    'Vendor Code': supplier.number,
    'Vendor Sequence': 1,
    'Vendor Catalog Number': catalogNumber,
  };
}

/** A second account, for what one department alone uses. */
function additionalCells(expense, noise, { usingCostCenters }) {
  if (!noise.chance(0.1)) return {};
  return { 'Additional CC': noise.pick(usingCostCenters), 'Additional GL': `${expense}-01` };
}

function packageCells({ unit, quantity }, at, levels, cents, { key }) {
  const byTheBox = levels.length > 1 && randomFor(`ordered|${key}`).chance(0.5);
  return {
    'Default Unit of Measure': byTheBox ? levels[1].unit : 'EA',
    'Package Sequence': at + 1,
    'Unit of Measure': unit,
    'Package Price': dollars(cents * quantity),
    'Unit of Measure Quantity': quantity,
    'Unit of Measure Contains What Unit of Measure': 'EA',
  };
}

function manufacturerName(supplier, noise) {
  if (!noise.strikes('manufacturer written otherwise')) return supplier.name;
  const name = noise.changed(
    'manufacturer written otherwise',
    supplier.name,
    nameVariant(supplier.legalName, noise),
  );
  supplier.seen.add(name);
  return name;
}
