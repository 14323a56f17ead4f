import { bare } from './gudid.mjs';
import { randomFor, shuffled } from './random.mjs';
import { fullText } from './wording.mjs';

export const PACK_SIZES = [2, 5, 10, 20, 25, 50];

/** Cents. Dearer things come one by one. */
const DEAREST_BOXED = 50_000;

/** What kind of thing a device is, by a word of its text: it decides price, expense code and supply type.
 *  Prices in cents are at least `from` and below `from + spread`. */
const CLASSES = [
  {
    type: 'IMPLANT',
    expense: '640200',
    word: /\b(?:STENT|GRAFT|VALVE|PROSTHES|LENS|IMPLANT|CAGE|INTERBODY|STEM|FEMORAL|TIBIAL|ACETAB)/,
    from: 45_000,
    spread: 280_000,
  },
  {
    type: 'IMPLANT',
    expense: '640200',
    word: /\b(?:SCREW|PLATE|ROD|NAIL|ANCHOR|PIN|WASHER|STAPLE|COIL|MESH)/,
    from: 4_500,
    spread: 95_000,
  },
  {
    type: 'EQUIPMENT',
    expense: '650100',
    word: /\b(?:DEFIBRILLATOR|MONITOR|VENTILATOR|CONSOLE|PUMP|GENERATOR)/,
    from: 120_000,
    spread: 900_000,
  },
  {
    type: 'INSTRUMENT',
    expense: '640300',
    word: /\b(?:DRILL|DRIVER|RASP|REAMER|RETRACTOR|FORCEPS|TRIAL|GUIDE|BLADE)/,
    from: 2_500,
    spread: 60_000,
  },
  {
    type: 'VASCULAR ACCESS',
    expense: '640100',
    word: /\b(?:CATH|PICC|PORT|CANNULA|SHEATH|BALLOON|DILAT|GUIDEWIRE)/,
    from: 1_800,
    spread: 70_000,
  },
  { type: 'MEDSURG', expense: '640000', word: /./, from: 400, spread: 40_000 },
];

export function classOf(item) {
  const text = `${fullText(item)} `.toUpperCase();
  return CLASSES.find(({ word }) => word.test(text)) ?? CLASSES.at(-1);
}

/** Of one each, in cents: the same for a device in every file, before what a party adds or leaves off. */
export function basePrice(item) {
  const { from, spread } = classOf(item);
  return from + randomFor(`price|${item.key}`).below(spread);
}

export function dollars(cents) {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** Devices for each file, so that each set of files has as many devices in common as `overlap` says. */
export function deal(devices, overlap, seed) {
  const pile = shuffled(devices, `${seed}|deal`);
  const dealt = new Map();
  for (const { files, devices: count } of overlap) {
    const hand = pile.splice(0, count);
    if (hand.length < count) throw new Error('not enough devices for the overlap');
    for (const file of files) dealt.set(file, [...(dealt.get(file) ?? []), ...hand.map(known)]);
  }
  return dealt;
}

/** Items that GUDID does not hold: a real device’s neighbour in the next size, under a number nobody has. */
export function makeUnknown(devices, count, file, taken) {
  const bases = shuffled(
    devices.filter(({ number }) => /\d/.test(number)),
    `${file}|unknown`,
  );
  return bases.slice(0, count).map((device) => {
    const random = randomFor(`${file}|unknown|${device.di}`);
    const number = freeNumber(device, taken, random);
    const text = device.text && otherSize(device.text.replaceAll(device.number, number), random);
    return { ...device, key: `${file}|${device.di}`, di: '', number, model: number, text, packages: [] };
  });
}

export function takenNumbers(devices) {
  return new Set(
    devices.flatMap(({ maker, number, model }) => [number, model].map((own) => `${maker}|${bare(own)}`)),
  );
}

/** How a file packs an item: `[{ unit, quantity, gtin }]`, the each first, quantity in eaches. Another quantity is
 *  another trade item, so a pack of another size carries no GTIN. */
export function levelsOf(item, noise) {
  const levels = [{ unit: 'EA', quantity: 1, gtin: item.di }, ...packsOf(item)];
  if (levels.length === 2 && noise.strikes('another pack size')) {
    const other = PACK_SIZES.filter((size) => size !== levels[1].quantity);
    levels[1] = { ...levels[1], quantity: noise.pick(other), gtin: '' };
    noise.count('another pack size');
  }
  if (levels.length === 1 && basePrice(item) < DEAREST_BOXED && noise.strikes('a box GUDID does not know')) {
    levels.push({ unit: 'BX', quantity: noise.pick(PACK_SIZES), gtin: '' });
    noise.count('a box GUDID does not know');
  }
  return levels;
}

/** Takes the GTINs from some items; from all levels of an item at once, as a file without that column filled has it. */
export function loseGtins(levels, noise) {
  if (!levels.some(({ gtin }) => gtin) || !noise.strikes('GTIN missing')) return levels;
  noise.count('GTIN missing');
  return levels.map((level) => ({ ...level, gtin: '' }));
}

function known(device) {
  return { ...device, key: device.di };
}

/** GUDID’s file leaves the kind of package empty: an outer one is a case, a single one either. */
function packsOf({ di, packages }) {
  const single = randomFor(`pack|${di}`).chance(0.7) ? 'BX' : 'CA';
  return packages.map(({ gtin, quantity }, at) => ({
    unit: packages.length === 1 ? single : at === 0 ? 'BX' : 'CA',
    quantity,
    gtin,
  }));
}

/** Counts the last run of digits up until the number is free, as wide as before. */
function freeNumber({ maker, number }, taken, random) {
  const [, head, digits, tail] = /^(.*?)(\d+)(\D*)$/.exec(number);
  for (let step = 1 + random.below(4); ; step++) {
    const next = head + String(Number(digits) + step).padStart(digits.length, '0') + tail;
    const key = `${maker}|${bare(next)}`;
    if (taken.has(key)) continue;
    taken.add(key);
    return next;
  }
}

/** The first measure of the text, a little larger; without one, a size of its own. */
function otherSize(text, random) {
  const more = 1 + random.below(5);
  const measure = /\d+(?=(?:\.\d+)?\s?(?:mm|cm|fr|ml|cc|g)\b)/i;
  if (measure.test(text)) return text.replace(measure, (digits) => String(Number(digits) + more));
  return `${text} ${10 + more} mm`;
}
