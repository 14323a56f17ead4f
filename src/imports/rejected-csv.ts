import type { RejectedRowOnFile } from './import.queries.js';

/** What a spreadsheet takes for a formula by its first character (OWASP, CSV injection; full-width forms for Japanese
 *  ones), behind any apostrophes of its own. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A cell no spreadsheet runs: what begins like a formula gets an apostrophe in front. */
export function neutralise(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** Takes the apostrophe off again: the cell as it was in the file. */
export function restore(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

function quoted(cell: string): string {
  const safe = neutralise(cell);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rejected rows of a delivery as CSV: where, what, why, and the row as it was. */
export async function* rejectedCsv(rows: AsyncIterable<RejectedRowOnFile>): AsyncGenerator<string> {
  yield 'row,column,value,problem,message,cells…\r\n';
  for await (const { rowNumber, column, value, problem, message, cells } of rows) {
    yield `${[String(rowNumber), column, value, problem, message, ...cells].map(quoted).join(',')}\r\n`;
  }
}
