import type { Readable } from 'node:stream';
import { parse } from 'fast-csv';
import type { JudgementOfIds } from '../clusters/judgements.js';

export type ReadJudgements =
  | { readonly kind: 'read'; readonly judgements: readonly JudgementOfIds[] }
  | { readonly kind: 'refused'; readonly sentence: string };

const columns = ['a', 'b', 'verdict'] as const;

/** Ids that there are: of one table, or a of the left one and b of the right one. */
export type KnownIds =
  | ReadonlySet<string>
  | { readonly a: ReadonlySet<string>; readonly b: ReadonlySet<string> };

/** Reads what people have judged: a CSV file with the columns a, b (ids of `known`) and verdict (same or different). A row
 *  that does not say which two or what is a reason to refuse the file: a judgement left out silently would be broken. */
export async function readJudgements(source: Readable, known: KnownIds): Promise<ReadJudgements> {
  const sides = 'a' in known ? known : undefined;
  const idsOf = (side: 'a' | 'b') => ('a' in known ? known[side] : known);
  const rows = source.pipe(parse<string[], string[]>({ ignoreEmpty: true, encoding: 'utf8' }));
  source.on('error', (error) => rows.destroy(error));
  const judgements: JudgementOfIds[] = [];
  let places: readonly number[] | undefined;
  try {
    for await (const row of rows as AsyncIterable<string[]>) {
      if (!places) {
        const names = row.map((name) => name.replace(/^\uFEFF/, '').trim());
        places = columns.map((column) => names.indexOf(column));
        const missing = columns.filter((_, c) => places![c]! < 0);
        if (missing.length > 0)
          return refused(`There is no column "${missing.join('", "')}"; there are: ${names.join(', ')}.`);
        continue;
      }
      const [a, b, verdict] = places.map((place) => row[place] ?? '') as [string, string, string];
      const number = judgements.length + 1;
      const stranger = !idsOf('a').has(a) ? 'a' : !idsOf('b').has(b) ? 'b' : undefined;
      if (stranger) {
        const where = sides ? (stranger === 'a' ? ' on the left' : ' on the right') : '';
        return refused(
          `Row ${number}: there is no record with the id "${stranger === 'a' ? a : b}"${where}.`,
        );
      }
      if (!sides && a === b) return refused(`Row ${number}: both ids are "${a}".`);
      if (verdict !== 'same' && verdict !== 'different')
        return refused(`Row ${number}: the verdict is "${verdict}", not same or different.`);
      judgements.push({ a, b, verdict });
    }
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  return places ? { kind: 'read', judgements } : refused('The file is empty.');
}

function refused(sentence: string): ReadJudgements {
  return { kind: 'refused', sentence };
}
