import { bare } from '../sample-data/gudid.mjs';
import { takenNumbers } from '../sample-data/items.mjs';
import { shuffled } from '../sample-data/random.mjs';
import { fullText } from '../sample-data/wording.mjs';
import { NAMES, NUMBERS, nameOf, numberLike, permutation } from './invented.mjs';

const COMPANIES = [
  'Medical, Inc.',
  'Surgical, LLC',
  'Orthopedics, Inc.',
  'Technologies Corp.',
  'Healthcare Products, Inc.',
  'Vascular Systems, Inc.',
  'International GmbH',
  'Scientific Corporation',
];

/** Products without end: first the real devices, then the same again under invented brands, companies and catalog numbers,
 *  as often as one likes. `productAt(ordinal)` is `{ di, maker, brand, text, model, number, alone }`, or `undefined` for the
 *  few ordinals whose number a real device bears; `di` is empty for an invented one, `alone` says that no other product
 *  has its full text. `isTaken(number)` says whether a real device bears the number. */
export function productsFrom(devices, seed) {
  const piles = shuffled(
    devices.filter(({ number }) => /\d/.test(number)),
    `${seed}|products`,
  );
  const taken = new Set([...takenNumbers(piles)].map((key) => key.slice(key.lastIndexOf('|') + 1)));
  const texts = counted(piles.map(fullText));
  const brands = numbered(piles.map(({ brand }) => brand));
  const makers = numbered(piles.map(({ maker }) => maker));
  const wordAt = permutation(NAMES, `${seed}|names`);
  const numberAt = permutation(NUMBERS, `${seed}|numbers`);
  const names = brands.size + makers.size;

  const productAt = (ordinal) => {
    const device = piles[ordinal % piles.length];
    const generation = Math.floor(ordinal / piles.length);
    const alone = texts.get(fullText(device)) === 1;
    const { di, maker, brand, text, model, number } = device;
    if (generation === 0) return { di, maker, brand, text, model, number, alone };
    const ownNumber = numberLike(number, numberAt(ordinal));
    if (taken.has(bare(ownNumber))) return undefined;
    const name = (at) => nameOf(wordAt((generation - 1) * names + at));
    const makerAt = makers.get(maker);
    const ownBrand = name(brands.get(brand));
    const renamed = brand ? text.replaceAll(brand, ownBrand) : text;
    return {
      di: '',
      maker: `${name(brands.size + makerAt)} ${COMPANIES[(makerAt + generation) % COMPANIES.length]}`,
      brand: ownBrand,
      text: renamed.replaceAll(number, ownNumber),
      model: ownNumber,
      number: ownNumber,
      alone,
    };
  };
  return { productAt, isTaken: (number) => taken.has(bare(number)) };
}

/** Each value's place among the different ones. */
function numbered(values) {
  return new Map([...new Set(values)].map((value, at) => [value, at]));
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
