import type { GoldenRecord, SourceRecord } from './record.graphql.js';
import { basisWords } from './record-words.js';

/** Has a basis of its own. */
const catalogNumbers = 'catalog-number';

/** Why a source record is here, in words: `same GTIN` where only one kind of identifier can have been it. */
export function basisOf(record: SourceRecord, { codes }: Pick<GoldenRecord, 'codes'>): string {
  if (record.basis !== 'IDENTIFIER') return basisWords[record.basis];
  const shared = codes.filter(
    ({ system, role, sources }) =>
      role !== 'KEY' && system !== catalogNumbers && sources.length > 1 && sources.includes(record.source),
  );
  const titles = new Set(shared.map(({ systemTitle }) => systemTitle));
  const [title] = titles;
  return titles.size === 1 && title ? `same ${title.replace(/ \(.*\)$/, '')}` : basisWords.IDENTIFIER;
}
