import type { Feature, Found } from './feature.js';
import { readMeasures } from './measures.js';
import { readPacks } from './packs.js';
import { readContext, readQuantities } from './quantities.js';
import { readSizeLabels, readSutures } from './size-labels.js';
import { type FoldedText, foldText } from './text.js';
import { readTokens } from './tokens.js';
import { readWordFeatures } from './word-features.js';

/** Reads what must not be blurred out of one line: strengths, sizes, packs, forms, sides and the rest, each with the text
 *  it was read from. What the line does not surely say is left out: absence is no evidence, a wrong feature is a veto.
 *  Never throws. */
export function readFeatures(line: string): readonly Feature[] {
  const folded = foldText(line);
  const tokens = readTokens(folded.text);
  const context = readContext(folded.text);
  const quantities = readQuantities(tokens, context);
  const words = readWordFeatures(tokens, context);
  const found: Found[] = [
    ...readPacks(tokens, context),
    ...readMeasures(tokens, quantities, words, context.drug),
    ...readSutures(folded.text, context),
    ...readSizeLabels(tokens, context),
    ...words,
  ];
  return found
    .map((feature) => inLine(feature, folded, line))
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
}

function inLine(found: Found, folded: FoldedText, line: string): Feature {
  const start = folded.at(found.start);
  const end = folded.at(found.end);
  const text = line.slice(start, end);
  const say = found.say ?? ('value' in found && typeof found.value === 'string' ? found.value : text);
  return { ...found, start, end, text, say } as Feature;
}
