import type { Readable } from 'node:stream';
import { parse } from 'fast-csv';
import type { JudgementOfIds } from '../clusters/judgements.js';

export type ReadJudgements =
  | { readonly kind: 'read'; readonly judgements: readonly JudgementOfIds[] }
  | { readonly kind: 'refused'; readonly sentence: string };

const columns = ['a', 'b', 'verdict'] as const;

/** Reads what people have judged: a CSV file with the columns a, b (ids of `known`) and verdict (same or different). A row
 *  that does not say which two or what is a reason to refuse the file: a judgement left out silently would be broken. */
export async function readJudgements(source: Readable, known: ReadonlySet<string>): Promise<ReadJudgements> {
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
      const stranger = [a, b].find((id) => !known.has(id));
      if (stranger !== undefined)
        return refused(`Row ${number}: there is no record with the id "${stranger}".`);
      if (a === b) return refused(`Row ${number}: both ids are "${a}".`);
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
