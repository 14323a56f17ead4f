import { withWrongCheckDigit } from './gs1.mjs';
import { randomFor } from './random.mjs';

/** The noise of one file: rates by kind, and how often each kind changed something. */
export function noiseOf(file, rates, widestText) {
  const struck = new Map();
  const count = (kind) => struck.set(kind, (struck.get(kind) ?? 0) + 1);
  const rate = (kind) => {
    if (!(kind in rates)) throw new Error(`no rate for the noise “${kind}”`);
    return rates[kind];
  };
  /** For one line of the file; the same line meets the same noise in every run. */
  const forLine = (key) => {
    const random = randomFor(`${file}|${key}`);
    return {
      ...random,
      rate,
      count,
      widestText,
      strikes: (kind) => random.chance(rate(kind)),
      changed: (kind, before, after) => {
        if (after !== before) count(kind);
        return after;
      },
    };
  };
  return { file, forLine, rate, count, struck };
}

/** Exactly `rate` of the GTINs (so that a reader can count them) get a wrong check digit. `holders` carry `gtin`. */
export function spoilCheckDigits(holders, noise) {
  const kind = 'wrong check digit';
  const withGtin = holders.filter(({ gtin }) => gtin);
  for (const holder of exactShare(withGtin, noise.rate(kind), `${noise.file}|${kind}`)) {
    holder.gtin = withWrongCheckDigit(holder.gtin, randomFor(`${noise.file}|${kind}|${holder.gtin}`));
    noise.count(kind);
  }
  return withGtin.length;
}

/** `rate` of the list to the nearest whole number, chosen by `key`. */
export function exactShare(list, rate, key) {
  const marked = list.map((entry, at) => ({ entry, order: randomFor(`${key}|${at}`).below(2 ** 31), at }));
  marked.sort((a, b) => a.order - b.order || a.at - b.at);
  return marked.slice(0, Math.round(rate * list.length)).map(({ entry }) => entry);
}
