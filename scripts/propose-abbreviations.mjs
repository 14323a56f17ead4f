// Proposes abbreviations of hospital lines, for a person to review: never read by the hub.
// Two lines of one NDC-11, or of one catalog number, say one thing in two ways: a word of the one that begins like a
// word of the other and keeps its letters in order may be short for it. Prints `count<tab>SHORT<tab>LONG<tab>example`.
// Usage: node scripts/propose-abbreviations.mjs FOLDER [minimum count]   (FOLDER holds drug_lines.csv and the others)
import { readTruePairs } from './match-pairs.mjs';

const [folder, least = '2'] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node scripts/propose-abbreviations.mjs FOLDER [minimum count]');

const counts = new Map();
for (const { left, right } of readTruePairs(folder)) propose(left, right);
const proposals = [...counts.values()].filter(({ count }) => count >= Number(least));
proposals.sort((a, b) => b.count - a.count || (a.short < b.short ? -1 : 1));
for (const { count, short, long, example } of proposals) {
  process.stdout.write(`${count}\t${short}\t${long}\t${example}\n`);
}

function propose(left, right) {
  const a = words(left);
  const b = words(right);
  const only = (these, those) => these.filter((word) => !those.includes(word));
  for (const [short, long] of [...pairs(only(a, b), only(b, a)), ...pairs(only(b, a), only(a, b))]) {
    const key = `${short} ${long}`;
    const known = counts.get(key) ?? { count: 0, short, long, example: `${left} | ${right}` };
    counts.set(key, { ...known, count: known.count + 1 });
  }
}

function pairs(shorts, longs) {
  return shorts.flatMap((short) =>
    longs.filter((long) => abbreviates(short, long)).map((long) => [short, long]),
  );
}

/** Shorter, the same first letter, and its letters in order in the long word; a mere ending S is no abbreviation. */
function abbreviates(short, long) {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0] || long === `${short}S`)
    return false;
  let at = 0;
  for (const letter of short) {
    at = long.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function words(line) {
  return [...new Set((line ?? '').toUpperCase().match(/[A-Z]+/g) ?? [])];
}
