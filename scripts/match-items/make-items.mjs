import { PACK_SIZES } from '../sample-data/items.mjs';
import { randomFor, shuffled } from '../sample-data/random.mjs';
import { permutation } from './invented.mjs';
import { nearMissOf } from './near-miss.mjs';
import { productsFrom } from './products.mjs';
import { openSystems } from './writing.mjs';

/** Of a hundred items, how many are written down never, once, twice … */
const RECORDS = spread([0, 45, 35, 14, 6]);

/** Of a hundred products, how many have no neighbour, one … */
const NEIGHBOURS = spread([75, 15, 7, 3]);

/** Items of a family at most. */
const MOST_ITEMS = Math.max(...NEIGHBOURS) + 1;

/** Families of items without end: `{ ordinal, base, tellable, neighbours }`, each neighbour `{ item, difference, here,
 *  there }` seen from the base. What an item is, before anybody writes it down. */
export function* families(devices, seed) {
  const { productAt, isTaken } = productsFrom(devices, seed);
  for (let ordinal = 0; ; ordinal++) {
    const product = productAt(ordinal);
    if (!product) continue;
    const random = randomFor(`${seed}|family|${ordinal}`);
    const base = { ...product, ...packOf(random) };
    const own = new Set([base.number]);
    const neighbours = [];
    for (let count = random.pick(NEIGHBOURS); count > 0; count--) {
      const neighbour = nearMissOf(base, random, (number) => own.has(number) || isTaken(number));
      if (!neighbour) continue;
      own.add(neighbour.item.number);
      // The base’s own GTIN is not its neighbour’s.
      neighbours.push({ ...neighbour, item: { ...neighbour.item, di: '' } });
    }
    const tellable =
      base.alone &&
      neighbours.every(({ difference }) => difference !== 'catalog number') &&
      areApart([base, ...neighbours.map(({ item }) => item)]);
    yield { ordinal, base, tellable, neighbours };
  }
}

/** `count` records: `{ id, cells, cluster, nearMiss }`. `cluster` names the item, `nearMiss` is `{ of, difference, here,
 *  there }` on the records of a neighbour, `of` the id of the first record of the base. The same devices and seed give
 *  the same records on every machine; a larger count gives other ids, for these are the numbers below `count` in an
 *  order that tells nothing. */
export function* makeItems(devices, { count, seed }) {
  const systems = openSystems(seed);
  const idAt = idsOf(count, seed);
  let made = 0;
  for (const { ordinal, base, tellable, neighbours } of families(devices, seed)) {
    const of = idAt(made);
    const items = [{ item: base }, ...neighbours];
    for (const [at, { item, ...nearMiss }] of items.entries()) {
      const key = `${seed}|${ordinal}|${at}`;
      const random = randomFor(key);
      const copies = shuffled(systems, key).slice(0, random.pick(RECORDS));
      for (const [copy, writeDown] of copies.entries()) {
        const cells = writeDown(item, {
          key: `${key}|${copy}`,
          ordinal: ordinal * MOST_ITEMS + at,
          tellable,
        });
        yield {
          id: idAt(made),
          cells,
          cluster: `${ordinal}.${at}`,
          nearMiss: at === 0 ? undefined : { of, ...nearMiss },
        };
        if (++made === count) return;
      }
    }
  }
}

/** Whether text and pack tell every two items apart: two neighbours that both come by the each, of a base by the box, are
 *  one to whoever leaves their number out. */
function areApart(items) {
  const told = items.map(({ text, unit, pack }) => `${text.toUpperCase()}|${unit}|${pack}`);
  return new Set(told).size === items.length;
}

/** Most things come by the each. */
function packOf(random) {
  return random.chance(0.6) ? { unit: 'EA', pack: 1 } : { unit: 'BX', pack: random.pick(PACK_SIZES) };
}

function idsOf(count, seed) {
  const width = String(count).length;
  const place = permutation(count, `${seed}|ids`);
  return (made) => `R${String(place(made) + 1).padStart(width, '0')}`;
}

/** A list to pick from: the place of each share, as often as it says. */
function spread(shares) {
  return shares.flatMap((share, at) => Array(share).fill(at));
}
