import { readWords } from './abbreviations.js';
import type { FeatureKind } from './feature.js';
import { readFeatures } from './features.js';
import { FIELD_WORDS } from './field-words.js';

/** Kinds that hardly any line outside this field is read to have; a length or a size stands in any shop. */
const OF_THIS_FIELD: ReadonlySet<FeatureKind> = new Set([
  ...(['strength', 'french', 'gauge', 'diopter', 'suture', 'release', 'route', 'sterility'] as const),
  'latex',
]);

const looked = 1_000;

/** Share of (at most 1,000, evenly spread) lines that speak of drugs, devices or care: by a feature of this field or by
 *  one of its words, abbreviated or not. 0 to 1; 0 without lines. Measured: lines of hospitals .6 to 1, texts of code
 *  systems and device registries .3 to .9, shops' electronics .2 at most, films, people and papers below .05. */
export function shareOfField(lines: readonly string[]): number {
  const said = lines.filter((line) => line !== '');
  const sample = Array.from({ length: Math.min(looked, said.length) }, (_, n) =>
    said.length <= looked ? said[n]! : said[Math.floor((n * said.length) / looked)]!,
  );
  return sample.length === 0 ? 0 : sample.filter(speaksOfField).length / sample.length;
}

function speaksOfField(line: string): boolean {
  return (
    readWords(line).some(({ readings }) =>
      readings.some((words) => words.some((word) => FIELD_WORDS.has(word))),
    ) || readFeatures(line).some(({ kind }) => OF_THIS_FIELD.has(kind))
  );
}
