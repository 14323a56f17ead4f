import type { GoldenRecord, SourceRecord } from './record.graphql.js';
import { basisWords } from './record-words.js';

/** Why a source record is here, in words: `same GTIN` where only one kind of identifier can have been it. */
export function basisOf(record: SourceRecord, { codes }: Pick<GoldenRecord, 'codes'>): string {
  if (record.basis !== 'IDENTIFIER') return basisWords[record.basis];
  const shared = codes.filter(
    ({ role, sources }) => role !== 'KEY' && sources.includes(record.source) && sources.length > 1,
  );
  const titles = new Set(shared.map(({ systemTitle }) => systemTitle));
  const [title] = titles;
  return titles.size === 1 && title ? `same ${title.replace(/ \(.*\)$/, '')}` : basisWords.IDENTIFIER;
}
