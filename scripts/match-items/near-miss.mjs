import { PACK_SIZES } from '../sample-data/items.mjs';
import { fullText } from '../sample-data/wording.mjs';

const MEASURE = /\d+(?:\.\d+)?(?=\s?(?:mm|cm|fr|french|ml|cc|gauge|ga|deg|in|inch|g|l)\b)/gi;
const SIDES = new Map([
  ['LEFT', 'RIGHT'],
  ['RIGHT', 'LEFT'],
]);

/** How an item can be almost another one: each gives `{ item, here, there }`, what the neighbour says and what the item
 *  says, or nothing where the item has no such property. The catalog number is changed by `nearMissOf`. */
const DIFFERENCES = {
  'catalog number': (item) => ({ item }),
  size: otherSize,
  side: otherSide,
  sterility: notSterile,
  pack: otherPack,
  unit: otherUnit,
};

/** A neighbour in the catalog: another item that differs in one property and, as neighbours do, in one digit of its
 *  catalog number. `{ item, difference, here, there }`, or nothing where `isTaken` of every such number. */
export function nearMissOf(item, random, isTaken) {
  const number = freeNumber(item.number, random, isTaken);
  if (!number) return undefined;
  const possible = Object.entries(DIFFERENCES)
    .map(([difference, change]) => ({ difference, changed: change(item, random) }))
    .filter(({ changed }) => changed);
  const { difference, changed } = random.pick(possible);
  const { here = number, there = item.number } = changed;
  return { item: withNumber(changed.item, number), difference, here, there };
}

/** The first free one after a digit drawn by chance. */
function freeNumber(number, random, isTaken) {
  const digits = [...number.matchAll(/\d/g)];
  const begin = random.below(digits.length * 9);
  for (let step = 0; step < digits.length * 9; step++) {
    const place = (begin + step) % (digits.length * 9);
    const { index, 0: digit } = digits[Math.floor(place / 9)];
    const other = (Number(digit) + 1 + (place % 9)) % 10;
    const text = number.slice(0, index) + other + number.slice(index + 1);
    if (!isTaken(text)) return text;
  }
  return undefined;
}

function otherDigit(text, random) {
  const { index, 0: digit } = random.pick([...text.matchAll(/\d/g)]);
  const other = (Number(digit) + 1 + random.below(9)) % 10;
  return text.slice(0, index) + other + text.slice(index + 1);
}

/** Devices without a text are described by their number; some texts name it too. */
function withNumber(item, number) {
  const renumbered = (text) => text.replaceAll(item.number, number);
  return { ...item, number, text: renumbered(item.text), model: renumbered(item.model) };
}

function otherSize(item, random) {
  const measures = [...item.text.matchAll(MEASURE)];
  if (measures.length === 0) return undefined;
  const { index, 0: size } = random.pick(measures);
  const here = otherDigit(size, random);
  // 05 mm and 5 mm, or 2.0 and 2: another writing is no other size.
  if (Number(here) === 0 || Number(here) === Number(size) || /^0\d/.test(here)) return undefined;
  const text = item.text.slice(0, index) + here + item.text.slice(index + size.length);
  return { item: { ...item, text }, here, there: size };
}

function otherSide(item) {
  const [side, ...more] = item.text.match(/\b(?:left|right)\b/gi) ?? [];
  if (!side || more.length > 0) return undefined;
  const other = likeCase(side, SIDES.get(side.toUpperCase()));
  return { item: { ...item, text: item.text.replace(side, other) }, here: other, there: side };
}

function notSterile(item) {
  const [sterile, ...more] = item.text.match(/(?<!non[ -]?)\bsterile\b/gi) ?? [];
  if (!sterile || more.length > 0 || /non[ -]?sterile/i.test(fullText(item))) return undefined;
  const here = likeCase(sterile, 'NON-STERILE');
  return { item: { ...item, text: item.text.replace(sterile, here) }, here, there: sterile };
}

/** As many others in the box. */
function otherPack(item, random) {
  if (item.unit === 'EA') return undefined;
  const pack = random.pick(PACK_SIZES.filter((size) => size !== item.pack));
  return { item: { ...item, pack }, here: `${item.unit}/${pack}`, there: `${item.unit}/${item.pack}` };
}

/** By the box where the other is sold by one, or the other way round. */
function otherUnit(item, random) {
  const own = item.unit === 'EA' ? { unit: 'BX', pack: random.pick(PACK_SIZES) } : { unit: 'EA', pack: 1 };
  return { item: { ...item, ...own }, here: `${own.unit}/${own.pack}`, there: `${item.unit}/${item.pack}` };
}

function likeCase(pattern, word) {
  if (pattern === pattern.toUpperCase()) return word;
  const lower = word.toLowerCase();
  return pattern[0] === pattern[0].toUpperCase() ? lower[0].toUpperCase() + lower.slice(1) : lower;
}
