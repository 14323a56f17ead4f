import type { Feature, Found } from './feature.js';
import { readMeasures } from './measures.js';
import { readPacks } from './packs.js';
import { readQuantities } from './quantities.js';
import { Says } from './says.js';
import { readSizeLabels, readSutures } from './size-labels.js';
import { type FoldedText, foldText } from './text.js';
import { readTokens } from './tokens.js';
import { readWordFeatures } from './word-features.js';

/** Reads what must not be blurred out of one line: strengths, sizes, packs, forms, sides and the rest, each with the text
 *  it was read from. What the line does not surely say is left out: absence is no evidence, a wrong feature is a veto.
 *  Never throws. */
export function readFeatures(line: string): readonly Feature[] {
  const folded = foldText(line);
  const { tokens, context, says } = readTokens(folded.text);
  const holds = (bit: number) => (says & bit) !== 0;
  const words = holds(Says.listed) ? readWordFeatures(tokens, context) : [];
  const found: Found[] = [];
  if (holds(Says.package)) found.push(...readPacks(tokens, context));
  if (holds(Says.number))
    found.push(...readMeasures(tokens, readQuantities(tokens, context), words, context.drug));
  found.push(...readSutures(folded.text, context));
  if (holds(Says.size)) found.push(...readSizeLabels(tokens, context));
  found.push(...words);
  if (found.length === 0) return NONE;
  const features = found.map((feature) => inLine(feature, folded, line));
  return features.length === 1 ? features : features.sort(inOrder);
}

const NONE: readonly Feature[] = [];

function inOrder(a: Feature, b: Feature): number {
  return a.start - b.start || a.end - b.end || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0);
}

/** Member by member: to spread them costs several times as much. */
function inLine(found: Found, folded: FoldedText, line: string): Feature {
  const start = folded.at(found.start);
  const end = folded.at(found.end);
  const text = line.slice(start, end);
  if (found.kind === 'strength') {
    const { kind, dimension, amounts, precision, per, say = text } = found;
    return { kind, dimension, amounts, precision, per, start, end, text, say };
  }
  if ('unit' in found) {
    const { kind, value, unit, sign, precision, tuple, say = text } = found;
    return { kind, value, unit, sign, precision, tuple, start, end, text, say };
  }
  const { kind, value, classes, say = value } = found;
  return { kind, value, classes, start, end, text, say };
}
