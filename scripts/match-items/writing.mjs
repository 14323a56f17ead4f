import { demoGtin, withWrongCheckDigit } from '../sample-data/gs1.mjs';
import { noiseOf } from '../sample-data/noise.mjs';
import {
  describe,
  misspell,
  nameForms,
  nameVariant,
  spaceMeasures,
  writeNumber,
} from '../sample-data/wording.mjs';

export const RECORD_COLUMNS = ['id', 'description', 'manufacturer', 'catalog_number', 'unit', 'pack', 'gtin'];

/** Who writes items down. */
const SYSTEMS = ['item master', 'price file', 'contract', 'charge list'];

/** How often each kind of noise strikes, by system, of lines; abbreviations, of words that have one. */
const NOISE = [
  // kind, item master, price file, contract, charge list
  ['abbreviations', 0.75, 0.6, 0.35, 0.8],
  ['words reordered', 0.3, 0.2, 0.1, 0.3],
  ['upper case', 1, 0.8, 0.5, 1],
  ['plain characters', 1, 1, 0.5, 1],
  ['brand left out', 0.2, 0.2, 0.1, 0.3],
  ['description cut', 0.3, 0.2, 0.1, 0.35],
  ['measures spaced otherwise', 0.3, 0.3, 0.1, 0.3],
  ['misspelt', 0.03, 0.02, 0.01, 0.05],
  ['catalog number missing', 0.05, 0.01, 0, 0.2],
  ['dashes dropped', 0.15, 0.2, 0.1, 0.2],
  ['spaces for dashes', 0.05, 0.05, 0.02, 0.05],
  ['lower case number', 0.02, 0.01, 0.01, 0.02],
  ['P/N before the number', 0.01, 0.01, 0.005, 0.01],
  ['spaces around the number', 0.04, 0.04, 0.02, 0.04],
  ['manufacturer missing', 0.03, 0.02, 0, 0.1],
  ['manufacturer written otherwise', 1, 0.5, 0.2, 1],
  ['manufacturer by a short name', 0.05, 0.1, 0.05, 0.1], // of those written otherwise
  ['unit missing', 0.02, 0, 0, 0.1],
  ['unit written otherwise', 0.3, 0.2, 0.1, 0.3],
  ['GTIN missing', 0.8, 0.35, 0.25, 0.9],
  ['wrong check digit', 0, 0.004, 0.004, 0], // of GTINs
];

/** Characters that the description field of a system holds. */
const WIDEST_TEXT = [120, 100, 240, 60];

const UNIT_WORDS = { EA: ['EACH', 'Ea', 'ea'], BX: ['BOX', 'Bx'] };

/** What would leave a record without a catalog number nothing to tell it by. */
const LOSSES = new Set(['brand left out', 'description cut', 'unit missing']);

/** The systems, each with its own noise. `writeDown` writes an item as one of them would, cells in the order of
 *  `RECORD_COLUMNS` without the id; `key` names the record, and the same key gives the same cells. `ordinal` numbers the
 *  item, for its GTIN. A catalog number is never mistyped: nobody could tell the slip from the neighbour. It is missing
 *  only where `tellable`: the full text and the pack say which item it is. */
export function openSystems(seed) {
  return SYSTEMS.map((system, at) => {
    const rates = Object.fromEntries(NOISE.map(([kind, ...rates]) => [kind, rates[at]]));
    const noises = noiseOf(`${seed}|${system}`, rates, WIDEST_TEXT[at]);
    return (item, { key, ordinal, tellable }) => {
      const noise = noises.forLine(key);
      const numberless = noise.strikes('catalog number missing') && tellable;
      const careful = numberless ? withoutLoss(noise) : noise;
      const unit = writeUnit(item.unit, careful);
      return [
        misspell(spaceMeasures(describe(item, careful), noise), noise),
        writeMaker(item.maker, noise),
        numberless ? '' : writeNumber(item.number, noise),
        unit,
        unit && String(item.pack),
        writeGtin(item, ordinal, noise),
      ];
    };
  });
}

function withoutLoss(noise) {
  return { ...noise, widestText: 1_000, strikes: (kind) => !LOSSES.has(kind) && noise.strikes(kind) };
}

function writeMaker(maker, noise) {
  if (noise.strikes('manufacturer missing')) return '';
  if (!noise.strikes('manufacturer written otherwise')) return maker;
  return noise.chance(0.5) ? nameForms(maker).usual[0] : nameVariant(maker, noise);
}

function writeUnit(unit, noise) {
  if (noise.strikes('unit missing')) return '';
  return noise.strikes('unit written otherwise') ? noise.pick(UNIT_WORDS[unit]) : unit;
}

function writeGtin({ di, unit }, ordinal, noise) {
  if (noise.strikes('GTIN missing')) return '';
  const level = unit === 'EA' ? 0 : 1;
  const gtin = di && level === 0 ? di : demoGtin(ordinal, level);
  return noise.strikes('wrong check digit') ? withWrongCheckDigit(gtin, noise) : gtin;
}
